"""The small things that painters share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QStandardItemModel

from qualcode.gui import drawing, fonts
from qualcode.gui.delegates import pieces
from qualcode.gui.theme import Theme
from tests.gui import gallery


class Canvas:
    """A white picture and a painter on it."""

    def __init__(self, width: int = 40, height: int = 20) -> None:
        self.image = QImage(width, height, QImage.Format.Format_RGB32)
        self.image.fill(Qt.GlobalColor.white)

    def __enter__(self) -> QPainter:
        self._painter = QPainter(self.image)
        return self._painter

    def __exit__(self, *args: object) -> None:
        self._painter.end()

    def inked(self) -> QRect:
        """Return the smallest rectangle around everything that is not white."""
        points = [
            (x, y)
            for x in range(self.image.width())
            for y in range(self.image.height())
            if self.image.pixelColor(x, y) != QColor("white")
        ]
        if not points:
            return QRect()
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


@pytest.mark.parametrize("radius", [0, 4])
@pytest.mark.parametrize("width", [1, 2])
def test_outline_stays_inside(look: Theme, radius: int, width: int) -> None:
    canvas = Canvas()
    rect = QRect(3, 2, 20, 12)
    with canvas as painter:
        drawing.outline(painter, rect, QColor("black"), width, radius)
    assert canvas.inked() == rect
    assert canvas.image.pixelColor(13, 2 + width) == QColor("white")
    assert canvas.image.pixelColor(13, 2 + width - 1) == QColor("black")


def test_square_outline_has_its_corners() -> None:
    canvas = Canvas()
    with canvas as painter:
        drawing.outline(painter, QRect(3, 2, 20, 12), QColor("black"), 2, 0)
    for x, y in ((3, 2), (22, 2), (3, 13), (22, 13)):
        assert canvas.image.pixelColor(x, y) == QColor("black")


def test_small_ring_is_two_pixels_and_large_three(look: Theme) -> None:
    for size, width in ((8, 2), (12, 3)):
        canvas = Canvas()
        with canvas as painter:
            drawing.draw_chip(painter, QRect(0, 0, size, size), 1, ring=True)
        middle = [canvas.image.pixelColor(x, size // 2) == look.stripe(1) for x in range(size)]
        assert middle.index(False) == width


@pytest.mark.parametrize(("share", "width"), [(0.0, 0), (0.001, 4), (0.5, 14), (1.0, 28), (7.0, 28)])
def test_bar_is_filled_to_the_share(look: Theme, share: float, width: int) -> None:
    canvas = Canvas(28, 4)
    with canvas as painter:
        drawing.draw_bar(painter, QRect(0, 0, 28, 4), share)
    filled = [canvas.image.pixelColor(x, 2) for x in range(28)]
    assert abs(filled.count(look.colour("control")) - width) <= 2
    assert (look.colour("line") in filled) == (share < 1)


def test_badge_has_the_letter_on_its_ground(look: Theme) -> None:
    canvas = Canvas(16, 16)
    with canvas as painter:
        drawing.draw_badge(painter, QRect(0, 0, 16, 16), "C", 2)
    assert canvas.image.pixelColor(8, 1) == look.group_badge(2)
    greenest = min(canvas.image.pixelColor(x, y).lightness() for x in range(16) for y in range(16))
    assert greenest < look.group_badge(2).lightness() - 60


def test_text_that_does_not_fit_is_elided() -> None:
    canvas = Canvas(60, 20)
    with canvas as painter:
        font = fonts.ui_font("body")
        drawing.draw_text(painter, QRect(0, 0, 50, 20), "Insufficient level of trust", font, QColor("black"))
        drawing.draw_text(painter, QRect(0, 0, 0, 20), "No room", font, QColor("red"))
    assert canvas.inked().right() < 50


@given(st.floats(0, 1))
def test_percent_claims_nothing_by_rounding(share: float) -> None:
    figure = int(drawing.percent(share).split("\u202f")[0])
    assert (figure == 0) == (share == 0)
    assert (figure == 100) == (share == 1)
    assert abs(figure - share * 100) <= 1


def test_answers_of_a_wrong_type_are_none() -> None:
    model = QStandardItemModel()
    model.appendRow(gallery.item("x", {300: True, 301: 5, 302: "text", 303: 0.5}))
    index = model.index(0, 0)
    assert pieces.answer(index, 300, int) is None, "True is no number"
    assert pieces.answer(index, 301, int) == 5
    assert pieces.answer(index, 301, str) is None
    assert pieces.answer(index, 302, str) == "text"
    assert pieces.answer(index, 303, float) == 0.5
    assert pieces.answer(index, 399, int) is None
    assert pieces.flag(index, 300)
    assert not pieces.flag(index, 301)
