"""A matrix as a table for print: two or more levels of headings, totals, N, and the notes that belong under it."""

from __future__ import annotations

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
