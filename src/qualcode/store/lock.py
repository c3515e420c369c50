"""The lock that keeps two programs from writing to one study.

The kernel holds it and drops it when the process ends, so a file that was left behind never blocks (cases 64, T18).
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import IO

from qualcode.domain import clock
from qualcode.domain.errors import EnvironmentFault

if sys.platform == "win32":
    import msvcrt

    def _take(handle: IO[str]) -> None:
        handle.seek(1 << 20)  # beyond the text, which other programs must be able to read
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        handle.seek(0)

else:
    import fcntl

    def _take(handle: IO[str]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class StudyLock:
    """Held as long as a study is open for writing."""

    def __init__(self, study: Path, holder: str) -> None:
        self._path = study.with_name(study.name + ".lock")
        self._study = study
        self._holder = holder
        self._handle: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            EnvironmentFault: when another program has it, naming who and since when.
        """
        while self._handle is None:
            try:
                descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise EnvironmentFault(
                    f"{self._study.name}: no lock can be made beside the study ({error.strerror})."
                    " Copy the study to a folder that you may write in."
                ) from error
            handle = os.fdopen(descriptor, "r+", encoding="utf-8")
            try:
                _take(handle)
            except OSError:
                message = self._taken(handle)
                handle.close()
                raise EnvironmentFault(message) from None
            # the holder before us removes the file when done: a lock on a removed file protects nothing
            try:
                current = os.stat(self._path).st_ino == os.fstat(handle.fileno()).st_ino
            except FileNotFoundError:
                current = False
            if not current:
                handle.close()
                continue
            handle.truncate(0)
            json.dump({"holder": self._holder, "since": clock.now()}, handle)
            handle.flush()
            self._handle = handle

    def _taken(self, handle: IO[str]) -> str:
        try:
            known = json.load(handle)
            who = f" by {known['holder']} since {known['since'][:16].replace('T', ' ')} UTC"
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
            self._path.unlink()
        self._handle.close()
        self._handle = None
