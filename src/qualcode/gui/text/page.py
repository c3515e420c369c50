"""The page: a read-only text at a comfortable measure, with zoom, addressed by code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPalette,
    QShowEvent,
    QTextBlock,
    QTextDocument,
    QTextLayout,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from qualcode.domain.text import line_starts, paragraph_number, paragraph_starts
from qualcode.gui import fonts
from qualcode.gui.text.colours import TextColours
from qualcode.gui.text.layout import PAD, BlockLines, PageGeometry, SpacedLayout, Spacing
from qualcode.gui.text.offsets import OffsetMap
from qualcode.gui.text.turns import Speakers, TurnMark, view_text

ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

_TURN = 120

Visible = tuple[QTextBlock, int, float, float]
"""A block in sight: itself, its number, its top in the viewport and its height."""


class Page(QPlainTextEdit):
    """A transcript without its codings.

    Offsets that go in or come out are code points of the text that was loaded.
    """

    zoom_changed = Signal(float)
    """The zoom factor is another one."""
    columns_changed = Signal()
    """Text, gutter and margin have other places."""

    def __init__(self, colours: TextColours, parent: QWidget | None = None) -> None:
        """Make an empty page in ``colours``."""
        super().__init__(parent)
        self._colours = colours
        self._zoom = 1.0
        self._text = ""
        self._paragraphs: list[int] = []
        self._lines: list[int] = [0]
        self._offsets = OffsetMap("", True)
        self._speakers = Speakers((), self._offsets, colours, 1.0)
        self._geometry = PageGeometry.fit(0, 1.0)
        self._pending_top: int | None = None
        self._turned = 0
        self._seen: tuple[int, float, int, int] | None = None
        self._visible: list[Visible] = []
        self._document = QTextDocument(self)
        self._layout = SpacedLayout(self._document, self._formats)
        self._document.setDocumentLayout(self._layout)
        self._document.setDocumentMargin(PAD)
        self._document.setUndoRedoEnabled(False)
        self.setDocument(self._document)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Transcript"))
        self._dress()

    # What is shown --------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The text that was loaded, unchanged."""
        return self._text

    @property
    def colours(self) -> TextColours:
        """The colours in force."""
        return self._colours

    @property
    def columns(self) -> PageGeometry:
        """Where the columns of the page stand."""
        return self._geometry

    def paragraph(self, offset: int) -> int:
        """Return the number (from 1) of the paragraph at ``offset``."""
        return paragraph_number(self._paragraphs, offset)

    def paragraph_from(self, offset: int) -> int:
        """Return the number of the paragraph that starts at ``offset``, 0 when none does."""
        at = bisect_left(self._paragraphs, offset)
        return at + 1 if at < len(self._paragraphs) and self._paragraphs[at] == offset else 0

    def speaker(self, offset: int) -> TurnMark | None:
        """Return the turn at ``offset``."""
        return self._speakers.at(offset)

    def _show_text(self, text: str, plain: bool, turns: Sequence[TurnMark]) -> None:
        """Show another text from its start."""
        self._text = text
        self._paragraphs, self._lines = paragraph_starts(text), line_starts(text)
        self._offsets = OffsetMap(text, plain)
        self._speakers = Speakers(turns, self._offsets, self._colours, self._zoom)
        shown, continued = view_text(text, self._lines)
        self._pending_top = None
        self._layout.start(self._layout.spacing, frozenset(map(self._offsets.to_utf16, continued)))
        self.setPlainText(shown)

    def set_colours(self, colours: TextColours) -> None:
        """Paint in other colours, and take over the present text size."""
        self._colours = colours
        self._dress()

    def _dress(self) -> None:
        palette = self.palette()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            palette.setColor(group, QPalette.ColorRole.Window, self._colours.paper)
            palette.setColor(group, QPalette.ColorRole.Base, self._colours.paper)
            palette.setColor(group, QPalette.ColorRole.Text, self._colours.text)
            palette.setColor(group, QPalette.ColorRole.Highlight, self._colours.selection)
            palette.setColor(group, QPalette.ColorRole.HighlightedText, self._colours.text)
        self.setPalette(palette)
        self._set_fonts()

    # Zoom and place -------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The zoom factor of the text, on top of the text size of the window."""
        return self._zoom

    def set_zoom(self, factor: float) -> None:
        """Show the text larger or smaller, 0.8 to 2.0; the line at the top stays there."""
        factor = min(max(factor, ZOOMS[0]), ZOOMS[-1])
        if factor != self._zoom:
            self._zoom = factor
            self._set_fonts()
            self.zoom_changed.emit(factor)

    def zoom_by(self, steps: int) -> None:
        """Go some steps up or down the ladder of zoom factors."""
        larger = [factor for factor in ZOOMS if factor > self._zoom + 0.001]
        smaller = [factor for factor in ZOOMS if factor < self._zoom - 0.001]
        ladder = larger if steps > 0 else smaller[::-1]
        if steps and ladder:
            self.set_zoom(ladder[min(abs(steps), len(ladder)) - 1])

    def _set_fonts(self) -> None:
        top = self.top_offset()
        font = fonts.reading_font("transcript")
        font.setPixelSize(max(1, round(font.pixelSize() * self._zoom)))
        self._speakers.dress(self._colours, self._zoom)
        self._layout.start(Spacing.of(font, self._zoom))
        self.setFont(font)
        self._fit()
        # The formats of the labels are not part of the document: it must be told that all lines are to be
        # made anew.
        self._document.markContentsDirty(0, self._document.characterCount())
        self.scroll_to_offset(top)

    def top_offset(self) -> int:
        """Return the offset of the first line in sight: a place to come back to, whatever the zoom."""
        if self._pending_top is not None:
            return self._pending_top
        block = self.firstVisibleBlock()
        if not block.isValid() or not block.layout().lineCount():
            return 0
        above = -self.contentOffset().y()
        layout = block.layout()
        for number, (top, height) in enumerate(self._layout.slots(block.blockNumber(), layout.lineCount())):
            if top + height > above + 2:
                return self._offsets.from_utf16(block.position() + layout.lineAt(number).textStart())
        return self._offsets.from_utf16(block.position())

    def scroll_to_offset(self, offset: int) -> None:
        """Bring the line of ``offset`` to the top; while the page is hidden, keep that for its showing."""
        if not self.isVisible():
            self._pending_top = offset
            return
        block, line = self._line_at(offset)
        self.verticalScrollBar().setValue(block.firstLineNumber() + line)

    def bring_into_view(self, start: int, end: int) -> None:
        """Scroll so that ``start`` stands in the upper third, unless the passage is in sight already."""
        if not self.isVisible():
            self._pending_top = start
            return
        block, line = self._line_at(start)
        if self._in_sight(start) and self._in_sight(max(start, end - 1)):
            return
        step = self._layout.spacing.step
        above = self.viewport().height() // 3
        first = max(0, line - above // step)
        above -= line * step
        while above > 0 and block.previous().isValid():
            block = block.previous()
            height = round(self._layout.blockBoundingRect(block).height())
            first = max(0, height - above) // step
            above -= height
        self.verticalScrollBar().setValue(block.firstLineNumber() + first)

    def _line_at(self, offset: int) -> tuple[QTextBlock, int]:
        """Return the block that holds ``offset``, laid out, and the number of the line in it."""
        unit = self._offsets.to_utf16(min(max(offset, 0), len(self._text)))
        block = self._document.findBlock(unit)
        self._layout.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(unit - block.position())
        return block, line.lineNumber() if line.isValid() else 0

    def _in_sight(self, offset: int) -> bool:
        wanted, line = self._line_at(offset)
        for block, number, top, _ in self.visible_blocks():
            if block == wanted:
                slot = self._layout.slots(number, block.layout().lineCount())[line]
                return top + slot[0] >= -1 and top + slot[0] + slot[1] <= self.viewport().height()
        return False

    def visible_blocks(self) -> list[Visible]:
        """Return the blocks in sight, from the top; they are laid out."""
        block = self.firstVisibleBlock()
        number = block.blockNumber()
        top = self.contentOffset().y()
        bottom = self.viewport().height()
        seen = (number, top, bottom, self._layout.generation)
        if seen == self._seen:
            return self._visible
        found: list[Visible] = []
        while block.isValid() and top < bottom:
            height = self._layout.blockBoundingRect(block).height()
            found.append((block, number, top, height))
            top += height
            number += 1
            block = block.next()
        # Laying out counts as a new generation: what was found holds for the one in force now.
        self._seen = (*seen[:3], self._layout.generation)
        self._visible = found
        return found

    # Text and pixels ------------------------------------------------------------------------------------

    @property
    def line_step(self) -> int:
        """The distance from line to line in pixels."""
        return self._layout.spacing.step

    def first_baseline(self, block: QTextBlock) -> float:
        """Return the y of the first line's baseline in a block that is laid out."""
        line = block.layout().lineAt(0)
        return line.y() + line.ascent()

    def offset_at(self, position: QPoint) -> int:
        """Return the offset nearest to a place of the viewport."""
        return self._offsets.from_utf16(self.cursorForPosition(position).position())

    def extent(self, block: QTextBlock) -> tuple[int, int]:
        """Return the offsets at which a block starts and ends, without its line break."""
        unit = block.position()
        return self._offsets.from_utf16(unit), self._offsets.from_utf16(unit + block.length() - 1)

    def _block_numbers(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers of the first and the last block that a passage touches."""
        find = self._document.findBlock
        return (
            find(self._offsets.to_utf16(start)).blockNumber(),
            find(self._offsets.to_utf16(max(start, end - 1))).blockNumber(),
        )

    def labels(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the stretches of speaker label between two offsets."""
        return self._speakers.labels(start, end)

    def lines(self, block: QTextBlock, number: int) -> BlockLines:
        """Return the lines of a block in sight."""
        return self._layout.lines(block, number, self._offsets)

    def rects_of(self, start: int, end: int) -> list[QRect]:
        """Return the rectangles of the text between two offsets in the viewport, as far as in sight."""
        found: list[QRect] = []
        for block, number, top, _ in self.visible_blocks():
            rects = self.lines(block, number).rects(start, end)
            found.extend(rect.translated(0, round(top)) for rect in rects)
        return found

    # Events ---------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Fit the columns before Qt places the viewport: otherwise the text would be laid out twice."""
        kind = event.type()
        if kind == QEvent.Type.Resize:
            self._fit()
        elif kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            # Beside the columns there is free paper: Qt takes a turn of the wheel on the viewport alone.
            self.wheelEvent(event)
            return True
        return super().event(event)

    def _fit(self) -> None:
        """Share out the width; when the measure changes, the line at the top stays there."""
        margins = self.viewportMargins()
        width = self.maximumViewportSize().width() + margins.left() + margins.right()
        columns = PageGeometry.fit(width, self._zoom)
        top = self.top_offset() if columns.measure != self._geometry.measure and self.isVisible() else None
        self._geometry = columns
        left = columns.text_left - PAD
        self.setViewportMargins(left, 0, max(0, width - left - columns.measure - 2 * PAD), 0)
        if top is not None:
            self.scroll_to_offset(top)
        self.columns_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the place that was asked for before the page could be laid out."""
        super().showEvent(event)
        top, self._pending_top = self._pending_top, None
        if top is not None:
            self.scroll_to_offset(top)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom while Ctrl is held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A fine wheel and a touch pad send a turn in many small pieces.
            self._turned += event.angleDelta().y()
            steps = int(self._turned / _TURN)
            self._turned -= steps * _TURN
            self.zoom_by(steps)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and select by keyboard; zoom with Ctrl and plus, minus or zero."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.ZoomIn) or (control and event.key() == Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(-1)
        elif control and event.key() == Qt.Key.Key_0:
            self.set_zoom(1.0)
        else:
            super().keyPressEvent(event)

    def _formats(self, unit: int, length: int) -> list[QTextLayout.FormatRange]:
        return self._speakers.formats(unit, length)
