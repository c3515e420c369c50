"""Look up cells by column, and gather what is wrong with a table, so that the user mends it in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qualcode.domain.errors import Refusal, shorten

Row = dict[str, str]
_SHOWN = 5
_YES = frozenset("yes y true 1 x si sì ja oui sí".split())
_NO = frozenset(("", *"no n false 0 nein non -".split()))


class Columns:
    """The rows of one table with the names of their columns as we call them, and the problems found so far.

    ``known`` names the columns with a meaning; ``needed`` lists alternatives of which one must be there.

    Raises:
        Refusal: on making, when there are no rows or a needed column is missing.
    """

    def __init__(
        self, rows: Sequence[Row], file_name: str, known: Iterable[str], needed: Sequence[str], what: str
    ) -> None:
        self._rows = rows
        self._file = file_name
        self._problems: list[str] = []
        known = set(known)
        if not rows:
            raise Refusal(f"{file_name} has no row below the names of the columns: there are no {what} in it.")
        self._names = {name.strip().casefold(): name for name in rows[0]}
        self.others = [name for folded, name in self._names.items() if folded not in known]
        if not any(name in self._names for name in needed):
            there = ", ".join(rows[0])
            raise Refusal(
                f"{file_name} has no column “{'” or “'.join(needed)}” (its columns: {shorten(there, 200)}): "
                "rename the right column or add it."
            )

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Yield number and cells of each row that is not blank; the first below the names is row 2."""
        for number, row in enumerate(self._rows, start=2):
            if any(cell.strip() for cell in row.values()):
                yield number, row

    def has(self, column: str) -> bool:
        """Tell whether the table has a column."""
        return column in self._names

    def cell(self, row: Row, *columns: str) -> str:
        """Return the trimmed text of the first of ``columns`` that the table has; empty when it has none."""
        for column in columns:
            if column in self._names:
                return row[self._names[column]].strip()
        return ""

    def line(self, row: Row, *columns: str) -> str:
        """Return the same as :meth:`cell` in one line."""
        return " ".join(self.cell(row, *columns).split())

    def yes(self, number: int, row: Row, column: str, default: bool) -> bool:
        """Read yes or no; an empty cell means ``default``."""
        text = self.cell(row, column).casefold()
        if text in _YES:
            return True
        if text not in _NO:
            self.problem(number, f"“{shorten(text)}” under {column} is neither yes nor no")
        return default if text == "" else False

    def whole(self, number: int, row: Row, column: str) -> int | None:
        """Read a whole number from 0 up; None for an empty cell."""
        text = self.cell(row, column)
        if not text:
            return None
        digits = text.removesuffix(".0")
        if digits.isascii() and digits.isdigit() and len(digits) <= 9:
            return int(digits)
        self.problem(number, f"“{shorten(text)}” under {column} is not a whole number")
        return None

    def problem(self, number: int, what: str) -> None:
        """Note that a row is wrong."""
        self._problems.append(f"row {number}: {what}")

    def check(self) -> None:
        """Raise a refusal that lists the problems, if there are any."""
        if self._problems:
            more = len(self._problems) - _SHOWN
            rest = f"; and {more} more" if more > 0 else ""
            raise Refusal(
                f"{self._file}, {'; '.join(self._problems[:_SHOWN])}{rest}. Correct the table and import it again."
            )
