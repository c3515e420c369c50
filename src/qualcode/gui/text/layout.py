"""Where things stand on the page: the columns of the page, and the lines of a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextDocument, QTextLayout, QTextLine
from PySide6.QtWidgets import QPlainTextDocumentLayout

from qualcode.gui.fonts import scaled
from qualcode.gui.text.offsets import OffsetMap

PAD = 16
"""Paper between the edge of the text's own widget and the text: part of the gutter and of the lanes' gap."""

MEASURE = 496
GUTTER = 64
LANE_GAP = 20
LANE_PITCH = 10
LANES = 4
LABELS, LABELS_MIN, LABELS_MAX = 172, 80, 280
COUNTS = 24
_LEFT_MAX = 40
_MEASURE_MIN = 160
_LANES_MIN = 2
_LABEL_GAP = 4

KEPT = 300
"""Blocks of which more is kept than their place: some screens full, so that memory has an end."""

LINE_STEP = 24
PARAGRAPH_GAP = 12


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The columns of the page in pixels: free paper on the left, text, number of lanes, labels beside them.

    Without ``names`` the labels hold only the number of codings that have no lane.
    """

    left: int
    measure: int
    lanes: int
    labels: int
    names: bool

    @classmethod
    def fit(cls, width: int, zoom: float) -> PageGeometry:
        """Share out ``width``: the free paper gives way first, then names are cut short, at last they are left out.

        Only then the lanes beyond two give way, and the measure.
        """
        measure = round(scaled(MEASURE) * zoom)
        gutter = scaled(GUTTER)

        def after(lanes: int) -> int:
            return width - gutter - measure - LANE_GAP - lanes * LANE_PITCH - _LABEL_GAP

        spare = after(LANES)
        if spare >= scaled(LABELS_MIN):
            left = min(_LEFT_MAX, max(0, (spare - scaled(LABELS)) // 2))
            return cls(left, measure, LANES, min(spare - left, scaled(LABELS_MAX)), True)
        counts = scaled(COUNTS)
        if spare >= counts:
            return cls(min(_LEFT_MAX, (spare - counts) // 2), measure, LANES, counts, False)
        lacking = max(0, counts - after(_LANES_MIN))
        return cls(0, max(_MEASURE_MIN, measure - lacking), _LANES_MIN, counts, False)

    @property
    def text_left(self) -> int:
        """The x of the text."""
        return self.left + scaled(GUTTER)

    @property
    def text_right(self) -> int:
        """The x at which the measure ends."""
        return self.text_left + self.measure


@dataclass(frozen=True, slots=True)
class Spacing:
    """The lines of a paragraph: ``step`` from line to line, ``gap`` after it, height and ascent of the font.

    Lines stand at the bottom of their room, on whole pixels: Qt scrolls to the bottom of a line, and so it
    shows nothing of the line above, and what is painted under the text stays in register with it.
    """

    step: int
    gap: int
    height: float
    ascent: float

    @classmethod
    def of(cls, font: QFont, zoom: float) -> Spacing:
        """Measure ``font`` and spread its lines as far as the design wants at the zoom factor ``zoom``."""
        metrics = QFontMetricsF(font)
        step = max(scaled(LINE_STEP * zoom), ceil(metrics.height()))
        return cls(
            step=step,
            gap=scaled(PARAGRAPH_GAP * zoom),
            height=metrics.height(),
            ascent=metrics.ascent(),
        )


class SpacedLayout(QPlainTextDocumentLayout):
    """Lays out a block when it is first seen, in our spacing, with the formats of its speaker labels.

    Setting the formats here and not in the document costs nothing when a document is opened: Qt asks for
    blocks only as they come into sight. ``generation`` counts what was placed or forgotten. ``placed``,
    when set, is called with the number of each block whose lines were placed.
    """

    def __init__(
        self,
        document: QTextDocument,
        formats: Callable[[int, int], list[QTextLayout.FormatRange]],
    ) -> None:
        """Lay out ``document``; ``formats`` returns those of a block of given start and length (UTF-16)."""
        super().__init__(document)
        self._formats = formats
        self.placed: Callable[[int], None] | None = None
        self._rects: dict[int, QRectF] = {}
        self._tall: dict[int, list[tuple[int, int]]] = {}
        self._lines: dict[int, BlockLines] = {}
        self.generation = 0
        self._continued: Collection[int] = ()
        self.spacing = Spacing(LINE_STEP, PARAGRAPH_GAP, LINE_STEP - 2, LINE_STEP * 0.7)

    def start(self, spacing: Spacing, continued: Collection[int] | None = None) -> None:
        """Forget all places, for another spacing or another text.

        ``continued`` are the UTF-16 offsets of blocks that go on with the paragraph before them.
        """
        self.spacing = spacing
        self._rects.clear()
        self._tall.clear()
        self._lines.clear()
        self.generation += 1
        if continued is not None:
            self._continued = continued

    def slots(self, number: int, lines: int) -> list[tuple[int, int]]:
        """Return top and height of the room of each line of a block that is laid out."""
        step = self.spacing.step
        return self._tall.get(number) or [(line * step, step) for line in range(lines)]

    def lines(self, block: QTextBlock, number: int, offsets: OffsetMap) -> BlockLines:
        """Return the lines of a block that is laid out."""
        known = self._lines.get(number)
        if known is None:
            if len(self._lines) >= KEPT:
                self._lines.clear()
            slots = self.slots(number, block.layout().lineCount())
            known = self._lines[number] = BlockLines(block, slots, offsets)
        return known

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the room of ``block``, laid out."""
        number = block.blockNumber()
        layout = block.layout()
        if layout.lineCount():
            known = self._rects.get(number)
            if known is not None:
                return known
        else:
            layout.setFormats(self._formats(block.position(), block.length() - 1))
        rect = super().blockBoundingRect(block)
        if not layout.lineCount():
            return rect
        height = self._place(layout, number, block.length() == 1)
        rect = QRectF(rect.x(), rect.y(), rect.width(), height + self._gap_after(block))
        self._rects[number] = rect
        self._lines.pop(number, None)
        self.generation += 1
        if self.placed is not None:
            self.placed(number)
        return rect

    def _place(self, layout: QTextLayout, number: int, blank: bool) -> int:
        """Move the lines of a block to their places and return the height that they take."""
        spacing = self.spacing
        self._tall.pop(number, None)
        if blank:
            line = layout.lineAt(0)
            line.setPosition(QPointF(line.x(), round((spacing.gap - spacing.height) / 2)))
            return spacing.gap
        slots: list[tuple[int, int]] = []
        top = 0
        plain = True
        above = spacing.step - spacing.height
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            # A font that stands in for a missing letter may be taller: its line keeps the baseline, or
            # gets more room.
            y = top + above + spacing.ascent - line.ascent()
            y = max(y, float(top))
            room = max(
                spacing.step,
                ceil(y - top + line.height()) if y + line.height() > top + spacing.step + 1 else 0,
            )
            plain = plain and room == spacing.step
            line.setPosition(QPointF(line.x(), y))
            slots.append((top, room))
            top += room
        if not plain:
            self._tall[number] = slots
        return top

    def _gap_after(self, block: QTextBlock) -> float:
        following = block.next()
        if not following.isValid():
            return self.document().documentMargin()
        # An empty line is a gap of its own.
        if block.length() == 1 or following.length() == 1 or following.position() in self._continued:
            return 0.0
        return float(self.spacing.gap)


_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


class BlockLines:
    """The lines of one block in whole pixels from the block's corner, and where in them a character stands.

    Made once for a block that is laid out; what was measured is kept, because the pieces of coded text
    share their borders. ``slots`` are top and height of the room of each line; two pixels above each line
    stay free.
    """

    # The block is kept and never its QTextLayout: the binding hands out what it knows at an address, and
    # a layout kept beyond the life of its document came back as the next object that was made there.
    __slots__ = (
        "_base",
        "_block",
        "_heights",
        "_last",
        "_lefts",
        "_mixed",
        "_offsets",
        "_rights",
        "_starts",
        "_tops",
        "_x",
    )

    def __init__(self, block: QTextBlock, slots: Sequence[tuple[int, int]], offsets: OffsetMap) -> None:
        """Measure the lines of ``block``; ``offsets`` are those of its document."""
        self._block = block
        self._base = block.position()
        self._last = block.length() - 1
        self._offsets = offsets
        layout = block.layout()
        self._mixed = _RTL.search(block.text()) is not None
        self._tops = [top + 2 for top, _ in slots]
        self._heights = [height - 2 for _, height in slots]
        self._starts: list[int] = []
        self._lefts: list[int] = []
        self._rights: list[int] = []
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            natural = line.naturalTextRect()
            self._starts.append(line.textStart())
            self._lefts.append(round(natural.left()))
            self._rights.append(round(natural.right()))
        self._x: dict[int, int] = {}

    def _inside(self, at: int) -> int:
        return min(max(self._offsets.to_utf16(at) - self._base, 0), self._last)

    def _line_of(self, at: int) -> int:
        """Return the number of the line that holds the UTF-16 offset ``at`` of the block."""
        return max(0, bisect_right(self._starts, at) - 1)

    def reach(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the top of the first line of a stretch and the bottom of its last; None if it is empty."""
        start, end = self._inside(start), self._inside(end)
        if end <= start or not self._starts:
            return None
        last = self._line_of(end - 1)
        return self._tops[self._line_of(start)], self._tops[last] + self._heights[last]

    def rects(self, start: int, end: int) -> list[QRect]:
        """Return the rectangles of a stretch, line by line; neighbours in one line touch.

        ``start`` and ``end`` are code points of the document; what is not in the block is cut off.
        """
        start, end = self._inside(start), self._inside(end)
        if end <= start or not self._starts:
            return []
        found: list[QRect] = []
        for index in range(self._line_of(start), self._line_of(end - 1) + 1):
            left = self._starts[index]
            ending = self._starts[index + 1] if index + 1 < len(self._starts) else self._last
            whole = end >= ending
            if self._mixed:
                parts = self._mixed_parts(index, max(start, left), min(end, ending))
            else:
                x = self._place(index, start) if start > left else self._lefts[index]
                right = self._rights[index]
                # Blanks at the end of a line stand beyond its natural width.
                parts = [(x, right if whole else min(self._place(index, end), right))]
            top, height = self._tops[index], self._heights[index]
            found.extend(QRect(x, top, right - x, height) for x, right in parts if right > x)
        return found

    def _place(self, index: int, at: int) -> int:
        x = self._x.get(at)
        if x is None:
            x = self._x[at] = _x(self._block.layout().lineAt(index), at)
        return x

    def _mixed_parts(self, index: int, start: int, end: int) -> list[tuple[int, int]]:
        """Return left and right of the pieces of a stretch where text runs in both directions."""
        parts: list[tuple[int, int]] = []
        # Where the direction changes, a place between two characters has two places on the screen: glyphs have one.
        runs = self._block.layout().lineAt(index).glyphRuns(start, end - start)
        for left, right in sorted((round(box.left()), round(box.right())) for box in (r.boundingRect() for r in runs)):
            if parts and left <= parts[-1][1]:
                parts[-1] = (parts[-1][0], max(right, parts[-1][1]))
            else:
                parts.append((left, right))
        return parts


def _x(line: QTextLine, at: int) -> int:
    # The binding returns the x and the offset that was really taken.
    return round(cast(tuple[float, int], line.cursorToX(at))[0])
