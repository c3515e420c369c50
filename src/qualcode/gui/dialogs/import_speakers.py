"""The speakers found in a file: a row for each label, and for each the participant whom it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QMenu, QStyleOptionViewItem, QTableView, QWidget

from qualcode.domain.participants import Group
from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.dialogs.cells import CellDelegate, form_table
from qualcode.gui.fonts import scaled
from qualcode.gui.models.speaker_table import SpeakerColumn, SpeakerRole, SpeakerTableModel

_WIDTHS = (
    (SpeakerColumn.MODERATOR, 88),
    (SpeakerColumn.LABEL, 104),
    (SpeakerColumn.TURNS, 60),
    (SpeakerColumn.WORDS, 68),
    (SpeakerColumn.PARTICIPANT, 336),
)
_BOX, _BADGE, _ICON, _CHEVRON = 16, 16, 14, 14
_MERGE = "Merge"


def speaker_view(model: SpeakerTableModel, groups: Sequence[Group], parent: QWidget) -> QTableView:
    """Return the table of the speakers; ``set_speakers`` shows those of another file."""
    table = form_table("speakers", "Speakers found", model, parent)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setItemDelegate(SpeakerCell(groups, table))
    set_speakers(table, model)
    return table


def set_speakers(table: QTableView, model: SpeakerTableModel) -> None:
    """Show the speakers of a file."""
    before = table.selectionModel()
    table.setModel(model)
    if before is not table.selectionModel():
        before.deleteLater()
    header = table.horizontalHeader()
    for column, width in _WIDTHS:
        header.resizeSection(column, scaled(width))
    header.setSectionResizeMode(SpeakerColumn.FIRST_LINE, QHeaderView.ResizeMode.Stretch)


class SpeakerCell(CellDelegate):
    """Draws the box of the moderator, label, numbers, first line, and the participant as a list that opens."""

    newcomer_wanted = Signal(int)
    """The speaker of this row is somebody who is not registered yet."""

    def __init__(self, groups: Sequence[Group], parent: QWidget | None = None) -> None:
        """Make the delegate of ``parent``; ``groups`` give the letters of the badges."""
        super().__init__(parent)
        self._badges = {group.name: (group.label[:1].upper(), n) for n, group in enumerate(groups, 1)}

    def draw_content(self, painter: QPainter, rect: QRect, index: Index, ink: QColor) -> None:
        column = SpeakerColumn(index.column())
        merged = index.data(SpeakerRole.MERGED) is True
        colours = theme.current()
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        soft = colours.colour("text-2" if merged else "text")
        if column is SpeakerColumn.MODERATOR:
            self._draw_box(painter, _box(rect), index)
        elif column is SpeakerColumn.PARTICIPANT:
            self._draw_list(painter, _list(rect), index, words)
        elif column is SpeakerColumn.LABEL:
            pieces.draw_text(painter, rect, words, fonts.ui_font("strong"), soft)
        elif column is SpeakerColumn.FIRST_LINE:
            pieces.draw_text(painter, rect, words, fonts.reading_font("quote"), soft)
        else:
            pieces.draw_text(painter, rect, words, fonts.ui_font("body", figures=True), soft, pieces.RIGHT)

    @staticmethod
    def _draw_box(painter: QPainter, box: QRect, index: Index) -> None:
        colours = theme.current()
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        pieces.fill_rounded(painter, box, colours.colour("accent" if on else "raised"), 4)
        if on:
            icons.draw(painter, "check", "on-accent", box.adjusted(2, 2, -2, -2))
        else:
            pieces.outline(painter, box, colours.colour("control"), 1, 4)

    def _draw_list(self, painter: QPainter, box: QRect, index: Index, words: str) -> None:
        colours = theme.current()
        problem = str(index.data(SpeakerRole.PROBLEM) or "")
        pieces.fill_rounded(painter, box, colours.colour("raised"), 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.colour("warning" if problem else "line-strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        chevron = scaled(_CHEVRON)
        end = box.right() - scaled(8) - chevron
        icons.draw(painter, "chevron-down", "text-2", pieces.centred(end, box, chevron, chevron))
        x = box.x() + scaled(8)
        if problem:
            side = scaled(_ICON)
            icons.draw(painter, "triangle-alert", "warning", pieces.centred(x, box, side, side))
            x += side + scaled(8)
            words = problem
        badge = self._badges.get(str(index.data(SpeakerRole.GROUP) or ""))
        if badge is not None and not problem:
            letter, group = badge
            pieces.draw_badge(painter, pieces.centred(x, box, scaled(_BADGE), scaled(_BADGE)), letter, group)
            x += scaled(_BADGE + 8)
        if index.data(SpeakerRole.TWIN) is not None:
            link = _merge_link(box)
            font = fonts.ui_font("body", weight=500)
            pieces.draw_text(painter, link, _MERGE, font, colours.colour("accent"), pieces.RIGHT)
            end = link.left()
        line = QRect(x, box.y(), end - x - scaled(4), box.height())
        pieces.draw_text(painter, line, words, fonts.ui_font("body"), colours.colour("text"))

    # what the user does --------------------------------------------------------------------------------------------

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        column = SpeakerColumn(index.column())
        pressed = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        released = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        )
        if column is SpeakerColumn.MODERATOR and (pressed or released):
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
            state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        if column is SpeakerColumn.PARTICIPANT and released and isinstance(event, QMouseEvent):
            box = _list(option.rect.adjusted(scaled(12), 0, -scaled(12), 0))
            at = event.position().toPoint()
            if index.data(SpeakerRole.TWIN) is not None and _merge_link(box).contains(at):
                if isinstance(model, SpeakerTableModel):
                    model.merge(index.row())
                return True
            view = pieces.view_of(option)
            if view is not None and box.contains(at) and isinstance(model, SpeakerTableModel):
                self._open_list(model, index, view.viewport(), box)
                return True
        return False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget | None:  # type: ignore[override]
        model = index.model()
        if SpeakerColumn(index.column()) is SpeakerColumn.PARTICIPANT and isinstance(model, SpeakerTableModel):
            # A list needs no editor, which would stay behind when the list is closed without a choice.
            self._open_list(model, index, parent, _list(option.rect.adjusted(scaled(12), 0, -scaled(12), 0)))
            return None
        return super().createEditor(parent, option, index)

    def _open_list(self, model: SpeakerTableModel, index: Index, over: QWidget, box: QRect) -> None:
        """Offer all participants below a cell, and above them what can be done about a doubtful label."""
        menu = QMenu(over)
        menu.setObjectName("participants-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setMinimumWidth(box.width())
        twin, row = index.data(SpeakerRole.TWIN), index.row()
        if twin is not None:
            menu.addAction(f"Merge with {twin}").triggered.connect(partial(model.merge, row))
            menu.addAction(f"Not the same as {twin}").triggered.connect(partial(model.part, row))
            menu.addSeparator()
        elif index.data(SpeakerRole.MERGED) is True:
            menu.addAction("Stand for itself again").triggered.connect(partial(model.part, row))
            menu.addSeparator()
        now = index.data(Qt.ItemDataRole.EditRole)
        cell = QPersistentModelIndex(index)
        for words in model.choices():
            act = menu.addAction(words)
            act.setCheckable(words == now)
            act.setChecked(words == now)
            act.triggered.connect(partial(_assign, model, cell, words))
            if words == now:
                menu.setActiveAction(act)
        menu.addSeparator()
        menu.addAction("New participant…").triggered.connect(partial(self.newcomer_wanted.emit, row))
        menu.popup(over.mapToGlobal(box.bottomLeft()))


def _assign(model: SpeakerTableModel, cell: QPersistentModelIndex, words: str) -> None:
    if cell.isValid():
        model.setData(model.index(cell.row(), cell.column()), words, Qt.ItemDataRole.EditRole)


def _box(rect: QRect) -> QRect:
    side = scaled(_BOX)
    return QRect(rect.center().x() - side // 2, rect.center().y() - side // 2, side, side)


def _list(rect: QRect) -> QRect:
    return rect.adjusted(-scaled(4), scaled(2), scaled(4), -scaled(3))


def _merge_link(box: QRect) -> QRect:
    width = fonts.ui_metrics("body", weight=500).horizontalAdvance(_MERGE) + scaled(8)
    right = box.right() - scaled(16 + _CHEVRON)
    return QRect(right - width, box.y(), width, box.height())
