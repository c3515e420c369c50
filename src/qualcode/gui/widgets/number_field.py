"""A field for a whole number."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from qualcode.gui.fonts import scaled


class NumberField(QSpinBox):
    """A spin box whose figure keeps its distance from the frame, which no style sheet can make it do."""

    def __init__(self, lowest: int = 0, highest: int = 100, parent: QWidget | None = None) -> None:
        """Take numbers from ``lowest`` to ``highest``."""
        super().__init__(parent)
        self.setRange(lowest, highest)
        self._keep_distance()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._keep_distance()

    def _keep_distance(self) -> None:
        self.lineEdit().setTextMargins(scaled(6), 0, 0, 0)
