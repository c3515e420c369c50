"""The table of a matrix: the heads of the rows stay at the left while the figures scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.matrix_cell import CELL, MatrixCellDelegate
from qualcode.gui.fonts import scaled
from qualcode.gui.models.matrix_table import MatrixTableModel
from qualcode.gui.models.roles import TreeRole
from qualcode.gui.panels.matrix_header import Heading, Levels, MatrixHeader
from qualcode.gui.panels.matrix_row_head import ROW, MatrixRowHead

HEAD_WIDTH, _WIDEST_HEAD = 268, 340
_WIDEST_COLUMN = 132
NOT_ASSIGNED = "None"
"""What stands above a column of what is not noted; its tooltip has the whole words."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Table(QTableView):
    """What both halves have in common; Enter and a double click ask for the quotes of a cell."""

    opened = Signal(QModelIndex)
    left_behind = Signal(int)
    """The current cell would leave the half through its left (-1) or right (1) edge."""
    copy_wanted = Signal()

    def __init__(self, model: MatrixTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
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
        upright.setMinimumSectionSize(scaled(ROW))
        upright.setDefaultSectionSize(scaled(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in _ENTER and plain and index.isValid():
            self.opened.emit(index)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and index.isValid():
            self._model.set_folded(index.row(), event.key() == Qt.Key.Key_Minus)
        elif plain and event.key() == Qt.Key.Key_Left and self._at_edge(index, -1):
            self.left_behind.emit(-1)
        elif plain and event.key() == Qt.Key.Key_Right and self._at_edge(index, 1):
            self.left_behind.emit(1)
        else:
            super().keyPressEvent(event)

    def _at_edge(self, index: QModelIndex, step: int) -> bool:
        column = index.column() + step
        return not 0 <= column < self._model.columnCount() or self.isColumnHidden(column)

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


class _Heads(_Table):
    """The first column; the arrow keys fold and open branches before they leave it."""

    def __init__(self, model: MatrixTableModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setObjectName("matrix-rows")
        self.setAccessibleName("Rows of the matrix")
        self._painter = MatrixRowHead(self)
        self.setItemDelegate(self._painter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalHeader(_HeadCorner(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        opened = index.data(TreeRole.EXPANDED)
        if event.key() == Qt.Key.Key_Left and opened is True:
            self._model.set_folded(index.row(), True)
        elif (event.key() == Qt.Key.Key_Right and opened is False) or (
            event.key() == Qt.Key.Key_Space and opened is not None
        ):
            self._model.set_folded(index.row(), opened is True)
        else:
            super().keyPressEvent(event)

    def folds(self, index: QModelIndex, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        return self._painter.on_chevron(self.visualRect(index), index, at.x(), at.y())

    def fitting_width(self) -> int:
        """Return the width at which every name can be read, within reason."""
        wide = max((self.sizeHintForIndex(self._model.index(row, 0)).width() for row in range(self._model.rowCount())), default=0)
        return max(scaled(HEAD_WIDTH), min(wide, scaled(_WIDEST_HEAD)))


class _HeadCorner(QHeaderView):
    """The heading above the heads: as high as that of the figures, its word at the bottom."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._high = scaled(ROW)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def set_high(self, high: int) -> None:
        """Be ``high`` pixels high."""
        self._high = high
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = theme.current()
        whole = self.viewport().rect()
        painter.fillRect(whole, colours.colour("header"))
        painter.fillRect(QRect(0, whole.bottom(), whole.width(), 1), colours.colour("line"))
        painter.fillRect(QRect(whole.right(), 0, 1, whole.height()), colours.colour("line-strong"))
        words = str(self.model().headerData(0, Qt.Orientation.Horizontal) or "") if self.model() else ""
        line = QRect(scaled(12), whole.bottom() - scaled(ROW), whole.width() - scaled(24), scaled(ROW))
        pieces.draw_text(painter, line, words, fonts.ui_font("small"), colours.colour("text-2"))


class _Figures(_Table):
    """All columns but the first."""

    def __init__(self, model: MatrixTableModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setObjectName("matrix-figures")
        self.setAccessibleName("Figures of the matrix")
        self.setItemDelegate(MatrixCellDelegate(self))
        self.headings = MatrixHeader(self)
        self.setHorizontalHeader(self.headings)
        self.headings.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)


class MatrixView(QFrame):
    """Both halves in one frame, with one selection; as large as the table, as far as there is room."""

    opened = Signal(QModelIndex)
    """The user wants the quotes behind a cell."""
    copy_wanted = Signal()

    def __init__(self, model: MatrixTableModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._model = model
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._heads, self._figures = _Heads(model, self), _Figures(model, self)
        self._heads.setSelectionModel(self._figures.selectionModel())
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._heads, 1)
        self._ledge = QWidget(self)
        self._ledge.setProperty("ground", "header")
        left.addWidget(self._ledge)
        row.addLayout(left)
        row.addWidget(self._figures, 1)
        self._figures.verticalScrollBar().valueChanged.connect(self._heads.verticalScrollBar().setValue)
        self._heads.verticalScrollBar().valueChanged.connect(self._figures.verticalScrollBar().setValue)
        for half in (self._heads, self._figures):
            half.opened.connect(self.opened)
            half.copy_wanted.connect(self.copy_wanted)
            half.left_behind.connect(self._cross)
        self._figures.selectionModel().currentChanged.connect(self._mark)
        self._figures.headings.sectionClicked.connect(self._sort)
        self._figures.headings.setSectionsClickable(True)
        self._heads.horizontalHeader().sectionClicked.connect(self._sort)
        self._figures.horizontalScrollBar().rangeChanged.connect(self._show_ledge)
        model.rowsInserted.connect(self._resized)
        model.rowsRemoved.connect(self._resized)

    def show_levels(self, levels: Levels) -> None:
        """Show the headings, and fit the columns; to be called after the model has got its matrix."""
        headings = self._figures.headings
        headings.set_levels(levels)
        corner = self._heads.horizontalHeader()
        assert isinstance(corner, _HeadCorner)
        corner.set_high(headings.sizeHint().height())
        for column in range(self._model.columnCount()):
            self._heads.setColumnHidden(column, column != 0)
            self._figures.setColumnHidden(column, column == 0)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Fit widths and heights to what stands in the cells, at the present text size."""
        wide = self._heads.fitting_width()
        self._heads.setFixedWidth(wide)
        self._heads.setColumnWidth(0, wide)
        last = self._figures.headings.levels()[-1] if self._figures.headings.levels() else ()
        metrics = fonts.ui_metrics("small", weight=600)
        for heading in last:
            needed = metrics.horizontalAdvance(heading.text) + scaled(16)
            figures = self._widest_figure(heading.first) + scaled(16)
            width = max(scaled(CELL.width()), needed, figures)
            self._figures.setColumnWidth(heading.first, min(width, scaled(_WIDEST_COLUMN)))
        for half in (self._heads, self._figures):
            half.verticalHeader().setDefaultSectionSize(scaled(ROW))
        self._resized()

    def figures(self) -> QTableView:
        """Return the half with the figures."""
        return self._figures

    def heads(self) -> QTableView:
        """Return the half with the heads of the rows."""
        return self._heads

    def header(self) -> MatrixHeader:
        """Return the headings."""
        return self._figures.headings

    def current(self) -> QModelIndex:
        """Return the current cell."""
        return self._figures.selectionModel().currentIndex()

    def select(self, index: QModelIndex) -> None:
        """Make a cell the current and only chosen one."""
        self._figures.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def chosen(self) -> list[QModelIndex]:
        """Return the cells that are chosen."""
        return self._figures.selectionModel().selectedIndexes()

    def sizeHint(self) -> QSize:
        return self._whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_ledge()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._model.rowCount():
            self.fit()

    def _widest_figure(self, column: int) -> int:
        metrics = fonts.ui_metrics("body", weight=600, figures=True)
        return max(
            (
                metrics.horizontalAdvance(str(self._model.index(row, column).data()))
                for row in range(self._model.rowCount())
            ),
            default=0,
        )

    def _whole(self) -> QSize:
        """Return the size at which nothing scrolls."""
        width = self._heads.width() + sum(
            self._figures.columnWidth(column) for column in range(1, self._model.columnCount())
        )
        head = self._figures.headings.sizeHint().height()
        return QSize(width + 2, head + scaled(ROW) * self._model.rowCount() + 2)

    @Slot()
    def _resized(self) -> None:
        whole = self._whole()
        self.setMaximumWidth(whole.width())
        bar = self._figures.horizontalScrollBar().sizeHint().height()
        self.setMaximumHeight(whole.height() + bar)
        self.updateGeometry()
        self._show_ledge()

    @Slot()
    def _show_ledge(self) -> None:
        """Leave room below the heads where the figures have a scroll bar, so that both halves stay level."""
        whole = self._whole()
        scrolls = self.width() < whole.width()
        bar = self._figures.horizontalScrollBar().sizeHint().height()
        self._ledge.setFixedHeight(bar if scrolls else 0)
        self.setMaximumHeight(whole.height() + (bar if scrolls else 0))

    @Slot(int)
    def _cross(self, step: int) -> None:
        """Bring the current cell from one half into the other."""
        index = self.current()
        if step < 0 and index.column() > 0:
            self._heads.setFocus(Qt.FocusReason.OtherFocusReason)
            self.select(self._model.index(index.row(), 0))
        elif step > 0 and index.column() == 0 and self._model.columnCount() > 1:
            self._figures.setFocus(Qt.FocusReason.OtherFocusReason)
            self.select(self._model.index(index.row(), 1))

    @Slot(QModelIndex)
    def _mark(self, index: QModelIndex) -> None:
        self._figures.headings.set_current(index.column() if index.isValid() else -1)
        # Row and column of the chosen cell are tinted too.
        self._figures.viewport().update()
        self._heads.viewport().update()

    @Slot(int)
    def _sort(self, column: int) -> None:
        """Sort by a column: first the largest on top, then the smallest, then as in the study."""
        descending, ascending = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        if column == 0 or self._sorted == (column, ascending):
            self._sorted = None
        else:
            self._sorted = (column, ascending if self._sorted == (column, descending) else descending)
        by, order = self._sorted or (0, ascending)
        self._model.sort(by, order)
        self._figures.headings.set_sorted(*(self._sorted or (-1, ascending)))

    def forget_sorting(self) -> None:
        """Note that the rows stand as in the study again."""
        self._sorted = None
        self._figures.headings.set_sorted(-1, Qt.SortOrder.AscendingOrder)


def levels_of(model: MatrixTableModel, groups: dict[int, tuple[str, int]]) -> Levels:
    """Return the headings of a model; ``groups`` gives letter and palette place of a group by its id."""
    matrix = model.matrix
    if matrix is None:
        return ()
    depth = model.levels()
    levels = []
    for level in range(depth):
        of_groups = matrix.column_dimensions[level] == "group"
        headings = []
        for span in model.header(level):
            column = model.columns[span.first]
            # “All” and “Total” have nothing below them: their word stands at the bottom, beside the innermost ones.
            tall = span.span == 1 and level < depth - 1 and not any(column.path[level + 1 :])
            text = "" if tall else NOT_ASSIGNED if span.key == 0 else span.label
            if level == depth - 1 and not text:
                text = next((label for label in reversed(column.path) if label), "")
            headings.append(
                Heading(
                    text,
                    span.first + 1,
                    span.span,
                    badge=groups.get(span.key) if of_groups and span.key is not None and text else None,
                    total=column.is_total and span.span == 1,
                    end=model.columns[span.first + span.span - 1].closes,
                    tip=column.words if level == depth - 1 else span.label,
                )
            )
        levels.append(tuple(headings))
    return tuple(levels)
