"""An action of the window, and what it looks at to know whether it can be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Menu(StrEnum):
    """The menus, in the order of the menu bar."""

    PROJECT = "&Project"
    EDIT = "&Edit"
    VIEW = "&View"
    DOCUMENTS = "&Documents"
    CODES = "&Codes"
    ANALYSIS = "&Analysis"
    REPORT = "&Report"
    HELP = "&Help"


class Scope(StrEnum):
    """Where the keys of an action work."""

    WINDOW = "window"
    LIST = "list"
    """Only in the list that the action was attached to: the key means something else in a text field."""


class Kind(StrEnum):
    """How an action stands in its menu."""

    COMMAND = "command"
    LIST = "list"
    """A submenu with one entry for each thing of a list that changes, such as the studies opened before."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is open and selected, as far as actions ask.

    ``undo`` and ``redo`` are the names of the steps, None when there is none; ``favourites`` the names of the codes
    on the number keys.
    """

    is_open: bool = False
    is_writable: bool = False
    page: str = ""
    has_documents: bool = False
    has_codes: bool = False
    has_document: bool = False
    has_text: bool = False
    has_coding: bool = False
    has_code: bool = False
    has_last_code: bool = False
    has_matrix: bool = False
    can_go_back: bool = False
    can_go_forward: bool = False
    shows_memos: bool = True
    in_focus_mode: bool = False
    theme: str = "system"
    undo: str | None = None
    redo: str | None = None
    favourites: tuple[tuple[int, str], ...] = ()


Question = Callable[[Context], bool]


def always(context: Context) -> bool:
    """Tell that an action needs nothing."""
    return True


def is_open(context: Context) -> bool:
    """Tell whether a study is open."""
    return context.is_open


def is_writable(context: Context) -> bool:
    """Tell whether a study is open that can be changed."""
    return context.is_open and context.is_writable


def has_document(context: Context) -> bool:
    """Tell whether a document is shown."""
    return context.is_open and context.has_document


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that the user can do.

    ``label`` is the entry of the menu, with & before the letter that chooses it; ``icon`` the name of an icon or empty;
    ``keys`` as Qt writes them, the first one is shown; ``tip`` is a sentence, and says why when it is not evident.
    ``section`` numbers the parts of the menu between which a line is drawn; ``submenu`` names the submenu in which it
    stands. ``short`` is the word on the toolbar. ``words`` gives a label that depends on the context.
    """

    id: str
    label: str
    icon: str
    keys: tuple[str, ...]
    menu: Menu
    enabled: Question = always
    checkable: bool = False
    tip: str = ""
    section: int = 0
    submenu: str = ""
    short: str = ""
    scope: Scope = Scope.WINDOW
    kind: Kind = Kind.COMMAND
    checked: Question | None = None
    words: Callable[[Context], str] | None = None

    @property
    def plain_label(self) -> str:
        """The label as it is read: without the mark of its letter, and without dots."""
        return self.label.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")
