"""What is refused, and what the message says."""

from __future__ import annotations

import pytest

from qualcode.analysis.frames import StudyFrame
from qualcode.analysis.matrix import DIMENSIONS, Filters, compute
from qualcode.domain.errors import Refusal
from tests.analysis.small_studies import SmallStudy, make_code


@pytest.fixture
def frame() -> StudyFrame:
    """A frame with a code, a group and two coders."""
    labels = {"group": [(1, "Carers")], "coder": [(1, "Anna"), (2, "Ben")], "phase": [(1, "Before"), (2, "After")]}
    return SmallStudy(codes=[make_code(1, "Mistakes")], labels=labels).frame()


def test_an_unknown_dimension_is_refused_with_the_list_of_all(frame: StudyFrame) -> None:
    for rows, columns in (("age", ("group",)), ("code", ("group", "age")), ("code", "age")):
        with pytest.raises(Refusal, match="There is no dimension “age”") as caught:
            compute(frame, rows, columns)
        assert all(name in str(caught.value) for name in DIMENSIONS)


def test_more_than_three_levels_are_refused(frame: StudyFrame) -> None:
    with pytest.raises(Refusal, match="three levels, and these are 4: group, phase, sex, coder") as caught:
        compute(frame, columns=("group", "phase", "sex", "coder"))
    assert "wave" in str(caught.value)


def test_a_dimension_stands_in_one_place_only(frame: StudyFrame) -> None:
    with pytest.raises(Refusal, match="“code” stands there twice") as caught:
        compute(frame, columns=("group", "code"))
    assert "wave" in str(caught.value)
    assert "group" not in str(caught.value)
    with pytest.raises(Refusal, match="“phase” stands there twice"):
        compute(frame, columns=("phase", "phase"))


def test_columns_are_needed(frame: StudyFrame) -> None:
    with pytest.raises(Refusal, match="no columns"):
        compute(frame, columns=())


def test_an_unknown_measure_is_refused_with_the_list_of_all(frame: StudyFrame) -> None:
    with pytest.raises(Refusal, match=r"no measure “mean”.*segments, participants, documents, words, row-percent"):
        compute(frame, measure="mean")


def test_one_column_may_be_given_as_a_word(frame: StudyFrame) -> None:
    assert compute(frame, columns="group").columns == compute(frame, columns=("group",)).columns


def test_a_table_that_nobody_could_read_is_refused(frame: StudyFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compute(frame, columns=("group", "phase")).values.shape == (1, 2)
    monkeypatch.setattr("qualcode.analysis.matrix.computation.MOST_CELLS", 3)
    with pytest.raises(Refusal, match=r"2 headers for group × phase is too large.*1 are possible"):
        compute(frame, columns=("group", "phase"))


def test_filters_name_their_dimensions() -> None:
    some = frozenset({1})
    filters = Filters(documents=some, codes=some, groups=some, waves=some, phases=some, coders=some)
    filtered = {name for name in DIMENSIONS if filters.of(name) == some}
    assert filtered == {"document", "code", "group", "wave", "phase", "coder"}
    assert all(Filters().of(name) is None for name in DIMENSIONS)
