"""A veil over a window while a dialog is open above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qualcode.gui import theme

_SHARE = {"light": 0.28, "dark": 0.50}


class Dim(QWidget):
    """Covers its window, darkens it and keeps the mouse from it. Several dialogs darken it once."""

    def __init__(self, window: QWidget) -> None:
        """Make a veil for ``window``; it is not shown yet."""
        super().__init__(window)
        self._window, self._wanted = window, 0
        self.hide()
        window.installEventFilter(self)

    def cover(self) -> None:
        """Darken the window; each call wants one ``uncover``."""
        self._wanted += 1
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def uncover(self) -> None:
        """Take back one ``cover``; the last one lightens the window."""
        self._wanted = max(0, self._wanted - 1)
        if not self._wanted:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        black = QColor(0, 0, 0)
        black.setAlphaF(_SHARE[theme.current().scheme])
        QPainter(self).fillRect(event.rect(), black)
