"""The rules in docs/measures.md: every table on that page is computed anew from the study told there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.analysis.matrix import Filters, Matrix, compute, flat_rows
from tests.analysis.small_studies import SmallStudy, make_code

PAGE = Path(__file__).parents[2] / "docs" / "measures.md"
SETTINGS = {"rows", "columns", "measure", "sub-codes", "reflexive", "codes", "groups", "note"}


@dataclass(frozen=True)
class Example:
    """A table of the page and how it is asked for."""

    settings: dict[str, str]
    table: list[list[str]]


def read_table(lines: list[str]) -> list[list[str]]:
    """Read a table: its header and its rows, without the line between."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [rows[0], *rows[2:]]


def blocks(page: str, language: str) -> list[tuple[str, str]]:
    """Return (words after the language, content) of each fenced block."""
    return re.findall(rf"^```{language} ?(.*)\n((?:.*\n)*?)```$", page, re.MULTILINE)


def tables(page: str) -> list[list[list[str]]]:
    """Return all tables of the page."""
    return [read_table(found.splitlines()) for found in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)]


def numbered(names: list[str], first: int) -> list[tuple[int, str]]:
    """Give each different name an id."""
    return list(enumerate(dict.fromkeys(name for name in names if name), start=first))


def read_study(page: str) -> SmallStudy:
    """Build the study that the page tells."""
    people, documents, codings = tables(page)[:3]
    study = SmallStudy(texts={})
    study.labels = {
        "participant": numbered([row[0] for row in people[1:]], 10),
        "group": numbered([row[1] for row in people[1:]], 20),
        "document": numbered([row[0] for row in documents[1:]], 30),
        "wave": numbered([row[1] for row in documents[1:]], 40),
        "coder": numbered([row[4] for row in codings[1:]], 50),
        "phase": numbered([row[5] for row in codings[1:]], 60),
    }
    key = {name: {label: number for number, label in listed} for name, listed in study.labels.items()}
    study.participants = [
        (key["participant"][name], key["group"].get(group, 0), sex or None) for name, group, sex in people[1:]
    ]
    study.documents = [
        (key["document"][name], key["wave"][wave], kind == "reflexive") for name, wave, kind in documents[1:]
    ]
    for name, text in blocks(page, "transcript"):
        document = key["document"][name]
        study.texts[document] = text
        for line in re.finditer(r"^(\w+): (.+)$", text, re.MULTILINE):
            who = key["participant"].get(line[1], 0)
            study.turns.append((document, line.start(2), line.end(2), who, 0))
    above: dict[int, int] = {}
    for position, code_line in enumerate(blocks(page, "codes")[0][1].splitlines()):
        depth = (len(code_line) - len(code_line.lstrip())) // 2
        study.codes.append(make_code(70 + position, code_line.strip(), above.get(depth - 1), position))
        above[depth] = 70 + position
    code_of = {code.name: code.id for code in study.codes}
    spans: dict[tuple[int, int, int], int] = {}
    for number, document_name, passage, code, coder, phase in codings[1:]:
        document = key["document"][document_name]
        passage = passage.replace(" / ", "\n")
        assert study.texts[document].count(passage) == 1, passage
        start = study.texts[document].index(passage)
        segment = spans.setdefault((document, start, start + len(passage)), 100 + len(spans))
        study.codings.append(
            (int(number), segment, code_of[code], key["coder"][coder], key["phase"].get(phase, 0), 0, 0, 0)
        )
    study.segments = [(segment, *span) for span, segment in spans.items()]
    return study


def read_examples(page: str) -> list[Example]:
    """Return the tables that the page says are computed."""
    found = re.findall(r"^```matrix\n((?:.*\n)*?)```\n\n((?:^\|.*\n)+)", page, re.MULTILINE)
    return [
        Example(
            dict(line.split(": ", 1) for line in settings.splitlines()),
            read_table(table.splitlines()),
        )
        for settings, table in found
    ]


def compute_example(study: SmallStudy, settings: dict[str, str]) -> Matrix:
    """Compute a table as its settings say."""
    assert settings.keys() <= SETTINGS
    codes = {code.name: code.id for code in study.codes}
    groups = {label: key for key, label in study.labels["group"]}
    return compute(
        study.frame(),
        rows=settings["rows"],
        columns=settings["columns"].split(", "),
        measure=settings["measure"],
        aggregate=settings.get("sub-codes", "summed") == "summed",
        include_reflexive=settings.get("reflexive", "left out") == "included",
        filters=Filters(
            codes=frozenset({codes[settings["codes"]]}) if "codes" in settings else None,
            groups=frozenset({groups[settings["groups"]]}) if "groups" in settings else None,
        ),
    )


def as_printed(matrix: Matrix) -> list[list[str]]:
    """Write a matrix as the page does."""
    header, rows = flat_rows(matrix)
    return [header, *([str(cell) for cell in row] for row in rows)]


TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = read_examples(TEXT)


def test_the_page_has_an_example_for_every_measure() -> None:
    from qualcode.analysis.matrix import MEASURES

    assert {example.settings["measure"] for example in EXAMPLES} == set(MEASURES)
    assert len(EXAMPLES) == len(blocks(TEXT, "matrix"))


@pytest.mark.parametrize("example", EXAMPLES, ids=[str(number) for number in range(len(EXAMPLES))])
def test_the_page_prints_what_is_computed(example: Example) -> None:
    matrix = compute_example(read_study(TEXT), example.settings)
    assert as_printed(matrix) == example.table
    if "note" in example.settings:
        assert example.settings["note"] in matrix.notes


def test_each_coding_of_the_page_is_behind_the_number_that_counts_it() -> None:
    matrix = compute_example(read_study(TEXT), {"rows": "code", "columns": "group", "measure": "segments"})
    barriers = [row.label for row in matrix.rows].index("Barriers")
    groups = [path[0].label for path in matrix.columns]
    assert matrix.cell(barriers, groups.index("Carers")) == {1, 2, 3, 4}
    assert matrix.cell(barriers, groups.index("Providers")) == {3, 7, 8}
    assert matrix.cell(barriers, groups.index("(not assigned)")) == {5}
    assert matrix.cell() == {1, 2, 3, 4, 5, 7, 8}
