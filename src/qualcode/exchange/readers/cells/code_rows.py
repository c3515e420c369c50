"""Rows that describe codes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import TypeVar

from qualcode.domain.codebook import SEPARATOR, Addresses, CodeDraft, Origin, Status
from qualcode.domain.errors import shorten
from qualcode.exchange.readers.cells.columns import Columns, Row

COLOURS = 24
"""How many places the code palette has."""
_TEXTS = ("provenance", "definition", "inclusion", "exclusion", "example", "atypical")
_COLUMNS = ("name", "parent", "origin", "codable", "locked", "status", "colour", *_TEXTS)
_Value = TypeVar("_Value", bound=StrEnum)


def codes_from(rows: Sequence[Row], file_name: str, known: Collection[str] = ()) -> list[CodeDraft]:
    """Return a code for each row; every parent stands before its children, else their order is kept.

    Only the column ``name`` is needed. A parent is written by its name or its path (``A › B`` or ``A/B``); rows of the
    table are meant first, then ``known``, the names or paths of the codes of the study. A column of another name is
    left alone.

    Raises:
        Refusal: which names all rows without a name, with a name twice below one parent, an unknown origin,
            status,
            colour or parent, a parent that stands for two codes, or a circle of parents.
    """
    columns = Columns(rows, file_name, _COLUMNS, ["name"], "codes")
    numbered: list[tuple[int, CodeDraft]] = []
    first_row: dict[tuple[str, str], int] = {}
    for number, row in columns:
        code = _code(columns, number, row)
        if not code.name:
            columns.problem(number, "the name of the code is missing")
            continue
        before = first_row.setdefault(((code.parent or "").casefold(), code.name.casefold()), number)
        if before != number:
            columns.problem(number, f"the code “{shorten(code.name)}” stands in row {before} already")
            continue
        numbered.append((number, code))
    ordered = _parents_first(columns, numbered, known)
    columns.check()
    return ordered


def _code(columns: Columns, number: int, row: Row) -> CodeDraft:
    colour = columns.whole(number, row, "colour")
    if colour is not None and not 1 <= colour <= COLOURS:
        columns.problem(number, f"the colour {colour} is not between 1 and {COLOURS}")
    return CodeDraft(
        name=columns.line(row, "name"),
        parent=columns.line(row, "parent") or None,
        origin=_choice(columns, number, row, "origin", Origin.INDUCTIVE),
        status=_choice(columns, number, row, "status", Status.ACTIVE),
        codable=columns.yes(number, row, "codable", True),
        locked=columns.yes(number, row, "locked", False),
        colour=colour,
        **{text: columns.cell(row, text) for text in _TEXTS},
    )


def _choice(columns: Columns, number: int, row: Row, column: str, default: _Value) -> _Value:
    text = columns.line(row, column)
    if not text:
        return default
    folded = text.casefold().replace("-", " ").replace("_", " ")
    for value in type(default):
        if value.value == folded:
            return value
    allowed = ", ".join(value.value for value in type(default))
    columns.problem(number, f"the {column} “{shorten(text)}” is not one of: {allowed}")
    return default


def _parents_first(
    columns: Columns, numbered: Sequence[tuple[int, CodeDraft]], known: Collection[str]
) -> list[CodeDraft]:
    by_number = dict(numbered)
    parent_row = _parent_rows(columns, numbered, known)
    ordered: list[CodeDraft] = []
    placed: set[int] = set()
    for number, _ in numbered:
        chain: list[int] = []
        at: int | None = number
        while at is not None and at not in placed and at not in chain:
            chain.append(at)
            at = parent_row[at]
        if at is not None and at in chain:
            if at == number:
                columns.problem(number, f"the code “{shorten(by_number[number].name)}” is its own ancestor")
            continue
        placed.update(chain)
        ordered += [by_number[link] for link in reversed(chain)]
    return ordered


def _parent_rows(
    columns: Columns, numbered: Sequence[tuple[int, CodeDraft]], known: Collection[str]
) -> dict[int, int | None]:
    """Return the row of each row's parent; None at the root or below a code of the study."""
    study: Addresses[str] = Addresses()
    for path in known:
        above, _, name = path.rpartition(SEPARATOR)
        study.add(path, name, None, above)
    names: Addresses[int] = Addresses()
    for number, code in numbered:
        names.add(number, code.name, None)
    table = _addressed(numbered, names)
    rows: dict[int, int | None] = {}
    for number, code in numbered:
        rows[number] = None
        if code.parent is None:
            continue
        found = table.find(code.parent)
        if len(found) > 1:
            places = " and ".join(str(place) for place in found[:2])
            columns.problem(number, f"the parent “{shorten(code.parent)}” may be the code of row {places}")
        elif found:
            rows[number] = found[0]
        elif not study.find(code.parent):
            columns.problem(number, f"the parent “{shorten(code.parent)}” is no code of the table or the study")
    return rows


def _addressed(numbered: Sequence[tuple[int, CodeDraft]], names: Addresses[int]) -> Addresses[int]:
    """Return the rows by their paths; a parent whose name occurs once is known by its row, else by what is written."""
    table: Addresses[int] = Addresses()
    for number, code in numbered:
        parents = names.find(code.parent) if code.parent else []
        if len(parents) == 1:
            table.add(number, code.name, parents[0])
        else:
            table.add(number, code.name, None, code.parent or "")
    return table
