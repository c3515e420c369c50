"""A line of one pixel that separates two parts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget


class Line(QFrame):
    """A horizontal or vertical line in the colour of lines."""

    def __init__(self, parent: QWidget | None = None, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        """Draw a line in the direction given."""
        super().__init__(parent)
        self.setProperty("kind", "line")
        self.setProperty("orientation", "h" if orientation == Qt.Orientation.Horizontal else "v")
