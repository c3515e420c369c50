"""The menu Report: what goes to the team lead."""

from __future__ import annotations

from qualcode.gui.actions.action import Action, Menu, is_open

ACTIONS = (
    Action(
        "report.pack",
        "&Report pack…",
        "file-output",
        ("Ctrl+E",),
        Menu.REPORT,
        is_open,
        tip="Put inventory, tables, findings and quotes into one Word file.",
        short="Report",
    ),
)
