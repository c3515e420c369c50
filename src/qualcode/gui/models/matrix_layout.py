"""How a computed matrix is laid out on screen: its columns with subtotals among them, and the rows that are open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.analysis.matrix import Matrix, Subtotal

ALL = "All"
TOTAL = "Total"
NOT_NOTED = "Not noted"
_NOTED = ("phase", "outcome", "valence", "locus")
"""What a coding has noted beside its code; the inspector calls it “Not noted” where it is missing."""


def value_words(dimension: str, key: int, label: str) -> str:
    """Return what a value of a dimension is called on screen; ``key`` is 0 for what is not assigned.

    >>> value_words("phase", 0, "(not assigned)")
    'Not noted'
    """
    return NOT_NOTED if key == 0 and dimension in _NOTED else label


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column of figures.

    ``path`` has one label for each level of the header, the outermost first; ``keys`` are the ids of those values that
    are in the study (fewer for a subtotal, none for the total). ``target`` is what ``Matrix.evidence`` takes for the
    column: a number, a subtotal, or None for the totals of the rows. ``closes`` says that a group of columns ends here.
    """

    path: tuple[str, ...]
    keys: tuple[int, ...]
    target: int | Subtotal | None
    closes: bool = False

    @property
    def is_total(self) -> bool:
        """Whether the column sums others."""
        return not isinstance(self.target, int)

    @property
    def words(self) -> str:
        """The column in words, for example “Family carers, During”."""
        return ", ".join(label for label in self.path if label)


@dataclass(frozen=True, slots=True)
class HeaderSpan:
    """One cell of a level of the header: it stands over ``span`` columns from ``first`` (counted from 0).

    ``key`` is the id of the value, None for “All” and “Total”; ``words`` name it with all that stands above it.
    ``total`` and ``closes`` are those of the last of its columns.
    """

    first: int
    span: int
    label: str
    key: int | None
    words: str
    total: bool
    closes: bool


def columns_of(matrix: Matrix) -> tuple[MatrixColumn, ...]:
    """Return the columns as they stand: after each group of columns its sum, after all of them the total."""
    depth = len(matrix.column_dimensions)
    sums: dict[int, list[Subtotal]] = {}
    for subtotal in matrix.subtotals:
        sums.setdefault(subtotal.first + subtotal.span - 1, []).append(subtotal)
    made: list[MatrixColumn] = []
    for number, path in enumerate(matrix.columns):
        named = zip(matrix.column_dimensions, path, strict=True)
        labels = tuple(value_words(dimension, value.key, value.label) for dimension, value in named)
        keys = tuple(value.key for value in path)
        last = number == len(matrix.columns) - 1
        made.append(MatrixColumn(labels, keys, number, closes=depth == 1 and last))
        for subtotal in sorted(sums.get(number, ()), key=lambda each: len(each.path), reverse=True):
            outer = len(subtotal.path)
            blank = ("",) * (depth - outer - 1)
            made.append(MatrixColumn((*labels[:outer], ALL, *blank), keys[:outer], subtotal, closes=outer == 1))
    made.append(MatrixColumn((TOTAL, *("",) * (depth - 1)), (), None, closes=True))
    return tuple(made)


def header_spans(columns: Sequence[MatrixColumn], level: int) -> tuple[HeaderSpan, ...]:
    """Return the cells of one level of the header, from left to right; neighbours with the same path share one."""
    spans: list[HeaderSpan] = []
    before: tuple[object, ...] | None = None
    for number, column in enumerate(columns):
        same = (column.path[: level + 1], column.keys[: level + 1])
        first = spans.pop().first if same == before else number
        label, key = column.path[level], column.keys[level] if level < len(column.keys) else None
        words = ", ".join(part for part in column.path[: level + 1] if part)
        total = column.is_total and key is None
        spans.append(HeaderSpan(first, number - first + 1, label, key, words, total, column.closes))
        before = same
    return tuple(spans)


def open_rows(matrix: Matrix, order: Sequence[int], folded: Collection[int]) -> list[int]:
    """Return the numbers of the rows that are seen, in ``order``: nothing below a folded row.

    ``order`` holds all rows, each behind the one that it stands below.
    """
    seen: list[int] = []
    hidden_below: int | None = None
    for row in order:
        depth = matrix.rows[row].depth
        if hidden_below is not None and depth > hidden_below:
            continue
        hidden_below = depth if row in folded else None
        seen.append(row)
    return seen


def sorted_rows(matrix: Matrix, figures: Sequence[float] | None, descending: bool) -> list[int]:
    """Return the rows by their figures; a row stays behind the one that it stands below, and siblings are sorted.

    Equal figures, and ``figures`` None, leave the order of the study; what has no figure comes last.
    """
    below: dict[int | None, list[int]] = {}
    line: list[int] = []
    for row, header in enumerate(matrix.rows):
        while line and matrix.rows[line[-1]].depth >= header.depth:
            line.pop()
        below.setdefault(line[-1] if line else None, []).append(row)
        line.append(row)

    def rank(row: int) -> tuple[bool, float]:
        figure = figures[row] if figures is not None else 0.0
        missing = figure != figure
        return missing, 0.0 if missing else -figure if descending else figure

    ordered: list[int] = []
    waiting = sorted(below.get(None, ()), key=rank)[::-1]
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(sorted(below.get(row, ()), key=rank)[::-1])
    return ordered


def has_rows_below(matrix: Matrix, row: int) -> bool:
    """Tell whether rows stand below a row."""
    return row + 1 < len(matrix.rows) and matrix.rows[row + 1].depth > matrix.rows[row].depth
