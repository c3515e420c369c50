"""A quote of a cell: its words over several lines, who says them and where, and what it tells of value."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcode.domain.coding import Retrieved
from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.retrieved_list import RetrievedListModel
from qualcode.gui.models.roles import RetrievedRole

SIGNS = {"co-creation": "+", "co-destruction": "−", "both": "±", "neutral": "○"}
"""A sign before each valence, so that a column of them can be read at a glance."""
_SIDE, _TOP, _CHIP, _MOST_LINES = 16, 12, 10, 6


class QuoteRowDelegate(QStyledItemDelegate):
    """Rows as high as their quote; ``with_code`` names the code of each, for cells of several codes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the delegate of ``parent``, a list on a ``RetrievedListModel``."""
        super().__init__(parent)
        self.with_code = False
        self.valences: dict[str, str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = pieces.view_of(option)
        width = view.viewport().width() if view is not None else option.rect.width()
        lines = len(self._lines(self._quote(index), width - scaled(2 * _SIDE)))
        high = scaled(2 * _TOP + 4) + lines * fonts.line_height("quote")
        high += fonts.line_height("small") * (1 + bool(self._valence(index)) + self.with_code)
        return QSize(width, high + (scaled(2) if self.with_code else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = theme.current()
        row = option.rect
        ground = pieces.row_ground(option, on_paper=True)
        if ground is not None:
            painter.fillRect(row, ground)
        painter.fillRect(QRect(row.x(), row.bottom(), row.width(), 1), colours.colour("line"))
        box = row.adjusted(scaled(_SIDE), scaled(_TOP), -scaled(_SIDE), 0)
        y = box.y()
        if self.with_code:
            y = self._draw_code(painter, box, y, index)
        step = fonts.line_height("quote")
        for line in self._lines(self._quote(index), box.width()):
            words = QRect(box.x(), y, box.width(), step)
            pieces.draw_text(painter, words, line, fonts.reading_font("quote"), colours.colour("text"))
            y += step
        y = self._draw_source(painter, box, y + scaled(4), index)
        valence = self._valence(index)
        if valence:
            below = QRect(box.x(), y, box.width(), fonts.line_height("small"))
            pieces.draw_text(painter, below, valence, fonts.ui_font("small"), colours.colour("text-2"))
        pieces.draw_focus(painter, option)
        painter.restore()

    def _draw_code(self, painter: QPainter, box: QRect, y: int, index: Index) -> int:
        high, side = fonts.line_height("small"), scaled(_CHIP)
        line = QRect(box.x(), y, box.width(), high)
        number = pieces.answer(index, RetrievedRole.CHIP, int)
        if number is not None:
            chip = pieces.centred(line.x(), line, side, side)
            pieces.draw_chip(painter, chip, number, ring=pieces.flag(index, RetrievedRole.RING))
        line.setLeft(line.left() + side + scaled(6))
        name = str(index.data(RetrievedRole.CODE) or "")
        pieces.draw_text(painter, line, name, fonts.ui_font("small", weight=500), theme.current().colour("text-2"))
        return y + high + scaled(2)

    def _draw_source(self, painter: QPainter, box: QRect, y: int, index: Index) -> int:
        colours, font = theme.current(), fonts.ui_font("small")
        high = fonts.line_height("small")
        said = str(index.data(RetrievedRole.ATTRIBUTION) or "")
        group = pieces.answer(index, RetrievedRole.GROUP, int)
        ink = colours.colour("text-2") if group is None else colours.group(group)
        line = QRect(box.x(), y, box.width(), high)
        pieces.draw_text(painter, line, said, font, ink)
        used = QFontMetrics(font).horizontalAdvance(said)
        source = str(index.data(RetrievedRole.SOURCE) or "")
        rest = line.adjusted(used, 0, 0, 0)
        pieces.draw_text(painter, rest, f" · {source}" if said else source, font, colours.colour("text-2"))
        return y + high

    def _valence(self, index: Index) -> str:
        found = _retrieved(index)
        key = found.coding.details.valence if found is not None else None
        return f"{SIGNS.get(key, '·')}  {self.valences.get(key, key)}" if key else ""

    @staticmethod
    def _quote(index: Index) -> str:
        return f"“{' '.join(str(index.data(Qt.ItemDataRole.DisplayRole) or '').split())}”"

    @staticmethod
    def _lines(quote: str, width: int) -> list[str]:
        """Break a quote into at most six lines; the last one ends in an ellipsis when there is more."""
        font = fonts.reading_font("quote")
        layout = QTextLayout(quote[: 140 * _MOST_LINES], font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 40))
            line.setPosition(QPointF(0, 0))
            start = line.textStart()
            if len(found) == _MOST_LINES - 1:
                found.append(QFontMetrics(font).elidedText(quote[start:], Qt.TextElideMode.ElideRight, width))
                break
            found.append(quote[start : start + line.textLength()].rstrip())
        layout.endLayout()
        return found


def _retrieved(index: Index) -> Retrieved | None:
    model = index.model()
    return model.retrieved(index) if isinstance(model, RetrievedListModel) else None
