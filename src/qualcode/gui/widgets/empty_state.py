"""What a view shows while it is empty: one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from qualcode.gui import icons
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.text_label import TextLabel

_WIDEST = 320


class EmptyState(QWidget):
    """A sentence in the middle, and a button that mends the emptiness."""

    acted = Signal()
    """The button was pressed."""

    def __init__(
        self, sentence: str, action: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        """Show ``sentence``; without ``action`` there is no button."""
        super().__init__(parent)
        self._sentence = TextLabel(sentence, "body", "text-2", self, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sentence.setMaximumWidth(scaled(_WIDEST))
        self._button = QPushButton(action, self)
        self._button.setAutoDefault(False)
        if icon:
            self._button.setIcon(icons.icon(icon))
            self._button.setIconSize(QSize(scaled(16), scaled(16)))
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._sentence)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._button.setVisible(bool(action))

    def button(self) -> QPushButton:
        """Return the button, for a tooltip or an object name."""
        return self._button

    def set_sentence(self, sentence: str, action: str = "") -> None:
        """Say something else; without ``action`` the button goes."""
        self._sentence.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
