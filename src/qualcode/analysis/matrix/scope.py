"""What of a study a table counts: filters, reflexive accounts and sub-codes applied (A1, M2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.columns import Mask, Positions, spread
from qualcode.analysis.frames import StudyFrame
from qualcode.analysis.matrix.dimensions import FILTERED, Filters
from qualcode.analysis.speech import DOCUMENT_DIMENSIONS, PERSON_DIMENSIONS, TEXT_DIMENSIONS, Facts
from qualcode.domain.codebook import Status


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The facts that count, the codes that are shown, and the voices (pairs of document and person) in reach.

    ``codes`` are positions in tree order; ``allowed`` has, for each filtered dimension, the positions let
    through.
    """

    frame: StudyFrame
    facts: Facts
    codes: tuple[int, ...]
    voices: Mask
    allowed: dict[str, Mask]


def take_scope(frame: StudyFrame, filters: Filters, include_reflexive: bool, aggregate: bool) -> Scope:
    """Apply the filters. With ``aggregate`` a code brings along what is below it."""
    facts = frame.facts if include_reflexive else frame.facts_without_reflexive
    allowed = {name: _through(frame, name, keys) for name in FILTERED if (keys := filters.of(name)) is not None}
    mask: Mask | None = None
    for name, through in allowed.items():
        let = _with_descendants(frame, through) if name == "code" and aggregate else through
        passes = np.take(let, facts.column(name))
        mask = passes if mask is None else mask & passes
    if mask is not None:
        facts = facts.keep(mask)
    return Scope(
        frame,
        facts,
        _shown_codes(frame, facts, allowed.get("code")),
        _reach(frame, allowed, include_reflexive),
        allowed,
    )


def _through(frame: StudyFrame, dimension: str, keys: Collection[int]) -> Mask:
    return np.array([0 in keys, *(value.key in keys for value in frame.values[dimension])], dtype=bool)


def _with_descendants(frame: StudyFrame, through: Mask) -> Mask:
    return np.array([bool(through[list(line)].any()) for line in frame.ancestors], dtype=bool)


def _shown_codes(frame: StudyFrame, facts: Facts, chosen: Mask | None) -> tuple[int, ...]:
    """Return the codes that have a row: the chosen, or all but retired ones with nothing in and below."""
    if chosen is not None:
        return tuple(position for position in np.flatnonzero(chosen).tolist() if position)
    used = np.bincount(facts.column("code"), minlength=len(frame.codes) + 1) > 0
    shown = [False] * (len(frame.codes) + 1)
    for position in range(len(frame.codes), 0, -1):
        if shown[position] or used[position] or frame.codes[position - 1].status is not Status.RETIRED:
            shown[position] = True
            shown[int(frame.parent[position])] = True
    return tuple(position for position in range(1, len(shown)) if shown[position])


def _reach(frame: StudyFrame, allowed: dict[str, Mask], include_reflexive: bool) -> Mask:
    """Tell which voices may be heard; filters on codings do not silence anybody."""
    reach = np.ones(frame.voices.person.size, dtype=bool)
    for name in (DOCUMENT_DIMENSIONS | PERSON_DIMENSIONS) & allowed.keys():
        reach &= np.take(allowed[name], frame.voices.column(frame, name))
    if not include_reflexive:
        reach &= ~np.take(frame.document_reflexive, frame.voices.document)
    return reach


def climb(frame: StudyFrame, own: Positions, shown: Collection[int]) -> tuple[npt.NDArray[np.intp], Positions]:
    """Repeat each code for every one shown that it is or stands below: returns (which it was, the code
    reached).
    """
    among = set(shown)
    lines = [[code for code in line if code in among] for line in frame.ancestors]
    lengths = np.array([len(line) for line in lines], dtype=np.int64)
    begins = np.cumsum(lengths) - lengths
    flat = np.array([code for line in lines for code in line], dtype=np.int32)
    owner, place = spread(np.take(lengths, own))
    return owner, np.take(flat, np.take(begins, np.take(own, owner)) + place)


def climb_facts(facts: Facts, shown: Collection[int]) -> Facts:
    """Repeat each fact for every code shown that it counts for: sub-codes summed."""
    owner, code = climb(facts.frame, facts.column("code"), shown)
    coding, segment, person = (np.take(c, owner) for c in (facts.coding, facts.segment, facts.person))
    return Facts(facts.frame, coding, segment, person, 0, {"code": code})


def text_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of ``names`` that are dimensions of the spoken text."""
    return tuple(name for name in names if name in TEXT_DIMENSIONS)
