"""The documents of the study, in the folders of their waves."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from qualcode.gui import icons
from qualcode.gui.delegates.document_row import DocumentRowDelegate
from qualcode.gui.models.document_tree import DocumentTreeModel
from qualcode.gui.panels.row_tree import RowTree
from qualcode.gui.widgets.empty_state import EmptyState


class DocumentsPanel(QWidget):
    """Tells what the user wants done with documents."""

    open_requested = Signal(object)
    """Show this document."""
    import_requested = Signal()
    """Bring in transcripts."""
    describe_requested = Signal(object)
    """Change what is known of this document."""
    speakers_requested = Signal(object)
    """Say who speaks in this document."""
    memo_requested = Signal(object)
    """Write a memo beside this document."""
    delete_requested = Signal(object)
    """Take this document out."""
    rename_requested = Signal(object, str)
    """Give this document another name."""

    def __init__(self, model: DocumentTreeModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self._model = model
        self.view = RowTree("view.documents", "Documents", self)
        self.view.setModel(model)
        self.view.setItemDelegate(DocumentRowDelegate(self.view))
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.doubleClicked.connect(self._open)
        self.view.open_requested.connect(self._open)
        self._empty = EmptyState("No documents yet.", "Import transcripts", "import", self)
        self._empty.acted.connect(self.import_requested)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        model.rename_requested.connect(self.rename_requested)
        model.rowsInserted.connect(self._open_waves)
        model.rowsInserted.connect(self._look)
        model.rowsRemoved.connect(self._look)
        self.view.expandAll()
        self._look()

    @Slot()
    def _look(self) -> None:
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)

    @Slot(QModelIndex, int, int)
    def _open_waves(self, parent: QModelIndex, first: int, last: int) -> None:
        # A wave that has come with an import is to be seen with its documents.
        for row in range(first, last + 1):
            self.view.expand(self._model.index(row, 0, parent))

    def current(self) -> int | None:
        """Return the document of the current row."""
        document = self._model.document(self.view.currentIndex())
        return document.id if document is not None else None

    def mark(self, document_id: int | None) -> None:
        """Make the row of the shown document the current one."""
        if document_id is not None and document_id != self.current():
            self.view.mark(self._model.index_of_document(document_id))

    @Slot()
    def rename_current(self) -> None:
        """Open the field in the current row."""
        self.view.rename_current()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        document = self._model.document(index)
        if document is not None:
            self.open_requested.emit(document.id)
        elif index.isValid():
            self.view.setExpanded(index, not self.view.isExpanded(index))

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            self.view.setCurrentIndex(index)
        menu = self.menu_for(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def menu_for(self, index: QModelIndex) -> QMenu:
        """Return the context menu of a row; of the list itself for the invalid index."""
        menu = QMenu(self)
        document = self._model.document(index)
        if document is not None:
            self._add(menu, "Open", "file-text", self._open_current)
            menu.addSeparator()
            self._add(menu, "Rename", "pencil", self.rename_current)
            self._add(menu, "Describe…", "square-pen", self._describe)
            self._add(menu, "Speakers…", "users-round", self._speakers)
            self._add(menu, "Memo", "notebook-pen", self._memo)
            menu.addSeparator()
            self._add(menu, "Delete…", "trash-2", self._delete)
        else:
            self._add(menu, "Import transcripts…", "import", self.import_requested.emit)
        return menu

    @staticmethod
    def _add(menu: QMenu, words: str, icon: str, act: object) -> None:
        action = menu.addAction(icons.icon(icon), words)
        action.triggered.connect(act)

    @Slot()
    def _open_current(self) -> None:
        self._open(self.view.currentIndex())

    @Slot()
    def _describe(self) -> None:
        if (document := self.current()) is not None:
            self.describe_requested.emit(document)

    @Slot()
    def _speakers(self) -> None:
        if (document := self.current()) is not None:
            self.speakers_requested.emit(document)

    @Slot()
    def _memo(self) -> None:
        if (document := self.current()) is not None:
            self.memo_requested.emit(document)

    @Slot()
    def _delete(self) -> None:
        if (document := self.current()) is not None:
            self.delete_requested.emit(document)
