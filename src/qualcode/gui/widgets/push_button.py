"""A push button as dialogs and pages use it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role

Kind = Literal["plain", "primary", "link", "danger"]
_INKS: dict[Kind, Role] = {"plain": "text-2", "primary": "on-accent", "link": "accent", "danger": "danger"}


class PushButton(QPushButton):
    """28 high. ``primary`` is the one accent button of a window, ``link`` has no frame, ``danger`` deletes.

    It never becomes the default by taking the focus: of a dialog with two, only the one that was told so
    acts on Enter from a field.
    """

    def __init__(self, text: str = "", icon: str = "", kind: Kind = "plain", parent: QWidget | None = None) -> None:
        """Show ``text`` behind the icon named ``icon``, if there is one."""
        super().__init__(text, parent)
        self.setAutoDefault(False)
        if kind == "primary":
            self.setProperty("primary", True)
        elif kind == "link":
            self.setProperty("kind", "link")
        elif kind == "danger":
            self.setProperty("danger", True)
        if icon:
            self.setIcon(icons.icon(icon, _INKS[kind]))
            self._fit_icon()
            theme.current().changed.connect(self._fit_icon)

    @Slot()
    def _fit_icon(self) -> None:
        # Four pixels wider than high: with Qt's own four they keep the word eight pixels from the icon.
        self.setIconSize(QSize(scaled(20), scaled(16)))
