"""Checking a study before it is reported (D8): who is quoted but not registered, what is spelled two ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.domain.documents import Document, Kind, Speaker
from qualcode.domain.participants import Participant, attribution_conflicts
from qualcode.domain.wording import counted
from qualcode.services.retrieval import Query

if TYPE_CHECKING:
    from qualcode.services.project import Project


def findings(project: Project) -> list[str]:
    """Return what does not fit, a sentence each; empty when all is well."""
    documents = project.documents.all(coverage=False)
    people = project.participants.all()
    voices = [voice for document in documents for voice in project.documents.speakers(document.id)]
    return [
        *_unregistered(documents, voices),
        *(f"More than one participant is printed as ({name})." for name in attribution_conflicts(people)),
        *project.participants.warnings(),
        *_spellings(people),
        *_without_wave(documents),
        *_silent(people, voices),
        *_speakerless(project, documents),
    ]


def _unregistered(documents: Sequence[Document], voices: Sequence[Speaker]) -> list[str]:
    names = {document.id: document.name for document in documents}
    return [
        f"“{voice.label}” speaks in {names[voice.document_id]} but is not in the participant register."
        for voice in voices
        if voice.participant_id is None and not voice.moderator
    ]


def _spellings(people: Sequence[Participant]) -> list[str]:
    labels: dict[str, set[str]] = {}
    for person in people:
        labels.setdefault("".join(person.label.casefold().split()), set()).add(person.label)
    return [
        f"One label is spelled {len(found)} ways: {', '.join(sorted(found))}."
        for found in labels.values()
        if len(found) > 1
    ]


def _without_wave(documents: Sequence[Document]) -> list[str]:
    bare = [document.name for document in documents if document.attributes.wave is None]
    if not bare:
        return []
    have, shown = "has" if len(bare) == 1 else "have", ", ".join(bare[:6]) + ("…" if len(bare) > 6 else "")
    return [f"{len(bare):,} of {counted(len(documents), 'document')} {have} no wave: {shown}."]


def _silent(people: Sequence[Participant], voices: Sequence[Speaker]) -> list[str]:
    heard = {voice.participant_id for voice in voices}
    groups: dict[str, list[bool]] = {}
    for person in people:
        if person.group:
            groups.setdefault(person.group, []).append(person.id in heard)
    return [
        f"No participant of the group “{name}” speaks in any document."
        for name, in_it in groups.items()
        if not any(in_it)
    ]


def _speakerless(project: Project, documents: Sequence[Document]) -> list[str]:
    with_turns = {d.name for d in documents if d.speakers and d.attributes.kind is not Kind.REFLEXIVE}
    segments = {
        hit.coding.segment_id
        for hit in project.retrieval.segments(Query())
        if not hit.speakers and hit.document in with_turns
    }
    if not segments:
        return []
    return [f"Nobody in the register speaks in {counted(len(segments), 'segment')}."]
