"""Who speaks, as lists and the inspector print it: read once, kept until the register changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.services.project import Project


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks; ``group`` is a place in the group palette, None for nobody's group."""

    name: str
    letter: str
    group: int | None
    moderates: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """The words of one turn: from ``said`` to ``end`` (code points), by a participant who is counted."""

    said: int
    end: int
    person: int


def read_people(project: Project) -> dict[int, Voice]:
    """Read everybody of the register, by id."""
    groups = {group.id: (number, group) for number, group in enumerate(project.participants.groups(), 1)}
    names = project.participants.attributions()
    found = {}
    for person in project.participants.all():
        number, group = groups.get(person.group_id or 0, (None, None))
        letter = (group.label or group.name)[:1] if group is not None else ""
        found[person.id] = Voice(names[person.id], letter, number, person.is_moderator)
    return found


def speakers(floors: Iterable[Floor], start: int, end: int, people: Mapping[int, Voice]) -> tuple[Voice, ...]:
    """Return who speaks between two offsets, in order and once each."""
    heard = dict.fromkeys(floor.person for floor in floors if floor.said < end and start < floor.end)
    return tuple(people[person] for person in heard if person in people)
