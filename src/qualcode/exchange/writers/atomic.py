"""Write a file whole or not at all (R4; cases 58, 59, 62)."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from qualcode.domain.errors import EnvironmentFault, shorten

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_WINDOWS_IN_USE = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def write_atomically(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a new file and put it in the place of ``path`` when it is complete and on disk.

    ``write`` gets a binary stream that can seek. Whatever goes wrong before the last step leaves the old file
    as it was and no temporary file behind; exceptions of ``write`` that are no ``OSError`` pass through. A
    link is followed.

    Raises:
        EnvironmentFault: when the folder, the rights or the room on the disk do not allow it; the sentence
            names the file and says what to do.
    """
    target = Path(os.path.realpath(path))
    temporary = target.parent / f".qualcode-{secrets.token_hex(8)}.tmp"
    try:
        _check_place(path, target)
        with _removed_on_failure(temporary):
            with open(temporary, "x+b") as stream:
                write(stream)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
            os.replace(temporary, target)
    except OSError as error:
        _explain(path, error)
    _sync_folder(target.parent)


def _check_place(path: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise EnvironmentFault(
            f"{_named(path)} cannot be written: the folder {_named(target.parent)} does not exist. "
            "Make the folder, or choose another one."
        )
    if target.is_dir():
        raise EnvironmentFault(f"{_named(path)} cannot be written: it is a folder. Give the name of a file.")
    # Replacing a file asks for rights on the folder only: a file that somebody protected would be lost.
    if target.exists() and not os.access(target, os.W_OK):
        raise EnvironmentFault(f"{_named(path)} cannot be replaced: the file is write-protected. Choose another name.")


@contextlib.contextmanager
def _removed_on_failure(temporary: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _explain(path: Path, error: OSError) -> NoReturn:
    if error.errno in _NO_ROOM:
        why = "the disk is full. Make room, or choose another disk."
    elif getattr(error, "winerror", None) in _WINDOWS_IN_USE:
        why = "another program has it open. Close it there and try again."
    elif error.errno in _NO_RIGHT and os.name == "nt" and path.exists():
        why = "another program has it open, or you may not change it. Close it, or choose another name."
    elif error.errno in _NO_RIGHT:
        why = f"you may not write into the folder {_named(path.parent)}. Choose another folder."
    elif error.errno == errno.ENAMETOOLONG:
        why = "the name is too long. Choose a shorter one."
    else:
        why = f"{error.strerror or type(error).__name__}. Try again, or choose another folder."
    raise EnvironmentFault(f"{_named(path)} was not written: {why}") from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder for this
        return
    # The new file is complete and in place: a file system that cannot sync a folder is no reason to call it
    # failed.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _named(path: Path) -> str:
    return f"“{shorten(str(path), 200)}”"
