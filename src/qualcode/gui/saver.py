"""Paint first, save next: the one thread that writes codings while the window goes on (performance rule 10).

The window shows a coding at once and submits the act that saves it. Acts are done in the order in which they were
submitted. When one fails, the window is told: it takes the coding off the page again and shows why.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from qualcode.gui.tasks import Handler

T = TypeVar("T")


class Saver(QObject):
    """Does the acts of the user in one thread, and brings each outcome back to the thread of the window.

    Before undo, redo and closing the window calls ``flush``: what the user sees is then what the study holds.
    """

    pending_changed = Signal(int)
    """How many acts are not safely on disk yet, or not told of: 0 is “All changes saved”."""
    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a saver; its thread begins with the first act."""
        super().__init__(parent)
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saver")
        self._futures: deque[Future[None]] = deque()
        self._outcomes: deque[Callable[[], None]] = deque()
        self._pending = 0
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many acts have been submitted whose outcome is not told yet."""
        return self._pending

    def submit(
        self,
        act: Callable[[], T],
        on_done: Callable[[T], object],
        on_failed: Callable[[BaseException], object],
    ) -> None:
        """Have ``act`` done after those submitted before, whether they succeed or fail.

        Args:
            act: calls one service operation; it touches no widget.
            on_done: a bound method of a QObject, called with the result in the thread of the window.
            on_failed: likewise, with what was raised; nothing was saved then.

        Raises:
            RuntimeError: after ``close``.
        """
        if self._closed:
            raise RuntimeError("The saver is closed: nothing can be saved.")
        done, failed = Handler(on_done), Handler(on_failed)

        def run() -> None:
            try:
                result = act()
            except BaseException as error:
                # Bound to a name of its own: Python deletes ``error`` at the end of this block.
                failure = error
                self._outcomes.append(lambda: failed(failure))
            else:
                self._outcomes.append(lambda: done(result))
            self._ended.emit()

        self._pending += 1
        self._futures.append(self._lane.submit(run))
        self.pending_changed.emit(self._pending)

    @Slot()
    def _deliver(self) -> None:
        while self._outcomes:
            outcome = self._outcomes.popleft()
            self._futures.popleft()
            self._pending -= 1
            try:
                outcome()
            finally:
                self.pending_changed.emit(self._pending)

    def flush(self, patience: float = 10.0) -> bool:
        """Wait until everything submitted so far is done, and deliver the outcomes; the event loop does not run.

        The changes of other threads reach ``ChangeBridge.changed`` through the event loop: who needs them now
        calls its ``deliver`` first.

        Args:
            patience: seconds.

        Returns:
            False when something is still not done.
        """
        waiting = [*self._futures]
        undone = wait(waiting, timeout=patience).not_done if waiting else set()
        self._deliver()
        return not undone

    def close(self, patience: float = 10.0) -> bool:
        """Flush, and take no acts any more. False when an act is still not done; its thread ends with it."""
        flushed = self.flush(patience)
        self._closed = True
        self._lane.shutdown(wait=flushed)
        return flushed
