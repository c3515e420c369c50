"""Where the stripes of codings and the names beside them stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qualcode.gui.text.layout import PageGeometry
from qualcode.gui.text.spans import ViewSpan

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
        natural = stripe.top + offset
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
