"""The codebook as a tree: counts, filter, activation, drag and drop, and the study that changes below it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from qualcode.domain.codebook import CodeDraft, Origin
from qualcode.domain.text import Span
from qualcode.gui.bridge import ChangeBridge
from qualcode.gui.models.code_drops import CodeMerge, CodeMove, TextDrop
from qualcode.gui.models.code_tree import CodeTreeModel
from qualcode.gui.models.id_tree import NOWHERE
from qualcode.gui.models.roles import CodeRole, TreeRole
from qualcode.gui.selection import Selection
from qualcode.gui.text.selection import CODES_MIME, SELECTION_MIME, codes_of
from qualcode.services.project import Project, open_project
from tests.builders import code
from tests.gui.models.shown import CHECK, EDIT, HALF, OFF, ON, SPOKEN, TIP, outline, watch

Check = Callable[[QAbstractItemModel], None]
MOVE, MERGE = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction


@pytest.fixture
def model(project: Project, bridge: ChangeBridge, selection: Selection, check_model: Check) -> CodeTreeModel:
    made = CodeTreeModel(project, selection)
    bridge.changed.connect(made.follow)
    check_model(made)
    return made


@pytest.fixture
def row(project: Project, model: CodeTreeModel) -> Callable[[str], QModelIndex]:
    """Find a code's row by its name."""
    return lambda name: model.index_of(project.codebook.find(name).id)


Row = Callable[[str], QModelIndex]


def test_shows_the_tree(model: CodeTreeModel, row: Row) -> None:
    assert outline(model) == ["Deductive", ["Absence of information", "Mistakes", ["Wrong numbers"]]]
    branch, absence, numbers = row("Deductive"), row("Absence of information"), row("Wrong numbers")
    roles = (TreeRole.FOLDER, CodeRole.CHIP, CodeRole.RING, CodeRole.COUNT)
    assert [branch.data(role) for role in roles] == [True, None, False, 0]
    assert [absence.data(role) for role in roles] == [False, 1, False, 0]
    assert [numbers.data(role) for role in roles] == [False, 3, True, 0]
    assert absence.data(TreeRole.ID) == model.id_of(absence)


def test_the_lock_of_a_branch_stands_for_all_below_it(model: CodeTreeModel, row: Row) -> None:
    assert row("Deductive").data(CodeRole.LOCKED) is True
    assert row("Absence of information").data(CodeRole.LOCKED) is False
    assert row("Absence of information").data(SPOKEN).endswith("0 segments, locked, not activated")


def test_says_everything_in_a_sentence(project: Project, model: CodeTreeModel, selection: Selection, row: Row) -> None:
    code(project, "workshop", "Nobody told us a thing", "Absence of information", "Mistakes")
    selection.activate_codes([model.id_of(row("Mistakes"))])
    assert row("Mistakes").data(SPOKEN) == "Mistakes, deductive, 1 segment, activated"
    assert row("Wrong numbers").data(SPOKEN) == "Wrong numbers, inductive, 0 segments, not activated"
    assert row("Deductive").data(SPOKEN) == "Deductive, branch, 3 codes, 2 segments, locked, partly activated"
    project.codebook.change(model.id_of(row("Mistakes")), status="retired")
    assert row("Mistakes").data(SPOKEN) == "Mistakes, deductive, 1 segment, retired, activated"
    assert row("Mistakes").data(TreeRole.DIMMED) is True


def test_tells_all_about_a_code_in_its_tip(project: Project, model: CodeTreeModel, row: Row) -> None:
    code(project, "workshop", "The number was wrong.", "Wrong numbers")
    assert row("Wrong numbers").data(TIP) == (
        "Deductive › Mistakes › Wrong numbers\nInductive code\nA number that leads nowhere\n1 segment"
    )
    assert row("Mistakes").data(TIP) == "Deductive › Mistakes\nDeductive code\n0 segments, 1 with the codes below it"
    assert row("Deductive").data(TIP) == "Deductive\nBranch: holds codes, takes no text · locked\n1 segment"


def test_a_folded_code_counts_what_is_below_it(project: Project, model: CodeTreeModel, row: Row) -> None:
    view = QTreeView()
    view.setModel(model)
    view.expandAll()
    view.collapsed.connect(model.note_folded)
    view.expanded.connect(model.note_opened)
    code(project, "workshop", "The number was wrong.", "Wrong numbers")
    code(project, "workshop", "We rang twice.", "Mistakes")
    counts = [row(name).data(CodeRole.COUNT) for name in ("Deductive", "Mistakes", "Wrong numbers")]
    assert counts == [2, 1, 1]
    heard = watch(model)
    view.collapse(row("Mistakes"))
    assert heard == ["changed Mistakes"]
    assert row("Mistakes").data(CodeRole.COUNT) == 2
    assert model.folded == {model.id_of(row("Mistakes"))}
    view.expand(row("Mistakes"))
    assert row("Mistakes").data(CodeRole.COUNT) == 1


def test_a_segment_with_two_codings_of_one_code_counts_once(project: Project, model: CodeTreeModel, row: Row) -> None:
    code(project, "workshop", "We rang twice.", "Mistakes")
    project.coder = "Luca"
    code(project, "workshop", "We rang twice.", "Mistakes")
    assert row("Mistakes").data(CodeRole.COUNT) == 1
    model.set_count_scope([project.documents.find("workshop").id])
    assert row("Mistakes").data(CodeRole.COUNT) == 1


def test_counts_some_documents_only(project: Project, model: CodeTreeModel, row: Row) -> None:
    code(project, "workshop", "We rang twice.", "Mistakes")
    laid = code(project, "interview", "The forms were too long", "Mistakes", "Wrong numbers")
    interview, workshop = (project.documents.find(name).id for name in ("interview", "workshop"))
    model.set_count_scope([interview])
    assert [row(name).data(CodeRole.COUNT) for name in ("Mistakes", "Wrong numbers")] == [1, 1]
    assert row("Deductive").data(CodeRole.COUNT) == 2
    model.set_count_scope([interview, workshop])
    assert row("Mistakes").data(CodeRole.COUNT) == 2
    code(project, "interview", "I never saw them.", "Mistakes")
    assert row("Mistakes").data(CodeRole.COUNT) == 3
    project.coding.remove(laid[:1])
    assert row("Mistakes").data(CodeRole.COUNT) == 2
    project.history.undo()
    assert row("Mistakes").data(CodeRole.COUNT) == 3
    model.set_count_scope([])
    assert row("Mistakes").data(CodeRole.COUNT) == 0
    model.set_count_scope(None)
    assert row("Mistakes").data(CodeRole.COUNT) == 3


def test_coding_changes_the_rows_whose_numbers_change(project: Project, model: CodeTreeModel) -> None:
    heard = watch(model)
    code(project, "workshop", "The number was wrong.", "Wrong numbers")
    assert sorted(heard) == ["changed Deductive", "changed Mistakes", "changed Wrong numbers"]
    heard.clear()
    project.memos.add("A thought")
    assert heard == []


def test_follows_the_codebook_without_losing_rows(project: Project, model: CodeTreeModel, row: Row) -> None:
    numbers = QPersistentModelIndex(row("Wrong numbers"))
    heard = watch(model)
    mistakes, absence = model.id_of(row("Mistakes")), model.id_of(row("Absence of information"))
    inductive = project.codebook.add(CodeDraft("Inductive", codable=False))
    project.codebook.move(model.id_of(row("Wrong numbers")), inductive)
    assert outline(model) == [
        *("Deductive", ["Absence of information", "Mistakes"], "Inductive", ["Wrong numbers"]),
    ]
    project.codebook.change(mistakes, name="Errors", colour=9)
    assert model.index_of(mistakes).data() == "Errors"
    assert model.index_of(mistakes).data(CodeRole.CHIP) == 9
    project.codebook.merge(absence, mistakes, "the same")
    assert outline(model) == ["Deductive", ["Errors"], "Inductive", ["Wrong numbers"]]
    project.codebook.delete(inductive)
    assert not numbers.isValid()
    for _ in range(5):
        project.history.undo()
    assert outline(model) == ["Deductive", ["Absence of information", "Mistakes", ["Wrong numbers"]]]
    assert "modelReset" not in heard


def test_merging_a_code_that_holds_others_keeps_those(project: Project, model: CodeTreeModel, row: Row) -> None:
    numbers = QPersistentModelIndex(row("Wrong numbers"))
    absence = model.id_of(row("Absence of information"))
    project.codebook.merge(model.id_of(row("Mistakes")), absence)
    assert outline(model) == ["Deductive", ["Absence of information", ["Wrong numbers"]]]
    assert numbers.isValid()
    assert numbers.data() == "Wrong numbers"


def test_the_filter_narrows_the_tree(project: Project, model: CodeTreeModel, row: Row, selection: Selection) -> None:
    project.codebook.add(CodeDraft("Perché no", origin=Origin.IN_VIVO))
    selection.activate_codes([model.id_of(row("Wrong numbers"))])
    kept = QPersistentModelIndex(row("Mistakes"))
    model.set_filter("  MIST ")
    assert model.filter == "MIST"
    assert outline(model) == ["Deductive", ["Mistakes", ["Wrong numbers"]]]
    assert row("Mistakes").data(CodeRole.MATCH) == "MIST"
    model.set_filter("perche")
    assert outline(model) == ["Perché no"]
    model.set_filter("numb")
    assert outline(model) == ["Deductive", ["Mistakes", ["Wrong numbers"]]]
    model.set_filter("nowhere")
    assert outline(model) == []
    assert selection.active_codes, "what is hidden stays active"
    model.set_filter("")
    assert outline(model) == ["Deductive", ["Absence of information", "Mistakes", ["Wrong numbers"]], "Perché no"]
    assert not kept.isValid(), "it was hidden"


def test_what_is_added_while_the_filter_is_on_is_shown_if_it_fits(project: Project, model: CodeTreeModel) -> None:
    model.set_filter("mis")
    project.codebook.add(CodeDraft("Misunderstanding"))
    project.codebook.add(CodeDraft("Blaming"))
    assert outline(model) == ["Deductive", ["Mistakes", ["Wrong numbers"]], "Misunderstanding"]


def test_folds_are_remembered_while_the_filter_is_on(model: CodeTreeModel, row: Row) -> None:
    mistakes = row("Mistakes")
    model.set_folded([model.id_of(mistakes)])
    model.set_filter("numb")
    model.note_opened(row("Mistakes"))
    assert model.folded == {model.id_of(row("Mistakes"))}


def test_a_branch_toggles_all_codes_below_it(model: CodeTreeModel, selection: Selection, row: Row) -> None:
    heard = watch(model)
    assert model.setData(row("Deductive"), ON, CHECK)
    assert selection.active_codes == {
        model.id_of(row(name)) for name in ("Absence of information", "Mistakes", "Wrong numbers")
    }
    assert set(heard) == {"changed Deductive", "changed Absence of information", "changed Wrong numbers"}
    assert model.setData(row("Mistakes"), OFF, CHECK)
    assert [row(name).data(CHECK) for name in ("Deductive", "Mistakes", "Wrong numbers")] == [HALF, OFF, ON]
    assert model.setData(row("Deductive"), OFF, CHECK)
    assert selection.active_codes == frozenset()


def test_an_empty_branch_is_never_active(project: Project, model: CodeTreeModel, selection: Selection) -> None:
    branch = model.index_of(project.codebook.add(CodeDraft("Inductive", codable=False)))
    assert branch.data(CHECK) == OFF
    assert model.setData(branch, ON, CHECK)
    assert (branch.data(CHECK), selection.active_codes) == (OFF, frozenset())


def test_a_deleted_code_is_active_no_more(
    project: Project, model: CodeTreeModel, selection: Selection, row: Row
) -> None:
    gone, stays = model.id_of(row("Wrong numbers")), model.id_of(row("Mistakes"))
    selection.set_active_codes([gone, stays])
    selection.select_code(gone)
    project.codebook.delete(gone)
    assert (selection.active_codes, selection.code) == (frozenset([stays]), None)


def test_another_name_is_asked_for_and_not_written(model: CodeTreeModel, row: Row, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.rename_requested) as asked:
        assert not model.setData(row("Mistakes"), " Errors ", EDIT)
    assert asked.args == [model.id_of(row("Mistakes")), "Errors"]
    assert row("Mistakes").data() == "Mistakes"
    with qtbot.assertNotEmitted(model.rename_requested):
        model.setData(row("Mistakes"), " ", EDIT)
        model.setData(row("Mistakes"), "Mistakes", EDIT)
        model.setData(NOWHERE, "Errors", EDIT)


class TestDrops:
    @pytest.fixture
    def asked(self, model: CodeTreeModel) -> list[object]:
        """What was asked for by drops."""
        heard: list[object] = []
        for signal in (model.move_requested, model.merge_requested, model.coding_requested):
            signal.connect(heard.append)
        return heard

    @staticmethod
    def drop(
        model: CodeTreeModel, data: QMimeData, target: QModelIndex, action: Qt.DropAction = MOVE, row: int = -1
    ) -> bool:
        column = -1 if row < 0 else 0
        can = model.canDropMimeData(data, action, row, column, target)
        assert model.dropMimeData(data, action, row, column, target) == can
        return can

    def test_a_drag_carries_ids_and_names(self, model: CodeTreeModel, row: Row) -> None:
        data = model.mimeData([row("Wrong numbers"), row("Absence of information")])
        assert codes_of(data) == [model.id_of(row("Absence of information")), model.id_of(row("Wrong numbers"))]
        assert data.text() == "Absence of information\nWrong numbers"
        assert CODES_MIME in model.mimeTypes()

    def test_a_code_dropped_on_another_becomes_its_child(
        self, model: CodeTreeModel, row: Row, asked: list[object]
    ) -> None:
        dragged, target = row("Wrong numbers"), row("Absence of information")
        assert self.drop(model, model.mimeData([dragged]), target)
        assert asked == [CodeMove((model.id_of(dragged),), model.id_of(target), None)]

    def test_with_ctrl_it_is_merged(self, model: CodeTreeModel, row: Row, asked: list[object]) -> None:
        data = model.mimeData([row("Mistakes")])
        assert self.drop(model, data, row("Absence of information"), MERGE)
        assert asked == [CodeMerge((model.id_of(row("Mistakes")),), model.id_of(row("Absence of information")))]
        assert not self.drop(model, data, row("Deductive"), MERGE), "a branch takes no codings"
        assert not self.drop(model, data, NOWHERE, MERGE)
        assert not self.drop(model, data, row("Wrong numbers"), MERGE), "it stands below what is dragged"

    def test_nothing_goes_below_itself(self, model: CodeTreeModel, row: Row, asked: list[object]) -> None:
        data = model.mimeData([row("Mistakes")])
        assert not self.drop(model, data, row("Mistakes"))
        assert not self.drop(model, data, row("Wrong numbers"))
        assert asked == []

    def test_what_goes_along_with_its_parent_is_not_moved_itself(
        self, model: CodeTreeModel, row: Row, asked: list[object]
    ) -> None:
        data = model.mimeData([row("Wrong numbers"), row("Mistakes")])
        assert self.drop(model, data, NOWHERE)
        assert asked == [CodeMove((model.id_of(row("Mistakes")),), None, None)]

    def test_between_two_rows_it_takes_that_place(
        self, project: Project, model: CodeTreeModel, row: Row, asked: list[object]
    ) -> None:
        ids = {name: project.codebook.add(CodeDraft(name)) for name in ("A", "B", "Ax", "C")}
        self.drop(model, model.mimeData([row("A"), row("B")]), NOWHERE, row=4)
        self.drop(model, model.mimeData([row("C")]), NOWHERE, row=1)
        self.drop(model, model.mimeData([row("A")]), NOWHERE, row=5)
        model.set_filter("a")
        assert outline(model)[2:] == ["A", "Ax"]
        self.drop(model, model.mimeData([row("A")]), NOWHERE, row=3)
        assert asked == [
            CodeMove((ids["A"], ids["B"]), None, ids["C"]),
            CodeMove((ids["C"],), None, ids["A"]),
            CodeMove((ids["A"],), None, None),
            CodeMove((ids["A"],), None, ids["C"]),
        ]

    def test_the_place_is_the_one_that_the_service_takes(
        self, project: Project, model: CodeTreeModel, row: Row, asked: list[object]
    ) -> None:
        for name in ("A", "B", "C", "D"):
            project.codebook.add(CodeDraft(name))
        self.drop(model, model.mimeData([row("A"), row("B")]), NOWHERE, row=4)
        move = asked[0]
        assert isinstance(move, CodeMove)
        for each in move.codes:
            siblings = [c.id for c in project.codebook.all() if c.parent_id == move.parent]
            project.codebook.move(each, move.parent, move.place(each, siblings))
        assert outline(model)[2:] == ["C", "A", "B", "D"]

    def test_text_dropped_on_a_code_is_to_be_coded(self, model: CodeTreeModel, row: Row, asked: list[object]) -> None:
        data = QMimeData()
        data.setData(SELECTION_MIME, b'{"start": 20, "end": 31}')
        assert self.drop(model, data, row("Mistakes"), MERGE)
        assert asked == [TextDrop(model.id_of(row("Mistakes")), Span(20, 31))]
        assert not self.drop(model, data, row("Deductive"), MERGE), "a branch is not laid over text"
        assert not self.drop(model, data, NOWHERE, MERGE, row=0)

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            (SELECTION_MIME, b'{"start": 5, "end": 5}'),
            (SELECTION_MIME, b"[1, 2]"),
            (SELECTION_MIME, b'{"start": "x", "end": null}'),
            (SELECTION_MIME, b"\xff\xfe"),
            (CODES_MIME, b"[]"),
            (CODES_MIME, b"[987654321]"),
            (CODES_MIME, b'"1"'),
            (CODES_MIME, b"[["),
            ("text/plain", b"some words"),
        ],
    )
    def test_anything_else_is_refused(
        self, model: CodeTreeModel, row: Row, asked: list[object], kind: str, content: bytes
    ) -> None:
        data = QMimeData()
        data.setData(kind, content)
        assert not self.drop(model, data, row("Mistakes"))
        assert asked == []


def test_a_study_opened_for_reading_takes_nothing(project: Project, qapp: object) -> None:
    with open_project(project.path, write=False) as reader:
        model = CodeTreeModel(reader, Selection())
        first = model.index(0)
        flags = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        assert not first.flags() & flags
        assert model.flags(NOWHERE) == Qt.ItemFlag.NoItemFlags
        data = model.mimeData([model.index_of(reader.codebook.find("Mistakes").id)])
        assert not model.canDropMimeData(data, MOVE, -1, -1, NOWHERE)
