"""Paragraph numbers and memo icons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qualcode.domain.text import paragraph_number, paragraph_starts
from qualcode.gui.text.view import TranscriptView
from tests.gui.pixels import holds, picture
from tests.gui.text.conftest import Shown
from tests.gui.text.scenes import LEFT, Scene, scene


def numbers(view: TranscriptView) -> list[int]:
    return [number for block, *_ in view.visible_blocks() if (number := view.gutter.number_of(block))]


def test_paragraphs_are_counted_as_everywhere_else(show: Shown) -> None:
    content = scene(gap="\n\n")
    view = show(content)
    starts = paragraph_starts(content.text)
    assert numbers(view) == [paragraph_number(starts, turn.start) for turn in content.turns]


def test_empty_lines_have_no_number_wherever_they_stand(show: Shown) -> None:
    assert numbers(show(Scene("\n\nOne.\n \n\nTwo.\nThree.\n\n"))) == [1, 2, 3]


def test_numbers_end_at_48_px(show: Shown, content: Scene) -> None:
    view = show(content)
    image = picture(view.gutter)
    right = view.columns.left + 48
    ink = {
        x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != view.colours.paper
    }
    assert right - 2 <= max(ink) < right
    assert min(ink) > right - 12


def memo_icon(view: TranscriptView, offset: int) -> QRect:
    top = view.rects_of(offset, offset + 1)[0].top()
    return QRect(view.columns.left + 12, top + 4, 14, 14)


def test_a_memo_has_an_icon_that_can_be_clicked(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    offset = content.text.index("my mother")
    icon = memo_icon(view, content.turns[2].start)
    assert not holds(picture(view.gutter, icon), view.colours.warning)
    view.set_memo_marks([offset + 40, offset])
    assert picture(view.gutter, icon) != picture(view.gutter, icon.translated(0, -60))
    with qtbot.waitSignal(view.memo_clicked) as told:
        QTest.mouseClick(view.gutter, LEFT, pos=icon.center())
    assert told.args == [offset]
    with qtbot.assertNotEmitted(view.memo_clicked):
        QTest.mouseClick(view.gutter, LEFT, pos=icon.translated(0, -60).center())
        QTest.mouseClick(view.gutter, Qt.MouseButton.RightButton, pos=icon.center())
    QTest.mouseMove(view.gutter, icon.center() - QPoint(1, 0))
    QTest.mouseMove(view.gutter, icon.center())
    assert view.gutter.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.gutter, QPoint(5, 600))
    assert view.gutter.cursor().shape() == Qt.CursorShape.ArrowCursor
    view.set_memo_marks([])
    assert view.gutter.memo_at(icon.center()) is None


def test_the_tooltip_says_who_speaks(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    view.set_memo_marks([content.turns[1].said])
    at = view.rects_of(content.turns[1].said, content.turns[1].said + 1)[0].center().y()
    place = QPoint(view.gutter.width() - 4, at)
    assert view.gutter.tooltip_at(place) == "Paragraph 2, C8"
    assert view.gutter.tooltip_at(memo_icon(view, content.turns[1].start).center()) == "Open the memo"
    assert view.gutter.tooltip_at(QPoint(3, view.gutter.height() - 1)) == ""
    QApplication.sendEvent(view.gutter, QHelpEvent(QEvent.Type.ToolTip, place, view.gutter.mapToGlobal(place)))
    qtbot.waitUntil(lambda: QToolTip.text() == "Paragraph 2, C8")
    QToolTip.hideText()
