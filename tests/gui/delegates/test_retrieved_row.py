"""Rows of retrieved segments."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from qualcode.gui.delegates.retrieved_row import RetrievedRowDelegate
from qualcode.gui.models.roles import RetrievedRole
from qualcode.gui.theme import Theme
from tests.gui import gallery
from tests.gui.pixels import colours, holds, picture, resembles

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def rows(qtbot: QtBot) -> QListView:
    view = QListView()
    qtbot.addWidget(view)
    model = gallery.retrieved()
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(RetrievedRowDelegate(view))
    view.setUniformItemSizes(True)
    view.resize(700, 200)
    with qtbot.waitExposed(view):
        view.show()
    return view


def row_picture(view: QListView, row: int) -> QImage:
    return picture(view.viewport(), view.visualRect(view.model().index(row, 0)))


def test_rows_are_48_high(rows: QListView, look: Theme) -> None:
    assert rows.visualRect(rows.model().index(0, 0)).height() == 48
    look.set_text_size(2.0)
    rows.doItemsLayout()
    assert rows.visualRect(rows.model().index(0, 0)).height() == 96


def test_bar_is_four_wide_at_16(rows: QListView, look: Theme) -> None:
    image = row_picture(rows, 0)
    stripe = look.stripe(2).name()
    middle = [x for x in range(60) if image.pixelColor(x, 24).name() == stripe]
    assert middle == [16, 17, 18, 19]
    assert image.pixelColor(17, 3).name() != stripe, "it keeps a distance from the next row"


def test_bar_of_an_inductive_code_is_hollow(rows: QListView, look: Theme) -> None:
    image = row_picture(rows, 1)
    ground = look.colour("paper").name()
    assert [image.pixelColor(x, 24).name() == ground for x in (15, 16, 17, 18, 19, 20)] == [
        True, False, True, True, False, True,
    ]  # fmt: skip


def test_attribution_has_the_colour_of_the_group(rows: QListView, look: Theme) -> None:
    assert resembles(row_picture(rows, 0), look.group(2))
    assert not resembles(row_picture(rows, 2), look.group(2)), "several speakers: no group's colour"


def test_long_quote_is_one_line_and_stays_left_of_the_memo(rows: QListView, look: Theme) -> None:
    image = row_picture(rows, 2)
    text = look.colour("text").name()
    last = max(x for x in range(image.width()) for y in range(26) if image.pixelColor(x, y).name() == text)
    assert last < image.width() - 16 - 14
    place = QRect(image.width() - 16 - 14, 10, 14, 28)
    assert len(colours(image.copy(place))) > 5, "the memo"
    assert len(colours(row_picture(rows, 0).copy(place))) == 1


def test_missing_roles_are_no_harm(rows: QListView) -> None:
    model = rows.model()
    for role in RetrievedRole:
        model.setData(model.index(0, 0), None, role)
    model.setData(model.index(0, 0), "Only a quote")
    assert not row_picture(rows, 0).isNull()


def test_selected_row_follows_the_focus(rows: QListView, look: Theme, qtbot: QtBot) -> None:
    rows.activateWindow()
    qtbot.waitUntil(rows.isActiveWindow)
    rows.setCurrentIndex(rows.model().index(0, 0))
    rows.setFocus()
    assert holds(row_picture(rows, 0), look.colour("accent-soft"))
    rows.clearFocus()
    assert holds(row_picture(rows, 0), look.colour("current"))


def test_click_on_the_memo_is_told_and_selects(rows: QListView, qtbot: QtBot) -> None:
    delegate = rows.itemDelegate()
    assert isinstance(delegate, RetrievedRowDelegate)
    rect = rows.visualRect(rows.model().index(2, 0))
    memo = QPoint(rect.right() - 16 - 7, rect.center().y())
    with qtbot.waitSignal(delegate.memo_clicked) as caught:
        QTest.mouseClick(rows.viewport(), LEFT, pos=memo)
    assert isinstance(caught.args[0], QModelIndex)
    assert caught.args[0].row() == 2
    assert rows.currentIndex().row() == 2


def test_click_elsewhere_or_without_memo_is_not(rows: QListView, qtbot: QtBot) -> None:
    delegate = rows.itemDelegate()
    assert isinstance(delegate, RetrievedRowDelegate)
    first, last = (rows.visualRect(rows.model().index(row, 0)) for row in (0, 2))
    with qtbot.assertNotEmitted(delegate.memo_clicked):
        QTest.mouseClick(rows.viewport(), LEFT, pos=QPoint(first.right() - 23, first.center().y()))
        QTest.mouseClick(rows.viewport(), LEFT, pos=last.center())
    assert rows.currentIndex().row() == 2


def test_narrow_list_is_no_harm(rows: QListView) -> None:
    rows.resize(40, 200)
    assert row_picture(rows, 0).rect() != QRect()
