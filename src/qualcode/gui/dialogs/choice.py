"""One of several ways on: a radio button with a line below it that says what it means."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.text_label import TextLabel

_INDENT = 26


class Choice(QWidget):
    """A radio button, a line of explanation, and perhaps a control that belongs to it."""

    def __init__(
        self,
        words: str,
        hint: str,
        group: QButtonGroup,
        parent: QWidget | None = None,
        *,
        control: QWidget | None = None,
    ) -> None:
        """Offer ``words``; ``control`` can be used while this way is chosen."""
        super().__init__(parent)
        self.button = QRadioButton(words, self)
        self.button.setAccessibleDescription(hint)
        group.addButton(self.button)
        self._hint = TextLabel(hint, "small", "text-3", self, wrap=True)
        self._control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(2))
        column.addWidget(self.button)
        inner = QVBoxLayout()
        inner.setContentsMargins(scaled(_INDENT), 0, 0, 0)
        inner.setSpacing(scaled(8))
        inner.addWidget(self._hint)
        self._hint.setVisible(bool(hint))
        if control is not None:
            inner.addWidget(control)
            self.button.toggled.connect(self._follow)
            self._follow(False)
        column.addLayout(inner)

    def forbid(self, reason: str) -> None:
        """Take this way off, and say why."""
        self.button.setEnabled(False)
        self.button.setAccessibleDescription(reason)
        self._hint.setText(reason)
        self._hint.setVisible(True)

    @Slot(bool)
    def _follow(self, on: bool) -> None:
        if self._control is not None:
            self._control.setEnabled(on)
