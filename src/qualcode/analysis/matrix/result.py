"""A computed matrix: headers, numbers, and the codings behind each number (A1, U15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qualcode.analysis.columns import Ints, Mask, Positions, distinct
from qualcode.analysis.frames import Value
from qualcode.analysis.matrix.dimensions import Filters
from qualcode.analysis.speech import Facts

if TYPE_CHECKING:
    import pandas as pd

Numbers = npt.NDArray[np.int64] | npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RowHeader:
    """The head of a row. ``key`` is the value's id, 0 for what is not assigned; the rest is set for codes.

    ``depth`` counts the codes above it in this table; ``colour`` is the place in the code palette; ``ring``
    says that the code is not deductive and its chip a ring; a branch is not ``codable``.
    """

    key: int
    label: str
    depth: int = 0
    colour: int | None = None
    ring: bool = False
    codable: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Subtotal:
    """The sum of neighbouring columns under one outer header; a segment in several of them counts once.

    ``path`` is the outer header, ``first`` the number of its first column, ``span`` how many columns it has;
    ``values`` has one number for each row, ``total`` is that of all rows, ``n`` the participants behind it.
    """

    path: tuple[Value, ...]
    first: int
    span: int
    values: Numbers
    total: int | float
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What stands behind a number of the table."""

    codings: frozenset[int]
    segments: int
    participants: int
    documents: int


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The facts that a matrix was counted from, and in which row and column each of them stands.

    ``lines`` has one row for each row of the table: which values of ``row`` count in it.
    """

    facts: Facts
    row: Positions
    column: Positions
    lines: Mask

    def evidence(self, row: int | None, columns: range | None) -> Evidence:
        """Gather what counts in a row (None: any) and in neighbouring columns (None: all)."""
        lines = self.lines.any(axis=0) if row is None else self.lines[row]
        inside = np.take(lines, self.row)
        if columns is not None:
            inside &= (self.column >= columns.start) & (self.column < columns.stop)
        here = np.flatnonzero(inside)
        frame = self.facts.frame
        person = self.facts.person[here]
        segment = distinct(self.facts.segment[here])
        return Evidence(
            frozenset(frame.codings.id[self.facts.coding[here]].tolist()),
            int(segment.size),
            int(distinct(person[person > 0]).size),
            int(distinct(frame.segments.document[segment]).size),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """A table of numbers with its totals; made by ``compute``.

    ``values`` is an array (rows, columns): whole numbers for counts, floating point for percentages and
    rates, with NaN where there is nothing to divide by. ``columns`` holds the path of each column from the
    outermost dimension inwards. Totals count each segment, participant, document or word once. ``n`` is the
    number of participants behind each column, ``n_overall`` behind the table. ``in_several_columns`` is how
    many segments count in more than one column.
    """

    row_dimension: str
    column_dimensions: tuple[str, ...]
    measure: str
    aggregate: bool
    include_reflexive: bool
    filters: Filters
    rows: tuple[RowHeader, ...]
    columns: tuple[tuple[Value, ...], ...]
    values: Numbers
    row_totals: Numbers
    column_totals: Numbers
    grand_total: int | float
    n: Ints
    n_overall: int
    subtotals: tuple[Subtotal, ...]
    in_several_columns: int
    ground: Ground

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the sentences that belong under the table."""
        notes = []
        if self.in_several_columns == 1:
            notes.append("1 segment counts in more than one column; totals count it once.")
        elif self.in_several_columns:
            notes.append(f"{self.in_several_columns:,} segments count in more than one column; totals count each once.")
        notes.append(f"Reflexive accounts are {'included' if self.include_reflexive else 'left out'}.")
        return tuple(notes)

    def evidence(self, row: int | None = None, column: int | Subtotal | None = None) -> Evidence:
        """Return the codings behind a number, and how many segments, participants and documents they are.

        Args:
            row: the number of the row; None for the totals of the columns.
            column: the number of the column or a subtotal; None for the totals of the rows.

        Raises:
            IndexError: when there is no such row or column.
        """
        if row is not None:
            row = range(len(self.rows))[row]
        if isinstance(column, Subtotal):
            return self.ground.evidence(row, range(column.first, column.first + column.span))
        if column is None:
            return self.ground.evidence(row, None)
        place = range(len(self.columns))[column]
        return self.ground.evidence(row, range(place, place + 1))

    def cell(self, row: int | None = None, column: int | Subtotal | None = None) -> frozenset[int]:
        """Return the ids of the codings behind a number; None stands for a total, as in ``evidence``."""
        return self.evidence(row, column).codings

    def row_labels(self) -> tuple[str, ...]:
        """Return a different label for each row: the bare name, or “Parent › Child” where two names clash."""
        from qualcode.analysis.matrix.forms import unique_labels

        return unique_labels(self)

    def to_dataframe(self, totals: bool = False) -> pd.DataFrame:
        """Return the numbers as a pandas table.

        The index holds the row labels, the columns the labels of the dimensions (a MultiIndex where they are
        nested). ``totals`` adds the column “Total” and the rows “Total” and “N”.
        """
        from qualcode.analysis.matrix.forms import to_dataframe

        return to_dataframe(self, totals)
