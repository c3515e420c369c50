"""Writing a plain table to the kind of file that its name asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.domain.errors import Refusal

Cell = str | int | float | None


def write_table(path: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a table as csv or xlsx.

    Raises:
        Refusal: when the file's ending is another.
        EnvironmentFault: when it cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        from qualcode.exchange.writers.csv_table import write_csv

        write_csv(path, header, rows)
    elif ending == ".xlsx":
        from qualcode.exchange.writers.excel import Sheet, write_excel

        write_excel(path, [Sheet(title, tuple(header), [tuple(row) for row in rows])])
    else:
        raise Refusal(f"{path.name}: a table is written as .csv or .xlsx. Choose one of these endings.")
