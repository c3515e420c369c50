"""A matrix in other forms: rows for a file, a pandas table for a notebook."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from qualcode.analysis.matrix.dimensions import DIMENSIONS
from qualcode.analysis.matrix.result import Matrix
from qualcode.analysis.rounding import half_up
from qualcode.domain.codebook import Code, path_of

if TYPE_CHECKING:
    import pandas as pd

TOTAL, N = "Total", "N"
NESTED = " · "

PLACES = {"row-percent": 1, "column-percent": 1, "per-1000-words": 2}
"""How many decimal places a measure is printed with; the others are whole numbers."""

Cell = str | int | float


def flat_rows(matrix: Matrix) -> tuple[list[str], list[list[Cell]]]:
    """Return (header, rows) as they are written to a file of comma-separated values.

    The first column has the labels of the rows (sub-codes follow their parent), nested columns are joined
    with “ · ”; a column “Total” stands last, and the last two rows are “Total” and “N”. Percentages have one
    decimal place, rates two, both rounded half up; a number that cannot be given is the empty text.
    """
    names = [NESTED.join(value.label for value in path) for path in matrix.columns]
    header = [DIMENSIONS[matrix.row_dimension], *names, TOTAL]
    places = PLACES.get(matrix.measure)
    rows: list[list[Cell]] = [
        [row.label, *(_printed(number, places) for number in (*values, total))]
        for row, values, total in zip(matrix.rows, matrix.values.tolist(), matrix.row_totals.tolist(), strict=True)
    ]
    totals = (*matrix.column_totals.tolist(), matrix.grand_total)
    rows.append([TOTAL, *(_printed(number, places) for number in totals)])
    rows.append([N, *matrix.n.tolist(), matrix.n_overall])
    return header, rows


def _printed(number: float, places: int | None) -> Cell:
    if places is None:
        return int(number)
    return "" if math.isnan(number) else float(half_up(number, places))


def unique_labels(matrix: Matrix) -> tuple[str, ...]:
    """Return the labels of the rows; where names clash, the parent's name comes first, or else the whole
    path.
    """
    labels = [row.label for row in matrix.rows]
    if matrix.row_dimension == "code":
        codes = {code.id: code for code in matrix.ground.facts.frame.codes}
        for separated in (_with_parent, path_of):
            clashes = {label for label, count in Counter(labels).items() if count > 1}
            labels = [
                separated(codes, row.key) if label in clashes else label
                for row, label in zip(matrix.rows, labels, strict=True)
            ]
    taken: Counter[str] = Counter()
    result = []
    for label in labels:
        taken[label] += 1
        result.append(label if taken[label] == 1 else f"{label} ({taken[label]})")
    return tuple(result)


def _with_parent(codes: dict[int, Code], code_id: int) -> str:
    code = codes[code_id]
    above = codes.get(code.parent_id) if code.parent_id is not None else None
    return f"{above.name} › {code.name}" if above else code.name


def to_dataframe(matrix: Matrix, totals: bool) -> pd.DataFrame:
    """Return the numbers as a pandas table; see ``Matrix.to_dataframe``."""
    import pandas as pd

    titles = [DIMENSIONS[name] for name in matrix.column_dimensions]
    paths = [tuple(value.label for value in path) for path in matrix.columns]
    columns: pd.Index = (
        pd.Index([path[0] for path in paths], name=titles[0], dtype=object)
        if len(titles) == 1
        else pd.MultiIndex.from_tuples(paths, names=titles)
    )
    index = pd.Index(matrix.row_labels(), name=DIMENSIONS[matrix.row_dimension], dtype=object)
    table = pd.DataFrame(matrix.values, index=index, columns=columns)
    if totals:
        last = TOTAL if len(titles) == 1 else (TOTAL, *[""] * (len(titles) - 1))
        table[last] = matrix.row_totals
        table.loc[TOTAL] = [*matrix.column_totals.tolist(), matrix.grand_total]
        table.loc[N] = [*matrix.n.tolist(), matrix.n_overall]
    return table
