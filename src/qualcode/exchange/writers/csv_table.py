"""Write a table as comma-separated text."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from qualcode.domain.progress import SILENT, Progress
from qualcode.exchange.writers.atomic import write_atomically
from qualcode.exchange.writers.safety import csv_safe, xml_safe
from qualcode.exchange.writers.table import Cell

_REPORT_EVERY = 2000
# Some programs end a row there, though the format does not: quotes hold it together.
_LINE_END = re.compile("[\u0085\u2028\u2029]")


def write_csv(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    exact: bool = False,
    progress: Progress = SILENT,
) -> None:
    """Write ``header`` and ``rows`` to ``path``: UTF-8 with a byte-order mark, commas, CRLF, quotes where
    needed.

    The mark makes Excel read the accents right; other programs ignore it (in pandas:
    ``encoding="utf-8-sig"``). Text that a spreadsheet would run as a formula gets an apostrophe in front,
    unless ``exact`` asks for the values as they are. ``rows`` may be a generator. Characters that no program
    displays (NUL, lone surrogates) are dropped.

    Raises:
        EnvironmentFault: when the file cannot be written; an older file is then as it was.
        Cancelled: when the user has asked to stop; likewise.
    """

    def write(stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        try:
            write_csv_lines(text, header, rows, exact, progress)
            text.flush()
        finally:
            text.detach()

    write_atomically(path, write)


def write_csv_lines(
    text: TextIO,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    exact: bool = False,
    progress: Progress = SILENT,
) -> None:
    """Write the same table to an open text stream (standard output, say) that leaves line ends alone."""
    total = len(rows) if isinstance(rows, Sequence) else 0
    usual, quoting = csv.writer(text), csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)

    def write(row: Sequence[Cell]) -> None:
        cells = [_text(cell, exact) for cell in row]
        ends_lines = any(isinstance(cell, str) and not cell.isascii() and _LINE_END.search(cell) for cell in cells)
        (quoting if ends_lines else usual).writerow(cells)

    write(header)
    for number, row in enumerate(rows):
        if number % _REPORT_EVERY == 0:
            progress.report(number, max(total, number), "Writing rows")
        write(row)


def _text(cell: Cell, exact: bool) -> str | int | float:
    if isinstance(cell, str):
        safe = xml_safe(cell)
        return safe if exact else csv_safe(safe)
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell
