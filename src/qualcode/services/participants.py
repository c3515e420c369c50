"""The participant register and its groups (D1, D2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.domain.documents import MOST, SpeakerMapping
from qualcode.domain.errors import Refusal
from qualcode.domain.identity import new_uuid
from qualcode.domain.participants import (
    Group,
    Participant,
    ParticipantDraft,
    attribution,
    attribution_conflicts,
    label_warnings,
    number_warnings,
)
from qualcode.domain.wording import counted
from qualcode.services.desk import Desk
from qualcode.services.operation import operation
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import memos as memo_table
from qualcode.store.tables import participants as table
from qualcode.store.tables import study as study_table
from qualcode.store.unit_of_work import Work

_RESERVED = ("total", "(not assigned)")


def speaker_key(label: str) -> str:
    """Return what two spellings of one speaker have in common: no case, no spaces, no full stop or colon at the end."""
    return "".join(label.casefold().split()).rstrip(".:")


def link_speakers(work: Work) -> int:
    """Connect every speaker of whom nothing is said yet with the participant of the same label. Returns how many."""
    known = {speaker_key(person.speaker): person for person in table.people(work.connection)}
    linked = 0
    for voice in document_table.speakers(work.connection):
        person = known.get(speaker_key(voice.label))
        if voice.participant_id is None and not voice.decided and person is not None:
            document_table.change_speaker(work.connection, voice.id, {"participant_id": person.id})
            linked += 1
    return linked


def enter_speakers(
    work: Work, document: int, labels: Iterable[str], mapping: Sequence[SpeakerMapping]
) -> dict[str, int]:
    """Enter the speakers of a new document as the user decided. Returns their ids by label.

    Raises:
        Refusal: a label is mapped to somebody who is not in the register.
    """
    people = {speaker_key(person.speaker): person for person in table.people(work.connection)}
    # of several labels that become one, the one with a participant decides, then the one that stood so in the file
    choices: dict[str, SpeakerMapping] = {}
    for each in sorted(mapping, key=lambda each: (each.participant is None, each.found != each.label)):
        choices.setdefault(each.label, each)
    rows: list[dict[str, object]] = []
    for label in labels:
        choice = choices.get(label)
        person = None
        if choice is not None and choice.participant:
            person = people.get(speaker_key(choice.participant))
            if person is None:
                raise Refusal(
                    f"The speaker “{label}” is mapped to “{choice.participant}”, who is not in the register."
                    " Import the participants first, or mend the map."
                )
        said_nobody = choice is not None and choice.found == label and not choice.participant
        rows.append(
            {
                **{"uuid": new_uuid(), "document_id": document, "label": label},
                "participant_id": person.id if person else None,
                "moderator": int(choice is not None and said_to_moderate(choice.moderator, person)),
                "decided": int(said_nobody and speaker_key(label) in people),
            }
        )
    return document_table.add_speakers(work.connection, rows)


def said_to_moderate(ticked: bool, person: Participant | None) -> bool:
    """Tell whether a ticked box is the user's word, and not only what the register says of a person without group."""
    return ticked and not (person is not None and person.is_moderator)


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

    def named(self, mapping: Sequence[SpeakerMapping]) -> list[SpeakerMapping]:
        """Return a map in which each label without a participant stands for the one of the same label, if any."""
        known = {speaker_key(person.speaker): person.speaker for person in self.all()}
        return [replace(each, participant=each.participant or known.get(speaker_key(each.label))) for each in mapping]

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
        """Return what is odd in the register: a label that serves two groups, people who are printed alike."""
        with self._desk.read() as connection:
            people, template = table.people(connection), study_table.facts(connection).attribution
        return [*label_warnings(people), *number_warnings(people, template)]

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
            Refusal: two would be printed with the same attribution (D1), two have the same speaker label, or
                a label, a group or a number cannot be used.
        """
        _check_drafts(drafts)
        with self._desk.act("participants.import", f"Import {counted(len(drafts), 'participant')}") as work:
            known = {speaker_key(person.speaker): person for person in table.people(work.connection)}
            added = changed = 0
            for draft in drafts:
                before = known.get(speaker_key(draft.speaker))
                if before is None:
                    table.add(work.connection, draft)
                    added += 1
                elif _as_draft(before) != (after := _brought_up(before, draft)):
                    table.change(work.connection, before.id, after)
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
        _check_drafts([draft])
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
        """Replace what the register says of a participant; no coding is touched.

        Raises:
            Refusal: nobody has this id, or the register cannot hold what is said.
        """
        _check_drafts([draft])
        with self._desk.act("participants.change", f"Change the participant {draft.speaker}") as work:
            people = {person.id: person for person in table.people(work.connection)}
            if participant_id not in people:
                raise Refusal("This participant is not in the register any more.")
            others = {speaker_key(person.speaker) for key, person in people.items() if key != participant_id}
            if speaker_key(draft.speaker) in others:
                raise Refusal(f"“{draft.speaker}” is the speaker label of somebody else. Choose another.")
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
                    undecided = {"participant_id": None, "decided": 0}
                    document_table.change_speaker(work.connection, voice.id, undecided)
            memo_table.unlink(work.connection, TargetKind.PARTICIPANT, [participant_id])
            table.remove(work.connection, participant_id)

    @operation("participants.set-group")
    def set_group(self, name: str, *, label: str | None = None, population: int | None = None) -> int:
        """Make a group or change its label and population (the N of “n out of N”). Returns its id."""
        if population is not None and not 0 <= population <= MOST:
            raise Refusal("A population is a number of people, 0 or more, with at most 18 digits.")
        _check_group(name)
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


def _brought_up(before: Participant, draft: ParticipantDraft) -> ParticipantDraft:
    """Return a draft with what its file leaves open taken from the register: the label, the group's spelling."""
    attributes = {name: value for name, value in draft.attributes.items() if value}
    group = (draft.group or "").strip() or None
    if (group or "").casefold() != (before.group or "").casefold():
        return replace(draft, group=group, attributes=attributes)
    renamed = before.group is None and before.label == before.speaker != draft.speaker
    label = draft.label or (None if renamed else before.label)
    return replace(draft, group=before.group, label=label, attributes=attributes)


def _check_drafts(drafts: Sequence[ParticipantDraft]) -> None:
    seen: dict[str, str] = {}
    for draft in drafts:
        key = speaker_key(draft.speaker)
        if not key:
            raise Refusal("A participant needs the speaker label that stands in the transcripts.")
        if key in seen:
            raise Refusal(
                f"“{seen[key]}” and “{draft.speaker}” are the same speaker label (case, spaces and a full stop at"
                " the end do not count). Give each participant a label of their own."
            )
        seen[key] = draft.speaker
        if draft.group:
            _check_group(draft.group)
        if draft.number is not None and abs(draft.number) > MOST:
            raise Refusal(f"The number of “{draft.speaker}” is too large. Give one with at most 18 digits.")


def _check_group(name: str) -> None:
    if not name.strip():
        raise Refusal("A group needs a name.")
    if name.strip().casefold() in _RESERVED:
        raise Refusal(f"“{name.strip()}” is a heading of the tables and cannot name a group. Choose another name.")
