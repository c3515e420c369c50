"""Filling a frame from rows, and who speaks in a segment."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.columns import distinct, pair_up, positions, spread, to_columns
from qualcode.analysis.frames import UNASSIGNED, StudyFrame, Value
from qualcode.analysis.matrix import compute
from qualcode.analysis.words import WordIndex
from tests.analysis.small_studies import SmallStudy, make_code, small_studies


@pytest.fixture
def study() -> SmallStudy:
    """Two people and a moderator in one document, another document without turns."""
    text = "A: one two\nB: three\nM: four\nX: five"
    return SmallStudy(
        codes=[make_code(2, "Below", 1), make_code(1, "Above")],
        labels={
            "group": [(5, "Carers")],
            "participant": [(11, "A"), (12, "B"), (13, "M")],
            "document": [(21, "First"), (22, "Second")],
            "coder": [(31, "Anna")],
        },
        participants=[(13, 0, None), (12, 5, "male"), (11, 5, "female")],
        documents=[(21, 0, False), (22, 0, False)],
        turns=[(21, 31, 35, 0, 0), (21, 3, 10, 11, 0), (21, 14, 19, 12, 0), (21, 23, 27, 13, 0)],
        segments=[(41, 21, 3, 6), (42, 21, 4, 15), (43, 21, 23, 27), (44, 22, 0, 4), (45, 21, 11, 14)],
        codings=[(51, 41, 2, 31, 0, 0, 0, 0)],
        texts={21: text, 22: "none"},
    )


def test_a_segment_belongs_to_those_whose_words_it_touches(study: SmallStudy) -> None:
    frame = study.frame()
    assert frame.speakers_of(41) == (11,)
    assert frame.speakers_of(42) == (11, 12)
    assert frame.speakers_of(43) == (), "a moderator is left out"
    assert frame.speakers_of(44) == (), "nobody is named"
    assert frame.speakers_of(45) == (), "a label is not among the words"
    with pytest.raises(KeyError):
        frame.speakers_of(99)


@pytest.mark.parametrize(("start", "end", "speakers"), [(9, 10, (11,)), (10, 14, ()), (14, 15, (12,))])
def test_the_borders_of_a_turn_are_half_open(
    study: SmallStudy, start: int, end: int, speakers: tuple[int, ...]
) -> None:
    study.segments = [(41, 21, start, end)]
    assert study.frame().speakers_of(41) == speakers


def test_values_stand_in_display_order_and_codes_in_tree_order(study: SmallStudy) -> None:
    frame = study.frame()
    assert [value.label for value in frame.values["code"]] == ["Above", "Below"]
    assert [value.label for value in frame.values["sex"]] == ["female", "male"]
    assert frame.values["wave"] == ()
    assert frame.position_of("participant", 12) == 2
    assert frame.position_of("participant", 99) == 0
    assert frame.label_of("participant", 2) == Value(12, "B")
    assert frame.label_of("participant", 0) == UNASSIGNED
    assert frame.ancestors == ((0,), (1,), (2, 1))


@pytest.mark.parametrize(
    ("column", "row", "message"),
    [
        ("documents", (21, 9, False), "no wave with the id 9"),
        ("participants", (11, 9, None), "no group with the id 9"),
        ("segments", (41, 9, 0, 1), "no document with the id 9"),
        ("segments", (41, 0, 0, 1), "no document with the id 0"),
        ("codings", (51, 9, 1, 31, 0, 0, 0, 0), "no segment with the id 9"),
        ("codings", (51, 41, 0, 31, 0, 0, 0, 0), "no code with the id 0"),
        ("codings", (51, 41, 1, 31, 3, 0, 0, 0), "no phase with the id 3"),
        ("turns", (21, 0, 1, 9, 0), "no participant with the id 9"),
        ("turns", (21, 9, 12, 11, 0), "Turns of the document with the id 21 overlap"),
        ("turns", (10**12, 9, 12, 11, 0), "no document with the id 1000000000000"),
    ],
)
def test_rows_that_do_not_fit_are_found_at_once(
    study: SmallStudy, column: str, row: tuple[int, ...], message: str
) -> None:
    getattr(study, column).append(row)
    with pytest.raises(ValueError, match=message):
        study.frame()


@given(small_studies(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_kind_of_list_do_not_matter(study: SmallStudy, random: Random) -> None:
    frame = study.frame()
    for rows in (study.segments, study.codings, study.turns):
        random.shuffle(rows)
    shuffled = StudyFrame.from_rows(
        codes=reversed(study.codes),
        labels=study.labels,
        documents=iter(study.documents),
        participants=iter(study.participants),
        segments=iter(study.segments),
        codings=np.array(study.codings, dtype=np.int32).reshape(-1, 8),
        turns=tuple(study.turns),
        words=frame.words,
    )
    for columns in (("group", "phase"), ("document", "participant", "coder")):
        left, right = compute(frame, columns=columns), compute(shuffled, columns=columns)
        assert left.columns == right.columns
        assert left.values.tolist() == right.values.tolist()
        assert left.n.tolist() == right.n.tolist()


def test_ids_may_be_large_and_far_apart(study: SmallStudy) -> None:
    far = 10**15
    study.segments = [(key * far, *rest) for key, *rest in study.segments]  # type: ignore[misc]
    study.codings = [(51 * far, 41 * far, 2, 31, 0, 0, 0, 0), (7, 42 * far, 1, 31, 0, 0, 0, 0)]
    matrix = compute(study.frame(), columns=("group",))
    assert matrix.values.tolist() == [[2], [1]]
    assert matrix.cell() == {7, 51 * far}


def test_an_index_of_words_may_serve_several_frames(study: SmallStudy) -> None:
    index = WordIndex(study.texts.__getitem__)
    frame = study.frame()
    first, second = replace(frame, words=index), replace(frame, words=index)
    assert compute(first, columns=("group",), measure="words").grand_total == 1
    study.texts.clear()
    assert compute(second, columns=("group",), measure="words").grand_total == 1


@given(st.lists(st.integers(-5, 5)), st.lists(st.integers(1, 9), unique=True))
def test_positions_are_places_counted_from_one(ids: list[int], known: list[int]) -> None:
    usable = np.array([key for key in ids if key in known or key == 0], dtype=np.int64)
    expected = [known.index(key) + 1 if key else 0 for key in usable.tolist()]
    assert positions(known, usable, "thing").tolist() == expected
    strange = [key for key in ids if key not in known and key != 0]
    if strange:
        with pytest.raises(ValueError, match=f"no thing with the id {strange[0]}"):
            positions(known, np.array(ids, dtype=np.int64), "thing")


@given(st.lists(st.integers(0, 4)))
def test_spread_numbers_the_members_of_groups(counts: list[int]) -> None:
    owner, place = spread(np.array(counts, dtype=np.int64))
    expected = [(group, member) for group, count in enumerate(counts) for member in range(count)]
    assert list(zip(owner.tolist(), place.tolist(), strict=True)) == expected


@given(st.lists(st.integers(-9, 9)))
def test_distinct_sorts_and_drops_repetitions(numbers: list[int]) -> None:
    given_numbers = np.array(numbers, dtype=np.int64)
    assert distinct(given_numbers).tolist() == sorted(set(numbers))
    assert given_numbers.tolist() == numbers, "what was given is left as it was"


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3))))
def test_pairs_part_single_facts_from_shared_ones(facts: list[tuple[int, int]]) -> None:
    thing = np.array([fact[0] for fact in facts], dtype=np.int32)
    row = np.array([fact[1] for fact in facts], dtype=np.int32)
    pairs = pair_up(thing, row, np.arange(len(facts)), 4)
    singles = [number for number, fact in enumerate(facts) if facts.count(fact) == 1]
    assert sorted(pairs.single.tolist()) == singles
    assert [facts[fact][1] for fact in pairs.single.tolist()] == pairs.single_row.tolist()
    assert sorted(pairs.shared.tolist()) == sorted(set(range(len(facts))) - set(singles))
    members: dict[int, set[tuple[int, int]]] = {}
    for fact, pair in zip(pairs.shared.tolist(), pairs.pair.tolist(), strict=True):
        members.setdefault(pair, set()).add(facts[fact])
    assert all(len(found) == 1 for found in members.values())
    assert [next(iter(members[pair]))[1] for pair in sorted(members)] == pairs.pair_row.tolist()
    assert pairs.rows.tolist() == [sum(fact[1] == number for fact in set(facts)) for number in range(4)]


def test_columns_of_rows_can_be_read_from_a_cursor() -> None:
    rows = [(1, 2), (3, 4), (5, 6)]
    assert to_columns(iter(rows), 2).tolist() == to_columns(rows, 2).tolist() == [[1, 3, 5], [2, 4, 6]]
    assert to_columns([], 3).shape == (3, 0)
