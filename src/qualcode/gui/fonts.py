"""The fonts that are shipped, and the type styles made of them at the text size that the user chose."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from qualcode.environment.assets import resource
from qualcode.gui.tokens import Style, tokens

_factor = 1.0


def text_size() -> float:
    """Return the factor for the size of all text."""
    return _factor


def set_text_size(factor: float) -> None:
    """Set the factor for the size of all text; for the theme, which sets the rest anew."""
    global _factor  # one user, one size: every painter of the process asks for it
    _factor = factor
    _font.cache_clear()
    _metrics.cache_clear()


def scaled(pixels: float) -> int:
    """Return a length given at 100 % text size in the present text size."""
    return round(pixels * _factor)


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once; for a missing one Qt takes the fall-back of its style."""
    # Each weight is a file of its own, and they share the family name: Qt finds the file by the weight.
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def ui_font(style: Style = "body", *, weight: int | None = None, figures: bool = False) -> QFont:
    """Return the font of ``style``; with ``figures`` all digits have one width, to stand in columns."""
    return QFont(_font(style, weight, figures))


def reading_font(style: Style = "transcript", *, italic: bool = False) -> QFont:
    """Return the font of ``style`` for participants' words."""
    font = QFont(_font(style, None, False))
    font.setItalic(italic)
    return font


def ui_metrics(style: Style = "body", *, weight: int | None = None, figures: bool = False) -> QFontMetrics:
    """Return the metrics of ``ui_font``; they are kept, painters ask in every row."""
    return _metrics(style, weight, figures)


def line_height(style: Style) -> int:
    """Return the line height of ``style`` in pixels at the present text size."""
    return scaled(tokens().styles[style].line)


@cache
def _font(style: Style, weight: int | None, figures: bool) -> QFont:
    token = tokens().styles[style]
    font = QFont()
    font.setFamilies(list(token.families))
    font.setPixelSize(max(1, scaled(token.size)))
    font.setWeight(QFont.Weight(weight or token.weight))
    if figures:
        # Not for words: Inter gives the hyphen the width of a digit too. A style sheet cannot ask for it.
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def _metrics(style: Style, weight: int | None, figures: bool) -> QFontMetrics:
    return QFontMetrics(_font(style, weight, figures))
