"""Cells of a matrix."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QStandardItemModel
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from qualcode.gui.delegates.matrix_cell import CELL, MatrixCellDelegate
from qualcode.gui.models.roles import MatrixRole
from qualcode.gui.theme import Theme
from tests.gui import gallery
from tests.gui.pixels import picture, resembles


@pytest.fixture
def table(qtbot: QtBot) -> QTableView:
    view = QTableView()
    qtbot.addWidget(view)
    model = gallery.matrix()
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(MatrixCellDelegate(view))
    view.setShowGrid(False)
    view.horizontalHeader().setDefaultSectionSize(CELL.width())
    view.verticalHeader().setDefaultSectionSize(CELL.height())
    view.resize(440, 200)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def cell(view: QTableView, row: int, column: int) -> QImage:
    return picture(view.viewport(), view.visualRect(view.model().index(row, column)))


def ground(image: QImage) -> QColor:
    return image.pixelColor(20, 3)


def test_cell_is_48_by_28(table: QTableView) -> None:
    rect = table.visualRect(table.model().index(0, 0))
    assert (rect.width(), rect.height()) == (48, 28)


@pytest.mark.parametrize("step", range(6))
def test_ground_is_that_of_the_step(table: QTableView, look: Theme, step: int) -> None:
    model = cast(QStandardItemModel, table.model())
    model.setData(model.index(0, 1), step, MatrixRole.HEAT)
    assert ground(cell(table, 0, 1)) == look.heat(step)


def test_totals_and_notes_are_never_shaded(table: QTableView, look: Theme) -> None:
    model = table.model()
    for row, column in ((2, 1), (3, 1), (0, 6)):
        model.setData(model.index(row, column), 5, MatrixRole.HEAT)
        assert ground(cell(table, row, column)) == look.colour("header")


def test_figures_end_12_from_the_right(table: QTableView, look: Theme) -> None:
    model = table.model()
    ends = set()
    for text in ("1", "17", "408"):
        model.setData(model.index(2, 1), text)
        image = cell(table, 2, 1)
        paper = look.colour("header").name()
        inked = [x for x in range(image.width()) for y in range(20) if image.pixelColor(x, y).name() != paper]
        ends.add(max(inked))
    assert max(ends) - min(ends) <= 2, "digits have their own bearing"
    assert 48 - 12 - 3 <= max(ends) <= 48 - 12


def test_empty_cell_is_pale(table: QTableView, look: Theme) -> None:
    image = cell(table, 0, 0)
    assert resembles(image, look.colour("text-3"), 60)
    assert not resembles(image, look.colour("text"))


def test_column_group_ends_with_a_stronger_line(table: QTableView, look: Theme) -> None:
    assert cell(table, 0, 2).pixelColor(47, 5) == look.colour("line-strong")
    assert cell(table, 0, 1).pixelColor(47, 5) != look.colour("line-strong")


def test_chosen_cell_has_a_frame_in_the_accent(table: QTableView, look: Theme) -> None:
    table.setCurrentIndex(table.model().index(1, 3))
    table.setFocus()
    image = cell(table, 1, 3)
    assert {image.pixelColor(x, 0).name() for x in range(48)} == {look.colour("accent").name()}
    assert image.pixelColor(24, 2) != look.colour("accent"), "two pixels"
    table.clearFocus()
    assert cell(table, 1, 3).pixelColor(24, 0) == look.colour("control")


def test_row_and_column_of_the_chosen_cell_are_marked(table: QTableView, look: Theme) -> None:
    model = table.model()
    for row, column in ((1, 0), (0, 3), (0, 1)):
        model.setData(model.index(row, column), 0, MatrixRole.HEAT)
    table.setCurrentIndex(model.index(1, 3))
    table.setFocus()
    assert ground(cell(table, 1, 0)) == look.colour("accent-faint")
    assert ground(cell(table, 0, 3)) == look.colour("accent-faint")
    assert ground(cell(table, 0, 1)) == look.colour("paper")


def test_ambivalent_cell_has_a_sign(table: QTableView) -> None:
    model = cast(QStandardItemModel, table.model())
    signed = cell(table, 0, 4)
    model.setData(model.index(0, 4), False, MatrixRole.AMBIVALENT)
    assert cell(table, 0, 4) != signed
    assert model.index(0, 4).data(Qt.ItemDataRole.DisplayRole) == "8"
