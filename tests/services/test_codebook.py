"""Codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.codebook import CodeDraft
from qualcode.domain.errors import Refusal
from qualcode.services.codebook import read_drafts, shipped
from qualcode.services.project import Project, create, open_project
from tests.builders import code, dump


def test_every_shipped_codebook_starts_a_study(tmp_path: Path) -> None:
    assert next(known.key for known in shipped()) == "co-destruction"
    for known in shipped():
        path = tmp_path / f"{known.key}.qualcode"
        create(path, codebook=known.key)
        with open_project(path) as project:
            assert len(project.codebook.all()) == len(read_drafts(known.key))
            assert project.history.next_undo() is None


def test_the_co_destruction_codebook_has_ten_deductive_codes_two_with_two_sources(tmp_path: Path) -> None:
    create(tmp_path / "x.qualcode")
    with open_project(tmp_path / "x.qualcode") as project:
        codes = [c for c in project.codebook.all() if c.codable and c.origin.value == "deductive"]
        assert len(codes) == 10
        assert sorted(c.name for c in codes if ";" in c.provenance) == ["Inability to serve", "Mistakes"]
        branch = project.codebook.find("Inductive")
        assert not branch.codable
        assert not [c for c in project.codebook.all() if c.parent_id == branch.id]
        assert len({c.colour for c in codes}) == 10


def test_a_codebook_goes_out_and_comes_back_equal(study: Project, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx"):
        target = tmp_path / f"book.{ending}"
        assert study.codebook.export(target) == 4
        path = tmp_path / f"{ending}.qualcode"
        create(path, codebook=target)
        with open_project(path) as other:
            assert other.codebook.rows() == study.codebook.rows()


def test_codes_are_found_by_name_and_path(study: Project) -> None:
    number = study.codebook.find("wrong NUMBERS")
    assert study.codebook.path(number.id) == "Deductive › Mistakes › Wrong numbers"
    assert study.codebook.find("Mistakes/Wrong numbers").id == number.id
    study.codebook.add(CodeDraft("Wrong numbers"))
    with pytest.raises(Refusal, match=r"2 codes.*path"):
        study.codebook.find("Wrong numbers")
    assert study.codebook.find("Mistakes › Wrong numbers").id == number.id
    with pytest.raises(Refusal, match=r"no code “Mistaken”.*Mistakes"):
        study.codebook.find("Mistaken")


def test_a_locked_code_is_renamed_only_with_a_reason(study: Project) -> None:
    locked = study.codebook.find("Absence of information")
    with pytest.raises(Refusal, match="needs a reason"):
        study.codebook.change(locked.id, name="Silence")
    study.codebook.change(locked.id, "the team decided", name="Silence")
    assert study.codebook.get(locked.id).name == "Silence"
    with pytest.raises(Refusal, match="needs a reason"):
        study.codebook.delete(locked.id)


def test_codes_move_but_never_below_themselves(study: Project) -> None:
    mistakes, number = study.codebook.find("Mistakes"), study.codebook.find("Wrong numbers")
    with pytest.raises(Refusal, match="below itself"):
        study.codebook.move(mistakes.id, number.id)
    study.codebook.move(number.id, None, 0)
    assert next(c.name for c in study.codebook.all()) == "Wrong numbers"
    study.codebook.move(mistakes.id, mistakes.parent_id, 0)
    assert [c.name for c in study.codebook.all()][1:3] == ["Deductive", "Mistakes"]


def test_merging_moves_the_codings_and_lays_none_twice(study: Project) -> None:
    code(study, "workshop", "I waited", "Mistakes", "Wrong numbers")
    code(study, "workshop", "We rang twice", "Wrong numbers")
    before = dump(study)
    mistakes, number = study.codebook.find("Mistakes"), study.codebook.find("Wrong numbers")
    assert study.codebook.merge(number.id, mistakes.id) == 1
    assert study.codebook.get(mistakes.id).segments == 2
    assert study.info().codings == 2
    study.history.undo()
    assert dump(study) == before


def test_deleting_takes_or_moves_the_codings(study: Project) -> None:
    code(study, "workshop", "I waited", "Wrong numbers")
    mistakes, number = study.codebook.find("Mistakes"), study.codebook.find("Wrong numbers")
    assert study.codebook.delete(number.id, move_to=mistakes.id) == 1
    assert study.codebook.get(mistakes.id).segments == 1
    assert study.codebook.delete(mistakes.id) == 1
    assert study.info().segments == 0


def test_names_are_unique_among_siblings(study: Project) -> None:
    with pytest.raises(Refusal, match="already"):
        study.codebook.add(CodeDraft("mistakes", "Deductive"))
    with pytest.raises(Refusal, match="needs a name"):
        study.codebook.add(CodeDraft("   "))
    assert study.codebook.add(CodeDraft("Mistakes"))


def test_a_codebook_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="neither a codebook"):
        create(tmp_path / "x.qualcode", codebook="nonsense")
    assert list(tmp_path.iterdir()) == []
