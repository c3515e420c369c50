"""A retrieved segment: the bar of its code, the quote, and one line that says where it comes from."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.roles import RetrievedRole

ROW = 48
_PADDING, _BAR, _TEXT_AT = 16, 4, 30
_QUOTE_TOP, _QUOTE, _SOURCE_TOP, _SOURCE = 5, 22, 27, 16
_MEMO = 14
_LONGEST = 400


class RetrievedRowDelegate(QStyledItemDelegate):
    """Draws rows of one height, for a list with ``setUniformItemSizes(True)``."""

    memo_clicked = Signal(object)
    """A QModelIndex: the memo icon of a row was clicked."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(240), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ground = pieces.row_ground(option, on_paper=True)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        row = option.rect
        self._draw_bar(painter, row, index)
        right = row.right() - scaled(_PADDING)
        if self._has_memo(index):
            icons.draw(painter, "sticky-note", "warning", self._memo_rect(row))
            right -= scaled(_MEMO + 8)
        quote = QRect(row.x() + scaled(_TEXT_AT), row.y() + scaled(_QUOTE_TOP), 0, scaled(_QUOTE))
        quote.setRight(right)
        # A screen holds some 250 characters: the rest of a long passage need not be measured.
        text = " ".join(str(index.data(Qt.ItemDataRole.DisplayRole) or "")[:_LONGEST].split())
        pieces.draw_text(painter, quote, text, fonts.reading_font("quote"), theme.current().colour("text"))
        source = QRect(quote.x(), row.y() + scaled(_SOURCE_TOP), quote.width(), scaled(_SOURCE))
        self._draw_source(painter, source, index)
        pieces.draw_focus(painter, option)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        if not self._has_memo(index):
            return False
        if not self._memo_rect(option.rect).adjusted(-5, -5, 5, 5).contains(event.position().toPoint()):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.memo_clicked.emit(model.index(index.row(), index.column(), index.parent()))
        # The press is left to the view: a click on the icon selects the row as well.
        return event.type() == QEvent.Type.MouseButtonRelease

    def _has_memo(self, index: Index) -> bool:
        return (pieces.answer(index, RetrievedRole.MEMOS, int) or 0) > 0

    def _memo_rect(self, row: QRect) -> QRect:
        return pieces.centred(row.right() - scaled(_PADDING + _MEMO) + 1, row, scaled(_MEMO), scaled(_MEMO))

    def _draw_bar(self, painter: QPainter, row: QRect, index: Index) -> None:
        number = pieces.answer(index, RetrievedRole.CHIP, int)
        if number is None:
            return
        bar = QRect(row.x() + scaled(_PADDING), row.y() + 6, scaled(_BAR), row.height() - 12)
        colour = theme.current().stripe(number)
        if pieces.flag(index, RetrievedRole.RING):
            pieces.outline(painter, bar, colour, 1, scaled(2))
        else:
            pieces.fill_rounded(painter, bar, colour, scaled(2))

    def _draw_source(self, painter: QPainter, rect: QRect, index: Index) -> None:
        colours = theme.current()
        ink = colours.colour("text-2")
        group = pieces.answer(index, RetrievedRole.GROUP, int)
        plain, medium = fonts.ui_font("micro"), fonts.ui_font("micro", weight=500)
        parts: list[tuple[str, QFont, QColor]] = [
            (pieces.answer(index, RetrievedRole.CODE, str) or "", medium, ink),
            (pieces.answer(index, RetrievedRole.SOURCE, str) or "", plain, ink),
            (
                pieces.answer(index, RetrievedRole.ATTRIBUTION, str) or "",
                plain,
                ink if group is None else colours.group(group),
            ),
            (pieces.answer(index, RetrievedRole.DETAIL, str) or "", plain, ink),
        ]
        x, first = rect.x(), True
        for text, font, colour in parts:
            if not text:
                continue
            if not first:
                x = self._draw_part(painter, rect, x, " · ", plain, ink)
            x = self._draw_part(painter, rect, x, text, font, colour)
            first = False

    def _draw_part(self, painter: QPainter, rect: QRect, x: int, text: str, font: QFont, colour: QColor) -> int:
        """Draw one part of the source line at ``x``, and return where the next one begins."""
        pieces.draw_text(painter, QRect(x, rect.y(), rect.right() - x + 1, rect.height()), text, font, colour)
        return x + QFontMetrics(font).horizontalAdvance(text)
