"""The menu Edit: back and forth, finding, memos."""

from __future__ import annotations

from qualcode.gui.actions.action import Action, Context, Menu, has_document, is_open, is_writable

_MENU = Menu.EDIT


def _can_undo(context: Context) -> bool:
    return is_writable(context) and context.undo is not None


def _can_redo(context: Context) -> bool:
    return is_writable(context) and context.redo is not None


def _undo_words(context: Context) -> str:
    return f"&Undo: {_plain(context.undo)}" if context.undo else "&Undo"


def _redo_words(context: Context) -> str:
    return f"&Redo: {_plain(context.redo)}" if context.redo else "&Redo"


def _plain(step: str | None) -> str:
    # In a label & marks a letter, and names of codes may hold it.
    return (step or "").replace("&", "&&")


def _can_copy(context: Context) -> bool:
    return context.is_open and (context.has_text or context.has_coding)


ACTIONS = (
    Action(
        "edit.undo",
        "&Undo",
        "undo-2",
        ("Ctrl+Z",),
        _MENU,
        _can_undo,
        tip="Take the last step back, whatever it was.",
        short="Undo",
        words=_undo_words,
    ),
    Action(
        "edit.redo",
        "&Redo",
        "redo-2",
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        _MENU,
        _can_redo,
        tip="Do again what was taken back last.",
        short="Redo",
        words=_redo_words,
    ),
    Action(
        "edit.copy-reference",
        "Copy &with reference",
        "copy",
        ("Ctrl+Shift+C",),
        _MENU,
        _can_copy,
        section=1,
        tip="Copy the words with speaker and source.",
    ),
    Action(
        "edit.find",
        "&Find in this document…",
        "search",
        ("Ctrl+F",),
        _MENU,
        has_document,
        section=2,
        short="Find",
    ),
    Action(
        "edit.find-project",
        "Find in &all documents…",
        "file-search",
        ("Ctrl+Shift+F",),
        _MENU,
        is_open,
        section=2,
    ),
    Action(
        "memos.here",
        "&Memo here",
        "notebook-pen",
        ("Ctrl+M",),
        _MENU,
        is_writable,
        section=3,
        tip="Write a memo beside what is selected: the segment, the document or the study.",
        short="Memo",
    ),
)
