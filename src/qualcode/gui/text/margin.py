"""The margin: a stripe for each coding beside its lines, and the name of its code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
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
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from qualcode.gui import fonts
from qualcode.gui.text.layout import LANE_GAP, LANE_PITCH, PAD, PageGeometry
from qualcode.gui.text.overlay import Overlay
from qualcode.gui.text.page import Page
from qualcode.gui.text.selection import codes_of
from qualcode.gui.text.spans import SpanIndex, ViewSpan

STRIPE, STRIPE_CHOSEN = 4, 6
CHIP = 8
LABEL = 20
PICTURES = 200
"""Names that are kept as pictures."""
FAR_ROWS = 3
"""A name that the names above it would push further than this from its stripe is not shown but counted."""


class Stripe(NamedTuple):
    """One coding in sight: its lane, and where it starts and ends in the margin (pixels, cut off outside)."""

    span: ViewSpan
    lane: int
    top: int
    bottom: int


class Label(NamedTuple):
    """A name in the margin, 20 px high from ``top``; several codings when it only counts what has no room."""

    top: int
    spans: tuple[ViewSpan, ...]
    counts: bool = False


def place_labels(
    stripes: Sequence[Stripe], columns: PageGeometry, row: int, offset: int, height: int, chosen: int | None
) -> list[Label]:
    """Give each stripe a name at its first line, pushed down where another name stands already.

    ``row`` is the height of a name, ``offset`` what it is moved against the top of its stripe, ``height``
    that of the margin. Codings in lanes that are not drawn, and those whose name would be pushed too far,
    are counted in one label (“+3”); a name that would be cut off is left out. The name of the ``chosen``
    coding is never counted. Where there is no room for names, only the codings without a lane are counted.
    """
    labels: list[Label] = []
    free = 0
    for stripe in sorted(stripes, key=lambda item: (item.top, item.lane)):
        laneless = stripe.lane >= columns.lanes
        if not columns.names and not laneless:
            continue
        natural = max(0, stripe.top + offset)
        top = max(natural, free)
        counted = not columns.names or stripe.span.coding_id != chosen
        if counted and (laneless or top - natural > FAR_ROWS * row):
            before = labels[-1] if labels else None
            if before is not None and before.counts and top - before.top <= row:
                labels[-1] = Label(before.top, (*before.spans, stripe.span), True)
                continue
            label = Label(top, (stripe.span,), True)
        else:
            label = Label(top, (stripe.span,))
        if top + row <= height:
            labels.append(label)
            free = top + row
    return labels


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
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
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
        self._pictures.clear()
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
    def _index(self) -> SpanIndex:
        return self._overlay.index

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
                self._index.lane(span.coding_id),
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
        painter.fillRect(event.rect(), self._page.colours.paper)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # The selected one last: it may stand in the place of another.
        marked = (self._overlay.selected, self._target)
        for stripe in sorted(self.stripes, key=lambda item: item.span.coding_id in marked):
            if self._drawn(stripe):
                self._paint_stripe(painter, stripe, stripe.span.coding_id in marked)
        left = self.labels_left
        for label in self.labels:
            painter.drawPixmap(left, label.top, self._picture(label))
        painter.end()

    def _paint_stripe(self, painter: QPainter, stripe: Stripe, marked: bool) -> None:
        width = STRIPE_CHOSEN if marked else STRIPE
        left = self.lane_left(stripe.lane) - (width - STRIPE) / 2
        painter.setBrush(self._page.colours.stripe(stripe.span.colour))
        painter.drawRoundedRect(QRectF(left, stripe.top, width, stripe.bottom - stripe.top), 2, 2)

    def _picture(self, label: Label) -> QPixmap:
        """Return a name as a picture; kept, because the same names stand in frame after frame."""
        span, columns = label.spans[0], self._page.columns
        chosen = not label.counts and span.coding_id == self._overlay.selected
        aimed = self._target is not None and any(item.coding_id == self._target for item in label.spans)
        text, colour = span.label, span.colour
        if label.counts:
            text, colour = (self.tr("+{0} more") if columns.names else "+{0}").format(len(label.spans)), 0
        key = (text, colour, span.ring, chosen, aimed, columns.labels, self.devicePixelRatioF())
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= PICTURES:
                self._pictures.clear()
            picture = self._pictures[key] = self._draw(text, colour, span.ring, chosen, aimed)
        return picture

    def _draw(self, text: str, colour: int, ring: bool, chosen: bool, aimed: bool) -> QPixmap:
        """Draw a name with its chip (no chip for ``colour`` 0) on paper, or on the pill of the chosen one."""
        colours, columns = self._page.colours, self._page.columns
        width, row = columns.labels - STRIPE, fonts.scaled(LABEL)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(row * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(colours.paper)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or aimed:
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(QRectF(0, 0, width, row), 4, 4)
        if colour:
            chip = QRectF(STRIPE, (row - CHIP) // 2, CHIP, CHIP)
            paint_chip(painter, chip, colours.stripe(colour), ring)
        indent, spare = (STRIPE + CHIP + 6, STRIPE) if columns.names else (0, 0)
        font = self._strong if chosen else self._font
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(colours.text if chosen else colours.text_2 if colour else colours.text_3)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - indent - spare)
        painter.drawText(indent, (row + metrics.capHeight()) // 2, elided)
        painter.end()
        return picture

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


def paint_chip(painter: QPainter, rect: QRectF, colour: QColor, ring: bool) -> None:
    """Draw the chip of a code in ``rect``: solid, or a ring for an inductive code."""
    if ring:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 1.5, 1.5)
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setBrush(colour)
        painter.drawRoundedRect(rect, 2, 2)
