"""Type styles: families, weights, sizes, figures."""

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from qualcode.gui import fonts
from qualcode.gui.theme import Theme
from qualcode.gui.tokens import Style, tokens


@pytest.mark.parametrize("style", get_args(Style))
def test_style_is_that_of_the_design(style: Style) -> None:
    token = tokens().styles[style]
    font = fonts.ui_font(style)
    shown = QFontInfo(font)
    assert shown.family() == token.families[0], "the shipped font is found"
    assert shown.weight() == token.weight
    assert font.pixelSize() == token.size
    assert QFontMetricsF(font).ascent() <= token.line, "a line holds its letters"


def test_reading_font_can_be_italic() -> None:
    assert QFontInfo(fonts.reading_font("quote", italic=True)).italic()
    assert not QFontInfo(fonts.reading_font("quote")).italic()


def test_figures_have_one_width_and_words_keep_theirs() -> None:
    counted = QFontMetricsF(fonts.ui_font("body", figures=True))
    written = QFontMetricsF(fonts.ui_font("body"))
    assert len({counted.horizontalAdvance(digit) for digit in "0123456789"}) == 1
    assert written.horizontalAdvance("1") < written.horizontalAdvance("0")
    assert written.horizontalAdvance("-") < counted.horizontalAdvance("-"), "why words do not use it"


def test_weight_can_be_chosen() -> None:
    assert fonts.ui_font("micro", weight=600).weight() == QFont.Weight.DemiBold


def test_fonts_are_given_out_as_copies() -> None:
    fonts.ui_font("body").setPixelSize(99)
    assert fonts.ui_font("body").pixelSize() == 13


def test_metrics_follow_the_text_size(look: Theme) -> None:
    before = fonts.ui_metrics("body").height()
    look.set_text_size(2.0)
    assert fonts.ui_metrics("body").height() > 1.8 * before
    assert fonts.line_height("body") == 40
