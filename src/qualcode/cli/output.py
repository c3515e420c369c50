"""What the command line prints: tables for people, JSON for programs, a progress bar on the error stream."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path

from qualcode.domain.errors import shorten

Row = Mapping[str, object]
_WIDEST = 60


def plain(value: object) -> object:
    """Turn domain objects into what JSON knows: dataclasses into mappings, sets into sorted lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    return value


def as_json(value: object) -> str:
    """Write a value as JSON, readable and in Unicode."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2)


def say(text: str = "") -> None:
    """Print a line on the standard output."""
    print(text)


def warn(text: str) -> None:
    """Print a line on the error stream."""
    print(text, file=sys.stderr)


def show(rows: Sequence[Row], *, as_data: bool, nothing: str) -> None:
    """Print rows as a table or as JSON.

    Args:
        nothing: the sentence for an empty table.
    """
    if as_data:
        say(as_json(rows))
    elif not rows:
        say(nothing)
    else:
        say(table(list(rows[0]), [[_cell(row[key]) for key in rows[0]] for row in rows]))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table in columns; numbers to the right, long cells shortened."""
    shown = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(len(title), *(len(row[i]) for row in shown)) for i, title in enumerate(header)]
    right = [bool(shown) and all(_numeric(row[i]) for row in shown) for i in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        placed = [c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True)]
        return "  ".join(placed).rstrip()

    return "\n".join([line(header), "  ".join("-" * width for width in widths), *map(line, shown)])


def _cut(cell: str) -> str:
    indent = len(cell) - len(cell.lstrip("\u00a0"))  # the depth of a code
    return "\u00a0" * indent + shorten(cell, _WIDEST)


def _numeric(cell: str) -> bool:
    return cell in ("", "–") or cell.replace(",", "").replace(".", "").replace("%", "").strip().isdigit()


class Bar:
    """Progress on the error stream, where that is a terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def report(self, done: int, total: int, label: str = "") -> None:
        """Draw how far the work is."""
        if not self._shown or not total:
            return
        filled = 24 * done // total
        end = "\n" if done >= total else ""
        print(
            f"\r[{'#' * filled}{'.' * (24 - filled)}] {shorten(label, 40):<42}",
            end=end,
            file=sys.stderr,
            flush=True,
        )
