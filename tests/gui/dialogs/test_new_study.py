"""A new study: title, file, codebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.dialogs.new_study import NewStudy, NewStudyDialog, file_name
from qualcode.services.codebook import shipped
from tests.gui.dialogs.examples import shown


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> NewStudyDialog:
    """Return the dialog with the codebooks that are shipped."""
    dialog = NewStudyDialog(shipped(), tmp_path)
    shown(qtbot, dialog)
    return dialog


def _line(dialog: QWidget, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert found is not None
    return found


def _choose(qtbot: QtBot, dialog: QWidget, key: str) -> None:
    found = dialog.findChild(QRadioButton, f"codebook-{key}")
    assert found is not None
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)


def test_the_first_codebook_is_chosen_and_the_file_named_after_the_title(
    qtbot: QtBot, dialog: NewStudyDialog, tmp_path: Path
) -> None:
    QTest.keyClicks(_line(dialog, "title"), "Carers: the upper valley")
    assert "Carers the upper valley.qualcode" in dialog._folder_field.hint()
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(_line(dialog, "title"), Qt.Key.Key_Return)
    wanted = tmp_path / "Carers the upper valley.qualcode"
    assert dialog.answer() == NewStudy(wanted, "Carers: the upper valley", "co-destruction")


def test_every_shipped_codebook_is_offered_with_its_sentence(dialog: NewStudyDialog) -> None:
    for book in shipped():
        button = dialog.findChild(QRadioButton, f"codebook-{book.key}")
        assert button is not None
        assert (button.text(), button.accessibleDescription()) == (book.title, book.description)


def test_without_a_codebook(qtbot: QtBot, dialog: NewStudyDialog) -> None:
    QTest.keyClicks(_line(dialog, "title"), "Empty")
    _choose(qtbot, dialog, "empty")
    assert dialog.answer().codebook is None
    assert dialog.problem() is None


def test_a_codebook_of_our_own_must_be_a_file(qtbot: QtBot, dialog: NewStudyDialog, tmp_path: Path) -> None:
    QTest.keyClicks(_line(dialog, "title"), "Own")
    assert not _line(dialog, "codebook-file").isEnabled()
    _choose(qtbot, dialog, "own")
    assert _line(dialog, "codebook-file").isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog._own_line.isVisible()
    book = tmp_path / "codes.csv"
    book.write_text("name\nMistakes\n", encoding="utf-8")
    QTest.keyClicks(_line(dialog, "codebook-file"), str(book))
    assert not dialog._own_line.isVisible()
    dialog.accept()
    assert dialog.answer().codebook == book


def test_what_stands_in_the_way_is_said_at_its_field(qtbot: QtBot, dialog: NewStudyDialog, tmp_path: Path) -> None:
    dialog.accept()
    assert "title" in dialog._title_field.error()
    QTest.keyClicks(_line(dialog, "title"), "Twice")
    (tmp_path / "Twice.qualcode").touch()
    dialog.accept()
    assert "already" in dialog._title_field.error()
    _line(dialog, "folder").setText(str(tmp_path / "nowhere"))
    dialog.accept()
    assert "no folder" in dialog._folder_field.error()
    assert dialog.isVisible()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a/b\\c:d", "a b c d.qualcode"),
        ("NUL", "NUL study.qualcode"),
        ("com1.x", "com1.x study.qualcode"),
        ("...", "study.qualcode"),
        ("è così", "è così.qualcode"),
        ("x" * 300, "x" * 80 + ".qualcode"),
    ],
)
def test_a_file_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name
