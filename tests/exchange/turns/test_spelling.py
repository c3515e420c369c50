"""Which labels are taken for one speaker spelled in two ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exchange.speakers import similar_labels


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("C8", "C 8"),
        ("C8", "c8"),
        ("C-8", "C.8"),
        ("Mildred", "MILDRED"),
        ("Mildred", "Mildrid"),
        ("Mildred", "Mildredd"),
        ("Mildred", "Mildrd"),
        ("Mildred", "Midlred"),
        ("Zoë", "Zoe"),
        ("Interviewer", "Interviewer."),
        ("Ann", "Ann Oakley"),
        ("Dr Rossi", "Dr. Rossi"),
    ],
)
def test_alike(one: str, two: str) -> None:
    assert similar_labels([one, two]) == [(one, two)]
    assert similar_labels([two, one]) == [(two, one)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("C1", "C11"),
        ("Carer 1", "Carer 2"),
        ("Speaker 1", "Speaker"),
        ("Anna", "Marco"),
        ("Ann", "Dan"),
        ("I", "I2"),
        ("I", "Ida"),
        ("PR1", "R1"),
        ("...", "---"),
        ("Ann Oakley", "Liz Oakley"),
    ],
)
def test_different(one: str, two: str) -> None:
    assert similar_labels([one, two]) == []


def test_pairs_come_in_the_order_of_the_labels() -> None:
    assert similar_labels(["Ann", "C 8", "ANN", "C8", "Ann", "ann"]) == [
        ("Ann", "ANN"),
        ("Ann", "ann"),
        ("C 8", "C8"),
        ("ANN", "ann"),
    ]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_each_pair_is_of_two_labels_once(labels: list[str]) -> None:
    pairs = similar_labels(labels)
    assert len(set(pairs)) == len(pairs)
    assert all(one != two and one in labels and two in labels and (two, one) not in pairs for one, two in pairs)
