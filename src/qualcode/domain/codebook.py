"""Codes and their tree (C2)."""

from __future__ import annotations

import re
from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

SEPARATOR = " › "
_SEPARATORS = re.compile("[›/]")
Key = TypeVar("Key", bound=Hashable)


class Origin(StrEnum):
    """Where a code comes from."""

    DEDUCTIVE = "deductive"
    INDUCTIVE = "inductive"
    IN_VIVO = "in vivo"


class Status(StrEnum):
    """How far a code has come."""

    ACTIVE = "active"
    CANDIDATE = "candidate"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code as it is made or imported; ``parent`` is the parent's name or path. A branch is not ``codable``."""

    name: str
    parent: str | None = None
    origin: Origin = Origin.INDUCTIVE
    provenance: str = ""
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    atypical: str = ""
    codable: bool = True
    locked: bool = False
    status: Status = Status.ACTIVE
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the study. ``colour`` is its place in the code palette (1 to 24); ``segments`` counts its own
    segments.
    """

    id: int
    uuid: str
    parent_id: int | None
    name: str
    position: int
    colour: int
    origin: Origin
    provenance: str
    definition: str
    inclusion: str
    exclusion: str
    example: str
    atypical: str
    codable: bool
    locked: bool
    status: Status
    creator: str | None
    created_at: str
    segments: int = 0


def in_tree_order(codes: Iterable[Code]) -> list[tuple[Code, int]]:
    """Return each code with its depth (0 at the root), children right after their parent, by position.

    Codes that stand below each other in a circle, as a file made by hand may hold them, come last; the first of each
    circle stands at the root.
    """
    listed = list(codes)
    known = {code.id for code in listed}
    children: dict[int | None, list[Code]] = {}
    for code in listed:
        children.setdefault(code.parent_id if code.parent_id in known else None, []).append(code)
    for siblings in children.values():
        siblings.sort(key=lambda c: (c.position, c.id), reverse=True)
    ordered: list[tuple[Code, int]] = []
    seen: set[int] = set()

    def walk(roots: list[Code]) -> None:
        waiting = [(code, 0) for code in roots]
        while waiting:
            code, depth = waiting.pop()
            if code.id not in seen:
                seen.add(code.id)
                ordered.append((code, depth))
                waiting.extend((child, depth + 1) for child in children.get(code.id, ()))

    walk(children.get(None, []))
    if len(ordered) < len(listed):
        for code in sorted(listed, key=lambda c: (c.position, c.id)):
            walk([code])
    return ordered


def descendants(codes: Iterable[Code], root: int) -> set[int]:
    """Return the ids of ``root`` and of all codes below it."""
    children: dict[int | None, list[int]] = {}
    for code in codes:
        children.setdefault(code.parent_id, []).append(code.id)
    found = {root}
    waiting = [root]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def path_of(codes: dict[int, Code], code_id: int, separator: str = SEPARATOR) -> str:
    """Return the full path of a code from the root, e.g. ``Deductive › Mistakes``."""
    names: list[str] = []
    at: int | None = code_id
    while at is not None and at in codes and len(names) <= len(codes):
        names.append(codes[at].name)
        at = codes[at].parent_id
    return separator.join(reversed(names))


def folded(name: str) -> str:
    """Return a name or path in one line and without case, as names are compared."""
    return " ".join(name.split()).casefold()


def _fragments(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in _SEPARATORS.split(text))
    return tuple(part for part in parts if part)


class Addresses(Generic[Key]):
    """Finds codes by their name or path (``Parent › Child`` or ``Parent/Child``, whole or its end), in any case.

    A path may be cut anywhere above; names may hold the signs that divide a path.
    """

    def __init__(self) -> None:
        self._places: dict[Key, tuple[str, Key | None, str]] = {}
        self._ending: dict[str, list[Key]] = {}

    def add(self, key: Key, name: str, parent: Key | None, above: str = "") -> None:
        """Note a code below ``parent``, or below ``above``, the path of a code that is not noted here."""
        name = folded(name)
        self._places[key] = (name, parent, folded(above))
        self._ending.setdefault((_fragments(name) or (name,))[-1], []).append(key)

    def find(self, reference: str, within: Container[Key] | None = None) -> list[Key]:
        """Return the codes that a name or path may mean: one when it is clear, none when there is no such code.

        The path from the root wins over a name, a name over the end of a path.
        """
        whole = folded(reference)
        parts = _fragments(whole) or (whole,)
        hits = [key for key in self._ending.get(parts[-1], ()) if within is None or key in within]
        if len(hits) == 1 and self._places[hits[0]][0] == whole:
            return hits
        best: list[Key] = []
        rank = 9
        for key in hits:
            at = self._rank(self._names(key), whole, parts)
            if at < rank:
                best, rank = [key], at
            elif at == rank < 9:
                best.append(key)
        return best

    def _names(self, key: Key) -> list[str]:
        names: list[str] = []
        passed: set[Key] = set()
        at: Key | None = key
        while at is not None and at in self._places and at not in passed:
            passed.add(at)
            name, at, above = self._places[at]
            names.append(name)
            if above:
                names += reversed(_fragments(above))
        return names[::-1]

    @staticmethod
    def _rank(names: Sequence[str], whole: str, parts: tuple[str, ...]) -> int:
        """Return how well a path is meant, 0 best and 9 not at all."""
        if names[-1] == whole:
            return 0 if len(names) == 1 else 2
        if SEPARATOR.join(names) == whole:
            return 1
        if tuple(names[-len(parts) :]) == parts:
            return 3 if len(names) == len(parts) else 4
        ending: tuple[str, ...] = ()
        for name in reversed(names):
            ending = _fragments(name) + ending
            if len(ending) >= len(parts):
                break
        return 5 if ending == parts else 9
