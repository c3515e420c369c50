"""What a database error means to the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy.exc import DBAPIError

from qualcode.domain.errors import EnvironmentFault

_MEANINGS = (
    (
        "database or disk is full",
        "The disk is full. Free some space, then do it again; everything saved before is safe.",
    ),
    ("disk i/o error", "The disk reports an error. Copy the study to another disk and open the copy."),
    (
        "readonly database",
        "The study is read-only here. Copy it to a folder that you may write in, and open the copy.",
    ),
    ("database is locked", "Another program is writing to the study. Close it there, then do it again."),
    ("malformed", "The file is damaged. Keep it as it is, and open the newest backup instead."),
    ("file is not a database", "It is not a qualcode study, or it is encrypted with another passphrase."),
    (
        "unable to open",
        "The file cannot be opened. Check that the folder exists and that you may write in it.",
    ),
)


def explain(error: BaseException, path: Path) -> EnvironmentFault | None:
    """Turn a database error into a sentence; None when it is a bug of ours."""
    message = str(getattr(error, "orig", None) or error)
    for sign, meaning in _MEANINGS:
        if sign in message.lower():
            return EnvironmentFault(f"{path.name}: {meaning}")
    return None


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what the environment did to us as ``EnvironmentFault``; let bugs through."""
    try:
        yield
    except (DBAPIError, dbapi.Error) as error:
        fault = explain(error, path)
        if fault is None:
            raise
        raise fault from error
