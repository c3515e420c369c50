"""Bringing an older study up to the present schema (case 75).

A backup is made first. Foreign keys are off while tables are rebuilt, because a rebuilt table would otherwise take the
rows that refer to it along; all rows are counted before and after, and every reference is checked.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from qualcode.domain import clock
from qualcode.domain.errors import EnvironmentFault
from qualcode.store import schema
from qualcode.store.engine import connect
from qualcode.store.study_file import Inspection

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration() -> Config:
    """Return Alembic's settings for the migrations that are shipped."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def bring_up_to_date(path: Path, inspection: Inspection) -> Path | None:
    """Migrate a study when it is older than this program. Returns the backup's path, None when nothing had to be done.

    Raises:
        EnvironmentFault: when it fails; the study is then as it was.
    """
    if inspection.revision == schema.HEAD:
        return None
    if not inspection.writable:
        raise EnvironmentFault(
            f"{path.name} was made by an older qualcode and must be brought up to date, but it is read-only here."
            " Copy it to a folder that you may write in, and open the copy."
        )
    backup = back_up(path, f"before-{schema.HEAD}")
    connection = connect(path)
    connection.isolation_level = None
    connection.execute("pragma foreign_keys=off")
    engine = create_engine("sqlite://", module=dbapi, creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    try:
        with engine.begin() as work:
            before, counters = _count(work), _counters(work)
            upgrade(work, schema.HEAD)
            _restore(work, counters)
            _check(work, before)
            work.exec_driver_sql(f"pragma user_version = {schema.SCHEMA_VERSION}")
    except Exception as error:
        raise EnvironmentFault(
            f"{path.name} could not be brought up to date ({error}). The study is as it was; a copy is {backup.name}."
        ) from error
    finally:
        engine.dispose()
    return backup


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def upgrade(connection: Connection, revision: str) -> None:
    """Run the migrations up to ``revision`` on an open connection."""
    from alembic import command

    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def back_up(path: Path, why: str) -> Path:
    """Copy a study, open or not, through the database's own backup. Returns the copy's path."""
    day = clock.now()[:19].replace(":", "-")
    target = path.with_name(f"{path.stem}.{why}.{day}{path.suffix}.bak")
    os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
    source, copy = connect(path), connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
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
    lost = {name: (n, after[name]) for name, n in before.items() if name in after and after[name] != n}
    if lost:
        raise ValueError(f"row counts changed: {lost}")
    dangling = connection.exec_driver_sql("pragma foreign_key_check").all()
    if dangling:
        raise ValueError(f"{len(dangling)} references point nowhere")
