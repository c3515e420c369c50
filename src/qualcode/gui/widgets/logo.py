"""The mark of the app: coded stretches beside a text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qualcode.gui import theme
from qualcode.gui.drawing import fill_rounded
from qualcode.gui.fonts import scaled

# Left, top, height, palette place (0: the accent), on a square of 40; as in resources/icons/qualcode.svg.
_BARS = ((4, 4, 32, 0), (15, 4, 18, 4), (15, 26, 10, 10), (26, 12, 24, 6))
_SIDE, _WIDTH, _RADIUS = 40, 6, 2.5


class Logo(QWidget):
    """The mark in the colours of the theme, 40 × 40."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the mark."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(_SIDE), scaled(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        unit = self.width() / _SIDE
        for left, top, height, number in _BARS:
            bar = QRectF(left * unit, top * unit, _WIDTH * unit, height * unit)
            colour = colours.stripe(number) if number else colours.colour("accent")
            fill_rounded(painter, bar, colour, _RADIUS * unit)
