"""Make the n-th step of writing a file fail, whichever step that is."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from qualcode.domain.errors import EnvironmentFault
from qualcode.exchange.writers import atomic

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)


class Steps:
    """Counts the writes, syncs and renames of one run, and lets step number ``fails`` (from 1) fail."""

    def __init__(self, fails: int) -> None:
        self.fails = fails
        self.taken = 0

    def take(self) -> None:
        """Take a step."""
        self.taken += 1
        if self.taken == self.fails:
            number = ERRORS[self.fails % len(ERRORS)]
            raise OSError(number, os.strerror(number))


class _Raw(io.FileIO):
    def __init__(self, path: str, mode: str, steps: Steps) -> None:
        steps.take()
        super().__init__(path, mode)
        self._steps = steps

    def write(self, data: Any) -> int:
        self._steps.take()
        return super().write(data) or 0


def _stepping(steps: Steps, function: Callable[..., Any]) -> Callable[..., Any]:
    def stepped(*args: Any, **kwargs: Any) -> Any:
        steps.take()
        return function(*args, **kwargs)

    return stepped


@contextmanager
def failing_at(number: int) -> Iterator[Steps]:
    """Within the block, the ``number``-th step of ``write_atomically`` raises an ``OSError``."""
    steps = Steps(number)

    def opened(path: Path, mode: str) -> BinaryIO:
        # A small buffer makes many writes of one.
        return io.BufferedRandom(_Raw(os.fspath(path), mode.replace("b", ""), steps), 512)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic, "open", opened, raising=False)
        patch.setattr(os, "replace", _stepping(steps, os.replace))
        patch.setattr(os, "fsync", _stepping(steps, os.fsync))
        patch.setattr(os, "chmod", _stepping(steps, os.chmod))
        yield steps


def _said_by(write: Callable[[Path], object], target: Path) -> str:
    try:
        write(target)
    except EnvironmentFault as fault:
        return str(fault)
    return ""


def check_every_failure(folder: Path, name: str, write: Callable[[Path], object]) -> int:
    """Let each step of ``write`` fail in its turn; return how many steps there were.

    The old file must stay as it was and no other may be left; once the new one is in place (the last step
    syncs the folder) it must stand.
    """
    target = folder / name
    write(target)
    new = target.read_bytes()
    old = b"what stood here before"
    number = 0
    while True:
        number += 1
        target.write_bytes(old)
        with failing_at(number) as steps:
            said = _said_by(write, target)
        if said:
            assert name in said
            assert target.read_bytes() == old
        else:
            assert target.read_bytes() == new
            assert steps.taken <= number, "a failure was swallowed before the last step"
        assert [path.name for path in folder.iterdir()] == [name]
        if steps.taken < number:
            return number - 1
