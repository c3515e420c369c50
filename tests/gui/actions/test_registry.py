"""Menus, keys and toolbars made from the tables, on a real window."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QMainWindow, QMenu, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.actions.action import Context, Menu
from qualcode.gui.actions.registry import ACTIONS, Entry, Registry

OPEN = Context(is_open=True, is_writable=True, has_document=True, has_text=True, has_code=True, has_codes=True)


class Doer(QObject):
    """Carries actions out, and remembers which."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []

    @Slot()
    def quick(self) -> None:
        self.done.append("quick")

    def undo(self, how_often: int = 1) -> None:
        """Has an argument of its own, which Qt must not fill with the state of a tick."""
        self.done.append(("undo", how_often))

    def memos(self, shown: bool) -> None:
        self.done.append(("memos", shown))

    def rename(self) -> None:
        self.done.append("rename")

    def choose(self, value: object) -> None:
        self.done.append(value)

    def refuse(self) -> None:
        raise AssertionError("not to be done")


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def registry(window: QMainWindow) -> Registry:
    return Registry(window)


@pytest.fixture
def doer() -> Doer:
    return Doer()


def titles(menu: QMenu) -> list[str]:
    return [action.text() if not action.isSeparator() else "-" for action in menu.actions()]


def test_only_what_is_bound_appears(registry: Registry, window: QMainWindow, doer: Doer) -> None:
    registry.bind("codes.quick", doer.quick)
    registry.bind("edit.undo", doer.undo)
    menus = registry.fill_menu_bar(window.menuBar())
    assert [action.text() for action in window.menuBar().actions()] == ["&Edit", "&Codes"]
    assert titles(menus[Menu.CODES]) == ["&Quick code"]
    assert registry.action("codes.new") is None
    assert registry.bound() == ["edit.undo", "codes.quick"]
    assert registry.shortcuts() == [("Edit", "Undo", ("Ctrl+Z",)), ("Codes", "Quick code", ("Ctrl+K",))]


def test_actions_are_named_and_described(registry: Registry, doer: Doer) -> None:
    made = registry.bind("codes.quick", doer.quick)
    assert made.objectName() == "action.codes.quick"
    assert made.toolTip() == "Quick code (Ctrl+K)\nType some letters of a code to lay it over the selected text."
    assert not made.icon().isNull()
    assert registry.bind("edit.undo", doer.undo).iconText() == "Undo"


def test_sections_are_parted_and_submenus_filled(registry: Registry, window: QMainWindow, doer: Doer) -> None:
    for each in ("codes.quick", "codes.favourite-1", "codes.favourite-2", "codes.new", "codes.import"):
        registry.bind(each, doer.quick)
    menu = registry.fill_menu_bar(window.menuBar())[Menu.CODES]
    assert titles(menu) == ["&Quick code", "&Favourite codes", "-", "&New code…", "-", "&Import codebook…"]
    favourites = menu.actions()[1].menu()
    assert isinstance(favourites, QMenu)
    assert titles(favourites) == ["&1  No code yet", "&2  No code yet"]


def test_wrong_bindings_are_told(registry: Registry, doer: Doer) -> None:
    with pytest.raises(KeyError):
        registry.bind("codes.fly", doer.quick)
    registry.bind("codes.quick", doer.quick)
    with pytest.raises(ValueError, match="bound already"):
        registry.bind("codes.quick", doer.quick)
    with pytest.raises(ValueError, match="is a list"):
        registry.bind("project.recent", doer.quick)
    with pytest.raises(ValueError, match="is no list"):
        registry.bind_list("codes.new", list)


def test_is_enabled_as_the_context_wants(registry: Registry, doer: Doer) -> None:
    quick = registry.bind("codes.quick", doer.quick)
    assert not quick.isEnabled()
    registry.refresh(OPEN)
    assert quick.isEnabled()
    later = registry.bind("codes.in-vivo", doer.quick)
    assert later.isEnabled(), "it is bound after the context was told"
    registry.refresh(Context())
    assert not quick.isEnabled()
    assert not later.isEnabled()


def test_undo_names_the_step(registry: Registry, doer: Doer) -> None:
    undo, redo = registry.bind("edit.undo", doer.undo), registry.bind("edit.redo", doer.undo)
    registry.refresh(Context(is_open=True, is_writable=True, undo="Code with “Trust & hope”"))
    assert (undo.text(), undo.isEnabled()) == ("&Undo: Code with “Trust && hope”", True)
    assert undo.toolTip().startswith("Undo: Code with “Trust & hope” (Ctrl+Z)")
    assert (undo.iconText(), redo.text(), redo.isEnabled()) == ("Undo", "&Redo", False)
    registry.refresh(Context(is_open=True, is_writable=True))
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)


def test_favourites_have_the_names_of_their_codes(registry: Registry, doer: Doer) -> None:
    first, second = (registry.bind(f"codes.favourite-{place}", doer.quick) for place in (1, 2))
    registry.refresh(Context(is_open=True, is_writable=True, has_text=True, favourites=((1, "Trust & hope"),)))
    assert (first.text(), first.isEnabled()) == ("&1  Trust && hope", True)
    assert (second.text(), second.isEnabled()) == ("&2  No code yet", False)


def test_keys_work_in_the_whole_window(registry: Registry, window: QMainWindow, doer: Doer, qtbot: QtBot) -> None:
    for each, run in (("codes.quick", doer.quick), ("edit.undo", doer.undo)):
        registry.bind(each, run)
    registry.install(window)
    field = QLineEdit()
    window.setCentralWidget(field)
    registry.refresh(Context(is_open=True, is_writable=True, has_document=True, undo="A step"))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setReadOnly(True)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert doer.done == ["quick", ("undo", 1)]


def test_a_text_field_keeps_its_own_keys(registry: Registry, window: QMainWindow, doer: Doer, qtbot: QtBot) -> None:
    """While somebody writes a memo, Ctrl+Z is about the memo, and Delete is about its letters."""
    registry.bind("edit.undo", doer.refuse)
    registry.bind("codes.delete", doer.refuse)
    registry.install(window)
    editor = QPlainTextEdit("words")
    window.setCentralWidget(editor)
    registry.attach(window, "codes.rename")
    registry.refresh(Context(is_open=True, is_writable=True, has_code=True, undo="A step"))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "new ")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "words"
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.toPlainText() == "ords"


def test_keys_of_lists_work_in_their_list_only(
    registry: Registry, window: QMainWindow, doer: Doer, qtbot: QtBot
) -> None:
    registry.bind("codes.rename", doer.rename)
    registry.bind("documents.rename", doer.refuse)
    registry.install(window)
    codes, documents, other = QListWidget(), QListWidget(), QListWidget()
    body = QWidget()
    column = QVBoxLayout(body)
    for each in (codes, documents, other):
        column.addWidget(each)
    window.setCentralWidget(body)
    registry.attach(codes, "codes.rename", "codes.delete")
    registry.attach(documents, "documents.rename")
    registry.fill_menu_bar(window.menuBar())
    registry.refresh(OPEN)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    for each in (other, codes):
        each.setFocus()
        qtbot.waitUntil(each.hasFocus)
        QTest.keyClick(each, Qt.Key.Key_F2)
    assert doer.done == ["rename"]


def test_a_tick_follows_the_window(registry: Registry, doer: Doer) -> None:
    memos = registry.bind("view.memos", doer.memos)
    registry.refresh(Context(is_open=True, shows_memos=True))
    assert memos.isChecked()
    memos.trigger()
    assert doer.done == [("memos", False)]
    assert memos.isChecked(), "the window has not hidden them, whatever was clicked"
    registry.refresh(Context(is_open=True, shows_memos=False))
    assert not memos.isChecked()


def test_one_theme_is_ticked(registry: Registry, doer: Doer) -> None:
    system, light, dark = (registry.bind(f"view.theme-{name}", doer.choose) for name in ("system", "light", "dark"))
    registry.refresh(Context(theme="dark"))
    assert [each.isChecked() for each in (system, light, dark)] == [False, False, True]
    registry.refresh(Context(theme="light"))
    assert [each.isChecked() for each in (system, light, dark)] == [False, True, False]


def test_a_list_is_filled_when_it_opens(registry: Registry, window: QMainWindow, doer: Doer) -> None:
    listed: list[Entry | QAction] = []

    def entries() -> Sequence[Entry | QAction]:
        return listed

    recent = registry.bind_list("project.recent", entries, doer.choose)
    menu = recent.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [("Nothing yet", False)]
    ready = QAction("A panel", window)
    listed += [Entry("Valley & hills", 7, keys="Ctrl+1", icon="tag"), Entry("Gone", 8, enabled=False), ready]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["Valley && hills\tCtrl+1", "Gone", "A panel"]
    menu.actions()[0].trigger()
    ready.trigger()
    assert doer.done == [7]
    assert not menu.actions()[1].isEnabled()


def test_fills_a_menu_of_ones_own(registry: Registry, window: QMainWindow, doer: Doer) -> None:
    registry.bind("codes.uncode", doer.quick)
    menu = QMenu(window)
    registry.fill_menu(menu, ("codes.uncode", None, "codes.new"))
    assert titles(menu) == ["&Uncode", "-"]


def test_everything_can_be_bound(registry: Registry, window: QMainWindow, doer: Doer) -> None:
    for each, action in ACTIONS.items():
        if action.kind.value == "list":
            registry.bind_list(each, list, doer.choose)
        else:
            registry.bind(each, doer.quick)
    menus = registry.fill_menu_bar(window.menuBar())
    assert list(menus) == list(Menu)
    assert {action.objectName() for action in registry.findChildren(QAction)} >= {f"action.{each}" for each in ACTIONS}
