"""Write tables as an Excel workbook: strings as strings, numbers as numbers (cases 53 to 56)."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from qualcode.domain.errors import Refusal
from qualcode.domain.progress import SILENT, Progress
from qualcode.exchange.writers.atomic import write_atomically
from qualcode.exchange.writers.safety import sheet_name, xml_safe
from qualcode.exchange.writers.table import Cell, HeaderCell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELL = 32_767
"""The limits of the format; a cell's in UTF-16 units."""

_WIDEST = 60  # characters; longer text wraps
_REPORT_EVERY = 500
_LONG_AGO = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook.

    ``formats`` are Excel's number formats by column, e.g. ``"0.0"`` (None: as they come). ``groups`` are the
    levels of headings above ``header``; the spans of each add up to the number of columns. ``totals`` are the
    rows (from 0) in bold; ``frozen`` columns at the left stay in view; ``notes`` go to a last sheet “Notes”.
    """

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    formats: tuple[str | None, ...] = ()
    groups: tuple[tuple[HeaderCell, ...], ...] = ()
    totals: frozenset[int] = frozenset()
    frozen: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    group: Format
    total: Format


def write_excel(
    path: Path,
    sheets: Sequence[Sheet],
    title: str = "",
    author: str = "",
    created: datetime = _LONG_AGO,
    progress: Progress = SILENT,
) -> tuple[str, ...]:
    """Write ``sheets`` to ``path`` and return sentences on what did not fit as it was.

    Every string is written as a string: nothing becomes a formula, a link or a number. Names of sheets are
    made valid and unique; a cell above 32,767 characters goes on in a further column, a sheet above 1,048,576
    rows in a further sheet, and the sheet “Notes” says so. The same input gives the same bytes: ``created``
    is the only time inside, and nobody is named unless ``author`` is given.

    Raises:
        Refusal: when a sheet has more columns than Excel holds.
        EnvironmentFault: when the file cannot be written; an older file is then as it was.
        Cancelled: when the user has asked to stop; likewise.
    """
    notes: list[str] = []
    fitting = [part for sheet in sheets for part in _fit(sheet, notes)]
    said = [note for sheet in sheets for note in sheet.notes] + notes
    if said or not fitting:
        fitting.append(Sheet("Notes", ("Notes",), [(note,) for note in said]))

    def write(stream: BinaryIO) -> None:
        import xlsxwriter
        from xlsxwriter.exceptions import FileCreateError

        # The rows pass through files on disk: beside the target and for this user only.
        with tempfile.TemporaryDirectory(prefix=".qualcode-", dir=path.parent) as folder:
            made = Path(folder) / "workbook"
            workbook = xlsxwriter.Workbook(
                str(made),
                {
                    "constant_memory": True,
                    "tmpdir": folder,
                    "strings_to_formulas": False,
                    "strings_to_urls": False,
                    "default_format_properties": {"font_name": "Arial", "font_size": 10},
                },
            )
            try:
                workbook.set_properties({"title": xml_safe(title), "author": xml_safe(author), "created": created})
                _write_sheets(workbook, fitting, progress)
                workbook.close()
            except FileCreateError as error:
                raise error.args[0] from None  # the OSError that it hides
            finally:
                for worksheet in workbook.worksheets():
                    worksheet._opt_close()  # else a failed run leaves its row files open
            with open(made, "rb") as source:
                shutil.copyfileobj(source, stream, 1 << 20)

    write_atomically(path, write)
    return tuple(notes)


def _write_sheets(workbook: Workbook, sheets: Sequence[Sheet], progress: Progress) -> None:
    formats = _Formats(
        workbook.add_format({"bold": True, "bottom": 1, "valign": "bottom", "text_wrap": True}),
        workbook.add_format({"bold": True, "bottom": 1, "align": "center"}),
        workbook.add_format({"bold": True, "top": 1, "valign": "top"}),
    )
    total = sum(len(sheet.rows) for sheet in sheets)
    taken: set[str] = set()
    done = 0
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet_name(sheet.name, taken))
        totals = _set_columns(workbook, worksheet, sheet, formats)
        first = _write_header(worksheet, sheet, formats)
        for number, row in enumerate(sheet.rows):
            if number % _REPORT_EVERY == 0:
                progress.report(done + number, total, sheet.name)
            _write_row(worksheet, first + number, row, totals if number in sheet.totals else None)
        done += len(sheet.rows)


def _write_header(worksheet: Worksheet, sheet: Sheet, formats: _Formats) -> int:
    for level, cells in enumerate(sheet.groups):
        column = 0
        for cell in cells:
            if cell.span > 1 and cell.text:
                worksheet.merge_range(level, column, level, column + cell.span - 1, "", formats.group)
            if cell.text:
                worksheet.write_string(level, column, xml_safe(cell.text), formats.group)
            column += cell.span
    last = len(sheet.groups)
    for column, name in enumerate(sheet.header):
        worksheet.write_string(last, column, xml_safe(name), formats.head)
    worksheet.freeze_panes(last + 1, sheet.frozen)
    worksheet.repeat_rows(0, last)
    if sheet.rows and not sheet.totals:
        worksheet.autofilter(last, 0, last + len(sheet.rows), len(sheet.header) - 1)
    return last + 1


def _write_row(worksheet: Worksheet, number: int, row: Sequence[Cell], formats: list[Format] | None) -> None:
    for column, cell in enumerate(row):
        style = formats[column] if formats else None
        if isinstance(cell, str):
            worksheet.write_string(number, column, xml_safe(cell), style)
        elif isinstance(cell, bool):
            worksheet.write_string(number, column, "yes" if cell else "no", style)
        elif cell is None or not math.isfinite(cell):
            worksheet.write_blank(number, column, None, style)
        elif abs(cell) >= 2**53:  # Excel would round its last digits
            worksheet.write_string(number, column, str(cell), style)
        else:
            worksheet.write_number(number, column, cell, style)


def _set_columns(workbook: Workbook, worksheet: Worksheet, sheet: Sheet, formats: _Formats) -> list[Format]:
    """Give each column its width and format; return the formats of the rows in bold."""
    bold: list[Format] = []
    made: dict[str | None, Format] = {None: formats.total}
    for column, name in enumerate(sheet.header):
        longest = max((len(_shown(row[column])) for row in sheet.rows if column < len(row)), default=0)
        number = sheet.formats[column] if column < len(sheet.formats) else None
        properties = {"valign": "top", "text_wrap": longest > _WIDEST} | ({"num_format": number} if number else {})
        heading = max((len(word) for word in name.split()), default=0)
        width = min(max(longest, heading, min(len(name), 16)) + 2, _WIDEST)
        worksheet.set_column(column, column, width, workbook.add_format(properties))
        if number not in made:
            made[number] = workbook.add_format({"bold": True, "top": 1, "valign": "top", "num_format": number})
        bold.append(made[number])
    return bold


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return "" if cell is None else str(cell)


def _fit(sheet: Sheet, notes: list[str]) -> list[Sheet]:
    """Bring a sheet within the limits of the format; say in ``notes`` what was done."""
    wide = _split_cells(sheet, notes)
    if len(wide.header) > MAX_COLUMNS:
        raise Refusal(
            f"The sheet “{sheet.name}” would have {len(wide.header):,} columns; Excel holds {MAX_COLUMNS:,}. "
            "Choose fewer columns, or write a CSV file."
        )
    room = MAX_ROWS - len(wide.groups) - 1
    if len(wide.rows) <= room:
        return [wide]
    parts = [
        replace(
            wide,
            rows=wide.rows[start : start + room],
            totals=frozenset(n - start for n in wide.totals if start <= n < start + room),
        )
        for start in range(0, len(wide.rows), room)
    ]
    notes.append(
        f"The table “{sheet.name}” has {len(wide.rows):,} rows, more than a sheet holds: it goes on in "
        f"{len(parts) - 1} further sheet{'s' if len(parts) > 2 else ''} of the same name."
    )
    return parts


def _split_cells(sheet: Sheet, notes: list[str]) -> Sheet:
    pieces = [1] * len(sheet.header)
    for row in sheet.rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and 2 * len(cell) > MAX_CELL:  # a character takes one unit or two
                pieces[column] = max(pieces[column], len(_cut(cell)))
    if max(pieces, default=1) == 1:
        return sheet
    header: list[str] = []
    for name, count in zip(sheet.header, pieces, strict=True):
        header += [name, *(f"{name} ({n})" for n in range(2, count + 1))]
        if count > 1:
            notes.append(
                f"The column “{name}” of the table “{sheet.name}” has cells of more than "
                f"{MAX_CELL:,} characters: their text goes on in “{name} (2)”"
                + (f" to “{name} ({count})”." if count > 2 else ".")
            )
    rows: list[list[Cell]] = []
    for row in sheet.rows:
        cells: list[Cell] = []
        for cell, count in zip(row, pieces, strict=True):
            parts: list[Cell] = list(_cut(cell)) if count > 1 and isinstance(cell, str) else [cell]
            cells += parts + [None] * (count - len(parts))
        rows.append(cells)
    formats = (*sheet.formats, *(None for _ in sheet.header))
    return replace(
        sheet,
        header=tuple(header),
        rows=rows,
        formats=tuple(f for f, count in zip(formats, pieces, strict=False) for _ in range(count)),
        groups=tuple(_widen(level, pieces) for level in sheet.groups),
    )


def _widen(level: tuple[HeaderCell, ...], pieces: list[int]) -> tuple[HeaderCell, ...]:
    cells: list[HeaderCell] = []
    column = 0
    for cell in level:
        cells.append(HeaderCell(cell.text, sum(pieces[column : column + cell.span])))
        column += cell.span
    return tuple(cells)


def _cut(text: str) -> list[str]:
    """Cut text into pieces that a cell holds, counted as Excel counts; put together they are the text."""
    safe = xml_safe(text)
    pieces: list[str] = []
    start = units = 0
    for at, character in enumerate(safe):
        size = 2 if character > "\uffff" else 1
        if units + size > MAX_CELL:
            pieces.append(safe[start:at])
            start, units = at, 0
        units += size
    return [*pieces, safe[start:]]
