"""The margin: a stripe for each coding beside its lines, and the name of its code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QStaticText,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from qualcode.gui import fonts
from qualcode.gui.text.layout import LANE_GAP, LANE_PITCH, PAD
from qualcode.gui.text.overlay import Overlay
from qualcode.gui.text.page import Page
from qualcode.gui.text.selection import codes_of
from qualcode.gui.text.spans import ViewSpan
from qualcode.gui.text.stripes import Label, Stripe, place_labels

STRIPE, STRIPE_CHOSEN = 4, 6
END = 4
CHIP = 8
LABEL = 20


class Margin(QWidget):
    """Paints the stripes and names of the codings in sight; knows which one is under the mouse."""

    coding_clicked = Signal(int)
    coding_context_requested = Signal(int, QPoint)
    codes_dropped = Signal(object, object)

    def __init__(self, page: Page, overlay: Overlay) -> None:
        """Stand beside ``page`` and show what is in ``overlay``."""
        super().__init__(page)
        self._page = page
        self._overlay = overlay
        self._stripes: list[Stripe] = []
        self._labels: list[Label] = []
        self._stale = True
        self._target: int | None = None
        self._written: dict[tuple[str, bool, int], tuple[QStaticText, int]] = {}
        self._pieces: dict[tuple[int, int, int, bool], QPixmap] = {}
        self._ratio = 1.0
        self._tooltip: Callable[[int], str] | None = None
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Coding stripes"))
        self.dress()

    def dress(self) -> None:
        """Take over fonts at the present text size."""
        self._font = fonts.ui_font("micro")
        self._strong = fonts.ui_font("micro", weight=QFont.Weight.Medium)
        self._written.clear()
        self._pieces.clear()
        self.refresh()

    def set_tooltip(self, source: Callable[[int], str] | None) -> None:
        """Ask ``source`` for the tooltip of a coding; without it the name of the code is shown."""
        self._tooltip = source

    def refresh(self) -> None:
        """Work everything out anew at the next painting."""
        self._stale = True
        self.update()

    # Where things are -----------------------------------------------------------------------------------

    @property
    def stripes(self) -> list[Stripe]:
        """The codings in sight."""
        if self._stale:
            self._arrange()
        return self._stripes

    @property
    def labels(self) -> list[Label]:
        """The names in sight."""
        if self._stale:
            self._arrange()
        return self._labels

    def _arrange(self) -> None:
        self._stale = False
        blocks = self._page.visible_blocks()
        height = self.height()
        spread: dict[int, tuple[ViewSpan, int, int]] = {}
        for block, number, top, _ in blocks:
            down = round(top)
            for span, upper, lower in self._overlay.marks(block, number).stripes:
                known = spread.get(span.coding_id)
                spread[span.coding_id] = (span, known[1] if known else down + upper, down + lower)
        first = self._page.extent(blocks[0][0])[0] if blocks else 0
        last = self._page.extent(blocks[-1][0])[1] if blocks else 0
        over = STRIPE_CHOSEN
        self._stripes = [
            Stripe(
                span,
                self._overlay.index.lane(span.coding_id),
                -over if span.start < first else max(upper, -over),
                height + over if span.end > last + 1 else min(lower, height + over),
            )
            for span, upper, lower in spread.values()
            if lower > 0 and upper < height
        ]
        row = fonts.scaled(LABEL)
        offset = (self._page.line_step - row) // 2 - 2
        self._labels = place_labels(self._stripes, self._page.columns, row, offset, height, self._overlay.selected)

    def lane_left(self, lane: int) -> int:
        """Return the x of the stripes in ``lane``; those beyond the last lane share its place."""
        return LANE_GAP - PAD + min(lane, self._page.columns.lanes - 1) * LANE_PITCH

    @property
    def labels_left(self) -> int:
        """The x of the names."""
        return LANE_GAP - PAD + self._page.columns.lanes * LANE_PITCH + STRIPE

    def width_wanted(self) -> int:
        """Return the width that lanes and names take."""
        return self.labels_left + self._page.columns.labels

    def label_rect(self, label: Label) -> QRect:
        """Return the room of a name."""
        return QRect(self.labels_left, label.top, self._page.columns.labels - STRIPE, fonts.scaled(LABEL))

    def codings_at(self, place: QPoint) -> tuple[ViewSpan, ...]:
        """Return the codings whose stripe or name is at ``place``; several where they are only counted."""
        if place.x() >= self.labels_left - STRIPE // 2:
            for label in self.labels:
                if self.label_rect(label).contains(place):
                    return label.spans
            return ()
        found = [
            stripe.span
            for stripe in self.stripes
            if self._drawn(stripe)
            and stripe.top <= place.y() < stripe.bottom
            and abs(place.x() - self.lane_left(stripe.lane) - STRIPE / 2) <= LANE_PITCH / 2
        ]
        return tuple(sorted(found, key=lambda span: span.coding_id != self._overlay.selected)[:1])

    def coding_at(self, place: QPoint) -> int | None:
        """Return the coding at ``place``; where several are only counted, the one after the selected one."""
        found = [span.coding_id for span in self.codings_at(place)]
        if not found:
            return None
        chosen = self._overlay.selected
        return found[(found.index(chosen) + 1) % len(found)] if chosen in found else found[0]

    def _drawn(self, stripe: Stripe) -> bool:
        return stripe.lane < self._page.columns.lanes or stripe.span.coding_id == self._overlay.selected

    # Painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stripes and names."""
        painter = QPainter(self)
        try:
            self._paint(painter, event.rect())
        finally:
            # A painter that outlives its event, in the traceback of an error, takes the program down.
            painter.end()

    def _paint(self, painter: QPainter, dirty: QRect) -> None:
        painter.fillRect(dirty, self._page.colours.paper)
        ratio = self.devicePixelRatioF()
        if ratio != self._ratio:
            self._ratio = ratio
            self._pieces.clear()
        top, bottom = dirty.top(), dirty.bottom()
        # The selected one last: it may stand in the place of another.
        marked = (self._overlay.selected, self._target)
        last = [stripe for stripe in self.stripes if stripe.span.coding_id in marked]
        lanes = self._page.columns.lanes
        for stripe in self._stripes:
            if stripe.lane < lanes and stripe.top <= bottom and stripe.bottom > top and stripe not in last:
                self._paint_stripe(painter, stripe, STRIPE)
        for stripe in last:
            self._paint_stripe(painter, stripe, STRIPE_CHOSEN)
        painter.setFont(self._font)
        row = fonts.scaled(LABEL)
        left = self.labels_left
        for label in self.labels:
            if label.top <= bottom and label.top + row > top:
                self._paint_label(painter, label, left, row)

    def _paint_stripe(self, painter: QPainter, stripe: Stripe, width: int) -> None:
        """Paint a bar with round ends, as two pictures of an end and a plain rectangle: far faster than a path."""
        left = self.lane_left(stripe.lane) - (width - STRIPE) // 2
        span, _, top, bottom = stripe
        end = self._piece(span.colour, width, END, False)
        painter.drawPixmap(left, top, end)
        painter.drawPixmap(left, bottom - END, end)
        painter.fillRect(left, top + END // 2, width, bottom - top - END, self._page.colours.stripe(span.colour))

    def _paint_label(self, painter: QPainter, label: Label, left: int, row: int) -> None:
        colours, columns = self._page.colours, self._page.columns
        top, spans, counts = label
        span = spans[0]
        chosen = not counts and span.coding_id == self._overlay.selected
        if chosen or (self._target is not None and self._target in [item.coding_id for item in spans]):
            self._paint_pill(painter, self.label_rect(label))
        indent = STRIPE + CHIP + 6 if columns.names else 0
        text, ink = span.label, colours.text if chosen else colours.text_2
        if counts:
            text = (self.tr("+{0} more") if columns.names else "+{0}").format(len(spans))
            ink = colours.text_3
        else:
            chip = self._piece(span.colour, CHIP, CHIP, span.ring)
            painter.drawPixmap(left + STRIPE, top + (row - CHIP) // 2, chip)
        written, down = self._write(text, chosen, columns.labels - STRIPE - indent)
        painter.setPen(ink)
        if chosen:
            painter.setFont(self._strong)
        painter.drawStaticText(left + indent, top + down, written)
        if chosen:
            painter.setFont(self._font)

    def _paint_pill(self, painter: QPainter, rect: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._page.colours.accent_soft)
        painter.drawRoundedRect(rect, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _write(self, text: str, strong: bool, room: int) -> tuple[QStaticText, int]:
        """Return a name cut short to ``room`` pixels and its place in a row; kept for the frames to come."""
        known = self._written.get((text, strong, room))
        if known is None:
            font = self._strong if strong else self._font
            made = QStaticText(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room - STRIPE))
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=font)
            known = made, round((fonts.scaled(LABEL) - made.size().height()) / 2)
            self._written[text, strong, room] = known
        return known

    def _piece(self, number: int, width: int, height: int, ring: bool) -> QPixmap:
        """Return a small rectangle with round corners in the colour of a code, or a ring, as a picture."""
        key = (number, width, height, ring)
        piece = self._pieces.get(key)
        if piece is None:
            piece = QPixmap(round(width * self._ratio), round(height * self._ratio))
            piece.setDevicePixelRatio(self._ratio)
            piece.fill(Qt.GlobalColor.transparent)
            painter = QPainter(piece)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._page.colours.stripe(number)
            if ring:
                painter.setPen(QPen(colour, 2))
                painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), 1.5, 1.5)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(0, 0, width, height), 2, 2)
            painter.end()
            self._pieces[key] = piece
        return piece

    # Events ---------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Show what is known of the coding under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tooltip_at(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
                event.ignore()
            return True
        return super().event(event)

    def tooltip_at(self, place: QPoint) -> str:
        """Return the tooltip at ``place``, empty where there is no coding."""
        found = self.codings_at(place)
        if len(found) == 1 and self._tooltip is not None:
            return self._tooltip(found[0].coding_id)
        return "\n".join(span.label for span in found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the coding under the mouse."""
        coding = self.coding_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and coding is not None:
            self._page.setFocus(Qt.FocusReason.MouseFocusReason)
            self.coding_clicked.emit(coding)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the end of a click too: what was pressed here is nobody else's business."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be clicked."""
        if self.coding_at(event.position().toPoint()) is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the coding under the mouse."""
        coding = self.coding_at(event.pos())
        if coding is not None:
            self.coding_context_requested.emit(coding, event.globalPos())
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        self._page.wheelEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let codes in."""
        if codes_of(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the stripe on which the codes would fall."""
        self._aim(self.coding_at(event.position().toPoint()))
        if self._target is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no target any more."""
        self._aim(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Report the codes and the coding that they fell on."""
        coding = self.coding_at(event.position().toPoint())
        codes = codes_of(event.mimeData())
        self._aim(None)
        if coding is None or not codes:
            event.ignore()
            return
        event.acceptProposedAction()
        self.codes_dropped.emit(codes, coding)

    def _aim(self, coding: int | None) -> None:
        if coding != self._target:
            self._target = coding
            self.update()
