"""The columns that tables are counted from: raw rows, as few of them as possible."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

Numbers = Sequence[Sequence[int]]


def codings(connection: Connection) -> Numbers:
    """Return (id, segment, code, coder, phase, outcome, valence, locus) of every coding by segment; 0 for none."""
    return _rows(
        connection,
        "select id, segment_id, code_id, coder_id, ifnull(phase_id, 0), ifnull(outcome_id, 0),"
        " ifnull(valence_id, 0), ifnull(locus_id, 0) from coding order by segment_id",
    )


def segments(connection: Connection) -> Numbers:
    """Return (id, document, start, end) of every segment in the order of the documents."""
    return _rows(connection, 'select id, document_id, start, "end" from segment order by document_id, start')


def turns(connection: Connection) -> Numbers:
    """Return (document, said, end, participant or 0, 1 for a moderator) of every turn in order."""
    return _rows(
        connection,
        'select t.document_id, t.said, t."end", ifnull(s.participant_id, 0), s.moderator'
        " from turn t join speaker s on s.id = t.speaker_id order by t.document_id, t.start",
    )


def _rows(connection: Connection, query: str) -> Numbers:
    # straight from the driver: a million result rows of SQLAlchemy cost three times as much
    cursor = connection.connection.cursor()
    try:
        cursor.execute(query)
        rows: Numbers = cursor.fetchall()
    finally:
        cursor.close()
    return rows
