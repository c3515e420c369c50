"""The heads of the rows of a matrix: chevron, chip and name of codes, plain names of everything else."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.matrix_table import MatrixTableModel
from qualcode.gui.models.roles import CodeRole, MatrixRole, TreeRole

ROW = 28
_PADDING, _CHEVRON, _CHIP, _INDENT = 12, 14, 12, 20


class MatrixRowHead(QStyledItemDelegate):
    """Draws the first column. A click on the chevron folds or opens what stands below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        metrics = fonts.ui_metrics("strong" if pieces.flag(index, MatrixRole.TOTAL) else "body")
        return QSize(self._name_at(index) + metrics.horizontalAdvance(words) + scaled(_PADDING), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = theme.current()
        cell = option.rect
        strong = pieces.flag(index, MatrixRole.TOTAL)
        note = pieces.flag(index, MatrixRole.NOTE)
        chosen = pieces.has_state(option, QStyle.StateFlag.State_Selected)
        ground = "header" if strong or note else "paper"
        painter.fillRect(cell, colours.colour("header" if ground == "header" else "paper"))
        painter.fillRect(QRect(cell.x(), cell.bottom(), cell.width(), 1), colours.colour("line"))
        painter.fillRect(QRect(cell.right(), cell.y(), 1, cell.height()), colours.colour("line-strong"))
        opened = pieces.answer(index, TreeRole.EXPANDED, bool)
        if opened is not None:
            name = "chevron-down" if opened else "chevron-right"
            icons.draw(painter, name, "text-2", self._chevron(cell, index))
        x = cell.x() + self._name_at(index)
        number = pieces.answer(index, CodeRole.CHIP, int)
        if number is not None:
            chip = pieces.centred(x - scaled(_CHIP + 8), cell, scaled(_CHIP), scaled(_CHIP))
            pieces.draw_chip(painter, chip, number, ring=pieces.flag(index, CodeRole.RING))
        name_box = QRect(x, cell.y(), cell.right() - x - scaled(8), cell.height())
        font = fonts.ui_font("strong" if strong else "body")
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        pieces.draw_text(painter, name_box, words, font, colours.colour("text-2" if note else "text"))
        if chosen:
            role = "accent" if pieces.view_has_focus(option) else "control"
            pieces.outline(painter, cell, colours.colour("accent" if role == "accent" else "control"), 2, 0)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        opened = pieces.answer(index, TreeRole.EXPANDED, bool)
        if opened is None or not isinstance(model, MatrixTableModel):
            return False
        hit = self._chevron(option.rect, index).adjusted(-scaled(5), -scaled(7), scaled(5), scaled(7))
        if not hit.contains(event.position().toPoint()):
            return False
        # Every press folds, the second one of a double click too; the release only is kept from the view.
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            model.set_folded(index.row(), opened)
        return True

    def on_chevron(self, rect: QRect, index: Index, x: int, y: int) -> bool:
        """Tell whether a point of the viewport is on the chevron of a row."""
        if pieces.answer(index, TreeRole.EXPANDED, bool) is None:
            return False
        return self._chevron(rect, index).adjusted(-5, -7, 5, 7).contains(x, y)

    def _chevron(self, cell: QRect, index: Index) -> QRect:
        depth = pieces.answer(index, TreeRole.DEPTH, int) or 0
        side = scaled(_CHEVRON)
        return pieces.centred(cell.x() + scaled(_PADDING + _INDENT * depth), cell, side, side)

    def _name_at(self, index: Index) -> int:
        """Return where the name begins, from the left edge of the cell."""
        depth = pieces.answer(index, TreeRole.DEPTH, int)
        if depth is None or index.model() is None:
            return scaled(_PADDING)
        at = _PADDING + _INDENT * depth
        if pieces.answer(index, CodeRole.CHIP, int) is not None:
            return scaled(at + _CHEVRON + 6 + _CHIP + 8)
        folds = (
            pieces.flag(index, TreeRole.FOLDER) or depth or pieces.answer(index, TreeRole.EXPANDED, bool) is not None
        )
        return scaled(at + _CHEVRON + 8) if folds else scaled(at)
