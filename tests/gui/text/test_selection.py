"""Selecting with real mouse and key events, reported in code points; dragging the selection away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from qualcode.gui.text.selection import CODES_MIME, SELECTION_MIME, codes_of
from qualcode.gui.text.view import TranscriptView
from tests.gui.text.conftest import Shown
from tests.gui.text.scenes import LEFT, Scene, colours, drag, edge, middle, mouse, scene

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_dragging_backwards_selects_what_stands_behind_an_emoji(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    told: list[object] = []
    view.selection_changed.connect(told.append)
    start, end = content.place("spoke of a pathway")
    drag(view.viewport(), edge(view, end), edge(view, start))
    assert view.selection() == (start, end)
    assert view.caret() == start
    assert told[-1] == (start, end)
    assert len(told) == len(set(told))
    assert content.text[start:end] == "spoke of a pathway"


def test_shift_and_arrows_select_across_an_emoji(show: Shown, content: Scene) -> None:
    view = show(content)
    at = content.text.index("🙂")
    view.select(at - 1, at - 1)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.selection() == (at - 1, at + 2)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    chosen = view.selection()
    assert chosen is not None
    assert chosen[1] > at + 30


def test_a_selection_takes_whole_letters_and_emoji(show: Shown) -> None:
    content = scene(("C1", 1, "The family 👩\u200d👩\u200d👧 came."))
    view = show(content)
    start = content.text.index("e\u0301")
    view.select(start, start + 1)
    assert view.selection() == (start, start + 2)
    view.select(start + 1, start + 5)
    assert view.selection() == (start, start + 5)
    family, end = content.place("👩\u200d👩\u200d👧")
    view.select(family + 2, family + 3)
    assert view.selection() == (family, end)


def test_selecting_is_kept_inside_the_text(show: Shown, content: Scene) -> None:
    view = show(content)
    view.select(-5, 10**6)
    assert view.selection() == (0, len(content.text))
    view.select(7, 7)
    assert view.selection() is None


def test_a_double_click_selects_a_word_and_a_third_the_paragraph(show: Shown, content: Scene) -> None:
    view = show(content)
    place = middle(view, "chemist’s", content)
    QTest.mouseDClick(view.viewport(), LEFT, pos=place)
    assert view.selection() == content.place("chemist’s")
    QTest.mouseClick(view.viewport(), LEFT, pos=place)
    turn = content.turns[1]
    assert view.selection() == (turn.said, turn.end)


def test_the_third_click_takes_a_long_paragraph_whole(show: Shown) -> None:
    content = scene(("C1", 1, "We waited for the bus and it did not come. " * 80))
    view = show(content)
    turn = content.turns[-1]
    view.select_paragraph(turn.said + 2000)
    assert view.selection() == (turn.said, turn.end)


def test_a_copy_is_what_stands_in_the_source(show: Shown, content: Scene) -> None:
    view = show(content)
    start, end = content.place("came\u00a0late")
    view.select(start, end)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "came\u00a0late"
    data = QApplication.clipboard().mimeData()
    assert json.loads(bytes(data.data(SELECTION_MIME).data())) == {"start": start, "end": end}


def test_a_view_text_with_breaks_of_its_own_copies_without_them(show: Shown) -> None:
    content = scene(("C1", 1, "We waited for the bus and it did not come. " * 80))
    view = show(content)
    turn = content.turns[-1]
    view.select(turn.said, turn.end)
    assert view.createMimeDataFromSelection().text() == content.text[turn.said : turn.end]


def test_the_program_ends_well_with_copied_text_on_the_clipboard() -> None:
    script = """
from PySide6.QtWidgets import QApplication
from qualcode.gui.text.colours import TextColours
from qualcode.gui.text.view import TranscriptView
from qualcode.gui.tokens import tokens
app = QApplication([])
view = TranscriptView(TextColours.from_tokens(tokens(), "light"))
view.load("She keeps on talking.", True)
view.select(4, 9)
view.copy()
print(app.clipboard().text())
"""
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=paths)
    assert (done.returncode, done.stdout) == (0, "keeps\n"), done.stderr


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> list[QMimeData]:
    """Collect what is dragged instead of waiting for a drop."""
    found: list[QMimeData] = []

    def begin(self: QDrag, actions: Qt.DropAction) -> Qt.DropAction:
        assert actions == Qt.DropAction.CopyAction
        assert not self.pixmap().isNull()
        kept = QMimeData()
        for kind in self.mimeData().formats():
            kept.setData(kind, self.mimeData().data(kind))
        found.append(kept)
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", begin)
    return found


def test_dragging_the_selection_carries_its_place(show: Shown, content: Scene, drags: list[QMimeData]) -> None:
    view = show(content)
    start, end = content.place("spoke of a pathway")
    view.select(start, end)
    place = middle(view, "of a pathway", content)
    drag(view.viewport(), place, place + QPoint(-200, 60))
    assert len(drags) == 1
    assert json.loads(bytes(drags[0].data(SELECTION_MIME).data())) == {"start": start, "end": end}
    assert drags[0].text() == "spoke of a pathway"
    assert view.selection() == (start, end)


def test_a_click_on_the_selection_only_sets_the_caret(show: Shown, content: Scene, drags: list[QMimeData]) -> None:
    view = show(content)
    view.select(*content.place("spoke of a pathway"))
    QTest.mouseClick(view.viewport(), LEFT, pos=edge(view, content.text.index("pathway")))
    assert view.selection() is None
    assert view.caret() == content.text.index("pathway")
    assert drags == []


def test_a_shaky_click_is_no_drag(show: Shown, content: Scene, drags: list[QMimeData]) -> None:
    view = show(content)
    view.select(*content.place("spoke of a pathway"))
    place = middle(view, "of a pathway", content)
    mouse(view.viewport(), QEvent.Type.MouseButtonPress, place)
    mouse(view.viewport(), QEvent.Type.MouseMove, place + QPoint(2, 1))
    assert drags == []
    mouse(view.viewport(), QEvent.Type.MouseButtonRelease, place + QPoint(2, 1))
    assert view.selection() is None


def ask_menu(view: TranscriptView, place: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)


def test_a_menu_on_the_selection_keeps_it_and_elsewhere_moves_the_caret(
    show: Shown, content: Scene, qtbot: QtBot
) -> None:
    view = show(content)
    chosen = content.place("spoke of a pathway")
    view.select(*chosen)
    place = middle(view, "pathway", content)
    with qtbot.waitSignal(view.context_requested) as asked:
        ask_menu(view, place)
    assert asked.args is not None
    assert asked.args[0] == view.viewport().mapToGlobal(place)
    assert chosen[0] < asked.args[1] < chosen[1]
    assert view.selection() == chosen
    elsewhere = edge(view, content.text.index("my mother"))
    with qtbot.waitSignal(view.context_requested) as asked:
        ask_menu(view, elsewhere)
    assert asked.args is not None
    assert asked.args[1] == content.text.index("my mother") == view.caret()
    assert view.selection() is None


def test_the_menu_key_asks_at_the_caret(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    view.select(30, 30)
    with qtbot.waitSignal(view.context_requested) as asked:
        QApplication.sendEvent(
            view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        )
    assert asked.args is not None
    assert asked.args[1] == 30


@pytest.mark.parametrize("keys", ["Ctrl+Z", "1", "Ctrl+1", "Delete", "Ctrl+K", "Ctrl+Backspace"])
def test_shortcuts_of_the_window_work_while_the_text_has_the_focus(qtbot: QtBot, content: Scene, keys: str) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    view = TranscriptView(colours(), window)
    window.setCentralWidget(view)
    view.load(content.text, False, content.turns)
    pressed: list[int] = []
    shortcut = QShortcut(QKeySequence(keys), window)
    shortcut.activated.connect(lambda: pressed.append(1))
    window.show()
    window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.keySequence(window.windowHandle(), QKeySequence(keys))
    qtbot.waitUntil(lambda: pressed == [1])
    window.close()


@pytest.mark.parametrize(
    ("sent", "known"),
    [(b"[3, 5]", [3, 5]), (b"", []), (b"[", []), (b"{}", []), (b'["a", 4]', [4]), (b"\xff", [])],
)
def test_a_drag_of_something_else_is_no_drag_of_codes(sent: bytes, known: Any) -> None:
    data = QMimeData()
    data.setData(CODES_MIME, sent)
    assert codes_of(data) == known
    assert codes_of(QMimeData()) == []
