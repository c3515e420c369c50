"""The codings of one document, ready to be painted: found by place, each with its lane in the margin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

LINE = 80
"""Characters of a full line, at the most.

Codings less than a line apart may touch the same line, where their stripes would run into each other: they do
not share a lane."""


@dataclass(frozen=True, slots=True)
class ViewSpan:
    """One coding as the view shows it; ``start`` and ``end`` are code points, half-open.

    ``label`` is the name of the code, ``colour`` its place in the code palette, counted from 1. ``ring``
    marks an inductive code, whose chip is hollow.
    """

    coding_id: int
    segment_id: int
    start: int
    end: int
    code_id: int
    label: str
    colour: int
    ring: bool = False


Atom = tuple[int, int, tuple[ViewSpan, ...]]
"""A stretch of text, from offset to offset, with the codings that cover all of it."""


def _order(span: ViewSpan) -> tuple[int, int, int]:
    return span.start, -span.end, span.coding_id


class SpanIndex:
    """Codings sorted by start, longer ones first, with the running maximum of how far they reach.

    The maximum lets two bisects find what is visible. ``paragraphs`` are the starts of the paragraphs: a
    coding keeps its lane to the end of its last line, which a new paragraph ends early.
    """

    def __init__(self, spans: Iterable[ViewSpan] = (), paragraphs: Sequence[int] = ()) -> None:
        """Index ``spans`` (in any order) and give each its lane."""
        self._paragraphs = paragraphs
        self._spans = sorted(spans, key=_order)
        self._starts = [span.start for span in self._spans]
        self._reaches: list[int] = []
        self._far: list[int] = []
        self._by_id = {span.coding_id: span for span in self._spans}
        self._lanes: dict[int, int] = {}
        far = 0
        for span in self._spans:
            reach = self._reach(span)
            if reach > far:
                far = reach
            self._reaches.append(reach)
            self._far.append(far)
        self._assign(0, len(self._spans))

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[ViewSpan]:
        return iter(self._spans)

    def get(self, coding_id: int | None) -> ViewSpan | None:
        """Return the coding with that id, or None."""
        return None if coding_id is None else self._by_id.get(coding_id)

    def lane(self, coding_id: int) -> int:
        """Return the lane (from 0) of a coding that the index holds."""
        return self._lanes[coding_id]

    def touching(self, start: int, end: int) -> list[ViewSpan]:
        """Return the codings with a character between ``start`` and ``end``, in order."""
        first = bisect_right(self._far, start)
        last = bisect_left(self._starts, end)
        return [span for span in self._spans[first:last] if span.end > start]

    def neighbour(self, coding_id: int | None, offset: int, step: int) -> ViewSpan | None:
        """Return the coding after (``step`` 1) or before (-1) another one in order.

        Without a known ``coding_id`` the search starts at ``offset``.
        """
        known = self.get(coding_id)
        start = bisect_left(self._starts, offset) - (step < 0)
        at = start if known is None else self._place(known) + step
        return self._spans[at] if 0 <= at < len(self._spans) else None

    def add(self, span: ViewSpan) -> None:
        """Put a coding in its place; one that is there already is replaced."""
        self.remove(span.coding_id)
        at = self._place(span)
        reach = self._reach(span)
        self._spans.insert(at, span)
        self._starts.insert(at, span.start)
        self._reaches.insert(at, reach)
        far = max(reach, self._far[at - 1] if at else 0)
        self._far.insert(at, far)
        for later in range(at + 1, len(self._far)):
            if self._far[later] >= far:
                break
            self._far[later] = far
        self._by_id[span.coding_id] = span
        self._assign(*self._cluster(at))

    def remove(self, coding_id: int) -> ViewSpan | None:
        """Take a coding out and return it; None when there is none of that id."""
        span = self._by_id.pop(coding_id, None)
        if span is None:
            return None
        at = self._place(span)
        first, last = self._cluster(at)
        del self._spans[at], self._starts[at], self._reaches[at], self._far[at], self._lanes[coding_id]
        far = self._far[at - 1] if at else 0
        # What follows the cluster reaches further than all of it: its maxima stay.
        for later in range(at, last - 1):
            far = self._far[later] = max(far, self._reaches[later])
        self._assign(first, last - 1)
        return span

    def _place(self, span: ViewSpan) -> int:
        return bisect_left(self._spans, _order(span), key=_order)

    def _reach(self, span: ViewSpan) -> int:
        paragraphs, end = self._paragraphs, span.end
        following = bisect_left(paragraphs, end)
        if following < len(paragraphs) and paragraphs[following] < end + LINE:
            return paragraphs[following]
        return end + LINE

    def _cluster(self, at: int) -> tuple[int, int]:
        """Return the borders of the cluster of item ``at``: a run in which each reaches a later one."""
        first, last = at, at + 1
        while first and self._far[first - 1] > self._starts[first]:
            first -= 1
        while last < len(self._spans) and self._far[last - 1] > self._starts[last]:
            last += 1
        return first, last

    def _assign(self, first: int, last: int) -> None:
        """Give the items of whole clusters the lowest lane that is free where they start."""
        free: list[int] = []
        busy: list[tuple[int, int]] = []
        lanes = 0
        for span, reach in zip(self._spans[first:last], self._reaches[first:last], strict=True):
            while busy and busy[0][0] <= span.start:
                heappush(free, heappop(busy)[1])
            if free:
                lane = heappop(free)
            else:
                lane = lanes
                lanes += 1
            heappush(busy, (reach, lane))
            self._lanes[span.coding_id] = lane


def atoms(spans: Sequence[ViewSpan], start: int, end: int, holes: Sequence[tuple[int, int]] = ()) -> list[Atom]:
    """Cut the text between ``start`` and ``end`` where the set of codings changes; leave out uncoded text.

    ``holes`` are stretches that are left out too (speaker labels), sorted.
    """
    cuts = {start, end}
    for span in spans:
        cuts.add(min(max(span.start, start), end))
        cuts.add(min(max(span.end, start), end))
    for left, right in holes:
        cuts.add(min(max(left, start), end))
        cuts.add(min(max(right, start), end))
    found: list[Atom] = []
    coming = sorted(spans, key=_order)
    covering: list[ViewSpan] = []
    taken = 0
    for left, right in pairwise(sorted(cuts)):
        covering = [span for span in covering if span.end > left]
        while taken < len(coming) and coming[taken].start <= left:
            if coming[taken].end > left:
                covering.append(coming[taken])
            taken += 1
        if covering and not any(hole[0] <= left and right <= hole[1] for hole in holes):
            found.append((left, right, tuple(covering)))
    return found
