"""The menu View: pages, places, sizes and colours."""

from __future__ import annotations

from qualcode.gui.actions.action import Action, Context, Kind, Menu, is_open

_MENU = Menu.VIEW
_THEME = "Th&eme"


def _can_go_back(context: Context) -> bool:
    return context.is_open and context.can_go_back


def _can_go_forward(context: Context) -> bool:
    return context.is_open and context.can_go_forward


def _shows_transcripts(context: Context) -> bool:
    return context.page == "transcripts"


def _shows_memos(context: Context) -> bool:
    return context.shows_memos


def _in_focus_mode(context: Context) -> bool:
    return context.in_focus_mode


def _is_light(context: Context) -> bool:
    return context.theme == "light"


def _is_dark(context: Context) -> bool:
    return context.theme == "dark"


def _follows_system(context: Context) -> bool:
    return context.theme == "system"


ACTIONS = (
    Action(
        "view.transcripts",
        "&Transcripts",
        "file-text",
        ("Ctrl+Alt+T",),
        _MENU,
        is_open,
        checkable=True,
        checked=_shows_transcripts,
        short="Transcripts",
    ),
    Action("view.back", "&Previous place", "arrow-left", ("Alt+Left",), _MENU, _can_go_back, section=1),
    Action("view.forward", "&Next place", "arrow-right", ("Alt+Right",), _MENU, _can_go_forward, section=1),
    Action(
        "view.memos",
        "Show &memos",
        "sticky-note",
        ("Ctrl+Shift+M",),
        _MENU,
        is_open,
        checkable=True,
        section=2,
        checked=_shows_memos,
    ),
    Action("view.panels", "Pane&ls", "panel-left", (), _MENU, is_open, kind=Kind.LIST, section=2),
    Action(
        "view.focus",
        "&Focus mode",
        "maximize-2",
        ("F11",),
        _MENU,
        is_open,
        checkable=True,
        section=2,
        tip="Hide all panels, so that only the text is left.",
        checked=_in_focus_mode,
    ),
    Action("view.reset-layout", "&Reset layout", "rotate-ccw", (), _MENU, is_open, section=2),
    Action("view.zoom-in", "Zoom &in", "zoom-in", ("Ctrl++", "Ctrl+="), _MENU, section=3),
    Action("view.zoom-out", "Zoom &out", "zoom-out", ("Ctrl+-",), _MENU, section=3),
    Action("view.zoom-reset", "&Actual size", "search", ("Ctrl+0",), _MENU, section=3),
    Action(
        "view.theme-system",
        "As the &system",
        "sun-moon",
        (),
        _MENU,
        checkable=True,
        section=4,
        submenu=_THEME,
        checked=_follows_system,
    ),
    Action(
        "view.theme-light",
        "&Light",
        "sun",
        (),
        _MENU,
        checkable=True,
        section=4,
        submenu=_THEME,
        checked=_is_light,
    ),
    Action(
        "view.theme-dark",
        "&Dark",
        "moon",
        (),
        _MENU,
        checkable=True,
        section=4,
        submenu=_THEME,
        checked=_is_dark,
    ),
)
