"""Tables of forms: cells edited in place, lists to choose from, a mark on cells in which something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled

ROW, HEADER = 32, 28
_PADDING = 12


def form_table(name: str, title: str, model: QAbstractItemModel, parent: QWidget) -> QTableView:
    """Return a framed table on ``model``; a key press or a second click edits the cell, Tab goes on."""
    table = QTableView(parent)
    table.setObjectName(name)
    table.setAccessibleName(title)
    table.setModel(model)
    table.setProperty("framed", True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(
        QAbstractItemView.EditTrigger.DoubleClicked
        | QAbstractItemView.EditTrigger.EditKeyPressed
        | QAbstractItemView.EditTrigger.AnyKeyPressed
    )
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    upright = table.verticalHeader()
    upright.hide()
    upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    upright.setDefaultSectionSize(scaled(ROW))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setFixedHeight(scaled(HEADER))
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


class CellDelegate(QStyledItemDelegate):
    """Draws cells on paper with a line below, and edits them; ``problem_role`` marks those with a fault."""

    def __init__(self, parent: QWidget | None = None, *, problem_role: int | None = None) -> None:
        """Make the delegate of ``parent``, a table."""
        super().__init__(parent)
        self._problem_role = problem_role
        self._lists: dict[int, Callable[[], Sequence[str]]] = {}

    def offer(self, column: int, values: Callable[[], Sequence[str]]) -> None:
        """Offer the values that ``values`` returns in ``column``; others can be typed."""
        self._lists[column] = values

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = fonts.ui_metrics("body").horizontalAdvance(text) + scaled(2 * _PADDING)
        return QSize(width, scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = theme.current()
        cell = option.rect
        wrong = bool(self._problem_role and index.data(self._problem_role))
        ground = colours.colour("danger-soft") if wrong else pieces.row_ground(option, on_paper=True)
        if ground is not None:
            painter.fillRect(cell, ground)
        painter.fillRect(QRect(cell.x(), cell.bottom(), cell.width(), 1), colours.colour("line"))
        fixed = not index.flags() & Qt.ItemFlag.ItemIsEditable
        ink = colours.colour("danger" if wrong else "text-2" if fixed else "text")
        self.draw_content(painter, cell.adjusted(scaled(_PADDING), 0, -scaled(_PADDING), 0), index, ink)
        focused = pieces.has_state(option, QStyle.StateFlag.State_HasFocus)
        if focused and pieces.view_has_focus(option):
            pieces.outline(painter, cell, colours.colour("accent"), 2, 4)
        painter.restore()

    def draw_content(self, painter: QPainter, rect: QRect, index: Index, ink: QColor) -> None:
        """Draw what the cell says, in the colour ``ink``."""
        found = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = isinstance(found, int) and bool(found & Qt.AlignmentFlag.AlignRight)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        alignment = pieces.RIGHT if right else pieces.LEFT
        pieces.draw_text(painter, rect, text, fonts.ui_font("body", figures=right), ink, alignment)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        name = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor: QWidget
        if index.column() in self._lists:
            combo = QComboBox(parent)
            combo.setEditable(True)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            combo.addItems(list(self._lists[index.column()]()))
            editor = combo
        else:
            editor = QLineEdit(parent)
        editor.setAccessibleName(str(name))
        editor.setObjectName("cell-editor")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            # Only a list that stands on its value goes on from there by the arrow keys; else it is at its top.
            editor.setCurrentIndex(editor.findText(text, Qt.MatchFlag.MatchFixedString))
            editor.setEditText(text)
            line = editor.lineEdit()
            if line is not None:
                line.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        model.setData(index, text, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -2))
