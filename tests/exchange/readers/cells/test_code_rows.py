"""Rows of a table become codes."""

from __future__ import annotations

import pytest

from qualcode.domain.codebook import CodeDraft, Origin, Status
from qualcode.domain.errors import Refusal
from qualcode.exchange.readers.tables import codes_from


def rows(*codes: tuple[str, str]) -> list[dict[str, str]]:
    """Return rows of names and parents."""
    return [{"name": name, "parent": parent} for name, parent in codes]


def test_all_columns() -> None:
    full = {
        "Name": "Mistakes ",
        "Parent": "Deductive",
        "Origin": "Deductive",
        "Provenance": "Järvi; Engen",
        "Codable": "yes",
        "Locked": "TRUE",
        "Definition": "An error.\nNot meant.",
        "Inclusion": "in",
        "Exclusion": "out",
        "Example": "ex",
        "Atypical": "at",
        "Status": "candidate",
        "Colour": "7.0",
        "Remark": "left alone",
    }
    branch = {**dict.fromkeys(full, ""), "Name": "Deductive", "Codable": "no"}
    assert codes_from([branch, full], "codes.csv") == [
        CodeDraft("Deductive", codable=False),
        CodeDraft(
            "Mistakes",
            "Deductive",
            Origin.DEDUCTIVE,
            "Järvi; Engen",
            "An error.\nNot meant.",
            "in",
            "out",
            "ex",
            "at",
            True,
            True,
            Status.CANDIDATE,
            7,
        ),
    ]


def test_name_alone_is_enough() -> None:
    assert codes_from([{"name": "Trust"}, {"name": ""}], "codes.csv") == [CodeDraft("Trust")]


@pytest.mark.parametrize("written", ["in vivo", "In-vivo", "IN_VIVO"])
def test_origins_in_any_spelling(written: str) -> None:
    assert codes_from([{"name": "a", "origin": written}], "c.csv")[0].origin is Origin.IN_VIVO


def test_parents_come_first_and_the_order_is_kept() -> None:
    found = codes_from(rows(("b", "a"), ("c", ""), ("d", "b"), ("a", "")), "codes.csv")
    assert [code.name for code in found] == ["a", "b", "c", "d"]


def test_parent_may_stand_in_the_study() -> None:
    assert codes_from(rows(("b", "Inductive")), "codes.csv", known=["inductive"])[0].parent == "Inductive"


def test_one_name_below_two_parents_is_allowed() -> None:
    found = codes_from(rows(("a", ""), ("b", ""), ("x", "a"), ("x", "b")), "codes.csv")
    assert [(code.name, code.parent) for code in found][2:] == [("x", "a"), ("x", "b")]


def test_a_parent_may_be_a_path() -> None:
    found = codes_from(
        rows(("y", "b › x"), ("z", "A/X"), ("a", ""), ("b", ""), ("x", "a"), ("x", "b"), ("w", "b/x/y")), "codes.csv"
    )
    assert [code.name for code in found] == ["b", "x", "y", "a", "x", "z", "w"]
    assert codes_from(rows(("new", "B/x")), "codes.csv", known=["A › B › X"])[0].parent == "B/x"


def test_a_name_alone_is_the_row_at_the_root() -> None:
    found = codes_from(rows(("trust", "blame"), ("child", "trust"), ("trust", ""), ("blame", "")), "codes.csv")
    assert [(code.name, code.parent) for code in found] == [
        ("blame", None),
        ("trust", "blame"),
        ("trust", None),
        ("child", "trust"),
    ]


def test_names_may_hold_the_signs_of_a_path() -> None:
    found = codes_from(rows(("c", "yes/no"), ("d", "a › yes/no"), ("yes/no", "a"), ("a", "")), "codes.csv")
    assert [code.name for code in found] == ["a", "yes/no", "c", "d"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            [{"name": "a", "origin": "guessed"}],
            "row 2: the origin “guessed” is not one of: deductive, inductive, in vivo",
        ),
        ([{"name": "a", "status": "dead"}], "row 2: the status “dead” is not one of: active, candidate, retired"),
        ([{"name": "a", "codable": "perhaps"}], "row 2: “perhaps” under codable is neither yes nor no"),
        ([{"name": "a", "colour": "25"}], "row 2: the colour 25 is not between 1 and 24"),
        ([{"name": "a", "colour": "red"}], "row 2: “red” under colour is not a whole number"),
        ([{"name": "", "definition": "x"}], "row 2: the name of the code is missing"),
        (rows(("a", ""), ("A", "")), "row 3: the code “A” stands in row 2 already"),
        (rows(("a", "b")), "row 2: the parent “b” is no code of the table or the study"),
        (rows(("a", "a")), "row 2: the code “a” is its own ancestor"),
        (rows(("a", "c"), ("b", "a"), ("c", "b"), ("d", "c")), "row 2: the code “a” is its own ancestor"),
        (
            rows(("a", ""), ("b", ""), ("x", "a"), ("x", "b"), ("y", "x")),
            "row 6: the parent “x” may be the code of row 4 and 5",
        ),
    ],
)
def test_rows_that_are_refused(table: list[dict[str, str]], said: str) -> None:
    with pytest.raises(Refusal) as caught:
        codes_from(table, "codes.csv")
    assert str(caught.value).startswith(f"codes.csv, {said}")
