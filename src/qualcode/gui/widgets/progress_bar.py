"""How far a piece of work is, and the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QToolButton, QWidget

from qualcode.gui import icons
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

_STEPS = 1000
_WIDTH = 160


class ProgressBar(QWidget):
    """A sentence, a thin bar, a percentage and a cross, for the status bar; nothing moves by itself."""

    cancelled = Signal()
    """The user wants the work to stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a bar at nothing."""
        super().__init__(parent)
        self._label = ElidedLabel("", "small", "text-2", self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        self._bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._figure = TextLabel("", "small", "text-2", self)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._stop = QToolButton(self)
        self._stop.setProperty("bare", True)
        self._stop.setIcon(icons.icon("x"))
        self._stop.setIconSize(QSize(scaled(14), scaled(14)))
        self._stop.setToolTip("Stop")
        self._stop.setAccessibleName("Stop")
        self._stop.clicked.connect(self._ask_to_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        row.addWidget(self._bar)
        row.addWidget(self._figure)
        row.addWidget(self._stop)

    def set_progress(self, done: int, total: int, label: str = "") -> None:
        """Show ``done`` out of ``total``; with a total of 0 only the sentence is shown."""
        if label:
            self._label.setText(label)
            self._bar.setAccessibleName(label)
        known = total > 0
        self._bar.setVisible(known)
        self._figure.setVisible(known)
        share = min(max(done / total, 0.0), 1.0) if known else 0.0
        self._bar.setValue(round(share * _STEPS))
        self._figure.setText(f"{int(share * 100)}\u00a0%")
        # As wide as it will get, so that the bar stands still.
        self._figure.setMinimumWidth(self._figure.fontMetrics().horizontalAdvance("100\u00a0%"))

    def restart(self, label: str) -> None:
        """Begin anew with ``label``."""
        self._stop.setEnabled(True)
        self.set_progress(0, 0, label)

    def label(self) -> str:
        """Return the sentence that is shown."""
        return self._label.text()

    @Slot()
    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self._label.setText("Stopping …")
        self.cancelled.emit()
