"""A row of words of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from qualcode.gui.fonts import scaled, ui_metrics


class SegmentedControl(QFrame):
    """A trough with one raised part. Tab reaches the chosen part, the arrow keys choose another."""

    chosen = Signal(str)
    """The key of the part that the user has chosen; not sent for ``set_value``."""

    def __init__(self, options: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        """Offer ``options`` (key and word each), the first one chosen; ``name`` is read aloud."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for key, word in options:
            button = QPushButton(word, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleDescription(name)
            button.setObjectName(key)
            row.addWidget(button)
            self._group.addButton(button)
            self._buttons[key] = button
        if options:
            self._buttons[options[0][0]].setChecked(True)
        self._value = options[0][0] if options else ""
        self._group.buttonToggled.connect(self._switched)
        self._reserve()

    def value(self) -> str:
        """Return the key of the part that is chosen."""
        return self._value

    def set_value(self, key: str) -> None:
        """Choose a part without telling anybody."""
        self._value = key
        self._buttons[key].setChecked(True)

    def set_option_enabled(self, key: str, enabled: bool, reason: str = "") -> None:
        """Allow or forbid a part; ``reason`` becomes its tooltip."""
        self._buttons[key].setEnabled(enabled)
        self._buttons[key].setToolTip("" if enabled else reason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._reserve()

    def _reserve(self) -> None:
        # The chosen word is heavier: each has room for that, so that nothing moves.
        metrics = ui_metrics("strong")
        for button in self._buttons.values():
            button.setMinimumWidth(metrics.horizontalAdvance(button.text()) + scaled(26))

    @Slot(QAbstractButton, bool)
    def _switched(self, button: QAbstractButton, on: bool) -> None:
        if on and button.objectName() != self._value:
            self._value = button.objectName()
            self.chosen.emit(self._value)
