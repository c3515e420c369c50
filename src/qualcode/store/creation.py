"""Making a new, empty study file."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, insert

from qualcode.domain import choices, clock
from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.domain.identity import new_uuid
from qualcode.domain.participants import DEFAULT_ATTRIBUTION
from qualcode.store import schema
from qualcode.store.engine import engine_for
from qualcode.store.failures import explained
from qualcode.store.study_file import status


def create_file(path: Path, title: str) -> None:
    """Make a study file with its tables and value lists, readable by its owner only.

    Raises:
        Refusal: when a file of that name is there.
        EnvironmentFault: when it cannot be made.
    """
    if status(path) is not None or path.is_symlink():
        raise Refusal(f"{path.name} is there already. Choose another name, or open that study.")
    if status(path.parent) is None or not path.parent.is_dir():
        raise EnvironmentFault(f"The folder {path.parent} does not exist. Make it first, or choose another.")
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise EnvironmentFault(
            f"{path.name} cannot be made ({error.strerror}). Choose a folder that you may write in."
        ) from error
    engine = engine_for(path, write=True)
    try:
        with explained(path), engine.begin() as connection:
            _fill(connection, title)
        with explained(path):
            raw = engine.raw_connection()
            raw.cursor().execute(f"pragma application_id = {schema.APPLICATION_ID}")
            raw.cursor().execute(f"pragma user_version = {schema.SCHEMA_VERSION}")
            raw.cursor().execute("pragma wal_checkpoint(truncate)")
            raw.close()
    except BaseException:
        engine.dispose()
        for name in (path.name, path.name + "-wal", path.name + "-shm"):
            path.with_name(name).unlink(missing_ok=True)
        raise
    engine.dispose()


def make_tables(connection: Connection) -> None:
    """Make all tables, indexes and the search index, and note the migration that they correspond to."""
    schema.metadata.create_all(connection, checkfirst=False)
    for statement in schema.SEARCH:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("create table alembic_version(version_num varchar(32) not null primary key)")
    connection.exec_driver_sql("insert into alembic_version values(?)", (schema.HEAD,))


def _fill(connection: Connection, title: str) -> None:
    make_tables(connection)
    connection.execute(
        insert(schema.study).values(
            id=1, uuid=new_uuid(), title=title, attribution=DEFAULT_ATTRIBUTION, created_at=clock.now()
        )
    )
    connection.execute(
        insert(schema.choice),
        [
            {"uuid": new_uuid(), "dimension": dimension, "key": key, "label": label, "position": position}
            for dimension, values in choices.DEFAULTS.items()
            for position, (key, label) in enumerate(values)
        ],
    )
