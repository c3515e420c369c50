"""Where things stand on the page: the columns of the page, and the lines of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextDocument, QTextLayout, QTextLine
from PySide6.QtWidgets import QPlainTextDocumentLayout

from qualcode.gui.fonts import scaled

PAD = 16
"""Paper between the edge of the text's own widget and the text: part of the gutter, and of the gap before the lanes."""

MEASURE = 496
GUTTER = 64
LANE_GAP = 20
LANE_PITCH = 10
LANES = 4
LABELS, LABELS_MIN, LABELS_MAX = 172, 160, 280
COUNTS = 24
_LEFT_MAX = 40
_MEASURE_MIN = 160
_LANES_MIN = 2
_LABEL_GAP = 4

LINE_STEP = 24
PARAGRAPH_GAP = 12


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The columns of the page in pixels: free paper on the left, text, number of lanes, and the labels beside them.

    Without ``names`` the labels hold only the number of codings that have no lane.
    """

    left: int
    measure: int
    lanes: int
    labels: int
    names: bool

    @classmethod
    def fit(cls, width: int, zoom: float) -> PageGeometry:
        """Share out ``width``: the labels give way first, then the lanes beyond two, then the measure."""
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
    """The lines of a paragraph: distance ``step`` from line to line, ``gap`` after a paragraph, and the font's own height.

    Lines stand at the bottom of their room, on whole pixels: Qt scrolls to the bottom of a line, and so it shows nothing of
    the line above, and what is painted under the text stays in register with it.
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

    Setting the formats here and not in the document costs nothing when a document is opened: Qt asks for blocks only as they
    come into sight. ``placed``, when set, is called with the number of each block whose lines were placed.
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
        self._continued: Collection[int] = ()
        self.spacing = Spacing(LINE_STEP, PARAGRAPH_GAP, LINE_STEP - 2, LINE_STEP * 0.7)

    def start(self, spacing: Spacing, continued: Collection[int] | None = None) -> None:
        """Forget all places, for another spacing or another text.

        ``continued`` are the UTF-16 offsets of blocks that go on with the paragraph before them.
        """
        self.spacing = spacing
        self._rects.clear()
        self._tall.clear()
        if continued is not None:
            self._continued = continued

    def slots(self, number: int, lines: int) -> list[tuple[int, int]]:
        """Return top and height of the room of each line of a block that is laid out."""
        step = self.spacing.step
        return self._tall.get(number) or [(line * step, step) for line in range(lines)]

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
            # A font that stands in for a missing letter may be taller: its line keeps the baseline, or gets more room.
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


def line_rects(layout: QTextLayout, slots: Sequence[tuple[int, int]], start: int, end: int) -> list[QRect]:
    """Return the rectangles of the text between two UTF-16 offsets of a block, line by line, from the block's corner.

    Whole pixels, two free above each line; neighbours in one line touch. ``slots`` are top and height of each line.
    """
    if end <= start or not layout.lineCount():
        return []
    mixed = _RTL.search(layout.text()) is not None
    first = layout.lineForTextPosition(start).lineNumber()
    found: list[QRect] = []
    for index in range(first, layout.lineCount()):
        line = layout.lineAt(index)
        left, right = line.textStart(), line.textStart() + line.textLength()
        if left >= end:
            break
        top, height = slots[index]
        parts = (_mixed_parts if mixed else _part)(line, max(start, left), min(end, right))
        found.extend(QRect(x, top + 2, width, height - 2) for x, width in parts if width > 0)
    return found


def _part(line: QTextLine, start: int, end: int) -> list[tuple[int, int]]:
    """Return x and width of a stretch of a line that runs from left to right."""
    natural = line.naturalTextRect()
    x = _x(line, start) if start > line.textStart() else round(natural.left())
    if end < line.textStart() + line.textLength():
        return [(x, min(_x(line, end), round(natural.right())) - x)]
    return [(x, round(natural.right()) - x)]


def _mixed_parts(line: QTextLine, start: int, end: int) -> list[tuple[int, int]]:
    """Return x and width of each piece of a stretch of a line in which text runs in both directions."""
    parts: list[tuple[int, int]] = []
    for at in range(start, end):
        near, far = _x(line, at), _x(line, at, QTextLine.Edge.Trailing)
        left, right = min(near, far), max(near, far)
        if parts and left <= parts[-1][0] + parts[-1][1] and right >= parts[-1][0]:
            joined = min(left, parts[-1][0])
            parts[-1] = (joined, max(right, parts[-1][0] + parts[-1][1]) - joined)
        else:
            parts.append((left, right - left))
    return parts


def _x(line: QTextLine, at: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> int:
    # The binding returns the x and the offset that was really taken.
    return round(cast(tuple[float, int], line.cursorToX(at, edge))[0])
