"""The columns that tables are counted from: raw rows, as few of them as possible."""

from __future__ import annotations

from sqlalchemy import Connection

from qualcode.store.driver import Rows, fetch


def codings(connection: Connection) -> Rows:
    """Return (id, segment, code, coder, phase, outcome, valence, locus) of every coding by segment; 0 for none."""
    return fetch(
        connection,
        "select id, segment_id, code_id, coder_id, ifnull(phase_id, 0), ifnull(outcome_id, 0),"
        " ifnull(valence_id, 0), ifnull(locus_id, 0) from coding order by segment_id",
    )


def segments(connection: Connection) -> Rows:
    """Return (id, document, start, end) of every segment in the order of the documents."""
    return fetch(connection, 'select id, document_id, start, "end" from segment order by document_id, start')


def turns(connection: Connection) -> Rows:
    """Return (document, said, end, participant or 0, 1 for a moderator) of every turn in order."""
    return fetch(
        connection,
        'select t.document_id, t.said, t."end", ifnull(s.participant_id, 0), s.moderator'
        " from turn t join speaker s on s.id = t.speaker_id order by t.document_id, t.start",
    )
