"""Rows of a table say who the labels are."""

from __future__ import annotations

import pytest

from qualcode.domain.documents import SpeakerMapping
from qualcode.domain.errors import Refusal
from qualcode.exchange.readers.tables import speaker_map_from

EMPTY = {"label": "", "participant": "", "merge": "", "moderator": ""}


def test_labels_participants_and_moderators() -> None:
    rows = [
        {**EMPTY, "label": "C1", "participant": "Carer 1"},
        {**EMPTY, "label": "I", "moderator": "yes"},
        {**EMPTY, "label": "C 1", "merge": "C1"},
        {**EMPTY, "label": "Nurse"},
        EMPTY,
    ]
    assert speaker_map_from(rows, "map.csv") == [
        SpeakerMapping("C1", "C1", "Carer 1"),
        SpeakerMapping("I", "I", None, True),
        SpeakerMapping("C 1", "C1", "Carer 1"),
        SpeakerMapping("Nurse", "Nurse"),
    ]


def test_column_found_with_a_new_label() -> None:
    rows = [
        {"Found": "Mildrid", "Label": "Mildred", "Moderator": "no"},
        {"Found": "Paul", "Label": "", "Moderator": "x"},
    ]
    assert speaker_map_from(rows, "map.csv") == [
        SpeakerMapping("Mildrid", "Mildred"),
        SpeakerMapping("Paul", "Paul", None, True),
    ]


def test_labels_that_differ_in_case_are_two() -> None:
    assert [m.found for m in speaker_map_from([{"label": "Paul"}, {"label": "PAUL"}], "m.csv")] == ["Paul", "PAUL"]


def test_merging_is_followed_to_the_end() -> None:
    rows = [
        {"label": "a", "merge": "b", "participant": ""},
        {"label": "b", "merge": "c", "participant": ""},
        {"label": "c", "merge": "", "participant": "P"},
    ]
    assert {(m.label, m.participant) for m in speaker_map_from(rows, "m.csv")} == {("c", "P")}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"participant": "x"}], "m.csv has no column “label” or “found”"),
        ([], "m.csv has no row"),
        ([{**EMPTY, "participant": "x"}], "m.csv, row 2: the label is missing"),
        ([{**EMPTY, "label": "a"}, {**EMPTY, "label": "a"}], "m.csv, row 3: the label “a” stands in row 2 already"),
        ([{**EMPTY, "label": "a", "moderator": "?"}], "m.csv, row 2: “?” under moderator is neither yes nor no"),
        (
            [{**EMPTY, "label": "a", "merge": "b"}, {**EMPTY, "label": "b", "merge": "a"}],
            "m.csv, row 2: the label “a” is merged in a circle; row 3: the label “b” is merged in a circle",
        ),
        (
            [{**EMPTY, "label": "a", "merge": "b", "participant": "x"}, {**EMPTY, "label": "b", "participant": "y"}],
            "m.csv, row 2: the label “a” is merged into “b”, but stands for another participant",
        ),
    ],
)
def test_rows_that_are_refused(rows: list[dict[str, str]], said: str) -> None:
    with pytest.raises(Refusal) as caught:
        speaker_map_from(rows, "m.csv")
    assert str(caught.value).startswith(said)
