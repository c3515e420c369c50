"""A matrix written to a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import BinaryIO

from qualcode.analysis.matrix import DIMENSIONS, Matrix, flat_rows
from qualcode.exchange.writers.atomic import write_atomically
from qualcode.exchange.writers.csv_table import write_csv
from qualcode.exchange.writers.excel import Sheet, write_excel
from qualcode.services.matrix_tables import as_table, caption, headings

_FORMATS = {"row-percent": "0.0", "column-percent": "0.0", "per-1000-words": "0.00"}


def write_csv_file(matrix: Matrix, path: Path) -> None:
    """Write one header row, nested columns joined with “ · ”, and the rows Total and N last."""
    header, rows = flat_rows(matrix)
    write_csv(path, header, rows)


def write_excel_file(matrix: Matrix, path: Path) -> None:
    """Write a sheet with the headings nested, and the notes on a second."""
    header, rows = flat_rows(matrix)
    levels = headings(matrix)
    names = tuple(cell.text for cell in levels[-1]) if len(levels) > 1 else tuple(header)
    sheet = Sheet(
        "Matrix",
        names,
        rows,
        formats=(None, *[_FORMATS.get(matrix.measure)] * (len(header) - 1)),
        groups=levels[:-1],
        totals=frozenset({len(rows) - 2, len(rows) - 1}),
        frozen=1,
        notes=(f"{caption(matrix)}.", *matrix.notes),
    )
    write_excel(path, [sheet])


def write_word_file(matrix: Matrix, path: Path, day: date) -> None:
    """Write a Word file with this one table; ``day`` is the only date in it."""
    from qualcode.exchange.report.write import write_table_docx

    write_table_docx(path, as_table(matrix), day)


def as_data(matrix: Matrix) -> dict[str, object]:
    """Return a matrix as plain values: headers, numbers, totals, N and notes."""
    header, rows = flat_rows(matrix)
    return {
        "rows": DIMENSIONS[matrix.row_dimension],
        "columns": [DIMENSIONS[name] for name in matrix.column_dimensions],
        "measure": matrix.measure,
        "header": header,
        "table": rows,
        "notes": list(matrix.notes),
    }


def write_json_file(matrix: Matrix, path: Path) -> None:
    """Write headers, numbers, totals, N and notes as JSON."""
    text = json.dumps(as_data(matrix), ensure_ascii=False, indent=2) + "\n"

    def write(stream: BinaryIO) -> None:
        stream.write(text.encode("utf-8"))

    write_atomically(path, write)
