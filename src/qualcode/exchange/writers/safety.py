"""Make text harmless for the format and the program that will read it (cases 43, 52, 55, 56)."""

from __future__ import annotations

import re

EXCEL_SHEET_NAME = 31
"""The longest name of a sheet that Excel accepts, in UTF-16 units."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x7f-\x9f]')
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"]
)
_FILE_NAME_BYTES = 200  # file systems stop at 255: room is left for " (2)", a date, or ".tmp" of another program


def xml_safe(text: str) -> str:
    """Drop the characters that no XML 1.0 document may hold, lone surrogates among them.

    >>> xml_safe("a\\x00b\\ufffec")
    'abc'
    """
    return _NOT_XML.sub("", text)


def csv_safe(cell: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Text that has apostrophes there already gets one more, so that :func:`csv_plain` gives back what was written.

    >>> csv_safe("=1+1"), csv_safe("'=1"), csv_safe("1-1")
    ("'=1+1", "''=1", '1-1')
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def csv_plain(cell: str) -> str:
    """Take off the one apostrophe that :func:`csv_safe` puts on.

    >>> csv_plain("'=1+1"), csv_plain("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if _ESCAPED.match(cell) else cell


def file_name(title: str, extension: str, unnamed: str = "Untitled") -> str:
    """Make a file name that every system accepts from what a person calls the thing.

    ``extension`` comes without a dot. Characters that Windows forbids become hyphens; control and direction
    characters go; the name is cut at 200 bytes.

    >>> file_name("Who? Me/you.", "docx")
    'Who- Me-you.docx'
    """
    name = _one_line(title)
    name = _NOT_IN_FILE_NAMES.sub("-", name)
    ending = f".{extension}" if extension else ""
    name = _cut(name, _FILE_NAME_BYTES - len(ending.encode("utf-8")), "utf-8").strip(". ")
    name = name or unnamed
    if name.split(".")[0].rstrip().upper() in _DEVICES:
        name = f"_{name}"
    return name + ending


def sheet_name(title: str, taken: set[str]) -> str:
    """Make a sheet name that Excel accepts and that ``taken`` does not hold, and add it (in lower case) to
    ``taken``.

    >>> sheet_name("Code/group: all", set())
    'Code-group- all'
    """
    name = _NOT_IN_SHEET_NAMES.sub("-", _one_line(title))
    name = _cut(name, EXCEL_SHEET_NAME, "utf-16-le").strip("' ") or "Sheet"
    if name.lower() == "history":  # Excel keeps this name for itself
        name = f"{name} 1"
    unique, number = name, 1
    while unique.lower() in taken:
        number += 1
        ending = f" ({number})"
        unique = _cut(name, EXCEL_SHEET_NAME - len(ending), "utf-16-le").rstrip() + ending
    taken.add(unique.lower())
    return unique


def _one_line(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", xml_safe(text)).split())


def _cut(text: str, limit: int, encoding: str) -> str:
    """Shorten to ``limit`` units (bytes, or pairs of bytes in UTF-16), never inside a character."""
    size = limit * (2 if encoding.startswith("utf-16") else 1)
    return text.encode(encoding)[:size].decode(encoding, "ignore")
