"""Slow work off the thread of the window, one piece at a time, with progress and a way to stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Signal, Slot

from qualcode.domain.errors import Cancelled
from qualcode.domain.progress import Progress
from qualcode.gui.lane import Handler, Lane, Outcome

T = TypeVar("T")

_INTERVAL = 0.05
"""Seconds between two reports of progress: more often nobody can see."""


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a piece of work is: ``done`` of ``total`` units, ``total`` 0 where nobody knows."""

    done: int
    total: int
    label: str


class TaskProgress:
    """The ``domain.progress.Progress`` that running work is given."""

    def __init__(self, tell: Callable[[Advance], None], stop: threading.Event) -> None:
        """Report through ``tell``, not too often; end the work when ``stop`` is set."""
        self._tell = tell
        self._stop = stop
        self._due = 0.0

    def report(self, done: int, total: int, label: str = "") -> None:
        """Tell how much is done.

        Raises:
            Cancelled: when the user has asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if done == total or now >= self._due:
            self._due = now + _INTERVAL
            self._tell(Advance(done, total, label))


class Task(QObject):
    """One piece of work, as the window sees it. The other thread never holds this object."""

    progressed = Signal(object)
    """Advance."""
    finished = Signal()
    """The work has ended, well or not, and its outcome was delivered."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the face of a piece of work; ``Runner.start`` does it."""
        super().__init__(parent)
        self.stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self.stop.is_set()

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next report. Work that never reports runs to its end."""
        self.stop.set()


class Runner(QObject):
    """The one lane of background work: first come, first served, and no two pieces at the same time."""

    busy_changed = Signal(bool)
    """Whether something is running or waiting."""
    _advanced = Signal(object, object)

    def __init__(self, on_error: Callable[[BaseException], object], parent: QObject | None = None) -> None:
        """Make an empty lane; ``on_error`` is told of errors of work that was given no method for them."""
        super().__init__(parent)
        self._on_error = Handler(on_error)
        self._lane = Lane("runner", self)
        self._tasks: dict[int, Task] = {}
        self._last = 0
        self._advanced.connect(self._pass_on)

    @property
    def busy(self) -> bool:
        """Whether something is running or waiting."""
        return bool(self._tasks)

    def start(
        self,
        work: Callable[[Progress], T],
        on_result: Callable[[T], object],
        on_error: Callable[[BaseException], object] | None = None,
        on_cancelled: Callable[[None], object] | None = None,
    ) -> Task:
        """Put ``work`` at the end of the lane.

        Args:
            work: called in another thread with a ``Progress``; it touches no widget.
            on_result: a bound method of a QObject, called with the result in the thread of the window.
            on_error: likewise, with what was raised; by default the method of the runner.
            on_cancelled: likewise, with None, when the work was cancelled; by default nobody is told.

        Raises:
            RuntimeError: after ``shutdown``.
        """
        result, stopped = Handler(on_result), None if on_cancelled is None else Handler(on_cancelled)
        error = self._on_error if on_error is None else Handler(on_error)
        task = Task(self)
        self._last += 1
        number, stop = self._last, task.stop

        def call() -> T:
            if stop.is_set():
                raise Cancelled
            return work(TaskProgress(lambda advance: self._advanced.emit(number, advance), stop))

        def tell(outcome: Outcome[object]) -> None:
            try:
                if outcome.error is None:
                    result(cast(T, outcome.result))
                elif not isinstance(outcome.error, Cancelled):
                    error(outcome.error)
                elif stopped is not None:
                    stopped(None)
            finally:
                self._retire(number)

        self._lane.submit(call, tell)
        self._tasks[number] = task
        if len(self._tasks) == 1:
            self.busy_changed.emit(True)
        return task

    @Slot(object, object)
    def _pass_on(self, number: int, advance: Advance) -> None:
        task = self._tasks.get(number)
        if task is not None:
            task.progressed.emit(advance)

    def _retire(self, number: int) -> None:
        task = self._tasks.pop(number)
        task.finished.emit()
        task.deleteLater()
        if not self._tasks:
            self.busy_changed.emit(False)

    @Slot()
    def cancel_all(self) -> None:
        """Ask everything that runs or waits to stop."""
        for task in self._tasks.values():
            task.cancel()

    def shutdown(self, patience: float = 5.0) -> bool:
        """Cancel everything and wait for the piece that runs. No outcome is delivered any more.

        Args:
            patience: seconds.

        Returns:
            False when the work has not stopped by then.
        """
        self.cancel_all()
        return self._lane.close(patience, drop=True)
