"""Connections to a study file: driver, pragmas, and BEGIN said by ourselves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

PRAGMAS = (
    "synchronous=full",
    "foreign_keys=on",
    "secure_delete=on",
    "trusted_schema=off",
    "cell_size_check=on",
    "temp_store=memory",
    "cache_size=-65536",
    "mmap_size=1073741824",
    "fullfsync=1",  # macOS: a plain fsync does not reach the disk there
    "checkpoint_fullfsync=1",
)


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> Any:
    """Open a driver connection; SQLCipher's own messages are kept off the terminal."""
    if read_only:
        address = path.resolve().as_uri() + ("?mode=ro&immutable=1" if immutable else "?mode=ro")
        connection = dbapi.connect(address, uri=True, timeout=5, check_same_thread=False)
    else:
        connection = dbapi.connect(str(path), timeout=5, check_same_thread=False)
    connection.execute("pragma cipher_log_level = none")
    return connection


def engine_for(
    path: Path, *, write: bool, read_only: bool = False, immutable: bool = False, prepare: Iterable[str] = ()
) -> Engine:
    """Make an engine on a study.

    Args:
        write: transactions take the write lock at once (BEGIN IMMEDIATE): with a deferred BEGIN, two that read and then
            write both report success and one update is lost. A reading engine says plain BEGIN and refuses to write.
        read_only: open the file itself read-only.
        immutable: the medium cannot change (no side files can be made).
        prepare: statements that each new connection begins with. They run outside any transaction: what they make would
            otherwise be taken back with the first one that fails.
    """
    preparations = tuple(prepare)
    engine = create_engine(
        "sqlite://",
        module=dbapi,
        creator=lambda: connect(path, read_only=read_only, immutable=immutable),
        poolclass=QueuePool,
        pool_size=1 if write else 4,
        max_overflow=0 if write else 16,
        hide_parameters=True,
    )
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"

    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        if not read_only:
            connection.execute("pragma journal_mode=wal")
        for pragma in PRAGMAS:
            connection.execute("pragma " + pragma)
        if not write:
            connection.execute("pragma query_only=on")
        for statement in preparations:
            connection.execute(statement)

    def say_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", say_begin)
    return engine
