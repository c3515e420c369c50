"""Codings by place: what is visible, their lanes in the margin, and the pieces of overlapping ones."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.gui.text.spans import LINE, SpanIndex, ViewSpan, atoms

SIZE = 600
PARAGRAPHS = [0, 90, 91, 240, 480]


@st.composite
def codings(draw: st.DrawFn, coding: int | None = None) -> ViewSpan:
    start = draw(st.integers(0, SIZE - 2))
    end = draw(st.integers(start + 1, min(SIZE, start + draw(st.sampled_from((3, 40, 400))))))
    code = draw(st.integers(1, 5))
    number = draw(st.integers(1, 30)) if coding is None else coding
    return ViewSpan(number, number, start, end, code, f"Code {code}", code)


def lists(size: int = 25) -> st.SearchStrategy[list[ViewSpan]]:
    return st.lists(codings(), max_size=size, unique_by=lambda span: span.coding_id)


def lanes(index: SpanIndex) -> dict[int, int]:
    return {span.coding_id: index.lane(span.coding_id) for span in index}


@given(lists(), st.integers(0, SIZE), st.integers(1, 100))
def test_finds_what_is_visible(spans: list[ViewSpan], start: int, length: int) -> None:
    end = start + length
    found = SpanIndex(spans, PARAGRAPHS).touching(start, end)
    assert {s.coding_id for s in found} == {s.coding_id for s in spans if s.start < end and s.end > start}
    assert found == sorted(found, key=lambda s: (s.start, -s.end, s.coding_id))


@given(lists(), st.lists(st.one_of(codings(), st.integers(1, 30)), max_size=12), st.integers(0, SIZE))
def test_after_every_edit_it_is_as_if_made_anew(spans: list[ViewSpan], edits: list[ViewSpan | int], at: int) -> None:
    index = SpanIndex(spans, PARAGRAPHS)
    expected = {span.coding_id: span for span in spans}
    for edit in edits:
        if isinstance(edit, ViewSpan):
            index.add(edit)
            expected[edit.coding_id] = edit
        else:
            assert index.remove(edit) == expected.pop(edit, None)
        fresh = SpanIndex(expected.values(), PARAGRAPHS)
        assert list(index) == list(fresh)
        assert lanes(index) == lanes(fresh)
        # Too far a reach would find the same, but look at more and more for it.
        assert index._far == fresh._far
        assert index.touching(at, at + 50) == fresh.touching(at, at + 50)
        assert len(index) == len(expected)


@given(lists())
def test_codings_on_one_line_have_lanes_of_their_own(spans: list[ViewSpan]) -> None:
    index = SpanIndex(spans, [0])
    for one, other in combinations(index, 2):
        if other.start < one.end + LINE and one.start < other.end + LINE:
            assert index.lane(one.coding_id) != index.lane(other.coding_id)


def test_a_new_paragraph_ends_the_line() -> None:
    first, second = ViewSpan(1, 1, 0, 10, 1, "A", 1), ViewSpan(2, 2, 12, 30, 2, "B", 2)
    assert lanes(SpanIndex([first, second], [0])) == {1: 0, 2: 1}
    assert lanes(SpanIndex([first, second], [0, 12])) == {1: 0, 2: 0}


def test_the_longer_of_two_that_start_together_stands_left() -> None:
    short, long = ViewSpan(1, 1, 5, 10, 1, "A", 1), ViewSpan(2, 2, 5, 90, 2, "B", 2)
    assert lanes(SpanIndex([short, long])) == {2: 0, 1: 1}


def test_an_edit_leaves_the_lanes_of_other_clusters_alone() -> None:
    spans = [ViewSpan(i, i, i * 1000, i * 1000 + 50, 1, "A", 1) for i in range(200)]
    index = SpanIndex(spans)
    asked: list[int] = []
    assign = index._assign

    def counted(first: int, last: int) -> None:
        asked.append(last - first)
        assign(first, last)

    index._assign = counted  # type: ignore[method-assign]
    index.add(ViewSpan(999, 999, 5010, 5020, 1, "A", 1))
    index.remove(999)
    assert asked == [2, 1]
    assert index.get(999) is None


@given(lists(), st.integers(0, SIZE))
def test_walks_to_the_next_and_back(spans: list[ViewSpan], offset: int) -> None:
    index = SpanIndex(spans)
    order = list(index)
    for before, after in pairwise(order):
        assert index.neighbour(before.coding_id, 0, 1) == after
        assert index.neighbour(after.coding_id, 0, -1) == before
    assert index.neighbour(None, offset, 1) == next((s for s in order if s.start >= offset), None)
    assert index.neighbour(None, offset, -1) == next((s for s in reversed(order) if s.start < offset), None)


@given(
    lists(12),
    st.integers(0, SIZE),
    st.integers(0, 200),
    st.lists(st.tuples(st.integers(0, SIZE), st.integers(1, 20)), max_size=3),
)
def test_pieces_hold_exactly_the_codings_of_each_character(
    spans: list[ViewSpan], start: int, length: int, stretches: list[tuple[int, int]]
) -> None:
    end = start + length
    holes = sorted((left, left + size) for left, size in stretches)
    expected = {}
    for at in range(start, end):
        over = {s.coding_id for s in spans if s.start <= at < s.end}
        if over and not any(left <= at < right for left, right in holes):
            expected[at] = over
    found: dict[int, set[int]] = {}
    for left, right, covering in atoms(spans, start, end, holes):
        assert left < right
        for at in range(left, right):
            assert at not in found
            found[at] = {s.coding_id for s in covering}
    assert found == expected
