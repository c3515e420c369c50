"""Tables as the writers take them: plain text and numbers, no database, no library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | bool | None
"""What a cell of raw data may hold. ``None`` and a number that is none (NaN) leave it empty."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A heading over ``span`` columns."""

    text: str
    span: int = 1


class RowKind(StrEnum):
    """What a printed row is: a code, a branch above codes, a sum, or the number of people or documents."""

    BODY = "body"
    BRANCH = "branch"
    TOTAL = "total"
    N = "n"


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: its label, its depth in the tree (0 at the root), and the text of each further cell."""

    label: str
    cells: tuple[str, ...]
    depth: int = 0
    kind: RowKind = RowKind.BODY


@dataclass(frozen=True, slots=True)
class TableData:
    """A table as it is printed.

    ``header`` holds the levels of headings from the top; the spans of each add up to the number of columns,
    that of the labels included. ``caption`` stands above (without “Table n.”), ``note`` below. Cells are
    right-aligned figures except in ``text_columns`` (counted from 0, the labels' column not counted), where
    they are running text.
    """

    caption: str
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[Row, ...]
    note: str = ""
    text_columns: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        width = self.columns + 1
        if not self.header:
            raise ValueError(f"the table “{self.caption}” has no heading")
        for level in self.header:
            if sum(cell.span for cell in level) != width:
                raise ValueError(f"a heading of the table “{self.caption}” does not span its {width} columns")
        for row in self.rows:
            if len(row.cells) + 1 != width:
                raise ValueError(f"a row of the table “{self.caption}” has not {width} cells")

    @property
    def columns(self) -> int:
        """The number of columns beside that of the labels."""
        return sum(cell.span for cell in self.header[-1]) - 1 if self.header else 0
