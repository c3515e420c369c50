"""What a database error means to the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy.exc import DBAPIError

from qualcode.domain.errors import EnvironmentFault
from qualcode.store import schema
from qualcode.store.engine import connect

FULL = "The disk is full. Free some space, then do it again; everything saved before is safe."
DAMAGED = "The file is damaged. Keep it as it is, and open the newest backup instead."

_MEANINGS = (
    ("disk is full", FULL),
    ("disk i/o error", "The disk reports an error. Copy the study to another disk and open the copy."),
    (
        "readonly database",
        "The study is read-only here. Copy it to a folder that you may write in, and open the copy.",
    ),
    ("is locked", "Another program is writing to the study. Close it there, then do it again."),
    ("malformed", DAMAGED),
    ("could not decode to utf-8", DAMAGED),
    ("vtable constructor failed", DAMAGED),
    ("file is not a database", "It is not a qualcode study, or it is damaged or encrypted with another passphrase."),
    (
        "unable to open",
        "The file cannot be opened. Check that the folder exists and that you may write in it.",
    ),
)
_SUSPICIOUS = (DBAPIError, dbapi.Error, ValueError, TypeError, LookupError)
"""What reading a damaged page can end in, and a bug of ours as well: the file itself is asked which it is."""


def explain(error: BaseException, path: Path) -> EnvironmentFault | None:
    """Turn a database error into a sentence; None when it is a bug of ours."""
    if isinstance(error, (DBAPIError, dbapi.Error)):
        message = str(getattr(error, "orig", None) or error).lower()
        for sign, meaning in _MEANINGS:
            if sign in message:
                return EnvironmentFault(f"{path.name}: {meaning}")
    if isinstance(error, UnicodeDecodeError):  # a damaged schema ends in a message that is no text
        return EnvironmentFault(f"{path.name}: {DAMAGED}")
    # after a full disk SQLite takes the whole transaction back, and rolling back a part of it fails once more
    cause = error.__context__
    return explain(cause, path) if isinstance(cause, (DBAPIError, dbapi.Error)) else None


def is_damaged(path: Path) -> bool:
    """Tell whether SQLite finds the file's structure damaged; False when it cannot be asked."""
    try:
        connection = connect(path, read_only=True)
    except dbapi.Error:
        return False
    try:
        found = connection.execute("pragma quick_check(1)").fetchone()
        if found is None or found[0] != "ok":
            return True
        for name, table in schema.metadata.tables.items():  # a damaged letter in a definition is no fault of structure
            columns = {row[1] for row in connection.execute(f'pragma table_info("{name}")')}
            if not columns >= set(table.columns.keys()):
                return True
        return False
    except (dbapi.Error, UnicodeDecodeError) as error:
        fault = explain(error, path)
        return fault is not None and DAMAGED in str(fault)
    finally:
        connection.close()


def _is_of_database(error: BaseException) -> bool:
    """Tell whether the driver raised it, and not somebody who decodes a file inside a transaction."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    module = str(trace.tb_frame.f_globals.get("__name__", "")) if trace is not None else ""
    return module.startswith(("sqlalchemy.", "qualcode.store."))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what the environment did to us as ``EnvironmentFault``; let bugs through."""
    try:
        yield
    except _SUSPICIOUS as error:
        fault = None if isinstance(error, UnicodeDecodeError) and not _is_of_database(error) else explain(error, path)
        if fault is None and is_damaged(path):
            fault = EnvironmentFault(f"{path.name}: {DAMAGED}")
        if fault is None:
            raise
        raise fault from error
