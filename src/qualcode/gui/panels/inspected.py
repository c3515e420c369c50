"""What the inspector shows of one coding, read from the study in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding, OutcomeChange
from qualcode.gui.panels.opened import is_ring

if TYPE_CHECKING:
    from qualcode.services.project import Project


@dataclass(frozen=True, slots=True)
class LaidCode:
    """One code on the segment, as a chip shows it."""

    coding_id: int
    name: str
    colour: int
    ring: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in the segment; ``group`` is a place in the group palette, None for nobody's group."""

    name: str
    letter: str
    group: int | None


@dataclass(frozen=True, slots=True)
class Inspected:
    """A coding with its segment; ``laid`` are all codings on the same segment, the inspected one among them."""

    coding: Coding
    code: Code
    laid: tuple[LaidCode, ...]
    document: str
    quote: str
    paragraph: int
    voices: tuple[Voice, ...]
    memos: int
    history: tuple[OutcomeChange, ...]


def read_coding(project: Project, coding_id: int) -> Inspected | None:
    """Read a coding for the inspector; None when it is not there (any more)."""
    from qualcode.services.retrieval import Query

    found = project.retrieval.segments(Query(codings=(coding_id,)))
    if not found:
        return None
    entry = found[0]
    codes = project.codebook.by_id()
    laid = tuple(
        LaidCode(other.id, codes[other.code_id].name, codes[other.code_id].colour, is_ring(codes[other.code_id]))
        for other in project.coding.of_segment(entry.coding.segment_id)
    )
    return Inspected(
        coding=entry.coding,
        code=codes[entry.coding.code_id],
        laid=laid,
        document=entry.document,
        quote=entry.quote,
        paragraph=entry.paragraph,
        voices=_voices(project, entry.speakers),
        memos=entry.memos,
        history=tuple(project.coding.outcome_history(coding_id)),
    )


def _voices(project: Project, speakers: tuple[int, ...]) -> tuple[Voice, ...]:
    groups = {group.id: (number, group) for number, group in enumerate(project.participants.groups(), 1)}
    people = {person.id: person for person in project.participants.all()}
    names = project.participants.attributions()
    voices = []
    for speaker in speakers:
        number, group = groups.get(people[speaker].group_id or 0, (None, None))
        letter = (group.label or group.name)[:1] if group is not None else ""
        voices.append(Voice(names[speaker], letter, number))
    return tuple(voices)
