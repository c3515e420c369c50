"""Rounding half up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.rounding import half_up


@pytest.mark.parametrize(
    ("number", "places", "printed"),
    [(201 / 4, 1, "50.3"), (0.05, 1, "0.1"), (0.45, 1, "0.5"), (1.005, 2, "1.01"), (-0.25, 1, "-0.3"), (7, 1, "7.0")],
)
def test_a_half_goes_up(number: float, places: int, printed: str) -> None:
    assert str(half_up(number, places)) == printed


@given(st.integers(-10_000, 10_000), st.integers(0, 3))
def test_what_has_no_more_places_stays(number: int, places: int) -> None:
    exact = Decimal(number).scaleb(-places)
    assert half_up(exact, places) == exact
