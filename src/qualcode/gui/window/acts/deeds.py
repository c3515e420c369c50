"""One act of the user on its way to the disk: what is said when it is there, and what is put back when it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from qualcode.gui.saver import Saver
    from qualcode.gui.window.status_line import StatusLine

T = TypeVar("T")


class Deed(QObject, Generic[T]):
    """Lives until its outcome is told; its parent keeps it alive so long."""

    def __init__(
        self,
        parent: QObject,
        then: Callable[[T], object] | None,
        back: Callable[[], object] | None,
        fail: Callable[[BaseException], object],
    ) -> None:
        """Call ``then`` with the result, or ``back`` and then ``fail`` with what was raised."""
        super().__init__(parent)
        self._then, self._back, self._fail = then, back, fail

    @Slot(object)
    def done(self, result: T) -> None:
        """The act is on disk."""
        try:
            if self._then is not None:
                self._then(result)
        finally:
            self._end()

    @Slot(object)
    def failed(self, error: BaseException) -> None:
        """Nothing was saved."""
        try:
            if self._back is not None:
                self._back()
            self._fail(error)
        finally:
            self._end()

    def _end(self) -> None:
        self._then = self._back = None
        self.deleteLater()


class Deeds(QObject):
    """Has acts done in the thread that saves, one after another, and tells of them."""

    def __init__(
        self, saver: Saver, status: StatusLine, fail: Callable[[BaseException], object], parent: QObject
    ) -> None:
        """Tell what was done in ``status``; hand failures to ``fail``."""
        super().__init__(parent)
        self._saver, self._status, self._fail = saver, status, fail

    def do(
        self,
        act: Callable[[], T],
        *,
        then: Callable[[T], object] | None = None,
        back: Callable[[], object] | None = None,
        said: tuple[str, str] | None = None,
        at_once: bool = False,
    ) -> None:
        """Have ``act`` done.

        Args:
            act: calls one service operation; it touches no widget.
            then: called with the result in the thread of the window.
            back: puts the window back when the act has failed.
            said: what the status bar says of it (what stands out, and the rest), with the way back.
            at_once: say it now, because the window shows it already; else when it is on disk.
        """

        def done(result: T) -> None:
            if said is not None and not at_once:
                self._status.tell(*said, undo=True)
            if then is not None:
                then(result)

        deed: Deed[T] = Deed(self, done, back, self._fail)
        if said is not None and at_once:
            self._status.tell(*said, undo=True)
        self._saver.submit(act, deed.done, deed.failed)
