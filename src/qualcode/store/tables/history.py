"""The audit trail as it was written by the journal."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from qualcode.domain.changes import Origin, Step
from qualcode.store.driver import fetch
from qualcode.store.schema import change, operation

Image = dict[str, object] | None


def steps(connection: Connection, limit: int | None = None) -> list[Step]:
    """Return acts, newest first."""
    o = operation.c
    query = select(o.id, o.name, o.label, o.origin, o.coder, o.at, o.state, o.rows).order_by(o.id.desc())
    if limit is not None:
        query = query.limit(limit)
    return [Step(*row[:3], Origin(row[3]), *row[4:]) for row in connection.execute(query)]


def changes(connection: Connection, step: int) -> list[tuple[str, int, Image, Image]]:
    """Return table, row, before and after of each row that an act changed."""
    c = change.c
    query = select(c.table_name, c.row_id, c.before, c.after).where(c.operation_id == step).order_by(c.seq)
    return [
        (row[0], row[1], json.loads(row[2]) if row[2] else None, json.loads(row[3]) if row[3] else None)
        for row in connection.execute(query)
    ]


Version = tuple[int, ...]
"""Which state some tables are in: the same numbers mean the same rows."""


def version(connection: Connection, *tables: str) -> Version:
    """Return the state that tables are in as this view sees it; it costs some microseconds, whatever they hold.

    A change writes row images, and an undo or a redo writes a line of the audit trail: together they tell every state
    apart, also when another program has written.
    """
    turned = fetch(
        connection,
        "select max((select ifnull(max(id), 0) from operation where origin = 'undo'),"
        " (select ifnull(max(id), 0) from operation where origin = 'redo'))",
    )
    latest = "select ifnull(max(seq), 0) from change where table_name = ?"
    return (turned[0][0], *(fetch(connection, latest, (table,))[0][0] for table in tables))
