"""Read a table (.csv, .xlsx) into rows of text; turn such rows into participants, codes or speakers.

Row numbers in messages are those of a spreadsheet: the names of the columns stand in row 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from qualcode.domain.errors import Refusal, shorten
from qualcode.exchange.formats import BINARY, CSV, MD, SUBTITLES, TXT, XLSX, recognise, refusal, shown
from qualcode.exchange.readers.cells.code_rows import codes_from
from qualcode.exchange.readers.cells.columns import Row
from qualcode.exchange.readers.cells.participant_rows import participants_from
from qualcode.exchange.readers.cells.speaker_rows import speaker_map_from

__all__ = ["Row", "codes_from", "participants_from", "read_table", "speaker_map_from"]

MAX_ROWS = 100_000


def read_table(path: Path, *, encoding: str | None = None) -> list[Row]:
    """Return the rows below the names of the columns, each as the text under each name.

    Comma, semicolon or tab divide the columns of text; of a workbook the first visible sheet is read, with
    the last results of its formulas. Blank rows inside the table stay (as empty text), so that row numbers
    are right.

    Raises:
        Refusal: when the file is no table, is damaged, or its columns have no name or the same name twice.
        EnvironmentFault: when the disk does not answer.
    """
    kind = recognise(path)
    if kind == XLSX:
        from qualcode.exchange.readers.cells.workbook import workbook_cells

        cells = workbook_cells(path, MAX_ROWS)
    elif kind in (CSV, TXT, MD, SUBTITLES) or (encoding is not None and kind == BINARY):
        from qualcode.exchange.readers.cells.separated import separated_cells

        cells = separated_cells(path, MAX_ROWS, encoding)
    else:
        raise refusal(path, kind, table=True)
    return _rows(cells, shown(path))


def _rows(cells: Sequence[Sequence[str]], name: str) -> list[Row]:
    table = [list(row) for row in cells]
    while table and not any(cell.strip() for cell in table[-1]):
        table.pop()
    if not table:
        raise Refusal(f"{name} is an empty table: write the names of the columns in its first row.")
    header = _header(table, name)
    rows: list[Row] = []
    for number, row in enumerate(table[1:], start=2):
        if any(cell.strip() for cell in row[len(header) :]):
            raise Refusal(
                f"{name}, row {number}: there are more cells ({len(row)}) than columns ({len(header)}). "
                "Name the column, or put text that holds the separator between quotation marks."
            )
        padded = row + [""] * (len(header) - len(row))
        rows.append(dict(zip(header, padded, strict=False)))
    return rows


def _header(table: list[list[str]], name: str) -> list[str]:
    """Return the names of the columns; columns at the right end without any cell do not count."""
    width = max((place + 1 for row in table for place, cell in enumerate(row) if cell.strip()), default=0)
    header = [cell.strip() for cell in table[0]]
    if not any(header):
        raise Refusal(f"{name}, row 1: the names of the columns are missing. Write them in the first row.")
    last = max(place for place, cell in enumerate(header) if cell) + 1
    if last < len(header) and width > last:
        raise Refusal(f"{name}, column {last + 1}: it holds cells but has no name. Write one in the first row.")
    header = header[:last]
    if "" in header:
        raise Refusal(f"{name}, column {header.index('') + 1}: it has no name. Write one in the first row.")
    twice = [column for column, count in Counter(column.casefold() for column in header).items() if count > 1]
    if twice:
        raise Refusal(f"{name}: the column “{shorten(twice[0])}” occurs twice. Rename one or take it away.")
    return header
