"""A matrix as a table for print: two or more levels of headings, totals, N, and the notes that belong under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from qualcode.analysis.frames import Value
from qualcode.analysis.matrix import DIMENSIONS, MEASURES, Matrix
from qualcode.analysis.rounding import half_up
from qualcode.exchange.writers.table import HeaderCell, Row, RowKind, TableData

NOTHING = "–"
_PLACES = {"row-percent": 1, "column-percent": 1, "per-1000-words": 2}


def printed(value: float, measure: str) -> str:
    """Write one number as it is printed: an en dash for nothing, decimals rounded half up."""
    if value != value or value == 0:
        return NOTHING
    places = _PLACES.get(measure)
    return f"{int(value):,}" if places is None else str(half_up(value, places))


def caption(matrix: Matrix) -> str:
    """Name a matrix in words, e.g. ``Code by group and phase: segments``."""
    inner = " and ".join(DIMENSIONS[name].lower() for name in matrix.column_dimensions)
    return f"{DIMENSIONS[matrix.row_dimension]} by {inner}: {MEASURES[matrix.measure].lower()}"


def as_table(matrix: Matrix, title: str | None = None) -> TableData:
    """Lay a matrix out for print."""
    labels = matrix.row_labels()
    rows = [
        Row(
            label,
            tuple(printed(v, matrix.measure) for v in (*values, total)),
            header.depth,
            RowKind.BODY if header.codable else RowKind.BRANCH,
        )
        for label, header, values, total in zip(
            labels, matrix.rows, matrix.values.tolist(), matrix.row_totals.tolist(), strict=True
        )
    ]
    totals = (*matrix.column_totals.tolist(), matrix.grand_total)
    rows.append(Row("Total", tuple(printed(v, matrix.measure) for v in totals), 0, RowKind.TOTAL))
    rows.append(Row("N", tuple(f"{n:,}" for n in (*matrix.n.tolist(), matrix.n_overall)), 0, RowKind.N))
    return TableData(title or caption(matrix), headings(matrix), tuple(rows), " ".join(matrix.notes))


def headings(matrix: Matrix) -> tuple[tuple[HeaderCell, ...], ...]:
    """Return the levels of headings, outermost first; the label of the rows stands in the last."""
    levels = []
    depth = len(matrix.column_dimensions)
    for level in range(depth):
        last = level == depth - 1
        cells = [HeaderCell(DIMENSIONS[matrix.row_dimension] if last else "")]

        def outer(path: tuple[Value, ...], upto: int = level) -> tuple[Value, ...]:
            return path[: upto + 1]

        for path, run in groupby(matrix.columns, outer):
            cells.append(HeaderCell(path[-1].label, sum(1 for _ in run)))
        cells.append(HeaderCell("Total" if last else ""))
        levels.append(tuple(cells))
    return tuple(levels)


def code_by_group(segments: Matrix, people: Matrix, populations: Mapping[str, int | None]) -> TableData:
    """Lay out code × group with segments and participants side by side (T3).

    Args:
        segments, people: the same matrix counted by segments and by participants.
        populations: how many of each group could have taken part; the last row prints “n of N”.
    """
    groups = [path[-1].label for path in segments.columns]
    header = (
        (HeaderCell(""), *(HeaderCell(name, 2) for name in (*groups, "Total"))),
        (HeaderCell("Code"), *(HeaderCell(name) for _ in (*groups, "") for name in ("segm.", "part."))),
    )
    rows = []
    for at, (label, head) in enumerate(zip(segments.row_labels(), segments.rows, strict=True)):
        pairs = [*zip(segments.values[at].tolist(), people.values[at].tolist(), strict=True)]
        pairs.append((segments.row_totals[at].item(), people.row_totals[at].item()))
        rows.append(Row(label, _pairs(pairs), head.depth, RowKind.BODY if head.codable else RowKind.BRANCH))
    totals = [*zip(segments.column_totals.tolist(), people.column_totals.tolist(), strict=True)]
    rows.append(Row("Total", _pairs([*totals, (segments.grand_total, people.grand_total)]), 0, RowKind.TOTAL))
    speaking = [*zip(groups, segments.n.tolist(), strict=True), ("", segments.n_overall)]
    known = [
        f"{n:,} of {populations[name]:,}" if populations.get(name) is not None else f"{n:,}" for name, n in speaking
    ]
    rows.append(Row("N", tuple(cell for n in known for cell in ("", n)), 0, RowKind.N))
    title = "Coded segments and participants by group of the speaker"
    return TableData(title, header, tuple(rows), " ".join(segments.notes))


def _pairs(pairs: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    return tuple(cell for n, people in pairs for cell in (printed(n, "segments"), printed(people, "participants")))
