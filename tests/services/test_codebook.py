"""Codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualcode.domain.codebook import Code, CodeDraft, Origin, Status, in_tree_order
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
    other = study.codebook.add(CodeDraft("Wrong numbers", "Absence of information"))
    with pytest.raises(Refusal, match=r"2 codes.*path"):
        study.codebook.find("Wrong numbers")
    assert study.codebook.find("deductive/absence of  information/wrong numbers").id == other
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


def test_a_name_alone_is_the_code_at_the_root(study: Project) -> None:
    deep = study.codebook.find("Wrong numbers").id
    root = study.codebook.add(CodeDraft("Wrong numbers"))
    assert study.codebook.find("wrong numbers").id == root
    assert study.codebook.find("Mistakes › Wrong numbers").id == deep


def test_names_with_the_signs_of_a_path_are_found(study: Project) -> None:
    slash = study.codebook.add(CodeDraft("Yes/No"))
    deep = study.codebook.add(CodeDraft("Now › later", "Yes/No"))
    below = study.codebook.add(CodeDraft("End", "Now › later"))
    yes = study.codebook.add(CodeDraft("Yes"))
    no = study.codebook.add(CodeDraft("No", "Yes"))
    assert study.codebook.find("yes/no").id == slash
    assert study.codebook.find("Yes › No").id == no
    assert study.codebook.find("Yes").id == yes
    for written in ("Now › later", "Yes/No › Now › later", "Yes/No/Now/later"):
        assert study.codebook.find(written).id == deep
    assert study.codebook.find("Now › later/End").id == below
    with pytest.raises(Refusal, match="no code"):
        study.codebook.find("later/End")
    assert {study.codebook.find(study.codebook.path(code.id)).id for code in study.codebook.all()} == set(
        study.codebook.by_id()
    )


def test_codes_of_the_file_stand_below_codes_of_the_file(study: Project, tmp_path: Path) -> None:
    study.codebook.add(CodeDraft("Barriers", "Mistakes"))
    book = tmp_path / "codes.csv"
    book.write_text(
        "name,parent\nBarriers,\nAccess,Barriers\nPrice,Wrong numbers\nSum,Mistakes/Wrong numbers\n", "utf-8"
    )
    assert study.codebook.import_drafts(study.codebook.read(book)) == (4, 0)
    assert study.codebook.path(study.codebook.find("Access").id) == "Barriers › Access"
    for name in ("Price", "Sum"):
        assert study.codebook.path(study.codebook.find(name).id) == f"Deductive › Mistakes › Wrong numbers › {name}"


def test_a_parent_that_may_be_two_codes_is_refused(study: Project) -> None:
    study.codebook.add(CodeDraft("Wrong numbers", "Absence of information"))
    with pytest.raises(Refusal, match=r"2 codes.*path"):
        study.codebook.import_drafts([CodeDraft("New", "Wrong numbers")])
    assert study.codebook.import_drafts([CodeDraft("New", "Mistakes › Wrong numbers")]) == (1, 0)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_codes_of_one_name_go_out_and_come_back(study: Project, tmp_path: Path, ending: str) -> None:
    book = study.codebook
    for draft in (
        CodeDraft("Other", "Mistakes"),
        CodeDraft("Other", "Absence of information"),
        CodeDraft("Late", "Mistakes › Other"),
        CodeDraft("Trust"),
        CodeDraft("Trust", "Mistakes"),
        CodeDraft("Root trust", "Trust"),
        CodeDraft("Deep trust", "Mistakes/Trust"),
        CodeDraft("Yes/No", "Mistakes"),
        CodeDraft("Perhaps", "Yes/No"),
        CodeDraft("'=1+1", "Yes/No", definition="''+quoted\nA second line"),
    ):
        book.add(draft)
    book.add(CodeDraft("Late"), book.find("Absence of information › Other").id)
    assert "Deductive › Mistakes › Other" in [row["parent"] for row in book.rows()]
    target = tmp_path / f"book.{ending}"
    book.export(target)
    create(tmp_path / "other.qualcode", codebook=target)
    with open_project(tmp_path / "other.qualcode") as other:
        assert other.codebook.rows() == book.rows()
        assert [other.codebook.path(c.id) for c in other.codebook.all()] == [book.path(c.id) for c in book.all()]
    assert book.import_drafts(book.read(target)) == (0, len(book.all()))


def test_codes_that_are_gone_are_refused_in_a_sentence(study: Project) -> None:
    book = study.codebook
    mistakes = book.find("Mistakes").id
    for attempt in (
        lambda: book.add(CodeDraft("New"), 999),
        lambda: book.move(mistakes, 999),
        lambda: book.merge(999, mistakes),
        lambda: book.merge(mistakes, 999),
        lambda: book.delete(mistakes, 999),
    ):
        with pytest.raises(Refusal, match="not in the codebook any more"):
            attempt()
    with pytest.raises(Refusal, match="into itself"):
        book.merge(mistakes, mistakes)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "nothing to change"),
        ({"origin": "guessed"}, "one of: deductive, inductive, in vivo"),
        ({"status": "dead"}, "one of: active, candidate, retired"),
        ({"colour": 25}, "from 1 to 24"),
        ({"colour": 0}, "from 1 to 24"),
        ({"colour": "red"}, "not a number"),
        ({"taste": "x"}, "no field"),
    ],
)
def test_values_that_are_none_are_refused(study: Project, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        study.codebook.change(study.codebook.find("Mistakes").id, **fields)


@pytest.mark.parametrize("colour", [0, 25, -1])
def test_a_new_code_has_a_colour_of_the_palette(study: Project, colour: int) -> None:
    with pytest.raises(Refusal, match="from 1 to 24"):
        study.codebook.add(CodeDraft("New", colour=colour))


def test_texts_of_codes_are_stored_in_one_form(study: Project) -> None:
    new = study.codebook.add(CodeDraft("A\u2028b\x00\ud800", definition="one\r\ntwo\u2029three\x85four\x00\udfff"))
    assert study.codebook.get(new).name == "A b\ufffd"
    assert study.codebook.get(new).definition == "one\ntwo\nthree\nfour\ufffd"
    study.codebook.change(new, "be\ud800cause", example="a\rb\x00", name="C\rd\udc00")
    assert (study.codebook.get(new).example, study.codebook.get(new).name) == ("a\nb", "C d\ufffd")


def test_codes_in_a_circle_are_shown_at_the_root() -> None:
    def made(key: int, parent: int | None) -> Code:
        return Code(
            *(key, str(key), parent, f"c{key}", 0, 1, Origin.INDUCTIVE, "", "", "", "", "", ""),
            *(True, False, Status.ACTIVE, None, ""),
        )

    codes = [made(1, 2), made(2, 3), made(3, 1), made(4, None), made(5, 2), made(6, 6)]
    assert [(code.id, depth) for code, depth in in_tree_order(codes)] == [
        (4, 0),
        (1, 0),
        (3, 1),
        (2, 2),
        (5, 3),
        (6, 0),
    ]
