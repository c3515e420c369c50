"""The measures: which tally each of them is, and how many people stand behind a column (A1, A2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.analysis.columns import Ints, Mask, Pairs, Positions, distinct, pair_up, spread
from qualcode.analysis.matrix.axis import mix
from qualcode.analysis.matrix.scope import Scope, climb, text_names
from qualcode.analysis.matrix.tally import (
    Across,
    Layout,
    Tally,
    count_marks,
    look_across,
    tally_alone,
    tally_marked,
    tally_pairs,
    tally_stretches,
)
from qualcode.analysis.speech import TEXT_DIMENSIONS, Facts

LARGEST_BLOCK = 1 << 24
"""Cells × things up to which a block of booleans is used (16 MB)."""


@dataclass(frozen=True, eq=False)
class Counting:
    """Facts laid out in a table: ``row`` and ``column`` number the place of each fact.

    ``by_code`` says that ``row`` has the positions of codes, so that what is sorted once serves the next
    table too. (No ``slots``: ``across`` is cached in the instance.)
    """

    facts: Facts
    row: Positions
    column: Positions
    layout: Layout
    by_code: bool

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

    @cached_property
    def across(self) -> Across:
        """The segments of several facts, over all rows."""
        rest = slice(self.facts.plain, None)
        return look_across(self.facts.segment[rest], self.column[rest], self.layout)

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
        summed = self.layout.parents is not None
        pairs = self.facts.code_pairs.get(summed) if self.by_code else None
        if pairs is None:
            pairs = self._pairs(self.facts.segment, plain)
        if self.by_code:
            self.facts.code_pairs[summed] = pairs
        return alone + tally_pairs(pairs, self.across, self.column, self.layout)

    def _things(self, thing: Positions, things: int) -> Tally:
        if self.layout.rows * self.layout.columns * things <= LARGEST_BLOCK:
            return tally_marked(thing, things, self.row, self.column, self.layout)
        across = look_across(thing, self.column, self.layout)
        return tally_pairs(self._pairs(thing, 0), across, self.column, self.layout)

    def _pairs(self, thing: Positions, begin: int) -> Pairs:
        row = self.row[begin:]
        if self.layout.parents is None:
            return pair_up(thing[begin:], row, np.arange(begin, self.row.size), self.layout.rows)
        owner, row = self._climbed(row)
        return pair_up(np.take(thing[begin:], owner), row, owner + begin, self.layout.rows)

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


def people_behind(scope: Scope, counting: Counting, names: tuple[str, ...], paths: Ints, group: Positions) -> Ints:
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
    keys = distinct(keys)
    return np.bincount((keys // people)[keys % people > 0], minlength=paths.shape[0]).astype(np.int64)


def words_behind(scope: Scope, names: tuple[str, ...], paths: Ints) -> Ints:
    """Count the words spoken in the part of the text that each header in ``paths`` stands for."""
    return _by_text(scope, scope.voices, names, paths, None)


def _by_text(scope: Scope, voices: Mask, names: tuple[str, ...], paths: Ints, thing: Ints | None) -> Ints:
    """Add up the words of the voices under each header, or count the distinct things where ``thing`` gives
    them.
    """
    frame = scope.frame
    texts = text_names(names)
    weights = frame.voice_words[voices] if thing is None else np.ones(thing.size, dtype=np.int64)
    if not texts:
        count = int(weights.sum()) if thing is None else int(distinct(thing).size)
        return np.full(paths.shape[0], count, dtype=np.int64)
    sizes = [len(frame.values[name]) + 1 for name in texts]
    spoken = mix([frame.voices.column(frame, name)[voices] for name in texts], sizes)
    if thing is not None:
        people = int(thing.max(initial=0)) + 1
        spoken = distinct(spoken * people + thing) // people
        weights = np.ones(spoken.size, dtype=np.int64)
    wanted = mix([paths[:, names.index(name)] for name in texts], sizes)
    known = distinct(spoken)
    place = np.searchsorted(known, spoken)
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
