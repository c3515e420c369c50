"""What a user likes; what qualcode is; its keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.dialogs.about import AboutDialog
from qualcode.gui.dialogs.preferences import PreferencesDialog, UserSettings
from qualcode.gui.dialogs.shortcuts import Shortcut, ShortcutsDialog
from tests.gui.dialogs.examples import shown

SETTINGS = UserSettings("Marta", "light", 1.1, False, True, False)
KEYS = (
    Shortcut("Coding", "Code with a name", ("Ctrl+K",)),
    Shortcut("Coding", "New code", ("Alt+N",)),
    Shortcut("Editing", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z")),
)


def _press(qtbot: QtBot, dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_unchanged_settings_come_back(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(SETTINGS)
    qtbot.addWidget(dialog)
    assert dialog.answer() == SETTINGS


def test_an_unusual_text_size_is_kept(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(replace(SETTINGS, text_size=1.37))
    qtbot.addWidget(dialog)
    assert dialog.answer().text_size == 1.37


def test_everything_can_be_chosen_and_the_look_is_tried_on(qtbot: QtBot) -> None:
    tried: list[UserSettings] = []
    dialog = PreferencesDialog(SETTINGS, tried.append)
    shown(qtbot, dialog)
    coder = dialog.findChild(QLineEdit, "coder")
    size = dialog.findChild(QComboBox, "text-size")
    assert coder is not None
    assert size is not None
    coder.selectAll()
    QTest.keyClicks(coder, " Davide  R ")
    _press(qtbot, dialog, "dark")
    QTest.keyClick(size, Qt.Key.Key_Down)
    for name in ("high-contrast", "reduced-motion", "click-codes"):
        _press(qtbot, dialog, name)
    dialog.accept()
    assert dialog.answer() == UserSettings("Davide R", "dark", 1.25, True, False, True)
    assert [(one.theme, one.text_size, one.high_contrast) for one in tried] == [
        ("dark", 1.1, False),
        ("dark", 1.25, False),
        ("dark", 1.25, True),
    ]


def test_cancel_takes_the_look_back(qtbot: QtBot) -> None:
    tried: list[UserSettings] = []
    dialog = PreferencesDialog(SETTINGS, tried.append)
    shown(qtbot, dialog)
    _press(qtbot, dialog, "dark")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert tried[-1] == SETTINGS
    assert not dialog.isVisible()


def test_a_coder_has_a_name(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(SETTINGS)
    shown(qtbot, dialog)
    coder = dialog.findChild(QLineEdit, "coder")
    assert coder is not None
    coder.clear()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.findChild(QCheckBox, "click-codes") is not None


def test_about_copies_its_details(qtbot: QtBot) -> None:
    dialog = AboutDialog("0.1.0", [("Qt", "6.11")])
    shown(qtbot, dialog)
    _press(qtbot, dialog, "copy-details")
    assert QGuiApplication.clipboard().text() == "Version: 0.1.0\nQt: 6.11"
    assert not dialog.accept_button.isVisible()
    assert dialog.cancel_button.isDefault()


def test_all_keys_are_listed_by_group(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(KEYS)
    qtbot.addWidget(dialog)
    assert dialog.shown() == [
        ("Code with a name", "Ctrl+K"),
        ("New code", "Alt+N"),
        ("Redo", "Ctrl+Y, Ctrl+Shift+Z"),
    ]


def test_the_filter_finds_words_keys_and_groups(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(KEYS)
    shown(qtbot, dialog)
    field = dialog.findChild(QLineEdit, "filter")
    assert field is not None
    QTest.keyClicks(field, "alt")
    assert dialog.shown() == [("New code", "Alt+N")]
    field.selectAll()
    QTest.keyClicks(field, "editing")
    assert dialog.shown() == [("Redo", "Ctrl+Y, Ctrl+Shift+Z")]
    field.selectAll()
    QTest.keyClicks(field, "zzz")
    assert dialog.shown() == []
    assert dialog.status() == "Nothing is called that."
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Down)
    keys = dialog.findChild(QTreeView, "shortcuts")
    assert keys is not None
    assert keys.currentIndex().data() == "Code with a name"
