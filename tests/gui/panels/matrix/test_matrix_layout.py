"""What stands beside what in the table of a matrix, whatever was shown before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from qualcode.gui.fonts import scaled
from qualcode.gui.models.roles import TreeRole
from qualcode.gui.panels.matrix_arrangement import Arrangement
from qualcode.gui.panels.matrix_header import LEVEL
from qualcode.gui.panels.matrix_page import MatrixPage
from qualcode.gui.tasks import Runner
from qualcode.gui.widgets.chip import Chip
from qualcode.services.project import Project
from tests.gui.dialogs.studies import settle
from tests.gui.panels.matrix.hands import cell_of, click, label_of

ONE, TWO, THREE = ("group",), ("group", "phase"), ("group", "phase", "sex")


def _tops(page: MatrixPage) -> list[tuple[int, int]]:
    """Return where each row begins on screen: its head, and its first figure."""
    heads, figures = page.view().heads(), page.view().figures()
    model = heads.model()
    return [
        (
            heads.viewport().mapTo(page, QPoint(0, heads.rowViewportPosition(row))).y(),
            figures.viewport().mapTo(page, QPoint(0, figures.rowViewportPosition(row))).y(),
        )
        for row in range(model.rowCount() - 2)
    ]


@pytest.mark.parametrize(
    ("before", "after"), [(TWO, THREE), (THREE, TWO), (TWO, ONE), (ONE, THREE), (THREE, ONE)], ids=str
)
def test_names_and_figures_stay_in_one_line_when_the_headings_change(
    page: MatrixPage, runner: Runner, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    for columns in (before, after):
        page.set_arrangement(Arrangement("code", columns))
        settle(runner)
        assert all(name == number for name, number in _tops(page))
        view = page.view()
        assert view.header().height() == view.heads().horizontalHeader().height() == scaled(LEVEL) * len(columns)


def test_a_third_level_that_is_put_away_by_its_cross_leaves_the_rows_in_line(page: MatrixPage, runner: Runner) -> None:
    page.set_arrangement(Arrangement("code", THREE))
    settle(runner)
    chip = page.findChild(Chip, "dimension-sex")
    assert chip is not None
    cross = chip.cross()
    assert cross is not None
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    settle(runner)
    assert page.arrangement().columns == TWO
    assert all(name == number for name, number in _tops(page))


def test_all_codes_are_seen_again_after_other_rows(page: MatrixPage, runner: Runner) -> None:
    page.set_arrangement(Arrangement("document", TWO))
    settle(runner)
    fewer = page.view().heads().model().rowCount()
    page.set_arrangement(Arrangement("code", TWO))
    settle(runner)
    heads, figures = page.view().heads(), page.view().figures()
    model = heads.model()
    assert model.rowCount() > fewer
    assert model.index(0, 0).data(TreeRole.EXPANDED) is True
    for row in range(model.rowCount() - 2):
        assert heads.rowHeight(row) > 0, model.index(row, 0).data()
        assert figures.rowHeight(row) > 0, model.index(row, 0).data()
    assert figures.isRowHidden(model.rowCount() - 1)


def test_the_table_stays_where_it_is_when_quotes_open_beside_it(page: MatrixPage, runner: Runner) -> None:
    page.resize(1366, 640)
    QTest.qWait(1)
    before = page.view().mapTo(page, QPoint(0, 0))
    click(page.view().figures(), cell_of(page, "Insufficient level of trust", "Family carers, During"), double=True)
    settle(runner)
    QTest.qWait(1)
    assert page.quotes().isVisible()
    assert page.view().mapTo(page, QPoint(0, 0)) == before
    assert page.view().geometry().right() < page.quotes().geometry().left()
    assert page.quotes().geometry().right() <= page.width()


@pytest.mark.parametrize(("column", "number"), [("Family carers, All", 4), ("Total", 6)])
def test_the_number_of_participants_opens_the_quotes_of_its_column(
    page: MatrixPage, runner: Runner, column: str, number: int
) -> None:
    click(page.view().totals(), cell_of(page, "Participants (N)", column), double=True)
    settle(runner)
    assert page.quotes().isVisible()
    assert page.quotes().model().rowCount() == number
    facts = page.quotes().facts()
    click(page.view().totals(), cell_of(page, "Segments in the table", column), double=True)
    settle(runner)
    assert page.quotes().facts() == facts


def test_what_nobody_noted_is_called_so_in_columns_and_rows(page: MatrixPage, runner: Runner) -> None:
    inner = page.view().header().levels()[1]
    missing = [heading for heading in inner if heading.text == "Not noted"]
    assert missing
    assert {heading.tip.split(", ")[1] for heading in missing} == {"Not noted"}
    assert not any(heading.text in ("None", "(not assigned)") for heading in inner)
    page.set_arrangement(Arrangement("outcome", ("group",)))
    settle(runner)
    model = page.view().heads().model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert "Not noted" in names
    assert "(not assigned)" not in names


def test_export_is_offered_beside_the_study_and_names_the_whole_file(
    qtbot: QtBot, page: MatrixPage, runner: Runner, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        offered.append(start)
        return start, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    told: list[str] = []
    page.told.connect(told.append)
    menus = [menu for menu in page.findChildren(QMenu) if any(a.objectName() == "export-csv" for a in menu.actions())]
    next(act for act in menus[0].actions() if act.objectName() == "export-csv").trigger()
    settle(runner)
    file = project.path.parent / f"{label_of(page, 'title')}.csv"
    assert offered == [str(file)]
    assert told == [f"Written to {file}."]
    assert file.is_file()
