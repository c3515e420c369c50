"""The retrieved segments: what was coded with the active codes in the active documents, or stands behind a number."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from qualcode.domain.coding import Retrieved
from qualcode.gui import icons
from qualcode.gui.delegates.retrieved_row import RetrievedRowDelegate
from qualcode.gui.models.retrieved_list import RetrievedListModel
from qualcode.gui.widgets.empty_state import EmptyState

HOW = "Activate documents and codes by the circles before their names: what is coded appears here."
_NOTHING = "None of the active documents is coded with an active code."


class RetrievedView(QListView):
    """The list; Enter shows the place, Ctrl+C copies the quotes with their sources."""

    place_requested = Signal(QModelIndex)
    """Show where this row stands."""
    copy_requested = Signal()
    """Copy the selected rows."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.place_requested.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class RetrievedPanel(QWidget):
    """A click shows a passage in its document; the list stays as it is."""

    place_requested = Signal(object)
    """Coding: show its place."""
    memo_requested = Signal(object)
    """Coding: show its place and its memos."""
    uncode_requested = Signal(object)
    """list[int]: take these codings off."""
    copied = Signal(int)
    """So many quotes are on the clipboard."""
    detail_changed = Signal(str)
    """What the header of the dock says."""

    def __init__(self, model: RetrievedListModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self._model = model
        self.view = RetrievedView(self)
        self.view.setObjectName("view.retrieved")
        self.view.setAccessibleName("Retrieved segments")
        self.view.setModel(model)
        delegate = RetrievedRowDelegate(self.view)
        self.view.setItemDelegate(delegate)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.clicked.connect(self._follow_click)
        self.view.place_requested.connect(self._show_place)
        self.view.copy_requested.connect(self.copy)
        delegate.memo_clicked.connect(self._show_memo)
        self._empty = EmptyState(HOW, parent=self)
        self._stack = QStackedWidget(self)
        self._stack.setProperty("ground", "paper")
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        model.totals_changed.connect(self.look)
        model.rowsInserted.connect(self.look)
        model.rowsRemoved.connect(self.look)
        self.look()

    @Slot()
    def look(self) -> None:
        """Show the list, or say why there is none; tell the numbers of the header."""
        rows = self._model.rowCount()
        self._empty.set_sentence(HOW if self._model.query is None else _NOTHING)
        self._stack.setCurrentIndex(1 if rows else 0)
        self.detail_changed.emit(self._model.header())

    def chosen(self) -> list[Retrieved]:
        """Return the selected segments, from top to bottom; all of them when none is selected."""
        rows = sorted(self.view.selectionModel().selectedRows(), key=lambda index: index.row())
        wanted = rows or [self._model.index(row) for row in range(self._model.rowCount())]
        return [found for index in wanted if (found := self._model.retrieved(index)) is not None]

    @Slot()
    def copy(self) -> None:
        """Copy the selected quotes with their sources, or all that are listed."""
        rows = sorted(self.view.selectionModel().selectedRows(), key=lambda index: index.row())
        while not rows and self._model.canFetchMore(QModelIndex()):
            self._model.fetchMore(QModelIndex())
        wanted = rows or [self._model.index(row) for row in range(self._model.rowCount())]
        if wanted:
            QGuiApplication.clipboard().setText("\n\n".join(self._model.quotation(index) for index in wanted))
            self.copied.emit(len(wanted))

    @Slot(QModelIndex)
    def _follow_click(self, index: QModelIndex) -> None:
        # Who selects several rows to copy or uncode them does not want to jump about.
        if len(self.view.selectionModel().selectedRows()) == 1:
            self._show_place(index)

    @Slot(QModelIndex)
    def _show_place(self, index: QModelIndex) -> None:
        found = self._model.retrieved(index)
        if found is not None:
            self.place_requested.emit(found.coding)

    @Slot(object)
    def _show_memo(self, index: QModelIndex) -> None:
        found = self._model.retrieved(index)
        if found is not None:
            self.memo_requested.emit(found.coding)

    # The menu -----------------------------------------------------------------------------------------------------

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """Return the context menu of the selected rows."""
        menu = QMenu(self)
        several = len(self.view.selectionModel().selectedRows()) > 1
        if not several:
            menu.addAction(icons.icon("external-link"), "Show in the document").triggered.connect(self._show_current)
        copy = menu.addAction(icons.icon("copy"), "Copy with reference")
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self.copy)
        menu.addSeparator()
        menu.addAction(icons.icon("eraser"), "Uncode").triggered.connect(self._uncode)
        return menu

    @Slot()
    def _show_current(self) -> None:
        self._show_place(self.view.currentIndex())

    @Slot()
    def _uncode(self) -> None:
        if self.view.selectionModel().hasSelection():
            self.uncode_requested.emit([found.coding.id for found in self.chosen()])
