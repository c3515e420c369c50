"""What rows of documents and of codes have in common: activation dot, chevron, ground, and how they react.

The tree is to have ``setIndentation(0)``, ``setUniformRowHeights(True)`` and a hidden header: indent and
branch are drawn here, over the full width. A click on the dot (or the space bar) writes
``Qt.CheckStateRole``, one on the chevron expands or collapses.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.roles import TreeRole
from qualcode.gui.tokens import Role

ROW = 28
_PADDING = 16
_DOT_AT, _DOT = 12, 8
_CHEVRON_AT, _CHEVRON = 26, 14
_FOLDER_TEXT = 46
_CHILD, _INDENT = 36, 20
_MOUSE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a row are; ``chevron`` is None for a row without children."""

    dot: QRect
    dot_hit: QRect
    chevron: QRect | None
    chevron_hit: QRect | None
    content: QRect


def places(option: QStyleOptionViewItem, index: Index) -> Places:
    """Return where the parts of the row are drawn and hit.

    A child's chip stands behind its parent's chevron, a grandchild's under its parent's name.
    """
    row = option.rect
    depth = _depth(option, index)
    branch = _expanded(option, index) is not None
    if depth == 0:
        chevron_at, content = _CHEVRON_AT, _FOLDER_TEXT if branch else _CHEVRON_AT + 2
    else:
        content = _CHILD + _INDENT * (depth - 1)
        chevron_at = content - _CHEVRON - 1
    left = row.x()
    chevron = pieces.centred(left + scaled(chevron_at), row, scaled(_CHEVRON), scaled(_CHEVRON))
    hit = QRect(left + scaled(max(24, chevron_at - 4)), row.y(), 0, row.height())
    hit.setRight(left + scaled(content + 4) - 1)
    content_rect = QRect(row)
    content_rect.setLeft(left + scaled(content))
    content_rect.setRight(row.right() - scaled(_PADDING) + _scroll_bar(option))
    return Places(
        dot=pieces.centred(left + scaled(_DOT_AT), row, scaled(_DOT), scaled(_DOT)),
        dot_hit=QRect(left, row.y(), scaled(24), row.height()),
        chevron=chevron if branch else None,
        chevron_hit=hit if branch else None,
        content=content_rect,
    )


class TreeRowDelegate(QStyledItemDelegate):
    """Draws dot, chevron and ground of a row; a subclass draws what stands behind them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the delegate of ``parent``, usually the tree."""
        super().__init__(parent)
        self._pressed = QPersistentModelIndex()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(120), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ground = pieces.row_ground(option)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        where = places(option, index)
        self._draw_dot(painter, where.dot, index)
        if where.chevron is not None:
            open_ = _expanded(option, index) is True
            icons.draw(painter, "chevron-down" if open_ else "chevron-right", "text-2", where.chevron)
        self.draw_content(painter, where.content, index)
        pieces.draw_focus(painter, option)
        painter.restore()

    def draw_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw what stands behind the chevron; ``rect`` ends at the right padding."""
        raise NotImplementedError

    def name_offset(self, index: Index) -> int:
        """Return how far behind the start of the content the name begins, in pixels."""
        raise NotImplementedError

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = places(option, index).content
        rect.setLeft(rect.left() + self.name_offset(index) - scaled(8))
        editor.setGeometry(rect)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select) and toggle(model, index)
        if not isinstance(event, QMouseEvent) or event.type() not in _MOUSE:
            return False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        where, at = places(option, index), event.position().toPoint()
        if where.chevron_hit is not None and where.chevron_hit.contains(at):
            return self._fold(event, option, index)
        return where.dot_hit.contains(at) and self._toggle(event, model, index)

    def _fold(self, event: QEvent, option: QStyleOptionViewItem, index: Index) -> bool:
        view = pieces.view_of(option)
        if not isinstance(view, QTreeView):
            return False
        # Every press folds, the second one of a double click too; the release only is kept from the view.
        if event.type() != QEvent.Type.MouseButtonRelease:
            here = index.model().index(index.row(), 0, index.parent())
            view.setExpanded(here, not view.isExpanded(here))
        return True

    def _toggle(self, event: QEvent, model: QAbstractItemModel, index: Index) -> bool:
        if activation(index) is None:
            return False
        if event.type() != QEvent.Type.MouseButtonRelease:
            self._pressed = QPersistentModelIndex(index)
            return True
        # A drag that began elsewhere and ends on the dot is no click on it.
        return self._pressed == index and toggle(model, index)

    def _draw_dot(self, painter: QPainter, rect: QRect, index: Index) -> None:
        state = activation(index)
        if state is None:
            return
        accent = theme.current().colour("accent")
        if state == Qt.CheckState.Checked:
            pieces.fill_rounded(painter, rect, accent, rect.width() / 2)
            return
        half = state == Qt.CheckState.PartiallyChecked
        ring = accent if half else theme.current().colour("control")
        if half:
            painter.save()
            painter.setClipRect(QRect(rect.topLeft(), QSize(rect.width() // 2, rect.height())))
            pieces.fill_rounded(painter, rect, accent, rect.width() / 2)
            painter.restore()
        pieces.outline(painter, rect, ring, 1, rect.width() // 2)


def activation(index: Index) -> Qt.CheckState | None:
    """Return whether the row is activated; None when it cannot be."""
    found = index.data(Qt.ItemDataRole.CheckStateRole)
    return None if found is None else Qt.CheckState(found)


def toggle(model: QAbstractItemModel, index: Index) -> bool:
    """Activate the row, or deactivate it when it is active; True when the model took it."""
    state = activation(index)
    wanted = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled
    if state is None or index.flags() & wanted != wanted:
        return False
    new = Qt.CheckState.Unchecked if state == Qt.CheckState.Checked else Qt.CheckState.Checked
    return model.setData(index, new.value, Qt.ItemDataRole.CheckStateRole)


def name_style(index: Index) -> tuple[QFont, QColor]:
    """Return font and colour of the name of a row."""
    font = fonts.ui_font("strong" if pieces.flag(index, TreeRole.FOLDER) else "body")
    dimmed = pieces.flag(index, TreeRole.DIMMED)
    font.setItalic(dimmed)
    role: Role = "text-2" if dimmed else "text"
    return font, theme.current().colour(role)


def _scroll_bar(option: QStyleOptionViewItem) -> int:
    """Return the width of the scroll bar: it takes from the padding, so that figures stay where they are."""
    view = pieces.view_of(option)
    if view is None or not view.verticalScrollBar().isVisible():
        return 0
    return min(view.verticalScrollBar().width(), scaled(_PADDING) - 4)


def _depth(option: QStyleOptionViewItem, index: Index) -> int:
    if not isinstance(option.widget, QTreeView):
        return pieces.answer(index, TreeRole.DEPTH, int) or 0
    depth, above = 0, index.parent()
    while above.isValid() and above != option.widget.rootIndex():
        depth, above = depth + 1, above.parent()
    return depth


def _expanded(option: QStyleOptionViewItem, index: Index) -> bool | None:
    if not isinstance(option.widget, QTreeView):
        return pieces.answer(index, TreeRole.EXPANDED, bool)
    if not index.model().hasChildren(index):
        return None
    return option.widget.isExpanded(index.model().index(index.row(), 0, index.parent()))
