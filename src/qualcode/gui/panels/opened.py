"""An open document as its page shows it: text, turns, codings, memos; read from the study in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Code, Origin, Status
from qualcode.domain.coding import Coding
from qualcode.domain.documents import Document
from qualcode.gui.panels.people import Floor, read_people
from qualcode.gui.text.spans import ViewSpan
from qualcode.gui.text.turns import TurnMark

if TYPE_CHECKING:
    from qualcode.services.project import Project


@dataclass(slots=True)
class Opened:
    """What stands on a page. ``codings`` are by id and change as the study does; ``memos`` are places with a memo."""

    document: Document
    text: str
    turns: tuple[TurnMark, ...]
    codings: dict[int, Coding]
    floors: tuple[Floor, ...] = ()
    memos: tuple[int, ...] = ()
    filters: Filters = field(default_factory=lambda: Filters())


@dataclass(frozen=True, slots=True)
class Filters:
    """Which codings are drawn: those of some codes (None: all), of one coder (empty: all)."""

    codes: frozenset[int] | None = None
    coder: str = ""

    def let_through(self, coding: Coding) -> bool:
        """Tell whether a coding is drawn."""
        return (self.codes is None or coding.code_id in self.codes) and self.coder in ("", coding.coder)


def read_document(project: Project, document_id: int) -> Opened:
    """Read everything that the page of a document shows; may be called in another thread."""
    transcript = project.documents.transcript(document_id)
    people = read_people(project)
    turns, floors = [], []
    for turn in transcript.turns:
        speaker = transcript.speakers[turn.speaker_id]
        voice = people.get(speaker.participant_id or 0)
        moderates = speaker.moderator or (voice is not None and voice.moderates)
        group = voice.group if voice is not None else None
        turns.append(TurnMark(turn.start, turn.said, turn.end, speaker.label, group, moderates))
        if voice is not None and not moderates and speaker.participant_id is not None:
            floors.append(Floor(turn.said, turn.end, speaker.participant_id))
    codings = {coding.id: coding for coding in project.coding.in_document(document_id)}
    memos = read_memo_places(project, document_id)
    # The transcript's own facts leave out how much is coded.
    document = project.documents.get(document_id)
    return Opened(document, transcript.text, tuple(turns), codings, tuple(floors), memos)


def read_memo_places(project: Project, document_id: int) -> tuple[int, ...]:
    """Return the offsets at which a document has memos."""
    return tuple(sorted({span.start for span in project.memos.places(document_id).values()}))


def is_ring(code: Code) -> bool:
    """Tell whether the chip of a code is hollow: it was found in the data."""
    return code.origin is not Origin.DEDUCTIVE


def is_offered(code: Code) -> bool:
    """Tell whether a code is offered for coding: no branch, and not retired."""
    return code.codable and code.status is not Status.RETIRED


def span_of(coding: Coding, codes: Mapping[int, Code]) -> ViewSpan | None:
    """Return a coding as the view draws it; None while its code is not known."""
    code = codes.get(coding.code_id)
    if code is None:
        return None
    return ViewSpan(
        coding.id, coding.segment_id, coding.start, coding.end, code.id, code.name, code.colour, is_ring(code)
    )


def spans_of(opened: Opened, codes: Mapping[int, Code]) -> list[ViewSpan]:
    """Return all codings of a page that are drawn."""
    drawn: Iterable[Coding] = filter(opened.filters.let_through, opened.codings.values())
    return [span for coding in drawn if (span := span_of(coding, codes)) is not None]
