"""The participant register and its groups (D1, D2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.domain.errors import Refusal
from qualcode.domain.participants import (
    Group,
    Participant,
    ParticipantDraft,
    attribution,
    attribution_conflicts,
    label_warnings,
)
from qualcode.domain.wording import counted
from qualcode.services.desk import Desk
from qualcode.services.operation import operation
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import memos as memo_table
from qualcode.store.tables import participants as table
from qualcode.store.tables import study as study_table
from qualcode.store.unit_of_work import Work


def speaker_key(label: str) -> str:
    """Return what two spellings of one speaker have in common: no case, no spaces, no full stop or colon at the end."""
    return "".join(label.casefold().split()).rstrip(".:")


def link_speakers(work: Work) -> int:
    """Connect every speaker that is nobody yet with the participant of the same label. Returns how many."""
    known = {speaker_key(person.speaker): person for person in table.people(work.connection)}
    linked = 0
    for voice in document_table.speakers(work.connection):
        person = known.get(speaker_key(voice.label))
        if voice.participant_id is None and person is not None:
            moderates = voice.moderator or person.is_moderator
            document_table.set_speaker(work.connection, voice.id, person.id, moderates)
            linked += 1
    return linked


class Participants:
    """The people of one study."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> list[Participant]:
        """Return the register: by group, moderators last."""
        with self._desk.read() as connection:
            return table.people(connection)

    def find(self, speaker: str) -> Participant:
        """Return the participant of this speaker label, in any spelling.

        Raises:
            Refusal: when nobody of that name is registered.
        """
        people = self.all()
        for person in people:
            if speaker_key(person.speaker) == speaker_key(speaker):
                return person
        known = ", ".join(person.speaker for person in people[:12]) or "nobody yet"
        raise Refusal(f"“{speaker}” is not in the register. Registered are: {known}.")

    def groups(self) -> list[Group]:
        """Return the groups in order."""
        with self._desk.read() as connection:
            return table.groups(connection)

    def attributions(self) -> dict[int, str]:
        """Return how each participant is named behind a quote, by id."""
        with self._desk.read() as connection:
            template = study_table.facts(connection).attribution
            return {person.id: attribution(person, template) for person in table.people(connection)}

    def warnings(self) -> list[str]:
        """Return what is odd in the register: a label that serves two groups."""
        return label_warnings(self.all())

    def read(self, path: Path) -> list[ParticipantDraft]:
        """Read a register from a csv or xlsx file."""
        from qualcode.exchange.readers.tables import participants_from, read_table

        return participants_from(read_table(path), path.name)

    @operation("participants.import")
    def import_drafts(self, drafts: Sequence[ParticipantDraft]) -> tuple[int, int]:
        """Enter participants; one whose speaker is registered already is brought up to date.

        Speakers of documents that are nobody yet are connected when their label is the same.

        Returns:
            How many were added and how many were changed.

        Raises:
            Refusal: two would be printed with the same attribution (D1).
        """
        with self._desk.act("participants.import", f"Import {counted(len(drafts), 'participant')}") as work:
            known = {speaker_key(person.speaker): person for person in table.people(work.connection)}
            added = changed = 0
            for draft in drafts:
                before = known.get(speaker_key(draft.speaker))
                if before is None:
                    table.add(work.connection, draft)
                    added += 1
                elif _as_draft(before) != draft:
                    table.change(work.connection, before.id, draft)
                    changed += 1
            self._check(table.people(work.connection))
            link_speakers(work)
        return added, changed

    @staticmethod
    def _check(people: Iterable[Participant]) -> None:
        double = attribution_conflicts(people)
        if double:
            raise Refusal(
                f"More than one participant would be printed as ({double[0]})."
                " Give each participant of a group and sex a number of their own."
            )

    @operation("participants.add")
    def add(self, draft: ParticipantDraft) -> int:
        """Enter one participant; returns the id."""
        if not draft.speaker.strip():
            raise Refusal("A participant needs the speaker label that stands in the transcripts.")
        with self._desk.act("participants.add", f"New participant {draft.speaker}") as work:
            keys = {speaker_key(person.speaker) for person in table.people(work.connection)}
            if speaker_key(draft.speaker) in keys:
                raise Refusal(f"“{draft.speaker}” is registered already.")
            new = table.add(work.connection, draft)
            self._check(table.people(work.connection))
            link_speakers(work)
        return new

    @operation("participants.change")
    def change(self, participant_id: int, draft: ParticipantDraft) -> None:
        """Replace what the register says of a participant; no coding is touched."""
        with self._desk.act("participants.change", f"Change the participant {draft.speaker}") as work:
            table.change(work.connection, participant_id, draft)
            self._check(table.people(work.connection))

    @operation("participants.remove")
    def remove(self, participant_id: int) -> None:
        """Take a participant out; the speakers that were this person are nobody again."""
        person = next((p for p in self.all() if p.id == participant_id), None)
        if person is None:
            raise Refusal("This participant is not in the register any more.")
        with self._desk.act("participants.remove", f"Remove the participant {person.speaker}") as work:
            from qualcode.domain.memos import TargetKind

            for voice in document_table.speakers(work.connection):
                if voice.participant_id == participant_id:
                    document_table.set_speaker(work.connection, voice.id, None, voice.moderator)
            memo_table.unlink(work.connection, TargetKind.PARTICIPANT, [participant_id])
            table.remove(work.connection, participant_id)

    @operation("participants.set-group")
    def set_group(self, name: str, *, label: str | None = None, population: int | None = None) -> int:
        """Make a group or change its label and population (the N of “n out of N”). Returns its id."""
        if population is not None and population < 0:
            raise Refusal("A population is a number of people: 0 or more.")
        with self._desk.act("participants.set-group", f"Set up the group “{name}”") as work:
            row = table.group_id(work.connection, name, label)
            values: dict[str, object] = {}
            if label:
                values["label"] = label
            if population is not None:
                values["population"] = population
            if values:
                table.set_group(work.connection, row, **values)
        return row


def _as_draft(person: Participant) -> ParticipantDraft:
    return ParticipantDraft(
        person.speaker, person.group, person.label, person.number, person.sex, person.role, person.attributes
    )
