"""Segments, codings and the history of outcomes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from qualcode.domain.coding import Coding, CodingDetails, OutcomeChange
from qualcode.domain.identity import new_uuid
from qualcode.domain.text import Span
from qualcode.store.driver import Rows, enter, fetch
from qualcode.store.schema import choice, coder, coding, memo_link, outcome_change, segment

_phase, _outcome = choice.alias("phase"), choice.alias("outcome")
_valence, _locus = choice.alias("valence"), choice.alias("locus")


def _query() -> Select[Any]:
    c, s = coding.c, segment.c
    columns = (
        *(c.id, c.uuid, c.segment_id, s.document_id, s.start, s.end, c.code_id, coder.c.name, c.created_at),
        *(_phase.c.key, _outcome.c.key, _valence.c.key, _locus.c.key, c.weight, c.comment),
        *(c.phase_assumed, c.edited_at),
    )
    joined = (
        coding.join(segment, s.id == c.segment_id)
        .join(coder, coder.c.id == c.coder_id)
        .outerjoin(_phase, _phase.c.id == c.phase_id)
        .outerjoin(_outcome, _outcome.c.id == c.outcome_id)
        .outerjoin(_valence, _valence.c.id == c.valence_id)
        .outerjoin(_locus, _locus.c.id == c.locus_id)
    )
    return select(*columns).select_from(joined)


def _coding(row: Sequence[Any]) -> Coding:
    details = CodingDetails(row[9], row[10], row[11], row[12], row[13], row[14])
    facts = (row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8])
    return Coding(*facts, details, bool(row[15]), row[16])


def find(connection: Connection, ids: Sequence[int]) -> list[Coding]:
    """Return those of the codings that are there, in the order of the documents."""
    found: list[Coding] = []
    for start in range(0, len(ids), 500):
        query = _query().where(coding.c.id.in_(list(ids[start : start + 500])))
        found += [_coding(tuple(row)) for row in connection.execute(query)]
    return sorted(found, key=lambda c: (c.document_id, c.start, c.end, c.id))


def in_document(connection: Connection, row: int) -> list[Coding]:
    """Return all codings of a document in the order of its text."""
    query = _query().where(segment.c.document_id == row)
    return [
        _coding(tuple(found))
        for found in connection.execute(query.order_by(segment.c.start, segment.c.end, coding.c.id))
    ]


def marks(connection: Connection, row: int) -> Rows:
    """Return (coding, segment, start, end, code, coder) of a document's codings in the order of the text; all ids."""
    query = (
        'select c.id, c.segment_id, s.start, s."end", c.code_id, c.coder_id from segment s'
        " join coding c on c.segment_id = s.id"
        ' where s.document_id = ? order by s.start, s."end", c.id'
    )
    return fetch(connection, query, (row,))


def places(
    connection: Connection,
    *,
    ids: Sequence[int] | None = None,
    documents: Sequence[int] | None = None,
    codes: Sequence[int] | None = None,
    choices: Mapping[str, Sequence[int]] | None = None,
    coders: Sequence[str] | None = None,
    waves: Sequence[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Rows:
    """Return (coding, segment, document, start, end) of codings in the order of the documents.

    None means no restriction, an empty list none at all.
    """
    conditions = ["1"]
    given: list[object] = []
    for column, wanted in (
        ("c.id", ids),
        ("s.document_id", documents),
        ("c.code_id", codes),
        ("k.name", coders),
        ("w.name", waves),
        *((f"c.{dimension}_id", values) for dimension, values in (choices or {}).items()),
    ):
        if wanted is not None:
            conditions.append(f"{column} in (select value from json_each(?))")
            given.append(json.dumps(list(wanted)))
    joins = " join coder k on k.id = c.coder_id" if coders is not None else ""
    if waves is not None:
        joins += " join document d on d.id = s.document_id join wave w on w.id = d.wave_id"
    query = (
        f'select c.id, c.segment_id, s.document_id, s.start, s."end" from coding c'
        f" join segment s on s.id = c.segment_id{joins} where {' and '.join(conditions)}"
        ' order by s.document_id, s.start, s."end", c.id limit ? offset ?'
    )
    return fetch(connection, query, (*given, -1 if limit is None else limit, offset))


def segment_at(connection: Connection, document_id: int, span: Span) -> int:
    """Return the id of the segment over exactly this span, which is entered when new."""
    place = (document_id, span.start, span.end)
    found = fetch(connection, 'select id from segment where document_id = ? and start = ? and "end" = ?', place)
    if found:
        return int(found[0][0])
    values = {"uuid": new_uuid(), "document_id": document_id, "start": span.start, "end": span.end}
    return enter(connection, segment, values)


def spans(connection: Connection, document_id: int) -> dict[Span, int]:
    """Return the segments of a document by their span."""
    rows = fetch(connection, 'select start, "end", id from segment where document_id = ?', (document_id,))
    return {Span(start, end): key for start, end, key in rows}


def laid(connection: Connection, segment_id: int, code_id: int, coder_id: int) -> int | None:
    """Return the coding of this segment with this code by this coder, if there is one."""
    query = "select id from coding where segment_id = ? and code_id = ? and coder_id = ?"
    found = fetch(connection, query, (segment_id, code_id, coder_id))
    return int(found[0][0]) if found else None


def add(connection: Connection, values: Mapping[str, object]) -> int:
    """Enter a coding; ``values`` are those of the table's columns, by name."""
    return enter(connection, coding, {"uuid": new_uuid(), **values})


def add_many(
    connection: Connection, segments: Sequence[Mapping[str, object]], codings: Sequence[Mapping[str, object]]
) -> None:
    """Enter many segments and codings with ids of the caller's choosing, in two statements."""
    if segments:
        connection.execute(insert(segment), [dict(row) for row in segments])
    if codings:
        connection.execute(insert(coding), [dict(row) for row in codings])


def next_ids(connection: Connection) -> tuple[int, int]:
    """Return the first free segment id and coding id."""
    found = connection.exec_driver_sql("select name, seq from sqlite_sequence").all()
    rows: dict[str, int] = {row[0]: row[1] for row in found}
    return rows.get("segment", 0) + 1, rows.get("coding", 0) + 1


def change(connection: Connection, row: int, values: Mapping[str, object]) -> None:
    """Change fields of a coding."""
    connection.execute(update(coding).where(coding.c.id == row).values(**values))


def remove(connection: Connection, rows: Sequence[int]) -> None:
    """Take codings out with their outcome history; their memos stay beside the segment."""
    if not rows:
        return
    for start in range(0, len(rows), 500):
        part = list(rows[start : start + 500])
        connection.execute(delete(outcome_change).where(outcome_change.c.coding_id.in_(part)))
        owner = select(coding.c.segment_id).where(coding.c.id == memo_link.c.coding_id).scalar_subquery()
        linked = memo_link.c.coding_id.in_(part)
        connection.execute(update(memo_link).where(linked).values(segment_id=owner, coding_id=None))
        connection.execute(delete(coding).where(coding.c.id.in_(part)))


def remove_bare_segments(connection: Connection, rows: Sequence[int]) -> None:
    """Take out those of the segments that carry neither a coding nor a memo any more."""
    for start in range(0, len(rows), 500):
        part = list(rows[start : start + 500])
        connection.execute(
            delete(segment).where(
                segment.c.id.in_(part),
                ~exists().where(coding.c.segment_id == segment.c.id),
                ~exists().where(memo_link.c.segment_id == segment.c.id),
            )
        )


def of_segment(connection: Connection, row: int) -> list[int]:
    """Return the ids of a segment's codings."""
    return list(connection.execute(select(coding.c.id).where(coding.c.segment_id == row)).scalars())


def of_code(connection: Connection, row: int) -> list[tuple[int, int, int]]:
    """Return coding, segment and coder of everything coded with a code."""
    c = coding.c
    query = select(c.id, c.segment_id, c.coder_id).where(c.code_id == row).order_by(c.id)
    return [(r[0], r[1], r[2]) for r in connection.execute(query)]


def note_outcome(connection: Connection, values: Mapping[str, object]) -> None:
    """Add a line to an outcome's history."""
    connection.execute(insert(outcome_change).values(uuid=new_uuid(), **values))


def outcomes(connection: Connection, row: int) -> list[OutcomeChange]:
    """Return the history of a coding's outcome, oldest first."""
    o = outcome_change.c
    query = (
        select(o.coding_id, choice.c.key, coder.c.name, o.at, o.reason)
        .select_from(outcome_change.outerjoin(choice).join(coder))
        .where(o.coding_id == row)
        .order_by(o.id)
    )
    return [OutcomeChange(*found) for found in connection.execute(query)]


def counts(connection: Connection) -> tuple[int, int]:
    """Return how many coded segments and codings there are."""
    return (
        connection.execute(select(func.count(coding.c.segment_id.distinct()))).scalar_one(),
        connection.execute(select(func.count()).select_from(coding)).scalar_one(),
    )
