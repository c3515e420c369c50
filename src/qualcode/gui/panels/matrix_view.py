"""The table of a matrix: heads of rows, headings and totals stay where they are while the figures scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QTableView, QWidget

from qualcode.gui import fonts
from qualcode.gui.delegates.matrix_cell import CELL
from qualcode.gui.fonts import scaled
from qualcode.gui.models.matrix_table import MatrixTableModel
from qualcode.gui.panels.matrix_header import Heading, Levels, MatrixHeader
from qualcode.gui.panels.matrix_part import FOOT_ROWS, MatrixFigures, MatrixHeads, MatrixPart
from qualcode.gui.panels.matrix_row_head import ROW

_HEAD, _WIDEST_HEAD = 268, 340
_WIDEST, _WIDEST_OF_FEW, _FEW = 132, 232, 8


class MatrixView(QFrame):
    """Four quarters in one frame, with one selection; as large as the table, as far as there is room."""

    opened = Signal(QModelIndex)
    """The user wants the quotes behind a cell."""
    copy_wanted = Signal()
    """The user wants to copy."""

    def __init__(self, model: MatrixTableModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setObjectName("matrix-table")
        self._model = model
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._heads, self._figures = MatrixHeads(model, self), MatrixFigures(model, self)
        self._foot_heads, self._totals = MatrixHeads(model, self, foot=True), MatrixFigures(model, self, foot=True)
        self._ledge, self._kerb = QWidget(self), QWidget(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._heads, 0, 0)
        grid.addWidget(self._figures, 0, 1, 1, 2)
        grid.addWidget(self._foot_heads, 1, 0)
        grid.addWidget(self._totals, 1, 1, 2, 1)
        grid.addWidget(self._ledge, 2, 0)
        grid.addWidget(self._kerb, 1, 2, 2, 1)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._connect()

    def _connect(self) -> None:
        selection = self._figures.selectionModel()
        for part in self._parts():
            part.setSelectionModel(selection)
            part.opened.connect(self.opened)
            part.copy_wanted.connect(self.copy_wanted)
            part.crossed.connect(self._cross)
        for one, other in (
            (self._figures.verticalScrollBar(), self._heads.verticalScrollBar()),
            (self._figures.horizontalScrollBar(), self._totals.horizontalScrollBar()),
        ):
            one.valueChanged.connect(other.setValue)
            other.valueChanged.connect(one.setValue)
        self._totals.horizontalScrollBar().rangeChanged.connect(self._level)
        self._figures.verticalScrollBar().rangeChanged.connect(self._level)
        selection.currentChanged.connect(self._mark)
        self._figures.headings.sectionClicked.connect(self._sort)
        self._heads.corner.sectionClicked.connect(self._sort)
        self._model.rowsInserted.connect(self._settle)
        self._model.rowsRemoved.connect(self._settle)

    def _parts(self) -> tuple[MatrixPart, ...]:
        return self._heads, self._figures, self._foot_heads, self._totals

    # what is shown -------------------------------------------------------------------------------------------------

    def show_levels(self, levels: Levels) -> None:
        """Show the headings, and fit the columns; to be called after the model has got its matrix."""
        self._figures.headings.set_levels(levels)
        self._heads.corner.set_high(self._figures.headings.sizeHint().height())
        for column in range(self._model.columnCount()):
            for part in self._parts():
                part.setColumnHidden(column, (column == 0) != isinstance(part, MatrixHeads))
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Fit widths and heights to what stands in the cells, at the present text size."""
        wide = max(scaled(_HEAD), min(self._heads.widest_name(), scaled(_WIDEST_HEAD)))
        for heads in (self._heads, self._foot_heads):
            heads.setFixedWidth(wide)
            heads.setColumnWidth(0, wide)
        levels = self._figures.headings.levels()
        few = self._model.columnCount() <= _FEW
        most = scaled(_WIDEST_OF_FEW if few else _WIDEST)
        for heading in levels[-1] if levels else ():
            width = min(max(scaled(CELL.width()), self._needed(heading)), most)
            self._figures.setColumnWidth(heading.first, width)
            self._totals.setColumnWidth(heading.first, width)
        for part in self._parts():
            part.fit_rows()
        self._settle()

    def _needed(self, heading: Heading) -> int:
        """Return the width of a column that shows its heading and its figures whole."""
        words = fonts.ui_metrics("small", weight=600).horizontalAdvance(heading.text) + scaled(18)
        badge = scaled(28) if heading.badge is not None else 0
        metrics = fonts.ui_metrics("body", weight=600, figures=True)
        rows = range(self._model.rowCount())
        shown = (str(self._model.index(row, heading.first).data()) for row in rows)
        return max(words + badge, max(map(metrics.horizontalAdvance, shown), default=0) + scaled(16))

    def figures(self) -> QTableView:
        """Return the quarter with the figures."""
        return self._figures

    def heads(self) -> QTableView:
        """Return the quarter with the heads of the rows."""
        return self._heads

    def totals(self) -> QTableView:
        """Return the quarter with the totals of the columns."""
        return self._totals

    def header(self) -> MatrixHeader:
        """Return the headings."""
        return self._figures.headings

    # the chosen cell -----------------------------------------------------------------------------------------------

    def current(self) -> QModelIndex:
        """Return the current cell."""
        return self._figures.selectionModel().currentIndex()

    def select(self, index: QModelIndex) -> None:
        """Make a cell the current and only chosen one."""
        self._figures.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._part_of(index).scrollTo(index)

    def chosen(self) -> list[QModelIndex]:
        """Return the cells that are chosen."""
        return self._figures.selectionModel().selectedIndexes()

    def focus(self) -> None:
        """Give the keyboard to the quarter in which the current cell is."""
        self._part_of(self.current()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _part_of(self, index: QModelIndex) -> MatrixPart:
        foot = self._totals.holds(index.row())
        if index.column() == 0:
            return self._foot_heads if foot else self._heads
        return self._totals if foot else self._figures

    @Slot(int, int)
    def _cross(self, down: int, right: int) -> None:
        """Bring the current cell into the next quarter."""
        here = self.current()
        there = self._model.index(here.row() + down, here.column() + right)
        if there.isValid():
            self._part_of(there).setFocus(Qt.FocusReason.OtherFocusReason)
            self.select(there)

    @Slot(QModelIndex)
    def _mark(self, index: QModelIndex) -> None:
        self._figures.headings.set_current(index.column() if index.isValid() else -1)
        # Row and column of the chosen cell are tinted too.
        for part in self._parts():
            part.viewport().update()

    # sorting -------------------------------------------------------------------------------------------------------

    @Slot(int)
    def _sort(self, column: int) -> None:
        """Sort by a column: first the largest on top, then the smallest, then as in the study."""
        descending, ascending = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        if column == 0 or self._sorted == (column, ascending):
            self._sorted = None
        else:
            self._sorted = (column, ascending if self._sorted == (column, descending) else descending)
        self._model.sort(*(self._sorted or (0, ascending)))
        self._figures.headings.set_sorted(*(self._sorted or (-1, ascending)))

    @Slot()
    def forget_sorting(self) -> None:
        """Note that the rows stand as in the study again."""
        self._sorted = None
        self._figures.headings.set_sorted(-1, Qt.SortOrder.AscendingOrder)

    # sizes ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return self._whole()

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(_HEAD + 160), scaled(ROW) * (FOOT_ROWS + 5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._level()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._model.rowCount():
            self.fit()

    def _whole(self) -> QSize:
        """Return the size at which nothing scrolls."""
        columns = range(1, self._model.columnCount())
        width = self._heads.width() + sum(self._figures.columnWidth(column) for column in columns)
        head = self._figures.headings.sizeHint().height()
        return QSize(width + 2, head + scaled(ROW) * self._model.rowCount() + 2)

    @Slot()
    def _settle(self) -> None:
        """Show each row in its quarter; the totals have moved when rows were folded."""
        # After a reset Qt goes on hiding the numbers of rows that were the totals of the table before.
        last = self._model.rowCount()
        for part in (self._heads, self._figures):
            for row in range(last):
                part.setRowHidden(row, row >= last - FOOT_ROWS)
        self._level()
        self.updateGeometry()

    @Slot()
    def _level(self) -> None:
        """Keep the quarters level with each other, whatever scroll bars there are."""
        whole = self._whole()
        across = self._totals.horizontalScrollBar().sizeHint().height()
        upright = self._figures.verticalScrollBar().sizeHint().width()
        scrolls = self.width() < whole.width()
        high = self.height() < whole.height() + (across if scrolls else 0)
        foot = scaled(ROW) * min(FOOT_ROWS, self._model.rowCount())
        self._foot_heads.setFixedHeight(foot)
        self._totals.setFixedHeight(foot + (across if scrolls else 0))
        self._ledge.setFixedHeight(across if scrolls else 0)
        self._kerb.setFixedWidth(upright if high else 0)
        self.setMaximumSize(whole.width() + (upright if high else 0), whole.height() + (across if scrolls else 0))


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
            text = "" if tall else span.label
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
