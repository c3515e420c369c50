"""Entering codes, one or ten thousand: names kept unique among siblings, colours handed out in turn."""

from __future__ import annotations

from collections.abc import Container, Iterable

from qualcode.domain.codebook import Addresses, Code, CodeDraft, path_of
from qualcode.domain.errors import Refusal
from qualcode.domain.text import canonicalise
from qualcode.store.tables import codebook as table
from qualcode.store.unit_of_work import Work

PALETTE = 24
"""How many colours there are; past them the palette repeats."""

TEXT_FIELDS = ("provenance", "definition", "inclusion", "exclusion", "example", "atypical")
_LONGEST_NAME = 200


def tidy_name(name: str) -> str:
    """Return a code's name in one line.

    Raises:
        Refusal: when it is empty or too long.
    """
    tidy = " ".join(canonicalise(name).text.split())
    if not tidy:
        raise Refusal("A code needs a name.")
    if len(tidy) > _LONGEST_NAME:
        raise Refusal(
            f"The name of a code has at most {_LONGEST_NAME} characters; this one has {len(tidy)}. Use the definition."
        )
    return tidy


def checked_name(codes: Iterable[Code], name: str, parent_id: int | None, besides: int = 0) -> str:
    """Return a name in one line that no other child of the parent has, upper and lower case taken as the same."""
    tidy = tidy_name(name)
    for other in codes:
        if other.parent_id == parent_id and other.id != besides and other.name.casefold() == tidy.casefold():
            raise _taken(other.name)
    return tidy


def checked_colour(colour: int) -> int:
    """Return a place in the palette.

    Raises:
        Refusal: when it is none.
    """
    if not 1 <= colour <= PALETTE:
        raise Refusal(f"There is no colour {colour}: give a number from 1 to {PALETTE}.")
    return colour


def _taken(name: str) -> Refusal:
    return Refusal(f"There is a code “{name}” in this place already. Choose another name.")


class CodeEntry:
    """Enters codes during one act; what is there is read once, however many follow."""

    def __init__(self, work: Work, coder_id: int | None) -> None:
        self._work = work
        self._coder_id = coder_id
        self._places: dict[tuple[int | None, str], int] = {}
        self._addresses: Addresses[int] = Addresses()
        self._colours = [0] * PALETTE
        self._last: dict[int | None, int] = {}
        for code in table.listed(work.connection):
            self._note(code.id, code.name, code.parent_id, code.colour, code.codable)
            self._last[code.parent_id] = max(code.position, self._last.get(code.parent_id, -1))

    def _note(self, key: int, name: str, parent_id: int | None, colour: int, codable: bool) -> None:
        self._places[parent_id, name.casefold()] = key
        self._addresses.add(key, name, parent_id)
        if codable:
            self._colours[(colour - 1) % PALETTE] += 1

    def by_name(self, name: str, first: Container[int] = ()) -> int | None:
        """Return the id of the code of this name or path, in any case; those of ``first`` win.

        Raises:
            Refusal: when it may be more than one.
        """
        hits = self._addresses.find(name, first) or self._addresses.find(name)
        if len(hits) > 1:
            codes = {code.id: code for code in table.listed(self._work.connection)}
            paths = "; ".join(path_of(codes, hit) for hit in hits)
            raise Refusal(f"“{name}” is the name of {len(hits)} codes ({paths}). Give the path of the one you mean.")
        return hits[0] if hits else None

    def at(self, name: str, parent_id: int | None) -> int | None:
        """Return the id of the code of this name below this parent."""
        return self._places.get((parent_id, " ".join(name.split()).casefold()))

    def enter(self, draft: CodeDraft, parent_id: int | None) -> int:
        """Enter one code; returns its id.

        Raises:
            Refusal: the name is empty, too long or taken, or there is no such colour.
        """
        name = tidy_name(draft.name)
        if self.at(name, parent_id) is not None:
            raise _taken(name)
        free = self._colours.index(min(self._colours)) + 1 if draft.codable else PALETTE
        colour = free if draft.colour is None else checked_colour(draft.colour)
        values: dict[str, object] = {field: canonicalise(getattr(draft, field)).text.strip() for field in TEXT_FIELDS}
        values |= {
            "name": name,
            "parent_id": parent_id,
            "position": self._last.get(parent_id, -1) + 1,
            "colour": colour,
            "origin": draft.origin.value,
            "codable": int(draft.codable),
            "locked": int(draft.locked),
            "status": draft.status.value,
            "coder_id": self._coder_id,
            "created_at": self._work.at,
        }
        key = table.add(self._work.connection, values)
        self._note(key, name, parent_id, colour, draft.codable)
        self._last[parent_id] = self._last.get(parent_id, -1) + 1
        return key
