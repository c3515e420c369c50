"""Workbooks: strings as strings, numbers as numbers, nothing lost silently (cases 53 to 56; T11, T12)."""

from __future__ import annotations

import math
import re
import time
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.domain.errors import Cancelled, EnvironmentFault, Refusal
from qualcode.exchange.writers import excel
from qualcode.exchange.writers.excel import MAX_CELL, Sheet, write_excel
from qualcode.exchange.writers.safety import xml_safe
from qualcode.exchange.writers.table import Cell, HeaderCell
from tests.exchange.writers.failing import check_every_failure

MATRIX = Sheet(
    "Code/group",
    ("Code", "segm.", "share", "segm.", "share"),
    [["Mistakes", 12, 0.25, 0, None], ["Blaming", 36, 0.75, 3, 1.0], ["Segments", 48, 1.0, 3, 1.0]],
    formats=(None, None, "0.0%", None, "0.0%"),
    groups=((HeaderCell(""), HeaderCell("Family carers", 2), HeaderCell("Providers", 2)),),
    totals=frozenset({2}),
    frozen=1,
    notes=("Moderators are not counted.",),
)


def cells(path: Path, sheet: str) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def unescaped(text: str) -> str:
    """Read ``_x000D_`` as Excel does; openpyxl leaves it."""
    return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


def test_a_matrix(tmp_path: Path) -> None:
    path = tmp_path / "matrix.xlsx"
    assert write_excel(path, [MATRIX]) == ()
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Code-group", "Notes"]
    sheet = book["Code-group"]
    assert cells(path, "Code-group") == [
        [None, "Family carers", None, "Providers", None],
        ["Code", "segm.", "share", "segm.", "share"],
        ["Mistakes", 12, 0.25, 0, None],
        ["Blaming", 36, 0.75, 3, 1],
        ["Segments", 48, 1, 3, 1],
    ]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"B1:C1", "D1:E1"}
    assert sheet.freeze_panes == "B3"
    assert sheet["C3"].number_format == "0.0%"
    assert sheet["C5"].number_format == "0.0%"
    assert sheet["A5"].font.b
    assert not sheet["A4"].font.b
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width
    assert cells(path, "Notes") == [["Notes"], ["Moderators are not counted."]]


def test_a_list_has_filters_and_wrapped_text(tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"
    write_excel(path, [Sheet("Segments", ("quote", "n"), [["word " * 40, 1], ["short", 2]])])
    sheet = openpyxl.load_workbook(path)["Segments"]
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet["A2"].alignment.wrap_text
    assert not sheet["B2"].alignment.wrap_text
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org")', "=1+1", "{=1}", "@x", "http://example.org", "mailto:a@b.it",
        "00123", "1e5", "TRUE", "#N/A", "_x0041_", " spaces ", "two\nlines", "<b>&amp;</b>", "'", "🙂",
    ],
)  # fmt: skip
def test_a_string_is_a_string(tmp_path: Path, text: str) -> None:
    path = tmp_path / "text.xlsx"
    write_excel(path, [Sheet("s", (text,), [[text]])])
    book = openpyxl.load_workbook(path)
    for row in (1, 2):
        cell = book["s"].cell(row, 1)
        assert cell.data_type in ("s", "inlineStr")
        assert unescaped(str(cell.value)) == text
        assert cell.hyperlink is None


def test_what_is_no_number_or_too_large_for_one(tmp_path: Path) -> None:
    path = tmp_path / "numbers.xlsx"
    row: list[Cell] = [math.nan, math.inf, None, True, False, 2**53, -(2**60), 2**53 - 1, -0.5]
    write_excel(path, [Sheet("s", tuple("abcdefghi"), [row])])
    assert cells(path, "s")[1] == [
        None, None, None, "yes", "no", str(2**53), str(-(2**60)), 2**53 - 1, -0.5,
    ]  # fmt: skip


@pytest.mark.parametrize("letter", ["a", "🙂", "_x0041_", "é "])
def test_a_long_cell_goes_on_in_the_next_column(tmp_path: Path, letter: str) -> None:
    path = tmp_path / "long.xlsx"
    text = letter * (70_000 // len(letter))
    group = (HeaderCell(""), HeaderCell("Carers", 2))
    sheet = Sheet("s", ("id", "memo", "n"), [[1, "short", 7], [2, text, 8]], groups=(group,))
    notes = write_excel(path, [sheet])
    assert len(notes) == 1
    assert "“memo” of the table “s”" in notes[0]
    assert "“memo (2)”" in notes[0]
    rows = cells(path, "s")
    pieces = [str(cell) for cell in rows[3][1:-1]]
    assert unescaped("".join(pieces)) == text
    assert all(len(unescaped(piece).encode("utf-16-le")) // 2 <= MAX_CELL for piece in pieces)
    assert rows[1] == ["id", "memo", *(f"memo ({n})" for n in range(2, len(pieces) + 1)), "n"]
    assert rows[2] == [1, "short", *[None] * (len(pieces) - 1), 7]
    assert rows[0][1] == "Carers"
    merged = {str(area) for area in openpyxl.load_workbook(path)["s"].merged_cells.ranges}
    assert merged == {f"B1:{'ABCDEFGHIJKLMNOP'[len(pieces) + 1]}1"}
    assert cells(path, "Notes")[1] == [notes[0]]


def test_a_cell_at_the_limit_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "limit.xlsx"
    assert write_excel(path, [Sheet("s", ("memo",), [["a" * MAX_CELL]])]) == ()
    assert cells(path, "s")[1] == ["a" * MAX_CELL]


def test_a_long_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MAX_ROWS", 5)
    path = tmp_path / "rows.xlsx"
    sheet = Sheet("Codings", ("n",), [[n] for n in range(10)], totals=frozenset({0, 9}))
    notes = write_excel(path, [sheet])
    assert notes == (
        "The table “Codings” has 10 rows, more than a sheet holds: it goes on in 2 further sheets of the same name.",
    )
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Codings", "Codings (2)", "Codings (3)", "Notes"]
    found = [row[0] for name in book.sheetnames[:3] for row in cells(path, name)[1:]]
    assert found == list(range(10))
    assert book["Codings"]["A2"].font.b
    assert book["Codings (3)"]["A3"].font.b
    assert not book["Codings (3)"]["A2"].font.b


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    names = tuple(f"c{n}" for n in range(16_385))
    with pytest.raises(Refusal, match=r"16,385 columns.*16,384"):
        write_excel(tmp_path / "wide.xlsx", [Sheet("s", names, [])])
    assert list(tmp_path.iterdir()) == []


def test_an_empty_workbook_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    write_excel(path, [])
    assert openpyxl.load_workbook(path).sheetnames == ["Notes"]
    write_excel(path, [Sheet("s", ("a", "b"), [])])
    assert cells(path, "s") == [["a", "b"]]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_excel(tmp_path / "a.xlsx", [MATRIX], title="Study", created=datetime(2020, 3, 14))
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 90_000)
    write_excel(tmp_path / "b.xlsx", [MATRIX], title="Study", created=datetime(2020, 3, 14))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_nobody_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(path, [MATRIX])
    with zipfile.ZipFile(path) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}
    write_excel(path, [MATRIX], title="Carers", author="Marta")
    properties = openpyxl.load_workbook(path).properties
    assert (properties.title, properties.creator) == ("Carers", "Marta")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=())), min_size=2, max_size=2), max_size=4))
def test_any_text_comes_back(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "any.xlsx"
    write_excel(path, [Sheet("s", ("a", "b"), rows)])
    found = [unescaped(str(cell or "")) for row in cells(path, "s")[1:] for cell in row]
    expected = [xml_safe(cell) for row in rows for cell in row]
    assert found == expected + [""] * (len(found) - len(expected))


@pytest.mark.parametrize("start", range(0, 0x110000, 0x10000))
def test_every_code_point_can_be_written(tmp_path: Path, start: int) -> None:
    path = tmp_path / "points.xlsx"
    text = "".join(map(chr, range(start, start + 0x10000)))
    pieces = [text[at : at + 8192] for at in range(0, len(text), 8192)]
    write_excel(path, [Sheet("s", ("text",), [[piece] for piece in pieces])])
    found = [str(row[0] or "") for row in cells(path, "s")[1:]]
    assert [unescaped(piece) for piece in found] == [xml_safe(piece) for piece in pieces]


def test_stopping_leaves_the_old_file(tmp_path: Path) -> None:
    class Stopped:
        def report(self, done: int, total: int, label: str = "") -> None:
            if done >= 1000:
                raise Cancelled

    path = tmp_path / "many.xlsx"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write_excel(path, [Sheet("s", ("n",), [[n] for n in range(3000)])], progress=Stopped())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_each_step_may_fail(tmp_path: Path) -> None:
    assert check_every_failure(tmp_path, "matrix.xlsx", lambda path: write_excel(path, [MATRIX])) >= 6


def test_a_full_disk_while_the_rows_are_collected(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "many.xlsx"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(EnvironmentFault, match=r"many\.xlsx.*the disk is full"):
            write_excel(path, [Sheet("s", ("n",), [[f"row {n}"] for n in range(9000)])])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
