"""What qualcode is, which version, and under which licences it comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from qualcode.gui.dialogs.frame import DialogFrame, veil
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.logo import Logo
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

_PURPOSE = (
    "Code interview transcripts, compare groups and phases, and report what was found. Nothing leaves this computer."
)
_LICENCES = (
    "Free software under the MIT licence. Made with Qt for Python (LGPL 3), SQLite and SQLCipher, the fonts Inter and"
    " Source Serif 4 (Open Font License) and the icons of Lucide (ISC)."
)


def ask(parent: QWidget | None, version: str, details: Sequence[tuple[str, str]] = ()) -> None:
    """Show what qualcode is.

    Args:
        version: of the program.
        details: what helps when something goes wrong, name and value each (system, Qt, folder of the settings).
    """
    dialog = AboutDialog(version, details, parent)
    try:
        with veil(parent):
            dialog.exec()
    finally:
        dialog.deleteLater()


class AboutDialog(DialogFrame):
    """Name, version, purpose, details, licences."""

    def __init__(self, version: str, details: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        """Show ``version`` and ``details``."""
        super().__init__("About qualcode", "", parent, cancel="Close", width=480)
        self._details = (("Version", version), *details)
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        head = QHBoxLayout()
        head.setSpacing(scaled(16))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(TextLabel("qualcode", "display", "text", self))
        names.addWidget(TextLabel(f"Version {version}", "small", "text-2", self))
        head.addWidget(Logo(self))
        head.addLayout(names, 1)
        column.addLayout(head)
        column.addWidget(TextLabel(_PURPOSE, "body", "text", self, wrap=True))
        if details:
            column.addWidget(Line(self))
            column.addLayout(self._make_details(details))
        column.addWidget(Line(self))
        column.addWidget(TextLabel(_LICENCES, "small", "text-2", self, wrap=True))
        column.addStretch(1)
        self.set_body(column)
        self._copy = self.add_button("Copy details", "copy-details", "copy")
        self._copy.clicked.connect(self.copy_details)
        self.cancel_button.setFocus()

    def _make_details(self, details: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(16))
        grid.setVerticalSpacing(scaled(4))
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(details):
            grid.addWidget(TextLabel(name, "small", "text-2", self), row, 0)
            grid.addWidget(ElidedLabel(value, "small", "text", self), row, 1)
        return grid

    @Slot()
    def copy_details(self) -> None:
        """Put version and details on the clipboard, a line each."""
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in self._details))
        self.set_status("Copied", "success")
