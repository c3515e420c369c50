"""What stands under a matrix: the scale of its shading, and the sentences without which it could be misread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from qualcode.gui import icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.fonts import scaled
from qualcode.gui.models.matrix_table import HEAT_STEPS
from qualcode.gui.widgets.text_label import TextLabel


class _Scale(QWidget):
    """The five steps of the shading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(HEAT_STEPS * 20), scaled(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        for step in range(1, HEAT_STEPS + 1):
            box = QRect((step - 1) * scaled(20), 0, scaled(16), self.height())
            painter.fillRect(box, colours.heat(step))
            pieces.outline(painter, box, colours.colour("line"), 1, 0)


class MatrixLegend(QWidget):
    """One line of small type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self._word = TextLabel("Shading", "small", "text-2", self)
        self._scale = _Scale(self)
        self._range = TextLabel("", "small", "text-2", self)
        self._sign = QLabel(self)
        self._notes = TextLabel("", "small", "text-2", self, wrap=True)
        self._notes.setObjectName("notes")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(8))
        top = Qt.AlignmentFlag.AlignVCenter
        for widget in (self._word, self._scale, self._range):
            row.addWidget(widget, 0, top)
        row.addSpacing(scaled(8))
        row.addWidget(self._sign, 0, top)
        row.addWidget(self._notes, 1, top)
        theme.current().changed.connect(self._draw_sign)
        self._draw_sign()

    def show_scale(self, words: str) -> None:
        """Say what the darkest cell stands for; without words there is no scale."""
        self._range.setText(words)
        for widget in (self._word, self._scale, self._range):
            widget.setVisible(bool(words))

    def show_notes(self, notes: str) -> None:
        """Say what belongs under the table."""
        self._notes.setText(notes)
        self._sign.setVisible(bool(notes))

    def notes(self) -> str:
        """Return what is said."""
        return self._notes.text()

    def scale(self) -> str:
        """Return what the scale says."""
        return self._range.text()

    @Slot()
    def _draw_sign(self) -> None:
        side = scaled(14)
        colour = theme.current().colour("text-2")
        self._sign.setPixmap(icons.pixmap("info", colour, side, self.devicePixelRatioF()))
