"""The menu Documents: bringing in, describing, activating; and the people who speak in them."""

from __future__ import annotations

from qualcode.gui.actions.action import Action, Context, Menu, Scope, has_document, is_open, is_writable

_MENU = Menu.DOCUMENTS


def _can_change(context: Context) -> bool:
    return is_writable(context) and has_document(context)


def _has_documents(context: Context) -> bool:
    return context.is_open and context.has_documents


ACTIONS = (
    Action(
        "documents.import",
        "&Import documents…",
        "import",
        ("Ctrl+Shift+O",),
        _MENU,
        is_writable,
        tip="Bring in transcripts: Word, text or Markdown.",
        short="Import",
    ),
    Action(
        "documents.import-participants",
        "Import &participants…",
        "user-round-plus",
        (),
        _MENU,
        is_writable,
        tip="Bring in a register of participants: CSV or Excel.",
    ),
    Action("documents.participants", "Participant&s…", "users", (), _MENU, is_open),
    Action(
        "documents.rename",
        "&Rename document",
        "pencil",
        ("F2",),
        _MENU,
        _can_change,
        section=1,
        scope=Scope.LIST,
    ),
    Action(
        "documents.attributes",
        "Session d&etails…",
        "calendar",
        (),
        _MENU,
        _can_change,
        section=1,
        tip="Kind, wave, date, place and duration.",
    ),
    Action(
        "documents.delete",
        "Delete d&ocument…",
        "trash-2",
        ("Del",),
        _MENU,
        _can_change,
        section=1,
        scope=Scope.LIST,
    ),
    Action("documents.activate-all", "&Activate all documents", "circle-dot", (), _MENU, _has_documents, section=2),
    Action("documents.deactivate-all", "&Deactivate all documents", "circle", (), _MENU, _has_documents, section=2),
)
