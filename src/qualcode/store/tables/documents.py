"""Documents, their paragraphs, speakers and turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, exists, func, insert, select, update

from qualcode.domain.documents import Attributes, Document, Kind, Mode, Speaker, Turn
from qualcode.domain.text import Span
from qualcode.store.driver import fetch
from qualcode.store.schema import choice, coding, document, paragraph, segment, speaker, turn, wave


def _query() -> Select[tuple[object, ...]]:
    d = document.c
    columns = (
        *(
            d.id,
            d.uuid,
            d.name,
            d.kind,
            wave.c.name.label("wave"),
            d.date,
            d.place,
            d.mode,
            d.minutes,
            d.language,
        ),
        *(d.recorded, d.interviewer, d.invited, d.attended, choice.c.key.label("phase"), d.wave_id, d.sha256),
        *(d.source_name, d.characters, d.words, d.plain, d.position, d.created_at),
        select(func.count())
        .where(segment.c.document_id == d.id, exists().where(coding.c.segment_id == segment.c.id))
        .scalar_subquery()
        .label("segments"),
        select(func.count()).where(speaker.c.document_id == d.id).scalar_subquery().label("speakers"),
    )
    joined = document.outerjoin(wave).outerjoin(choice, choice.c.id == d.default_phase_id)
    return select(*columns).select_from(joined)


def _document(row: Row[tuple[object, ...]], coded: Mapping[int, int]) -> Document:
    r = row._mapping
    attributes = Attributes(
        kind=Kind(r["kind"]),
        wave=r["wave"],
        date=r["date"],
        place=r["place"],
        mode=Mode(r["mode"]) if r["mode"] else None,
        minutes=r["minutes"],
        language=r["language"],
        recorded=None if r["recorded"] is None else bool(r["recorded"]),
        interviewer=r["interviewer"],
        invited=r["invited"],
        attended=r["attended"],
        default_phase=r["phase"],
    )
    characters = int(r["characters"])
    return Document(
        id=r["id"],
        uuid=r["uuid"],
        name=r["name"],
        attributes=attributes,
        wave_id=r["wave_id"],
        sha256=r["sha256"],
        source_name=r["source_name"],
        characters=characters,
        words=r["words"],
        plain=bool(r["plain"]),
        position=r["position"],
        created_at=r["created_at"],
        coded=coded.get(r["id"], 0) / characters if characters else 0.0,
        segments=r["segments"],
        speakers=r["speakers"],
    )


def listed(connection: Connection, *, coverage: bool = True) -> list[Document]:
    """Return all documents by wave and position, without their text; ``coverage`` fills in the share coded."""
    order = (func.coalesce(wave.c.position, 1 << 30), document.c.position, document.c.id)
    coded = covered(connection) if coverage else {}
    return [_document(row, coded) for row in connection.execute(_query().order_by(*order))]


def labels(connection: Connection) -> dict[int, tuple[str, str | None]]:
    """Return name and wave of every document by id."""
    query = "select d.id, d.name, w.name from document d left join wave w on w.id = d.wave_id"
    return {row[0]: (row[1], row[2]) for row in fetch(connection, query)}


def length_and_phase(connection: Connection, row: int) -> tuple[int, int | None] | None:
    """Return how many characters a document has, and the phase that its codings are assumed to speak of."""
    found = fetch(connection, "select characters, default_phase_id from document where id = ?", (row,))
    return (found[0][0], found[0][1]) if found else None


_ONE = _query().where(document.c.id == bindparam("row"))


def one(connection: Connection, row: int, *, coverage: bool = True) -> Document | None:
    """Return one document without its text; ``coverage`` fills in the share coded."""
    found = connection.execute(_ONE, {"row": row}).first()
    return _document(found, covered(connection, row) if coverage else {}) if found else None


_COVERED = (
    'select document_id, sum(max(0, "end" - max(start, reached))) from (select document_id, start, "end",'
    ' ifnull(max("end") over (partition by document_id order by start, "end"'
    " rows between unbounded preceding and 1 preceding), 0) reached from segment"
    " where exists (select 1 from coding where segment_id = segment.id){}) group by document_id"
)


def covered(connection: Connection, only: int | None = None) -> dict[int, int]:
    """Return how many characters of each document lie in at least one segment, each counted once.

    A segment that carries a memo alone is not coded.
    """
    if only is not None:
        rows = fetch(connection, _COVERED.format(" and document_id = ?"), (only,))
    else:
        rows = fetch(connection, _COVERED.format(""))
    return {row[0]: row[1] for row in rows}


def add(connection: Connection, values: Mapping[str, object], paragraphs: Iterable[str]) -> int:
    """Enter a document with its text, one row a paragraph (without the line break)."""
    position = connection.execute(select(func.coalesce(func.max(document.c.position), -1) + 1)).scalar_one()
    row = connection.execute(insert(document).values(position=position, **values)).inserted_primary_key
    new = int(row[0]) if row else 0
    rows, start = [], 0
    for number, text in enumerate(paragraphs):
        rows.append({"document_id": new, "position": number, "start": start, "text": text})
        start += len(text) + 1
    connection.execute(insert(paragraph), rows)
    return new


def change(connection: Connection, row: int, values: Mapping[str, object]) -> None:
    """Change what is known of a document."""
    connection.execute(update(document).where(document.c.id == row).values(**values))


def remove(connection: Connection, row: int) -> None:
    """Take a document out: its turns, speakers and text with it (its segments must be gone)."""
    for table in (turn, speaker, paragraph):
        connection.execute(delete(table).where(table.c.document_id == row))
    connection.execute(delete(document).where(document.c.id == row))


def text_of(connection: Connection, row: int) -> str:
    """Return the whole text of a document."""
    lines = fetch(connection, "select text from paragraph where document_id = ? order by position", (row,))
    return "\n".join([line for (line,) in lines])


def piece(connection: Connection, row: int, span: Span) -> str:
    """Return the text of one span, reading only the paragraphs that it touches."""
    rows = fetch(
        connection,
        "select start, text from paragraph where document_id = ?1 and start < ?3 and position >="
        " (select max(position) from paragraph where document_id = ?1 and start <= ?2) order by position",
        (row, span.start, span.end),
    )
    first = rows[0][0] if rows else 0
    return "\n".join([text for _, text in rows])[span.start - first : span.end - first]


def name_taken(connection: Connection, name: str, besides: int = 0) -> bool:
    """Tell whether another document has this name, upper and lower case taken as the same."""
    names = connection.execute(select(document.c.name).where(document.c.id != besides)).scalars()
    return name.casefold() in {other.casefold() for other in names}


def same_text(connection: Connection, sha256: str) -> str | None:
    """Return the name of the document that holds this very text."""
    return connection.execute(select(document.c.name).where(document.c.sha256 == sha256)).scalar()


def add_speakers(connection: Connection, rows: Sequence[Mapping[str, object]]) -> dict[str, int]:
    """Enter the speakers of one document. Returns their ids by label."""
    ids = {}
    for values in rows:
        row = connection.execute(insert(speaker).values(**values)).inserted_primary_key
        ids[str(values["label"])] = int(row[0]) if row else 0
    return ids


def add_turns(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Enter the turns of one document."""
    if rows:
        connection.execute(insert(turn), [dict(row) for row in rows])


def turns(connection: Connection, row: int | None = None) -> list[Turn]:
    """Return the turns of one document, or of all, in order."""
    query = 'select id, document_id, speaker_id, start, said, "end", time_ms from turn'
    if row is not None:
        found = fetch(connection, query + " where document_id = ? order by start", (row,))
    else:
        found = fetch(connection, query + " order by document_id, start")
    return [Turn(*each) for each in found]


def speakers(connection: Connection, row: int | None = None) -> list[Speaker]:
    """Return the speakers of one document, or of all.

    ``moderator`` is true for whom the user said so, and for every participant without a group.
    """
    if row is not None:
        found = fetch(connection, _SPEAKERS + " where s.document_id = ? order by s.id", (row,))
    else:
        found = fetch(connection, _SPEAKERS + " order by s.document_id, s.id")
    return [_speaker(each) for each in found]


def speaker_of(connection: Connection, row: int) -> Speaker | None:
    """Return one speaker."""
    found = fetch(connection, _SPEAKERS + " where s.id = ?", (row,))
    return _speaker(found[0]) if found else None


_SPEAKERS = (
    "select s.id, s.uuid, s.document_id, s.label, s.participant_id,"
    " s.moderator or (p.id is not null and p.group_id is null), s.decided"
    " from speaker s left join participant p on p.id = s.participant_id"
)


def _speaker(row: tuple[Any, ...]) -> Speaker:
    key, uuid, owner, label, who, moderates, decided = row
    return Speaker(key, uuid, owner, label, who, bool(moderates), bool(decided))


def change_speaker(connection: Connection, row: int, values: Mapping[str, object]) -> None:
    """Change columns of a speaker; ``moderator`` stores what the user said, never what the register implies."""
    connection.execute(update(speaker).where(speaker.c.id == row).values(**values))


def merge_speakers(connection: Connection, row: int, into: int) -> None:
    """Give all turns of one speaker to another of the same document."""
    connection.execute(
        update(turn).where(turn.c.speaker_id == bindparam("gone")).values(speaker_id=into), {"gone": row}
    )
    connection.execute(delete(speaker).where(speaker.c.id == row))


def segments_of(connection: Connection, row: int) -> list[int]:
    """Return the ids of a document's segments."""
    return list(connection.execute(select(segment.c.id).where(segment.c.document_id == row)).scalars())
