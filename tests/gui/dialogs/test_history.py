"""The audit trail, with the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from qualcode.domain.changes import ChangeSet
from qualcode.domain.errors import Refusal
from qualcode.gui.dialogs.history import HistoryDialog, RowChange, describe
from qualcode.gui.models.history_list import HistoryColumn, HistoryListModel
from qualcode.services.project import Project, create, open_project
from tests.gui.dialogs.examples import shown


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a study in which two codes were changed."""
    create(tmp_path / "s.qualcode")
    with open_project(tmp_path / "s.qualcode", "Marta") as project:
        project.codebook.change(project.codebook.find("Mistakes").id, definition="Errors that nobody meant")
        project.codebook.change(project.codebook.find("Blaming").id, colour=3)
        yield project


@pytest.fixture
def dialog(qtbot: QtBot, project: Project) -> HistoryDialog:
    """Return the dialog on the study."""
    history = project.history
    model = HistoryListModel(project)
    dialog = HistoryDialog(
        model, history.undo, history.redo, lambda: (history.next_undo(), history.next_redo()), history.changes
    )
    model.setParent(dialog)
    return shown(qtbot, dialog)


def _steps(dialog: HistoryDialog) -> list[str]:
    table = dialog.findChild(QTableView, "steps")
    assert table is not None
    model = table.model()
    return [str(model.index(row, HistoryColumn.WHAT).data()) for row in range(model.rowCount())]


def _button(dialog: HistoryDialog, name: str) -> QAbstractButton:
    found = dialog.findChild(QAbstractButton, name)
    assert found is not None
    return found


def test_the_newest_step_stands_first_and_says_what_it_changed(dialog: HistoryDialog) -> None:
    assert _steps(dialog)[:2] == ["Change the code “Blaming”", "Change the code “Mistakes”"]
    first, second, *more = dialog.details().split("\n")
    assert first == "1 code changed"
    assert second.endswith("colour “8” → “3”")
    assert not more
    assert _button(dialog, "undo").toolTip() == "Undo: Change the code “Blaming”"
    assert not _button(dialog, "redo").isEnabled()


def test_a_step_is_taken_back_and_done_again(dialog: HistoryDialog, project: Project) -> None:
    blaming = project.codebook.find("Blaming").id
    QTest.mouseClick(_button(dialog, "undo"), Qt.MouseButton.LeftButton)
    assert project.codebook.get(blaming).colour == 8
    assert dialog.status() == "Undone: Change the code “Blaming”"
    assert _steps(dialog)[0] == "Undo: Change the code “Blaming”"
    assert dialog.details().startswith("It takes back")
    QTest.mouseClick(_button(dialog, "redo"), Qt.MouseButton.LeftButton)
    assert project.codebook.get(blaming).colour == 3
    assert not _button(dialog, "redo").isEnabled()


def test_the_usual_keys_undo_and_redo(dialog: HistoryDialog, project: Project) -> None:
    table = dialog.findChild(QTableView, "steps")
    assert table is not None
    QTest.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert project.history.next_redo() == "Change the code “Blaming”"
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table, Qt.Key.Key_Z, shift)
    assert project.history.next_redo() is None


def test_steps_are_filtered(dialog: HistoryDialog) -> None:
    field = dialog.findChild(QLineEdit, "filter")
    assert field is not None
    QTest.keyClicks(field, "mistakes")
    assert _steps(dialog) == ["Change the code “Mistakes”"]
    QTest.keyClicks(field, "zzz")
    assert _steps(dialog) == []
    assert dialog.status() == "No step is called that."


def test_an_undo_that_is_refused_says_why(qtbot: QtBot, project: Project) -> None:
    def refuse() -> ChangeSet | None:
        raise Refusal("The study is open for reading only.")

    model = HistoryListModel(project)
    history = project.history
    dialog = HistoryDialog(model, refuse, refuse, lambda: ("Something", None), history.changes)
    model.setParent(dialog)
    shown(qtbot, dialog)
    QTest.mouseClick(_button(dialog, "undo"), Qt.MouseButton.LeftButton)
    assert dialog.status() == "The study is open for reading only."


def test_describing_many_rows_counts_them() -> None:
    changes: list[RowChange] = [("coding", n, {"id": n, "code_id": 1}, {"id": n, "code_id": 2}) for n in (1, 2)]
    assert describe(changes) == [
        "2 codings changed",
        "coding 1: code “1” → “2”",
        "coding 2: code “1” → “2”",
    ]
    assert describe([("document_text", 1, {"id": 1}, None)]) == ["1 document text removed"]
