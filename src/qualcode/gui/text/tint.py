"""The ground of coded text: one opaque colour for each set of codes, blended once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor

from qualcode.gui.text.colours import TextColours


class Tints:
    """Blends the washes of codes with the paper by the rule of the design tokens; keeps its colours."""

    def __init__(self, colours: TextColours) -> None:
        """Blend on the paper of ``colours``."""
        self._colours = colours
        self._paper = _channels(colours.paper)
        self._washes = [_channels(wash) for wash in colours.washes]
        self._blended: dict[tuple[tuple[int, ...], bool], QColor] = {}

    def alpha(self, codes: int, selected: bool = False) -> float:
        """Return the share of wash under ``codes`` distinct codes (0 under none)."""
        if not codes:
            return 0.0
        alphas = self._colours.tint_alphas
        return alphas[min(codes, len(alphas)) - 1] + (self._colours.tint_selected if selected else 0.0)

    def of(self, numbers: tuple[int, ...], selected: bool = False) -> QColor:
        """Return the colour under codes with these palette numbers, one number for each distinct code."""
        key = (numbers, selected)
        colour = self._blended.get(key)
        if colour is None:
            share = self.alpha(len(numbers), selected)
            colour = self._blended[key] = QColor(
                *(
                    round(paper * (1 - share) + wash * share)
                    for paper, wash in zip(self._paper, self.wash(numbers), strict=True)
                )
            )
        return colour

    def lift(self, numbers: tuple[int, ...], by: float) -> QColor:
        """Return the translucent colour that, over ``of(numbers)``, adds ``by`` to the share of wash."""
        share = self.alpha(len(numbers))
        red, green, blue = self.wash(numbers)
        colour = QColor(round(red), round(green), round(blue))
        colour.setAlphaF(min(1.0, by / (1 - share)))
        return colour

    def wash(self, numbers: tuple[int, ...]) -> tuple[float, float, float]:
        """Return the mean of the washes, per channel 0 to 255; without a code that of the accent."""
        if not numbers:
            return _channels(self._colours.accent)
        washes = [self._washes[(number - 1) % len(self._washes)] for number in numbers]
        red, green, blue = (sum(channel) / len(washes) for channel in zip(*washes, strict=True))
        return red, green, blue


@lru_cache(maxsize=4)
def tints_of(colours: TextColours) -> Tints:
    """Return the tints of ``colours``; the views that are painted in one set of colours share them."""
    return Tints(colours)


def _channels(colour: QColor) -> tuple[float, float, float]:
    return colour.red(), colour.green(), colour.blue()
