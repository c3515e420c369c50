"""Memos and what they are linked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from qualcode.domain.identity import new_uuid
from qualcode.domain.memos import Memo, MemoType, Target, TargetKind
from qualcode.domain.text import Span
from qualcode.store.schema import (
    code,
    coder,
    coding,
    document,
    memo,
    memo_link,
    participant,
    segment,
)

_COLUMNS = {
    TargetKind.DOCUMENT: memo_link.c.document_id,
    TargetKind.PARTICIPANT: memo_link.c.participant_id,
    TargetKind.CODE: memo_link.c.code_id,
    TargetKind.SEGMENT: memo_link.c.segment_id,
    TargetKind.CODING: memo_link.c.coding_id,
}


def listed(connection: Connection, only: int | None = None) -> list[Memo]:
    """Return memos by date, each with its links."""
    links: dict[int, list[Target]] = {}
    query = select(memo_link.c.memo_id, *_COLUMNS.values()).order_by(memo_link.c.id)
    if only is not None:
        query = query.where(memo_link.c.memo_id == only)
    for row in connection.execute(query):
        target = next(
            (Target(kind, value) for kind, value in zip(_COLUMNS, row[1:], strict=True) if value is not None),
            Target(TargetKind.PROJECT),
        )
        links.setdefault(row[0], []).append(target)
    m = memo.c
    memos = select(m.id, m.uuid, m.type, m.title, m.text, coder.c.name, m.created_at, m.edited_at).join_from(
        memo, coder
    )
    if only is not None:
        memos = memos.where(m.id == only)
    return [
        Memo(row[0], row[1], MemoType(row[2]), *row[3:], targets=tuple(links.get(row[0], ())))
        for row in connection.execute(memos.order_by(m.created_at, m.id))
    ]


def add(connection: Connection, values: Mapping[str, object], targets: Sequence[Target]) -> int:
    """Enter a memo with its links."""
    row = connection.execute(insert(memo).values(uuid=new_uuid(), **values)).inserted_primary_key
    new = int(row[0]) if row else 0
    for target in targets:
        link(connection, new, target)
    return new


def link(connection: Connection, row: int, target: Target) -> None:
    """Link a memo to one thing more."""
    values: dict[str, object] = {"memo_id": row}
    if target.kind is not TargetKind.PROJECT:
        values[_COLUMNS[target.kind].name] = target.id
    connection.execute(insert(memo_link).values(values))


def change(connection: Connection, row: int, values: Mapping[str, object]) -> None:
    """Change a memo's words, title or type."""
    connection.execute(update(memo).where(memo.c.id == row).values(**values))


def remove(connection: Connection, row: int) -> None:
    """Take a memo out with its links."""
    connection.execute(delete(memo_link).where(memo_link.c.memo_id == row))
    connection.execute(delete(memo).where(memo.c.id == row))


def unlink(connection: Connection, kind: TargetKind, rows: Sequence[int]) -> None:
    """Free memos from things that are going; a memo that loses its last link stands beside the project."""
    column = _COLUMNS[kind]
    for start in range(0, len(rows), 500):
        part = list(rows[start : start + 500])
        connection.execute(update(memo_link).where(column.in_(part)).values({column.name: None}))


def move_passage(connection: Connection, segment: int, to: int) -> None:
    """Put the memos beside one segment beside another."""
    links = update(memo_link).where(memo_link.c.segment_id == segment)
    connection.execute(links.values(segment_id=to))


def linked_to(connection: Connection, kind: TargetKind, rows: Sequence[int]) -> dict[int, int]:
    """Return how many memos each of the things carries."""
    column = _COLUMNS[kind]
    counted: dict[int, int] = {}
    for start in range(0, len(rows), 500):
        part = list(rows[start : start + 500])
        for value in connection.execute(select(column).where(column.in_(part))).scalars():
            counted[value] = counted.get(value, 0) + 1
    return counted


def passages(connection: Connection, document_id: int) -> dict[int, Span]:
    """Return the segments of a document that carry memos, on themselves or on one of their codings."""
    owner = select(coding.c.segment_id).where(coding.c.id == memo_link.c.coding_id).scalar_subquery()
    marked = select(func.coalesce(memo_link.c.segment_id, owner))
    query = select(segment.c.id, segment.c.start, segment.c.end).where(
        segment.c.document_id == document_id, segment.c.id.in_(marked)
    )
    return {row[0]: Span(row[1], row[2]) for row in connection.execute(query)}


def name_of(connection: Connection, target: Target) -> str:
    """Name what a memo stands beside that is no passage."""
    match target.kind:
        case TargetKind.DOCUMENT:
            name = connection.execute(select(document.c.name).where(document.c.id == target.id)).scalar()
        case TargetKind.PARTICIPANT:
            name = connection.execute(select(participant.c.speaker).where(participant.c.id == target.id)).scalar()
        case TargetKind.CODE:
            name = connection.execute(select(code.c.name).where(code.c.id == target.id)).scalar()
        case _:
            return target.kind.value
    return f"{target.kind.value} {name}"


def place_of(connection: Connection, target: Target) -> tuple[int, str, int] | None:
    """Return the document of a passage or coding, its name, and where the passage starts in it."""
    row = target.id
    if target.kind is TargetKind.CODING:
        row = connection.execute(select(coding.c.segment_id).where(coding.c.id == row)).scalar()
    query = select(document.c.id, document.c.name, segment.c.start).select_from(segment.join(document))
    found = connection.execute(query.where(segment.c.id == row)).first()
    return (found[0], found[1], found[2]) if found else None
