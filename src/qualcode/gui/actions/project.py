"""The menu Project: studies opened, looked after and closed."""

from __future__ import annotations

from qualcode.gui.actions.action import Action, Kind, Menu, is_open, is_writable

_MENU = Menu.PROJECT

ACTIONS = (
    Action("project.new", "&New study…", "file-plus-2", ("Ctrl+N",), _MENU, tip="Make a new study file."),
    Action("project.open", "&Open…", "folder-open", ("Ctrl+O",), _MENU, tip="Open a study."),
    Action("project.recent", "Open &recent", "clock", (), _MENU, kind=Kind.LIST, tip="Open a study again."),
    Action(
        "project.sample",
        "Open the &sample study",
        "graduation-cap",
        (),
        _MENU,
        tip="Try everything out on a small finished study; your own files stay as they are.",
    ),
    Action(
        "project.snapshot",
        "Save a &copy",
        "save",
        ("Ctrl+S",),
        _MENU,
        is_open,
        section=1,
        tip="Everything is saved as you work. This puts a dated copy beside the study.",
    ),
    Action(
        "project.check",
        "Chec&k the study",
        "shield-check",
        (),
        _MENU,
        is_open,
        section=1,
        tip="Check the file, and the texts against their checksums.",
    ),
    Action(
        "project.history",
        "&History…",
        "history",
        (),
        _MENU,
        is_open,
        section=1,
        tip="Everything that was done: when, by whom, and what it changed.",
    ),
    Action(
        "project.describe",
        "&Describe the study…",
        "pencil",
        (),
        _MENU,
        is_writable,
        section=2,
        tip="Title, description, and how quotes name their speakers.",
    ),
    Action(
        "project.preferences",
        "&Preferences…",
        "settings",
        ("Ctrl+,",),
        _MENU,
        section=2,
        tip="Your name as a coder, and the look of the window.",
    ),
    Action("project.close", "C&lose the study", "x", (), _MENU, is_open, section=3),
    Action("project.quit", "&Quit", "power", ("Ctrl+Q",), _MENU, section=3),
)
