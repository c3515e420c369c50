"""Who speaks in which segment, and the facts that tables count (D4, M2).

A segment belongs to the participants whose words it touches. Moderators are left out: a segment that touches
only their words does not count. One that touches no words of a registered participant counts as not assigned
(person 0).

A *fact* is one coding of one segment, said by one person: a segment of two speakers with one coding makes two
facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.columns import Ints, Mask, Pairs, Positions, distinct, key_of, spread

if TYPE_CHECKING:
    from qualcode.analysis.frames import StudyFrame

PERSON_DIMENSIONS = frozenset({"group", "participant", "sex"})
DOCUMENT_DIMENSIONS = frozenset({"wave", "document"})
TEXT_DIMENSIONS = PERSON_DIMENSIONS | DOCUMENT_DIMENSIONS
"""Dimensions of the text that was spoken; the others are noted on a coding."""


@dataclass(frozen=True, slots=True, eq=False)
class Touches:
    """Which words of which turn each segment touches; moderators left out.

    ``segment`` and ``turn`` are indices from 0, in this order; ``person`` is a participant's position or 0.
    ``turn`` is -1 for a segment that stands outside all words of its document, such as a title.
    """

    segment: Positions
    turn: Positions
    person: Positions


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """Who speaks in which document: one entry for each pair; person 0 is everybody who is not mapped."""

    document: Positions
    person: Positions

    def column(self, frame: StudyFrame, dimension: str) -> Positions:
        """Return the positions of a text dimension for each voice."""
        return _text_column(frame, dimension, self.document, self.person)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Codings with their speakers, one entry for each pair.

    The first ``plain`` entries are the only fact of their segment, so that they can be counted without
    looking for doubles. ``coding`` and ``segment`` are indices from 0, ``person`` a participant's position or
    0. ``columns`` and ``code_pairs`` keep what was asked for once.
    """

    frame: StudyFrame
    coding: Positions
    segment: Positions
    person: Positions
    plain: int
    columns: dict[str, Positions] = field(default_factory=dict)
    code_pairs: dict[bool, Pairs] = field(default_factory=dict)

    def column(self, dimension: str) -> Positions:
        """Return the positions of ``dimension`` for each fact; kept for the next time."""
        found = self.columns.get(dimension)
        if found is None:
            if dimension in TEXT_DIMENSIONS:
                document = self.frame.segments.document
                found = _text_column(self.frame, dimension, np.take(document, self.segment), self.person)
            else:
                column: Positions = getattr(self.frame.codings, dimension)
                found = np.take(column, self.coding)
            self.columns[dimension] = found
        return found

    def keep(self, mask: Mask) -> Facts:
        """Return only the facts for which ``mask`` is true."""
        index = np.flatnonzero(mask)
        columns = {name: np.take(column, index) for name, column in self.columns.items()}
        plain = int(np.count_nonzero(mask[: self.plain]))
        coding, segment, person = (np.take(c, index) for c in (self.coding, self.segment, self.person))
        return Facts(self.frame, coding, segment, person, plain, columns)


def _text_column(frame: StudyFrame, dimension: str, document: Positions, person: Positions) -> Positions:
    match dimension:
        case "document":
            return document
        case "wave":
            return np.take(frame.document_wave, document)
        case "participant":
            return person
        case "group":
            return np.take(frame.participant_group, person)
        case _:
            return np.take(frame.participant_sex, person)


def find_touches(frame: StudyFrame) -> Touches:
    """Find the words that each segment touches. Relies on the order of the frame and on turns that do not
    overlap.
    """
    segments, turns = frame.segments, frame.turns
    first = np.searchsorted(key_of(turns.document, turns.end), key_of(segments.document, segments.start), "right")
    beyond = np.searchsorted(key_of(turns.document, turns.said), key_of(segments.document, segments.end), "left")
    counts = np.maximum(beyond - first, 0)
    outside = np.flatnonzero(counts == 0)
    owner, place = spread(counts)
    turn = np.take(first, owner) + place
    person = np.take(turns.person, turn)
    spoken = np.flatnonzero(person >= 0)
    owner, turn, person = owner[spoken], turn[spoken], person[spoken]
    named = np.zeros(segments.id.size, dtype=bool)
    named[owner[person > 0]] = True
    counted = np.flatnonzero((person > 0) | ~named[owner])
    owner, turn, person = owner[counted], turn[counted], person[counted]
    if outside.size:
        owner = np.concatenate((owner, outside))
        turn = np.concatenate((turn, np.full(outside.size, -1)))
        person = np.concatenate((person, np.zeros(outside.size, np.int32)))
        order = np.argsort(owner, kind="stable")
        owner, turn, person = owner[order], turn[order], person[order]
    return Touches(owner.astype(np.int32), turn.astype(np.int32), person)


def find_speakers(frame: StudyFrame, touches: Touches) -> tuple[Positions, Ints]:
    """Return the distinct persons of all segments in one row, and where each segment's begin in it (one entry
    more).
    """
    width = int(frame.participant_group.size)
    keys = touches.segment.astype(np.int64) * width + touches.person
    if not bool((keys[1:] > keys[:-1]).all()):
        keys = distinct(keys)
    begins = np.searchsorted(keys, np.arange(frame.segments.id.size + 1, dtype=np.int64) * width)
    return (keys % width).astype(np.int32), begins.astype(np.int64)


def find_facts(frame: StudyFrame, persons: Positions, begins: Ints) -> Facts:
    """Join the codings with the speakers of their segments."""
    counts = np.take(np.diff(begins), frame.codings.segment)
    coding, place = spread(counts)
    segment = np.take(frame.codings.segment, coding)
    person = np.take(persons, np.take(begins, segment) + place)
    alone = np.take(np.bincount(segment, minlength=frame.segments.id.size), segment) == 1
    order = np.concatenate((np.flatnonzero(alone), np.flatnonzero(~alone)))
    return Facts(
        frame,
        np.take(coding, order).astype(np.int32),
        np.take(segment, order),
        np.take(person, order),
        int(np.count_nonzero(alone)),
    )


def find_voices(frame: StudyFrame) -> Voices:
    """List who speaks in which document, moderators left out."""
    spoken = np.flatnonzero(frame.turns.person >= 0)
    width = int(frame.participant_group.size)
    keys = distinct(frame.turns.document[spoken].astype(np.int64) * width + frame.turns.person[spoken])
    return Voices((keys // width).astype(np.int32), (keys % width).astype(np.int32))


def _word_ranges(frame: StudyFrame, document: Positions, start: Ints, end: Ints, whole: bool) -> tuple[Ints, Ints]:
    """Number the words of stretches sorted by document: (first word, beyond the last), counted from 0 in each
    document.

    ``whole`` takes the words that begin in the stretch, so that each belongs to one turn at most; otherwise
    the words of which the stretch holds a character.
    """
    first, beyond = np.zeros(start.size, np.int64), np.zeros(start.size, np.int64)
    listed = frame.values["document"]
    begins = np.searchsorted(document, np.arange(1, len(listed) + 2))
    for position in np.flatnonzero(np.diff(begins)).tolist():
        here = slice(int(begins[position]), int(begins[position + 1]))
        starts, ends = frame.words.offsets(listed[position].key)
        first[here] = (
            np.searchsorted(starts, start[here], "left") if whole else np.searchsorted(ends, start[here], "right")
        )
        beyond[here] = np.searchsorted(starts, end[here], "left")
    return first, beyond


def find_voice_words(frame: StudyFrame) -> Ints:
    """Count the words that each voice speaks in its document."""
    turns, voices = frame.turns, frame.voices
    first, beyond = frame.turn_words
    width = int(frame.participant_group.size)
    spoken = np.flatnonzero(turns.person >= 0)
    keys = voices.document.astype(np.int64) * width + voices.person
    voice = np.searchsorted(keys, turns.document[spoken].astype(np.int64) * width + turns.person[spoken])
    counts = np.bincount(voice, weights=(beyond - first)[spoken], minlength=keys.size)
    return np.rint(counts).astype(np.int64)


def find_turn_words(frame: StudyFrame) -> tuple[Ints, Ints]:
    """Number the words of each turn; a word belongs to the turn in which it begins."""
    turns = frame.turns
    return _word_ranges(frame, turns.document, turns.said, turns.end, whole=True)


def find_touched_words(frame: StudyFrame) -> tuple[Ints, Ints]:
    """Number the words of each touch, over all documents, so that no two documents share a number."""
    touches, segments = frame.touches, frame.segments
    document = np.take(segments.document, touches.segment)
    start, end = np.take(segments.start, touches.segment), np.take(segments.end, touches.segment)
    first, beyond = _word_ranges(frame, document, start, end, whole=False)
    # Entry -1 is that of no turn: it has no words.
    turn_first, turn_beyond = (np.take(np.append(column, 0), touches.turn) for column in frame.turn_words)
    first = np.maximum(first, turn_first)
    beyond = np.maximum(np.minimum(beyond, turn_beyond), first)
    longest = int(beyond.max(initial=0)) + 1
    return first + document * np.int64(longest), beyond + document * np.int64(longest)
