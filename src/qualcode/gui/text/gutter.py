"""The gutter: numbers of paragraphs, and where there are memos."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from qualcode.gui import fonts, icons
from qualcode.gui.text.page import Page

NUMBER_RIGHT = 48
MEMO_LEFT = 12
MEMO = 14


class Gutter(QWidget):
    """Stands left of the text; a memo's icon can be clicked."""

    memo_clicked = Signal(int)

    def __init__(self, page: Page) -> None:
        """Stand beside ``page``, without memos at first."""
        super().__init__(page)
        self._page = page
        self._memos: list[int] = []
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Paragraph numbers"))
        self.dress()

    def dress(self) -> None:
        """Take over the font at the present text size."""
        self._font = fonts.ui_font("micro", figures=True)
        self._metrics = QFontMetrics(self._font)
        self.update()

    def set_memos(self, offsets: Iterable[int]) -> None:
        """Mark the paragraphs of these offsets as having a memo."""
        self._memos = sorted(offsets)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the number of each paragraph beside its first line."""
        painter = QPainter(self)
        try:
            self._paint(painter, event.rect())
        finally:
            painter.end()

    def _paint(self, painter: QPainter, dirty: QRect) -> None:
        painter.fillRect(dirty, self._page.colours.paper)
        painter.setFont(self._font)
        painter.setPen(self._page.colours.text_3)
        right = self._page.columns.left + fonts.scaled(NUMBER_RIGHT)
        for block, _, top, height in self._page.visible_blocks():
            if top + height < dirty.top() or top > dirty.bottom():
                continue
            if number := self.number_of(block):
                text = str(number)
                baseline = round(top + self._page.first_baseline(block))
                painter.drawText(right - self._metrics.horizontalAdvance(text), baseline, text)
            if self.memo_in(block) is not None:
                icons.draw_in(painter, "sticky-note", self._page.colours.warning, self._memo_rect(round(top)))

    def number_of(self, block: QTextBlock) -> int:
        """Return the number of the paragraph that starts with a block; 0 when none does or it is empty."""
        return self._page.paragraph_from(self._page.extent(block)[0])

    def memo_in(self, block: QTextBlock) -> int | None:
        """Return the offset of the first memo in a block."""
        start, end = self._page.extent(block)
        at = bisect_left(self._memos, start)
        return self._memos[at] if at < len(self._memos) and self._memos[at] <= end else None

    def memo_at(self, place: QPoint) -> int | None:
        """Return the offset of the memo whose icon is at ``place``."""
        block, top = self._block_at(place)
        if block is None or not self._memo_rect(top).adjusted(-5, -5, 5, 5).contains(place):
            return None
        return self.memo_in(block)

    def _block_at(self, place: QPoint) -> tuple[QTextBlock | None, int]:
        for block, _, top, height in self._page.visible_blocks():
            if top <= place.y() < top + height:
                return block, round(top)
        return None, 0

    def _memo_rect(self, top: int) -> QRect:
        size = fonts.scaled(MEMO)
        left = self._page.columns.left + fonts.scaled(MEMO_LEFT)
        return QRect(left, top + 2 + (self._page.line_step - 2 - size) // 2, size, size)

    def event(self, event: QEvent) -> bool:
        """Say which paragraph this is and who speaks in it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tooltip_at(event.pos()), self)
            return True
        return super().event(event)

    def tooltip_at(self, place: QPoint) -> str:
        """Return the tooltip at ``place``: number and speaker of the paragraph."""
        block, _ = self._block_at(place)
        if block is None:
            return ""
        if self.memo_at(place) is not None:
            return self.tr("Open the memo")
        start = self._page.extent(block)[0]
        turn = self._page.speaker(start)
        said = self.tr("Paragraph {0}").format(self._page.paragraph(start))
        return f"{said}, {turn.label}" if turn is not None and turn.label else said

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be clicked."""
        if self.memo_at(event.position().toPoint()) is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the memo whose icon was clicked."""
        memo = self.memo_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and memo is not None:
            self.memo_clicked.emit(memo)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the end of a click too: what was pressed here is nobody else's business."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        self._page.wheelEvent(event)
