"""A study on the start page: name and counts at the left, when and where at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.roles import RecentRole
from qualcode.gui.tokens import Role

ROW = 61
_PADDING, _ICON, _TEXT_AT, _GAP = 16, 20, 52, 24
_UPPER, _LOWER = 20, 16
_INSET, _RADIUS = 4, 4


class RecentRowDelegate(QStyledItemDelegate):
    """Draws rows with a line between them; the chosen one on a ground with round corners."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(240), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        row, colours = option.rect, theme.current()
        if index.row() > 0:
            painter.fillRect(QRect(row.x(), row.y(), row.width(), 1), colours.colour("line"))
        inner = row.adjusted(_INSET, _INSET + 1, -_INSET, -_INSET)
        ground = pieces.row_ground(option, on_paper=True)
        if ground is not None:
            pieces.fill_rounded(painter, inner, ground, _RADIUS)
        sample, missing = pieces.flag(index, RecentRole.SAMPLE), pieces.flag(index, RecentRole.MISSING)
        side = scaled(_ICON)
        name = "triangle-alert" if missing else "book-open" if sample else "notebook-text"
        icon = pieces.centred(row.x() + scaled(_PADDING), row, side, side)
        icons.draw(painter, name, "warning" if missing else "text-2", icon)
        self._draw_words(painter, row, index, missing=missing)
        if pieces.has_keyboard_focus(option):
            pieces.outline(painter, inner, colours.colour("accent"), 2, _RADIUS)
        painter.restore()

    def _draw_words(self, painter: QPainter, row: QRect, index: Index, *, missing: bool) -> None:
        small, colours = fonts.ui_font("small"), theme.current()
        opened = pieces.answer(index, RecentRole.OPENED, str) or ""
        place = pieces.answer(index, RecentRole.PLACE, str) or ""
        metrics = fonts.ui_metrics("small")
        counts = pieces.answer(index, RecentRole.COUNTS, str) or ""
        below = "The file is not there any more" if missing else counts
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        # The name comes first; the path takes what is left, at least a third of the row.
        wanted = max(metrics.horizontalAdvance(opened), metrics.horizontalAdvance(place)) + 2
        named = fonts.ui_metrics("strong").horizontalAdvance(text)
        left_wanted = max(named, metrics.horizontalAdvance(below)) + scaled(_TEXT_AT + _GAP + _PADDING)
        room = max(row.width() - left_wanted, row.width() // 3)
        right = QRect(row.x(), 0, min(wanted, room), 0)
        right.moveRight(row.right() - scaled(_PADDING))
        left = QRect(row.x() + scaled(_TEXT_AT), 0, 0, 0)
        left.setRight(right.left() - scaled(_GAP))
        top = row.y() + (row.height() - scaled(_UPPER + _LOWER)) // 2
        for rect in (left, right):
            rect.moveTop(top)
            rect.setHeight(scaled(_UPPER))
        name: Role = "text-2" if missing else "text"
        pieces.draw_text(painter, left, text, fonts.ui_font("strong"), colours.colour(name))
        pieces.draw_text(painter, right, opened, small, colours.colour("text-2"), pieces.RIGHT)
        for rect in (left, right):
            rect.moveTop(top + scaled(_UPPER))
            rect.setHeight(scaled(_LOWER))
        ink = colours.colour("warning" if missing else "text-2")
        pieces.draw_text(painter, left, below, small, ink)
        shown = metrics.elidedText(place, Qt.TextElideMode.ElideMiddle, right.width())
        pieces.draw_text(painter, right, shown, small, colours.colour("text-2"), pieces.RIGHT)
