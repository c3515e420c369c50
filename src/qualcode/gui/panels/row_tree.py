"""A tree whose rows are drawn over the full width: the documents, the codebook."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from qualcode.gui.models.id_tree import IdTreeModel, Index


class RowTree(QTreeView):
    """Enter asks to open the current row, F2 renames it in place, the space bar activates it."""

    open_requested = Signal(QModelIndex)
    """The current row is to be opened."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        """Make an empty tree with the object name ``name``; ``words`` are read aloud."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setProperty("ground", "window")
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def mark(self, index: Index) -> None:
        """Make a row the current one and bring it into sight; its folders are opened."""
        here = QModelIndex(index)
        if not here.isValid() or here == self.currentIndex():
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(here, flags)
        self.scrollTo(here)

    def rename_current(self) -> None:
        """Open the field in the current row, if its name can be changed."""
        here = self.currentIndex()
        if here.isValid() and here.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(here)

    def rows(self) -> IdTreeModel:
        """Return the model."""
        model = self.model()
        assert isinstance(model, IdTreeModel)
        return model

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.open_requested.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
