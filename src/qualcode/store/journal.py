"""The row journal: what every act changed, row by row, so that any act can be undone and redone (S2, R4).

Triggers generated from the schema write an image of each row that changes, whoever changes it. They are temporary, so a
study file holds no trigger of ours but those of the search index, and none runs when another program opens it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlalchemy import Connection, Table, bindparam, delete, insert, update

from qualcode.domain.changes import ChangeSet, Origin, Touched
from qualcode.store import schema
from qualcode.store.driver import run

_CURRENT = "create temp table current_operation(id integer primary key)"


def _image(table: Table, row: str) -> str:
    pairs = ",".join(f"'{column.name}',{row}.\"{column.name}\"" for column in table.columns)
    return f"json_object({pairs})"


def _changed(table: Table, row: str) -> str:
    pieces = " union all ".join(
        f'select \'{name}\' k, {row}."{name}" v where old."{name}" is not new."{name}"'
        for name in table.columns.keys()  # noqa: SIM118 - a column collection iterates over columns
    )
    return f"(select json_group_object(k, v) from ({pieces}))"


def _trigger(table: Table, verb: str, row: str, before: str, after: str) -> str:
    differs = ""
    if verb == "update":  # writing the value that is there already is no change, and must be no step to undo
        names = table.columns.keys()
        differs = " and (" + " or ".join(f'old."{name}" is not new."{name}"' for name in names) + ")"
    return (
        f"create temp trigger journal_{table.name}_{verb} after {verb} on main.{table.name}"
        f" when exists (select 1 from current_operation){differs} begin"
        f" insert into change(operation_id, table_name, row_id, before, after)"
        f" select id, '{table.name}', {row}.id, {before}, {after} from current_operation; end"
    )


def statements() -> Iterator[str]:
    """Yield what prepares a connection for journaling."""
    yield _CURRENT
    for table in schema.JOURNALED:
        yield _trigger(table, "insert", "new", "null", _image(table, "new"))
        yield _trigger(table, "update", "new", _changed(table, "old"), _changed(table, "new"))
        yield _trigger(table, "delete", "old", _image(table, "old"), "null")


def start(connection: Connection, name: str, label: str, arguments: str, coder: str, at: str) -> int:
    """Enter a new operation; from now on every change is recorded under it. Returns its id."""
    operation = run(
        connection,
        "insert into operation(name, label, origin, arguments, coder, at, state) values(?, ?, 'do', ?, ?, ?, 'done')",
        (name, label, arguments, coder, at),
    )
    run(connection, "insert into current_operation values(?)", (operation,))
    return operation


def finish(connection: Connection, operation: int, name: str, label: str) -> ChangeSet | None:
    """Close an operation. One that changed nothing leaves no trace, and None is returned."""
    run(connection, "delete from current_operation")
    tables, rows = _touched(connection, operation)
    if not rows:
        connection.exec_driver_sql("delete from operation where id = ?", (operation,))
        return None
    run(connection, "update operation set label = ?, rows = ? where id = ?", (label, rows, operation))
    run(connection, "update operation set state = 'abandoned' where state = 'undone'")
    return ChangeSet(operation, name, label, Origin.DO, tables)


def _touched(connection: Connection, operation: int, *, forward: bool = True) -> tuple[dict[str, Touched], int]:
    rows = connection.exec_driver_sql(
        "select table_name, row_id, before is null, after is null from change where operation_id = ?",
        (operation,),
    ).all()
    added: dict[str, set[int]] = {}
    updated: dict[str, set[int]] = {}
    removed: dict[str, set[int]] = {}
    for table, row, no_before, no_after in rows:
        kind = added if no_before else removed if no_after else updated
        kind.setdefault(table, set()).add(row)
    if not forward:
        added, removed = removed, added
    tables = {}
    for table in added.keys() | updated.keys() | removed.keys():
        new, gone = added.get(table, set()), removed.get(table, set())
        tables[table] = Touched(
            frozenset(new - gone), frozenset(updated.get(table, set()) - new - gone), frozenset(gone - new)
        )
    return {table: touched for table, touched in tables.items() if touched}, len(rows)


def last_done(connection: Connection) -> tuple[int, str, str] | None:
    """Return id, name and label of the act that undo would take back."""
    return _one(connection, "state = 'done' order by id desc")


def first_undone(connection: Connection) -> tuple[int, str, str] | None:
    """Return id, name and label of the act that redo would do again."""
    return _one(connection, "state = 'undone' order by id")


def _one(connection: Connection, condition: str) -> tuple[int, str, str] | None:
    row = connection.exec_driver_sql(
        f"select id, name, label from operation where origin = 'do' and {condition} limit 1"
    ).first()
    return (row[0], row[1], row[2]) if row else None


def revert(connection: Connection, operation: int, name: str, label: str, coder: str, at: str) -> ChangeSet:
    """Take an operation back: its row images are walked from last to first."""
    return _walk(connection, (operation, name, label), Origin.UNDO, coder, at)


def repeat(connection: Connection, operation: int, name: str, label: str, coder: str, at: str) -> ChangeSet:
    """Do an operation again that was undone."""
    return _walk(connection, (operation, name, label), Origin.REDO, coder, at)


def _walk(connection: Connection, step: tuple[int, str, str], origin: Origin, coder: str, at: str) -> ChangeSet:
    operation, name, label = step
    forward = origin is Origin.REDO
    connection.exec_driver_sql("pragma defer_foreign_keys=on")
    order = "asc" if forward else "desc"
    images = connection.exec_driver_sql(
        f"select table_name, row_id, before, after from change where operation_id = ? order by seq {order}",
        (operation,),
    ).all()
    turned = ((t, i, b, a) if forward else (t, i, a, b) for t, i, b, a in images)
    _apply(connection, turned)
    tables, rows = _touched(connection, operation, forward=forward)
    connection.exec_driver_sql(
        "update operation set state = ? where id = ?", ("done" if forward else "undone", operation)
    )
    connection.exec_driver_sql(
        "insert into operation(name, label, origin, target_id, arguments, coder, at, state, rows)"
        " values(?, ?, ?, ?, '{}', ?, ?, 'done', ?)",
        (name, label, origin.value, operation, coder, at, rows),
    )
    return ChangeSet(operation, name, label, origin, tables)


def _apply(connection: Connection, images: Iterable[tuple[str, int, str | None, str | None]]) -> None:
    """Bring rows from their first image to their second; runs of one kind on one table go in one statement."""

    def kind(image: tuple[str, int, str | None, str | None]) -> tuple[str, str]:
        return image[0], "insert" if image[2] is None else "delete" if image[3] is None else "update"

    for (name, verb), images_alike in groupby(images, kind):
        table = schema.metadata.tables[name]
        if verb == "insert":
            connection.execute(insert(table), [json.loads(after or "{}") for _, _, _, after in images_alike])
        elif verb == "delete":
            gone = delete(table).where(table.c.id == bindparam("row"))
            connection.execute(gone, [{"row": row} for _, row, _, _ in images_alike])
        else:
            for _, row, _, after in images_alike:
                values = json.loads(after or "{}")
                if values:
                    connection.execute(update(table).where(table.c.id == row).values(values))
