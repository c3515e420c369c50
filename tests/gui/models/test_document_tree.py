"""Documents in the folders of their waves, following the study and the activation."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from qualcode.domain.documents import Attributes
from qualcode.gui.bridge import ChangeBridge
from qualcode.gui.delegates.pieces import percent
from qualcode.gui.models import document_tree
from qualcode.gui.models.document_tree import DocumentTreeModel
from qualcode.gui.models.id_tree import NOWHERE
from qualcode.gui.models.roles import DocumentRole, TreeRole
from qualcode.gui.selection import Selection
from qualcode.services.documents import ImportRequest
from qualcode.services.project import Project, open_project
from tests.builders import ACCOUNT, INTERVIEW, code, empty_study, preview_of, span_of
from tests.gui.models.shown import CHECK, HALF, OFF, ON, SPOKEN, TIP, outline, watch

Check = Callable[[QAbstractItemModel], None]


@pytest.fixture
def model(project: Project, bridge: ChangeBridge, selection: Selection, check_model: Check) -> DocumentTreeModel:
    made = DocumentTreeModel(project, selection)
    bridge.changed.connect(made.follow)
    check_model(made)
    return made


def test_waves_are_folders_and_no_wave_stands_last(project: Project, model: DocumentTreeModel) -> None:
    project.documents.add([ImportRequest(preview_of("loose", "C1: I came later.\n"))])
    assert outline(model) == [
        *("Mid-pilot workshop", ["workshop"]),
        *("Final interviews", ["interview"]),
        *("Accounts", ["account"]),
        *("No wave", ["loose"]),
    ]
    assert [document.name for document in model.ordered()] == ["workshop", "interview", "account", "loose"]


def test_answers_what_the_row_shows(project: Project, model: DocumentTreeModel) -> None:
    folder, row = model.index(0), model.index_of_document(project.documents.find("workshop").id)
    assert row.parent() == folder
    assert (folder.data(TreeRole.FOLDER), folder.data(DocumentRole.ASIDE), folder.data(TreeRole.ID)) == (
        *(True, "Jul 2019", None),
    )
    assert (row.data(TreeRole.FOLDER), row.data(TreeRole.ID)) == (False, project.documents.find("workshop").id)
    assert (row.data(DocumentRole.ICON), row.data(DocumentRole.CODED)) == ("users", 0.0)
    assert row.data(TIP) == (
        "workshop\n"
        f"Co-assessment workshop · 9 Jul 2019 · 66 min · 4 speakers · 38 words · 0 segments · {percent(0)} coded"
    )
    assert folder.data(TIP) == "Mid-pilot workshop: 1 document"
    assert folder.data(Qt.ItemDataRole.EditRole) is None


def test_coding_changes_one_row_only(
    project: Project, model: DocumentTreeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = watch(model)
    document, span = span_of(project, "interview", "The forms were too long")
    mistakes = project.codebook.find("Mistakes").id
    monkeypatch.setattr(project.documents, "all", lambda: pytest.fail("all documents were measured"))
    project.coding.add(document, span, [mistakes])
    row = model.index_of_document(document)
    assert heard == ["changed interview"]
    assert row.data(DocumentRole.CODED) == pytest.approx(23 / len(INTERVIEW))
    assert "1 segment ·" in row.data(TIP)
    project.history.undo()
    assert row.data(DocumentRole.CODED) == 0
    project.history.redo()
    assert row.data(DocumentRole.CODED) > 0


@pytest.fixture
def many_segments_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_tree, "_FEW_SEGMENTS", 0)


@pytest.mark.usefixtures("many_segments_are_few")
def test_many_codings_measure_all_documents_at_once(project: Project, model: DocumentTreeModel) -> None:
    heard = watch(model)
    code(project, "interview", "The forms were too long", "Mistakes")
    assert heard == ["changed interview"]


def test_changes_keep_the_other_rows(project: Project, model: DocumentTreeModel) -> None:
    row = QPersistentModelIndex(model.index_of_document(project.documents.find("account").id))
    heard = watch(model)
    interview = project.documents.find("interview")
    project.documents.rename(interview.id, "Interview, provider 1")
    assert heard == ["changed Interview, provider 1"]
    project.documents.describe(interview.id, Attributes(wave="Accounts"))
    assert outline(model) == ["Mid-pilot workshop", ["workshop"], "Accounts", ["Interview, provider 1", "account"]]
    assert "modelReset" not in heard
    project.documents.delete(interview.id)
    assert outline(model) == ["Mid-pilot workshop", ["workshop"], "Accounts", ["account"]]
    assert row.data() == "account"
    for _ in range(3):
        project.history.undo()
    assert outline(model)[2:4] == ["Final interviews", ["interview"]]
    assert row.data() == "account"
    assert "modelReset" not in heard


def test_a_document_is_activated_through_its_dot(
    model: DocumentTreeModel, selection: Selection, project: Project
) -> None:
    document = project.documents.find("workshop").id
    row = model.index_of_document(document)
    heard = watch(model)
    assert (row.data(CHECK), model.index(0).data(CHECK)) == (OFF, OFF)
    assert model.setData(row, ON, CHECK)
    assert selection.active_documents == {document}
    assert (row.data(CHECK), model.index(0).data(CHECK)) == (ON, ON)
    assert heard == ["changed workshop", "changed Mid-pilot workshop"]
    assert model.setData(row, OFF, CHECK)
    assert selection.active_documents == frozenset()


def test_a_folder_toggles_all_below(model: DocumentTreeModel, selection: Selection, project: Project) -> None:
    interview, account = (project.documents.find(name) for name in ("interview", "account"))
    project.documents.describe(interview.id, dataclasses.replace(interview.attributes, wave="Accounts"))
    folder = model.index_of_document(account.id).parent()
    assert model.documents_at(folder) == (interview.id, account.id)
    selection.activate_documents([account.id])
    assert folder.data(CHECK) == HALF
    assert folder.data(SPOKEN) == "Accounts, 2 documents, 1 activated"
    assert model.setData(folder, ON, CHECK)
    assert selection.active_documents == {interview.id, account.id}
    assert folder.data(SPOKEN) == "Accounts, 2 documents, activated"
    assert model.setData(folder, OFF, CHECK)
    assert selection.active_documents == frozenset()
    assert folder.data(SPOKEN) == "Accounts, 2 documents, not activated"


def test_says_everything_in_a_sentence(project: Project, model: DocumentTreeModel, selection: Selection) -> None:
    code(project, "account", "It changed what I heard.", "Mistakes")
    document = project.documents.find("account").id
    selection.activate_documents([document])
    row = model.index_of_document(document)
    assert row.data(SPOKEN) == f"account, reflexive account, {percent(24 / len(ACCOUNT))} coded, activated"


def test_a_deleted_document_is_active_no_more(project: Project, model: DocumentTreeModel, selection: Selection) -> None:
    document = project.documents.find("account").id
    selection.activate_documents([document])
    selection.show_document(document)
    project.documents.delete(document)
    assert selection.active_documents == frozenset()
    assert selection.document is None
    assert not model.index_of_document(document).isValid()


def test_another_name_is_asked_for_and_not_written(project: Project, model: DocumentTreeModel, qtbot: QtBot) -> None:
    document = project.documents.find("account").id
    row = model.index_of_document(document)
    assert row.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index(0).flags() & Qt.ItemFlag.ItemIsEditable
    with qtbot.waitSignal(model.rename_requested) as asked:
        assert not model.setData(row, "  Account  of R1 ")
    assert asked.args == [document, "Account of R1"]
    assert row.data() == "account"
    with qtbot.assertNotEmitted(model.rename_requested):
        model.setData(row, " account ")
        model.setData(row, "   ")
        model.setData(model.index(0), "Another wave")


def test_a_study_opened_for_reading_offers_no_other_name(project: Project, qapp: object) -> None:
    with open_project(project.path, write=False) as reader:
        model = DocumentTreeModel(reader, Selection())
        assert not model.index(0, 0, model.index(0)).flags() & Qt.ItemFlag.ItemIsEditable


def test_an_empty_study_shows_nothing(tmp_path: Path, qapp: object, check_model: Check) -> None:
    with empty_study(tmp_path) as project:
        model = DocumentTreeModel(project, Selection())
        check_model(model)
        assert model.rowCount() == 0
        assert model.data(NOWHERE) is None
        assert model.flags(NOWHERE) == Qt.ItemFlag.NoItemFlags
