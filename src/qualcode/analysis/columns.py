"""Columns of numbers: how rows of ids become arrays that can be counted.

Ids are turned into *positions* once: position 0 means “none”, position ``n`` the ``n``-th value in display
order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Rows = Iterable[Sequence[int]] | npt.NDArray[np.integer]

_OFFSET_BITS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Codings:
    """The codings: ``id`` as in the study, ``segment`` an index from 0, the others positions."""

    id: Ints
    segment: Positions
    code: Positions
    coder: Positions
    phase: Positions
    outcome: Positions
    valence: Positions
    locus: Positions


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """The coded stretches: ``id`` as in the study, ``document`` a position, offsets in code points."""

    id: Ints
    document: Positions
    start: Ints
    end: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """The words of each turn, [said, end). ``person`` is a participant's position, 0 when unmapped, -1 when
    moderating.

    A document without turns has one here, over all its text, of a person who is not mapped.
    """

    document: Positions
    said: Ints
    end: Ints
    person: Positions


def key_of(document: Positions, offset: Ints) -> Ints:
    """Return numbers that sort as (document, offset) does, so that one search serves all documents."""
    return (document.astype(np.int64) << _OFFSET_BITS) | offset


def to_columns(rows: Rows, width: int) -> Ints:
    """Turn rows of ``width`` whole numbers into an array of shape (width, rows).

    Takes lists of tuples, a database cursor or an array; a list is fastest, its length being known.
    """
    if isinstance(rows, np.ndarray):
        table = rows.astype(np.int64, copy=False).reshape(-1, width)
    else:
        count = len(rows) * width if isinstance(rows, Sequence) else -1
        table = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=count).reshape(-1, width)
    return np.ascontiguousarray(table.T)


def positions(known: Sequence[int] | Ints, ids: Ints, what: str, required: bool = False) -> Positions:
    """Return where each of ``ids`` stands in ``known``, counted from 1; the id 0 gives 0 unless it is
    ``required``.

    Raises:
        ValueError: when an id is not known; ``what`` names it in the message.
    """
    listed = np.asarray(known, dtype=np.int64)
    if not ids.size:
        return np.empty(0, np.int32)
    highest = max(int(listed.max(initial=0)), int(ids.max()))
    if min(int(listed.min(initial=0)), int(ids.min())) >= 0 and highest < 4 * (listed.size + ids.size) + 1_000_000:
        table = np.zeros(highest + 1, dtype=np.int32)
        table[listed] = np.arange(1, listed.size + 1, dtype=np.int32)
        found = np.take(table, ids)
    else:
        order = np.argsort(listed)
        place = np.searchsorted(listed, ids, sorter=order)
        inside = order[np.minimum(place, max(listed.size - 1, 0))] if listed.size else np.zeros_like(ids)
        hit = listed[inside] == ids if listed.size else np.zeros(ids.size, dtype=bool)
        found = np.where(hit, inside + 1, 0).astype(np.int32)
    strange = (found == 0) if required else (found == 0) & (ids != 0)
    if strange.any():
        raise ValueError(f"The frame has no {what} with the id {int(ids[strange][0])}.")
    return found


def spread(counts: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Number the members of groups of the sizes given: returns (group of each member, its place in the
    group).
    """
    owner = np.repeat(np.arange(counts.size), counts)
    place = np.arange(owner.size) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, place


def distinct(numbers: npt.NDArray[np.integer]) -> Ints:
    """Return the different numbers in ascending order; a hundred times faster than ``numpy.unique`` on many
    of them.
    """
    return without_repetitions(np.sort(numbers.astype(np.int64, copy=False), axis=None))


def without_repetitions(ordered: Ints) -> Ints:
    """Drop repetitions from numbers in ascending order."""
    return ordered[begins_of_runs(ordered)]


def begins_of_runs(ordered: npt.NDArray[np.integer]) -> Mask:
    """Tell which entries differ from the one before."""
    new = np.ones(ordered.size, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Facts brought together by the thing and the row that they count for.

    ``single`` are the facts that are alone with their thing in ``single_row``: they cannot be counted twice.
    ``shared`` are the others, the members of a pair side by side; ``pair`` numbers their pair and
    ``pair_row`` gives its row. ``rows`` counts the pairs of each row.
    """

    single: Ints
    single_row: Ints
    shared: Ints
    pair: Ints
    pair_row: Ints
    rows: Ints


def pair_up(thing: npt.NDArray[np.integer], row: Positions, fact: npt.NDArray[np.integer], rows: int) -> Pairs:
    """Sort facts by thing and row. Codes above a fact's own must be among them already ."""
    keys = thing.astype(np.int64) * rows + row
    order = np.argsort(keys)
    keys = keys[order]
    first = begins_of_runs(keys)
    alone = first & np.append(first[1:], True)
    together = ~alone
    at = order[alone]
    pair = np.cumsum(first[together]) - 1
    return Pairs(
        single=np.take(fact, at).astype(np.int64),
        single_row=np.take(row, at).astype(np.int64),
        shared=np.take(fact, order[together]).astype(np.int64),
        pair=pair.astype(np.int64),
        pair_row=keys[first & together] % rows,
        rows=np.bincount(keys[first] % rows, minlength=rows).astype(np.int64),
    )
