"""The places that a search through the study found, each in its context."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled

if TYPE_CHECKING:
    from qualcode.services.search import Hit

_ROW, _PADDING, _SOURCE = 28, 16, 168
_NOWHERE = QModelIndex()


class HitRole(IntEnum):
    """Roles of a place that was found."""

    HIT = int(Qt.ItemDataRole.UserRole) + 330
    """Hit: the place."""


class HitsModel(QAbstractListModel):
    """One row for each place."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """Show these places."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hits(self) -> Sequence[Hit]:
        """Return all places."""
        return self._hits

    def hit(self, row: int) -> Hit:
        """Return the place in ``row``."""
        return self._hits[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{_line(hit.before)}{hit.match}{_line(hit.after)}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{hit.document}, ¶ {hit.paragraph}\n…{_line(hit.before)}{hit.match}{_line(hit.after)}…"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{hit.document}, paragraph {hit.paragraph}: {_line(hit.before)}{hit.match}{_line(hit.after)}"
            case HitRole.HIT:
                return hit
            case _:
                return None


class HitRowDelegate(QStyledItemDelegate):
    """Draws source, the words before (to the right), what was found (semi-bold), the words after: a concordance."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(320), scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ground = pieces.row_ground(option, on_paper=True)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        row = option.rect.adjusted(scaled(_PADDING), 0, -scaled(_PADDING), 0)
        self._draw(painter, row, index.data(HitRole.HIT))
        pieces.draw_focus(painter, option)
        painter.restore()

    def _draw(self, painter: QPainter, row: QRect, hit: Hit) -> None:
        colours = theme.current()
        grey, black = colours.colour("text-2"), colours.colour("text")
        small = fonts.ui_font("small")
        paragraph = f"¶ {hit.paragraph}"
        number = QFontMetrics(small).horizontalAdvance(paragraph) + 2
        source = QRect(row.x(), row.y(), scaled(_SOURCE) - number - scaled(8), row.height())
        pieces.draw_text(painter, source, hit.document, small, grey)
        place = QRect(row.x() + scaled(_SOURCE) - number, row.y(), number, row.height())
        pieces.draw_text(painter, place, paragraph, small, grey)
        plain = fonts.reading_font("quote")
        bold = fonts.reading_font("quote")
        bold.setWeight(bold.Weight.DemiBold)
        left = row.x() + scaled(_SOURCE + 12)
        middle = left + (row.right() - left) * 2 // 5
        before = QFontMetrics(plain).elidedText(_line(hit.before), Qt.TextElideMode.ElideLeft, middle - left)
        pieces.draw_text(painter, QRect(left, row.y(), middle - left, row.height()), before, plain, black, pieces.RIGHT)
        width = min(QFontMetrics(bold).horizontalAdvance(hit.match), row.right() - middle)
        pieces.draw_text(painter, QRect(middle, row.y(), width + 1, row.height()), hit.match, bold, black)
        rest = QRect(middle + width, row.y(), row.right() - middle - width + 1, row.height())
        pieces.draw_text(painter, rest, _line(hit.after), plain, black)


def _line(words: str) -> str:
    """Make one line of it without taking the blanks at the ends away."""
    return "".join(" " if letter.isspace() else letter for letter in words)
