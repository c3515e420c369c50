"""A bar above a page that tells one thing and offers one way on."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.text_label import TextLabel

Tone = Literal["info", "success", "warning", "danger"]
_SIGNS: dict[Tone, tuple[str, Role]] = {
    "info": ("info", "text-2"),
    "success": ("circle-check", "success"),
    "warning": ("triangle-alert", "warning"),
    "danger": ("circle-alert", "danger"),
}


class InfoBar(QFrame):
    """32 high, in the colour of its tone; hidden until it has something to say."""

    acted = Signal()
    """The action was chosen."""
    closed = Signal()
    """The user has put the bar away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden bar."""
        super().__init__(parent)
        self._sign_name: tuple[str, Role] = _SIGNS["info"]
        self._sign = QLabel(self)
        self._text = TextLabel("", "body", "text", self, wrap=True)
        policy = self._text.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self._text.setSizePolicy(policy)
        self._action = PushButton(kind="link", parent=self)
        self._action.clicked.connect(self.acted)
        self._close = QToolButton(self)
        self._close.setProperty("bare", True)
        self._close.setIcon(icons.icon("x"))
        self._close.setToolTip("Close")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self._put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 12, 2)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.setMinimumHeight(scaled(32))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()
        theme.current().changed.connect(self._draw_sign)

    def tell(self, text: str, tone: Tone = "info", action: str = "", *, closable: bool = True) -> None:
        """Show the bar with ``text``; without ``action`` there is no button."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._close.setVisible(closable)
        self._sign_name = _SIGNS[tone]
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw_sign()
        self.show()

    def text(self) -> str:
        """Return what the bar says."""
        return self._text.text()

    def action_button(self) -> PushButton:
        """Return the button of the action."""
        return self._action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._close.isHidden():
            self._put_away()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()

    @Slot()
    def _draw_sign(self) -> None:
        name, role = self._sign_name
        side = scaled(16)
        self._close.setIconSize(QSize(scaled(14), scaled(14)))
        self.setMinimumHeight(scaled(32))
        picture = icons.pixmap(name, theme.current().colour(role), side, self.devicePixelRatioF())
        self._sign.setPixmap(picture)
