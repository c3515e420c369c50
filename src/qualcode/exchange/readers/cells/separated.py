"""Read text whose columns are divided by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from qualcode.domain.errors import Refusal
from qualcode.domain.text import canonicalise
from qualcode.exchange.formats import shown
from qualcode.exchange.readers.encoding import decode
from qualcode.exchange.readers.plain_text import read_bytes
from qualcode.exchange.writers.safety import csv_plain

_SEPARATORS = (",", ";", "\t")
_LOOKED_AT = 20
_LINE_END = re.compile("\r\n|\r|\n")


def separated_cells(path: Path, limit: int, encoding: str | None = None) -> list[list[str]]:
    """Return the cells of all rows, at most ``limit``.

    Raises:
        Refusal: when there are more rows, when the quotation marks do not fit, or the encoding leaves no
            doubt that letters
            are lost.
        EnvironmentFault: when the disk does not answer.
    """
    name = shown(path)
    data = read_bytes(path)
    decoded = decode(data, encoding)
    if "\ufffd" in decoded.text and encoding is None and _is_damaged(data, decoded.encoding):
        line = decoded.text[: decoded.text.index("\ufffd")].count("\n") + 1
        raise Refusal(
            f"{name}, line {line}: some letters do not fit the encoding {decoded.encoding}. "
            "Save the table as UTF-8, or name its encoding."
        )
    text = decoded.text.removeprefix("\ufeff")
    first, rest = (*_LINE_END.split(text, maxsplit=1), "")[:2]
    separator = _separator(text)
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # a line that Excel understands
        separator, text = first.strip()[-1], rest
    cells: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            if len(cells) > limit:
                raise Refusal(f"{name} has more than {limit:,} rows: divide it.")
            cells.append([_plain(cell) for cell in row])
    except csv.Error as error:
        raise Refusal(
            f"{name}, row {len(cells) + 1}: the quotation marks do not fit ({error}). "
            "Save the table again from a spreadsheet, as .csv or .xlsx."
        ) from None
    return cells


def _is_damaged(data: bytes, encoding: str) -> bool:
    """Tell whether bytes mean nothing, as against a replacement character that was written as such."""
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return True
    return False


def _plain(cell: str) -> str:
    """Return a cell as it is stored: one form of line break, nothing that cannot be shown, no apostrophe of ours."""
    # only a mark at the start of the file says nothing: one in a cell is text
    text = canonicalise("\ufeff" + cell).text
    return csv_plain(text)


def _separator(text: str) -> str:
    """Return the separator that gives the first rows most columns, and the same number to most of them."""
    best, best_score = ",", (0.0, 0)
    for separator in _SEPARATORS:
        widths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                if row:
                    widths.append(len(row))
                if len(widths) == _LOOKED_AT:
                    break
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        agreeing = sum(1 for width in widths if width == widths[0]) / len(widths)
        score = (agreeing, widths[0])
        if score > best_score:
            best, best_score = separator, score
    return best
