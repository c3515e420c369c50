"""Tints are those of the design."""

from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QColor

from qualcode.environment.assets import resource
from qualcode.gui.text.tint import Tints, tints_of
from qualcode.gui.tokens import SCHEMES, Scheme
from tests.gui.pixels import contrast
from tests.gui.text.scenes import colours


@pytest.mark.parametrize("scheme", SCHEMES)
def test_one_code_has_the_tint_of_the_design(scheme: Scheme) -> None:
    tints = Tints(colours(scheme))
    palette = json.loads(resource("themes", "tokens.json").read_text("utf-8"))["codePalette"]
    for entry in palette:
        meant, made = QColor(entry[scheme]["tint1"]), tints.of((entry["n"],))
        # One is allowed for another way of rounding.
        assert abs(meant.red() - made.red()) <= 1
        assert abs(meant.green() - made.green()) <= 1
        assert abs(meant.blue() - made.blue()) <= 1


def test_several_codes_share_the_wash_and_are_stronger() -> None:
    worn = colours()
    tints = Tints(worn)
    share = worn.tint_alphas[1]
    wash = (worn.wash(1).red() + worn.wash(3).red()) / 2
    assert tints.of((1, 3)).red() == round(worn.paper.red() * (1 - share) + wash * share)
    assert tints.alpha(9) == worn.tint_alphas[-1]
    assert tints.alpha(1, True) == pytest.approx(worn.tint_alphas[0] + 0.06)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stays_legible_on_every_tint(scheme: Scheme) -> None:
    worn = colours(scheme)
    tints = Tints(worn)
    for first in range(1, 25):
        numbers = tuple(sorted((first, first % 24 + 1, (first + 7) % 24 + 1, (first + 11) % 24 + 1)))
        for count in range(1, 5):
            assert contrast(worn.text, tints.of(numbers[:count], True)) >= 4.5


def test_past_the_palette_the_colours_come_again() -> None:
    worn = colours()
    assert worn.stripe(25) == worn.stripe(1)
    assert worn.wash(30) == worn.wash(6)
    assert worn.group(9) == worn.group(1)
    assert Tints(worn).of((25,)) == Tints(worn).of((1,))


def test_a_lift_adds_to_the_share_of_wash() -> None:
    worn = colours()
    tints = Tints(worn)
    for numbers in ((), (4,), (2, 9)):
        base = tints.of(numbers) if numbers else worn.paper
        over = tints.lift(numbers, 0.2)
        seen = base.red() * (1 - over.alphaF()) + over.red() * over.alphaF()
        share = tints.alpha(len(numbers)) + 0.2
        assert seen == pytest.approx(worn.paper.red() * (1 - share) + tints.wash(numbers)[0] * share, abs=1.5)


def test_views_in_one_set_of_colours_share_their_tints() -> None:
    worn = colours()
    assert tints_of(worn) is tints_of(worn)
    assert tints_of(worn) is not tints_of(colours())
