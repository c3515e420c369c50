"""Boxes for what stops the work: a fault of the machine, a mistake in the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from qualcode.gui.failures import Failure, Kind

if TYPE_CHECKING:
    from qualcode.gui.main_window import MainWindow


class Notices(QObject):
    """Shows one box at a time, above the window; it does not stop the program."""

    def __init__(self, window: MainWindow) -> None:
        """Show boxes above ``window``."""
        super().__init__(window)
        self._window = window
        self.box: QMessageBox | None = None
        self.offer_reading = False
        self._copy: QAbstractButton | None = None
        self._read: QAbstractButton | None = None

    def show(self, failure: Failure) -> None:
        """Show what has failed, and what to do about it."""
        box = QMessageBox(self._window)
        box.setObjectName("box.failure")
        box.setWindowModality(Qt.WindowModality.WindowModal)
        crash = failure.kind is Kind.CRASH
        box.setIcon(QMessageBox.Icon.Critical if crash else QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(failure.title)
        box.setText(failure.text)
        box.setInformativeText(failure.hint)
        self._copy = self._read = None
        if failure.report:
            box.setDetailedText(failure.report)
            self._copy = box.addButton("Copy the report", QMessageBox.ButtonRole.ActionRole)
        if self.offer_reading:
            self._read = box.addButton("Open to read only", QMessageBox.ButtonRole.ActionRole)
        self.offer_reading = False
        box.addButton("Close", QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(self._act)
        box.finished.connect(self._forget)
        if self.box is not None:
            self.box.close()
        self.box = box
        self._report = failure.report
        box.open()

    @Slot(QAbstractButton)
    def _act(self, button: QAbstractButton) -> None:
        if button is self._copy:
            QGuiApplication.clipboard().setText(self._report)
        elif button is self._read:
            self._window.studies.open_to_read()

    @Slot()
    def _forget(self) -> None:
        self._window.failures.acknowledge()
        box, self.box = self.box, None
        if box is not None:
            box.deleteLater()
