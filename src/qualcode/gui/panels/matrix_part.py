"""A quarter of the table of a matrix: heads or figures, of the rows or of the totals below them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.matrix_cell import MatrixCellDelegate
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.matrix_table import MatrixTableModel
from qualcode.gui.models.roles import TreeRole
from qualcode.gui.panels.matrix_header import MatrixHeader
from qualcode.gui.panels.matrix_row_head import ROW, MatrixRowHead

FOOT_ROWS = 2
"""How many rows stand below the table whatever is scrolled: the totals, and the number of participants."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class MatrixPart(QTableView):
    """Enter and a double click ask for the quotes of a cell; an arrow key at the edge goes on in the next quarter."""

    opened = Signal(QModelIndex)
    """The quotes behind a cell are wanted."""
    crossed = Signal(int, int)
    """The current cell is to go on by so many rows and columns, and leaves this quarter."""
    copy_wanted = Signal()

    def __init__(self, model: MatrixTableModel, parent: QWidget, *, foot: bool) -> None:
        """Show some of the columns of ``model``: of its rows, or (``foot``) of its last two."""
        super().__init__(parent)
        self.setModel(model)
        self._table, self._foot = model, foot
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setMinimumSectionSize(1)
        self.fit_rows()
        if foot:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            bar = self.verticalScrollBar()
            bar.valueChanged.connect(self._stay_at_end)
            bar.rangeChanged.connect(self._stay_at_end)

    @Slot()
    def _stay_at_end(self) -> None:
        """Keep the last rows in sight, whatever wheel or keyboard want."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        # All quarters hear of a new current cell; only the one that holds it is to move.
        if self.holds(index.row()) and not self.isColumnHidden(index.column()):
            super().scrollTo(index, hint)

    @property
    def foot(self) -> bool:
        """Whether the quarter shows the totals."""
        return self._foot

    def fit_rows(self) -> None:
        """Give the rows the height of the present text size."""
        self.verticalHeader().setDefaultSectionSize(scaled(ROW))

    def holds(self, row: int) -> bool:
        """Tell whether a row of the model stands in this quarter."""
        last = self._table.rowCount() - FOOT_ROWS
        return last <= row < last + FOOT_ROWS if self._foot else 0 <= row < last

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = _STEPS.get(Qt.Key(event.key())) if plain and index.isValid() else None
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in _ENTER and plain and index.isValid():
            self.opened.emit(index)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and index.isValid():
            self._table.set_folded(index.row(), event.key() == Qt.Key.Key_Minus)
        elif step is not None and self._leaves(index.row() + step[0], index.column() + step[1]):
            self.crossed.emit(*step)
        else:
            super().keyPressEvent(event)

    def _leaves(self, row: int, column: int) -> bool:
        inside = 0 <= column < self._table.columnCount() and not self.isColumnHidden(column)
        return not (inside and self.holds(row))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and not self.folds(index, event):
            self.opened.emit(index)
        else:
            super().mouseDoubleClickEvent(event)

    def folds(self, index: QModelIndex, event: QMouseEvent) -> bool:
        """Tell whether a click there folds a row instead of choosing a cell."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class MatrixHeads(MatrixPart):
    """The first column; the arrow keys fold and open branches before they leave it."""

    def __init__(self, model: MatrixTableModel, parent: QWidget, *, foot: bool = False) -> None:
        """Show the heads of the rows, or of the totals."""
        super().__init__(model, parent, foot=foot)
        self.setObjectName("matrix-foot-heads" if foot else "matrix-heads")
        self.setAccessibleName("Heads of the totals" if foot else "Rows of the matrix")
        self._painter = MatrixRowHead(self)
        self.setItemDelegate(self._painter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.corner = MatrixCorner(self)
        self.setHorizontalHeader(self.corner)
        self.corner.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.corner.setVisible(not foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        opened = index.data(TreeRole.EXPANDED) if index.isValid() else None
        key = event.key()
        if opened is not None and (key == Qt.Key.Key_Space or key == (Qt.Key.Key_Left if opened else Qt.Key.Key_Right)):
            self._table.set_folded(index.row(), opened is True)
        else:
            super().keyPressEvent(event)

    def folds(self, index: QModelIndex, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        return self._painter.on_chevron(self.visualRect(index), index, at.x(), at.y())

    def widest_name(self) -> int:
        """Return the width at which every head can be read."""
        rows = range(self._table.rowCount())
        return max((self.sizeHintForIndex(self._table.index(row, 0)).width() for row in rows), default=0)


class MatrixFigures(MatrixPart):
    """All columns but the first, under their headings."""

    def __init__(self, model: MatrixTableModel, parent: QWidget, *, foot: bool = False) -> None:
        """Show the figures of the rows, or the totals."""
        super().__init__(model, parent, foot=foot)
        self.setObjectName("matrix-totals" if foot else "matrix-figures")
        self.setAccessibleName("Totals of the matrix" if foot else "Figures of the matrix")
        self.setItemDelegate(MatrixCellDelegate(self))
        self.headings = MatrixHeader(self)
        self.setHorizontalHeader(self.headings)
        self.headings.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.headings.setSectionsClickable(True)
        self.headings.setVisible(not foot)
        if not foot:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class MatrixCorner(QHeaderView):
    """The heading above the heads: as high as that of the figures, its word at the bottom."""

    def __init__(self, parent: QWidget) -> None:
        """Make a corner of one line."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._high = scaled(ROW)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def set_high(self, high: int) -> None:
        """Be ``high`` pixels high."""
        if high != self._high:
            self._high = high
            self.updateGeometry()
            self.geometriesChanged.emit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = theme.current()
        whole = self.viewport().rect()
        painter.fillRect(whole, colours.colour("header"))
        painter.fillRect(QRect(0, whole.bottom(), whole.width(), 1), colours.colour("line"))
        painter.fillRect(QRect(whole.right(), 0, 1, whole.height()), colours.colour("line-strong"))
        words = str(self.model().headerData(0, Qt.Orientation.Horizontal) or "")
        line = QRect(scaled(12), whole.bottom() - scaled(ROW), whole.width() - scaled(24), scaled(ROW))
        pieces.draw_text(painter, line, words, fonts.ui_font("small"), colours.colour("text-2"))
