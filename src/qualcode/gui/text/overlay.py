"""What lies under the text: tints of codings, search hits, the flash of a passage that was jumped to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextBlock

from qualcode.gui.text.layout import KEPT, BlockLines
from qualcode.gui.text.page import Page, Visible
from qualcode.gui.text.spans import Atom, SpanIndex, ViewSpan, atoms
from qualcode.gui.text.tint import tints_of

UNDERLINE = 2
RADIUS = 3.0
FLASH = 0.20
_PASSAGE = -1


@dataclass(slots=True)
class BlockMarks:
    """What is painted under one block and beside it, from the block's corner.

    ``stripes`` are the codings of the block, each with the top of its first line and the bottom of its last
    one in it.
    """

    fills: list[tuple[QRect, QColor]] = field(default_factory=list)
    ends: list[tuple[QPainterPath, QColor]] = field(default_factory=list)
    underlines: list[tuple[QRect, QColor]] = field(default_factory=list)
    hits: list[QRect] = field(default_factory=list)
    stripes: list[tuple[ViewSpan, int, int]] = field(default_factory=list)


class Overlay:
    """Works out the marks of the blocks in sight, keeps them, and paints them before Qt paints the text.

    A block's marks are dropped when its lines are placed anew and when a coding in it changes.
    """

    def __init__(self, page: Page) -> None:
        """Paint for ``page``, without codings at first."""
        self._page = page
        self.index = SpanIndex()
        self.tints = tints_of(page.colours)
        self.selected: int | None = None
        self.flash: tuple[int, int, float] | None = None
        self.still = False
        self._hits: list[tuple[int, int]] = []
        self._hit_ends: list[int] = []
        self._kept: dict[int, BlockMarks] = {}

    def drop(self, number: int) -> None:
        """Forget the marks of a block."""
        self._kept.pop(number, None)

    def drop_between(self, first: int, last: int) -> None:
        """Forget the marks of a run of blocks, the last one included."""
        for number in [number for number in self._kept if first <= number <= last]:
            del self._kept[number]

    def clear(self) -> None:
        """Forget the marks of all blocks."""
        self._kept.clear()

    def recolour(self) -> None:
        """Blend anew, in the colours that the page now has."""
        self.tints = tints_of(self._page.colours)
        self.clear()

    def set_hits(self, hits: Iterable[tuple[int, int]]) -> None:
        """Mark places that were searched for; they do not overlap."""
        self._hits = sorted(hits)
        self._hit_ends = [end for _, end in self._hits]
        self.clear()

    def marks(self, block: QTextBlock, number: int) -> BlockMarks:
        """Return the marks of a block that is laid out."""
        known = self._kept.get(number)
        if known is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            known = self._kept[number] = self._work_out(block, number)
        return known

    def paint(self, painter: QPainter, blocks: Sequence[Visible], dirty: QRect) -> None:
        """Paint under the blocks that the rectangle ``dirty`` touches."""
        top_edge, bottom_edge = dirty.top(), dirty.bottom()
        colours = self._page.colours
        for block, number, top, height in blocks:
            if top + height < top_edge or top > bottom_edge:
                continue
            marks = self.marks(block, number)
            down = round(top)
            painter.translate(0, down)
            for rect, colour in marks.fills:
                painter.fillRect(rect, colour)
            if marks.ends:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                for path, colour in marks.ends:
                    painter.fillPath(path, colour)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            for rect in marks.hits:
                painter.fillRect(rect, colours.warning_soft)
                painter.setPen(colours.warning)
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
            if self.flash is not None:
                self._paint_flash(painter, block, number)
            for rect, colour in marks.underlines:
                painter.fillRect(rect, colour)
            painter.translate(0, -down)

    def _work_out(self, block: QTextBlock, number: int) -> BlockMarks:
        page = self._page
        marks = BlockMarks()
        first, last = page.extent(block)
        lines = page.lines(block, number)
        spans = self.index.touching(first, last)
        if spans:
            self._tint(marks, block, lines, spans)
        for span in spans:
            reach = lines.reach(span.start, span.end)
            if reach is not None:
                marks.stripes.append((span, *reach))
        near = slice(bisect_right(self._hit_ends, first), bisect_left(self._hits, (last, 0)))
        for start, end in self._hits[near]:
            marks.hits.extend(lines.rects(start, end))
        return marks

    def _tint(self, marks: BlockMarks, block: QTextBlock, lines: BlockLines, spans: Sequence[ViewSpan]) -> None:
        first, last = self._page.extent(block)
        pieces = atoms(spans, first, last, self._page.labels(first, last))
        if not pieces:
            return
        # An end is round where a coding ends, not where it goes on in another piece or another paragraph.
        runs_on = [_joined(before, after) for before, after in pairwise(pieces)]
        for (start, end, covering), joined, joins in zip(pieces, [False, *runs_on], [*runs_on, False], strict=True):
            opens = not joined and (start > first or any(span.start == start for span in covering))
            closes = not joins and (end < last or any(span.end == end for span in covering))
            chosen = self._chosen(covering)
            colour = self.tints.of(_numbers(covering), chosen is not None)
            rects = lines.rects(start, end)
            for place, rect in enumerate(rects):
                left, right = opens and place == 0, closes and place == len(rects) - 1
                if left or right:
                    marks.ends.append((_rounded(rect, left, right), colour))
                else:
                    marks.fills.append((rect, colour))
                if chosen is not None:
                    line = QRect(rect.left(), rect.bottom() + 1 - UNDERLINE, rect.width(), UNDERLINE)
                    marks.underlines.append((line, self._page.colours.stripe(chosen.colour)))

    def _chosen(self, covering: Sequence[ViewSpan]) -> ViewSpan | None:
        if self.selected is None:
            return None
        return next((span for span in covering if span.coding_id == self.selected), None)

    def _paint_flash(self, painter: QPainter, block: QTextBlock, number: int) -> None:
        if self.flash is None:
            return
        left, right, strength = self.flash
        start, end = self._page.extent(block)
        left, right = max(left, start), min(right, end)
        if left >= right:
            return
        lines = self._page.lines(block, number)
        if self.still:
            painter.setPen(QPen(self._page.colours.accent, 2))
            for rect in lines.rects(left, right):
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
            return
        # The passage itself takes part in the cutting, so that uncoded stretches of it are found too.
        passage = ViewSpan(_PASSAGE, 0, left, right, 0, "", 1)
        spans = [passage, *self.index.touching(left, right)]
        for from_, to, covering in atoms(spans, left, right, self._page.labels(left, right)):
            colour = self.tints.lift(_numbers(covering[1:]), FLASH * strength)
            for rect in lines.rects(from_, to):
                painter.fillRect(rect, colour)


def _numbers(covering: Sequence[ViewSpan]) -> tuple[int, ...]:
    """Return the palette number of each distinct code, sorted."""
    if len(covering) == 1:
        return (covering[0].colour,)
    return tuple(sorted({span.code_id: span.colour for span in covering}.values()))


def _joined(before: Atom, after: Atom) -> bool:
    """Tell whether a coding runs on from one piece into the next."""
    border = before[1]
    return border == after[0] and any(span.end > border for span in before[2])


def _rounded(rect: QRect, left: bool, right: bool) -> QPainterPath:
    """Return ``rect`` with round corners on one or both sides."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(QRectF(rect), RADIUS, RADIUS)
    half = rect.width() / 2
    if not left:
        path.addRect(QRectF(rect.left(), rect.top(), half, rect.height()))
    if not right:
        path.addRect(QRectF(rect.left() + half, rect.top(), rect.width() - half, rect.height()))
    return path
