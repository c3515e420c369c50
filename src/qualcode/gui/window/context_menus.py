"""The context menus of the text and of the stripes, and what is offered when codes are dropped there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu

from qualcode.domain import choices
from qualcode.domain.coding import Coding
from qualcode.gui import icons
from qualcode.gui.window.chip_icon import chip_icon

if TYPE_CHECKING:
    from qualcode.gui.main_window import MainWindow
    from qualcode.gui.window.workspace import Workspace

_NOTED = ((choices.OUTCOME, "Outcome"), (choices.PHASE, "Phase"), (choices.VALENCE, "Valence"))


class ContextMenus(QObject):
    """Makes menus for what lies under the mouse. The last one is kept, so that it can be looked at."""

    def __init__(self, window: MainWindow) -> None:
        """Make menus of the actions of ``window``."""
        super().__init__(window)
        self._window = window
        self.last: QMenu | None = None

    def _space(self) -> Workspace:
        space = self._window.workspace
        assert space is not None, "context menus belong to an open study"
        return space

    # The text -----------------------------------------------------------------------------------------------------

    @Slot(QPoint, int)
    def open_text_menu(self, at: QPoint, offset: int) -> None:
        """Show the menu of the selection, or of the caret (U4)."""
        self._window.refresh_actions()
        self._pop_up(self.text_menu(offset), at)

    def text_menu(self, offset: int) -> QMenu:
        """Return the menu for the selected text; without any, for what is coded at ``offset``."""
        space, registry = self._space(), self._window.registry
        menu = self._menu("menu.text")
        if space.selection.text is not None:
            quick = self._add(menu, "Code with…", "tag", space.transcripts.quick.begin)
            quick.setShortcut("Ctrl+K")
            for code_id in space.favourites.recent:
                code = space.codes.get(code_id)
                if code is not None:
                    lay = partial(space.coding_acts.code_selection, [code_id])
                    entry = self._add(menu, code.name.replace("&", "&&"), "", lay)
                    entry.setIcon(chip_icon(code))
                    entry.setObjectName(f"menu.recent.{code_id}")
            menu.addSeparator()
            registry.fill_menu(menu, ("codes.new", "codes.in-vivo", None, "memos.here"))
            if space.coding_acts.codings_here():
                self._add(menu, "Comment", "message-square-text", self._comment_here)
            registry.fill_menu(menu, ("codes.uncode", None, "edit.copy-reference"))
            return menu
        found = space.transcripts.codings_at(offset)
        for coding in found:
            code = space.codes.get(coding.code_id)
            if code is not None:
                take_off = partial(space.coding_acts.uncode, [coding.id])
                self._add(menu, f"Uncode “{code.name}”".replace("&", "&&"), "eraser", take_off)
        if found:
            self._add(menu, "Comment", "message-square-text", partial(self._comment, found[0]))
            menu.addSeparator()
        registry.fill_menu(menu, ("memos.here", None))
        self._add(menu, "Select the paragraph", "text-select", partial(self._select_paragraph, offset))
        registry.fill_menu(menu, ("edit.copy-reference", None, "view.back", "view.forward"))
        return menu

    def _select_paragraph(self, offset: int) -> None:
        view = self._space().transcripts.view
        if view is not None:
            view.select_paragraph(offset)

    # A coding -----------------------------------------------------------------------------------------------------

    @Slot(int, QPoint)
    def open_coding_menu(self, coding_id: int, at: QPoint) -> None:
        """Show the menu of a stripe (U11)."""
        space = self._space()
        space.select_coding(coding_id)
        coding = space.coding(coding_id)
        if coding is not None:
            self._pop_up(self.coding_menu(coding), at)

    def coding_menu(self, coding: Coding) -> QMenu:
        """Return the menu of a coding."""
        space = self._space()
        menu = self._menu("menu.coding")
        self._add(menu, "Uncode", "eraser", partial(space.coding_acts.uncode, [coding.id]))
        self._add(menu, "Change the code…", "replace", partial(self._change_code, coding))
        self._add(menu, "Add a code…", "plus", partial(self._add_code, coding))
        menu.addSeparator()
        for dimension, name in _NOTED:
            menu.addMenu(self._values(menu, dimension, name, coding))
        self._add(menu, "Comment", "message-square-text", partial(self._comment, coding))
        self._add(menu, "Memo", "notebook-pen", partial(self._memo, coding))
        menu.addSeparator()
        self._add(menu, "Select its text", "text-select", partial(self._select_text, coding))
        chosen = space.selection.text
        if chosen is not None and chosen.document_id == coding.document_id:
            move = partial(space.coding_acts.move_bounds, coding.id, chosen.span)
            self._add(menu, "Move it to the selected text", "text-cursor", move)
        self._add(menu, "Show in retrieved segments", "text-quote", partial(self._retrieve, coding))
        return menu

    def _values(self, menu: QMenu, dimension: str, name: str, coding: Coding) -> QMenu:
        space = self._space()
        values = QMenu(name, menu)
        noted = getattr(coding.details, dimension)
        for choice in space.project.choices:
            if choice.dimension == dimension:
                entry = self._add(
                    values, choice.label.replace("&", "&&"), "", partial(self._note, dimension, choice.key)
                )
                entry.setCheckable(True)
                entry.setChecked(choice.key == noted)
        return values

    def _note(self, dimension: str, key: str) -> None:
        self._space().refresh_inspector()
        self._space().coding_acts.set_value(dimension, key)

    def _change_code(self, coding: Coding) -> None:
        space = self._space()
        code = self._window.ask_code("Change the code", "Change", without=[coding.code_id])
        if code is not None:
            space.coding_acts.recode(coding.id, code)

    def _add_code(self, coding: Coding) -> None:
        code = self._window.ask_code("Add a code", "Add", without=[coding.code_id])
        if code is not None:
            self._space().coding_acts.add_to(coding, [code])

    def _comment_here(self) -> None:
        found = self._space().coding_acts.codings_here()
        if found:
            self._comment(found[0])

    def _comment(self, coding: Coding) -> None:
        space = self._space()
        space.select_coding(coding.id)
        space.refresh_inspector()
        self._window.docks.show("dock.inspector")
        space.inspector.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    def _memo(self, coding: Coding) -> None:
        self._space().select_coding(coding.id)
        self._space().memo_acts.begin_beside_segment()

    def _select_text(self, coding: Coding) -> None:
        self._space().navigation.show_hit(coding.document_id, coding.start, coding.end)

    def _retrieve(self, coding: Coding) -> None:
        space = self._space()
        space.selection.activate_documents([coding.document_id])
        space.selection.activate_codes([coding.code_id])
        space.show_retrieved()

    # Drops --------------------------------------------------------------------------------------------------------

    @Slot(object, object)
    def drop_codes(self, codes: Sequence[int], coding_id: int | None) -> None:
        """Code the selection with the codes dropped on it; on a coding, offer to add or to replace (U2)."""
        space = self._space()
        if coding_id is None:
            space.coding_acts.code_selection(codes)
            return
        coding = space.coding(coding_id)
        if coding is not None:
            space.select_coding(coding_id)
            self._pop_up(self.drop_menu(codes, coding), QCursor.pos())

    def drop_menu(self, codes: Sequence[int], coding: Coding) -> QMenu:
        """Return what can be done with codes that were dropped on a coding."""
        space = self._space()
        menu = self._menu("menu.drop")
        names = ", ".join(f"“{space.codes[code].name}”" for code in codes if code in space.codes)
        before = space.codes[coding.code_id].name
        words = f"Add {names}".replace("&", "&&")
        self._add(menu, words, "plus", partial(space.coding_acts.add_to, coding, list(codes)))
        if len(codes) == 1:
            words = f"Replace “{before}” by {names}".replace("&", "&&")
            self._add(menu, words, "replace", partial(space.coding_acts.recode, coding.id, codes[0]))
        return menu

    # Favourites ---------------------------------------------------------------------------------------------------

    @Slot()
    def name_favourites(self) -> None:
        """Let the menu Codes name the codes on the keys as they are now."""
        self._window.refresh_actions()

    # Building -----------------------------------------------------------------------------------------------------

    @staticmethod
    def _add(menu: QMenu, words: str, icon: str, act: Callable[[], object]) -> QAction:
        action = menu.addAction(icons.icon(icon), words) if icon else menu.addAction(words)
        # A partial lives as long as its action, and the action as long as the menu.
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName(name)
        # Like the bar: no lines under the letters of actions that stand in both.
        menu.setStyle(self._window.bar.plain)
        return menu

    def _pop_up(self, menu: QMenu, at: QPoint) -> None:
        if self.last is not None:
            self.last.deleteLater()
        self.last = menu
        menu.popup(at)
