"""Slow work off the thread of the window, one piece at a time, and its outcome back in that thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from qualcode.domain.errors import Cancelled
from qualcode.domain.progress import Progress

T = TypeVar("T")
V = TypeVar("V")

_INTERVAL = 0.05
"""Seconds between two reports of progress: more often nobody can see."""


class Handler(Generic[V]):
    """Calls a bound method of a QObject as long as that object lives, and does nothing afterwards.

    It keeps nobody alive: a dialog that was closed while its work ran is never called.
    """

    def __init__(self, method: Callable[[V], object]) -> None:
        """Take a bound method of a QObject.

        Raises:
            TypeError: for anything else; a function that holds a widget would call it after its end.
        """
        if not isinstance(getattr(method, "__self__", None), QObject):
            raise TypeError(f"Outcomes go to bound methods of QObjects; {method!r} is none.")
        self._method = WeakMethod(method)

    def __call__(self, value: V) -> None:
        """Call the method, unless its object is gone."""
        method = self._method()
        if method is not None and isValid(getattr(method, "__self__", None)):
            method(value)


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


class Task(QObject, Generic[T]):
    """One piece of work. The object lives in the thread of the window; only ``run`` is called elsewhere."""

    progressed = Signal(object)
    """Advance."""
    finished = Signal()
    """The work has ended, well or not, and its outcome was delivered."""
    _ended = Signal()

    def __init__(
        self,
        work: Callable[[Progress], T],
        on_result: Handler[T],
        on_error: Handler[BaseException],
        on_cancelled: Handler[None] | None,
    ) -> None:
        """Prepare ``work``; a runner starts it."""
        super().__init__()
        self._work: Callable[[Progress], T] | None = work
        self._on_result = on_result
        self._on_error = on_error
        self._on_cancelled = on_cancelled
        self._stop = threading.Event()
        self._outcome: Callable[[], None] | None = None
        # Queued always: nothing is delivered in the middle of what the window is doing.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next report. Work that never reports runs to its end."""
        self._stop.set()

    def run(self) -> None:
        """Do the work and keep its outcome; called once, in a thread of the pool."""
        work, self._work = self._work, None
        if work is None:
            return
        try:
            if self._stop.is_set():
                raise Cancelled
            result = work(TaskProgress(self.progressed.emit, self._stop))
            self._outcome = lambda: self._on_result(result)
        except Cancelled:
            if self._on_cancelled is not None:
                tell = self._on_cancelled
                self._outcome = lambda: tell(None)
        except BaseException as error:
            # Bound to a name of its own: Python deletes ``error`` at the end of this block.
            failure = error
            self._outcome = lambda: self._on_error(failure)
        self._ended.emit()

    @Slot()
    def _deliver(self) -> None:
        outcome, self._outcome = self._outcome, None
        try:
            if outcome is not None:
                outcome()
        finally:
            self.finished.emit()


class Runner(QObject):
    """The one lane of background work: what was started first ends first, and two pieces never run together."""

    busy_changed = Signal(bool)
    """Whether something is running or waiting."""

    def __init__(self, on_error: Callable[[BaseException], object], parent: QObject | None = None) -> None:
        """Make an empty lane; ``on_error`` is told of errors that a piece of work has no method of its own for."""
        super().__init__(parent)
        self._on_error = Handler(on_error)
        self._tasks: list[Task[Any]] = []
        self._closed = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

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
    ) -> Task[T]:
        """Put ``work`` at the end of the lane.

        Args:
            work: called in another thread with a ``Progress``; it touches no widget.
            on_result: a bound method of a QObject, called with the result in the thread of the window.
            on_error: likewise, with what was raised; by default the method of the runner.
            on_cancelled: likewise, with None, when the work was cancelled; by default nobody is told.

        Raises:
            RuntimeError: after ``shutdown``.
        """
        if self._closed:
            raise RuntimeError("The lane is closed: no work can be started.")
        task = Task(
            work,
            Handler(on_result),
            self._on_error if on_error is None else Handler(on_error),
            None if on_cancelled is None else Handler(on_cancelled),
        )
        self._tasks.append(task)
        task.finished.connect(self._retire)
        self._pool.start(task.run)
        if len(self._tasks) == 1:
            self.busy_changed.emit(True)
        return task

    @Slot()
    def _retire(self) -> None:
        task = self.sender()
        self._tasks = [each for each in self._tasks if each is not task]
        if not self._tasks:
            self.busy_changed.emit(False)

    @Slot()
    def cancel_all(self) -> None:
        """Ask everything that runs or waits to stop."""
        for task in self._tasks:
            task.cancel()

    def shutdown(self, patience_ms: int = 5000) -> bool:
        """Cancel everything and wait for the piece that runs. No outcome is delivered any more.

        Returns:
            False when the work has not stopped within ``patience_ms``.
        """
        self._closed = True
        for task in self._tasks:
            task.cancel()
            task.blockSignals(True)
        self._pool.clear()
        ended = self._pool.waitForDone(patience_ms)
        if ended:
            self._tasks.clear()
        return ended
