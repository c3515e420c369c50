"""Which headers a table has along one side, and under which of them each fact falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from qualcode.analysis.columns import Ints, Positions, distinct
from qualcode.analysis.matrix.dimensions import DIMENSIONS
from qualcode.analysis.matrix.scope import Scope, text_names
from qualcode.analysis.speech import TEXT_DIMENSIONS, Facts
from qualcode.domain.errors import Refusal

OPEN_DIMENSIONS = frozenset({"participant", "document", "coder"})
"""Dimensions with as many values as the study happens to have: only values that can occur get a header."""

LARGEST_TABLE = 1 << 22
"""Combinations up to which the headers are looked up in a table (16 MB)."""


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """The headers along one side.

    ``paths`` has one row of positions for each header, one column for each dimension, in display order;
    ``index`` is the number of the header for each fact.
    """

    names: tuple[str, ...]
    paths: Ints
    index: Positions

    def __len__(self) -> int:
        return int(self.paths.shape[0])

    def prefixes(self, depth: int) -> tuple[Ints, Positions]:
        """Return the distinct paths cut to ``depth`` dimensions, and which of them each header belongs to."""
        cut = self.paths[:, :depth]
        new = np.ones(len(self), dtype=bool)
        new[1:] = (cut[1:] != cut[:-1]).any(axis=1)
        return cut[new], (np.cumsum(new) - 1).astype(np.int32)


def mix(columns: Sequence[npt.NDArray[np.signedinteger]], sizes: list[int]) -> Ints:
    """Write several positions as one number: the columns are its digits, ``sizes`` their bases."""
    number = columns[0].astype(np.int64)
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        number *= size
        number += column
    return number


def _digits(numbers: Ints, sizes: list[int]) -> Ints:
    paths = np.empty((numbers.size, len(sizes)), dtype=np.int64)
    for place in range(len(sizes) - 1, -1, -1):
        numbers, paths[:, place] = np.divmod(numbers, sizes[place])
    return paths


def build_axis(scope: Scope, facts: Facts, names: tuple[str, ...], most: int) -> Axis:
    """Lay out the headers for ``names``, nested in this order.

    Every combination of the study's own lists (groups, waves, phases …) gets a header, also an empty one.
    Participants and documents get one where they speak, coders where they coded; “(not assigned)” only where
    there is something.

    Raises:
        Refusal: when there would be more than ``most`` headers.
    """
    sizes = [len(scope.frame.values[name]) + 1 for name in names]
    found = mix([facts.column(name) for name in names], sizes)
    small = prod(sizes) <= LARGEST_TABLE
    present = np.flatnonzero(np.bincount(found, minlength=prod(sizes))) if small else distinct(found)
    used = _digits(present.astype(np.int64), sizes)
    expected = _expected(scope, names, used, most)
    paths = np.concatenate((used, expected))
    # “None” is position 0 but stands last.
    ranks = np.where(paths == 0, np.array(sizes, dtype=np.int64), paths)
    order = np.lexsort(tuple(ranks[:, place] for place in range(len(names) - 1, -1, -1)))
    paths = paths[order]
    new = np.ones(len(paths), dtype=bool)
    new[1:] = (paths[1:] != paths[:-1]).any(axis=1)
    paths = paths[new]
    _check_size(len(paths), most, names)
    numbers = mix([paths[:, place] for place in range(len(names))], sizes)
    if small:
        table = np.zeros(prod(sizes), dtype=np.int32)
        table[numbers] = np.arange(numbers.size, dtype=np.int32)
        return Axis(names, paths, np.take(table, found))
    sorter = np.argsort(numbers)
    index = sorter[np.searchsorted(numbers, found, sorter=sorter)]
    return Axis(names, paths, index.astype(np.int32))


def _expected(scope: Scope, names: tuple[str, ...], used: Ints, most: int) -> Ints:
    """Return the paths that get a header even when nothing falls under them."""
    texts = text_names(names)
    others = tuple(name for name in names if name not in TEXT_DIMENSIONS)
    spoken = _spoken(scope, texts) if OPEN_DIMENSIONS & set(texts) else _product(scope, texts, used, names)
    noted = _product(scope, others, used, names)
    _check_size(spoken.shape[0] * noted.shape[0], most, names)
    paths = np.empty((spoken.shape[0] * noted.shape[0], len(names)), dtype=np.int64)
    for place, name in enumerate(names):
        if name in texts:
            paths[:, place] = np.repeat(spoken[:, texts.index(name)], noted.shape[0])
        else:
            paths[:, place] = np.tile(noted[:, others.index(name)], spoken.shape[0])
    return paths


def _spoken(scope: Scope, texts: tuple[str, ...]) -> Ints:
    """Return the combinations in which somebody speaks."""
    voices = scope.frame.voices
    columns = [voices.column(scope.frame, name)[scope.voices] for name in texts]
    sizes = [len(scope.frame.values[name]) + 1 for name in texts]
    combinations = _digits(distinct(mix(columns, sizes)), sizes)
    assigned: Ints = combinations[(combinations != 0).all(axis=1)]
    return assigned


def _product(scope: Scope, chosen: tuple[str, ...], used: Ints, names: tuple[str, ...]) -> Ints:
    """Return all combinations of the values of ``chosen`` that the filters let through."""
    lists = []
    for name in chosen:
        if name in OPEN_DIMENSIONS:
            listed = distinct(used[:, names.index(name)])
        elif name == "code":
            listed = np.array(scope.codes, dtype=np.int64)
        else:
            listed = np.arange(len(scope.frame.values[name]) + 1, dtype=np.int64)
            if name in scope.allowed:
                listed = listed[scope.allowed[name]]
        lists.append(listed[listed > 0])
    if not lists:
        return np.zeros((1, 0), dtype=np.int64)
    return np.stack([side.ravel() for side in np.meshgrid(*lists, indexing="ij")], axis=1).astype(np.int64)


def _check_size(count: int, most: int, names: tuple[str, ...]) -> None:
    if count > most:
        nested = " × ".join(DIMENSIONS[name].lower() for name in names)
        raise Refusal(
            f"A matrix with {count:,} headers for {nested} is too large to be read or kept; "
            f"{most:,} are possible here. Drop a dimension or choose fewer documents, participants or codes."
        )
