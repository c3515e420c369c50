"""The lock that keeps two programs from writing to one study.

The kernel holds it and drops it when the process ends, so a file that was left behind never blocks (cases 64, T18). It
lies beside the file itself, whatever link the study was opened through.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from qualcode.domain import clock
from qualcode.domain.errors import EnvironmentFault

if sys.platform == "win32":
    import msvcrt

    def _take(handle: BinaryIO) -> None:
        handle.seek(1 << 20)  # beyond the text, which other programs must be able to read
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        handle.seek(0)

    _FLAGS = os.O_RDWR | os.O_CREAT | os.O_BINARY | os.O_NOINHERIT

else:
    import fcntl

    def _take(handle: BinaryIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _FLAGS = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
_LONGEST = 4096


class NoRoomForLock(EnvironmentFault):
    """The disk takes no lock; the study can still be read."""


class StudyLock:
    """Held as long as a study is open for writing."""

    def __init__(self, study: Path, holder: str) -> None:
        real = Path(os.path.realpath(study))
        self._path = real.with_name(real.name + ".lock")
        self._study = study
        self._holder = holder
        self._handle: BinaryIO | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            NoRoomForLock: when the disk is full.
            EnvironmentFault: when another program has it, naming who and since when; when a link, a pipe or a folder
                stands in its place, which is left as it is.
        """
        while self._handle is None:
            handle = self._opened()
            try:
                _take(handle)
            except OSError:
                message = self._taken(handle)
                handle.close()
                raise EnvironmentFault(message) from None
            # the holder before us removes the file when done: a lock on a removed file protects nothing
            try:
                current = os.path.samestat(os.lstat(self._path), os.fstat(handle.fileno()))
            except FileNotFoundError:
                current = False
            if not current:
                handle.close()
                continue
            with contextlib.suppress(OSError):  # who holds it is a courtesy; a full disk must not prevent the lock
                handle.truncate(0)
                text = json.dumps({"holder": self._holder, "since": clock.now()})
                handle.write(text.encode("utf-8", "replace")[:_LONGEST])
            self._handle = handle

    def _opened(self) -> BinaryIO:
        try:
            descriptor = os.open(self._path, _FLAGS, 0o600)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise NoRoomForLock(
                    f"{self._study.name} is open for reading only, because no lock can be made beside it"
                    f" ({error.strerror}). Free some space on the disk, and open the study again."
                ) from error
            if os.path.lexists(self._path) and error.errno != errno.EACCES:
                raise self._in_the_way() from error
            raise EnvironmentFault(
                f"{self._study.name}: no lock can be made beside the study ({error.strerror})."
                " Copy the study to a folder that you may write in."
            ) from error
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            os.close(descriptor)
            raise self._in_the_way()
        return os.fdopen(descriptor, "r+b", buffering=0)  # raw: nothing is left to flush

    def _in_the_way(self) -> EnvironmentFault:
        return EnvironmentFault(
            f"{self._study.name} cannot be opened for writing: {self._path.name} is no lock of qualcode, but a link,"
            " a pipe or a folder. It was left as it is; move it away, then open the study again."
        )

    def _taken(self, handle: BinaryIO) -> str:
        try:
            known = json.loads(handle.read(_LONGEST))
            since = datetime.fromisoformat(known["since"]).astimezone()  # as the clock on the wall has it
            who = f" by {known['holder']} since {since:%Y-%m-%d %H:%M}"
        except (OSError, ValueError, KeyError, TypeError):
            who = ""
        return (
            f"{self._study.name} is open in another window{who}. Close it there, or open a read-only copy of the file."
        )

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            if os.path.samestat(os.lstat(self._path), os.fstat(self._handle.fileno())):
                self._path.unlink()
        self._handle.close()
        self._handle = None
