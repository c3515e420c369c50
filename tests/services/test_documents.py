"""Documents and their speakers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qualcode.domain.documents import Attributes, Kind, Mode, SpeakerMapping
from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.services import consistency
from qualcode.services.documents import ImportRequest, preview
from qualcode.services.project import Project
from tests.builders import ACCOUNT, WORKSHOP, code, dump, preview_of


def test_text_comes_back_as_it_went_in(study: Project) -> None:
    found = study.documents.transcript(study.documents.find("WORKSHOP").id)
    assert found.text == WORKSHOP
    assert not found.document.plain
    assert [found.speakers[turn.speaker_id].label for turn in found.turns] == ["Mod", "C1", "C2", "PR1"]
    for turn in found.turns:
        assert found.text[turn.start :].startswith(found.speakers[turn.speaker_id].label + ": ")
        assert not found.text[turn.said : turn.end].endswith("\n")


def test_attributes_are_kept(study: Project) -> None:
    document = study.documents.find("interview")
    assert document.attributes == Attributes(
        wave="Final interviews", date="2020-01-14", minutes=42, default_phase="during"
    )
    changed = replace(document.attributes, kind=Kind.OTHER, mode=Mode.TELEPHONE, recorded=False, wave="Later")
    study.documents.describe(document.id, changed)
    assert study.documents.get(document.id).attributes == changed
    assert study.documents.waves() == ["Mid-pilot workshop", "Final interviews", "Accounts", "Later"]


def test_speakers_are_connected_with_the_register_whichever_comes_first(study: Project) -> None:
    people = {person.id: person.speaker for person in study.participants.all()}
    voices = study.documents.speakers(study.documents.find("workshop").id)
    assert [(v.label, people.get(v.participant_id or 0), v.moderator) for v in voices] == [
        ("Mod", "Mod", True),
        ("C1", "C1", False),
        ("C2", "C2", False),
        ("PR1", "PR1", False),
    ]


def test_the_same_text_is_not_imported_twice_and_a_name_is_never_taken_twice(study: Project) -> None:
    before = dump(study)
    (again,) = study.documents.add([ImportRequest(preview_of("copy", WORKSHOP))])
    assert again.document_id is None
    assert again.problem is not None
    assert "as “workshop”" in again.problem
    assert dump(study) == before
    (other,) = study.documents.add([ImportRequest(preview_of("Workshop", "C1: Something else.\n"))])
    assert other.name == "Workshop (2)"


def test_labels_are_merged_and_mapped_at_import(study: Project) -> None:
    text = "C 1: One.\nC1: Two.\nXX: Three.\n"
    found = preview_of("mapped", text)
    mapping = (SpeakerMapping("C", "C1"), SpeakerMapping("XX", "XX", "PR2", moderator=True))
    study.documents.add([ImportRequest(found, mapping=mapping)])
    voices = {v.label: v for v in study.documents.speakers(study.documents.find("mapped").id)}
    assert voices["XX"].moderator
    assert voices["XX"].participant_id == study.participants.find("PR2").id


def test_a_map_to_somebody_unknown_is_refused_whole(study: Project) -> None:
    before = dump(study)
    mapping = (SpeakerMapping("C1", "C1", "Nobody"),)
    with pytest.raises(Refusal, match="not in the register"):
        study.documents.add([ImportRequest(preview_of("x", "C1: Hello.\n"), mapping=mapping)])
    assert dump(study) == before


def test_a_quote_is_located_or_refused(study: Project) -> None:
    owner = study.documents.find("workshop").id
    span = study.documents.locate(owner, "nobody rang.\n\nC2: I was")
    assert WORKSHOP[span.start : span.end] == "nobody rang.\n\nC2: I was"
    assert study.documents.locate(owner, "nobody  rang. C2:").start == span.start
    with pytest.raises(Refusal, match="is not in “workshop”"):
        study.documents.locate(owner, "never said")
    with pytest.raises(Refusal, match=r"2 times.*--occurrence"):
        study.documents.locate(owner, "rang")
    assert WORKSHOP[study.documents.locate(owner, "rang", 2).start - 3 :].startswith("We rang")
    with pytest.raises(Refusal, match="no place 3"):
        study.documents.locate(owner, "rang", 3)


def test_deleting_takes_the_codings_and_undo_brings_all_back(study: Project) -> None:
    code(study, "workshop", "I waited", "Mistakes")
    before = dump(study)
    assert study.documents.delete(study.documents.find("workshop").id) == 1
    assert [document.name for document in study.documents.all()] == ["interview", "account"]
    assert study.search.find("leaflet") == []
    study.history.undo()
    assert dump(study) == before
    assert len(study.search.find("leaflet")) == 1


def test_a_speaker_is_reassigned_without_touching_a_coding(study: Project) -> None:
    code(study, "workshop", "I waited", "Mistakes")
    before = dump(study)
    voice = next(v for v in study.documents.speakers(study.documents.find("workshop").id) if v.label == "C1")
    study.documents.set_speaker(voice.id, study.participants.find("PR2").id)
    after = dump(study)
    assert [name for name in before if before[name] != after[name]] == ["speaker"]
    assert study.retrieval.segments()[0].groups == ("Representatives",)


def test_speakers_of_one_document_are_merged(study: Project) -> None:
    owner = study.documents.find("workshop").id
    voices = {v.label: v.id for v in study.documents.speakers(owner)}
    study.documents.merge_speakers(voices["C2"], voices["C1"])
    found = study.documents.transcript(owner)
    assert [found.speakers[turn.speaker_id].label for turn in found.turns] == ["Mod", "C1", "C1", "PR1"]
    other = study.documents.speakers(study.documents.find("interview").id)[0].id
    with pytest.raises(Refusal, match="one document"):
        study.documents.merge_speakers(voices["C1"], other)


def test_coverage_counts_each_character_once(study: Project) -> None:
    code(study, "account", "I noticed that", "Mistakes")
    code(study, "account", "noticed that I was", "Mistakes")
    document = study.documents.get(study.documents.find("account").id)
    assert document.coded == pytest.approx(len("I noticed that I was") / len(ACCOUNT))
    assert document.segments == 2


def test_files_are_read_and_the_bad_one_is_reported_alone(study: Project, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.docx"
    good.write_text("C1: A good word.\n\nPR1: And another one.\n\nC1: Yes.\n", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 broken")
    results = study.documents.import_files([bad, good], Attributes(wave="Accounts"))
    assert [result.document_id is None for result in results] == [True, False]
    assert "bad.docx" in (results[0].problem or "")
    assert study.documents.find("good").attributes.wave == "Accounts"
    assert study.history.next_undo() == "Import “good”"


BAD_NUMBERS: list[dict[str, Any]] = [
    {"minutes": float("inf")},
    {"minutes": float("nan")},
    {"minutes": -1},
    {"minutes": 10**400},
    {"invited": -1},
    {"attended": -3},
    {"invited": 2**63},
]


@pytest.mark.parametrize("numbers", BAD_NUMBERS)
def test_numbers_that_no_session_has_are_refused(study: Project, numbers: dict[str, Any]) -> None:
    before, owner = dump(study), study.documents.find("workshop").id
    with pytest.raises(Refusal, match=r"a number of (minutes|people), 0 or more"):
        study.documents.describe(owner, replace(Attributes(), **numbers))
    with pytest.raises(Refusal, match="0 or more"):
        study.documents.add([ImportRequest(preview_of("x", "C1: Hello.\n"), replace(Attributes(), **numbers))])
    assert dump(study) == before


@pytest.mark.parametrize("unknown", [999, 0, -1, 2**63, 2**70])
def test_unknown_ids_are_refused(study: Project, unknown: int) -> None:
    voice = study.documents.speakers(study.documents.find("workshop").id)[0].id
    documents = study.documents
    acts: list[Callable[[], object]] = [
        lambda: documents.get(unknown),
        lambda: documents.text(unknown),
        lambda: documents.transcript(unknown),
        lambda: documents.locate(unknown, "x"),
        lambda: documents.rename(unknown, "x"),
        lambda: documents.describe(unknown, Attributes()),
        lambda: documents.delete(unknown),
        lambda: documents.set_speaker(unknown, None),
        lambda: documents.set_speaker(voice, unknown),
        lambda: documents.merge_speakers(unknown, voice),
        lambda: documents.merge_speakers(voice, unknown),
        lambda: study.participants.remove(unknown),
    ]
    for act in acts:
        with pytest.raises(Refusal, match="any more"):
            act()


def test_names_are_kept_without_what_is_no_character(study: Project) -> None:
    found = replace(preview_of("x", "C1: Hello.\n"), path=Path("a\nb\udcff.txt"))
    (result,) = study.documents.add([ImportRequest(found, name="in\x00ter\ud800view")])
    assert (result.file, result.name) == ("ab\ufffd.txt", "inter\ufffdview")
    assert study.documents.find("inter\ufffdview").source_name == "ab\ufffd.txt"
    study.documents.rename(result.document_id or 0, "b\x1b\udcfe")
    assert study.documents.get(result.document_id or 0).name == "b\ufffd"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files whose names are no text")
def test_a_file_with_a_broken_name_comes_in(study: Project, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x07.txt")
    (tmp_path / name).write_text("C1: A word.\n\nPR1: Another.\n\nC1: Yes.\n", "utf-8")
    assert preview(tmp_path / name).name == "caf\ufffd"
    (result,) = study.documents.import_files([tmp_path / name])
    assert (result.problem, result.file, result.name) == (None, "caf\ufffd.txt", "caf\ufffd")


def test_one_bad_file_never_stops_the_others(study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.exchange import readers

    good = tmp_path / "good.txt"
    good.write_text("C1: A good word.\n\nPR1: And another one.\n\nC1: Yes.\n", "utf-8")
    errors = {
        "disk.txt": OSError(5, "Input/output error"),
        "fault.txt": EnvironmentFault("fault.txt: the disk does not answer."),
        "text.txt": UnicodeDecodeError("utf-8", b"x", 0, 1, "broken"),
    }
    read = readers.read_transcript

    def failing(path: Path, *, encoding: str | None = None) -> object:
        if path.name in errors:
            raise errors[path.name]
        return read(path, encoding=encoding)

    monkeypatch.setattr(readers, "read_transcript", failing)
    names = [*errors, "no\ud800.txt", "null\x00.txt", "good.txt"]
    results = study.documents.import_files([tmp_path / name for name in names])
    assert [result.problem is None for result in results] == [False, False, False, False, False, True]
    for result in results[:3]:
        assert result.file in (result.problem or "")
    for result in results:
        "".join((result.file, result.name, result.problem or "")).encode("utf-8")


def test_a_map_is_for_labels_that_there_are(study: Project, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.docx"
    good.write_text("C1: A good word.\n\nPR1: And another one.\n\nC1: Yes.\n", "utf-8")
    bad.write_bytes(b"PK\x03\x04 broken")
    before, mapping = dump(study), (SpeakerMapping("C1", "C1", "C1"), SpeakerMapping("Q", "Q", "C2"))
    with pytest.raises(Refusal, match=r"“Q”, which no file has.*there are: C1, PR1"):
        study.documents.import_files([good], mapping=mapping)
    assert dump(study) == before
    results = study.documents.import_files([good, bad], mapping=mapping)
    assert results[0].document_id is not None, "the label may stand in the file that could not be read"


def test_documents_without_wave_are_counted_in_english(study: Project) -> None:
    study.documents.add([ImportRequest(preview_of("one", "C1: Hello.\n"))])
    assert "1 of 4 documents has no wave: one." in consistency.findings(study)
    study.documents.add([ImportRequest(preview_of("two", "C1: Good bye.\n"))])
    assert "2 of 5 documents have no wave: one, two." in consistency.findings(study)


def test_a_script_may_name_one_file_alone(study: Project, tmp_path: Path) -> None:
    from qualcode.api import Study

    (tmp_path / "a.txt").write_text("C1: A word.\n\nPR1: Another.\n\nC1: Yes.\n", "utf-8")
    (tmp_path / "b.txt").write_text("C1: A verb.\n\nPR1: Another.\n\nC1: Yes.\n", "utf-8")
    assert [result.name for result in Study(study).import_documents(str(tmp_path / "a.txt"))] == ["a"]
    assert [result.name for result in Study(study).import_documents(tmp_path / "b.txt")] == ["b"]
