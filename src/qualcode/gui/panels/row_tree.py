"""A tree whose rows are drawn over the full width: the documents, the codebook."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from qualcode.domain.errors import shorten
from qualcode.gui import drawing, fonts, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.models.id_tree import IdTreeModel, Index


def carried(words: str, ratio: float) -> QPixmap:
    """Return the picture that follows the mouse: some words on a card."""
    font = fonts.ui_font("body")
    line = shorten(words, 48)
    width = QFontMetrics(font).horizontalAdvance(line) + scaled(24)
    picture = QPixmap(round(width * ratio), round(scaled(28) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    card = QRect(0, 0, width, scaled(28))
    colours = theme.current()
    drawing.fill_rounded(painter, card, colours.colour("raised"), 6)
    drawing.outline(painter, card, colours.colour("accent"), 1, 6)
    inner = card.adjusted(scaled(12), 0, 0, 0)
    drawing.draw_text(painter, inner, line, font, colours.colour("text"))
    painter.end()
    return picture


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
        here = self.model().index(index.row(), 0, index.parent()) if index.isValid() else QModelIndex()
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

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the selected rows; what follows the mouse is their names, not a picture of the whole rows."""
        rows = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsDragEnabled]
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(self.rows().mimeData(rows))
        words = str(rows[0].data()) if len(rows) == 1 else f"{rows[0].data()} and {len(rows) - 1} more"
        drag.setPixmap(carried(words, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-8, -8))
        drag.exec(supported, self.defaultDropAction())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.open_requested.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
