"""Every number of a matrix against a count in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.matrix import DIMENSIONS, MEASURES, Filters, Matrix, axis, compute, counting
from tests.analysis.matrix.brute_force import BruteForce, Path
from tests.analysis.small_studies import SmallStudy, small_studies

FILTERABLE = {"document": "documents", "group": "groups", "wave": "waves", "phase": "phases", "coder": "coders"}


@contextmanager
def ways_of_counting(small_memory: bool) -> Iterator[None]:
    """Take the ways meant for large studies although the study is small."""
    with pytest.MonkeyPatch.context() as patch:
        if small_memory:
            patch.setattr(counting, "LARGEST_BLOCK", 0)
            patch.setattr(axis, "LARGEST_TABLE", 0)
        yield


def keys_of(study: SmallStudy, dimension: str, path: tuple[object, ...]) -> Path:
    """Write a header as the brute force does: sexes by their name."""
    sexes = sorted({sex for _, _, sex in study.participants if sex})
    names = dimension.split("×")
    return tuple(
        sexes[value.key - 1] if name == "sex" and value.key else value.key  # type: ignore[attr-defined]
        for name, value in zip(names, path, strict=True)
    )


def agree(left: object, right: object) -> None:
    """Compare numbers; nothing to divide by equals nothing to divide by."""
    got = np.array(left, dtype=float)
    np.testing.assert_allclose(got, np.array(right, dtype=float).reshape(got.shape), rtol=1e-12)


def check(study: SmallStudy, brute: BruteForce, matrix: Matrix) -> None:
    """Compare headers, cells, totals, subtotals, N, notes and the codings behind every number."""
    names = matrix.column_dimensions
    rows = [((matrix.row_dimension,), keys_of(study, matrix.row_dimension, (row,))) for row in matrix.rows]
    columns = [(names, keys_of(study, "×".join(names), path)) for path in matrix.columns]
    assert [path for _, path in rows] == brute.headers((matrix.row_dimension,))
    assert [path for _, path in columns] == brute.headers(names)
    everything: tuple[tuple[str, ...], Path] = ((), ())
    number = brute.number
    agree(matrix.values, [[number(matrix.measure, row, column) for column in columns] for row in rows])
    agree(matrix.row_totals, [number(matrix.measure, row, everything) for row in rows])
    agree(matrix.column_totals, [number(matrix.measure, everything, column) for column in columns])
    agree(matrix.grand_total, number(matrix.measure, everything, everything))
    agree(matrix.n, [brute.behind(*column) for column in columns])
    assert matrix.n_overall == brute.behind((), ())
    assert matrix.in_several_columns == brute.in_several(names)
    for subtotal in matrix.subtotals:
        outer = names[: len(subtotal.path)]
        header = (outer, keys_of(study, "×".join(outer), subtotal.path))
        agree(subtotal.values, [number(matrix.measure, row, header) for row in rows])
        agree(subtotal.total, number(matrix.measure, everything, header))
        assert subtotal.n == brute.behind(*header)
        inside = matrix.columns[subtotal.first : subtotal.first + subtotal.span]
        assert {path[: len(outer)] for path in inside} == {subtotal.path}
        assert matrix.cell(None, subtotal) == {fact.coding for fact in brute.facts_in(*header)}
    assert len({subtotal.path for subtotal in matrix.subtotals}) == len(matrix.subtotals)
    for at, row in enumerate(rows):
        assert matrix.cell(at) == {fact.coding for fact in brute.facts_in(*row)}
        for place, column in enumerate(columns):
            inside_cell = [fact for fact in brute.facts_in(*row) if brute.stands_in(fact, *column)]
            evidence = matrix.evidence(at, place)
            assert evidence.codings == {fact.coding for fact in inside_cell}
            assert evidence.segments == brute.count("segments", inside_cell)
            assert evidence.participants == brute.count("participants", inside_cell)
            assert evidence.documents == brute.count("documents", inside_cell)
    for place, column in enumerate(columns):
        assert matrix.cell(None, place) == {fact.coding for fact in brute.facts_in(*column)}
    assert matrix.cell() == {fact.coding for fact in brute.facts}


@st.composite
def chosen_filters(draw: st.DrawFn, study: SmallStudy) -> dict[str, frozenset[int]]:
    """Draw filters on any of the dimensions that can be filtered."""
    filters = {}
    for name in FILTERABLE:
        if draw(st.integers(0, 5)) == 0:
            keys = [0, *(key for key, _ in study.labels[name])]
            filters[name] = frozenset(draw(st.sets(st.sampled_from(keys))))
    if draw(st.integers(0, 3)) == 0:
        filters["code"] = frozenset(draw(st.sets(st.sampled_from([code.id for code in study.codes]))))
    return filters


def as_filters(filters: dict[str, frozenset[int]]) -> Filters:
    """Write filters as the matrix takes them."""
    names = FILTERABLE | {"code": "codes"}
    return Filters(**{names[name]: keys for name, keys in filters.items()})


@settings(max_examples=150)
@given(st.data())
def test_every_number_equals_a_count_by_hand(data: st.DataObject) -> None:
    study = data.draw(small_studies())
    rows, *columns = data.draw(st.permutations(list(DIMENSIONS)))
    columns = columns[: data.draw(st.integers(1, 3))]
    aggregate, reflexive = data.draw(st.booleans()), data.draw(st.booleans())
    filters = data.draw(chosen_filters(study))
    brute = BruteForce(study, aggregate, reflexive, filters)
    frame = study.frame()
    with ways_of_counting(small_memory=data.draw(st.booleans())):
        for measure in MEASURES:
            made = compute(frame, rows, columns, measure, aggregate, reflexive, as_filters(filters))
            assert made.measure == measure
            check(study, brute, made)


def test_a_study_without_anything_gives_an_empty_matrix() -> None:
    labels: dict[str, list[tuple[int, str]]] = {name: [] for name in DIMENSIONS if name not in ("code", "sex")}
    study = SmallStudy(labels=labels)
    frame = study.frame()
    for rows, *columns in permutations(DIMENSIONS, 2):
        for measure in MEASURES:
            matrix = compute(frame, rows, columns, measure)
            check(study, BruteForce(study, True, False, {}), matrix)
            assert matrix.values.shape == (0, 0)


@settings(max_examples=60)
@given(small_studies(), st.booleans(), st.sampled_from(list(MEASURES)))
def test_codes_by_group_and_phase_equal_a_count_by_hand(study: SmallStudy, aggregate: bool, measure: str) -> None:
    matrix = compute(study.frame(), measure=measure, aggregate=aggregate)
    assert (matrix.row_dimension, matrix.column_dimensions) == ("code", ("group", "phase"))
    check(study, BruteForce(study, aggregate, False, {}), matrix)


@pytest.mark.long
@settings(max_examples=1)
@given(small_studies().filter(lambda study: len(study.codings) > 6))
def test_all_combinations_of_dimensions_equal_a_count_by_hand(study: SmallStudy) -> None:
    frame, brute = study.frame(), BruteForce(study, True, True, {})
    for width in (1, 2, 3):
        for rows, *columns in permutations(DIMENSIONS, width + 1):
            for measure in ("segments", "words"):
                check(study, brute, compute(frame, rows, columns, measure, include_reflexive=True))
