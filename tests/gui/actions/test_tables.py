"""The tables of actions: ids, keys, letters and icons that fit together."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from qualcode.environment.assets import resource
from qualcode.gui.actions.action import Action, Context, Kind, Menu, Scope
from qualcode.gui.actions.registry import ACTIONS, TOOLBAR, TOOLBAR_RIGHT

KEYBOARD = {
    "edit.undo": ("Ctrl+Z",),
    "edit.redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
    "edit.find": ("Ctrl+F",),
    "edit.find-project": ("Ctrl+Shift+F",),
    "codes.quick": ("Ctrl+K",),
    "codes.again": ("Ctrl+Shift+K",),
    "codes.new": ("Alt+N",),
    "codes.in-vivo": ("Ctrl+Shift+I",),
    **{f"codes.favourite-{place}": (f"Ctrl+{place}",) for place in range(1, 10)},
    "memos.here": ("Ctrl+M",),
    "view.memos": ("Ctrl+Shift+M",),
    "codes.uncode": ("Ctrl+U",),
    "analysis.matrix": ("Ctrl+Alt+M",),
    "report.pack": ("Ctrl+E",),
    "documents.rename": ("F2",),
    "codes.rename": ("F2",),
    "view.focus": ("F11",),
    "view.back": ("Alt+Left",),
    "view.forward": ("Alt+Right",),
    "project.snapshot": ("Ctrl+S",),
}
"""The keys that people of the field expect (requirements, “Keyboard”)."""

_Key = QKeySequence.StandardKey
EDITING = [
    *(_Key.Copy, _Key.Cut, _Key.Paste, _Key.SelectAll, _Key.Delete, _Key.Backspace, _Key.Bold, _Key.Italic),
    *(_Key.DeleteStartOfWord, _Key.DeleteEndOfWord, _Key.InsertParagraphSeparator, _Key.InsertLineSeparator),
    *(_Key.MoveToNextChar, _Key.MoveToPreviousChar, _Key.MoveToNextWord, _Key.MoveToPreviousWord),
    *(_Key.MoveToNextLine, _Key.MoveToPreviousLine, _Key.MoveToNextPage, _Key.MoveToPreviousPage),
    *(_Key.MoveToStartOfDocument, _Key.MoveToEndOfDocument, _Key.SelectNextChar, _Key.SelectPreviousChar),
    *(_Key.SelectNextWord, _Key.SelectPreviousWord, _Key.SelectNextLine, _Key.SelectPreviousLine),
    *(_Key.SelectStartOfLine, _Key.SelectEndOfLine, _Key.SelectStartOfDocument, _Key.SelectEndOfDocument),
]
ALSO_EDITING = (
    "Ctrl+A Ctrl+B Ctrl+C Ctrl+I Ctrl+V Ctrl+X Ctrl+Ins Shift+Ins Shift+Del Ctrl+Del Del Backspace Ctrl+Backspace Tab"
    " Left Right Up Down Home End PgUp PgDown Ctrl+Left Ctrl+Right Ctrl+Home Ctrl+End Return Enter Space Esc"
).split()
"""The same on every system, whatever the one that runs the tests says."""


def keys_of(action: Action) -> list[str]:
    return [QKeySequence(key).toString() for key in action.keys]


def texts_of(standard: QKeySequence.StandardKey) -> set[str]:
    return {sequence.toString() for sequence in QKeySequence.keyBindings(standard)}


def test_ids_are_used_once() -> None:
    from qualcode.gui.actions import analysis, codes, documents, edit, help, project, report, view

    ids = [
        action.id
        for module in (project, edit, view, documents, codes, analysis, report, help)
        for action in module.ACTIONS
    ]
    assert [each for each, count in Counter(ids).items() if count > 1] == []
    assert list(ACTIONS) == ids


@pytest.mark.parametrize("action_id", KEYBOARD)
def test_expected_keys(action_id: str) -> None:
    assert ACTIONS[action_id].keys == KEYBOARD[action_id]


def test_keys_are_written_as_qt_understands_them(qapp: QApplication) -> None:
    odd = [key for action in ACTIONS.values() for key in action.keys if not QKeySequence(key).toString()]
    assert odd == []


def test_no_key_means_two_things(qapp: QApplication) -> None:
    window = Counter(key for a in ACTIONS.values() if a.scope is Scope.WINDOW for key in keys_of(a))
    assert [key for key, count in window.items() if count > 1] == []
    lists = {(a.menu, key) for a in ACTIONS.values() if a.scope is Scope.LIST for key in keys_of(a)}
    assert len(lists) == sum(len(a.keys) for a in ACTIONS.values() if a.scope is Scope.LIST)
    assert {key for _, key in lists} & set(window) == set()


def test_no_text_editing_standard_is_overridden(qapp: QApplication) -> None:
    taken = {QKeySequence(key).toString() for key in ALSO_EDITING}.union(*(texts_of(key) for key in EDITING))
    ours = {key: a.id for a in ACTIONS.values() if a.scope is Scope.WINDOW for key in keys_of(a)}
    assert {key: ours[key] for key in taken & ours.keys()} == {}


def test_undo_and_redo_have_no_other_meaning(qapp: QApplication) -> None:
    for standard, owner in ((_Key.Undo, "edit.undo"), (_Key.Redo, "edit.redo")):
        holders = {a.id for a in ACTIONS.values() for key in keys_of(a) if key in texts_of(standard)}
        assert holders == {owner}


def test_no_key_opens_a_menu(qapp: QApplication) -> None:
    letters = {f"Alt+{menu.value[menu.value.index('&') + 1].upper()}" for menu in Menu}
    assert len(letters) == len(Menu)
    assert not letters & {key for a in ACTIONS.values() for key in keys_of(a)}


@pytest.mark.parametrize("menu", Menu)
def test_every_entry_of_a_menu_has_a_letter_of_its_own(menu: Menu) -> None:
    labels = {a.submenu or a.label: None for a in ACTIONS.values() if a.menu is menu}
    letters = Counter(label[label.index("&") + 1].lower() for label in labels)
    assert [letter for letter, count in letters.items() if count > 1] == []


@pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda action: action.id)
def test_every_action_is_complete(action: Action) -> None:
    if action.icon:
        assert resource("icons", f"{action.icon}.svg").is_file()
    assert action.plain_label
    assert "&" in action.label
    assert action.tip == "" or action.tip.endswith(".")
    assert action.checkable == (action.checked is not None)
    assert action.kind is Kind.COMMAND or not (action.keys or action.checkable)
    nothing, everything = Context(), full_context()
    assert action.enabled(everything)
    if not action.id.startswith(("project.", "help.", "view.zoom", "view.theme")):
        assert not action.enabled(nothing)
    if action.words is not None:
        assert action.words(nothing)
        assert action.words(everything)


def full_context() -> Context:
    return Context(
        is_open=True,
        is_writable=True,
        page="transcripts",
        has_documents=True,
        has_codes=True,
        has_document=True,
        has_text=True,
        has_coding=True,
        has_code=True,
        has_last_code=True,
        has_matrix=True,
        can_go_back=True,
        can_go_forward=True,
        undo="Code with “Mistakes”",
        redo="Uncode “Mistakes”",
        favourites=tuple((place, f"Code {place}") for place in range(1, 10)),
    )


def test_a_study_opened_for_reading_cannot_be_changed() -> None:
    reading = full_context()
    reading = Context(**{name: getattr(reading, name) for name in reading.__slots__} | {"is_writable": False})
    changing = {"edit.undo", "edit.redo", "memos.here", "codes.uncode", "codes.new", "documents.import", "codes.import"}
    assert not any(ACTIONS[each].enabled(reading) for each in changing)
    reading_only = {"codes.export", "analysis.matrix", "report.pack", "edit.find", "project.snapshot"}
    assert all(ACTIONS[each].enabled(reading) for each in reading_only)


def test_the_toolbar_shows_actions_with_a_word_and_an_icon() -> None:
    for group in (*TOOLBAR, *TOOLBAR_RIGHT):
        for each in group:
            assert ACTIONS[each].short
            assert ACTIONS[each].icon


def test_a_label_is_read_without_marks() -> None:
    action = Action("x", "Cut && &paste…", "", (), Menu.EDIT)
    assert action.plain_label == "Cut & paste"
