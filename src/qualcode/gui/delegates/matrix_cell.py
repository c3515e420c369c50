"""A cell of a matrix: the figure, shaded by how much was counted.

The view is to have ``setShowGrid(False)`` and is to update its viewport when the current cell changes,
because row and column of that cell are marked too.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.roles import MatrixRole
from qualcode.gui.tokens import Role, Style

CELL = QSize(48, 28)
_PADDING = 12


class MatrixCellDelegate(QStyledItemDelegate):
    """Draws figures, totals and the notes under the table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(CELL.width()), scaled(CELL.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = theme.current()
        cell = option.rect
        painter.fillRect(cell, self._ground(option, index))
        line = QRect(cell.x(), cell.bottom(), cell.width(), 1)
        painter.fillRect(line, colours.colour("line"))
        if pieces.flag(index, MatrixRole.GROUP_END):
            painter.fillRect(QRect(cell.right(), cell.y(), 1, cell.height()), colours.colour("line-strong"))
        chosen = pieces.has_state(option, QStyle.StateFlag.State_Selected)
        figure = cell.adjusted(scaled(4), 0, -scaled(_PADDING), 0)
        font = fonts.ui_font(self._style(index), weight=600 if chosen else None, figures=True)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        pieces.draw_text(painter, figure, text, font, colours.colour(self._ink(index)), pieces.RIGHT)
        if pieces.flag(index, MatrixRole.AMBIVALENT):
            sign = QRect(cell.x() + scaled(4), cell.y(), scaled(12), cell.height())
            pieces.draw_text(painter, sign, "±", fonts.ui_font("micro"), colours.colour("text"))
        if chosen:
            role: Role = "accent" if pieces.view_has_focus(option) else "control"
            pieces.outline(painter, cell, colours.colour(role), 2, 0)
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem, index: Index) -> QColor:
        colours = theme.current()
        if pieces.flag(index, MatrixRole.TOTAL) or pieces.flag(index, MatrixRole.NOTE):
            return colours.colour("header")
        heat = pieces.answer(index, MatrixRole.HEAT, int) or 0
        if heat:
            return colours.heat(heat)
        return colours.colour("accent-faint" if self._is_crossed(option, index) else "paper")

    def _is_crossed(self, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tell whether the cell stands in the row or the column of the chosen one."""
        view = pieces.view_of(option)
        if view is None or not view.hasFocus():
            return False
        chosen = view.currentIndex()
        # A table that gets the focus has a current cell before anybody chose one.
        if not view.selectionModel().isSelected(chosen):
            return False
        return index.row() == chosen.row() or index.column() == chosen.column()

    def _style(self, index: Index) -> Style:
        return "strong" if pieces.flag(index, MatrixRole.TOTAL) else "body"

    def _ink(self, index: Index) -> Role:
        if pieces.flag(index, MatrixRole.ZERO):
            return "text-3"
        return "text-2" if pieces.flag(index, MatrixRole.NOTE) else "text"
