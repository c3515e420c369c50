"""Codes."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select, update

from qualcode.domain.codebook import Code, Origin, Status
from qualcode.domain.identity import new_uuid
from qualcode.store.driver import enter, fetch
from qualcode.store.schema import code, coder


def listed(connection: Connection) -> list[Code]:
    """Return all codes, segments not counted."""
    c = code.c
    columns = (
        *(c.id, c.uuid, c.parent_id, c.name, c.position, c.colour, c.origin, c.provenance, c.definition),
        *(
            c.inclusion,
            c.exclusion,
            c.example,
            c.atypical,
            c.codable,
            c.locked,
            c.status,
            coder.c.name,
            c.created_at,
        ),
    )
    joined = code.outerjoin(coder)
    return [
        Code(
            id=row[0],
            uuid=row[1],
            parent_id=row[2],
            name=row[3],
            position=row[4],
            colour=row[5],
            origin=Origin(row[6]),
            provenance=row[7],
            definition=row[8],
            inclusion=row[9],
            exclusion=row[10],
            example=row[11],
            atypical=row[12],
            codable=bool(row[13]),
            locked=bool(row[14]),
            status=Status(row[15]),
            creator=row[16],
            created_at=row[17],
        )
        for row in connection.execute(select(*columns).select_from(joined).order_by(c.position, c.id))
    ]


def counts(connection: Connection, only: int | None = None) -> dict[int, int]:
    """Return how many different segments carry each code itself, or one code."""
    if only is not None:
        rows = fetch(connection, "select code_id, count(distinct segment_id) from coding where code_id = ?", (only,))
    else:
        rows = fetch(connection, "select code_id, count(distinct segment_id) from coding group by code_id")
    return {row[0]: row[1] for row in rows if row[1]}


def add(connection: Connection, values: Mapping[str, object]) -> int:
    """Enter a code; ``values`` are those of the table's columns, by name."""
    return enter(connection, code, {"uuid": new_uuid(), **values})


def change(connection: Connection, row: int, values: Mapping[str, object]) -> None:
    """Change fields of a code."""
    connection.execute(update(code).where(code.c.id == row).values(**values))


def remove(connection: Connection, row: int) -> None:
    """Take a code out (its codings and children must be gone)."""
    connection.execute(delete(code).where(code.c.id == row))
