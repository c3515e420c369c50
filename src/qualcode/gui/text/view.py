"""The transcript view: text, tints, stripes and paragraph numbers in one widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractAnimation, QPoint, QRect, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from qualcode.gui.text.colours import TextColours
from qualcode.gui.text.gutter import Gutter
from qualcode.gui.text.margin import Margin
from qualcode.gui.text.overlay import Overlay
from qualcode.gui.text.selection import SelectablePage, codes_of
from qualcode.gui.text.spans import SpanIndex, ViewSpan
from qualcode.gui.text.turns import TurnMark

FLASH_MS = 600


class TranscriptView(SelectablePage):
    """Shows a transcript with its codings; reports what the user asks for and changes nothing.

    All offsets are code points of the text that was loaded; codings are known by their ids.
    """

    coding_clicked = Signal(int)
    """The stripe or the name of a coding was clicked, or walked to by keyboard."""
    coding_context_requested = Signal(int, QPoint)
    """A menu is asked for on a coding, at a place of the screen."""
    codes_dropped = Signal(object, object)
    """Codes (a list of ids) were dropped on the selection (None) or on a coding (its id)."""
    memo_clicked = Signal(int)
    """The icon of a memo at this offset was clicked."""

    def __init__(self, palette: TextColours, parent: QWidget | None = None) -> None:
        """Make an empty view in the colours of ``palette``."""
        super().__init__(palette, parent)
        self._overlay = Overlay(self)
        self._margin = Margin(self, self._overlay)
        self._gutter = Gutter(self)
        self._aimed = False
        self._flash = QVariantAnimation(self)
        self._flash.setDuration(FLASH_MS)
        self._flash.setStartValue(1.0)
        self._flash.setEndValue(0.0)
        self._flash.valueChanged.connect(self._fade)
        self._flash.finished.connect(self._end_flash)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self._layout.placed = self._overlay.drop
        self.updateRequest.connect(self._follow)
        self.columns_changed.connect(self._place_sides)
        self._margin.coding_clicked.connect(self.coding_clicked)
        self._margin.coding_context_requested.connect(self.coding_context_requested)
        self._margin.codes_dropped.connect(self.codes_dropped)
        self._gutter.memo_clicked.connect(self.memo_clicked)
        self._place_sides()

    # What is shown --------------------------------------------------------------------------------------

    @property
    def margin(self) -> Margin:
        """The stripes and names."""
        return self._margin

    @property
    def gutter(self) -> Gutter:
        """The paragraph numbers."""
        return self._gutter

    @property
    def spans(self) -> SpanIndex:
        """The codings that are shown."""
        return self._overlay.index

    def load(self, text: str, plain: bool, turns: Sequence[TurnMark] = (), spans: Iterable[ViewSpan] = ()) -> None:
        """Show a document from its start; selection, memo marks and search hits are gone.

        ``text`` is canonical; ``plain`` says that it holds no character beyond U+FFFF.
        """
        self._end_flash()
        self._overlay.selected = None
        self._overlay.set_hits(())
        self._gutter.set_memos(())
        self._show_text(text, plain, turns)
        self.replace_spans(spans)

    def replace_spans(self, spans: Iterable[ViewSpan]) -> None:
        """Show other codings of the same text."""
        self._overlay.index = SpanIndex(spans, self._lines)
        if self.spans.get(self._overlay.selected) is None:
            self._overlay.selected = None
        self._overlay.clear()
        self._repaint_all()

    def add_span(self, span: ViewSpan) -> None:
        """Show one more coding; one with the same id is replaced."""
        known = self.spans.get(span.coding_id)
        self.spans.add(span)
        for touched in (known, span):
            if touched is not None:
                self._touch(touched.start, touched.end)

    def remove_span(self, coding_id: int) -> None:
        """Show a coding no more; an unknown one is no error."""
        gone = self.spans.remove(coding_id)
        if self._overlay.selected == coding_id:
            self._overlay.selected = None
        if gone is not None:
            self._touch(gone.start, gone.end)

    @property
    def selected_coding(self) -> int | None:
        """The coding that is underlined."""
        return self._overlay.selected

    def set_selected_coding(self, coding_id: int | None) -> None:
        """Underline the text of a coding and set off its stripe; None for none."""
        before = self.spans.get(self._overlay.selected)
        after = self.spans.get(coding_id)
        self._overlay.selected = after.coding_id if after else None
        for touched in (before, after):
            if touched is not None:
                self._touch(touched.start, touched.end)

    def set_memo_marks(self, offsets: Iterable[int]) -> None:
        """Mark the paragraphs that have a memo."""
        self._gutter.set_memos(offsets)

    def set_hits(self, hits: Iterable[tuple[int, int]]) -> None:
        """Mark the places that a search found; an empty list unmarks them."""
        self._overlay.set_hits(hits)
        self.viewport().update()

    def set_tooltip(self, source: Callable[[int], str] | None) -> None:
        """Ask ``source`` for the tooltip of a coding's stripe."""
        self._margin.set_tooltip(source)

    def set_colours(self, colours: TextColours) -> None:
        """Paint in other colours, and take over the present text size."""
        super().set_colours(colours)
        self._overlay.recolour()
        self._margin.dress()
        self._gutter.dress()
        self.viewport().update()

    # Finding a place ------------------------------------------------------------------------------------

    def set_reduced_motion(self, on: bool) -> None:
        """Outline a passage that was jumped to instead of letting it fade."""
        self._overlay.still = on

    def reveal(self, start: int, end: int, flash: bool = True) -> None:
        """Scroll to a passage and let it flash; the caret goes there too unless text is selected."""
        self.bring_into_view(start, end)
        # After the scrolling: where the caret is out of sight Qt would scroll too, and only just far enough.
        if self.selection() is None:
            self.select(start, start)
        if flash:
            self._end_flash()
            self._overlay.flash = (start, end, 1.0)
            self._flash.start()

    def walk(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) coding, from the selected one or from the caret."""
        span = self.spans.neighbour(self._overlay.selected, self.caret(), step)
        if span is not None:
            self.set_selected_coding(span.coding_id)
            self.bring_into_view(span.start, span.end)
            self.coding_clicked.emit(span.coding_id)

    def _fade(self, strength: float) -> None:
        if self._overlay.flash is not None:
            start, end, _ = self._overlay.flash
            self._overlay.flash = (start, end, float(strength))
            self._repaint(start, end)

    def _end_flash(self) -> None:
        if self._flash.state() == QAbstractAnimation.State.Running:
            self._flash.stop()
        if self._overlay.flash is not None:
            start, end, _ = self._overlay.flash
            self._overlay.flash = None
            self._repaint(start, end)

    # Painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies under the text, then let Qt paint text, selection and caret."""
        painter = QPainter(self.viewport())
        try:
            self._overlay.paint(painter, self.visible_blocks(), event.rect())
            if self._aimed:
                self._outline_selection(painter)
        finally:
            painter.end()
        super().paintEvent(event)

    def _outline_selection(self, painter: QPainter) -> None:
        """Show that codes would fall on the selection: a line stands out below and above it."""
        chosen = self.selection()
        if chosen is not None:
            for rect in self.rects_of(*chosen):
                painter.fillRect(rect.adjusted(-2, -2, 2, 2), self.colours.accent)

    def _follow(self, rect: QRect, dy: int) -> None:
        """Paint gutter and margin anew when the text was scrolled or changed; a blinking caret is neither."""
        if dy:
            self._margin.refresh()
            self._gutter.scroll(0, dy)
        elif rect.height() >= self.viewport().height():
            self._margin.refresh()
            self._gutter.update()

    def _place_sides(self) -> None:
        inner = self.viewport().geometry()
        right = min(self._margin.width_wanted(), self.viewportMargins().right())
        self._gutter.setGeometry(0, inner.top(), inner.left(), inner.height())
        self._margin.setGeometry(inner.right() + 1, inner.top(), right, inner.height())
        self._margin.refresh()

    def _touch(self, start: int, end: int) -> None:
        """Work out the blocks of a passage anew, and the margin: lanes beside it may have changed."""
        self._overlay.drop_between(*self._block_numbers(start, end))
        self._repaint(start, end)
        self._margin.refresh()

    def _repaint(self, start: int, end: int) -> None:
        first, last = self._block_numbers(start, end)
        for _, number, top, height in self.visible_blocks():
            if first <= number <= last:
                self.viewport().update(QRect(0, int(top), self.viewport().width(), int(height) + 1))

    def _repaint_all(self) -> None:
        self.viewport().update()
        self._margin.refresh()
        self._gutter.update()

    # Events ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from coding to coding with Alt and the arrows up and down."""
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if alone and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walk(1 if event.key() == Qt.Key.Key_Down else -1)
            event.accept()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let codes in."""
        if codes_of(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show whether the codes would fall on the selection."""
        self._aim(self.over_selection(event.position().toPoint()))
        if self._aimed:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no target any more."""
        self._aim(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Report the codes that fell on the selection."""
        codes = codes_of(event.mimeData())
        self._aim(False)
        if codes and self.over_selection(event.position().toPoint()):
            event.acceptProposedAction()
            self.codes_dropped.emit(codes, None)
        else:
            event.ignore()

    def _aim(self, on: bool) -> None:
        if on != self._aimed:
            self._aimed = on
            self.viewport().update()
