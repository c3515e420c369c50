"""Text is made harmless for each format (cases 43, 52, 55, 56; T12)."""

from __future__ import annotations

import io
import re
import sys

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcode.exchange.writers.safety import csv_plain, csv_safe, file_name, sheet_name, xml_safe

BLOCK = 0x10000
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates too
RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}


@pytest.mark.parametrize("start", range(0, sys.maxunicode + 1, BLOCK))
def test_every_code_point_is_parsed_or_dropped(start: int) -> None:
    every = "".join(map(chr, range(start, start + BLOCK)))
    safe = xml_safe(every)
    root = etree.Element("t")
    root.text = safe  # lxml refuses what XML forbids
    text = etree.fromstring(etree.tostring(root, encoding="utf-8")).text
    assert (text or "") == safe
    dropped = {ord(c) for c in every} - {ord(c) for c in safe}
    expected = {
        n
        for n in range(start, start + BLOCK)
        if (n < 0x20 and n not in (9, 10, 13)) or 0xD800 <= n < 0xE000 or n in (0xFFFE, 0xFFFF)
    }
    assert dropped == expected


@given(ANY_TEXT)
def test_nothing_else_is_touched(text: str) -> None:
    safe = xml_safe(text)
    assert xml_safe(safe) == safe
    kept = iter(text)
    assert all(character in kept for character in safe)  # in order, nothing added


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_formula_gets_an_apostrophe(start: str) -> None:
    assert csv_safe(f"{start}1+1") == f"'{start}1+1"
    assert csv_safe(f"'{start}1+1") == f"''{start}1+1"


@given(st.text(st.sampled_from("'=+a \t＝-@")) | ANY_TEXT)
def test_the_apostrophe_comes_off_again(text: str) -> None:
    assert csv_plain(csv_safe(text)) == text


@pytest.mark.parametrize("cell", ["", "1-1", "a=b", "–5", "'1", "'tis", " =1", "(+39) 0165"])
def test_other_cells_stay(cell: str) -> None:
    assert csv_safe(cell) == cell


@given(ANY_TEXT, st.sampled_from(["docx", "csv", ""]))
def test_file_names_follow_the_rules_of_windows(title: str, extension: str) -> None:
    name = file_name(title, extension)
    stem = name[: -len(extension) - 1] if extension else name
    assert stem
    assert stem == stem.strip()
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]', name)
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert stem.split(".")[0].rstrip().lower() not in RESERVED
    assert len(name.encode("utf-8")) <= 201
    assert not extension or name.endswith(f".{extension}")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("CON", "_CON.csv"),
        ("lpt1.old", "_lpt1.old.csv"),
        ("COM¹", "_COM¹.csv"),
        ("Interview 3/4: carers?", "Interview 3-4- carers-.csv"),
        ("  ...  ", "Untitled.csv"),
        ("two\nlines", "two lines.csv"),
        ("cod\u202evsc.exe", "codvsc.exe.csv"),
        ("Perché 🙂", "Perché 🙂.csv"),
        ("../../etc/passwd", "-..-etc-passwd.csv"),
    ],
)
def test_file_names(title: str, name: str) -> None:
    assert file_name(title, "csv") == name


def test_a_long_name_is_cut_between_characters() -> None:
    name = file_name("🙂" * 100, "docx")
    assert name == "🙂" * 48 + ".docx"


@given(st.lists(ANY_TEXT, max_size=12))
def test_sheet_names_are_accepted_and_unique(titles: list[str]) -> None:
    taken: set[str] = set()
    workbook = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for title in titles:
        name = sheet_name(title, taken)
        workbook.add_worksheet(name)  # raises on a name that Excel refuses or that is taken
        assert len(name.encode("utf-16-le")) // 2 <= 31
    assert len(taken) == len(titles)
    workbook.close()


def test_sheet_names() -> None:
    taken: set[str] = set()
    names = [sheet_name(t, taken) for t in ("Codes", "CODES", "c" * 40, "c" * 40, "a/b", "history", "'x'", "")]
    assert names == [
        "Codes", "CODES (2)", "c" * 31, "c" * 27 + " (2)", "a-b", "history 1", "x", "Sheet",
    ]  # fmt: skip
