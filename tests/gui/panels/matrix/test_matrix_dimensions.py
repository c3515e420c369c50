"""Dimensions moved about: by rule, by drag, by menu, by keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from qualcode.gui.panels.matrix_arrangement import DIMENSIONS, MOST_COLUMNS, Arrangement
from qualcode.gui.panels.matrix_dimensions import COLUMNS, POOL, ROWS, DimensionBar, DropZone, dimension_data
from tests.gui.dialogs.examples import shown

NAMES = st.sampled_from(sorted(DIMENSIONS))


@pytest.fixture
def bar(qtbot: QtBot) -> DimensionBar:
    """Return the bar, shown."""
    bar = DimensionBar()
    bar.resize(900, 100)
    return shown(qtbot, bar)


def _drop(zone: DropZone, name: str, at: QPoint) -> None:
    """Drop a chip as Qt tells of it; the mouse itself belongs to the desktop while something is dragged."""
    data = dimension_data(name)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, Qt.DropAction.MoveAction, data, left, none)
    QApplication.sendEvent(zone, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(zone, QDragMoveEvent(at, Qt.DropAction.MoveAction, data, left, none))
    QApplication.sendEvent(zone, QDropEvent(QPointF(at), Qt.DropAction.MoveAction, data, left, none))


def _moves(bar: DimensionBar, name: str) -> QMenu:
    """Open the menu of a chip by the keyboard."""
    chip = bar.chip(name)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    menu = next(m for m in bar.findChildren(QMenu, "dimension-menu") if m.isVisible())
    return menu


def _choose(menu: QMenu, words: str) -> None:
    act = next(act for act in menu.actions() if act.text().split("\t")[0] == words)
    menu.setActiveAction(act)
    QTest.keyClick(menu, Qt.Key.Key_Return)


@given(st.lists(st.tuples(st.sampled_from(["rows", "column", "out", "nudge"]), NAMES, st.integers(0, 4)), max_size=12))
def test_an_arrangement_is_always_possible(steps: list[tuple[str, str, int]]) -> None:
    now = Arrangement()
    for step, name, at in steps:
        if step == "rows":
            now = now.with_rows(name)
            assert now.rows == name
        elif step == "column":
            now = now.with_column(name, at)
            assert name in (now.rows, *now.columns)
        elif step == "out":
            now = now.without(name)
        else:
            now = now.nudged(name, ("left", "right", "up", "down", "left")[at])
        used = (now.rows, *now.columns)
        assert 1 <= len(now.columns) <= MOST_COLUMNS
        assert len(set(used)) == len(used)
        assert sorted((*used, *now.available)) == sorted(DIMENSIONS)


def test_rows_and_columns_change_places() -> None:
    assert Arrangement().with_rows("phase") == Arrangement("phase", ("group", "code"))
    assert Arrangement().with_column("code", 0) == Arrangement("group", ("code", "phase"))


def test_a_fourth_level_takes_the_place_of_one() -> None:
    full = Arrangement("code", ("group", "phase", "sex"))
    assert full.with_column("wave", 1) == Arrangement("code", ("group", "wave", "sex"))
    assert full.with_column("wave").columns == ("group", "phase", "wave")


def test_the_last_column_stays() -> None:
    assert Arrangement("code", ("group",)).without("group") == Arrangement("code", ("group",))


def test_the_bar_shows_what_stands_where(bar: DimensionBar) -> None:
    assert [chip.name for chip in bar.zone(ROWS).chips()] == ["code"]
    assert [chip.name for chip in bar.zone(COLUMNS).chips()] == ["group", "phase"]
    assert [chip.name for chip in bar.zone(POOL).chips()] == list(Arrangement().available)
    assert bar.chip("code").text() == "Codes"
    assert bar.chip("group").accessibleName() == "Group, columns"


def test_alt_and_arrows_move_a_dimension_and_the_focus_goes_with_it(qtbot: QtBot, bar: DimensionBar) -> None:
    def nudge(name: str, key: Qt.Key) -> Arrangement:
        with qtbot.waitSignal(bar.changed):
            QTest.keyClick(bar.chip(name), key, Qt.KeyboardModifier.AltModifier)
        assert bar.chip(name).hasFocus()
        return bar.arrangement()

    assert nudge("sex", Qt.Key.Key_Up).columns == ("group", "phase", "sex")
    assert nudge("sex", Qt.Key.Key_Left).columns == ("group", "sex", "phase")
    assert nudge("sex", Qt.Key.Key_Down).columns == ("group", "phase")
    assert nudge("group", Qt.Key.Key_Left) == Arrangement("group", ("code", "phase"))
    assert nudge("group", Qt.Key.Key_Right) == Arrangement("code", ("group", "phase"))


def test_the_menu_offers_what_is_possible(bar: DimensionBar) -> None:
    menu = _moves(bar, "wave")
    assert [act.text() for act in menu.actions()] == ["Use for the rows", "Use for the columns"]
    _choose(menu, "Use for the rows")
    assert bar.arrangement() == Arrangement("wave", ("group", "phase"))
    menu = _moves(bar, "group")
    assert [act.text().split("\t")[0] for act in menu.actions()] == ["Use for the rows", "Move inwards", "Take out"]
    _choose(menu, "Take out")
    assert bar.arrangement().columns == ("phase",)


def test_the_empty_place_offers_what_is_left(bar: DimensionBar) -> None:
    place = bar.findChild(QAbstractButton, "empty-place")
    assert place is not None
    QTest.mouseClick(place, Qt.MouseButton.LeftButton)
    menu = next(m for m in bar.findChildren(QMenu, "dimension-menu") if m.isVisible())
    assert len(menu.actions()) == len(Arrangement().available)
    _choose(menu, "Sex")
    assert bar.arrangement().columns == ("group", "phase", "sex")
    shown_places = [p for p in bar.findChildren(QAbstractButton, "empty-place") if p.isVisible()]
    assert shown_places == []


def test_a_chip_is_dropped_between_others(qtbot: QtBot, bar: DimensionBar) -> None:
    zone = bar.zone(COLUMNS)
    with qtbot.waitSignal(bar.changed):
        _drop(zone, "wave", zone.chips()[1].geometry().topLeft() + QPoint(2, 5))
    assert bar.arrangement().columns == ("group", "wave", "phase")


def test_a_chip_is_dropped_on_the_rows_and_out_of_use(qtbot: QtBot, bar: DimensionBar) -> None:
    _drop(bar.zone(ROWS), "phase", QPoint(4, 4))
    assert bar.arrangement() == Arrangement("phase", ("group", "code"))
    _drop(bar.zone(POOL), "group", QPoint(4, 4))
    assert bar.arrangement() == Arrangement("phase", ("code",))


def test_what_is_no_dimension_is_not_taken(bar: DimensionBar) -> None:
    before = bar.arrangement()
    _drop(bar.zone(ROWS), "nonsense", QPoint(4, 4))
    assert bar.arrangement() == before


def test_delete_and_the_cross_take_a_column_out(qtbot: QtBot, bar: DimensionBar) -> None:
    bar.chip("phase").setFocus()
    QTest.keyClick(bar.chip("phase"), Qt.Key.Key_Delete)
    assert bar.arrangement().columns == ("group",)
    assert bar.chip("group").cross() is None
    assert isinstance(QGuiApplication.focusObject(), QAbstractButton)
    bar.place("phase", COLUMNS)
    cross = bar.chip("group").cross()
    assert cross is not None
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert bar.arrangement().columns == ("phase",)


def test_another_arrangement_is_shown_without_a_word(qtbot: QtBot, bar: DimensionBar) -> None:
    with qtbot.assertNotEmitted(bar.changed):
        bar.set_arrangement(Arrangement("wave", ("code",)))
    assert bar.chip("wave").text() == "Waves"
