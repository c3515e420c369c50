"""Tables of text and of Excel become rows."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from qualcode.domain.errors import Refusal
from qualcode.exchange.readers import tables
from qualcode.exchange.readers.tables import read_table
from qualcode.exchange.writers.csv_table import write_csv
from tests.exchange.word_files import paragraph, write_word


def csv_file(folder: Path, text: str, encoding: str = "utf-8", name: str = "people.csv") -> Path:
    """Write a table of text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, *rows: list[object], name: str = "people.xlsx") -> Path:
    """Write a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / name)
    return folder / name


EXPECTED = [{"speaker": "C1", "note": "so, so"}, {"speaker": "C2", "note": "perché"}]


@pytest.mark.parametrize(
    "text",
    [
        'speaker,note\nC1,"so, so"\nC2,perché\n',
        '\ufeffspeaker;note\r\nC1;"so, so"\r\nC2;perché\r\n',
        "speaker\tnote\nC1\tso, so\nC2\tperché\n",
        ' speaker , note ,\nC1,"so, so",\nC2,perché,\n\n\n',
        "sep=;\nspeaker;note\nC1;so, so\nC2;perché",
    ],
)
@pytest.mark.parametrize("name", ["people.csv", "people.txt", "people"])
def test_separators_are_found(tmp_path: Path, text: str, name: str) -> None:
    assert read_table(csv_file(tmp_path, text, name=name)) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252"])
def test_encodings_of_tables(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, 'speaker,note\nC1,"so, so"\nC2,perché\n', encoding)
    assert read_table(path) == EXPECTED


def test_named_encoding(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "speaker\nżółć\n", "cp1250")
    assert read_table(path, encoding="cp1250") == [{"speaker": "żółć"}]


def test_letters_are_never_lost_in_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("speaker\nGià perché però\n".encode() + b"caff\xe8\n")
    with pytest.raises(Refusal, match=r"a\.csv, line 3: some letters do not fit the encoding utf-8"):
        read_table(path)


def test_cells_may_hold_lines_and_quotes(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'name,definition\r\nTrust,"One\r\n\r\n""two"""\r\n')
    assert read_table(path) == [{"name": "Trust", "definition": 'One\n\n"two"'}]


def test_what_we_export_comes_back(tmp_path: Path) -> None:
    rows = [["=1+1", "-x"], ["'quoted'", "@home"], ["a;b", "\tc"]]
    write_csv(tmp_path / "a.csv", ["one", "two"], rows)
    assert [list(row.values()) for row in read_table(tmp_path / "a.csv")] == rows


def test_one_column_needs_no_separator(tmp_path: Path) -> None:
    assert read_table(csv_file(tmp_path, "name\nTrust; and more\n")) == [{"name": "Trust; and more"}]


def test_blank_rows_keep_the_numbers_right(tmp_path: Path) -> None:
    rows = read_table(csv_file(tmp_path, "speaker,n\nC1,1\n,\n\nC2,2\n\n"))
    assert [row["speaker"] for row in rows] == ["C1", "", "", "C2"]


def test_short_rows_are_filled(tmp_path: Path) -> None:
    assert read_table(csv_file(tmp_path, "a,b,c\n1\n1,2\n"))[0] == {"a": "1", "b": "", "c": ""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("\n\n", "is an empty table"),
        (",\nC1,x\n", "row 1: the names of the columns are missing"),
        ("speaker,,n\nC1,2,3\n", "column 2: it has no name"),
        ("speaker,\nC1,2\n", "column 2: it holds cells but has no name"),
        ("speaker,Speaker\nC1,2\n", "the column “speaker” occurs twice"),
        ("speaker,n\nC1,2,3\n", r"row 2: there are more cells \(3\) than columns \(2\)"),
        ('speaker,n\nC1,"2\nC2,3\n', "row 2: the quotation marks do not fit"),
        ('speaker,n\nC1,"2"x\n', "row 2: the quotation marks do not fit"),
    ],
)
def test_tables_that_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refusal, match=rf"^people\.csv.*{said}"):
        read_table(csv_file(tmp_path, text))


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert len(read_table(csv_file(tmp_path, "a\n" + "1\n" * 3))) == 3
    for path in (csv_file(tmp_path, "a\n" + "1\n" * 4), workbook(tmp_path, ["a"], [1], [2], [3], [4])):
        with pytest.raises(Refusal, match="has more than 3 rows"):
            read_table(path)


# Workbooks


def test_cells_of_a_workbook_are_written_as_a_person_would(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [" speaker ", "number", "share", "since", "at", "yes", "note", None],
        ["C1", 8.0, 0.25, datetime.datetime(2019, 7, 9), datetime.datetime(2019, 7, 9, 14, 30), True, "a\r\nb", None],
        [None],
        [12, -3, 1e20, datetime.date(2020, 1, 2), datetime.time(8, 5), False, None, None],
    )
    assert [list(row.values()) for row in read_table(path)] == [
        ["C1", "8", "0.25", "2019-07-09", "2019-07-09 14:30:00", "yes", "a\nb"],
        [""] * 7,
        ["12", "-3", "1e+20", "2020-01-02", "08:05:00", "no", ""],
    ]


def test_name_of_a_workbook_does_not_matter(tmp_path: Path) -> None:
    assert read_table(workbook(tmp_path, ["a"], ["1"], name="people.csv")) == [{"a": "1"}]


def test_first_visible_sheet_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.append(["hidden"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("People")
    shown.append(["speaker"])
    shown.append(["C1"])
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx") == [{"speaker": "C1"}]


def calculated(path: Path, result: str) -> None:
    """Put a result behind the formula of a workbook, as a spreadsheet does on saving."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<v></v>" in sheet or b"<v />" in sheet or b"<v/>" in sheet
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        sheet = sheet.replace(empty, f"<v>{result}</v>".encode())
    parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_formulas_give_their_last_result_or_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["speaker", "number"], ["C1", "=4*2"])
    with pytest.raises(Refusal, match=r"people\.xlsx, row 2, column 2: the formula has no result"):
        read_table(path)
    calculated(path, "8")
    assert read_table(path) == [{"speaker": "C1", "number": "8"}]


def test_wrong_size_of_a_sheet_cuts_nothing_off(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["a", "b"], ["1", "2"])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b'ref="A1:B2"', b'ref="A1"')
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert read_table(path) == [{"a": "1", "b": "2"}]


def test_workbooks_that_are_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path, ["a"], ["1"], name="good.xlsx")
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(good.read_bytes()[:-40])
    with pytest.raises(Refusal, match=r"bad\.xlsx is damaged or not an Excel file"):
        read_table(bad)
    with zipfile.ZipFile(bad, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(Refusal, match=r"bad\.xlsx is damaged"):
        read_table(bad)
    with zipfile.ZipFile(bad, "w") as package:
        package.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(Refusal, match=r"bad\.xlsx declares a document type"):
        read_table(bad)
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", b" " * 20_000_000)
    with pytest.raises(Refusal, match="unpacks to far more"):
        read_table(bad)
    with pytest.raises(Refusal, match="is a Word document: choose a table"):
        read_table(write_word(tmp_path / "a.docx", paragraph("x")))
