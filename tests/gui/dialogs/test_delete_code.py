"""What becomes of the segments of a code that is deleted or merged (U18)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.dialogs.code_choice import CodeCombo
from qualcode.gui.dialogs.delete_code import DeleteCode, DeleteCodeDialog, Way
from qualcode.gui.dialogs.merge_code import MergeCode, MergeCodeDialog
from qualcode.gui.dialogs.reason import Reason, ReasonDialog
from tests.gui.dialogs.examples import codebook, shown

CODES = codebook()
CHANGE, INABILITY, PARTNERSHIP, ENGAGEMENT = CODES[4], CODES[5], CODES[8], CODES[9]


def _radio(dialog: QWidget, way: Way) -> QRadioButton:
    found = dialog.findChild(QRadioButton, f"way-{way}")
    assert found is not None
    return found


def _sentence(dialog: QWidget) -> str:
    found = dialog.findChild(QLabel, "sentence")
    assert found is not None
    return found.text()


def test_the_dialog_says_how_much_goes(qtbot: QtBot) -> None:
    dialog = DeleteCodeDialog(CHANGE, CODES)
    qtbot.addWidget(dialog)
    assert _sentence(dialog) == "26 segments are coded with it, or with the 2 codes below it."


@pytest.mark.parametrize(
    ("way", "answer"),
    [("delete", DeleteCode("delete")), ("move", DeleteCode("move", 5)), ("merge", DeleteCode("merge", 9))],
)
def test_each_way_is_answered(qtbot: QtBot, way: Way, answer: DeleteCode) -> None:
    dialog = DeleteCodeDialog(INABILITY, CODES)
    shown(qtbot, dialog)
    _radio(dialog, way).setFocus()
    QTest.keyClick(_radio(dialog, way), Qt.Key.Key_Space)
    combo = dialog.findChild(CodeCombo, "target")
    assert combo is not None
    assert combo.isEnabled() == (way == "merge")
    combo.set_code(9)
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.answer() == answer


def test_segments_cannot_move_to_a_heading(qtbot: QtBot) -> None:
    dialog = DeleteCodeDialog(PARTNERSHIP, CODES)
    qtbot.addWidget(dialog)
    assert not _radio(dialog, "move").isEnabled()
    assert "heading" in _radio(dialog, "move").accessibleDescription()


def test_a_code_cannot_be_merged_into_what_goes_with_it(qtbot: QtBot) -> None:
    dialog = DeleteCodeDialog(CHANGE, CODES)
    qtbot.addWidget(dialog)
    combo = dialog.findChild(CodeCombo, "target")
    assert combo is not None
    names = {combo.itemText(at) for at in range(combo.count())}
    assert not names & {"Inability to change", "Inability", "Impossibility"}
    assert combo.currentText() == "Absence of information"  # the first one that takes segments


def test_an_unused_code_is_simply_deleted(qtbot: QtBot) -> None:
    dialog = DeleteCodeDialog(ENGAGEMENT, CODES)
    shown(qtbot, dialog)
    assert _sentence(dialog) == "Nothing is coded with it."
    assert dialog.findChildren(QRadioButton) == []
    assert dialog.answer() == DeleteCode("delete")


def test_a_locked_code_goes_with_a_reason_only(qtbot: QtBot) -> None:
    dialog = DeleteCodeDialog(CHANGE, CODES)
    shown(qtbot, dialog)
    dialog.accept()
    assert dialog.isVisible()
    reason = dialog.findChild(QPlainTextEdit, "reason")
    assert reason is not None
    QTest.keyClicks(reason, "Split in two")
    dialog.accept()
    assert dialog.answer() == DeleteCode("delete", None, "Split in two")


def test_merging_says_what_moves_and_offers_the_code_it_was_dropped_on(qtbot: QtBot) -> None:
    dialog = MergeCodeDialog(INABILITY, CODES, into=9)
    shown(qtbot, dialog)
    assert _sentence(dialog).startswith("4 segments move.")
    assert dialog.problem() is None
    assert dialog.answer() == MergeCode(9)


def test_merging_a_locked_code_needs_a_reason(qtbot: QtBot) -> None:
    dialog = MergeCodeDialog(CHANGE, CODES)
    shown(qtbot, dialog)
    dialog.accept()
    assert dialog.isVisible()
    reason = dialog.findChild(QPlainTextEdit, "reason")
    assert reason is not None
    QTest.keyClicks(reason, "One theme")
    assert dialog.problem() is None
    assert dialog.answer() == MergeCode(2, "One theme")


def test_there_must_be_a_code_to_merge_into(qtbot: QtBot) -> None:
    dialog = MergeCodeDialog(CODES[1], CODES[:2])
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()


def test_a_reason_is_asked_for_until_it_is_given(qtbot: QtBot) -> None:
    dialog = ReasonDialog("Change the outcome?", "It keeps its date.")
    shown(qtbot, dialog)
    dialog.accept()
    assert dialog.isVisible()
    field = dialog.findChild(QPlainTextEdit, "reason")
    assert field is not None
    QTest.keyClicks(field, "Seen again in December")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.answer() == Reason("Seen again in December")


def test_an_optional_reason_may_be_empty(qtbot: QtBot) -> None:
    dialog = ReasonDialog("Change the outcome?", required=False)
    qtbot.addWidget(dialog)
    assert dialog.problem() is None
    assert dialog.answer() == Reason("")
