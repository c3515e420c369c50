"""Tables as CSV: what Excel and pandas read is what was written (case 52)."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.domain.errors import Cancelled
from qualcode.domain.text import canonicalise
from qualcode.exchange.readers.cells.separated import separated_cells
from qualcode.exchange.writers.csv_table import write_csv, write_csv_lines
from qualcode.exchange.writers.table import Cell
from tests.exchange.writers.failing import check_every_failure

ROWS: list[list[Cell]] = [
    ["Perché no?", '=HYPERLINK("x")', 12, 0.5, None, True],
    ['two\nlines, and a "quote"', "-5", -5, math.nan, "", False],
]
HEADER = ["quote", "=text", "n", "share", "memo", "key"]


def read(path: Path) -> list[list[str]]:
    with open(path, encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


def test_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"
    write_csv(path, HEADER, ROWS)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfquote,'=text,n,share,memo,key\r\n")
    assert read(path)[1:] == [
        ["Perché no?", '\'=HYPERLINK("x")', "12", "0.5", "", "yes"],
        ['two\nlines, and a "quote"', "'-5", "-5", "", "", "no"],
    ]


def test_exact_values_have_no_apostrophe(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"
    write_csv(path, HEADER, ROWS, exact=True)
    table = read(path)
    assert table[0][1] == "=text"
    assert [row[1] for row in table[1:]] == ['=HYPERLINK("x")', "-5"]


def test_pandas_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"
    write_csv(path, HEADER, ROWS)
    frame = pd.read_csv(path, encoding="utf-8-sig")
    assert list(frame["quote"]) == ["Perché no?", 'two\nlines, and a "quote"']
    assert list(frame["n"]) == [12, -5]


def test_a_generator_is_streamed(tmp_path: Path) -> None:
    def rows() -> Iterator[list[Cell]]:
        for number in range(5000):
            yield [number, f"row {number}"]

    path = tmp_path / "many.csv"
    write_csv(path, ["n", "text"], rows())
    assert read(path)[-1] == ["4999", "row 4999"]


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        write_csv(tmp_path / name, HEADER, ROWS)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_an_open_stream_gets_the_same_lines(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"
    write_csv(path, HEADER, ROWS)
    text = io.StringIO(newline="")
    write_csv_lines(text, HEADER, ROWS)
    assert text.getvalue().encode("utf-8-sig") == path.read_bytes()


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=())), min_size=2, max_size=2), max_size=5))
def test_any_text_comes_back(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    write_csv_lines(text, ["a", "b"], rows, exact=True)
    text.getvalue().encode("utf-8")  # no lone surrogate is left
    back = list(csv.reader(io.StringIO(text.getvalue(), newline="")))[1:]
    for before, after in zip(rows, back, strict=True):
        for cell, found in zip(before, after, strict=True):
            kept = [c for c in cell if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff")]
            assert found == "".join(c for c in kept if c not in "\ufffe\uffff")


def test_stopping_leaves_the_old_file(tmp_path: Path) -> None:
    class Stopped:
        def report(self, done: int, total: int, label: str = "") -> None:
            assert total == 9000
            if done >= 4000:
                raise Cancelled

    path = tmp_path / "many.csv"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write_csv(path, ["n"], [[n] for n in range(9000)], progress=Stopped())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_each_step_may_fail(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[n, "word " * 20] for n in range(400)]
    assert check_every_failure(tmp_path, "table.csv", lambda path: write_csv(path, ["n", "text"], rows)) >= 8


CANONICAL = st.text(st.characters() | st.sampled_from("'=+-@＝\"\n\t,; \ufeff")).map(lambda raw: canonicalise(raw).text)


@given(st.lists(st.lists(CANONICAL, min_size=2, max_size=2), min_size=1, max_size=4))
@example([["\ufffd", "x"]])
@example([["'=1", "''+x"], ["a\nb", "\ufeffc"]])
def test_our_reader_reads_what_was_written(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("round") / "table.csv"
    write_csv(path, ["a", "b"], [["1", "2"], *rows])
    assert separated_cells(path, 100)[2:] == rows


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\u2029", "\u0085"])
def test_cells_with_an_end_of_line_stand_in_quotes(end: str) -> None:
    text = io.StringIO(newline="")
    write_csv_lines(text, ["a", "b"], [[f"one{end}two", 5], ["plain", 6]])
    assert text.getvalue() == f'a,b\r\n"one{end}two",5\r\nplain,6\r\n'


def test_a_row_of_a_file_ends_only_at_the_end_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text('name,definition\r\nA,one\u2028two\r\nB,"three\rfour"\r\n', "utf-8", newline="")
    assert separated_cells(path, 10)[1:] == [["A", "one\ntwo"], ["B", "three\nfour"]]
    path.write_text("sep=;\rname;x\rA;1\r", "utf-8", newline="")
    assert separated_cells(path, 10) == [["name", "x"], ["A", "1"]]
