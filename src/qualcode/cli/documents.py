"""``qualcode documents``: bring transcripts in, list and show them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.arguments import noun, opened, verb
from qualcode.cli.output import Bar, as_json, plain, say, show, warn
from qualcode.domain.documents import Attributes, Kind, Mode
from qualcode.domain.wording import counted

if TYPE_CHECKING:
    from qualcode.domain.documents import SpeakerMapping
    from qualcode.services.documents import ImportResult


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of documents."""
    verbs = noun(nouns, "documents", "bring transcripts in, list and show them")
    bring = verb(verbs, "import", _import, "bring transcripts in", coder=True)
    bring.add_argument("files", metavar="FILE", nargs="+", type=Path)
    kinds = ", ".join(kind.value for kind in Kind)
    bring.add_argument("--kind", metavar="K", default="interview", help=f"one of: {kinds} (default: interview)")
    bring.add_argument("--wave", metavar="W", help="when it was collected, e.g. “Final interviews”")
    bring.add_argument(
        "--speakers",
        metavar="auto|none|REGEX",
        default="auto",
        help="how speakers are marked (default: auto)",
    )
    bring.add_argument("--map", metavar="SPEAKERS.csv", type=Path, help="columns label, participant, merge, moderator")
    bring.add_argument("--encoding", metavar="E", help="the encoding of plain texts, e.g. cp1252 (default: found out)")
    bring.add_argument("--date", metavar="YYYY-MM-DD")
    bring.add_argument("--place")
    bring.add_argument("--mode", choices=[mode.value for mode in Mode])
    bring.add_argument("--minutes", type=float, help="duration")
    bring.add_argument("--language")
    bring.add_argument("--interviewer")
    bring.add_argument("--invited", type=int, metavar="N")
    bring.add_argument("--attended", type=int, metavar="N")
    bring.add_argument("--phase", metavar="P", help="the phase that new codings are assumed to speak of")
    verb(verbs, "list", _list, "list the documents")
    one = verb(verbs, "show", _show, "print a transcript with its speakers")
    one.add_argument("name", metavar="NAME")
    gone = verb(verbs, "delete", _delete, "take a document out, with its codings", coder=True)
    gone.add_argument("name", metavar="NAME")
    other = verb(verbs, "rename", _rename, "give a document another name", coder=True)
    other.add_argument("name", metavar="NAME")
    other.add_argument("new_name", metavar="NEW-NAME")
    describe = verb(verbs, "describe", _describe, "say when and where a document was collected", coder=True)
    describe.add_argument("name", metavar="NAME")
    for flag in ("--kind", "--wave", "--date", "--place", "--mode", "--language", "--interviewer", "--phase"):
        describe.add_argument(flag)
    describe.add_argument("--minutes", type=float)
    voice = verb(verbs, "speaker", _speaker, "say who a speaker of a document is", coder=True)
    voice.add_argument("name", metavar="NAME")
    voice.add_argument("label", metavar="LABEL")
    voice.add_argument("--participant", metavar="SPEAKER", help="the participant (without it: nobody)")
    voice.add_argument("--moderator", action="store_true", help="only moderates here, and is left out of all counts")
    voice.add_argument("--merge-into", metavar="LABEL", help="give all turns to another speaker of the document")


def _attributes(arguments: argparse.Namespace) -> Attributes:
    return Attributes(
        kind=Kind.named(arguments.kind),
        wave=arguments.wave,
        date=arguments.date,
        place=arguments.place,
        mode=Mode(arguments.mode) if arguments.mode else None,
        minutes=arguments.minutes,
        language=arguments.language,
        interviewer=arguments.interviewer,
        invited=arguments.invited,
        attended=arguments.attended,
        default_phase=arguments.phase,
    )


def _mapping(path: Path | None) -> tuple[list[SpeakerMapping], bool]:
    """Return the map, and whether it says at all whom the labels stand for."""
    if path is None:
        return [], True
    from qualcode.exchange.readers.tables import read_table, speaker_map_from

    rows = read_table(path)
    columns = {name.strip().casefold() for row in rows[:1] for name in row}
    named = "participant" in columns or ("speaker" in columns and bool(columns & {"found", "label"}))
    return speaker_map_from(rows, path.name), named


def _import(arguments: argparse.Namespace) -> int:
    mapping, named = _mapping(arguments.map)
    with opened(arguments, write=True) as project:
        if not named:  # a map of moderators and misspellings alone makes nobody of no one
            mapping = project.participants.named(mapping)
        results = project.documents.import_files(
            arguments.files, _attributes(arguments), arguments.speakers, mapping, Bar(), arguments.encoding
        )
    _tell(results, as_data=arguments.json)
    return 2 if any(result.problem for result in results) else 0


def _tell(results: list[ImportResult], *, as_data: bool) -> None:
    if as_data:
        say(as_json(results))
    for result in results:
        if result.problem:
            warn(f"qualcode: {result.problem}")
        elif not as_data:
            say(f"{result.file}: imported as “{result.name}”, {result.words:,} words, {result.turns} turns.")
            for note in result.notes:
                say(f"  {note}")


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        documents = project.documents.all()
    rows = [
        {
            "name": document.name,
            "kind": document.attributes.kind.value,
            "wave": document.attributes.wave,
            "date": document.attributes.date,
            "minutes": document.attributes.minutes,
            "words": document.words,
            "speakers": document.speakers,
            "segments": document.segments,
            "coded %": round(document.coded * 100, 1),
        }
        for document in documents
    ]
    show(rows, as_data=arguments.json, nothing="No documents yet. “documents import” brings transcripts in.")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        found = project.documents.transcript(project.documents.find(arguments.name).id)
        people = project.participants.attributions()
        codings = project.coding.in_document(found.document.id)
    if arguments.json:
        turns = [
            {
                "speaker": found.speakers[turn.speaker_id].label,
                "participant": people.get(found.speakers[turn.speaker_id].participant_id or 0),
                "moderator": found.speakers[turn.speaker_id].moderator,
                "start": turn.start,
                "said": turn.said,
                "end": turn.end,
                "time_ms": turn.time_ms,
            }
            for turn in found.turns
        ]
        say(as_json({"document": plain(found.document), "text": found.text, "turns": turns, "codings": codings}))
        return 0
    number = 0
    for line in found.text.split("\n"):
        number += bool(line.strip())
        say(f"{number:>5}  {line}" if line.strip() else "")
    return 0


def _delete(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        document = project.documents.find(arguments.name)
        codings = project.documents.delete(document.id)
    done = {"deleted": document.name, "codings": codings}
    say(as_json(done) if arguments.json else f"Deleted “{document.name}” with {counted(codings, 'coding')}.")
    return 0


def _rename(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        document = project.documents.find(arguments.name)
        project.documents.rename(document.id, arguments.new_name)
    done = {"name": arguments.new_name}
    say(as_json(done) if arguments.json else f"“{document.name}” is now “{arguments.new_name}”.")
    return 0


def _describe(arguments: argparse.Namespace) -> int:
    from dataclasses import replace

    given = {
        "kind": Kind.named(arguments.kind) if arguments.kind else None,
        "mode": Mode(arguments.mode) if arguments.mode in set(Mode) else arguments.mode,
        "default_phase": arguments.phase,
        **{key: getattr(arguments, key) for key in ("wave", "date", "place", "language", "interviewer", "minutes")},
    }
    from qualcode.domain.errors import Refusal

    if arguments.mode is not None and not isinstance(given["mode"], Mode):
        raise Refusal(
            f"“{arguments.mode}” is no mode of a document. Use one of: {', '.join(mode.value for mode in Mode)}."
        )
    changes = {key: value for key, value in given.items() if value is not None}
    if not changes:
        raise Refusal("Say what is to be noted of the document, for example --wave, --date or --minutes.")
    with opened(arguments, write=True) as project:
        document = project.documents.find(arguments.name)
        project.documents.describe(document.id, replace(document.attributes, **changes))
        after = project.documents.get(document.id)
    say(as_json(after) if arguments.json else f"Described “{document.name}”.")
    return 0


def _speaker(arguments: argparse.Namespace) -> int:
    from qualcode.domain.errors import Refusal

    with opened(arguments, write=True) as project:
        document = project.documents.find(arguments.name)
        voices = {voice.label.casefold(): voice for voice in project.documents.speakers(document.id)}

        def voice_of(label: str) -> int:
            if label.casefold() not in voices:
                known = ", ".join(voice.label for voice in voices.values()) or "none"
                raise Refusal(f"There is no speaker “{label}” in “{document.name}”. Its speakers: {known}.")
            return voices[label.casefold()].id

        speaker = voice_of(arguments.label)
        if arguments.merge_into:
            project.documents.merge_speakers(speaker, voice_of(arguments.merge_into))
        else:
            person = project.participants.find(arguments.participant).id if arguments.participant else None
            project.documents.set_speaker(speaker, person, arguments.moderator)
        after = project.documents.speakers(document.id)
    say(as_json(after) if arguments.json else f"Done: {document.name} has {counted(len(after), 'speaker')}.")
    return 0
