"""Rows that describe participants."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.domain.errors import shorten
from qualcode.domain.participants import ParticipantDraft
from qualcode.exchange.readers.cells.columns import Columns, Row

_COLUMNS = ("speaker", "group", "label", "number", "sex", "role")


def participants_from(rows: Sequence[Row], file_name: str) -> list[ParticipantDraft]:
    """Return a participant for each row, in their order.

    The columns ``speaker`` (needed), ``group``, ``label``, ``number``, ``sex`` and ``role`` are found in any
    case of letters; every other column becomes a free attribute where its cell is filled. A row without a
    group is a moderator.

    Raises:
        Refusal: which names all rows without speaker, with a speaker that occurred before, or a number that
            is none.
    """
    columns = Columns(rows, file_name, _COLUMNS, ["speaker"], "participants")
    first_row: dict[str, int] = {}
    people: list[ParticipantDraft] = []
    for number, row in columns:
        speaker = columns.line(row, "speaker")
        if not speaker:
            columns.problem(number, "the speaker is missing")
            continue
        before = first_row.setdefault(speaker.casefold(), number)
        if before != number:
            columns.problem(number, f"the speaker “{shorten(speaker)}” stands in row {before} already")
            continue
        people.append(
            ParticipantDraft(
                speaker=speaker,
                group=columns.line(row, "group") or None,
                label=columns.line(row, "label") or None,
                number=columns.whole(number, row, "number"),
                sex=columns.line(row, "sex") or None,
                role=columns.line(row, "role") or None,
                attributes={name.strip(): row[name].strip() for name in columns.others if row[name].strip()},
            )
        )
    columns.check()
    return people
