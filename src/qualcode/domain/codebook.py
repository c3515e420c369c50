"""Codes and their tree (C2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


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
    """A code as it is made or imported; ``parent`` is the parent's name. A branch is not ``codable``."""

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
    """Return each code with its depth (0 at the root), children right after their parent, by position."""
    listed = list(codes)
    known = {code.id for code in listed}
    children: dict[int | None, list[Code]] = {}
    for code in listed:
        children.setdefault(code.parent_id if code.parent_id in known else None, []).append(code)
    ordered: list[tuple[Code, int]] = []
    waiting = [(code, 0) for code in sorted(children.get(None, ()), key=lambda c: (c.position, c.id), reverse=True)]
    while waiting:
        code, depth = waiting.pop()
        ordered.append((code, depth))
        below = sorted(children.get(code.id, ()), key=lambda c: (c.position, c.id), reverse=True)
        waiting.extend((child, depth + 1) for child in below)
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


def path_of(codes: dict[int, Code], code_id: int, separator: str = " › ") -> str:
    """Return the full path of a code from the root, e.g. ``Deductive › Mistakes``."""
    names: list[str] = []
    at: int | None = code_id
    while at is not None and at in codes and len(names) <= len(codes):
        names.append(codes[at].name)
        at = codes[at].parent_id
    return separator.join(reversed(names))
