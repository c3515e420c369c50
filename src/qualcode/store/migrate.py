"""Bringing an older study up to the present schema (case 75).

A backup is made first. Foreign keys are off while tables are rebuilt, because a rebuilt table would otherwise take the
rows that refer to it along; all rows are counted before and after, and every reference is checked.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from qualcode.domain import clock
from qualcode.domain.errors import EnvironmentFault
from qualcode.store import schema
from qualcode.store.engine import connect
from qualcode.store.failures import explain, explained
from qualcode.store.lock import StudyLock
from qualcode.store.study_file import Inspection, inspect

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


class _Lost(Exception):
    """The migrated study does not hold what it held; says so in numbers."""


def configuration() -> Config:
    """Return Alembic's settings for the migrations that are shipped."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def bring_up_to_date(path: Path, inspection: Inspection, *, write: bool = True, holder: str = "") -> Path | None:
    """Migrate a study when it is older than this program. Returns the backup's path, None when nothing had to be done.

    Args:
        write: whether the study is opened for writing; one that is only to be read is not changed.
        holder: who is said to have it open meanwhile.

    Raises:
        EnvironmentFault: when it is newer, open elsewhere or not to be written, or when it fails; it is then as it was.
    """
    if inspection.revision == schema.HEAD:
        return None
    if inspection.revision not in _known():
        raise EnvironmentFault(
            f"{path.name} was made by a newer qualcode (its tables are of revision {inspection.revision[:40]!r}, this"
            f" program knows {schema.HEAD}). Install the newer program; the file was left as it is."
        )
    if not inspection.writable:
        raise EnvironmentFault(
            f"{path.name} was made by an older qualcode and must be brought up to date, but it is read-only here."
            " Copy it to a folder that you may write in, and open the copy."
        )
    if not write:
        raise EnvironmentFault(
            f"{path.name} was made by an older qualcode and must be brought up to date before it can be read."
            " Open it once in the window, or run “project check” on it; a backup is made first."
        )
    lock = StudyLock(path, holder)
    lock.acquire()
    try:
        if inspect(path).revision == schema.HEAD:  # somebody else did it while we waited
            return None
        backup = back_up(path, f"before-{schema.HEAD}")
        _migrate(path, backup)
    finally:
        lock.release()
    return backup


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}


def _migrate(path: Path, backup: Path) -> None:
    try:
        with explained(path):
            connection = connect(path)
            connection.isolation_level = None
            connection.execute("pragma foreign_keys=off")
            engine = create_engine(
                "sqlite://", module=dbapi, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
            )
            event.listen(engine, "begin", _begin)
            try:
                with engine.begin() as work:
                    before, counters = _count(work), _counters(work)
                    upgrade(work, schema.HEAD)
                    _restore(work, counters)
                    _check(work, before)
                    work.exec_driver_sql(f"pragma user_version = {schema.SCHEMA_VERSION}")
            finally:
                engine.dispose()
    except Exception as error:
        # the error's own words may hold what stands in a row
        known = isinstance(error, (_Lost, EnvironmentFault))
        raise EnvironmentFault(
            f"{path.name} could not be brought up to date ({error if known else type(error).__name__})."
            f" The study is as it was; a copy is {backup.name}."
        ) from error


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def upgrade(connection: Connection, revision: str) -> None:
    """Run the migrations up to ``revision`` on an open connection."""
    from alembic import command

    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def back_up(path: Path, why: str) -> Path:
    """Copy a study, open or not, through the database's own backup. Returns the copy's path.

    The copy gets its name when it is whole and on disk.

    Raises:
        EnvironmentFault: when the folder, the rights or the room on the disk do not allow it; no copy is left then.
    """
    temporary = path.with_name(f".qualcode-{secrets.token_hex(8)}.tmp")
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(path, temporary)
        target = _free_name(path, why)
        os.replace(temporary, target)
    except BaseException as error:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                os.unlink(f"{temporary}{ending}")
        if isinstance(error, OSError):
            raise EnvironmentFault(
                f"{path.name} could not be copied ({error.strerror}). Make room, or copy it to a folder that you may"
                " write in. No copy was left."
            ) from error
        if isinstance(error, dbapi.Error) and (fault := explain(error, path)):
            raise EnvironmentFault(f"No copy was made. {fault}") from error
        raise
    return target


def _copy(path: Path, target: Path) -> None:
    with contextlib.closing(connect(path, read_only=True)) as source:
        with contextlib.closing(connect(target)) as copy:
            source.backup(copy)
        descriptor = os.open(target, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _free_name(path: Path, why: str) -> Path:
    day = clock.now()[:19].replace(":", "-")
    target, number = path.with_name(f"{path.stem}.{why}.{day}{path.suffix}.bak"), 1
    while os.path.lexists(target):
        number += 1
        target = path.with_name(f"{path.stem}.{why}.{day}.{number}{path.suffix}.bak")
    return target


def _count(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        " and name not like 'paragraph_search%' and name <> 'alembic_version'"
    ).scalars()
    return {name: connection.exec_driver_sql(f'select count(*) from "{name}"').scalar_one() for name in list(names)}


def _counters(connection: Connection) -> dict[str, int]:
    rows = connection.exec_driver_sql("select name, seq from sqlite_sequence").all()
    return {row[0]: row[1] for row in rows}


def _restore(connection: Connection, counters: dict[str, int]) -> None:
    """Let no table give an id out again: a rebuilt one starts from the highest left, and the journal knows more."""
    for name, seq in counters.items():
        connection.exec_driver_sql("update sqlite_sequence set seq = max(seq, ?) where name = ?", (seq, name))


def _check(connection: Connection, before: dict[str, int]) -> None:
    after = _count(connection)
    lost = [f"{name}: {n} → {after.get(name, 'gone')}" for name, n in before.items() if after.get(name) != n]
    if lost:
        raise _Lost(f"row counts changed, {'; '.join(lost)}")
    dangling = connection.exec_driver_sql("pragma foreign_key_check").all()
    if dangling:
        raise _Lost(f"{len(dangling)} references point nowhere")
