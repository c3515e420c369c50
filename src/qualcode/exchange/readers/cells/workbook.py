"""Read the cells of an Excel workbook (.xlsx) as text."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.errors import Refusal
from qualcode.domain.text import canonicalise
from qualcode.exchange.formats import damaged, shown
from qualcode.exchange.readers.word_package import Package

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
MAX_COLUMNS = 1000


def workbook_cells(path: Path, limit: int) -> list[list[str]]:
    """Return the cells of the first visible sheet, at most ``limit`` rows of them.

    Raises:
        Refusal: when the workbook is damaged or too large, or a formula has no result in the file.
        EnvironmentFault: when the disk does not answer.
    """
    formulas = _inspect(path)
    cells = _read(path, limit, formulas=False)
    if formulas:
        _refuse_without_result(path, cells, _read(path, limit, formulas=True))
    return [[_text(value) for value in row] for row in cells]


def _inspect(path: Path) -> bool:
    """Check every XML part, as the library that reads the cells would not; tell if there are formulas."""
    formulas = False
    with Package(path, "Excel file") as package:
        for name in package.names():
            if name.endswith((".xml", ".rels")):
                data = package.read(name)
                package.refuse_document_type(data)
                formulas = formulas or ("worksheets/" in name and bool(_FORMULA.search(data)))
    return formulas


def _read(path: Path, limit: int, *, formulas: bool) -> list[tuple[object, ...]]:
    import openpyxl

    try:
        # By its content: the library refuses a workbook whose name ends otherwise.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, of which nothing is read
            book = openpyxl.load_workbook(file, read_only=True, data_only=not formulas, keep_links=False)
            try:
                return _filled(_rows(book, shown(path)), shown(path), limit)
            finally:
                book.close()
    except Refusal:
        raise
    except Exception as error:  # openpyxl lets many kinds of error out of a damaged workbook
        raise damaged(path, "Excel file", type(error).__name__) from None


def _filled(rows: Iterable[tuple[object, ...]], name: str, limit: int) -> list[tuple[object, ...]]:
    """Return the rows down to the last with a cell: a sheet may go on for a million rows that are empty."""
    found: list[tuple[object, ...]] = []
    blank = 0
    for row in rows:
        if all(value is None for value in row):
            blank += 1
            continue
        if len(found) + blank > limit:
            raise Refusal(f"{name} has more than {limit:,} rows: divide it.")
        found += [()] * blank
        found.append(row[:MAX_COLUMNS])
        blank = 0
    return found


def _rows(book: Workbook, name: str) -> Iterable[tuple[object, ...]]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Refusal(f"{name} has no visible sheet with cells: show the sheet, or save it as .csv.")
    sheet = sheets[0]
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # some programs write a size that is smaller than the sheet
    return sheet.iter_rows(values_only=True)


def _refuse_without_result(path: Path, results: list[tuple[object, ...]], formulas: list[tuple[object, ...]]) -> None:
    """Refuse a workbook that was never calculated: its formulas would come in as empty cells."""
    for number, (row, written) in enumerate(zip(results, formulas, strict=False), start=1):
        for place, (value, formula) in enumerate(zip(row, written, strict=False), start=1):
            if value is None and formula is not None:
                raise Refusal(
                    f"{shown(path)}, row {number}, column {place}: the formula has no result in the file. "
                    "Open it in Excel or LibreOffice, save it, and import it again."
                )


def _text(value: object) -> str:
    """Write a cell as a person would: whole numbers without a point, dates as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return canonicalise(str(value)).text
