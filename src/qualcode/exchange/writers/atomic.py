"""Write a file whole or not at all (R4; cases 58, 59, 62)."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from qualcode.domain.errors import EnvironmentFault, Refusal, shorten

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_TEMPORARY = re.compile(r"\.qualcode-[0-9a-f]{16}\.tmp")
_STALE = 24 * 60 * 60  # seconds
_STUDY = b"SQLite format 3\x00", b"QCOD"  # how a database begins, and the application's mark in its header
_SIDE_FILES = ("-wal", "-shm", ".lock")
_looked_at: dict[tuple[int, int], int] = {}
"""Open descriptors of studies that somebody tried to overwrite, by device and inode. They are never closed: that would
drop the locks that this process holds on the study."""
_WINDOWS_IN_USE = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def write_atomically(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a new file and put it in the place of ``path`` when it is complete and on disk.

    ``write`` gets a binary stream that can seek. Whatever goes wrong before the last step leaves the old file
    as it was and no temporary file behind; exceptions of ``write`` that are no ``OSError`` pass through. A
    link is followed. Until it is complete only its owner can read it; then it gets the rights of the file that it
    replaces. What a process that was killed left behind in the folder is removed after a day.

    Raises:
        Refusal: when ``path`` is a qualcode study, or one of its side files.
        EnvironmentFault: when the folder, the rights or the room on the disk do not allow it; the sentence
            names the file and says what to do.
    """
    target = Path(os.path.realpath(path))
    temporary = target.parent / f".qualcode-{secrets.token_hex(8)}.tmp"
    try:
        _check_place(path, target)
        _check_no_study(path, target)
        _remove_stale(target.parent)
        with _removed_on_failure(temporary):
            mode = _mode_for(target, temporary)
            os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            with open(temporary, "r+b") as stream:
                write(stream)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(temporary, mode)
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
    if target.exists() and not target.is_file():
        raise EnvironmentFault(f"{_named(path)} cannot be written: it is a device or a pipe. Give the name of a file.")
    # Replacing a file asks for rights on the folder only: a file that somebody protected would be lost.
    if target.exists() and not os.access(target, os.W_OK):
        raise EnvironmentFault(f"{_named(path)} cannot be replaced: the file is write-protected. Choose another name.")


def _check_no_study(path: Path, target: Path) -> None:
    names = [target.name, *(target.name.removesuffix(end) for end in _SIDE_FILES if target.name.endswith(end))]
    if any(_is_study(target.with_name(name)) for name in names if name):
        raise Refusal(f"{_named(path)} is a qualcode study and would be lost. Give another name for the file.")


def _is_study(file: Path) -> bool:
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            return False
        descriptor = _looked_at.get((found.st_dev, found.st_ino))
        if descriptor is None:
            descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        os.lseek(descriptor, 0, os.SEEK_SET)
        head = os.read(descriptor, 100)
    except OSError:
        return False  # what may not be read is another's, or not there: replacing it is a question of rights
    if (head[:16], head[68:72]) == _STUDY:
        _looked_at[found.st_dev, found.st_ino] = descriptor
        return True
    os.close(descriptor)
    return False


def _remove_stale(folder: Path) -> None:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _STALE:
                        os.unlink(entry.path)


def _mode_for(target: Path, temporary: Path) -> int:
    """Return the rights that the file will have; for a new one, those that the system gives to an empty file."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        return stat.S_IMODE(os.fstat(descriptor).st_mode)
    finally:
        os.close(descriptor)
        os.unlink(temporary)


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
