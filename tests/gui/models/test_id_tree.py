"""Every arrangement is reached from every other, views hear of each step, and indexes keep to their rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from qualcode.gui.models import id_tree
from qualcode.gui.models.id_tree import NOWHERE, ROOT, IdTreeModel, Index

Tree = dict[int, list[int]]


class Numbers(IdTreeModel):
    """Shows its ids."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return str(self.id_of(index)) if role == Qt.ItemDataRole.DisplayRole else None


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Any forest of some of the ids 1 to 12."""
    ids = draw(st.lists(st.integers(1, 12), unique=True, max_size=12))
    tree: Tree = {ROOT: []}
    for place, each in enumerate(ids):
        parent = draw(st.sampled_from([ROOT, *ids[:place]]))
        below = tree.setdefault(parent, [])
        below.insert(draw(st.integers(0, len(below))), each)
    return tree


def shape(model: IdTreeModel, index: Index = NOWHERE) -> list[tuple[str, object]]:
    """Read a model as a view does."""
    children = [model.index(row, 0, index) for row in range(model.rowCount(index))]
    assert all(child.parent() == index for child in children)
    return [(str(child.data()), shape(model, child)) for child in children]


def as_shape(tree: Tree, top: int = ROOT) -> list[tuple[str, object]]:
    return [(str(each), as_shape(tree, each)) for each in tree.get(top, [])]


class Mirror:
    """A second tree that follows the signals of a model, as a view must."""

    def __init__(self, model: IdTreeModel) -> None:
        self.model = model
        self.tree: Tree = {ROOT: []}
        self.steps = 0
        model.rowsInserted.connect(self.insert)
        model.rowsAboutToBeRemoved.connect(self.remove)
        model.rowsMoved.connect(self.move)
        model.layoutChanged.connect(self.copy)

    def insert(self, parent: Index, first: int, last: int) -> None:
        self.steps += 1
        ids = [self.model.id_of(self.model.index(row, 0, parent)) for row in range(first, last + 1)]
        self.tree.setdefault(self.model.id_of(parent), [])[first:first] = ids

    def remove(self, parent: Index, first: int, last: int) -> None:
        self.steps += 1
        rows = self.tree[self.model.id_of(parent)]
        self.forget(rows[first : last + 1])
        del rows[first : last + 1]

    def forget(self, ids: list[int]) -> None:
        for each in ids:
            self.forget(self.tree.pop(each, []))

    def move(self, source: Index, first: int, last: int, target: Index, row: int) -> None:
        self.steps += 1
        origin = self.tree[self.model.id_of(source)]
        moved = origin[first : last + 1]
        goal = self.tree.setdefault(self.model.id_of(target), [])
        del origin[first : last + 1]
        at = row - len(moved) if goal is origin and row > first else row
        goal[at:at] = moved

    def copy(self) -> None:
        self.steps += 1
        self.tree = {each: list(self.model.children_of(each)) for each in [ROOT, *self.model.ids()]}


WAYS = pytest.mark.parametrize("most_runs", [400, -1], ids=["one by one", "at once"])
"""Change rows in both ways."""


@WAYS
@settings(max_examples=150)
@given(arrangements=st.lists(trees(), min_size=1, max_size=4))
def test_becomes_any_tree(qapp: object, most_runs: int, arrangements: list[Tree]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(id_tree, "_MOST_RUNS", most_runs)
        patch.setattr(id_tree, "_MOST_WORK", most_runs)
        check_arrangements(arrangements)


def check_arrangements(arrangements: list[Tree]) -> None:
    model = Numbers()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    mirror = Mirror(model)
    for tree in arrangements:
        held = {each: QPersistentModelIndex(model.index_of(each)) for each in model.ids()}
        model.arrange(tree)
        assert shape(model) == as_shape(tree)
        assert [(str(each), as_shape(mirror.tree, each)) for each in mirror.tree[ROOT]] == as_shape(tree)
        for each, index in held.items():
            there = any(each in below for below in tree.values())
            assert index.isValid() == there
            assert not there or (index.data() == str(each) and index == model.index_of(each))
    assert tester.model() is model


@given(trees())
def test_does_nothing_when_nothing_is_different(qapp: object, tree: Tree) -> None:
    model = Numbers()
    model.arrange(tree)
    mirror = Mirror(model)
    model.arrange({parent: list(ids) for parent, ids in tree.items()})
    assert mirror.steps == 0


def test_takes_few_steps(qtbot: QtBot) -> None:
    model = Numbers()
    mirror = Mirror(model)
    model.arrange({ROOT: range(1, 101)})
    assert mirror.steps == 1
    model.arrange({ROOT: [*range(2, 101), 1]})
    assert mirror.steps == 2, "one row that goes to the end is one move"
    model.arrange({ROOT: [*range(2, 50), *range(60, 101), 1]})
    assert mirror.steps == 3, "neighbours go together"
    model.arrange({ROOT: [*range(2, 50), *range(200, 220), *range(60, 101), 1]})
    assert mirror.steps == 4
    model.arrange({ROOT: [200, 1], 200: [*range(60, 101)]})
    assert shape(model) == as_shape({ROOT: [200, 1], 200: [*range(60, 101)]})


@WAYS
def test_a_view_keeps_open_rows_and_selection(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, most_runs: int) -> None:
    monkeypatch.setattr(id_tree, "_MOST_RUNS", most_runs)
    monkeypatch.setattr(id_tree, "_MOST_WORK", most_runs)
    model = Numbers()
    model.arrange({ROOT: [1, 2, 3], 2: [4, 5], 3: [6]})
    view = QTreeView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setExpanded(model.index_of(2), True)
    view.setCurrentIndex(model.index_of(5))
    model.arrange({ROOT: [7, 3, 1, 2], 2: [8, 5, 4], 3: [6]})
    assert view.isExpanded(model.index_of(2))
    assert not view.isExpanded(model.index_of(3))
    assert view.currentIndex() == model.index_of(5)
    model.arrange({ROOT: [7, 3], 3: [5]})
    assert view.currentIndex() == model.index_of(5)
    assert view.currentIndex().parent() == model.index_of(3)


def test_tells_of_changed_rows_by_neighbours(qtbot: QtBot) -> None:
    model = Numbers()
    model.arrange({ROOT: [1, 2, 3, 4], 2: [5, 6]})
    told: list[tuple[str, str, list[int]]] = []
    model.dataChanged.connect(lambda a, b, roles: told.append((a.data(), b.data(), list(roles))))
    model.show_changed([1, 2, 4, 6, 99], [Qt.ItemDataRole.DisplayRole])
    assert sorted(told) == [("1", "2", [0]), ("4", "4", [0]), ("6", "6", [0])]


def test_an_index_of_nothing_is_invalid(qtbot: QtBot) -> None:
    model = Numbers()
    model.arrange({ROOT: [1]})
    assert not model.index_of(2).isValid()
    assert not model.index(1, 0).isValid()
    assert not model.index(0, 1).isValid()
    assert not model.index(0, 0, model.index_of(1)).isValid()
    assert model.rowCount(model.index_of(1)) == 0


def test_ten_thousand_rows_are_filtered_in_no_time(qtbot: QtBot) -> None:
    """Every second row of many goes: too many steps for a view, so it is one."""
    model = Numbers()
    mirror = Mirror(model)
    model.arrange({ROOT: range(1, 10_001)})
    model.arrange({ROOT: range(1, 10_001, 2)})
    assert (mirror.steps, model.rowCount()) == (2, 5_000)
