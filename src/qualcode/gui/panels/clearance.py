"""Making room above something that stands over the lower part of a page: the page scrolls, nothing is covered."""

from __future__ import annotations

from qualcode.domain.text import Span
from qualcode.gui.text.view import TranscriptView


def bottom(view: TranscriptView, place: Span) -> int:
    """Return the lower edge of a passage in the viewport; a passage that goes on below sight has a large one."""
    if not view.rects_of(max(place.start, place.end - 1), place.end):
        blocks = view.visible_blocks()
        last = view.extent(blocks[-1][0])[1] if blocks else 0
        return view.height() * 2 if place.end > last else 0
    return max(rect.bottom() for rect in view.rects_of(place.start, place.end))


def scroll_above(view: TranscriptView, place: Span, room: int) -> None:
    """Scroll down until a passage ends within ``room`` pixels; of one that is longer the beginning stays in sight."""
    scroller = view.verticalScrollBar()
    while bottom(view, place) > room and scroller.value() < scroller.maximum():
        before, seen = scroller.value(), bool(view.rects_of(place.start, place.start + 1))
        scroller.setValue(before + 1)
        if seen and not view.rects_of(place.start, place.start + 1) and room > view.line_step:
            scroller.setValue(before)
            return
