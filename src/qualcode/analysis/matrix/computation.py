"""Compute a matrix of a study (A1, A2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.columns import Ints, Mask, Positions
from qualcode.analysis.frames import StudyFrame, Value
from qualcode.analysis.matrix.axis import Axis, build_axis
from qualcode.analysis.matrix.counting import Counting, people_behind, percent, words_behind
from qualcode.analysis.matrix.dimensions import Filters, check_dimensions, check_measure
from qualcode.analysis.matrix.result import Ground, Matrix, Numbers, RowHeader, Subtotal
from qualcode.analysis.matrix.scope import Scope, climb_facts, take_scope
from qualcode.analysis.matrix.tally import Layout, Tally
from qualcode.domain.codebook import Origin

MOST_CELLS = 4_000_000
"""Cells of the largest matrix that is computed; beyond it nobody could read or save the table."""

COUNTED = ("segments", "participants", "documents", "words")
_NOWHERE: Ints = np.zeros((1, 0), dtype=np.int64)
"""The path of the whole table: one header without dimensions."""


def compute(
    frame: StudyFrame,
    rows: str = "code",
    columns: Sequence[str] = ("group", "phase"),
    measure: str = "segments",
    aggregate: bool = True,
    include_reflexive: bool = False,
    filters: Filters | None = None,
) -> Matrix:
    """Count a study by two to four of its dimensions; ``docs/measures.md`` tells every rule with an example.

    Args:
        frame: the study.
        rows: one of ``DIMENSIONS``.
        columns: one to three others, the outermost first.
        measure: one of ``MEASURES``.
        aggregate: whether a code counts what is coded with the codes below it, too.
        include_reflexive: whether reflexive accounts count.
        filters: what the table is restricted to.

    Raises:
        Refusal: when a dimension or the measure is unknown, or the matrix would be too large.
    """
    names = (columns,) if isinstance(columns, str) else tuple(columns)
    check_dimensions(rows, names)
    check_measure(measure)
    filters = filters or Filters()
    plan = _plan(take_scope(frame, filters, include_reflexive, aggregate), rows, names, aggregate)
    tally = plan.tally(measure)
    inner = plan.printed(measure, tally, np.vstack((tally.cells, tally.columns)), names, plan.axis.paths)
    total = plan.printed(measure, tally, np.append(tally.rows, tally.grand)[:, None], (), _NOWHERE)[:, 0]
    each = np.arange(len(plan.axis), dtype=np.int32)
    return Matrix(
        row_dimension=rows,
        column_dimensions=names,
        measure=measure,
        aggregate=aggregate,
        include_reflexive=include_reflexive,
        filters=filters,
        rows=plan.headers,
        columns=_paths(frame, names, plan.axis.paths),
        values=inner[:-1],
        row_totals=total[:-1],
        column_totals=inner[-1],
        grand_total=total[-1].item(),
        n=people_behind(plan.scope, plan.counting, names, plan.axis.paths, each),
        n_overall=int(people_behind(plan.scope, plan.counting, (), _NOWHERE, np.zeros_like(each))[0]),
        subtotals=_subtotals(plan, measure, tally),
        in_several_columns=plan.counting.across.several,
        ground=plan.ground,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """A table laid out but not yet counted. ``shown`` are the counted rows that it prints, ``outer`` its
    outer headers.
    """

    scope: Scope
    axis: Axis
    headers: tuple[RowHeader, ...]
    shown: npt.NDArray[np.intp]
    outer: list[tuple[Ints, Positions]]
    counting: Counting
    ground: Ground

    def tally(self, measure: str) -> Tally:
        """Count what ``measure`` is made from; percentages and rates are made from segments."""
        counted = self.counting.tally(measure if measure in COUNTED else "segments")
        return Tally(
            counted.cells[self.shown],
            counted.rows[self.shown],
            counted.columns,
            counted.grand,
            tuple((cells[self.shown], totals) for cells, totals in counted.levels),
        )

    def printed(self, measure: str, tally: Tally, counted: Ints, names: tuple[str, ...], paths: Ints) -> Numbers:
        """Turn counts (all rows and the totals below them) under the headers ``paths`` into ``measure``."""
        match measure:
            case "row-percent":
                return percent(counted, np.append(tally.rows, tally.grand)[:, None])
            case "column-percent":
                return percent(counted, counted[-1])
            case "per-1000-words":
                return percent(counted, words_behind(self.scope, names, paths), 1000)
            case _:
                return counted


def _plan(scope: Scope, rows: str, names: tuple[str, ...], aggregate: bool) -> _Plan:
    frame, facts = scope.frame, scope.facts
    if aggregate and "code" in names:
        facts = climb_facts(facts, scope.codes)
    rolled = aggregate and rows == "code"
    if rows == "code":
        headers, lines, row = _code_headers(scope), _code_lines(scope, aggregate), facts.column("code")
        height, shown = len(frame.codes) + 1, np.array(scope.codes, dtype=np.intp)
    else:
        side = build_axis(scope, facts, (rows,), MOST_CELLS)
        headers, lines, row = _value_headers(frame, side), np.eye(len(side), dtype=bool), side.index
        height, shown = len(side), np.arange(len(side))
    axis = build_axis(scope, facts, names, MOST_CELLS // max(height, 1))
    outer = [axis.prefixes(depth) for depth in range(1, len(names))]
    layout = Layout(height, len(axis), tuple(group for _, group in outer), frame.parent if rolled else None)
    counting = Counting(facts, row, axis.index, layout, rows == "code")
    return _Plan(scope, axis, headers, shown, outer, counting, Ground(facts, row, axis.index, lines))


def _subtotals(plan: _Plan, measure: str, tally: Tally) -> tuple[Subtotal, ...]:
    made = []
    for (paths, group), (cells, totals) in zip(plan.outer, tally.levels, strict=True):
        names = plan.axis.names[: paths.shape[1]]
        people = people_behind(plan.scope, plan.counting, names, paths, group)
        printed = plan.printed(measure, tally, np.vstack((cells, totals)), names, paths)
        firsts = np.searchsorted(group, np.arange(len(paths) + 1)).tolist()
        for place, path in enumerate(_paths(plan.scope.frame, names, paths)):
            span = firsts[place + 1] - firsts[place]
            column = printed[:, place]
            made.append(Subtotal(path, firsts[place], span, column[:-1], column[-1].item(), int(people[place])))
    return tuple(made)


def _paths(frame: StudyFrame, names: tuple[str, ...], paths: Ints) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        tuple(frame.label_of(name, position) for name, position in zip(names, path, strict=True))
        for path in paths.tolist()
    )


def _value_headers(frame: StudyFrame, side: Axis) -> tuple[RowHeader, ...]:
    values = (frame.label_of(side.names[0], position) for (position,) in side.paths.tolist())
    return tuple(RowHeader(value.key, value.label) for value in values)


def _code_headers(scope: Scope) -> tuple[RowHeader, ...]:
    frame, shown = scope.frame, set(scope.codes)
    headers = []
    for position in scope.codes:
        code = frame.codes[position - 1]
        depth = sum(above in shown for above in frame.ancestors[position]) - 1
        ring = code.origin is not Origin.DEDUCTIVE
        headers.append(RowHeader(code.id, code.name, depth, code.colour, ring, code.codable))
    return tuple(headers)


def _code_lines(scope: Scope, aggregate: bool) -> Mask:
    """Tell for each row which codes count in it."""
    frame = scope.frame
    lines = np.zeros((len(scope.codes), len(frame.codes) + 1), dtype=bool)
    row_of = {position: row for row, position in enumerate(scope.codes)}
    for position in range(1, len(frame.codes) + 1):
        for above in frame.ancestors[position] if aggregate else (position,):
            if above in row_of:
                lines[row_of[above], position] = True
    return lines
