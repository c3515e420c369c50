"""The headings of a matrix: one line for each nested dimension, groups with the letter of their badge."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.fonts import scaled

LEVEL = 28
_PADDING, _BADGE = 12, 16


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading over ``span`` neighbouring columns, beginning with column ``first``.

    ``badge`` is letter and palette place of a group; a ``total`` is set medium; ``end`` closes a group of columns with
    a stronger line; ``tip`` is the whole of it, for the tooltip.
    """

    text: str
    first: int
    span: int = 1
    badge: tuple[str, int] | None = None
    total: bool = False
    end: bool = False
    tip: str = ""


Levels = tuple[tuple[Heading, ...], ...]


class MatrixHeader(QHeaderView):
    """Draws all levels of headings; the heading of the current column is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a header without headings."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._levels: Levels = ()
        self._current = -1
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(scaled(24))

    def set_levels(self, levels: Levels) -> None:
        """Show other headings, the outermost level first."""
        deeper = len(levels) != len(self._levels)
        self._levels = levels
        self.updateGeometry()
        if deeper:
            # A table gives its header another height only when it hears of this; a layout request does not reach it.
            self.geometriesChanged.emit()
        self.viewport().update()

    def levels(self) -> Levels:
        """Return the headings."""
        return self._levels

    def set_current(self, column: int) -> None:
        """Mark the headings above ``column``; -1 for none."""
        if column != self._current:
            self._current = column
            self.viewport().update()

    def set_sorted(self, column: int, order: Qt.SortOrder) -> None:
        """Mark the column by which the rows are sorted; -1 for none."""
        self._sorted = (column, order)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(LEVEL) * max(1, len(self._levels)))

    def heading_at(self, x: int, y: int) -> Heading | None:
        """Return the heading at a place of the viewport."""
        level = y // max(1, scaled(LEVEL))
        column = self.logicalIndexAt(x)
        if not 0 <= level < len(self._levels) or column < 0:
            return None
        return next((h for h in self._levels[level] if h.first <= column < h.first + h.span), None)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.heading_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), found.tip if found is not None else "", self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = theme.current()
        painter.fillRect(self.viewport().rect(), colours.colour("header"))
        high = scaled(LEVEL)
        for number, level in enumerate(self._levels):
            last = number == len(self._levels) - 1
            for heading in level:
                rect = self._rect(heading, number * high, high)
                if rect.intersects(event.rect()):
                    self._draw(painter, heading, rect, last)

    def _rect(self, heading: Heading, y: int, high: int) -> QRect:
        width = sum(self.sectionSize(column) for column in range(heading.first, heading.first + heading.span))
        return QRect(self.sectionViewportPosition(heading.first), y, width, high)

    def _draw(self, painter: QPainter, heading: Heading, rect: QRect, last: bool) -> None:
        colours = theme.current()
        # A column without a dimension on the level below (the total) is one cell from top to bottom.
        if heading.text or last:
            painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colours.colour("line"))
        if heading.end:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), colours.colour("line-strong"))
        elif not last:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), colours.colour("line"))
        current = heading.first <= self._current < heading.first + heading.span
        box = self._visible(rect) if heading.span > 1 else rect
        box = box.adjusted(scaled(_PADDING if not last else 4), 0, -scaled(_PADDING if heading.span == 1 else 8), 0)
        if heading.badge is not None and box.width() >= scaled(_BADGE):
            letter, group = heading.badge
            pieces.draw_badge(painter, pieces.centred(box.x(), box, scaled(_BADGE), scaled(_BADGE)), letter, group)
            box.setLeft(box.left() + scaled(_BADGE + 8))
        weight = 600 if current and last else 500 if heading.total or not last else None
        font = fonts.ui_font("small", weight=weight)
        ink = colours.colour("accent" if current and last else "text" if heading.total or not last else "text-2")
        side = pieces.RIGHT if last else pieces.LEFT
        if last and heading.first == self._sorted[0]:
            down = self._sorted[1] == Qt.SortOrder.DescendingOrder
            arrow = scaled(10)
            place = pieces.centred(rect.x() + 2, rect, arrow, arrow)
            icons.draw(painter, "arrow-down" if down else "arrow-up", "accent", place)
        pieces.draw_text(painter, box, heading.text, font, ink, side)

    def _visible(self, rect: QRect) -> QRect:
        """Return the part of a wide heading that can be seen, so that its words stay on screen while scrolling."""
        seen = rect.intersected(self.viewport().rect())
        return seen if seen.width() >= min(rect.width(), scaled(96)) else rect
