"""From a number of the matrix to its quotes, to the clipboard and to a file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.panels.matrix_page import MatrixPage
from qualcode.gui.tasks import Runner
from qualcode.services.project import Project
from tests.gui.dialogs.studies import settle
from tests.gui.panels.matrix.hands import cell_of, click, label_of, press


def test_a_double_click_opens_the_quotes(qtbot: QtBot, page: MatrixPage, runner: Runner, project: Project) -> None:
    told: list[tuple[tuple[int, ...], str]] = []
    page.quotes_requested.connect(lambda codings, title: told.append((codings, title)))
    click(page.view().figures(), cell_of(page, "Insufficient level of trust", "Family carers, During"), double=True)
    settle(runner)
    (codings, title), *more = told
    assert not more
    assert title == "Insufficient level of trust · Family carers · During"
    assert len(codings) == 2
    quotes = page.quotes()
    assert quotes.isVisible()
    assert label_of(quotes, "numbers") == "2 segments, 1 of 1 participant, 1 document"
    shown_quotes = [quotes.model().index(row, 0).data() for row in range(quotes.model().rowCount())]
    assert shown_quotes == ["I stopped telling them about the nights.", "They said it stays between us."]
    facts = quotes.facts()
    assert facts is not None
    assert facts.badge == ("C", 1)
    assert facts.colour == project.codebook.find("Insufficient level of trust").colour


@pytest.mark.parametrize(
    ("row", "column", "number", "title"),
    [
        ("Deductive", "Total", 6, "Deductive"),
        ("Segments in the table", "Providers, All", 2, "All rows · Providers · All"),
        ("Segments in the table", "Total", 6, "The whole table"),
    ],
)
def test_enter_opens_totals_too(
    page: MatrixPage, runner: Runner, row: str, column: str, number: int, title: str
) -> None:
    told: list[tuple[tuple[int, ...], str]] = []
    page.quotes_requested.connect(lambda codings, name: told.append((codings, name)))
    index = cell_of(page, row, column)
    page.view().select(index)
    page.view().focus()
    focus = QGuiApplication.focusObject()
    assert isinstance(focus, QTableView)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    settle(runner)
    assert [(len(codings), name) for codings, name in told] == [(number, title)]
    assert page.quotes().model().rowCount() == number


def test_a_head_opens_its_row(page: MatrixPage, runner: Runner) -> None:
    told: list[str] = []
    page.quotes_requested.connect(lambda _codings, name: told.append(name))
    heads = page.view().heads()
    page.view().select(heads.model().index(1, 0))
    heads.setFocus()
    QTest.keyClick(heads, Qt.Key.Key_Enter)
    settle(runner)
    assert told == ["Absence of information"]


def test_an_empty_cell_says_so(page: MatrixPage) -> None:
    told: list[str] = []
    page.told.connect(told.append)
    page.open_cell(cell_of(page, "Blaming", "Providers, After"))
    assert [sentence.split(":")[0] for sentence in told] == ["No quote stands behind this cell"]
    assert not page.quotes().isVisible()


def test_the_table_is_copied_for_word_and_excel(page: MatrixPage) -> None:
    page.view().select(page.view().figures().model().index(0, 1))
    page.view().focus()
    QTest.keyClick(page.view().figures(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().split("\n")]
    assert lines[0][:2] == ["", "Family carers"]
    assert lines[1][0] == "Code"
    assert lines[1][-1] == "Total"
    assert {len(line) for line in lines} == {len(lines[1])}
    trust = next(line for line in lines if line[0] == "Insufficient level of trust")
    assert trust[-1] == "2"
    assert 'colspan="' in data.html()
    assert "Insufficient level of trust" in data.html()


def test_chosen_cells_are_copied_alone(page: MatrixPage) -> None:
    figures = page.view().figures()
    start = cell_of(page, "Absence of information", "Family carers, Before")
    click(figures, start)
    QTest.keyClick(figures, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(figures, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(figures, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\n".join(
        (
            "\tFamily carers\t",
            "Code\tBefore\tDuring",
            "Absence of information\t–\t–",
            "Insufficient level of trust\t–\t2",
        )
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
def test_export_writes_the_file_in_the_background(
    page: MatrixPage, runner: Runner, tmp_path: Path, ending: str
) -> None:
    told: list[str] = []
    page.told.connect(told.append)
    file = tmp_path / f"matrix.{ending}"
    page.export(file)
    settle(runner)
    assert told == [f"Written to {file}."]
    assert file.stat().st_size > 100
    if ending == "csv":
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
        assert rows[0][0] == "Code"
    acts = page.findChildren(QAction, f"export-{ending}")
    assert len(acts) == 1


def test_an_export_that_is_refused_says_why(page: MatrixPage, runner: Runner, tmp_path: Path) -> None:
    page.export(tmp_path / "matrix.exe")
    settle(runner)
    assert "Choose one of these endings" in page._message.text()
    assert page._message.isVisible()


def test_the_quotes_panel_leads_on_and_back(page: MatrixPage, runner: Runner, project: Project) -> None:
    places: list[tuple[int, int, int]] = []
    retrieved: list[str] = []
    page.place_requested.connect(lambda *place: places.append(place))
    page.retrieved_requested.connect(lambda _codings, name: retrieved.append(name))
    page.open_cell(cell_of(page, "Inability to serve", "Family carers, All"))
    settle(runner)
    quotes = page.quotes()
    press(quotes, "open-retrieved")
    assert retrieved == ["Inability to serve · Family carers · All"]
    press(quotes, "copy-quotes")
    assert QGuiApplication.clipboard().text().startswith("“The bus was late” (Carer, male, 4; workshop, ¶ ")
    quotes.focus_list()
    focus = QGuiApplication.focusObject()
    assert isinstance(focus, QWidget)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    document = project.documents.find("workshop").id
    start = project.documents.text(document).index("The bus")
    assert places == [(document, start, start + len("The bus was late"))]
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert not quotes.isVisible()
    assert page.view().figures().hasFocus()


def test_the_valence_of_a_quote_is_told_in_words_with_a_sign(page: MatrixPage, runner: Runner) -> None:
    page.open_cell(cell_of(page, "Insufficient level of trust", "Family carers, During"))
    settle(runner)
    quotes = page.quotes()
    delegate = quotes._delegate
    told = [delegate._valence(quotes.model().index(row, 0)) for row in range(2)]
    assert told == ["±  Both", "−  Co-destruction"]
