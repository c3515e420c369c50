"""One thread beside the window's: calls go in, their outcomes come back to the window, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

V = TypeVar("V")


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
class Outcome(Generic[V]):
    """What became of a call: its result, or what it raised."""

    result: V | None = None
    error: BaseException | None = None


@dataclass(slots=True, eq=False)
class _Entry:
    """A call that has been submitted. It is let go of in the thread of the window only.

    Whatever a call holds (a panel, a dialog) would otherwise be deleted in the other thread when that has the
    last reference, and a widget does not survive that.
    """

    call: Callable[[], object]
    tell: Callable[[Outcome[object]], None]
    future: Future[None] | None = None


class Lane(QObject):
    """Does what it is given one after another in a thread of its own, which begins with the first call."""

    _ended = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Make an empty lane; ``name`` is that of its thread."""
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._numbers = count()
        self._entries: dict[int, _Entry] = {}
        self._outcomes: deque[tuple[int, Outcome[object]]] = deque()
        self._closed = False
        # Queued always: nothing is delivered in the middle of what the window is doing.
        self._ended.connect(self.deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many calls have been submitted whose outcome was not delivered yet."""
        return len(self._entries)

    @property
    def closed(self) -> bool:
        """Whether nothing more is taken."""
        return self._closed

    def submit(self, call: Callable[[], object], tell: Callable[[Outcome[object]], None]) -> None:
        """Have ``call`` done after those submitted before; ``tell`` hears of it in the window's thread.

        Raises:
            RuntimeError: when the lane is closed.
        """
        if self._closed:
            raise RuntimeError("The lane is closed: nothing more can be done in it.")
        number = next(self._numbers)
        entry = self._entries[number] = _Entry(call, tell)
        entry.future = self._executor.submit(self._run, number)

    def _run(self, number: int) -> None:
        """Do one call, in the other thread; no reference to it may be left here when its end is told."""
        self._outcomes.append((number, self._attempt(number)))
        self._ended.emit()

    def _attempt(self, number: int) -> Outcome[object]:
        try:
            return Outcome(self._entries[number].call())
        except BaseException as error:
            return Outcome(error=error)

    @Slot()
    def deliver(self) -> None:
        """Tell of all outcomes that are there, without waiting for the event loop."""
        while self._outcomes:
            number, outcome = self._outcomes.popleft()
            entry = self._entries.pop(number)
            entry.tell(outcome)

    def wait(self, seconds: float) -> bool:
        """Block until all that was submitted is done; False when that takes longer. Nothing is delivered."""
        # A call that was dropped before it began never counts as done for ``wait``.
        futures = [f for entry in self._entries.values() if (f := entry.future) is not None and not f.cancelled()]
        return not futures or not wait(futures, timeout=seconds).not_done

    def close(self, seconds: float, *, drop: bool = False) -> bool:
        """Take no calls any more, and wait for those that are there.

        Args:
            seconds: how long to wait.
            drop: leave out the calls that have not begun, and deliver no outcome.

        Returns:
            False when a call is still running; its thread ends with it.
        """
        self._closed = True
        self._executor.shutdown(wait=False, cancel_futures=drop)
        ended = self.wait(seconds)
        if drop:
            self._outcomes.clear()
            if ended:
                self._entries.clear()
        else:
            self.deliver()
        return ended
