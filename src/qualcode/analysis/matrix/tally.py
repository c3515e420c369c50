"""Counting: distinct things, or words, for the cells of a table and for all its totals.

The result is a ``Tally``. The same numbers come from three ways of counting: facts that are alone in
their segment are just added up; few and small things are marked in a block of booleans; everything else is
sorted, so that doubles stand side by side. Which way is taken is a matter of speed only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.columns import (
    Ints,
    Mask,
    Pairs,
    Positions,
    begins_of_runs,
    distinct,
    without_repetitions,
)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The shape of a table. ``groupings`` tell, for each outer level of the headers, the group of each
    column.

    ``parents`` has the row above each row (0 is above the highest), where rows are codes with their sub-codes
    summed: a row then stands behind its parent, and row 0 is no code's.
    """

    rows: int
    columns: int
    groupings: tuple[Positions, ...] = ()
    parents: Positions | None = None

    def groups(self, level: int) -> int:
        """Return how many groups the level has."""
        grouping = self.groupings[level]
        return int(grouping[-1]) + 1 if grouping.size else 0


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """The numbers of a table: cells (rows, columns), totals; per level (rows, groups) and (groups,)."""

    cells: Ints
    rows: Ints
    columns: Ints
    grand: int
    levels: tuple[tuple[Ints, Ints], ...]

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.cells + other.cells,
            self.rows + other.rows,
            self.columns + other.columns,
            self.grand + other.grand,
            tuple((a + c, b + d) for (a, b), (c, d) in zip(self.levels, other.levels, strict=True)),
        )


def _counted(index: npt.NDArray[np.integer], shape: tuple[int, ...]) -> Ints:
    size = int(np.prod(shape))
    return np.bincount(index, minlength=size).astype(np.int64).reshape(shape)


def _roll_up(numbers: Ints, parents: Positions | None) -> None:
    """Add each row to the one above it, lowest first."""
    if parents is not None:
        for row in range(len(parents) - 1, 0, -1):
            if parents[row]:
                numbers[parents[row]] += numbers[row]


def _grouped(cells: Ints, grouping: Positions) -> Ints:
    """Add up the columns of each group along the last axis."""
    if not grouping.size:
        return cells
    begins = np.flatnonzero(np.diff(grouping, prepend=np.int32(-1)))
    return np.add.reduceat(cells, begins, axis=-1)


def tally_alone(row: Positions, column: Positions, layout: Layout) -> Tally:
    """Count things of which each makes one fact only: no doubles, so totals are sums."""
    cells = _counted(row.astype(np.int64) * layout.columns + column, (layout.rows, layout.columns))
    columns = cells.sum(axis=0)
    _roll_up(cells, layout.parents)
    levels = tuple((_grouped(cells, grouping), _grouped(columns, grouping)) for grouping in layout.groupings)
    return Tally(cells, cells.sum(axis=1), columns, int(columns.sum()), levels)


@dataclass(frozen=True, slots=True, eq=False)
class Across:
    """Distinct things for each column and each group of columns, and how many things stand in several
    columns.
    """

    columns: Ints
    grand: int
    levels: tuple[Ints, ...]
    several: int


def look_across(thing: npt.NDArray[np.integer], column: Positions, layout: Layout) -> Across:
    """Count distinct things over all rows."""
    keys = thing.astype(np.int64) * layout.columns + column
    of_thing, at = np.divmod(distinct(keys), layout.columns)
    first = begins_of_runs(of_thing)
    # A thing of three columns has two further entries: the one after its first is counted.
    several = int(np.count_nonzero(first[:-1] & ~first[1:]))
    levels = []
    for level, grouping in enumerate(layout.groupings):
        groups = layout.groups(level)
        # Groups follow the order of the columns, so the numbers stay in ascending order.
        totals = without_repetitions(of_thing * groups + np.take(grouping, at))
        levels.append(_counted(totals % groups, (groups,)))
    return Across(_counted(at, (layout.columns,)), int(np.count_nonzero(first)), tuple(levels), several)


def tally_pairs(pairs: Pairs, across: Across, column: Positions, layout: Layout) -> Tally:
    """Count distinct things that may stand in a cell by several facts."""
    single, shared = np.take(column, pairs.single), np.take(column, pairs.shared)

    def cells(single_at: Positions, shared_at: Positions, width: int) -> Ints:
        keys = distinct(pairs.pair * width + shared_at)
        once = _counted(pairs.single_row * width + single_at, (layout.rows, width))
        return once + _counted(pairs.pair_row[keys // width] * width + keys % width, (layout.rows, width))

    levels = []
    for level, grouping in enumerate(layout.groupings):
        inside = cells(np.take(grouping, single), np.take(grouping, shared), layout.groups(level))
        levels.append((inside, across.levels[level]))
    return Tally(cells(single, shared, layout.columns), pairs.rows, across.columns, across.grand, tuple(levels))


def tally_marked(
    thing: npt.NDArray[np.integer], things: int, row: Positions, column: Positions, layout: Layout
) -> Tally:
    """Count distinct things, numbered from 0 to ``things`` - 1, by marking them in a block of booleans."""
    seen = np.zeros((layout.rows, layout.columns, things), dtype=bool)
    at = row.astype(np.int64)
    at *= layout.columns
    at += column
    at *= things
    at += thing
    seen.ravel()[at] = True
    across: Mask = np.logical_or.reduce(seen, axis=0)
    if layout.parents is not None:
        for below in range(layout.rows - 1, 0, -1):
            seen[layout.parents[below]] |= seen[below]
        seen[0] = False
    levels = []
    for grouping in layout.groupings:
        begins = np.flatnonzero(np.diff(grouping, prepend=np.int32(-1)))
        levels.append((count_marks(_any_in(seen, begins, 1)), count_marks(_any_in(across, begins, 0))))
    return Tally(
        count_marks(seen),
        count_marks(np.logical_or.reduce(seen, axis=1)),
        count_marks(across),
        int(across.any(axis=0).sum()),
        tuple(levels),
    )


def _any_in(seen: Mask, begins: npt.NDArray[np.intp], axis: int) -> Mask:
    return np.logical_or.reduceat(seen, begins, axis=axis) if begins.size else seen


def count_marks(seen: Mask) -> Ints:
    """Count what is true along the last axis."""
    counted: Ints = np.count_nonzero(seen, axis=-1).astype(np.int64)
    return counted


def tally_stretches(first: Ints, beyond: Ints, row: Positions, column: Positions, layout: Layout) -> Tally:
    """Count the whole numbers covered by stretches [first, beyond): each once in a cell, however often it is
    covered.

    Sub-codes must stand among the facts already (see ``scope.climb``).
    """

    def covered(cell: npt.NDArray[np.integer], cells: int) -> Ints:
        return _covered(first, beyond, cell.astype(np.int64), cells)

    rows, columns = layout.rows, layout.columns
    levels = []
    for level, grouping in enumerate(layout.groupings):
        groups, group = layout.groups(level), np.take(grouping, column)
        in_cells = covered(row * np.int64(groups) + group, rows * groups).reshape(rows, groups)
        levels.append((in_cells, covered(group, groups)))
    return Tally(
        covered(row * np.int64(columns) + column, rows * columns).reshape(rows, columns),
        covered(row, rows),
        covered(column, columns),
        int(covered(np.zeros(row.size, np.int64), 1)[0]),
        tuple(levels),
    )


def _covered(first: Ints, beyond: Ints, cell: Ints, cells: int) -> Ints:
    """Measure the union of the stretches of each cell."""
    if not first.size:
        return np.zeros(cells, dtype=np.int64)
    # Laying the cells end to end makes one line of them: what was covered before is then the highest end so
    # far.
    span = int(beyond.max()) + 1
    order = np.argsort(cell * span + first)
    start, end = (cell * span + first)[order], (cell * span + beyond)[order]
    reached = np.maximum.accumulate(end)
    start[1:] = np.maximum(start[1:], reached[:-1])
    gained = np.maximum(end - start, 0)
    return np.rint(np.bincount(cell[order], weights=gained, minlength=cells)).astype(np.int64)
