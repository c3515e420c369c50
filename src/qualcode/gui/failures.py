"""What the window says when something fails: a line, a box, nothing, or the report of a bug.

Errors that the user can mend and faults of the machine speak for themselves: their messages are meant to be
read. Everything else is a bug of ours, and its message may hold words of an interview (a value that could not
be converted, the parameters of a statement). So the report of a bug names kinds of errors and places in the
program, and no message.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from traceback import walk_tb
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler

from qualcode.domain.errors import Cancelled, EnvironmentFault, Refusal

_log = logging.getLogger(__name__)
_SENTENCE = re.compile(r"(?<=[.?!”])\s+(?=[A-Z“])")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_LONGEST_MESSAGE = 300
_MOST_FRAMES = 40


class Kind(StrEnum):
    """How a failure is shown."""

    INLINE = "inline"
    """A message where the user is working; nothing stops."""
    BOX = "box"
    """A box that names the thing and what to do about it."""
    SILENT = "silent"
    """Nothing: the user asked for it."""
    CRASH = "crash"
    """A dialog that owns up to a bug, with a report that can be copied."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What is to be shown. ``report`` is the text of a bug report, without a word of any interview."""

    kind: Kind
    title: str
    text: str
    hint: str = ""
    report: str = ""


def describe(error: BaseException) -> Failure:
    """Say how an error is to be shown."""
    match error:
        case Cancelled() | KeyboardInterrupt() | SystemExit():
            return Failure(Kind.SILENT, "", "")
        case Refusal():
            text, hint = _split(str(error))
            return Failure(Kind.INLINE, "Please check", text, hint)
        case EnvironmentFault():
            text, hint = _split(str(error))
            return Failure(Kind.BOX, "This could not be done", text, hint)
        case MemoryError():
            hint = "Close other programs, or do it in smaller parts. Everything that was saved before is safe."
            return Failure(Kind.BOX, "This could not be done", "There is not enough memory for this.", hint)
        case _:
            return Failure(
                Kind.CRASH,
                "There is a mistake in qualcode",
                "The program could not finish what it was doing. Everything that was saved before is safe.",
                "You can go on working. If it happens again, hand on the report below with a word about what"
                " you did; it holds no words from your study.",
                report(error),
            )


def _split(message: str) -> tuple[str, str]:
    """Take a message apart into what happened (the first sentence) and what to do."""
    first, *rest = _SENTENCE.split(message.strip(), maxsplit=1)
    return first, rest[0] if rest else ""


def report(error: BaseException) -> str:
    """Describe a bug by the kinds of its errors and the places in the program, innermost last."""
    lines: list[str] = []
    seen: set[int] = set()
    waiting: list[tuple[BaseException, str]] = [(error, "")]
    while waiting:
        current, why = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        lines.append(why + _kind_of(current))
        frames = [*walk_tb(current.__traceback__)]
        for frame, line in frames[-_MOST_FRAMES:]:
            lines.append(f"  {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}")
        if current.__cause__ is not None:
            waiting.append((current.__cause__, "because of "))
        elif current.__context__ is not None and not current.__suppress_context__:
            waiting.append((current.__context__, "while handling "))
        if isinstance(current, BaseExceptionGroup):
            waiting.extend((each, "one of them ") for each in current.exceptions)
    return "\n".join(lines)


def _kind_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _place(path: str) -> str:
    """Shorten a path to its part inside the program: the rest may name the user."""
    parts = PurePath(path.replace("\\", "/")).parts
    for root in ("qualcode", "site-packages", "dist-packages"):
        if root in parts[:-1]:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at if root == "qualcode" else at + 1 :])
    return parts[-1] if parts else path


class FailureDesk(QObject):
    """Where all failures arrive, whoever noticed them; it tells of each in the thread of the window.

    An error that leaves a slot or an overridden method of Qt ends in ``sys.excepthook``; so an action may
    simply let a ``Refusal`` pass.
    """

    failed = Signal(object)
    """Failure: to be shown now. Those to be kept silent are not told of."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a desk; ``install`` connects it with Python and Qt."""
        super().__init__(parent)
        self._shown: str | None = None
        self._logged = ""
        self._installed = False
        self._arrived.connect(self._tell, Qt.ConnectionType.AutoConnection)

    def install(self) -> None:
        """Take over uncaught errors of all threads, and the messages of Qt, which go to the log."""
        if self._installed:
            return
        self._installed = True
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        self._qt_handler = qInstallMessageHandler(note_qt_message)

    def uninstall(self) -> None:
        """Put back what was there before ``install``."""
        if self._installed:
            self._installed = False
            sys.excepthook, threading.excepthook = self._hooks
            qInstallMessageHandler(self._qt_handler)

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Show an error that somebody caught; may be called in any thread."""
        failure = describe(error)
        if failure.kind is Kind.SILENT:
            return
        if failure.kind is Kind.CRASH:
            # The same bug in every paint is one line of the log.
            if failure.report != self._logged:
                _log.error("A bug:\n%s", failure.report)
            self._logged = failure.report
        self._arrived.emit(failure)

    @Slot(object)
    def _tell(self, failure: Failure) -> None:
        if failure.kind is Kind.CRASH:
            # A bug in a paint method comes back with every paint, also under the dialog that tells of it.
            if self._shown is not None:
                return
            self._shown = failure.report
        self.failed.emit(failure)

    @Slot()
    def acknowledge(self) -> None:
        """Tell of bugs again: the user has closed the dialog about the last one."""
        self._shown = None
        self._logged = ""

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
        else:
            self.report(error if error.__traceback__ else error.with_traceback(trace))

    def _uncaught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_value)


def note_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Write a message of Qt to the log."""
    logging.getLogger("qualcode.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message[:_LONGEST_MESSAGE])
