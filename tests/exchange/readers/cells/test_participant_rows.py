"""Rows of a table become participants."""

from __future__ import annotations

import pytest

from qualcode.domain.errors import Refusal
from qualcode.domain.participants import ParticipantDraft
from qualcode.exchange.readers.tables import participants_from


def test_columns_are_found_in_any_case_and_the_rest_are_attributes() -> None:
    rows = [
        {
            "Speaker": " C1 ",
            "GROUP": "Family carers",
            "Label": "Carer",
            "Number": "8",
            "Sex": "female",
            "Age": "61",
            "Town": "",
        },
        {"Speaker": "Mod", "GROUP": " ", "Label": "", "Number": "", "Sex": "", "Age": " ", "Town": "Ponte"},
        dict.fromkeys(("Speaker", "GROUP", "Label", "Number", "Sex", "Age", "Town"), ""),
    ]
    assert participants_from(rows, "people.csv") == [
        ParticipantDraft("C1", "Family carers", "Carer", 8, "female", None, {"Age": "61"}),
        ParticipantDraft("Mod", attributes={"Town": "Ponte"}),
    ]


def test_number_of_a_spreadsheet_may_have_a_point() -> None:
    assert participants_from([{"speaker": "C1", "number": "8.0"}], "p.csv")[0].number == 8


def test_all_wrong_rows_are_named_at_once() -> None:
    rows = [
        {"speaker": "C1", "number": "one"},
        {"speaker": "", "number": "2"},
        {"speaker": "c1", "number": "3"},
        {"speaker": "C4", "number": "4.5"},
        {"speaker": "C5", "number": "-5"},
        {"speaker": "C6", "number": "٦"},
        {"speaker": "C7", "number": "7"},
    ]
    with pytest.raises(Refusal) as caught:
        participants_from(rows, "people.csv")
    assert str(caught.value) == (
        "people.csv, row 2: “one” under number is not a whole number; row 3: the speaker is missing; "
        "row 4: the speaker “c1” stands in row 2 already; row 5: “4.5” under number is not a whole number; "
        "row 6: “-5” under number is not a whole number; and 1 more. Correct the table and import it again."
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "has no row below the names of the columns: there are no participants in it"),
        ([{"name": "C1", "group": "x"}], r"has no column “speaker” \(its columns: name, group\)"),
    ],
)
def test_tables_that_describe_nobody(rows: list[dict[str, str]], said: str) -> None:
    with pytest.raises(Refusal, match=rf"^people\.csv {said}"):
        participants_from(rows, "people.csv")
