"""The page: read-only, zoomed, scrolled, and found again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.gui.text.view import TranscriptView
from qualcode.gui.theme import Theme
from tests.gui.text.conftest import Shown
from tests.gui.text.scenes import Scene, colours, long_scene, scene

CONTROL = Qt.KeyboardModifier.ControlModifier


def turn_wheel(view: TranscriptView, up: bool, angle: int = 120) -> None:
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, angle if up else -angle),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_nothing_can_be_typed_pasted_or_undone(show: Shown, content: Scene) -> None:
    view = show(content)
    before = view.document().toPlainText()
    view.select(0, 20)
    for key in (Qt.Key.Key_A, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    QApplication.clipboard().setText("pasted")
    for key in (Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Z):
        QTest.keyClick(view, key, CONTROL)
    view.paste()
    assert view.document().toPlainText() == before
    assert view.isReadOnly()
    assert not view.document().isUndoAvailable()


def test_the_caret_is_there_for_the_keyboard(show: Shown, content: Scene) -> None:
    view = show(content)
    assert view.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.caret() == 2
    QTest.keyClick(view, Qt.Key.Key_End, CONTROL)
    assert view.caret() == len(content.text)


def test_zoom_goes_by_wheel_and_by_keys(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    with qtbot.waitSignal(view.zoom_changed) as told:
        turn_wheel(view, up=True)
    assert told.args == [1.1]
    assert view.font().pixelSize() == 18
    QTest.keyClick(view, Qt.Key.Key_Plus, CONTROL)
    assert view.zoom == 1.25
    QTest.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    assert view.zoom == 1.1
    QTest.keyClick(view, Qt.Key.Key_0, CONTROL)
    assert view.zoom == 1.0
    for _ in range(9):
        turn_wheel(view, up=True, angle=15)
    assert view.zoom == 1.1
    for _ in range(20):
        turn_wheel(view, up=False)
    assert view.zoom == 0.8
    view.set_zoom(17)
    assert view.zoom == 2.0


def test_the_wheel_scrolls_everywhere(show: Shown) -> None:
    view = show(long_scene(), width=1300)
    bar = view.verticalScrollBar()
    for widget in (view.viewport(), view.margin, view.gutter, view):
        before = bar.value()
        place = QPointF(widget.rect().center())
        QApplication.sendEvent(
            widget,
            QWheelEvent(
                place,
                widget.mapToGlobal(place),
                QPoint(),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )
        assert bar.value() > before


@pytest.mark.parametrize("share", [0.0, 0.13, 0.5, 0.93])
def test_a_place_is_found_again_at_another_zoom_and_width(show: Shown, share: float) -> None:
    content = long_scene()
    view = show(content)
    view.scroll_to_offset(int(len(content.text) * share))
    top = view.top_offset()
    assert abs(top - len(content.text) * share) < 120
    view.scroll_to_offset(top)
    assert view.top_offset() == top
    view.set_zoom(1.5)
    assert top - 120 < view.top_offset() <= top
    view.set_zoom(1.0)
    view.scroll_to_offset(top)
    view.resize(560, 640)
    assert top - 120 < view.top_offset() <= top


def test_a_line_deep_in_a_paragraph_stays_at_the_top(show: Shown) -> None:
    content = scene(*((f"C{turn}", 2, "She keeps on talking about the road. " * 38) for turn in range(30)))
    view = show(content)
    view.scroll_to_offset(content.turns[20].said + 1200)
    top = view.top_offset()
    view.resize(430, 640)
    assert view.columns.measure < 350
    assert top - 60 < view.top_offset() <= top
    view.set_zoom(1.5)
    assert top - 60 < view.top_offset() <= top


def test_a_place_asked_for_before_showing_is_kept(qtbot: QtBot) -> None:
    content = long_scene()
    view = TranscriptView(colours())
    qtbot.addWidget(view)
    view.resize(860, 640)
    view.load(content.text, False, content.turns)
    start = content.turns[150].start
    view.scroll_to_offset(start)
    assert view.top_offset() == start
    view.show()
    qtbot.waitExposed(view)
    assert view.top_offset() == start
    view.close()


def test_a_resize_that_keeps_the_measure_lays_out_nothing_anew(show: Shown, content: Scene) -> None:
    view = show(content, width=860)
    generation = view._layout.generation
    view.resize(1100, 500)
    assert view.viewport().width() == 496 + 2 * 16
    assert view._layout.generation == generation
    assert view.margin.geometry().left() == view.viewport().geometry().right() + 1
    assert view.gutter.geometry().right() + 1 == view.viewport().geometry().left()
    assert view.gutter.height() == view.viewport().height() == view.margin.height()


def test_text_size_of_the_window_comes_with_the_colours(show: Shown, content: Scene, look: Theme) -> None:
    view = show(content, width=1300)
    look.set_text_size(1.5)
    view.set_colours(colours())
    assert view.font().pixelSize() == 24
    assert view.line_step == 36
    assert view.columns.measure == 744


def test_loading_starts_at_the_top_without_a_selection(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(long_scene())
    view.scroll_to_offset(9000)
    view.select(9000, 9010)
    with qtbot.waitSignal(view.selection_changed) as told:
        view.load(content.text, False, content.turns)
    assert told.args == [None]
    assert view.top_offset() == 0
    assert view.text == content.text
    view.load("", True)
    assert view.visible_blocks()
    assert view.selection() is None


def test_an_assistive_program_is_told_what_this_is(show: Shown, content: Scene) -> None:
    view = show(content)
    assert view.accessibleName() == "Transcript"
    assert view.margin.accessibleName() == "Coding stripes"
    assert view.gutter.accessibleName() == "Paragraph numbers"
