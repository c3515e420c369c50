"""The menu Help."""

from __future__ import annotations

from qualcode.gui.actions.action import Action, Menu

ACTIONS = (
    Action("help.shortcuts", "&Keyboard…", "keyboard", ("F1",), Menu.HELP, tip="All keys of the window."),
    Action("help.about", "&About qualcode", "info", (), Menu.HELP),
)
