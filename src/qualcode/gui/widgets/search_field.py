"""A field to filter a list or to search in a text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qualcode.gui import icons


class SearchField(QLineEdit):
    """A line with an icon before it and, once something stands in it, a cross behind it.

    Escape clears it; what stands beside it is reached by the arrow keys up and down.
    """

    moved = Signal(int)
    """Arrow down (1) or up (-1): the list beside the field is to move its current row."""

    def __init__(self, placeholder: str, icon: str = "search", parent: QWidget | None = None) -> None:
        """Show ``placeholder`` while nothing is typed; it is the accessible name too."""
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.addAction(icons.icon(icon, "text-3"), QLineEdit.ActionPosition.LeadingPosition)
        self._cross = self.addAction(icons.icon("x", "text-2"), QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setToolTip("Clear")
        self._cross.setVisible(False)
        self._cross.triggered.connect(self.clear)
        self.textChanged.connect(self._show_cross)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _show_cross(self, text: str) -> None:
        self._cross.setVisible(bool(text))
