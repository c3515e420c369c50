"""The question before an import is given up that was worked on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qualcode.gui.dialogs.frame import DialogFrame, ask_for


def ask(parent: QWidget) -> bool:
    """Ask whether the import may be given up."""
    return ask_for(DiscardImport(parent), lambda: True) is True


class DiscardImport(DialogFrame):
    """Asks whether what was filled in may be lost; Escape goes on with the import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask above ``parent``, the import."""
        super().__init__("Give up the import", "Give up", parent, cancel="Go on", width=440)
        column = QVBoxLayout()
        column.addLayout(self.heading("Give up this import?", "What you have filled in and decided here is not kept."))
        column.addStretch(1)
        self.set_body(column)
        self.cancel_button.setFocus()
