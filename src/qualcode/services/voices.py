"""Who speaks in a passage: the participants of a segment come from the turns whose words it touches (D4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.domain.participants import Participant, attribution
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import participants as participant_table
from qualcode.store.tables import study as study_table
from qualcode.store.unit_of_work import View


@dataclass(frozen=True, slots=True)
class _Floor:
    """The turns of one document: where their words start and end, and who speaks (0: nobody who counts)."""

    starts: list[int]
    ends: list[int]
    people: list[int]


class Voices:
    """Answers, for any passage of the study, who speaks in it and how that is printed."""

    def __init__(self, connection: View, documents: Iterable[int] | None = None) -> None:
        self.people: dict[int, Participant] = {p.id: p for p in participant_table.people(connection)}
        self._template = study_table.facts(connection).attribution
        speakers = {voice.id: voice for voice in document_table.speakers(connection)}
        self._floors: dict[int, _Floor] = {}
        wanted = None if documents is None else set(documents)
        turns = (
            document_table.turns(connection)
            if wanted is None or len(wanted) > 8
            else [turn for each in sorted(wanted) for turn in document_table.turns(connection, each)]
        )
        for turn in turns:
            if turn.end <= turn.said:
                continue
            floor = self._floors.setdefault(turn.document_id, _Floor([], [], []))
            voice = speakers[turn.speaker_id]
            person = self.people.get(voice.participant_id or 0)
            floor.starts.append(turn.said)
            floor.ends.append(turn.end)
            floor.people.append(0 if person is None or voice.moderator else person.id)

    def in_span(self, document: int, start: int, end: int) -> tuple[int, ...]:
        """Return the ids of the participants who speak in a passage, in order; moderators are left out."""
        floor = self._floors.get(document)
        if floor is None:
            return ()
        first, last = bisect_right(floor.ends, start), bisect_left(floor.starts, end)
        return tuple(dict.fromkeys(person for person in floor.people[first:last] if person))

    def printed(self, people: Iterable[int]) -> str:
        """Name the speakers of a quote, e.g. ``Carer, female, 8; Carer, female, 3``."""
        return "; ".join(attribution(self.people[person], self._template) for person in people)

    def groups(self, people: Iterable[int]) -> tuple[str, ...]:
        """Return the different groups of some participants."""
        return tuple(dict.fromkeys(self.people[person].group or "" for person in people))
