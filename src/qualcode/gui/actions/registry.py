"""Makes Qt's actions, menus and keys from the tables; only what somebody carries out appears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from qualcode.gui import icons
from qualcode.gui.actions import analysis, codes, documents, edit, help, project, report, view
from qualcode.gui.actions.action import Action, Context, Kind, Menu, Scope

ACTIONS: dict[str, Action] = {
    action.id: action
    for module in (project, edit, view, documents, codes, analysis, report, help)
    for action in module.ACTIONS
}
"""All actions by id, in the order of the menus."""

TOOLBAR = (
    ("view.transcripts", "analysis.matrix"),
    ("documents.import", "codes.new", "memos.here", "edit.find"),
)
"""What stands at the left of the toolbar, in groups."""
TOOLBAR_RIGHT = (("edit.undo", "edit.redo"), ("report.pack",))
"""What stands at its right."""

_ONE_OF = ("view.theme-system", "view.theme-light", "view.theme-dark")
_NATIVE = QKeySequence.SequenceFormat.NativeText
_ROLES = {
    "project.quit": QAction.MenuRole.QuitRole,
    "project.preferences": QAction.MenuRole.PreferencesRole,
    "help.about": QAction.MenuRole.AboutRole,
}

Run = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a submenu that lists things; ``value`` is handed to what carries it out."""

    label: str
    value: object
    icon: str = ""
    keys: str = ""
    tip: str = ""
    enabled: bool = True


class Registry(QObject):
    """The actions of one window. An action that nobody was bound to does not exist."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty registry; ``parent`` is the window."""
        super().__init__(parent)
        self._made: dict[str, QAction] = {}
        self._runs: dict[str, Run] = {}
        self._entries: dict[str, Callable[[], Sequence[Entry | QAction]]] = {}
        self._context = Context()
        self._themes = QActionGroup(self)

    # binding ------------------------------------------------------------------------------------------------

    def bind(self, action_id: str, run: Run) -> QAction:
        """Have ``run`` carry an action out: called without arguments, with True or False if it is checkable.

        Raises:
            KeyError: when there is no action of that id.
            ValueError: when it is bound already, or is a list.
        """
        action = self._new(action_id)
        if action.kind is not Kind.COMMAND:
            raise ValueError(f"“{action_id}” is a list: bind it with its entries.")
        made = self._make(action)
        made.triggered.connect(self._run)
        self._runs[action_id] = run
        return made

    def bind_list(
        self, action_id: str, entries: Callable[[], Sequence[Entry | QAction]], run: Run | None = None
    ) -> QAction:
        """Have an action list what ``entries`` returns whenever it is opened.

        Args:
            entries: what is listed; a ready ``QAction`` stands for itself.
            run: called with the value of the entry that was chosen.

        Raises:
            KeyError: when there is no action of that id.
            ValueError: when it is bound already, or is no list.
        """
        action = self._new(action_id)
        if action.kind is not Kind.LIST:
            raise ValueError(f"“{action_id}” is no list: bind it without entries.")
        made = self._make(action)
        window = self.parent()
        menu = QMenu(action.label, window if isinstance(window, QWidget) else None)
        menu.setObjectName(f"menu.{action_id}")
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill_list)
        menu.triggered.connect(self._run_entry)
        made.setMenu(menu)
        self._entries[action_id] = entries
        if run is not None:
            self._runs[action_id] = run
        return made

    def _new(self, action_id: str) -> Action:
        action = ACTIONS[action_id]
        if action_id in self._made:
            raise ValueError(f"“{action_id}” is bound already.")
        return action

    def _make(self, action: Action) -> QAction:
        made = QAction(action.label, self)
        made.setObjectName(f"action.{action.id}")
        made.setData(action.id)
        made.setCheckable(action.checkable)
        if action.id in _ONE_OF:
            self._themes.addAction(made)
        if action.icon:
            made.setIcon(icons.icon(action.icon))
        if action.short:
            made.setIconText(action.short)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        if action.scope is Scope.LIST:
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.setMenuRole(_ROLES.get(action.id, QAction.MenuRole.NoRole))
        self._made[action.id] = made
        self._show(action)
        return made

    # asked by the window ------------------------------------------------------------------------------------

    def action(self, action_id: str) -> QAction | None:
        """Return an action; None when nobody was bound to it."""
        return self._made.get(action_id)

    def bound(self) -> list[str]:
        """Return the ids of all actions that exist, in the order of the menus."""
        return [each for each in ACTIONS if each in self._made]

    def fill_menu_bar(self, bar: QMenuBar) -> dict[Menu, QMenu]:
        """Make the menus; one without actions does not appear. Returns them."""
        menus = {}
        for menu in Menu:
            mine = [action for action in ACTIONS.values() if action.menu is menu and action.id in self._made]
            if mine:
                menus[menu] = bar.addMenu(menu.value)
                menus[menu].setObjectName(f"menu.{menu.name.lower()}")
                menus[menu].setToolTipsVisible(True)
                self._fill(menus[menu], mine)
        return menus

    def fill_menu(self, menu: QMenu, action_ids: Iterable[str | None]) -> None:
        """Add actions to a menu of one's own, such as a context menu; None draws a line."""
        for each in action_ids:
            if each is None:
                menu.addSeparator()
            elif each in self._made:
                menu.addAction(self._made[each])

    def install(self, window: QWidget) -> None:
        """Make the keys work in all of a window, also while its menu bar is hidden."""
        window.addActions([self._made[each] for each in self.bound() if ACTIONS[each].scope is Scope.WINDOW])

    def attach(self, widget: QWidget, *action_ids: str) -> None:
        """Make the keys of actions for lists work in ``widget``; unbound ones are passed over."""
        widget.addActions([self._made[each] for each in action_ids if each in self._made])

    def shortcuts(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Return menu, words and keys of every action that has keys, for the page that lists them."""
        return [
            (action.menu.value.replace("&", ""), action.plain_label, action.keys)
            for action in (ACTIONS[each] for each in self.bound())
            if action.keys
        ]

    def refresh(self, context: Context) -> None:
        """Enable, check and name all actions as ``context`` wants it."""
        self._context = context
        for each in self._made:
            self._show(ACTIONS[each])

    # carrying out -------------------------------------------------------------------------------------------

    @Slot(bool)
    def _run(self, checked: bool) -> None:
        made = self.sender()
        if isinstance(made, QAction):
            action = ACTIONS[str(made.data())]
            run = self._runs[action.id]
            if action.checkable:
                run(checked)
                # What is checked follows from the state of the window, whatever Qt has done to the tick.
                self._show(action)
            else:
                run()

    @Slot()
    def _fill_list(self) -> None:
        menu = self.sender()
        if not isinstance(menu, QMenu):
            return
        action_id = menu.objectName().removeprefix("menu.")
        menu.clear()
        for entry in self._entries[action_id]():
            if isinstance(entry, QAction):
                menu.addAction(entry)
                continue
            made = menu.addAction(entry.label.replace("&", "&&"))
            made.setData((action_id, entry.value))
            made.setEnabled(entry.enabled)
            made.setToolTip(entry.tip or entry.label)
            if entry.icon:
                made.setIcon(icons.icon(entry.icon))
            if entry.keys:
                # Shown only: the key itself belongs to an action of the tables.
                made.setText(f"{made.text()}\t{QKeySequence(entry.keys).toString(_NATIVE)}")
        if menu.isEmpty():
            menu.addAction("Nothing yet").setEnabled(False)

    @Slot(QAction)
    def _run_entry(self, chosen: QAction) -> None:
        data = chosen.data()
        if isinstance(data, tuple) and len(data) == 2 and data[0] in self._runs:
            self._runs[data[0]](data[1])

    # showing ------------------------------------------------------------------------------------------------

    def _show(self, action: Action) -> None:
        made, context = self._made[action.id], self._context
        made.setEnabled(action.enabled(context))
        if action.checked is not None:
            made.setChecked(action.checked(context))
        if action.words is not None:
            made.setText(action.words(context))
            if action.short:
                made.setIconText(action.short)
        words = _plain(made.text()).removesuffix("…")
        keys = made.shortcut().toString(_NATIVE)
        made.setToolTip("\n".join(part for part in (f"{words} ({keys})" if keys else words, action.tip) if part))
        made.setStatusTip(action.tip)

    def _fill(self, menu: QMenu, actions: Sequence[Action]) -> None:
        section = actions[0].section
        submenus: dict[str, QMenu] = {}
        for action in actions:
            if action.section != section:
                menu.addSeparator()
                section = action.section
            target = menu
            if action.submenu:
                if action.submenu not in submenus:
                    submenus[action.submenu] = menu.addMenu(action.submenu)
                target = submenus[action.submenu]
            target.addAction(self._made[action.id])


def _plain(label: str) -> str:
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")
