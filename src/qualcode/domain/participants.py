"""Participants, their groups, and how a quote names its speaker (D1, D2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

DEFAULT_ATTRIBUTION = "{label}, {sex}, {number}"
_FIELD = re.compile(r"\{(label|group|sex|number|role|speaker)\}")


@dataclass(frozen=True, slots=True)
class Group:
    """A participant group. ``population`` is how many people could have taken part (the N of “n out of N”)."""

    id: int
    uuid: str
    name: str
    label: str
    population: int | None
    position: int


@dataclass(frozen=True, slots=True)
class ParticipantDraft:
    """Someone to be registered. ``speaker`` is the label in the transcripts; no ``group`` means a moderator."""

    speaker: str
    group: str | None = None
    label: str | None = None
    number: int | None = None
    sex: str | None = None
    role: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Participant:
    """A person of the register."""

    id: int
    uuid: str
    speaker: str
    group_id: int | None
    group: str | None
    label: str
    number: int | None
    sex: str | None
    role: str | None
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def is_moderator(self) -> bool:
        """Whether the person belongs to no group and is left out of all counts."""
        return self.group_id is None


def attribution(person: Participant | ParticipantDraft, template: str = DEFAULT_ATTRIBUTION) -> str:
    """Name the speaker of a quote without brackets; a missing attribute leaves no stray comma.

    >>> attribution(ParticipantDraft("C8", "Family carers", "Carer", 8, "female"))
    'Carer, female, 8'
    >>> attribution(ParticipantDraft("C8", "Family carers", "Carer", None, None))
    'Carer'
    """
    values = {
        "label": person.label or person.group or person.speaker,
        "group": person.group or "",
        "sex": person.sex or "",
        "number": "" if person.number is None else str(person.number),
        "role": person.role or "",
        "speaker": person.speaker,
    }
    parts = [_FIELD.sub(lambda m: values[m.group(1)], part).strip() for part in template.split(",")]
    return ", ".join(part for part in parts if part)


def attribution_conflicts(people: Iterable[Participant | ParticipantDraft]) -> list[str]:
    """Return each printed attribution (label, sex, number) that several participants would share (D1)."""
    counted = Counter(attribution(p) for p in people if p.group and p.number is not None)
    return [name for name, n in counted.items() if n > 1]


def number_warnings(people: Iterable[Participant | ParticipantDraft], template: str = DEFAULT_ATTRIBUTION) -> list[str]:
    """Return a sentence for each printed attribution that several people share because one has no number (D1)."""
    same: dict[str, list[Participant | ParticipantDraft]] = {}
    for person in people:
        if person.group:
            same.setdefault(attribution(person, template), []).append(person)
    return [
        f"{len(found)} participants are printed alike, as ({name}): {', '.join(p.speaker for p in found)}."
        " Give each a number of their own."
        for name, found in same.items()
        if len(found) > 1 and any(person.number is None for person in found)
    ]


def label_warnings(people: Iterable[Participant | ParticipantDraft]) -> list[str]:
    """Return a sentence for each label that serves two groups (D2)."""
    groups: dict[str, set[str]] = {}
    for person in people:
        if person.group and person.label:
            groups.setdefault(person.label, set()).add(person.group)
    return [
        f"The label “{label}” is used for {len(names)} groups: {', '.join(sorted(names))}."
        for label, names in sorted(groups.items())
        if len(names) > 1
    ]
