"""Telling a study from anything else, before it is opened.

Only SQLite opens the file here: on POSIX systems, closing any other handle on it would drop the locks that this process
holds on a study that is open already.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as dbapi

from qualcode.domain.errors import EnvironmentFault
from qualcode.store import schema
from qualcode.store.engine import connect
from qualcode.store.failures import FULL, explain

SUFFIX = ".qualcode"
_NO_SIDE_FILES = {"SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY"}
_NEEDED = {"study", "document", "coding", "alembic_version"}

Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found.

    Attributes:
        version: the schema's version.
        revision: its migration.
        writable: whether the file and its folder can be written.
        immutable: whether it can only be read as a file that nobody changes, because no side file can be made.
        identity: device and inode, by which the file is known whatever its name.
        links: how many names it has.
        hindrance: why it cannot be written although one may; empty otherwise.
    """

    version: int
    revision: str
    writable: bool
    immutable: bool
    identity: Identity
    links: int = 1
    hindrance: str = ""


def status(path: Path) -> os.stat_result | None:
    """Return what the system knows of a file, links followed; None when there is none.

    Raises:
        EnvironmentFault: when it may not be looked for, or the name is none.
    """
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise EnvironmentFault(
            f"{_short(path)} cannot be looked for ({error.strerror}). Check its name and the rights on its folder."
        ) from error
    except ValueError as error:
        raise EnvironmentFault(f"{_short(path)} is no name that a file can have. Choose another.") from error


def _short(path: Path) -> str:
    name = path.name
    return name if len(name) <= 80 else name[:80] + "…"


def side_file(path: Path, ending: str) -> Path:
    """Return the path of a file that SQLite keeps beside a study, links followed: ``-wal`` or ``-shm``."""
    real = Path(os.path.realpath(path))
    return real.with_name(real.name + ending)


def has_log(path: Path) -> bool:
    """Tell whether a write-ahead log with recent work lies beside a study."""
    found = status(side_file(path, "-wal"))
    return found is not None and found.st_size > 0


def inspect(path: Path) -> Inspection:
    """Check that ``path`` is a study that this program can open.

    Raises:
        EnvironmentFault: when it is missing, empty, damaged, another program's, or made by a newer qualcode.
    """
    found = status(path)
    if found is None:
        log = side_file(path, "-wal")
        if status(log) is not None:
            raise EnvironmentFault(
                f"{path.name} is missing, but {log.name} is there: keep that file, it may hold recent work,"
                " and put the study back beside it."
            )
        raise EnvironmentFault(f"There is no study at {path}. Check the name, or make one with “project new”.")
    if stat.S_ISDIR(found.st_mode):
        raise EnvironmentFault(f"{path} is a folder, not a study. Choose the {SUFFIX} file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise EnvironmentFault(f"{path} is a pipe or a device, not a study. Choose a {SUFFIX} file.")
    if not os.access(path, os.R_OK):
        raise EnvironmentFault(f"{path.name} cannot be read (permission denied). Check its permissions.")
    if not found.st_size:
        raise EnvironmentFault(f"{path.name} is empty (0 bytes): it is no study any more. Open its newest backup.")
    return _look_inside(path, found)


def _look_inside(path: Path, found: os.stat_result) -> Inspection:
    """Open the study as freely as the place allows: for writing, for reading, or as a file that nobody changes."""
    identity = found.st_dev, found.st_ino
    writable = os.access(path, os.W_OK) and os.access(os.path.dirname(os.path.realpath(path)), os.W_OK)
    hindrance = ""
    if writable:
        try:
            return Inspection(*_facts(path), True, False, identity, found.st_nlink)
        except dbapi.Error as error:
            hindrance = _hindrance(path, error)
    try:
        return Inspection(*_facts(path, read_only=True), False, False, identity, found.st_nlink, hindrance)
    except dbapi.Error as error:
        _hindrance(path, error)
    if has_log(path):
        raise EnvironmentFault(
            f"{path.name} cannot be read here: its recent work is in {path.name}-wal, which needs a folder with room"
            " that you may write in. Copy both files to such a folder, and open the copy."
        )
    try:
        facts = _facts(path, read_only=True, immutable=True)
    except dbapi.Error as error:
        raise (explain(error, path) or _damaged(path)) from error
    return Inspection(*facts, False, True, identity, found.st_nlink, hindrance)


def _hindrance(path: Path, error: dbapi.Error) -> str:
    """Return why a study cannot be opened freely; raise what keeps it from being opened at all."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if not any(name.startswith(each) for each in _NO_SIDE_FILES) or "CORRUPT" in name:
        raise (explain(error, path) or _damaged(path)) from error
    fault = explain(error, path)
    return str(fault) if fault else f"{path.name}: {FULL}"


def _damaged(path: Path) -> EnvironmentFault:
    return EnvironmentFault(f"{path.name} is damaged. Keep it as it is, and open the newest backup instead.")


def _facts(path: Path, *, read_only: bool = False, immutable: bool = False) -> tuple[int, str]:
    """Return version and revision of a study; a database error is raised only where the place is to blame."""
    connection = connect(path, read_only=read_only, immutable=immutable)
    try:
        return _asked(path, connection)
    except UnicodeDecodeError as error:
        raise _damaged(path) from error
    except dbapi.Error as error:
        if "file is not a database" in str(error):
            raise EnvironmentFault(
                f"{path.name} is not a qualcode study, or it is damaged or encrypted."
                " Choose a file that was made with qualcode, or its newest backup."
            ) from error
        raise
    finally:
        connection.close()


def _asked(path: Path, connection: Any) -> tuple[int, str]:
    application = connection.execute("pragma application_id").fetchone()[0]
    version = connection.execute("pragma user_version").fetchone()[0]
    tables = {row[0] for row in connection.execute("select name from sqlite_master where type='table'")}
    if application != schema.APPLICATION_ID:
        raise EnvironmentFault(
            f"{path.name} is a database of another program, not a qualcode study. It was left as it is."
        )
    if version > schema.SCHEMA_VERSION:
        raise EnvironmentFault(
            f"{path.name} was made by a newer qualcode (file version {version}, this program knows"
            f" {schema.SCHEMA_VERSION}). Install the newer program; the file was left as it is."
        )
    if not tables >= _NEEDED:
        raise EnvironmentFault(
            f"{path.name} is incomplete: it was probably copied while it was open, without the file"
            f" {path.name}-wal. Put that file beside it, or open a backup."
        )
    row = connection.execute("select version_num from alembic_version").fetchone()
    if row is None or not isinstance(row[0], str):
        raise _damaged(path)
    return version, row[0]
