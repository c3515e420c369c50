"""The audit trail: newest first, page by page, with what was undone shown as such."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from qualcode.domain.codebook import CodeDraft
from qualcode.gui.bridge import ChangeBridge
from qualcode.gui.models import history_list
from qualcode.gui.models.history_list import HistoryColumn, HistoryListModel
from qualcode.gui.models.id_tree import NOWHERE
from qualcode.gui.models.roles import TreeRole
from qualcode.services.project import Project
from tests.builders import code
from tests.gui.models.shown import SPOKEN, watch

Check = Callable[[QAbstractItemModel], None]


@pytest.fixture
def model(project: Project, bridge: ChangeBridge, check_model: Check) -> HistoryListModel:
    made = HistoryListModel(project)
    bridge.changed.connect(made.follow)
    check_model(made)
    return made


def labels(model: HistoryListModel) -> list[object]:
    return [model.index(row, HistoryColumn.WHAT).data() for row in range(model.rowCount())]


def test_shows_what_was_done(project: Project, model: HistoryListModel) -> None:
    assert labels(model)[:2] == ["New code “Wrong numbers”", "New code “Mistakes”"]
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in HistoryColumn] == [
        *("When", "Who", "What", "Rows"),
    ]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    row = [model.index(0, column).data() for column in HistoryColumn]
    assert row[0].startswith(("today, ", "yesterday, "))
    assert row[1:] == ["Marta", "New code “Wrong numbers”", "1"]
    step = model.step(model.index(0))
    assert step is not None
    assert model.index(0).data(TreeRole.ID) == step.id
    assert project.history.changes(step.id)[0][0] == "code"


def test_undone_steps_are_shown_as_such(project: Project, model: HistoryListModel) -> None:
    code(project, "workshop", "We rang twice.", "Mistakes")
    project.history.undo()
    assert labels(model)[:2] == ["Undo: Code with “Mistakes”", "Code with “Mistakes”"]
    assert [model.index(row).data(TreeRole.DIMMED) for row in range(3)] == [False, True, False]
    assert model.index(1).data(SPOKEN).endswith(", 2 rows changed, undone")
    project.history.redo()
    assert labels(model)[0] == "Redo: Code with “Mistakes”"
    assert model.index(2).data(TreeRole.DIMMED) is False
    project.history.undo()
    project.codebook.add(CodeDraft("Blaming"))
    assert model.index(4).data(SPOKEN).endswith("undone for good")


def test_a_new_step_comes_on_top_and_the_rest_stays(project: Project, model: HistoryListModel) -> None:
    first = QPersistentModelIndex(model.index(0))
    heard = watch(model)
    project.codebook.add(CodeDraft("Blaming"))
    assert heard == ["rowsInserted"]
    assert first.row() == 1


def test_is_read_page_by_page(
    project: Project, bridge: ChangeBridge, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(history_list, "PAGE", 3)
    all_labels = [step.label for step in project.history.all()]
    model = HistoryListModel(project)
    bridge.changed.connect(model.follow)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    assert labels(model) == all_labels[:3]
    project.codebook.add(CodeDraft("Blaming"))
    assert labels(model) == ["New code “Blaming”", *all_labels[:3]]
    while model.canFetchMore(NOWHERE):
        model.fetchMore(NOWHERE)
    assert labels(model) == ["New code “Blaming”", *all_labels]
    project.history.undo()
    assert labels(model) == ["Undo: New code “Blaming”", "New code “Blaming”", *all_labels]


def test_the_filter_searches_all_of_it(
    project: Project, model: HistoryListModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_list, "PAGE", 1)
    model.set_filter("  MISTAKES ")
    assert labels(model) == ["New code “Mistakes”"]
    code(project, "workshop", "We rang twice.", "Mistakes")
    code(project, "workshop", "We rang twice.", "Wrong numbers")
    assert labels(model) == ["Code with “Mistakes”", "New code “Mistakes”"]
    model.set_filter("nobody")
    assert labels(model) == []
    model.set_filter("marta")
    assert len(labels(model)) == len(project.history.all())
    model.set_filter("")
    assert len(labels(model)) == len(project.history.all())
