"""The way of a change from the study into the window: told in any thread, heard in the window's."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from qualcode.domain.changes import ChangeSet

if TYPE_CHECKING:
    from qualcode.services.project import Project


class ChangeBridge(QObject):
    """Emits every change of a study in the thread in which the bridge was made.

    A change made in that thread is emitted before the act returns; one made elsewhere waits for the event
    loop. All receivers hear all changes in one order, also when a receiver changes the study itself.
    """

    changed = Signal(object)
    """ChangeSet: what is on disk now."""
    _arrived = Signal()

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        """Listen to ``project`` until ``close`` is called or the bridge is deleted."""
        super().__init__(parent)
        self._thread = threading.get_ident()
        self._waiting: deque[ChangeSet] = deque()
        self._delivering = False
        self._arrived.connect(self.deliver, Qt.ConnectionType.QueuedConnection)
        self._end = project.subscribe(self._receive)
        # Not a method of ours: by the time this is emitted we are half gone.
        self.destroyed.connect(self._end)

    def _receive(self, change: ChangeSet) -> None:
        """Take a change in the thread that made it. Were anything raised here, the act would seem to fail."""
        if not isValid(self):
            return
        self._waiting.append(change)
        if threading.get_ident() == self._thread:
            self.deliver()
            return
        with suppress(RuntimeError):  # deleted in this very moment
            self._arrived.emit()

    @Slot()
    def deliver(self) -> None:
        """Emit what has arrived so far, without waiting for the event loop."""
        if self._delivering:
            return  # a receiver made this change; the loop below comes to it when all have heard the last one
        self._delivering = True
        try:
            while self._waiting:
                self.changed.emit(self._waiting.popleft())
        finally:
            self._delivering = False

    def close(self) -> None:
        """Hear no further changes, and forget those that wait."""
        self._end()
        self._waiting.clear()
