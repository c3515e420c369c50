"""The measures: which tally each of them is, and how many people stand behind a column (A1, A2)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qualcode.analysis.columns import Ints, Positions, spread
from qualcode.analysis.matrix.axis import mix
from qualcode.analysis.matrix.scope import Scope, climb, text_names
from qualcode.analysis.matrix.tally import (
    Layout,
    Tally,
    count_marks,
    tally_alone,
    tally_marked,
    tally_sorted,
    tally_stretches,
)
from qualcode.analysis.speech import TEXT_DIMENSIONS, Facts

LARGEST_BLOCK = 1 << 24
"""Cells × things up to which a block of booleans is used (16 MB)."""


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """Facts laid out in a table: ``row`` and ``column`` number the place of each fact."""

    facts: Facts
    row: Positions
    column: Positions
    layout: Layout

    def tally(self, measure: str) -> Tally:
        """Count ``segments``, ``participants``, ``documents`` or ``words``."""
        match measure:
            case "participants":
                people = self.facts.frame.participant_group.size
                named = np.flatnonzero(self.facts.person > 0)
                return self._part(named)._things(self.facts.person[named], people)
            case "documents":
                return self._things(self.facts.column("document"), self.facts.frame.document_wave.size)
            case "words":
                return self._words()
            case _:
                return self._segments()

    def in_several_columns(self) -> int:
        """Count the segments that stand in more than one column."""
        rest = slice(self.facts.plain, None)
        keys = self.facts.segment[rest].astype(np.int64) * self.layout.columns + self.column[rest]
        keys.sort()
        places = keys[np.append(True, keys[1:] != keys[:-1])] if keys.size else keys
        segments = places // max(self.layout.columns, 1)
        again = segments[1:] == segments[:-1]
        # A segment of three columns repeats twice: only its first repetition is counted.
        return int(np.count_nonzero(again & np.append(True, ~again[:-1]))) if again.size else 0

    def _part(self, index: npt.NDArray[np.intp]) -> Counting:
        """Return the counting of some of the facts only; things in it may be anything but segments."""
        if index.size == self.row.size:
            return self
        mask = np.zeros(self.row.size, dtype=bool)
        mask[index] = True
        return replace(self, facts=self.facts.keep(mask), row=self.row[index], column=self.column[index])

    def _segments(self) -> Tally:
        plain = self.facts.plain
        alone = tally_alone(self.row[:plain], self.column[:plain], self.layout)
        return alone + self._sorted(self.facts.segment[plain:], plain)

    def _things(self, thing: Positions, things: int) -> Tally:
        if self.layout.rows * self.layout.columns * things <= LARGEST_BLOCK:
            return tally_marked(thing, things, self.row, self.column, self.layout)
        return self._sorted(thing, 0)

    def _sorted(self, thing: Positions, begin: int) -> Tally:
        row, column = self.row[begin:], self.column[begin:]
        if self.layout.parents is not None:
            owner, row = self._climbed(row)
            thing, column = np.take(thing, owner), np.take(column, owner)
        return tally_sorted(thing, row, column, self.layout)

    def _words(self) -> Tally:
        frame, facts = self.facts.frame, self.facts
        touches = frame.touches
        first, beyond = frame.touched_words
        begins = np.searchsorted(touches.segment, np.arange(frame.segments.id.size + 1))
        owner, place = spread(np.take(np.diff(begins), facts.segment))
        touch = np.take(begins, np.take(facts.segment, owner)) + place
        own = np.flatnonzero(np.take(touches.person, touch) == np.take(facts.person, owner))
        owner, touch = owner[own], touch[own]
        row, column = np.take(self.row, owner), np.take(self.column, owner)
        if self.layout.parents is not None:
            again, row = self._climbed(row)
            column, touch = np.take(column, again), np.take(touch, again)
        return tally_stretches(np.take(first, touch), np.take(beyond, touch), row, column, self.layout)

    def _climbed(self, codes: Positions) -> tuple[npt.NDArray[np.intp], Positions]:
        return climb(self.facts.frame, codes, range(1, len(self.facts.frame.codes) + 1))


def people_behind(
    scope: Scope, counting: Counting, names: tuple[str, ...], paths: Ints, group: Positions
) -> Ints:
    """Count the participants behind each header in ``paths`` (dimensions ``names``): the N row.

    With dimensions of the text only, those who speak there; with one that is noted on codings too, those of
    them who have a counted segment. ``group`` maps each column to its header in ``paths``.
    """
    people = scope.frame.participant_group.size
    if all(name in TEXT_DIMENSIONS for name in names):
        heard = scope.voices & (scope.frame.voices.person > 0)
        person = scope.frame.voices.person[heard].astype(np.int64)
        return _by_text(scope, heard, names, paths, person)
    keys = np.take(group, counting.column).astype(np.int64)
    keys *= people
    keys += counting.facts.person
    if paths.shape[0] * people <= LARGEST_BLOCK:
        seen = np.zeros((paths.shape[0], people), dtype=bool)
        seen.ravel()[keys] = True
        return count_marks(seen[:, 1:])
    keys = np.unique(keys)
    return np.bincount((keys // people)[keys % people > 0], minlength=paths.shape[0]).astype(np.int64)


def words_behind(scope: Scope, names: tuple[str, ...], paths: Ints) -> Ints:
    """Count the words spoken in the part of the text that each header in ``paths`` stands for."""
    return _by_text(scope, scope.voices, names, paths, None)


def _by_text(
    scope: Scope, voices: npt.NDArray[np.bool_], names: tuple[str, ...], paths: Ints, thing: Ints | None
) -> Ints:
    """Add up the words of the voices under each header, or count the distinct things where ``thing`` gives
    them.
    """
    frame = scope.frame
    texts = text_names(names)
    weights = frame.voice_words[voices] if thing is None else np.ones(thing.size, dtype=np.int64)
    if not texts:
        count = int(weights.sum()) if thing is None else int(np.unique(thing).size)
        return np.full(paths.shape[0], count, dtype=np.int64)
    sizes = [len(frame.values[name]) + 1 for name in texts]
    spoken = mix([frame.voices.column(frame, name)[voices] for name in texts], sizes)
    if thing is not None:
        people = int(thing.max(initial=0)) + 1
        spoken = np.unique(spoken * people + thing) // people
        weights = np.ones(spoken.size, dtype=np.int64)
    wanted = mix([paths[:, names.index(name)] for name in texts], sizes)
    known, place = np.unique(spoken, return_inverse=True)
    sums = np.rint(np.bincount(place, weights=weights, minlength=known.size)).astype(np.int64)
    at = np.minimum(np.searchsorted(known, wanted), max(known.size - 1, 0))
    if not known.size:
        return np.zeros(paths.shape[0], dtype=np.int64)
    return np.where(known[at] == wanted, sums[at], 0)


def percent(
    part: npt.NDArray[np.integer], whole: npt.NDArray[np.integer] | int, per: int = 100
) -> npt.NDArray[np.float64]:
    """Return ``part`` per ``per`` of ``whole``; not a number where the whole is nothing."""
    whole = np.asarray(whole, dtype=np.float64)
    result = np.full(np.broadcast(part, whole).shape, np.nan)
    np.divide(part * float(per), whole, out=result, where=whole != 0)
    return result
