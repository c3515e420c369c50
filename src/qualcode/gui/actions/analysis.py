"""The menu Analysis: tables of numbers."""

from __future__ import annotations

from qualcode.gui.actions.action import Action, Context, Menu, is_open

_MENU = Menu.ANALYSIS


def _has_matrix(context: Context) -> bool:
    return context.is_open and context.has_matrix


def _shows_matrix(context: Context) -> bool:
    return context.page == "matrix"


ACTIONS = (
    Action(
        "analysis.matrix",
        "&Matrix",
        "table-2",
        ("Ctrl+Alt+M",),
        _MENU,
        is_open,
        checkable=True,
        tip="Count codes by group, phase and whatever else the study notes.",
        short="Matrix",
        checked=_shows_matrix,
    ),
    Action(
        "analysis.export-matrix",
        "&Export matrix…",
        "file-spreadsheet",
        (),
        _MENU,
        _has_matrix,
        tip="Write the table that is shown to Excel, CSV or Word.",
    ),
)
