"""Documents: brought in with their speakers, listed, shown, described, taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.domain import choices, clock
from qualcode.domain.documents import (
    MOST,
    Attributes,
    Document,
    Speaker,
    SpeakerMapping,
    Transcript,
    TurnDraft,
    storable_name,
)
from qualcode.domain.errors import EnvironmentFault, Refusal, shorten
from qualcode.domain.identity import new_uuid
from qualcode.domain.memos import TargetKind
from qualcode.domain.progress import SILENT, Progress
from qualcode.domain.text import Span, is_plain, occurrences, paragraph_number, paragraph_starts
from qualcode.services.desk import Desk
from qualcode.services.operation import operation
from qualcode.services.participants import enter_speakers, link_speakers, said_to_moderate, speaker_key
from qualcode.services.previews import Preview, map_turns, preview
from qualcode.store.tables import coding as coding_table
from qualcode.store.tables import documents as table
from qualcode.store.tables import memos as memo_table
from qualcode.store.tables import participants as participant_table
from qualcode.store.tables import study as study_table
from qualcode.store.unit_of_work import View, Work

__all__ = ["Documents", "ImportRequest", "ImportResult", "Preview", "map_turns", "preview"]

_GONE = "This document is not in the study any more."


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """One document as it is to be entered."""

    preview: Preview
    attributes: Attributes = field(default_factory=Attributes)
    mapping: tuple[SpeakerMapping, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file: the document, or the reason why not; and what was noted while reading."""

    file: str
    document_id: int | None
    name: str
    problem: str | None = None
    notes: tuple[str, ...] = ()
    turns: int = 0
    words: int = 0


class Documents:
    """The documents of one study."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # reading -------------------------------------------------------------------------------------------------------

    def all(self, *, coverage: bool = True) -> list[Document]:
        """Return all documents, by wave, without their text.

        Args:
            coverage: fill in the share that is coded; that reads every segment of the study.
        """
        with self._desk.read() as connection:
            return table.listed(connection, coverage=coverage)

    def get(self, document_id: int, *, coverage: bool = True) -> Document:
        """Return one document without its text; ``coverage`` fills in the share that is coded.

        Raises:
            Refusal: when it is not there (any more).
        """
        with self._desk.read() as connection:
            return _present(connection, document_id, coverage=coverage)

    def find(self, name: str) -> Document:
        """Return the document of this name, in any case; how much of it is coded is not filled in.

        Raises:
            Refusal: when there is none.
        """
        listed = self.all(coverage=False)
        for document in listed:
            if document.name.casefold() == name.strip().casefold():
                return document
        names = ", ".join(document.name for document in listed[:8]) or "none yet"
        raise Refusal(f"There is no document “{name}” in this study. Its documents: {names}.")

    def text(self, document_id: int) -> str:
        """Return the whole text of a document.

        Raises:
            Refusal: when it is not there (any more).
        """
        with self._desk.read() as connection:
            if not 0 < document_id <= MOST or table.length_and_phase(connection, document_id) is None:
                raise Refusal(_GONE)
            return self._desk.text(connection, document_id)

    def transcript(self, document_id: int) -> Transcript:
        """Return a document with text, turns and speakers."""
        with self._desk.read() as connection:
            document = _present(connection, document_id, coverage=False)
            voices = {voice.id: voice for voice in table.speakers(connection, document_id)}
            text = self._desk.text(connection, document_id)
            return Transcript(document, text, tuple(table.turns(connection, document_id)), voices)

    def speakers(self, document_id: int) -> list[Speaker]:
        """Return the speakers of a document."""
        with self._desk.read() as connection:
            return table.speakers(connection, document_id)

    def locate(self, document_id: int, quote: str, occurrence: int | None = None) -> Span:
        """Find the span of a quote; any run of white space in it matches any other.

        Args:
            occurrence: which of several places, from 1; needed when there is more than one.

        Raises:
            Refusal: when it is not there, or there more than once and nobody said which.
        """
        name, text = self.get(document_id, coverage=False).name, self.text(document_id)
        places = occurrences(text, quote)
        shown = shorten(quote)
        if not places:
            raise Refusal(f"“{shown}” is not in “{name}”. Copy the words from the transcript (“documents show”).")
        if occurrence is not None:
            if not 1 <= occurrence <= len(places):
                raise Refusal(f"“{shown}” stands {len(places)} times in “{name}”: there is no place {occurrence}.")
            return places[occurrence - 1]
        if len(places) > 1:
            starts = paragraph_starts(text)
            where = ", ".join(str(paragraph_number(starts, place.start)) for place in places[:8])
            raise Refusal(
                f"“{shown}” stands {len(places)} times in “{name}” (paragraphs {where})."
                " Give more words, or say which one with --occurrence."
            )
        return places[0]

    def waves(self) -> list[str]:
        """Return the names of the waves in order."""
        with self._desk.read() as connection:
            return [wave.name for wave in study_table.waves(connection)]

    # bringing in ---------------------------------------------------------------------------------------------------

    def suggest(self, found: Preview) -> tuple[SpeakerMapping, ...]:
        """Propose for each label the participant of the same label; a registered moderator is marked as such."""
        with self._desk.read() as connection:
            known = {speaker_key(person.speaker): person for person in participant_table.people(connection)}
        proposals = []
        for speaker in found.speakers:
            person = known.get(speaker_key(speaker.label))
            moderates = person.is_moderator if person else False
            proposals.append(
                SpeakerMapping(speaker.label, speaker.label, person.speaker if person else None, moderates)
            )
        return tuple(proposals)

    @operation("documents.import")
    def add(self, requests: Sequence[ImportRequest], progress: Progress = SILENT) -> list[ImportResult]:
        """Enter documents that were read before, in one step. A document that is there already is left out and said
        so.
        """
        count = len(requests)
        label = f"Import {count} documents" if count != 1 else f"Import “{requests[0].preview.name}”"
        results = []
        with self._desk.act("documents.import", label) as work:
            for number, request in enumerate(requests):
                progress.report(number, count, request.preview.path.name)
                results.append(self._enter(work, request))
            link_speakers(work)
            progress.report(count, count)
        return results

    def import_files(
        self,
        paths: Sequence[Path],
        attributes: Attributes | None = None,
        speakers: str = "auto",
        mapping: Sequence[SpeakerMapping] = (),
        progress: Progress = SILENT,
        encoding: str | None = None,
    ) -> list[ImportResult]:
        """Read and enter files in one step; a file that cannot be read is reported, the others come in."""
        ready: list[ImportRequest] = []
        problems: dict[Path, str] = {}
        for number, path in enumerate(paths):
            progress.report(number, len(paths) * 2, path.name)
            try:
                found = preview(path, speakers, encoding)
            except (Refusal, EnvironmentFault) as reason:
                problems[path] = str(reason)
                continue
            decided = {each.found: each for each in (*self.suggest(found), *mapping)}
            ready.append(ImportRequest(found, attributes or Attributes(), tuple(decided.values())))
        if not problems:  # a label of the map may stand in a file that could not be read
            _check_map(mapping, [request.preview for request in ready])
        done = iter(self.add(ready, progress) if ready else ())
        return [
            ImportResult(storable_name(path.name), None, storable_name(path.stem), problems[path])
            if path in problems
            else next(done)
            for path in paths
        ]

    def _enter(self, work: Work, request: ImportRequest) -> ImportResult:
        found = request.preview
        text = found.reading.text
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        file = storable_name(found.path.name)
        twin = table.same_text(work.connection, digest)
        if twin is not None:
            problem = f"{file}: this very text is in the study already, as “{twin}”. It was not imported again."
            return ImportResult(file, None, twin, problem)
        name = self._free_name(work, request.name or found.name)
        values = self._attribute_values(work, request.attributes) | {
            "uuid": new_uuid(),
            "name": name,
            "sha256": digest,
            "source_name": file,
            "source_format": found.reading.format,
            "notes": "\n".join(found.reading.notes),
            "characters": len(text),
            "words": found.words,
            "plain": int(is_plain(text)),
            "created_at": clock.now(),
        }
        document = table.add(work.connection, values, text.split("\n"))
        turns = map_turns(found.turns, request.mapping)
        self._enter_turns(work, document, turns, request.mapping)
        return ImportResult(file, document, name, None, found.reading.notes, len(turns), found.words)

    @staticmethod
    def _free_name(work: Work, wanted: str) -> str:
        base = " ".join(storable_name(wanted).split())[:200] or "Document"
        name, number = base, 1
        while table.name_taken(work.connection, name):
            number += 1
            name = f"{base} ({number})"
        return name

    def _attribute_values(self, work: Work, attributes: Attributes) -> dict[str, object]:
        attributes.check()
        wave = (attributes.wave or "").strip()
        return {
            "kind": attributes.kind.value,
            "wave_id": study_table.wave_id(work.connection, wave) if wave else None,
            "date": clock.as_date(attributes.date) if attributes.date else None,
            "place": attributes.place,
            "mode": attributes.mode.value if attributes.mode else None,
            "minutes": attributes.minutes,
            "language": attributes.language,
            "recorded": None if attributes.recorded is None else int(attributes.recorded),
            "interviewer": attributes.interviewer,
            "invited": attributes.invited,
            "attended": attributes.attended,
            "default_phase_id": self._desk.choice_id(choices.PHASE, attributes.default_phase),
        }

    @staticmethod
    def _enter_turns(work: Work, document: int, turns: Sequence[TurnDraft], mapping: Sequence[SpeakerMapping]) -> None:
        ids = enter_speakers(work, document, dict.fromkeys(turn.label for turn in turns), mapping)
        table.add_turns(
            work.connection,
            [
                {
                    **{"document_id": document, "speaker_id": ids[turn.label], "start": turn.span.start},
                    **{"said": turn.said, "end": turn.span.end, "time_ms": turn.time_ms},
                }
                for turn in turns
            ],
        )

    # changing ------------------------------------------------------------------------------------------------------

    @operation("documents.rename")
    def rename(self, document_id: int, name: str) -> None:
        """Give a document another name."""
        tidy = " ".join(storable_name(name).split())
        if not tidy:
            raise Refusal("A document needs a name.")
        before = self.get(document_id, coverage=False)
        with self._desk.act("documents.rename", f"Rename “{before.name}” to “{tidy}”") as work:
            if table.name_taken(work.connection, tidy, document_id):
                raise Refusal(f"There is a document “{tidy}” already. Choose another name.")
            table.change(work.connection, document_id, {"name": tidy})

    @operation("documents.describe")
    def describe(self, document_id: int, attributes: Attributes) -> None:
        """Replace what is known of a document's session: kind, wave, date, place and the rest."""
        before = self.get(document_id, coverage=False)
        with self._desk.act("documents.describe", f"Describe “{before.name}”") as work:
            table.change(work.connection, document_id, self._attribute_values(work, attributes))

    @operation("documents.set-speaker")
    def set_speaker(self, speaker_id: int, participant_id: int | None, moderator: bool = False) -> None:
        """Say who a speaker of a document is, and whether they only moderate; no coding is touched.

        Raises:
            Refusal: the speaker or the participant is not there (any more).
        """
        with self._desk.act("documents.set-speaker", "Say who a speaker is") as work:
            people = {person.id: person for person in participant_table.people(work.connection)}
            if participant_id is not None and participant_id not in people:
                raise Refusal("This participant is not in the register any more.")
            voice = _voice(work, speaker_id)
            ticked = said_to_moderate(moderator, people.get(participant_id or 0))
            values = {"participant_id": participant_id, "moderator": int(ticked), "decided": 1}
            table.change_speaker(work.connection, voice.id, values)

    @operation("documents.merge-speakers")
    def merge_speakers(self, speaker_id: int, into: int) -> None:
        """Give all turns of one speaker to another of the same document."""
        with self._desk.act("documents.merge-speakers", "Merge two speakers") as work:
            gone, kept = _voice(work, speaker_id), _voice(work, into)
            if speaker_id == into or gone.document_id != kept.document_id:
                raise Refusal("Only two speakers of one document can be merged.")
            work.label = f"Merge the speaker “{gone.label}” into “{kept.label}”"
            table.merge_speakers(work.connection, speaker_id, into)

    @operation("documents.delete")
    def delete(self, document_id: int) -> int:
        """Take a document out with its codings; memos on it stay. Returns how many codings went."""
        document = self.get(document_id, coverage=False)
        with self._desk.act("documents.delete", f"Delete the document “{document.name}”") as work:
            codings = table_codings(work, document_id)
            coding_table.remove(work.connection, codings)
            segments = table.segments_of(work.connection, document_id)
            memo_table.unlink(work.connection, TargetKind.SEGMENT, segments)
            coding_table.remove_bare_segments(work.connection, segments)
            memo_table.unlink(work.connection, TargetKind.DOCUMENT, [document_id])
            table.remove(work.connection, document_id)
        return len(codings)


def table_codings(work: Work, document_id: int) -> list[int]:
    """Return the ids of a document's codings, inside an act."""
    return [coding.id for coding in coding_table.in_document(work.connection, document_id)]


def _present(connection: View, document_id: int, *, coverage: bool = True) -> Document:
    found = table.one(connection, document_id, coverage=coverage) if 0 < document_id <= MOST else None
    if found is None:
        raise Refusal(_GONE)
    return found


def _voice(work: Work, speaker_id: int) -> Speaker:
    found = table.speaker_of(work.connection, speaker_id) if 0 < speaker_id <= MOST else None
    if found is None:
        raise Refusal("This speaker is not in the study any more.")
    return found


def _check_map(mapping: Sequence[SpeakerMapping], previews: Sequence[Preview]) -> None:
    there = list(dict.fromkeys(turn.label for each in previews for turn in each.turns))
    missing = [each.found for each in mapping if each.found not in there]
    if missing:
        names, known = ", ".join(f"“{label}”" for label in missing), ", ".join(there[:20]) or "none"
        raise Refusal(f"The map names {names}, which no file has. The labels that there are: {known}.")
