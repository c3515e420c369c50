"""A passage as it is copied: the words, who says them, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.text import Span, paragraph_number, paragraph_starts

if TYPE_CHECKING:
    from qualcode.services.project import Project


def quotation(project: Project, document: int, span: Span) -> str:
    """Return “…” (Carer, female, 8; workshop-1, ¶ 12) for any passage, coded or not."""
    transcript = project.documents.transcript(document)
    names = project.participants.attributions()
    moderators = {person.id for person in project.participants.all() if person.is_moderator}
    speakers: dict[str, None] = {}
    for turn in transcript.turns:
        voice = transcript.speakers[turn.speaker_id]
        person = voice.participant_id
        if turn.said < span.end and span.start < turn.end and person in names and person not in moderators:
            speakers[names[person]] = None
    words = " ".join(transcript.text[span.start : span.end].split())
    paragraph = paragraph_number(paragraph_starts(transcript.text), span.start)
    source = f"{transcript.document.name}, ¶ {paragraph}"
    return f"“{words}” ({'; '.join([*speakers, source])})"
