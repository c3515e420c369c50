"""Paint first, save next: the one thread that writes codings while the window goes on (performance rule 10).

The window shows a coding at once and submits the act that saves it. Acts are done in the order in which they
were submitted. When one fails, the window is told: it takes the coding off the page again and shows why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Signal

from qualcode.gui.lane import Handler, Lane, Outcome

T = TypeVar("T")


class Saver(QObject):
    """Does the acts of the user in one thread, and brings each outcome back to the thread of the window.

    Before undo, redo and closing the window calls ``flush``: what the user sees is then what the study holds.
    """

    pending_changed = Signal(int)
    """How many acts are not known to be on disk yet; 0 is “All changes saved”."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a saver; its thread begins with the first act."""
        super().__init__(parent)
        self._lane = Lane("saver", self)

    @property
    def pending(self) -> int:
        """How many acts have been submitted whose outcome was not told yet."""
        return self._lane.pending

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
        done, failed = Handler(on_done), Handler(on_failed)

        def tell(outcome: Outcome[object]) -> None:
            try:
                if outcome.error is None:
                    done(cast(T, outcome.result))
                else:
                    failed(outcome.error)
            finally:
                self.pending_changed.emit(self.pending)

        self._lane.submit(act, tell)
        self.pending_changed.emit(self.pending)

    def flush(self, patience: float = 10.0) -> bool:
        """Wait until all that was submitted is done, and deliver the outcomes; the event loop does not run.

        ``ChangeBridge.changed`` comes through the event loop: who needs it before the outcomes calls
        ``ChangeBridge.deliver`` afterwards.

        Args:
            patience: seconds.

        Returns:
            False when something is still not done.
        """
        done = self._lane.wait(patience)
        self._lane.deliver()
        return done

    def close(self, patience: float = 10.0) -> bool:
        """Finish everything and take no more acts. False when one is still not done after ``patience``."""
        return self._lane.close(patience)
