"""The chip of one code on a segment: the one whose coding is being edited is marked."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qualcode.gui import drawing, theme
from qualcode.gui.panels.inspected import LaidCode
from qualcode.gui.widgets.chip import Chip


class CodingChip(Chip):
    """Says which coding it stands for, and whether that is the one that the inspector shows."""

    def __init__(self, laid: LaidCode, *, current: bool, removable: bool, parent: QWidget | None = None) -> None:
        """Stand for ``laid``; ``current`` marks the coding that is edited where there is more than one."""
        super().__init__(laid.name, colour=laid.colour, ring=laid.ring, removable=removable, parent=parent)
        self.coding, self.current = laid.coding_id, current
        self.setObjectName(f"chip.coding.{laid.coding_id}")
        self.setAccessibleName(f"{laid.name}, shown" if current else laid.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.current and not self.hasFocus():
            painter = QPainter(self)
            drawing.outline(painter, self.rect(), theme.current().colour("accent"), 2, 6)
            painter.end()
