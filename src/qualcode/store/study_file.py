"""Telling a study from anything else, before it is opened."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as dbapi

from qualcode.domain.errors import EnvironmentFault
from qualcode.store import schema
from qualcode.store.engine import connect
from qualcode.store.failures import explained

SUFFIX = ".qualcode"
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found: the schema's version, its migration, and whether the file can be written."""

    version: int
    revision: str
    writable: bool
    folder_writable: bool


def inspect(path: Path) -> Inspection:
    """Check that ``path`` is a study that this program can open.

    Raises:
        EnvironmentFault: when it is missing, empty, damaged, another program's, or made by a newer qualcode.
    """
    if not path.exists():
        wals = path.with_name(path.name + "-wal")
        if wals.exists():
            raise EnvironmentFault(
                f"{path.name} is missing, but {wals.name} is there: keep that file, it may hold recent work,"
                " and put the study back beside it."
            )
        raise EnvironmentFault(f"There is no study at {path}. Check the name, or make one with “project new”.")
    if path.is_dir():
        raise EnvironmentFault(f"{path} is a folder, not a study. Choose the {SUFFIX} file in it.")
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise EnvironmentFault(f"{path.name} cannot be read ({error.strerror}). Check its permissions.") from error
    if not head:
        raise EnvironmentFault(f"{path.name} is empty (0 bytes): it is no study any more. Open its newest backup.")
    if head != _MAGIC:
        raise EnvironmentFault(
            f"{path.name} is not a qualcode study, or it is damaged or encrypted."
            " Choose a file that was made with qualcode, or its newest backup."
        )
    return _look_inside(path)


def _look_inside(path: Path) -> Inspection:
    folder_writable = os.access(path.parent, os.W_OK)
    writable = os.access(path, os.W_OK) and folder_writable
    with explained(path):
        connection = connect(path, read_only=not writable, immutable=not folder_writable)
        try:
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
            missing = {"study", "document", "coding", "alembic_version"} - tables
            if missing:
                raise EnvironmentFault(
                    f"{path.name} is incomplete: it was probably copied while it was open, without the file"
                    f" {path.name}-wal. Put that file beside it, or open a backup."
                )
            revision = connection.execute("select version_num from alembic_version").fetchone()[0]
        except dbapi.DatabaseError as error:
            raise EnvironmentFault(
                f"{path.name} is damaged ({error}). Keep it as it is, and open the newest backup instead."
            ) from error
        finally:
            connection.close()
    return Inspection(version, revision, writable, folder_writable)
