"""The look and the ways of a dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.dialogs.field import Field, NumberField, TextArea, field_row
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.widgets.dim import Dim
from tests.gui.dialogs.examples import shown


class _Name(DialogFrame):
    """A dialog with one field that must be filled, and one of several lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("A name", "Take it", parent, width=400)
        self.line, self.area = QLineEdit(self), TextArea("", 2, self)
        self.second = QLineEdit(self)
        self.field = Field("Name", self.line, hint="Any name.")
        column = QVBoxLayout()
        column.addWidget(self.field)
        column.addLayout(field_row(Field("More", self.area), Field("Second", self.second)))
        self.set_body(column, scrolls=True)

    def problem(self) -> str | None:
        if not self.line.text():
            self.field.set_error("Give a name.")
            return ""
        return None if self.second.text() else "The second name is missing."


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a window with room for a dialog."""
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    window.show()
    return window


def test_there_is_one_default_button_at_the_right(qtbot: QtBot) -> None:
    dialog = _Name()
    shown(qtbot, dialog)
    assert dialog.accept_button.isDefault()
    assert not dialog.cancel_button.isDefault()
    accept = dialog.accept_button.mapTo(dialog, dialog.accept_button.rect().topRight())
    assert dialog.width() - accept.x() == 25
    assert dialog.cancel_button.geometry().right() < dialog.accept_button.geometry().left()
    footer = dialog.accept_button.parentWidget()
    assert footer is not None
    assert footer.height() == 56


def test_a_problem_is_said_at_the_field_and_keeps_the_dialog_open(qtbot: QtBot) -> None:
    dialog = _Name()
    shown(qtbot, dialog)
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.field.error() == "Give a name."
    assert dialog.line.accessibleDescription() == "Give a name."
    assert dialog.line.hasFocus()
    QTest.keyClicks(dialog.line, "Marta")
    assert dialog.field.error() == ""
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.status() == "The second name is missing."
    assert dialog.isVisible()


def test_ctrl_enter_accepts_from_a_field_of_several_lines(qtbot: QtBot) -> None:
    dialog = _Name()
    shown(qtbot, dialog)
    dialog.line.setText("Marta")
    dialog.second.setText("Rossi")
    dialog.area.setFocus()
    QTest.keyClick(dialog.area, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.area.toPlainText() == "\n"
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_escape_closes_without_an_answer(qtbot: QtBot) -> None:
    dialog = _Name()
    shown(qtbot, dialog)
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog.line, Qt.Key.Key_Escape)


def test_tab_walks_as_the_fields_stand_and_the_buttons_come_last(qtbot: QtBot) -> None:
    dialog = _Name()
    shown(qtbot, dialog)
    dialog.line.setFocus()
    walked = []
    for _ in range(5):
        focus = dialog.focusWidget()
        assert focus is not None
        walked.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert walked == [dialog.line, dialog.area, dialog.second, dialog.cancel_button, dialog.accept_button]


def test_the_dialog_grows_with_what_appears_in_it(qtbot: QtBot) -> None:
    dialog = _Name()
    shown(qtbot, dialog)
    before = dialog.height()
    dialog.field.set_hint("A hint that is much too long for one line. " * 6)
    qtbot.waitUntil(lambda: dialog.height() > before)


def test_the_window_is_dim_while_a_dialog_is_open(qtbot: QtBot, window: QWidget) -> None:
    seen: list[bool] = []

    def fill() -> None:
        dim = window.findChild(Dim)
        assert dim is not None
        seen.append(dim.isVisible())
        dialog.line.setText("Marta")
        dialog.second.setText("Rossi")
        dialog.accept()

    dialog = _Name(window)
    QTimer.singleShot(0, fill)
    assert ask_for(dialog, lambda: dialog.line.text()) == "Marta"
    assert seen == [True]
    assert not any(dim.isVisible() for dim in window.findChildren(Dim))


def test_a_cancelled_dialog_answers_nothing(qtbot: QtBot, window: QWidget) -> None:
    dialog = _Name(window)
    QTimer.singleShot(0, dialog.reject)
    assert ask_for(dialog, lambda: dialog.line.text()) is None


def test_a_label_names_its_control(qtbot: QtBot) -> None:
    dialog = _Name()
    qtbot.addWidget(dialog)
    assert dialog.line.accessibleName() == "Name"
    assert next(label.buddy() for label in dialog.field.findChildren(QLabel)) is dialog.line


@pytest.mark.parametrize(("typed", "number"), [("", None), ("66", 66.0), ("50,5", 50.5), ("7.", 7.0), ("9999", 6000.0)])
def test_a_number_or_nothing(qtbot: QtBot, typed: str, number: float | None) -> None:
    field = NumberField(places=1, most=6000)
    qtbot.addWidget(field)
    QTest.keyClicks(field, typed + "x-")
    assert field.text() == typed
    assert field.number() == number


def _room() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


@pytest.mark.parametrize("corner", ["topLeft", "topRight", "bottomLeft", "bottomRight"])
def test_a_dialog_lies_on_the_screen_wherever_its_window_is(qtbot: QtBot, corner: str) -> None:
    window = QWidget()
    window.resize(300, 200)
    rect = window.rect()
    getattr(rect, f"move{corner[0].upper()}{corner[1:]}")(getattr(_room(), corner)())
    window.setGeometry(rect)
    qtbot.addWidget(window)
    window.show()
    dialog = _Name(window)
    dialog.set_size(520, 640)
    shown(qtbot, dialog)
    assert dialog.height() >= 640
    assert _room().contains(dialog.frameGeometry()), dialog.frameGeometry()


def test_a_dialog_stands_in_the_middle_of_its_window_after_it_has_grown(qtbot: QtBot) -> None:
    window = QWidget()
    window.setGeometry(_room().adjusted(20, 20, -20, -20))
    qtbot.addWidget(window)
    window.show()
    dialog = _Name(window)
    dialog.set_size(520, 600)
    shown(qtbot, dialog)
    off = dialog.geometry().center() - window.geometry().center()
    # The frame of the desktop still comes round it.
    assert abs(off.x()) <= 4
    assert abs(off.y()) <= 20


def test_a_dialog_that_grows_at_the_lower_edge_goes_up(qtbot: QtBot) -> None:
    dialog = _Name()
    shown(qtbot, dialog)
    dialog.move(dialog.x(), _room().bottom() - dialog.height())
    before = dialog.height()
    dialog.field.set_hint("A hint that is much too long for one line. " * 6)
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert _room().contains(dialog.frameGeometry()), dialog.frameGeometry()
