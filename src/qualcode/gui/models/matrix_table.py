"""A computed matrix as a table: row headers in the first column, figures, subtotals, totals and the N row."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from qualcode.gui.models.id_tree import NOWHERE, Index
from qualcode.gui.models.matrix_layout import (
    TOTAL,
    HeaderSpan,
    MatrixColumn,
    columns_of,
    has_rows_below,
    header_spans,
    open_rows,
    sorted_rows,
    value_words,
)
from qualcode.gui.models.roles import CodeRole, MatrixRole, TreeRole
from qualcode.gui.models.words import counted

if TYPE_CHECKING:
    from qualcode.analysis.matrix import Evidence, Matrix, RowHeader

NO_FIGURE = "–"
HEAT_STEPS = 5
_NOUNS = {"segments": "segment", "participants": "participant", "documents": "document", "words": "word"}
_UNITS = {
    "row-percent": "% of the row",
    "column-percent": "% of the column",
    "per-1000-words": "segments per 1,000 words",
}


class MatrixTableModel(QAbstractTableModel):
    """Column 0 holds the heads of the rows (see ``TreeRole`` and ``CodeRole``), the others figures (``MatrixRole``).

    The last two rows are the totals of the columns and the number of participants behind them. The levels of the
    header above are in ``header``; ``headerData`` answers the innermost one.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._matrix: Matrix | None = None
        self._columns: tuple[MatrixColumn, ...] = ()
        self._order: list[int] = []
        self._rows: list[int] = []
        self._folded: frozenset[int] = frozenset()
        self._sorting: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)
        self._zero_as_dash = True
        self._shaded = True
        self._most = 0.0

    # what is shown ------------------------------------------------------------------------------------------

    @property
    def matrix(self) -> Matrix | None:
        """The matrix that is shown."""
        return self._matrix

    @property
    def columns(self) -> tuple[MatrixColumn, ...]:
        """The columns of figures; the first of them is column 1 of the table."""
        return self._columns

    def set_matrix(self, matrix: Matrix | None) -> None:
        """Show a matrix; where only its numbers are others than before, selection and order of rows stay."""
        columns = () if matrix is None else columns_of(matrix)
        if matrix is not None and self._matrix is not None and self._same_shape(matrix, columns):
            self._matrix, self._columns = matrix, columns
            self._measure()
            self._tell_all()
            return
        self.beginResetModel()
        self._matrix, self._columns = matrix, columns
        self._folded = frozenset()
        self._sorting = (0, Qt.SortOrder.AscendingOrder)
        self._order = list(range(len(matrix.rows))) if matrix else []
        self._rows = list(self._order)
        self._measure()
        self.endResetModel()

    def _same_shape(self, matrix: Matrix, columns: tuple[MatrixColumn, ...]) -> bool:
        before = self._matrix
        heads = [(column.path, column.keys) for column in columns]
        return (
            before is not None
            and before.rows == matrix.rows
            and (before.row_dimension, before.column_dimensions) == (matrix.row_dimension, matrix.column_dimensions)
            and heads == [(column.path, column.keys) for column in self._columns]
        )

    def _measure(self) -> None:
        """Find the greatest figure that is shaded: branches and totals are not."""
        self._most = 0.0
        if self._matrix is None or not self._matrix.values.size:
            return
        import numpy as np

        shaded = np.array([row.codable for row in self._matrix.rows], dtype=bool)
        figures = np.nan_to_num(self._matrix.values[shaded].astype(float))
        self._most = float(figures.max(initial=0.0))

    def set_zero_as_dash(self, on: bool) -> None:
        """Print nothing as a dash, or as 0."""
        self._zero_as_dash = on
        self._tell_all()

    def set_shading(self, on: bool) -> None:
        """Shade cells by how much was counted, or not."""
        self._shaded = on
        self._tell_all()

    def _tell_all(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def header(self, level: int) -> tuple[HeaderSpan, ...]:
        """Return the cells of a level of the header, 0 being the outermost; numbers of columns count from 0 here."""
        return header_spans(self._columns, level)

    def levels(self) -> int:
        """Return how many levels the header has."""
        return len(self._matrix.column_dimensions) if self._matrix else 0

    # rows folded and sorted ---------------------------------------------------------------------------------

    def is_folded(self, row: int) -> bool:
        """Tell whether the rows below a row are hidden."""
        return row < len(self._rows) and self._rows[row] in self._folded

    def set_folded(self, row: int, folded: bool) -> None:
        """Hide the rows below a row, or show them again."""
        matrix = self._matrix
        if matrix is None or row >= len(self._rows) or not has_rows_below(matrix, self._rows[row]):
            return
        number = self._rows[row]
        if folded == (number in self._folded):
            return
        self._folded = self._folded | {number} if folded else self._folded - {number}
        then = open_rows(matrix, self._order, self._folded)
        change = abs(len(then) - len(self._rows))
        if folded:
            self.beginRemoveRows(NOWHERE, row + 1, row + change)
            self._rows = then
            self.endRemoveRows()
        else:
            self.beginInsertRows(NOWHERE, row + 1, row + change)
            self._rows = then
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [TreeRole.EXPANDED])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows by a column; column 0 brings back the order of the study. Codes stay below their parents."""
        matrix = self._matrix
        if matrix is None or not -1 <= column <= len(self._columns):
            return
        self._sorting = (column, order)
        figures = None if column < 1 else [float(self._figure(row, column - 1)) for row in range(len(matrix.rows))]
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        before = list(self._rows)
        self._order = sorted_rows(matrix, figures, order == Qt.SortOrder.DescendingOrder)
        self._rows = open_rows(matrix, self._order, self._folded)
        now = {number: row for row, number in enumerate(self._rows)}
        moved = [
            self.index(now[before[index.row()]] if index.row() < len(before) else index.row(), index.column())
            for index in held
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    # Qt's questions -----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self._matrix is None else len(self._rows) + 2

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self._matrix is None else len(self._columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        matrix = self._matrix
        if matrix is None or orientation != Qt.Orientation.Horizontal:
            return None
        if section == 0:
            from qualcode.analysis.matrix import DIMENSIONS

            return DIMENSIONS[matrix.row_dimension] if role == Qt.ItemDataRole.DisplayRole else None
        if not 1 <= section <= len(self._columns):
            return None
        column = self._columns[section - 1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return next((label for label in reversed(column.path) if label), "")
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.words
            case _:
                return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        matrix = self._matrix
        if matrix is None or not index.isValid() or index.row() >= self.rowCount():
            return None
        if index.column() == 0:
            return self._head(matrix, index.row(), role)
        return self._cell(matrix, index.row(), index.column() - 1, role)

    def _head(self, matrix: Matrix, row: int, role: int) -> object:
        header = self._header_of(row)
        if header is None:
            match role:
                case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                    return self._row_words(matrix, row)
                case MatrixRole.TOTAL:
                    return row == len(self._rows)
                case MatrixRole.NOTE:
                    return row > len(self._rows)
                case _:
                    return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._row_words(matrix, row)
            case Qt.ItemDataRole.ToolTipRole:
                return value_words(matrix.row_dimension, header.key, matrix.row_labels()[self._rows[row]])
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(matrix, row, len(self._columns) - 1)
            case TreeRole.ID:
                return header.key
            case TreeRole.DEPTH:
                return header.depth
            case TreeRole.EXPANDED:
                return not self.is_folded(row) if has_rows_below(matrix, self._rows[row]) else None
            case TreeRole.FOLDER:
                return not header.codable
            case CodeRole.CHIP:
                return header.colour if header.codable else None
            case CodeRole.RING:
                return header.ring
            case MatrixRole.TOTAL:
                return not header.codable
            case _:
                return None

    def _cell(self, matrix: Matrix, row: int, place: int, role: int) -> object:
        column = self._columns[place]
        header = self._header_of(row)
        note = row > len(self._rows)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._printed(row, place)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(matrix, row, place)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case MatrixRole.HEAT:
                return self._heat(row, place)
            case MatrixRole.ZERO:
                figure = self._row_figure(row, place)
                return figure != figure or figure == 0
            case MatrixRole.TOTAL:
                return not note and (column.is_total or header is None or not header.codable)
            case MatrixRole.NOTE:
                return note
            case MatrixRole.GROUP_END:
                return column.closes
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    # figures ------------------------------------------------------------------------------------------------

    def evidence(self, index: Index) -> Evidence | None:
        """Return what stands behind a number (U15); behind N that of the total above it; None outside the table."""
        matrix = self._matrix
        if matrix is None or not index.isValid() or index.row() >= self.rowCount():
            return None
        row = self._rows[index.row()] if index.row() < len(self._rows) else None
        target = None if index.column() == 0 else self._columns[index.column() - 1].target
        return matrix.evidence(row, target)

    def _header_of(self, row: int) -> RowHeader | None:
        if self._matrix is None or row >= len(self._rows):
            return None
        return self._matrix.rows[self._rows[row]]

    def _figure(self, number: int, place: int) -> float:
        """Return the figure of a row of the matrix."""
        matrix = self._matrix
        if matrix is None:
            return 0
        target = self._columns[place].target
        if target is None:
            return float(matrix.row_totals[number])
        return float(matrix.values[number, target] if isinstance(target, int) else target.values[number])

    def _row_figure(self, row: int, place: int) -> float:
        """Return the figure of a row of the table, totals and N included."""
        matrix = self._matrix
        if matrix is None:
            return 0
        if row < len(self._rows):
            return self._figure(self._rows[row], place)
        target = self._columns[place].target
        if row > len(self._rows):
            return (
                matrix.n_overall if target is None else int(matrix.n[target]) if isinstance(target, int) else target.n
            )
        if target is None:
            return matrix.grand_total
        return float(matrix.column_totals[target]) if isinstance(target, int) else target.total

    def _printed(self, row: int, place: int) -> str:
        from qualcode.analysis.matrix.forms import PLACES
        from qualcode.analysis.rounding import half_up

        figure = self._row_figure(row, place)
        places = None if self._matrix is None or row > len(self._rows) else PLACES.get(self._matrix.measure)
        if figure != figure or (figure == 0 and self._zero_as_dash):
            return NO_FIGURE
        return f"{int(figure):,}" if places is None else f"{half_up(figure, places):,}"

    def _heat(self, row: int, place: int) -> int:
        header = self._header_of(row)
        figure = self._row_figure(row, place)
        plain = header is not None and header.codable and not self._columns[place].is_total
        if not (self._shaded and plain and figure > 0 and self._most > 0):
            return 0
        return min(HEAT_STEPS, ceil(HEAT_STEPS * figure / self._most))

    # words --------------------------------------------------------------------------------------------------

    def _unit(self, matrix: Matrix) -> str:
        return _UNITS.get(matrix.measure) or _NOUNS[matrix.measure] + "s"

    def _row_words(self, matrix: Matrix, row: int) -> str:
        header = self._header_of(row)
        if header is not None:
            return value_words(matrix.row_dimension, header.key, header.label)
        if row > len(self._rows):
            return "Participants (N)"
        return f"{self._unit(matrix).capitalize()} in the table" if matrix.measure in _NOUNS else TOTAL

    def _sentence(self, matrix: Matrix, row: int, place: int) -> str:
        where = f"{self._row_words(matrix, row)}, {self._columns[place].words}"
        figure = self._row_figure(row, place)
        if row > len(self._rows):
            return f"{where}: {counted(int(figure), 'participant')}"
        if figure != figure:
            return f"{where}: nothing to divide by"
        if matrix.measure in _NOUNS:
            return f"{where}: {counted(int(figure), _NOUNS[matrix.measure])}"
        return f"{where}: {self._printed(row, place)} {self._unit(matrix)}"
