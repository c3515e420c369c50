"""The page of the matrix, on a real study, by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.analysis.matrix import DIMENSIONS as ANALYSED
from qualcode.analysis.matrix import Matrix
from qualcode.domain.changes import ChangeSet
from qualcode.domain.coding import CodingDetails
from qualcode.domain.errors import Refusal
from qualcode.gui import theme
from qualcode.gui.models.roles import MatrixRole, TreeRole
from qualcode.gui.panels.matrix_arrangement import DIMENSIONS, Arrangement
from qualcode.gui.panels.matrix_controls import FORMS, MEASURES
from qualcode.gui.panels.matrix_page import MatrixPage
from qualcode.gui.tasks import Runner
from qualcode.services.project import Project, create, open_project
from tests.gui.dialogs.examples import shown
from tests.gui.dialogs.studies import settle
from tests.gui.panels.matrix.hands import cell_of, figure, label_of, press


def test_codes_by_group_and_phase_are_counted_in_the_background(page: MatrixPage) -> None:
    assert label_of(page, "title") == "Code by group by phase"
    assert figure(page, "Insufficient level of trust", "Family carers, During") == "2"
    assert figure(page, "Absence of information", "Providers, During") == "1"
    assert figure(page, "Absence of information", "Total") == "2"
    assert figure(page, "Customer misbehaviour", "Total") == "–"
    assert figure(page, "Deductive", "Total") == "6"
    assert "Reflexive accounts are left out." in label_of(page, "notes")


def test_outer_groups_have_a_column_of_their_own_sum(page: MatrixPage) -> None:
    index = cell_of(page, "Deductive", "Family carers, All")
    assert index.data() == "4"
    assert index.data(MatrixRole.TOTAL) is True


def test_headings_have_two_levels_and_the_letters_of_the_groups(page: MatrixPage) -> None:
    outer, inner = page.view().header().levels()
    assert [(h.text, h.badge) for h in outer] == [
        ("Family carers", ("C", 1)),
        ("Providers", ("P", 2)),
        ("Researchers", ("T", 3)),
        ("", None),
    ]
    assert [h.text for h in inner][:2] == ["Before", "During"]
    assert inner[-1].text == "Total"
    assert inner[-1].total
    # Above a phase that nobody noted stand the words of the inspector.
    missing = next(h for h in inner if h.text == "Not noted")
    assert missing.tip == "Providers, Not noted"


def test_totals_and_n_stay_in_sight(page: MatrixPage) -> None:
    page.resize(1300, 460)
    totals = page.view().totals()
    model = totals.model()
    for row in (model.rowCount() - 2, model.rowCount() - 1):
        assert totals.viewport().rect().contains(totals.visualRect(model.index(row, 1)).center())
        assert page.view().figures().isRowHidden(row)
    assert model.index(model.rowCount() - 1, 0).data() == "Participants (N)"
    page.view().select(model.index(0, 1))
    QTest.keyClick(totals, Qt.Key.Key_PageUp)
    assert totals.visualRect(model.index(model.rowCount() - 1, 1)).bottom() < totals.viewport().height()


def test_the_arrow_keys_walk_through_the_whole_table(page: MatrixPage) -> None:
    view = page.view()
    view.select(view.figures().model().index(0, 1))
    view.focus()

    def press(key: Qt.Key) -> tuple[int, int]:
        focus = QGuiApplication.focusObject()
        assert isinstance(focus, QWidget)
        QTest.keyClick(focus, key)
        return view.current().row(), view.current().column()

    assert press(Qt.Key.Key_Left) == (0, 0)
    assert view.heads().hasFocus()
    last = view.figures().model().rowCount() - 1
    for _ in range(last):
        press(Qt.Key.Key_Down)
    assert view.current().row() == last
    assert press(Qt.Key.Key_Right) == (last, 1)
    assert view.totals().hasFocus()
    assert press(Qt.Key.Key_Up) == (last - 1, 1)
    assert press(Qt.Key.Key_Up) == (last - 2, 1)
    assert view.figures().hasFocus()


def test_branches_are_folded_by_mouse_and_keys(page: MatrixPage) -> None:
    heads = page.view().heads()
    model = heads.model()
    rows = model.rowCount()
    first = model.index(0, 0)
    assert first.data(TreeRole.EXPANDED) is True
    chevron = heads.visualRect(first).topLeft() + QPoint(19, 14)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    assert model.rowCount() < rows
    assert model.index(0, 0).data(TreeRole.EXPANDED) is False
    foot = model.rowCount() - 2
    assert page.view().figures().isRowHidden(foot)
    assert not page.view().figures().isRowHidden(foot - 1)
    page.view().select(first)
    heads.setFocus()
    QTest.keyClick(heads, Qt.Key.Key_Right)
    assert model.rowCount() == rows
    QTest.keyClick(heads, Qt.Key.Key_Left)
    assert model.rowCount() < rows
    QTest.keyClick(heads, Qt.Key.Key_Space)
    assert model.rowCount() == rows


def test_a_heading_sorts_the_rows(page: MatrixPage) -> None:
    header = page.view().header()
    model = page.view().figures().model()
    total = model.columnCount() - 1
    before = [model.index(r, 0).data() for r in range(model.rowCount())]
    page.view().figures().scrollTo(model.index(0, total))
    at = QPoint(header.sectionViewportPosition(total) + 20, header.height() - 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert model.index(0, 0).data() == "Deductive"
    assert [model.index(r, 0).data() for r in (1, 2)] == ["Absence of information", "Insufficient level of trust"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert model.index(0, 0).data() == "Inductive"
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [model.index(r, 0).data() for r in range(model.rowCount())] == before


def test_measures_give_different_numbers(page: MatrixPage, runner: Runner) -> None:
    found = {}
    for unit, _ in MEASURES:
        press(page, unit)
        settle(runner)
        found[unit] = figure(page, "Deductive", "Family carers, All")
    assert found == {"segments": "4", "participants": "2", "documents": "1", "words": "20"}
    assert not page.findChild(QPushButton, "row-percent").isEnabled()  # type: ignore[union-attr]  # it is there
    press(page, "segments")
    for form, _ in FORMS[1:]:
        press(page, form)
        settle(runner)
        found[form] = figure(page, "Deductive", "Family carers, All")
    assert (found["row-percent"], found["column-percent"]) == ("66.7", "100.0")
    press(page, "participants")
    settle(runner)
    assert figure(page, "Deductive", "Family carers, All") == "2"


def test_reflexive_accounts_count_when_they_are_wanted(page: MatrixPage, runner: Runner) -> None:
    press(page, "reflexive")
    settle(runner)
    assert figure(page, "Insufficient level of trust", "Researchers, During") == "1"
    assert "Reflexive accounts are included." in label_of(page, "notes")


def test_shading_and_zeros_are_a_matter_of_the_look(page: MatrixPage, runner: Runner) -> None:
    cell = cell_of(page, "Insufficient level of trust", "Family carers, During")
    assert cell.data(MatrixRole.HEAT) == 5
    press(page, "shading")
    assert not runner.busy
    assert cell_of(page, "Insufficient level of trust", "Family carers, During").data(MatrixRole.HEAT) == 0
    press(page, "zero-as-0")
    assert not runner.busy
    assert figure(page, "Customer misbehaviour", "Total") == "0"


def test_the_last_table_stays_while_another_is_counted(page: MatrixPage, runner: Runner) -> None:
    matrix = page.matrix()
    page.set_arrangement(Arrangement("code", ("sex",)))
    assert page.matrix() is matrix
    page.set_arrangement(Arrangement("code", ("wave",)))
    page.set_arrangement(Arrangement("participant", ("phase",)))
    settle(runner)
    assert page.matrix() is not matrix
    assert label_of(page, "title") == "Participant by phase"
    assert figure(page, "Carer, female, 8", "During") == "2"
    box = page.findChild(QAbstractButton, "aggregate")
    assert box is not None
    assert not box.isVisible()


def test_three_levels(page: MatrixPage, runner: Runner) -> None:
    page.set_arrangement(Arrangement("code", ("group", "sex", "phase")))
    settle(runner)
    levels = page.view().header().levels()
    assert [len(level) > 0 for level in levels] == [True] * 3
    assert figure(page, "Insufficient level of trust", "Family carers, female, During") == "2"
    assert figure(page, "Inability to serve", "Family carers, male, All") == "1"


def test_a_change_of_the_study_is_counted(qtbot: QtBot, page: MatrixPage, runner: Runner, project: Project) -> None:
    heard: list[ChangeSet] = []
    end = project.subscribe(heard.append)
    document = project.documents.find("workshop").id
    span = project.documents.locate(document, "the key was at the neighbour's")
    project.coding.add(document, span, [project.codebook.find("Mistakes").id], CodingDetails(phase="after"))
    page.follow(heard[-1])
    qtbot.waitUntil(lambda: figure(page, "Mistakes", "Family carers, After") == "1")
    page.hide()
    project.history.undo()
    end()
    page.follow(heard[-1])
    page.show()
    settle(runner)
    assert figure(page, "Mistakes", "Family carers, After") == "–"


def test_what_is_shown_is_remembered(qtbot: QtBot, page: MatrixPage, runner: Runner, project: Project) -> None:
    page.set_arrangement(Arrangement("participant", ("phase", "valence")))
    press(page, "words")
    press(page, "zero-as-0")
    settle(runner)
    other = MatrixPage(project, runner, theme.current())
    qtbot.addWidget(other)
    other.restore(page.state())
    assert other.arrangement() == Arrangement("participant", ("phase", "valence"))
    assert other.state() == page.state()


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"rows": "code", "columns": []},
        {"rows": "code", "columns": ["code"]},
        {"rows": "nonsense", "columns": ["group"]},
        {"rows": "code", "columns": ["group", "sex", "phase", "wave"]},
        {"options": {"unit": 3, "shading": "yes"}},
        {"rows": 1, "columns": "group", "options": []},
    ],
)
def test_what_is_not_understood_is_not_restored(page: MatrixPage, runner: Runner, state: dict[str, object]) -> None:
    before = page.state()
    page.restore(state)  # type: ignore[arg-type]  # such a file may have been edited by hand
    settle(runner)
    assert page.state() == before


def test_nothing_coded_says_what_to_do(qtbot: QtBot, runner: Runner, tmp_path: Path) -> None:
    create(tmp_path / "empty.qualcode")
    with open_project(tmp_path / "empty.qualcode") as empty:
        page = MatrixPage(empty, runner, theme.current())
        shown(qtbot, page)
        settle(runner)
        wanted: list[bool] = []
        page.transcripts_requested.connect(lambda: wanted.append(True))
        state = page.findChild(QWidget, "empty")
        assert state is not None
        assert state.isVisible()
        QTest.mouseClick(state.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
        assert wanted == [True]
        copy = page.findChild(QPushButton, "copy-table")
        assert copy is not None
        assert not copy.isEnabled()
        settle(runner)


def test_a_table_that_is_refused_says_why_and_the_last_one_stays(
    page: MatrixPage, runner: Runner, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> Matrix:
        raise Refusal("A matrix with 9,000 headers is too large. Drop a dimension.")

    with monkeypatch.context() as patched:
        patched.setattr(project.matrices, "compute", refuse)
        page.set_arrangement(Arrangement("code", ("document", "participant")))
        settle(runner)
    assert page._message.text() == "A matrix with 9,000 headers is too large. Drop a dimension."
    assert label_of(page, "title") == "Code by group by phase"
    page.set_arrangement(Arrangement("code", ("document",)))
    settle(runner)
    assert not page._message.isVisible()


def test_the_words_of_the_window_cover_all_dimensions() -> None:
    assert set(DIMENSIONS) == set(ANALYSED)


def test_the_page_fits_a_small_laptop(page: MatrixPage, runner: Runner) -> None:
    page.open_cell(cell_of(page, "Deductive", "Total"))
    settle(runner)
    assert page.minimumSizeHint().width() <= 1366
    assert page.minimumSizeHint().height() <= 640
    assert page.findChildren(QMenu, "dimension-menu") == []
