"""Rows that say who the labels of a transcript are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.domain.documents import SpeakerMapping
from qualcode.domain.errors import shorten
from qualcode.exchange.readers.cells.columns import Columns, Row

_COLUMNS = ("found", "label", "speaker", "participant", "merge", "moderator")


def speaker_map_from(rows: Sequence[Row], file_name: str) -> list[SpeakerMapping]:
    """Return what is decided for each label, in the order of the rows.

    The label that was found stands under ``label``, ``found`` or, in a table without these, ``speaker``;
    ``participant``
    (or ``speaker`` beside a label) names a speaker of the
    register, ``merge`` another label of which this one is a misspelling, ``moderator`` is yes or no. A merged
    label without a participant of its own has that of the label that it is merged into.

    Raises:
        Refusal: which names all rows without a label, with a label twice, merged in a circle, or with two
            participants.
    """
    columns = Columns(rows, file_name, _COLUMNS, ["label", "found", "speaker"], "labels")
    named = ("speaker",) if columns.has("found") or columns.has("label") else ()
    numbered: dict[str, tuple[int, SpeakerMapping]] = {}
    for number, row in columns:
        found = columns.line(row, "found", "label", "speaker")
        if not found:
            columns.problem(number, "the label is missing")
            continue
        if found in numbered:
            columns.problem(number, f"the label “{shorten(found)}” stands in row {numbered[found][0]} already")
            continue
        # With a column "found", the column "label" says what the label is to be.
        merged = columns.line(row, "merge") or (columns.line(row, "label") if columns.has("found") else "")
        mapping = SpeakerMapping(
            found,
            merged or found,
            columns.line(row, "participant", *named) or None,
            columns.yes(number, row, "moderator", False),
        )
        numbered[found] = (number, mapping)
    resolved = [_resolved(columns, number, mapping, numbered) for number, mapping in numbered.values()]
    columns.check()
    return resolved


def _resolved(
    columns: Columns, number: int, mapping: SpeakerMapping, numbered: dict[str, tuple[int, SpeakerMapping]]
) -> SpeakerMapping:
    """Follow a label that is merged into one that is merged itself, to the end."""
    passed = [mapping.found]
    last = mapping
    while last.label != last.found and last.label in numbered:
        if last.label in passed:
            columns.problem(number, f"the label “{shorten(mapping.found)}” is merged in a circle")
            return mapping
        passed.append(last.label)
        last = numbered[last.label][1]
    if last is mapping:
        return mapping
    if None not in (mapping.participant, last.participant) and mapping.participant != last.participant:
        columns.problem(
            number,
            f"the label “{shorten(mapping.found)}” is merged into “{shorten(last.found)}”, "
            "but stands for another participant",
        )
    return replace(
        mapping,
        label=last.label,
        participant=mapping.participant or last.participant,
        moderator=mapping.moderator or last.moderator,
    )
