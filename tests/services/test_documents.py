"""Documents and their speakers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.domain.documents import Attributes, Kind, Mode, SpeakerMapping
from qualcode.domain.errors import Refusal
from qualcode.services.documents import ImportRequest
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
    document = study.documents.find("account")
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
