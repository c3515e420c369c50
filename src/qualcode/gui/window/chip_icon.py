"""The chip of a code as an icon, for menus."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from qualcode.domain.codebook import Code
from qualcode.gui import drawing
from qualcode.gui.panels.opened import is_ring

_SIDE, _CHIP, _SHARP = 16, 12, 2


def chip_icon(code: Code) -> QIcon:
    """Return a picture of the chip, 12 in 16 pixels, sharp on dense screens too."""
    picture = QPixmap(_SIDE * _SHARP, _SIDE * _SHARP)
    picture.setDevicePixelRatio(_SHARP)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    place = (_SIDE - _CHIP) // 2
    drawing.draw_chip(painter, QRect(place, place, _CHIP, _CHIP), code.colour, ring=is_ring(code))
    painter.end()
    return QIcon(picture)
