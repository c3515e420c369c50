"""What the database itself can tell of its condition."""

from __future__ import annotations

from sqlalchemy import Connection


def structure(connection: Connection) -> list[str]:
    """Return what the integrity check finds, a message each; empty when all is well."""
    found = connection.exec_driver_sql("pragma integrity_check").scalars()
    return [message for message in found if message != "ok"]


def dangling(connection: Connection) -> int:
    """Count references that point to rows that are not there."""
    return len(connection.exec_driver_sql("pragma foreign_key_check").all())


def segments_beyond(connection: Connection, document: int, length: int) -> int:
    """Count the segments of a document that reach beyond its text of ``length`` characters."""
    query = 'select count(*) from segment where document_id = ? and "end" > ?'
    return int(connection.exec_driver_sql(query, (document, length)).scalar_one())
