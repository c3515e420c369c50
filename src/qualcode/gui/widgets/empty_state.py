"""What a view shows while it is empty: one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.text_label import TextLabel

_WIDEST = 320


class EmptyState(QWidget):
    """A sentence in the middle, and a button that mends the emptiness."""

    acted = Signal()
    """The button was pressed."""

    def __init__(self, sentence: str, action: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        """Show ``sentence``; without ``action`` there is no button."""
        super().__init__(parent)
        self._sentence = TextLabel(sentence, "body", "text-2", self, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sentence.setMaximumWidth(scaled(_WIDEST))
        self._button = PushButton(action, icon, parent=self)
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._sentence, 1000)
        across.addStretch(1)
        column.addLayout(across)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._button.setVisible(bool(action))

    def button(self) -> PushButton:
        """Return the button, for a tooltip or an object name."""
        return self._button

    def set_sentence(self, sentence: str, action: str = "") -> None:
        """Say something else; without ``action`` the button goes."""
        self._sentence.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
