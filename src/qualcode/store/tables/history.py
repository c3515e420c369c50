"""The audit trail as it was written by the journal."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select

from qualcode.domain.changes import Origin, Step
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


def newest(connection: Connection) -> int:
    """Return the number of the newest act; it grows with every commit."""
    return int(connection.execute(select(func.coalesce(func.max(operation.c.id), 0))).scalar_one())
