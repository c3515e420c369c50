"""The study as columns of numbers: what every table is counted from (A1).

Services fill a ``StudyFrame`` from the database; nothing here opens one. Segments are kept sorted by document
and start, codings by segment, turns by document and start. Codes have their positions in tree order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.analysis.columns import (
    Codings,
    Ints,
    Positions,
    Rows,
    Segments,
    Turns,
    key_of,
    positions,
    to_columns,
)
from qualcode.analysis.speech import (
    Facts,
    Touches,
    Voices,
    find_facts,
    find_speakers,
    find_touched_words,
    find_touches,
    find_turn_words,
    find_voice_words,
    find_voices,
)
from qualcode.analysis.words import WordIndex
from qualcode.domain.codebook import Code, in_tree_order

NOT_ASSIGNED = "(not assigned)"
LABELLED = ("group", "wave", "document", "participant", "coder", "phase", "outcome", "valence", "locus")
"""The dimensions whose values services give to ``StudyFrame.from_rows``; codes and sexes come from the codes
and people.
"""

_OPEN_END = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a dimension. ``key`` is its id in the study, 0 for what is not assigned; ``label`` is
    printed.
    """

    key: int
    label: str


UNASSIGNED = Value(0, NOT_ASSIGNED)


def _in_order(keys: Ints) -> npt.NDArray[np.intp] | None:
    """Return the order that sorts ``keys``, None when they are sorted: rows often come from an index."""
    return None if bool((keys[1:] >= keys[:-1]).all()) else np.argsort(keys, kind="stable")


@dataclass(frozen=True, eq=False)
class StudyFrame:
    """A study as numbers; make one with ``from_rows``. It never changes: what is derived from it is kept with
    it.

    ``values`` maps each dimension (see ``matrix.DIMENSIONS``) to its values in display order.
    ``document_wave`` and ``document_reflexive`` are indexed by a document's position, ``participant_group``
    and ``participant_sex`` by a participant's, ``parent`` by a code's; entry 0 of each stands for none. (No
    ``slots``: derived columns are cached in the instance.)
    """

    codes: tuple[Code, ...]
    depths: tuple[int, ...]
    parent: Positions
    values: Mapping[str, tuple[Value, ...]]
    codings: Codings
    segments: Segments
    turns: Turns
    document_wave: Positions
    document_reflexive: npt.NDArray[np.bool_]
    participant_group: Positions
    participant_sex: Positions
    words: WordIndex

    @classmethod
    def from_rows(
        cls,
        *,
        codes: Iterable[Code],
        labels: Mapping[str, Sequence[tuple[int, str]]],
        documents: Iterable[tuple[int, int, bool]],
        participants: Iterable[tuple[int, int, str | None]],
        segments: Rows,
        codings: Rows,
        turns: Rows,
        words: WordIndex | Callable[[int], str],
    ) -> StudyFrame:
        """Build a frame from plain rows; 0 stands for none in every column of ids.

        Args:
            codes: all codes of the study, in any order.
            labels: for each of ``LABELLED``, the (id, label) of its values in display order. A group with the
                id 0 is
                never listed: a participant without a group is a moderator.
            documents: (id, wave id, whether it is a reflexive account).
            participants: (id, group id, sex).
            segments: (id, document id, start, end).
            codings: (id, segment id, code id, coder id, phase id, outcome id, valence id, locus id).
            turns: (document id, said, end, participant id, 1 when the speaker moderates in this document,
                else 0). words: gives a document's text by its id; a ``WordIndex`` of an earlier frame spares
                counting again.

        Raises:
            ValueError: when a row names an id that is not listed, or turns of a document overlap.
        """
        tree = in_tree_order(codes)
        ordered = tuple(code for code, _ in tree)
        place = {code.id: position for position, code in enumerate(ordered, start=1)}
        people = list(participants)
        sexes = sorted({sex for _, _, sex in people if sex})
        values = {name: tuple(Value(key, label) for key, label in labels.get(name, ())) for name in LABELLED}
        values["sex"] = tuple(Value(number, sex) for number, sex in enumerate(sexes, start=1))
        values["code"] = tuple(Value(code.id, code.name) for code in ordered)
        keys = {name: [value.key for value in listed] for name, listed in values.items()}
        waves, reflexive = _document_columns(documents, keys)
        groups, sex_of = _participant_columns(people, sexes, keys)
        segment_columns = _segments(to_columns(segments, 4), keys)
        return cls(
            codes=ordered,
            depths=tuple(depth for _, depth in tree),
            parent=np.array([0, *(place.get(code.parent_id or 0, 0) for code in ordered)], dtype=np.int32),
            values=values,
            codings=_codings(to_columns(codings, 8), keys, segment_columns.id),
            segments=segment_columns,
            turns=_turns(to_columns(turns, 5), keys, groups),
            document_wave=waves,
            document_reflexive=reflexive,
            participant_group=groups,
            participant_sex=sex_of,
            words=words if isinstance(words, WordIndex) else WordIndex(words),
        )

    @cached_property
    def ancestors(self) -> tuple[tuple[int, ...], ...]:
        """For each code's position (0 is none), its own position and those of all codes above it."""
        lines: list[tuple[int, ...]] = [(0,)]
        for position in range(1, len(self.codes) + 1):
            above = int(self.parent[position])
            lines.append((position, *lines[above]) if above else (position,))
        return tuple(lines)

    @cached_property
    def touches(self) -> Touches:
        """The words that each segment touches."""
        return find_touches(self)

    @cached_property
    def speakers(self) -> tuple[Positions, Ints]:
        """The persons of all segments in one row, and where each segment's begin in it."""
        return find_speakers(self, self.touches)

    @cached_property
    def voices(self) -> Voices:
        """Who speaks in which document."""
        return find_voices(self)

    @cached_property
    def facts(self) -> Facts:
        """All codings that count, with their speakers, reflexive accounts included."""
        return find_facts(self, *self.speakers)

    @cached_property
    def facts_without_reflexive(self) -> Facts:
        """The same without the reflexive accounts (M2)."""
        left_out = np.take(self.document_reflexive, self.facts.column("document"))
        return self.facts.keep(~left_out) if left_out.any() else self.facts

    @cached_property
    def turn_words(self) -> tuple[Ints, Ints]:
        """The first word of each turn and the one beyond its last, counted from 0 in each document."""
        return find_turn_words(self)

    @cached_property
    def touched_words(self) -> tuple[Ints, Ints]:
        """The first word of each touch and the one beyond its last, numbered over all documents."""
        return find_touched_words(self)

    @cached_property
    def voice_words(self) -> Ints:
        """How many words each voice speaks."""
        return find_voice_words(self)

    def speakers_of(self, segment_id: int) -> tuple[int, ...]:
        """Return the ids of the participants whose words a segment touches, in display order, moderators left
        out.
        """
        at = int(self._segment_index[segment_id])
        persons, begins = self.speakers
        listed = self.values["participant"]
        return tuple(listed[person - 1].key for person in persons[begins[at] : begins[at + 1]].tolist() if person)

    @cached_property
    def _segment_index(self) -> dict[int, int]:
        return {key: index for index, key in enumerate(self.segments.id.tolist())}

    def position_of(self, dimension: str, key: int) -> int:
        """Return the position of the value with the id ``key``; 0 when there is none."""
        listed = self.values[dimension]
        return next((place for place, value in enumerate(listed, start=1) if value.key == key), 0)

    def label_of(self, dimension: str, position: int) -> Value:
        """Return the value at ``position`` of ``dimension``."""
        return self.values[dimension][position - 1] if position else UNASSIGNED


def _document_columns(
    documents: Iterable[tuple[int, int, bool]], keys: Mapping[str, list[int]]
) -> tuple[Positions, npt.NDArray[np.bool_]]:
    listed = list(documents)
    numbers = np.array([(key, wave) for key, wave, _ in listed], dtype=np.int64).reshape(-1, 2)
    at = positions(keys["document"], numbers[:, 0], "document", required=True)
    waves = np.zeros(len(keys["document"]) + 1, dtype=np.int32)
    waves[at] = positions(keys["wave"], numbers[:, 1], "wave")
    reflexive = np.zeros(waves.size, dtype=bool)
    reflexive[at] = [kind for _, _, kind in listed]
    return waves, reflexive


def _participant_columns(
    people: list[tuple[int, int, str | None]], sexes: list[str], keys: Mapping[str, list[int]]
) -> tuple[Positions, Positions]:
    numbers = np.array([(key, group) for key, group, _ in people], dtype=np.int64).reshape(-1, 2)
    at = positions(keys["participant"], numbers[:, 0], "participant", required=True)
    groups = np.zeros(len(keys["participant"]) + 1, dtype=np.int32)
    groups[at] = positions(keys["group"], numbers[:, 1], "group")
    sex_of = np.zeros(groups.size, dtype=np.int32)
    sex_of[at] = [sexes.index(sex) + 1 if sex else 0 for _, _, sex in people]
    return groups, sex_of


def _segments(columns: Ints, keys: Mapping[str, list[int]]) -> Segments:
    document = positions(keys["document"], columns[1], "document", required=True)
    order = _in_order(key_of(document, columns[2]))
    if order is not None:
        columns, document = columns[:, order], document[order]
    return Segments(columns[0], document, columns[2], columns[3])


def _codings(columns: Ints, keys: Mapping[str, list[int]], segment_ids: Ints) -> Codings:
    segment = positions(segment_ids, columns[1], "segment", required=True)
    order = _in_order(segment.astype(np.int64))
    if order is not None:
        columns, segment = columns[:, order], segment[order]
    dense = [
        positions(keys[name], column, name, required=name == "code")
        for name, column in zip(("code", "coder", "phase", "outcome", "valence", "locus"), columns[2:], strict=True)
    ]
    return Codings(columns[0], segment - np.int32(1), *dense)


def _turns(columns: Ints, keys: Mapping[str, list[int]], groups: Positions) -> Turns:
    document = positions(keys["document"], columns[0], "document", required=True)
    person = positions(keys["participant"], columns[3], "participant")
    moderates = (columns[4] != 0) | ((person > 0) & (groups[person] == 0))
    person[moderates] = -1
    silent = np.setdiff1d(np.arange(1, len(keys["document"]) + 1, dtype=np.int32), document)
    spoken = columns[1] < columns[2]
    document = np.concatenate((document[spoken], silent))
    said = np.concatenate((columns[1][spoken], np.zeros(silent.size, np.int64)))
    end = np.concatenate((columns[2][spoken], np.full(silent.size, _OPEN_END, np.int64)))
    person = np.concatenate((person[spoken], np.zeros(silent.size, np.int32)))
    order = np.argsort(key_of(document, said), kind="stable")
    document, said, end, person = document[order], said[order], end[order], person[order]
    overlap = (document[1:] == document[:-1]) & (said[1:] < end[:-1])
    if overlap.any():
        broken = keys["document"][int(document[1:][overlap][0]) - 1]
        raise ValueError(f"Turns of the document with the id {broken} overlap.")
    return Turns(document, said, end, person)
