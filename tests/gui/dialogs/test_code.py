"""Making and changing a code."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from qualcode.domain.codebook import CodeDraft, Origin, Status
from qualcode.gui.dialogs.code import CodeAnswer, CodeDialog
from qualcode.gui.dialogs.code_choice import CodeCombo
from tests.gui.dialogs.examples import code, codebook, shown

TRUST = codebook()[2]


def _press(qtbot: QtBot, dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _type(qtbot: QtBot, dialog: QWidget, name: str, text: str) -> None:
    field = dialog.findChild(QWidget, name)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_new_code_is_what_was_filled_in(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CodeDialog(codebook(), parent_id=8))
    _type(qtbot, dialog, "name", "  Winter   roads ")
    _press(qtbot, dialog, "swatch-14")
    _press(qtbot, dialog, "in vivo")
    for name in ("definition", "inclusion", "exclusion", "example", "atypical"):
        _type(qtbot, dialog, name, f"the {name}")
    _type(qtbot, dialog, "provenance", "since 2026-03-14")
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.answer() == CodeAnswer(
        CodeDraft(
            name="Winter roads",
            origin=Origin.IN_VIVO,
            provenance="since 2026-03-14",
            definition="the definition",
            inclusion="the inclusion",
            exclusion="the exclusion",
            example="the example",
            atypical="the atypical",
            colour=14,
        ),
        parent_id=8,
    )


def test_a_draft_fills_the_fields(qtbot: QtBot) -> None:
    draft = CodeDraft("nobody told us", origin=Origin.IN_VIVO, colour=7, status=Status.CANDIDATE)
    dialog = shown(qtbot, CodeDialog(codebook(), draft=draft))
    answer = dialog.answer()
    assert answer.draft == draft
    assert answer.parent_id is None


def test_a_new_code_gets_the_colour_that_is_used_least(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CodeDialog(codebook()))
    assert dialog.answer().draft.colour == 1  # the branches 1 and 8 have a colour and do not use it


@pytest.mark.parametrize("name", ["", "   ", "absence OF information"])
def test_no_name_and_a_name_that_is_there_are_refused(qtbot: QtBot, name: str) -> None:
    dialog = shown(qtbot, CodeDialog(codebook(), parent_id=1))
    _type(qtbot, dialog, "name", name)
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "name" in dialog._name_field.error() or "already" in dialog._name_field.error()


def test_the_same_name_in_another_place_is_taken(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CodeDialog(codebook(), parent_id=8))
    _type(qtbot, dialog, "name", "Absence of information")
    assert dialog.problem() is None


def test_a_locked_code_needs_a_reason_for_another_name_only(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CodeDialog(codebook(), TRUST))
    reason = dialog.findChild(QPlainTextEdit, "reason")
    assert reason is not None
    assert not reason.isVisible()
    _type(qtbot, dialog, "definition", "Another definition")
    assert dialog.problem() is None
    _type(qtbot, dialog, "name", "Mistrust")
    assert reason.isVisible()
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert reason.hasFocus()
    QTest.keyClicks(reason, "Shorter in the tables")
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    answer = dialog.answer()
    assert answer.reason == "Shorter in the tables"
    assert answer.changes(TRUST) == {"name": "Mistrust", "definition": "Another definition"}


def test_an_unchanged_code_has_no_changes(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CodeDialog(codebook(), TRUST))
    assert dialog.answer().changes(TRUST) == {}
    assert dialog.answer().parent_id == TRUST.parent_id


def test_a_code_cannot_be_put_below_itself(qtbot: QtBot) -> None:
    change = codebook()[4]
    dialog = shown(qtbot, CodeDialog(codebook(), change))
    combo = dialog.findChild(CodeCombo, "parent")
    assert combo is not None
    offered = [combo.itemText(at) for at in range(combo.count())]
    assert change.name not in offered
    assert "Inability" not in offered
    assert offered[0] == "Top level"


def test_the_arrow_keys_walk_through_the_colours(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CodeDialog(codebook(), TRUST))
    swatch = dialog.findChild(QAbstractButton, "swatch-3")
    assert swatch is not None
    swatch.setFocus()
    QTest.keyClick(swatch, Qt.Key.Key_Down)
    assert dialog.answer().draft.colour == 15
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
    assert dialog.answer().draft.colour == 16
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Up)
    assert dialog.answer().draft.colour == 4
    assert swatch.accessibleName() == "Chestnut"


def test_a_heading_takes_no_segments(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CodeDialog(codebook(), parent_id=None))
    _type(qtbot, dialog, "name", "Reactions")
    _press(qtbot, dialog, "branch")
    assert not dialog.answer().draft.codable
    box = dialog.findChild(QCheckBox, "branch")
    assert box is not None
    assert box.isChecked()


def test_the_status_can_be_changed(qtbot: QtBot) -> None:
    own = code(20, "Winter", 8, origin=Origin.INDUCTIVE)
    dialog = shown(qtbot, CodeDialog([*codebook(), own], own))
    combo = dialog.findChild(QComboBox, "status-of-code")
    assert combo is not None
    QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert dialog.answer().changes(own) == {"status": "retired"}
