"""Full-text search, one row a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

Found = tuple[int, int, str]
"""Document id, the start of a line in it, its text."""


def matching(connection: Connection, expression: str, limit: int, offset: int = 0) -> list[Found]:
    """Return the paragraphs that match a full-text expression, in the order of the documents."""
    rows = connection.exec_driver_sql(
        "select p.document_id, p.start, p.text from paragraph_search f join paragraph p on p.id = f.rowid"
        " where paragraph_search match ? order by f.rowid limit ? offset ?",
        (expression, limit, offset),
    )
    return [(r[0], r[1], r[2]) for r in rows]


def every(connection: Connection) -> Iterator[Found]:
    """Yield all paragraphs in order, for searches that no index serves."""
    rows = connection.exec_driver_sql("select document_id, start, text from paragraph order by id")
    for row in rows:
        yield row[0], row[1], row[2]


def is_intact(connection: Connection) -> bool:
    """Tell whether the index agrees with the text."""
    try:
        connection.exec_driver_sql("insert into paragraph_search(paragraph_search, rank) values('integrity-check', 1)")
    except Exception as error:  # the driver's class is not ours to name here
        message = str(error).lower()
        if "malformed" in message or "checksum mismatch" in message:
            return False
        raise
    return True
