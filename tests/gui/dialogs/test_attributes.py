"""What is known of a session."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qualcode.domain.documents import Attributes, Kind, Mode
from qualcode.gui.dialogs.attributes import AttributesDialog
from qualcode.gui.dialogs.session_fields import read_day
from tests.gui.dialogs.examples import phases, shown

WAVES = ["Mid-pilot workshop", "End-of-pilot workshop"]
FULL = Attributes(
    kind=Kind.WORKSHOP,
    wave=WAVES[1],
    date="2019-12-12",
    place="Library of Ponte",
    mode=Mode.FACE_TO_FACE,
    minutes=71.5,
    language="en",
    recorded=True,
    interviewer="Marta",
    invited=26,
    attended=0,
    default_phase="during",
)


def _dialog(qtbot: QtBot, attributes: Attributes) -> AttributesDialog:
    dialog = AttributesDialog("Workshop 2", attributes, WAVES, phases())
    shown(qtbot, dialog)
    return dialog


def _type(qtbot: QtBot, dialog: QWidget, name: str, text: str) -> None:
    field = dialog.findChild(QWidget, name)
    if isinstance(field, QComboBox):
        field = field.lineEdit()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)


@pytest.mark.parametrize("attributes", [Attributes(), FULL, Attributes(kind=Kind.OTHER, recorded=False, minutes=0.5)])
def test_what_is_shown_is_what_is_answered(qtbot: QtBot, attributes: Attributes) -> None:
    assert _dialog(qtbot, attributes).answer() == attributes


def test_everything_can_be_filled_in(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Attributes())
    for name, text in (
        ("wave", "Follow-up visits"),
        ("date", "9.7.2019"),
        ("minutes", "66"),
        ("place", "  Ponte,  upstairs "),
        ("language", "italian"),
        ("interviewer", "Davide"),
        ("invited", "4"),
        ("attended", "3"),
    ):
        _type(qtbot, dialog, name, text)
    for name, at in (("kind", 1), ("mode", 2), ("recorded", 2), ("phase", 1)):
        combo = dialog.findChild(QComboBox, name)
        assert combo is not None
        for _ in range(at):
            QTest.keyClick(combo, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.answer() == Attributes(
        kind=Kind.WORKSHOP,
        wave="Follow-up visits",
        date="2019-07-09",
        place="Ponte, upstairs",
        mode=Mode.TELEPHONE,
        minutes=66,
        language="it",
        recorded=False,
        interviewer="Davide",
        invited=4,
        attended=3,
        default_phase="before",
    )


def test_what_is_no_day_is_not_taken(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Attributes())
    _type(qtbot, dialog, "date", "last winter")
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "Not a day" in dialog._date_field.error()


def test_a_day_is_shown_in_words_when_the_field_is_left(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Attributes())
    field = dialog.findChild(QLineEdit, "date")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "2019-12-02")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "2 Dec 2019"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 December 2019", "2019-12-12"),
        ("1/2/2020", "2020-02-01"),
        ("2020-2-1", "2020-02-01"),
        ("31.11.2019", None),
        ("1.1.20", None),
        ("12 Foo 2019", None),
        ("", None),
    ],
)
def test_reading_a_day(text: str, day: str | None) -> None:
    assert read_day(text) == day
