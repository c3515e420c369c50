"""Small marks with a word or a letter: tags, keys, letters of groups, chips of codes without a name."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qualcode.gui import drawing
from qualcode.gui.fonts import scaled

Tone = Literal["neutral", "accent", "success", "warning", "danger", "key"]


class Tag(QLabel):
    """A word on a soft ground, 16 high: “assumed”, “checked”; in the tone ``key`` the name of a key."""

    def __init__(self, text: str, tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        """Show ``text`` in ``tone``."""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("tone", tone)

    def set_tone(self, tone: Tone) -> None:
        """Take another tone."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)


class GroupBadge(QWidget):
    """The letter of a participant group on its ground, 16 × 16."""

    def __init__(self, letter: str, group: int, parent: QWidget | None = None) -> None:
        """Show ``letter`` in the colour of the group with the palette place ``group`` (from 1)."""
        super().__init__(parent)
        self._letter, self._group = letter[:1].upper(), group
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(16), scaled(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawing.draw_badge(painter, self.rect(), self._letter, self._group)


class Swatch(QWidget):
    """The chip of a code: solid for a deductive one, a ring for an inductive one."""

    def __init__(self, colour: int, *, ring: bool = False, size: int = 12, parent: QWidget | None = None) -> None:
        """Show the palette place ``colour`` (from 1) as a square of ``size`` pixels at 100 % text size."""
        super().__init__(parent)
        self._colour, self._ring, self._size = colour, ring, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_code(self, colour: int, *, ring: bool) -> None:
        """Show another code."""
        self._colour, self._ring = colour, ring
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._size), scaled(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawing.draw_chip(painter, self.rect(), self._colour, ring=self._ring)
