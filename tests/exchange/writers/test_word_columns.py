"""Columns of Word tables: words stay whole, nothing is wider than the page, wide tables are cut without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exchange.writers.table import HeaderCell, Row, TableData
from qualcode.exchange.writers.word_columns import (
    LANDSCAPE,
    PORTRAIT,
    column_widths,
    needs_landscape,
    panels,
    text_width,
)
from tests.exchange.report import builders


def flat(names: list[str], rows: list[tuple[str, ...]], text: frozenset[int] = frozenset()) -> TableData:
    """Return a table with one level of headings."""
    return TableData(
        "Table",
        (tuple(map(HeaderCell, names)),),
        tuple(Row(row[0], row[1:]) for row in rows),
        text_columns=text,
    )


WORDS = st.text("abcdefghij MW–", max_size=24)


@st.composite
def tables(draw: st.DrawFn) -> TableData:
    """Draw a table with one or two levels of headings."""
    spans = draw(st.lists(st.integers(1, 6), min_size=1, max_size=12))
    count = sum(spans)
    top = (HeaderCell(draw(WORDS)), *(HeaderCell(draw(WORDS), span) for span in spans))
    last = tuple(HeaderCell(draw(WORDS)) for _ in range(count + 1))
    cell = st.text("0123456789–", max_size=6)
    rows = tuple(
        Row(draw(WORDS), tuple(draw(cell) for _ in range(count)), depth)
        for depth in draw(st.lists(st.integers(0, 3), max_size=4))
    )
    text = draw(st.frozensets(st.integers(0, count - 1), max_size=2))
    return TableData("T", draw(st.sampled_from([(last,), (top, last)])), rows, text_columns=text)


@given(tables(), st.sampled_from([PORTRAIT, LANDSCAPE]))
def test_widths_fill_the_page_exactly(data: TableData, width: int) -> None:
    for part in panels(data, width):
        widths = column_widths(part, width)
        assert sum(widths) == width
        assert len(widths) == part.columns + 1
        assert min(widths) > 0


@given(tables())
def test_figures_and_words_of_headings_stay_whole(data: TableData) -> None:
    for part in panels(data, LANDSCAPE):
        widths = column_widths(part, LANDSCAPE)
        if part.text_columns:
            continue
        for column in range(part.columns):
            assert all(text_width(row.cells[column]) <= widths[column + 1] for row in part.rows)
            words = part.header[-1][column + 1].text.split()
            assert all(text_width(word, heading=True) <= widths[column + 1] for word in words)


@given(tables(), st.sampled_from([PORTRAIT, LANDSCAPE]))
def test_a_table_cut_in_parts_loses_nothing(data: TableData, width: int) -> None:
    parts = panels(data, width)
    for number, row in enumerate(data.rows):
        assert sum((part.rows[number].cells for part in parts), ()) == row.cells
        assert all(part.rows[number].label == row.label for part in parts)
    assert sum((part.header[-1][1:] for part in parts), ()) == data.header[-1][1:]
    at = 0
    text: set[int] = set()
    for part in parts:
        text |= {at + column for column in part.text_columns}
        at += part.columns
    assert text == data.text_columns


def test_a_cut_is_made_between_groups() -> None:
    groups = tuple(HeaderCell(f"Document {n}", 3) for n in range(20))
    data = TableData(
        "Code by document and phase",
        (
            (HeaderCell(""), *groups),
            (HeaderCell("Code"), *(HeaderCell(p) for _ in groups for p in ("Before", "During", "After"))),
        ),
        (Row("Mistakes", tuple(str(n) for n in range(60))),),
    )
    parts = panels(data, LANDSCAPE)
    assert len(parts) > 1
    assert all(part.columns % 3 == 0 for part in parts)
    assert all(cell.span == 3 for part in parts for cell in part.header[0][1:])


def test_more_columns_than_word_holds() -> None:
    data = flat(["Code", *(str(n) for n in range(200))], [("x", *("1" for _ in range(200)))])
    parts = panels(data, LANDSCAPE)
    assert all(part.columns + 1 <= 63 for part in parts)
    assert sum(part.columns for part in parts) == 200


def test_only_wide_tables_lie_on_their_side() -> None:
    assert needs_landscape(builders.by_group_and_phase())
    assert not needs_landscape(builders.by_group())
    assert not needs_landscape(builders.by_phase())
    assert not needs_landscape(builders.inventory())


def test_a_label_stays_on_one_line_where_there_is_room() -> None:
    for data, width in ((builders.by_group(), PORTRAIT), (builders.by_group_and_phase(), LANDSCAPE)):
        longest = max(text_width(row.label) + 200 * row.depth for row in data.rows)
        assert column_widths(data, width)[0] >= longest


def test_text_shares_the_room_by_its_length() -> None:
    data = flat(
        ["Code", "Short", "Long", "n"],
        [("Mistakes", "some words here", "many words " * 20, "12")] * 4,
        frozenset({0, 1}),
    )
    _label, short, long, figure = column_widths(data, LANDSCAPE)
    assert long > 3 * short
    assert figure < short


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [("Continuous", True, 5.555), ("Unclear", True, 3.669), ("1234567890", False, 5.56), ("", False, 0)],
)
def test_text_width_is_that_of_arial(text: str, heading: bool, expected: float) -> None:
    """The expected widths are sums of the font's own, in ems."""
    size = 7.5 if heading else 8.5
    assert text_width(text, heading) == pytest.approx(expected * size * 20, abs=8 + 0.02 * 20 * size * expected)
