"""The register, edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from qualcode.domain.errors import Refusal
from qualcode.domain.participants import ParticipantDraft
from qualcode.gui.dialogs.participants import GroupDraft, ParticipantsDialog, RegisterChanges
from qualcode.gui.dialogs.register_model import (
    GROUP,
    LABEL,
    NUMBER,
    PRINTED,
    PROBLEM_ROLE,
    SPEAKER,
    as_draft,
    read_attributes,
    write_attributes,
)
from tests.gui.dialogs.examples import groups, participants, shown


def _reader(path: Path) -> Sequence[ParticipantDraft]:
    if path.suffix != ".csv":
        raise Refusal(f"{path.name}: this is no table. Save it as .csv.")
    return [
        ParticipantDraft("c 3", "Family carers", "Carer", 30, "female"),
        ParticipantDraft("V1", "Volunteers", "Volunteer", 1, "male"),
    ]


@pytest.fixture
def dialog(qtbot: QtBot) -> ParticipantsDialog:
    """Return the register of the example."""
    dialog = ParticipantsDialog(participants(), groups(), _reader)
    shown(qtbot, dialog)
    return dialog


def _table(dialog: QWidget, name: str = "people") -> QTableView:
    found = dialog.findChild(QTableView, name)
    assert found is not None
    return found


def _press(qtbot: QtBot, dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _edit(qtbot: QtBot, table: QTableView, row: int, column: int, text: str) -> None:
    """Type ``text`` into a cell as a user does: F2, the text, Enter."""
    table.setCurrentIndex(table.model().index(row, column))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    _fill(qtbot, table, text)


def _fill(qtbot: QtBot, table: QTableView, text: str) -> None:
    """Type into the editor that is open, and Enter."""
    # One that was closed a moment ago is still there, until the event loop takes it away.
    editor = table.viewport().findChildren(QWidget, "cell-editor")[-1]
    if isinstance(editor, QComboBox):
        line = editor.lineEdit()
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
    else:
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() != QTableView.State.EditingState)


def _text(table: QTableView, row: int, column: int) -> str:
    return str(table.model().index(row, column).data())


def test_an_untouched_register_has_no_changes(dialog: ParticipantsDialog) -> None:
    assert dialog.answer() == RegisterChanges()
    assert not dialog.answer()
    assert _text(_table(dialog), 3, PRINTED) == "(Carer, female, 8)"
    assert _text(_table(dialog), 7, GROUP) == "Moderator"
    assert _text(_table(dialog), 7, PRINTED) == "Not counted"


def test_a_cell_is_edited_in_place(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    table = _table(dialog)
    _edit(qtbot, table, 0, NUMBER, "12")
    _edit(qtbot, table, 0, 6, "age: 51; shopkeeper")
    wanted = ParticipantDraft("C1", "Family carers", "Carer", 12, "female", None, {"age": "51", "shopkeeper": ""})
    assert dialog.answer() == RegisterChanges(changed=((1, wanted),))
    assert dialog.problem() is None


def test_two_who_would_be_printed_alike_are_named(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    table = _table(dialog)
    _edit(qtbot, table, 1, NUMBER, "1")
    assert "(Carer, female, 1)" in dialog.status()
    for row in (0, 1):
        assert table.model().index(row, NUMBER).data(PROBLEM_ROLE)
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert table.currentIndex().row() == 0
    # The same number for a man and a woman of one group is no fault: studies number that way.
    _edit(qtbot, table, 1, 4, "male")
    assert dialog.status() == ""
    assert dialog.problem() is None


def test_a_label_for_two_groups_is_odd_but_possible(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    _edit(qtbot, _table(dialog), 5, LABEL, "Carer")
    assert "used for 2 groups" in dialog.status()
    assert dialog.problem() is None


def test_another_group_brings_its_label_along(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    table = _table(dialog)
    _edit(qtbot, table, 0, GROUP, "Project researchers")
    assert _text(table, 0, LABEL) == "Research team member"
    _edit(qtbot, table, 0, GROUP, "Moderator")
    assert dialog.answer().changed[0][1].group is None


def test_a_participant_is_added_and_filled_in(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    table = _table(dialog)
    table.setCurrentIndex(table.model().index(0, 0))
    _press(qtbot, dialog, "add")
    _fill(qtbot, table, "C 8")
    assert "more than once" in dialog.status()
    _edit(qtbot, table, 8, SPEAKER, "C12")
    assert dialog.answer().added == (ParticipantDraft("C12", "Family carers", "Carer"),)


def test_a_row_without_a_speaker_is_not_taken(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    dialog.add_participant()
    assert dialog.problem() == "A participant needs the label that stands in the transcripts."


def test_participants_are_removed(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    table = _table(dialog)
    table.selectRow(1)
    _press(qtbot, dialog, "remove")
    assert dialog.answer().removed == (2,)
    assert table.model().rowCount() == 7
    assert _text(_table(dialog, "groups"), 0, 3) == "3"


def test_an_import_updates_and_adds(dialog: ParticipantsDialog, tmp_path: Path) -> None:
    dialog.import_file(tmp_path / "people.csv")
    answer = dialog.answer()
    assert [draft.speaker for draft in answer.added] == ["V1"]
    assert answer.changed == ((2, ParticipantDraft("c 3", "Family carers", "Carer", 30, "female")),)
    assert answer.groups == (GroupDraft("Volunteers", "Volunteer"),)
    assert dialog.status() == "people.csv: 1 new, 1 changed."


def test_a_file_that_cannot_be_read_says_why(dialog: ParticipantsDialog, tmp_path: Path) -> None:
    dialog.import_file(tmp_path / "people.png")
    assert dialog.status().startswith("people.png: this is no table.")
    assert dialog.answer() == RegisterChanges()


def test_groups_are_described_and_added(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    table = _table(dialog, "groups")
    _edit(qtbot, table, 0, 2, "27")
    _press(qtbot, dialog, "add-group")
    _fill(qtbot, table, "Volunteers")
    _edit(qtbot, table, 3, 1, "Volunteer")
    assert dialog.answer().groups == (
        GroupDraft("Family carers", "Carer", 27),
        GroupDraft("Volunteers", "Volunteer", None),
    )
    # A group that is in the study keeps its name.
    assert not table.model().flags(table.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_two_groups_of_one_name_are_refused(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    _press(qtbot, dialog, "add-group")
    table = _table(dialog, "groups")
    table.model().setData(table.model().index(3, 0), "family carers")
    assert "two groups" in (dialog.problem() or "")


def test_everybody_can_become_a_draft_and_back() -> None:
    person = participants()[3]
    draft = as_draft(person)
    assert (draft.speaker, draft.group, draft.number) == ("C8", "Family carers", 8)
    assert read_attributes(write_attributes({"age": "78", "widow": ""})) == {"age": "78", "widow": ""}


def test_a_list_stands_on_its_value_when_it_opens(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    table = _table(dialog)
    names = [group.name for group in groups()]
    last = table.model().index(next(n for n, each in enumerate(participants()) if each.group == names[-1]), GROUP)
    table.setCurrentIndex(last)
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChildren(QComboBox, "cell-editor")[-1]
    assert (editor.currentText(), editor.currentIndex()) == (names[-1], len(names) - 1)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert editor.currentText() == "Moderator"


def test_the_first_step_down_in_an_empty_list_gives_its_first_entry(qtbot: QtBot, dialog: ParticipantsDialog) -> None:
    _press(qtbot, dialog, "add")
    table = _table(dialog)
    row = table.model().rowCount() - 1
    table.setCurrentIndex(table.model().index(row, 4))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChildren(QComboBox, "cell-editor")[-1]
    assert editor.currentText() == ""
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert editor.currentText() == "female"


def test_a_new_row_has_the_first_group_and_is_not_blamed_before_saving(qtbot: QtBot) -> None:
    dialog = ParticipantsDialog([], groups(), _reader)
    shown(qtbot, dialog)
    _press(qtbot, dialog, "add")
    table = _table(dialog)
    assert table.model().index(0, GROUP).data() == groups()[0].name
    assert not table.model().index(0, SPEAKER).data(PROBLEM_ROLE)
    assert dialog.status() == ""
    dialog.accept()
    assert dialog.isVisible()
    assert table.model().index(0, SPEAKER).data(PROBLEM_ROLE)


def test_what_a_file_leaves_open_is_no_change(qtbot: QtBot, tmp_path: Path) -> None:
    person = participants()[0]
    same = ParticipantDraft(
        person.speaker, person.group, None, person.number, person.sex, person.role, dict(person.attributes)
    )
    dialog = ParticipantsDialog(participants(), groups(), lambda _: [same])
    shown(qtbot, dialog)
    dialog.import_file(tmp_path / "people.csv")
    assert not dialog.answer()
    assert dialog.status().endswith("0 new, 0 changed.")
