"""The codebook: a tree to read, to activate, to rearrange, and to code with."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QHoverEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget

from qualcode.domain.codebook import Code
from qualcode.gui import icons
from qualcode.gui.delegates.code_row import CodeRowDelegate
from qualcode.gui.models.code_tree import CodeTreeModel
from qualcode.gui.panels.row_tree import RowTree
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.search_field import SearchField


class CodesPanel(QWidget):
    """Tells what the user wants done with codes."""

    code_chosen = Signal(object)
    """Double click or Enter: lay this code over the selected text."""
    code_clicked = Signal(object)
    """One click on the name: codes too, if the user has chosen so."""
    code_marked = Signal(object)
    """int | None: the current row is this code now."""
    new_requested = Signal(object)
    """Make a code below this one (int), or on top (None)."""
    edit_requested = Signal(object)
    """Change this code."""
    delete_requested = Signal(object)
    """Take this code out."""
    merge_requested = Signal(object)
    """Merge this code into another."""
    rename_requested = Signal(object, str)
    """Give this code another name."""
    memo_requested = Signal(object)
    """Write a memo beside this code."""
    segments_requested = Signal(object)
    """Show what is coded with this code and those below it."""
    favourite_requested = Signal(object, object)
    """Place 1 to 9, and the code (None: free the place)."""

    def __init__(self, model: CodeTreeModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self._model = model
        self._favourites: dict[int, int] = {}
        self.filter = SearchField("Filter codes", "list-filter", self)
        self.filter.setObjectName("field.filter_codes")
        self.view = self._make_view()
        self._empty = EmptyState("No codes yet.", "New code", "plus", self)
        self._empty.acted.connect(self._ask_for_new)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        box = QVBoxLayout()
        box.setContentsMargins(16, 0, 16, 8)
        box.addWidget(self.filter)
        column.addLayout(box)
        column.addWidget(self._stack, 1)
        self.filter.textChanged.connect(self._narrow)
        self.filter.moved.connect(self._enter_tree)
        self.filter.returnPressed.connect(self._enter_tree)
        model.rename_requested.connect(self.rename_requested)
        model.rowsInserted.connect(self._look)
        model.rowsInserted.connect(self._open_new)
        model.rowsRemoved.connect(self._look)
        model.layoutChanged.connect(self._look)
        self.view.expandAll()
        self.view.collapsed.connect(model.note_folded)
        self.view.expanded.connect(model.note_opened)
        self._look()

    def _make_view(self) -> RowTree:
        view = RowTree("view.codes", "Codebook", self)
        view.setModel(self._model)
        view.setItemDelegate(CodeRowDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setDragEnabled(True)
        view.setAcceptDrops(True)
        view.setDropIndicatorShown(True)
        view.setAutoExpandDelay(600)
        view.customContextMenuRequested.connect(self._open_menu)
        view.doubleClicked.connect(self._choose)
        view.open_requested.connect(self._choose)
        view.clicked.connect(self._tell_click)
        view.selectionModel().currentChanged.connect(self._tell_current)
        view.viewport().installEventFilter(self)
        return view

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let go of the row on which something was dropped, which Qt takes for hovered until the mouse moves."""
        if event.type() == QEvent.Type.Drop:
            QTimer.singleShot(0, self, self._cool)
        return super().eventFilter(watched, event)

    @Slot()
    def _cool(self) -> None:
        away = QPointF(-1, -1)
        QApplication.sendEvent(self.view.viewport(), QHoverEvent(QEvent.Type.HoverLeave, away, away, away))

    # Showing ------------------------------------------------------------------------------------------------------

    def current(self) -> int | None:
        """Return the code of the current row."""
        code = self._model.code(self.view.currentIndex())
        return code.id if code is not None else None

    def mark(self, code_id: int) -> None:
        """Make the row of a code the current one."""
        if code_id != self.current():
            self.view.mark(self._model.index_of(code_id))

    def set_favourites(self, places: dict[int, int]) -> None:
        """Take over which codes have a key."""
        self._favourites = places

    def fold(self, codes: Collection[int]) -> None:
        """Fold just these branches."""
        self.view.expandAll()
        for code in codes:
            self.view.collapse(self._model.index_of(code))

    @Slot()
    def rename_current(self) -> None:
        """Open the field in the current row."""
        self.view.rename_current()

    @Slot()
    def unfold_all(self) -> None:
        """Open all branches."""
        self.view.expandAll()

    @Slot()
    def fold_all(self) -> None:
        """Fold all branches."""
        self.view.collapseAll()

    @Slot()
    def _look(self) -> None:
        there = self._model.rowCount() > 0 or bool(self._model.filter)
        self._stack.setCurrentIndex(0 if there else 1)
        self.filter.setVisible(there)

    @Slot(QModelIndex, int, int)
    def _open_new(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            self.view.expand(parent)
        for row in range(first, last + 1):
            index = self._model.index(row, 0, parent)
            if self._model.id_of(index) not in self._model.folded:
                self.view.expand(index)

    @Slot(str)
    def _narrow(self, letters: str) -> None:
        self._model.set_filter(letters)
        self.view.expandAll()
        if not letters.strip():
            for code in self._model.folded:
                self.view.collapse(self._model.index_of(code))
            self.view.scrollTo(self.view.currentIndex())

    @Slot()
    def _enter_tree(self) -> None:
        if self._model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            hit = self._first_hit()
            if hit.isValid():
                self.view.mark(hit)

    def _first_hit(self) -> QModelIndex:
        from qualcode.services.search import fold

        letters = fold(self._model.filter)
        for code_id in self._model.ids():
            index = self._model.index_of(code_id)
            code = self._model.code(index)
            if code is not None and code.codable and letters in fold(code.name):
                return index
        return self._model.index(0)

    # Telling ------------------------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        code = self._model.code(index)
        if code is None:
            return
        if code.codable:
            self.code_chosen.emit(code.id)
        else:
            self.view.setExpanded(index, not self.view.isExpanded(index))

    @Slot(QModelIndex)
    def _tell_click(self, index: QModelIndex) -> None:
        code = self._model.code(index)
        if code is not None and code.codable:
            self.code_clicked.emit(code.id)

    @Slot(QModelIndex, QModelIndex)
    def _tell_current(self, index: QModelIndex, before: QModelIndex) -> None:
        code = self._model.code(index)
        self.code_marked.emit(None if code is None else code.id)

    @Slot()
    def _ask_for_new(self) -> None:
        self.new_requested.emit(None)

    # The menu -----------------------------------------------------------------------------------------------------

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            self.view.mark(index)
        menu = self.menu_for(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def menu_for(self, index: QModelIndex) -> QMenu:
        """Return the context menu of a row; of the list itself for the invalid index."""
        menu = QMenu(self)
        code = self._model.code(index)
        if code is None:
            self._add(menu, "New code…", "plus", self._ask_for_new)
            return menu
        if code.codable:
            self._add(menu, "Code the selected text", "tag", self._apply)
        self._add(menu, "Show its segments", "text-quote", self._show_segments)
        menu.addSeparator()
        self._add(menu, "New code below…", "plus", self._new_below)
        self._add(menu, "Rename", "pencil", self.rename_current).setShortcut(QKeySequence("F2"))
        self._add(menu, "Edit…", "square-pen", self._edit)
        self._add(menu, "Memo", "notebook-pen", self._memo)
        if code.codable:
            menu.addMenu(self._keys_menu(menu, code))
        menu.addSeparator()
        if code.codable:
            self._add(menu, "Merge into…", "merge", self._merge)
        self._add(menu, "Delete…", "trash-2", self._delete)
        return menu

    @staticmethod
    def _add(menu: QMenu, words: str, icon: str, act: Callable[[], None]) -> QAction:
        action = menu.addAction(icons.icon(icon), words)
        action.triggered.connect(act)
        return action

    def _keys_menu(self, menu: QMenu, code: Code) -> QMenu:
        keys = QMenu("Key", menu)
        keys.setIcon(icons.icon("keyboard"))
        names = {each.id: each.name for each in self._model.codes()}
        for place in range(1, 10):
            holder = self._favourites.get(place)
            words = f"Ctrl+{place}" + (f": {names[holder]}" if holder in names else "")
            action = keys.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(holder == code.id)
            action.setData(place)
            action.triggered.connect(self._assign)
        return keys

    def _on_current(self, tell: Callable[[int], None]) -> None:
        code = self.current()
        if code is not None:
            tell(code)

    @Slot()
    def _apply(self) -> None:
        self._on_current(self.code_chosen.emit)

    @Slot()
    def _show_segments(self) -> None:
        self._on_current(self.segments_requested.emit)

    @Slot()
    def _new_below(self) -> None:
        self.new_requested.emit(self.current())

    @Slot()
    def _edit(self) -> None:
        self._on_current(self.edit_requested.emit)

    @Slot()
    def _memo(self) -> None:
        self._on_current(self.memo_requested.emit)

    @Slot()
    def _merge(self) -> None:
        self._on_current(self.merge_requested.emit)

    @Slot()
    def _delete(self) -> None:
        self._on_current(self.delete_requested.emit)

    @Slot()
    def _assign(self) -> None:
        action, code = self.sender(), self.current()
        if isinstance(action, QAction) and code is not None:
            self.favourite_requested.emit(int(action.data()), code if action.isChecked() else None)
