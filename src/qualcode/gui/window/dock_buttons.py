"""The buttons and menus in the headers of the docks. They are made once and serve whatever study is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.gui.window import docks

if TYPE_CHECKING:
    from qualcode.gui.main_window import MainWindow
    from qualcode.gui.window.workspace import Workspace

_SCOPES = (
    ("study", "Count in the whole study"),
    ("active", "Count in activated documents"),
    ("open", "Count in this document"),
)


class DockButtons(QObject):
    """Plus buttons, and what stands behind the dots."""

    def __init__(self, window: MainWindow) -> None:
        """Put buttons into the headers of ``window``."""
        super().__init__(window)
        self._window = window
        held = window.docks
        self._slots: dict[str, QHBoxLayout] = {}
        for name in (docks.INSPECTOR, docks.MEMOS):
            slot = QWidget(held.header(name))
            self._slots[name] = QHBoxLayout(slot)
            self._slots[name].setContentsMargins(0, 0, 4, 0)
            held.header(name).add_widget(slot)
        for name, icon, words, action in (
            (docks.DOCUMENTS, "plus", "Import documents", "documents.import"),
            (docks.CODEBOOK, "plus", "New code", "codes.new"),
            (docks.MEMOS, "plus", "Memo here", "memos.here"),
        ):
            button = held.header(name).add_button(icon, words)
            button.setObjectName(f"button.{name}.add")
            made = window.registry.action(action)
            if made is not None:
                button.clicked.connect(made.trigger)
        copy = held.header(docks.RETRIEVED).add_button("copy", "Copy the quotes with their sources")
        copy.setObjectName("button.copy_retrieved")
        copy.clicked.connect(self._copy_retrieved)
        self._scope = "study"
        self._scopes = QActionGroup(self)
        self._scopes.triggered.connect(self._choose_scope)
        self._fill_menus()

    def put(self, name: str, widget: QWidget) -> None:
        """Put a widget of a panel into the header of its dock; what the last study had put there goes."""
        slot = self._slots[name]
        while (item := slot.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        slot.addWidget(widget)

    def _fill_menus(self) -> None:
        held, action = self._window.docks, self._window.registry.action
        codes = held.header(docks.CODEBOOK)
        for key, words in _SCOPES:
            choice = QAction(words, self)
            choice.setCheckable(True)
            choice.setData(key)
            choice.setChecked(key == self._scope)
            self._scopes.addAction(choice)
        fold = QAction("Fold all", self)
        fold.triggered.connect(partial(self._fold, True))
        unfold = QAction("Unfold all", self)
        unfold.triggered.connect(partial(self._fold, False))
        for name in ("codes.export", "codes.import", "codes.deactivate-all", "codes.activate-all"):
            if (made := action(name)) is not None:
                codes.add_action(made)
        for entry in (unfold, fold, *reversed(self._scopes.actions())):
            codes.add_action(entry)
        papers = held.header(docks.DOCUMENTS)
        for name in (
            *("documents.participants", "documents.deactivate-all"),
            *("documents.activate-all", "documents.attributes"),
        ):
            if (made := action(name)) is not None:
                papers.add_action(made)

    def connect_to(self, space: Workspace) -> None:
        """Serve the study that was opened."""
        space.selection.documents_activated.connect(self._count)
        space.selection.document_changed.connect(self._count)
        self._count()

    @Slot(QAction)
    def _choose_scope(self, choice: QAction) -> None:
        self._scope = str(choice.data())
        self._count()

    @Slot()
    def _count(self) -> None:
        """Let the numbers behind the codes count what was chosen (U16)."""
        space = self._window.workspace
        if space is None:
            return
        header = self._window.docks.header(docks.CODEBOOK)
        if self._scope == "study":
            space.code_model.set_count_scope(None)
            header.set_detail("")
        elif self._scope == "active":
            space.code_model.set_count_scope(space.selection.active_documents)
            header.set_detail("in activated documents")
        else:
            here = space.selection.document
            space.code_model.set_count_scope(() if here is None else (here,))
            header.set_detail("in this document")

    def _fold(self, fold: bool, _checked: bool = False) -> None:
        space = self._window.workspace
        if space is not None:
            if fold:
                space.code_panel.fold_all()
            else:
                space.code_panel.unfold_all()

    @Slot()
    def _copy_retrieved(self) -> None:
        if self._window.workspace is not None:
            self._window.workspace.retrieved.copy()
