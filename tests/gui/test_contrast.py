"""Every pair of colours that meets on the screen can be read, in both themes."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from PySide6.QtGui import QColor

from qualcode.gui.theme import Theme
from qualcode.gui.tokens import SCHEMES, Role, Scheme, tokens
from tests.gui.pixels import contrast

SURFACES: tuple[Role, ...] = (
    "window", "paper", "raised", "sunken", "header", "hover", "current", "pressed", "accent-soft", "accent-faint",
)  # fmt: skip
PALE_ONLY_ON: tuple[Role, ...] = ("window", "paper", "raised", "sunken", "header", "hover", "accent-faint")
SIGNALS: tuple[Role, ...] = ("success", "warning", "danger")


@pytest.fixture(params=SCHEMES, autouse=True)
def scheme(request: pytest.FixtureRequest, look: Theme) -> Scheme:
    """Wear each theme in turn."""
    wanted: Scheme = request.param
    look.set_choice(wanted)
    return wanted


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ink", ["text", "text-2", "accent"])
@pytest.mark.parametrize("ground", SURFACES)
def test_text_is_legible_on_every_surface(look: Theme, ink: Role, ground: Role) -> None:
    assert contrast(look.colour(ink), look.colour(ground)) >= 4.5


@pytest.mark.parametrize("ground", PALE_ONLY_ON)
def test_pale_text_is_legible_where_it_is_used(look: Theme, ground: Role) -> None:
    assert contrast(look.colour("text-3"), look.colour(ground)) >= 4.5


# Not on "pressed": a button while it is held down, never the ground of a control.
@pytest.mark.parametrize("ground", [ground for ground in SURFACES if ground != "pressed"])
def test_outlines_of_controls_are_seen(look: Theme, ground: Role) -> None:
    assert contrast(look.colour("control"), look.colour(ground)) >= 3


@pytest.mark.parametrize("signal", SIGNALS)
def test_signals_are_legible(look: Theme, signal: Role) -> None:
    soft: Role = f"{signal}-soft"  # type: ignore[assignment]  # one of the roles, put together
    for ground in (soft, "window", "paper", "raised"):
        assert contrast(look.colour(signal), look.colour(ground)) >= 4.5
    assert contrast(look.colour("text"), look.colour(soft)) >= 4.5
    assert contrast(look.colour("accent"), look.colour(soft)) >= 4.5, "the action of an info bar"


def test_text_on_filled_grounds_is_legible(look: Theme) -> None:
    pairs: tuple[tuple[Role, Role], ...] = (
        ("on-accent", "accent"),
        ("on-accent", "accent-hover"),
        ("on-tooltip", "tooltip"),
        ("text", "selection"),
    )
    for ink, ground in pairs:
        assert contrast(look.colour(ink), look.colour(ground)) >= 4.5, (ink, ground)


@pytest.mark.parametrize("number", range(1, 25))
def test_stripes_are_seen(look: Theme, number: int) -> None:
    for ground in ("paper", "raised", "window"):
        assert contrast(look.stripe(number), look.colour(ground)) >= 3


@pytest.mark.parametrize("number", range(1, 9))
def test_groups_are_legible_as_text_and_as_badge(look: Theme, number: int) -> None:
    grounds = [look.colour("paper"), look.colour("window"), look.group_badge(number)]
    grounds += [look.tint((code,)) for code in range(1, 25)]
    assert min(contrast(look.group(number), ground) for ground in grounds) >= 4.5


@pytest.mark.parametrize("codes", [1, 2, 3, 4])
def test_text_is_legible_on_every_mixture_of_codes(look: Theme, codes: int) -> None:
    mixtures = list(combinations(range(1, 25), codes))
    step = max(1, len(mixtures) // 300)
    worst = min(contrast(look.colour("text"), look.tint(mixture, selected=True)) for mixture in mixtures[::step])
    assert worst >= 4.5


def test_figures_are_legible_on_every_heat(look: Theme) -> None:
    for step in range(6):
        assert contrast(look.colour("text"), look.heat(step)) >= 4.5
    assert contrast(look.colour("text-3"), look.heat(0)) >= 4.5, "the dash of an empty cell"


def test_high_contrast_makes_borders_as_strong_as_controls(look: Theme) -> None:
    weak = look.colour("line-strong")
    look.set_high_contrast(True)
    assert look.colour("line-strong") == look.colour("control") != weak


def test_every_role_has_a_colour_in_both_schemes() -> None:
    for scheme in SCHEMES:
        assert set(tokens().schemes[scheme].colour) == set(get_args(Role))
