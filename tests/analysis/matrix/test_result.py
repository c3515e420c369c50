"""A matrix as it is handed over: headers, subtotals, evidence, and other forms."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from qualcode.analysis.frames import Value
from qualcode.analysis.matrix import Filters, RowHeader, compute, flat_rows
from qualcode.domain.codebook import Origin, Status
from tests.analysis.small_studies import SmallStudy, make_code


@pytest.fixture
def study() -> SmallStudy:
    """One document: A says words 1 and 2, B says 3, the carers say all; eight words in two turns."""
    return SmallStudy(
        codes=[
            make_code(1, "Deductive", codable=False),
            make_code(2, "Change", 1),
            make_code(3, "Inability", 2, origin=Origin.INDUCTIVE),
            make_code(4, "Inductive", position=1, codable=False, status=Status.RETIRED),
            make_code(5, "Change", 4, origin=Origin.IN_VIVO),
            make_code(6, "Old", 4, status=Status.RETIRED),
        ],
        labels={
            "group": [(1, "Carers"), (2, "Providers")],
            "participant": [(1, "Carer, female, 1"), (2, "Provider, male, 1")],
            "document": [(1, "Workshop")],
            "coder": [(1, "Anna"), (2, "Ben")],
            "phase": [(1, "Before"), (2, "After")],
        },
        documents=[(1, 0, False)],
        participants=[(1, 1, "female"), (2, 2, "male")],
        turns=[(1, 3, 8, 1, 0), (1, 12, 17, 2, 0)],
        segments=[(1, 1, 3, 6), (2, 1, 6, 14), (3, 1, 12, 17)],
        codings=[
            (1, 1, 2, 1, 1, 0, 0, 0),
            (2, 1, 2, 2, 2, 0, 0, 0),
            (3, 2, 3, 1, 2, 0, 0, 0),
            (4, 3, 5, 1, 1, 0, 0, 0),
        ],
        texts={1: "A: 11 22\nB: 33 44"},
    )


def test_code_rows_know_their_place_and_their_chip(study: SmallStudy) -> None:
    rows = compute(study.frame()).rows
    assert rows == (
        RowHeader(1, "Deductive", 0, 2, False, False),
        RowHeader(2, "Change", 1, 3, False, True),
        RowHeader(3, "Inability", 2, 4, True, True),
        RowHeader(4, "Inductive", 0, 5, False, False),
        RowHeader(5, "Change", 1, 6, True, True),
    )


def test_a_retired_code_has_a_row_only_while_something_is_coded_with_it(study: SmallStudy) -> None:
    study.codings.append((5, 3, 6, 1, 0, 0, 0, 0))
    assert compute(study.frame()).rows[-1].label == "Old"
    chosen = Filters(codes=frozenset({2, 6}))
    assert [(row.label, row.depth) for row in compute(study.frame(), filters=chosen).rows] == [
        ("Change", 0),
        ("Old", 0),
    ]


def test_retired_codes_above_a_living_one_keep_their_rows(study: SmallStudy) -> None:
    study.codes.append(make_code(7, "Older", 6, status=Status.RETIRED))
    study.codes.append(make_code(8, "Living", 7))
    rows = compute(study.frame()).rows[-3:]
    assert [(row.label, row.depth) for row in rows] == [("Old", 1), ("Older", 2), ("Living", 3)]


def test_subtotals_count_a_segment_once(study: SmallStudy) -> None:
    matrix = compute(study.frame(), columns=("group", "phase"))
    carers, providers = matrix.subtotals
    assert carers.path == (Value(1, "Carers"),)
    assert (carers.first, carers.span, carers.n) == (0, 2, 1)
    assert matrix.values[1].tolist() == [1, 2, 0, 1]
    assert carers.values.tolist() == [2, 2, 1, 0, 0]
    assert (carers.total, providers.total, matrix.grand_total) == (2, 2, 3)
    assert matrix.cell(1, carers) == {1, 2, 3}
    assert matrix.evidence(None, providers).segments == 2
    assert matrix.in_several_columns == 2


def test_three_levels_have_subtotals_for_both_outer_ones(study: SmallStudy) -> None:
    matrix = compute(study.frame(), columns=("group", "phase", "coder"))
    assert [len(subtotal.path) for subtotal in matrix.subtotals] == [1, 1, 2, 2, 2, 2]
    assert {subtotal.span for subtotal in matrix.subtotals} == {2, 4}


def test_evidence_counts_what_is_behind_a_number(study: SmallStudy) -> None:
    matrix = compute(study.frame(), columns=("phase",))
    evidence = matrix.evidence(0, 1)
    assert evidence.codings == {2, 3}
    assert (evidence.segments, evidence.participants, evidence.documents) == (2, 2, 1)
    assert matrix.cell(-1, 0) == {4}
    assert matrix.cell(0) == {1, 2, 3}
    assert matrix.cell() == {1, 2, 3, 4}
    for row, column in ((5, 0), (0, 2), (-6, 0)):
        with pytest.raises(IndexError):
            matrix.cell(row, column)


def test_names_that_clash_are_told_apart_by_their_parents(study: SmallStudy) -> None:
    assert compute(study.frame()).row_labels() == (
        "Deductive",
        "Deductive › Change",
        "Inability",
        "Inductive",
        "Inductive › Change",
    )
    study.codes.append(make_code(7, "Inability", 5))
    study.codes.append(make_code(8, "Inability", 3))
    assert compute(study.frame()).row_labels()[2:4] == (
        "Deductive › Change › Inability",
        "Inability › Inability",
    )
    study.labels["participant"] = [(1, "Carer"), (2, "Carer")]
    assert compute(study.frame(), "participant", ("phase",)).row_labels() == ("Carer", "Carer (2)")


def test_the_flat_form_is_what_a_file_holds(study: SmallStudy) -> None:
    header, rows = flat_rows(compute(study.frame(), columns=("phase", "coder")))
    assert header == ["Code", "Before · Anna", "Before · Ben", "After · Anna", "After · Ben", "Total"]
    assert rows == [
        ["Deductive", 1, 0, 1, 1, 2],
        ["Change", 1, 0, 1, 1, 2],
        ["Inability", 0, 0, 1, 0, 1],
        ["Inductive", 1, 0, 0, 0, 1],
        ["Change", 1, 0, 0, 0, 1],
        ["Total", 2, 0, 1, 1, 3],
        ["N", 2, 0, 2, 1, 2],
    ]
    assert all(type(cell) is int for row in rows for cell in row[1:])


def test_flat_percentages_are_rounded_half_up_and_empty_where_there_is_no_whole(study: SmallStudy) -> None:
    _, rows = flat_rows(compute(study.frame(), columns=("phase",), measure="column-percent"))
    assert rows[0] == ["Deductive", 50.0, 100.0, 66.7]
    _, rows = flat_rows(compute(study.frame(), columns=("coder",), measure="row-percent", aggregate=False))
    assert rows[0] == ["Deductive", "", "", ""]
    assert rows[-1] == ["N", 2, 1, 2]
    _, rows = flat_rows(compute(study.frame(), columns=("phase",), measure="per-1000-words"))
    assert rows[0] == ["Deductive", 250.0, 500.0, 500.0]


def test_the_pandas_form_has_one_level_for_each_dimension(study: SmallStudy) -> None:
    matrix = compute(study.frame(), columns=("group", "phase"))
    table = matrix.to_dataframe()
    assert isinstance(table.columns, pd.MultiIndex)
    assert list(table.columns.names) == ["Group", "Phase"]
    assert table.index.name == "Code"
    assert table.index.is_unique
    assert table.loc["Deductive › Change", ("Carers", "After")] == 2
    np.testing.assert_array_equal(table.to_numpy(), matrix.values)
    full = matrix.to_dataframe(totals=True)
    assert full.loc["Total", ("Total", "")] == 3
    assert full.loc["N", ("Carers", "Before")] == 1
    assert full.shape == (7, 5)
    single = compute(study.frame(), columns=("phase",)).to_dataframe(totals=True)
    assert single.columns.tolist() == ["Before", "After", "Total"]
    assert single["Total"].tolist() == [2, 2, 1, 1, 1, 3, 2]


def test_a_frame_of_numbers_may_have_the_same_label_twice(study: SmallStudy) -> None:
    study.labels["participant"] = [(1, "Carer"), (2, "Carer")]
    table = compute(study.frame(), columns=("participant",)).to_dataframe()
    assert table.columns.tolist() == ["Carer", "Carer"]


def test_what_cannot_be_divided_is_not_a_number(study: SmallStudy) -> None:
    study.turns.clear()
    study.texts[1] = "...."
    study.segments = [(1, 1, 0, 1), (2, 1, 1, 2), (3, 1, 2, 3)]
    matrix = compute(study.frame(), columns=("group",), measure="per-1000-words")
    assert [path[0].label for path in matrix.columns] == ["Carers", "Providers", "(not assigned)"]
    assert all(math.isnan(number) for number in matrix.values.ravel().tolist())
    assert math.isnan(matrix.grand_total)


def test_the_notes_say_what_the_totals_do(study: SmallStudy) -> None:
    left_out = "Reflexive accounts are left out."
    assert compute(study.frame(), columns=("document",)).notes == (left_out,)
    one = "1 segment counts in more than one column; totals count it once."
    assert compute(study.frame(), columns=("coder",)).notes == (one, left_out)
    two = "2 segments count in more than one column; totals count each once."
    assert compute(study.frame(), include_reflexive=True).notes == (two, "Reflexive accounts are included.")
