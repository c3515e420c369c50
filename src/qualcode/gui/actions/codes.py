"""The menu Codes: coding and uncoding, and the codebook."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.gui.actions.action import Action, Context, Kind, Menu, Scope, is_open, is_writable

_MENU = Menu.CODES
_FAVOURITES = "&Favourite codes"


def _can_code(context: Context) -> bool:
    return is_writable(context) and context.has_text


def _can_code_quickly(context: Context) -> bool:
    return is_writable(context) and context.has_document


def _can_code_again(context: Context) -> bool:
    return _can_code(context) and context.has_last_code


def _can_uncode(context: Context) -> bool:
    return is_writable(context) and (context.has_coding or context.has_text or context.has_document)


def _can_change(context: Context) -> bool:
    return is_writable(context) and context.has_code


def _has_codes(context: Context) -> bool:
    return context.is_open and context.has_codes


def _favourite(place: int) -> Action:
    def enabled(context: Context) -> bool:
        return _can_code(context) and any(at == place for at, _ in context.favourites)

    return Action(
        f"codes.favourite-{place}",
        f"Favourite code &{place}",
        "",
        (f"Ctrl+{place}",),
        _MENU,
        enabled,
        submenu=_FAVOURITES,
        words=_favourite_words(place),
    )


def _favourite_words(place: int) -> Callable[[Context], str]:
    def words(context: Context) -> str:
        name = next((name for at, name in context.favourites if at == place), None)
        return f"&{place}  {name.replace('&', '&&')}" if name else f"&{place}  No code yet"

    return words


ACTIONS = (
    Action(
        "codes.quick",
        "&Quick code",
        "tag",
        ("Ctrl+K",),
        _MENU,
        _can_code_quickly,
        tip="Type some letters of a code to lay it over the selected text.",
    ),
    Action(
        "codes.again",
        "&Last code again",
        "refresh-cw",
        ("Ctrl+Shift+K",),
        _MENU,
        _can_code_again,
        tip="Lay the code that was used last over the selected text.",
    ),
    Action("codes.recent", "Recen&t codes", "clock", (), _MENU, _can_code, kind=Kind.LIST),
    *(_favourite(place) for place in range(1, 10)),
    Action(
        "codes.in-vivo",
        "In &vivo code",
        "quote",
        ("Ctrl+Shift+I",),
        _MENU,
        _can_code,
        tip="Make the selected words a code, and lay it over them.",
    ),
    Action("codes.uncode", "&Uncode", "eraser", ("Ctrl+U",), _MENU, _can_uncode, tip="Take the coding off."),
    Action(
        "codes.new",
        "&New code…",
        "plus",
        ("Alt+N",),
        _MENU,
        is_writable,
        section=1,
        tip="Make a code; text that is selected is coded with it.",
        short="New code",
    ),
    Action("codes.rename", "&Rename code", "pencil", ("F2",), _MENU, _can_change, section=1, scope=Scope.LIST),
    Action("codes.edit", "&Edit code…", "square-pen", (), _MENU, _can_change, section=1),
    Action("codes.merge", "&Merge into…", "merge", (), _MENU, _can_change, section=1),
    Action("codes.delete", "Delete &code…", "trash-2", ("Del",), _MENU, _can_change, section=1, scope=Scope.LIST),
    Action(
        "codes.set-favourite",
        "&Put on key",
        "star",
        (),
        _MENU,
        _can_change,
        kind=Kind.LIST,
        section=1,
        tip="Put the code on one of the keys Ctrl+1 to Ctrl+9.",
    ),
    Action("codes.import", "&Import codebook…", "upload", (), _MENU, is_writable, section=2),
    Action("codes.export", "E&xport codebook…", "download", (), _MENU, is_open, section=2),
    Action("codes.activate-all", "&Activate all codes", "circle-dot", (), _MENU, _has_codes, section=3),
    Action("codes.deactivate-all", "&Deactivate all codes", "circle", (), _MENU, _has_codes, section=3),
)
