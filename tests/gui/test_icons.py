"""Icons: drawn in the colours of the theme, sharp, and kept."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from qualcode.environment.assets import resource
from qualcode.gui import icons
from qualcode.gui.theme import Theme
from qualcode.gui.widgets.word_button import WordButton


def strongest(image: QImage) -> QColor:
    """Return the most opaque colour of ``image``."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return max((image.pixelColor(x, y) for x, y in points), key=lambda colour: colour.alpha())


def near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]


@pytest.mark.parametrize("name", sorted(p.stem for p in resource("icons").glob("*.svg")))
def test_every_icon_can_be_drawn(name: str) -> None:
    image = icons.pixmap(name, QColor("black"), 16).toImage()
    assert strongest(image).alpha() > 100


def test_icon_takes_the_colour_of_its_role_in_both_themes(look: Theme) -> None:
    icon = icons.icon("x", "danger")
    for scheme in ("light", "dark"):
        look.set_choice(scheme)
        assert near(strongest(icon.pixmap(32, 32).toImage()), look.colour("danger"))


def test_states_have_colours_of_their_own(look: Theme) -> None:
    icon = icons.icon("x")
    size, mode, state = QSize(32, 32), QIcon.Mode, QIcon.State
    assert near(strongest(icon.pixmap(size, mode.Normal, state.Off).toImage()), look.colour("text-2"))
    assert near(strongest(icon.pixmap(size, mode.Disabled, state.Off).toImage()), look.colour("disabled"))
    assert near(strongest(icon.pixmap(size, mode.Normal, state.On).toImage()), look.colour("accent"))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_icon_has_the_pixels_of_the_screen(ratio: float) -> None:
    picture = icons.icon("users").pixmap(QSize(16, 16), ratio)
    assert picture.width() == round(16 * ratio)
    assert picture.devicePixelRatio() == pytest.approx(ratio)
    assert picture.deviceIndependentSize().width() == pytest.approx(16, abs=0.5)


def test_icon_wider_than_high_keeps_its_distance_at_the_right() -> None:
    image = icons.icon("x").pixmap(QSize(20, 16)).toImage()
    assert (image.width(), image.height()) == (20, 16)
    assert all(image.pixelColor(x, y).alpha() == 0 for x in range(16, 20) for y in range(16))


def test_pictures_are_kept() -> None:
    black = QColor("black")
    assert icons.pixmap("check", black, 16).cacheKey() == icons.pixmap("check", black, 16).cacheKey()
    assert icons.pixmap("check", black, 16).cacheKey() != icons.pixmap("check", QColor("red"), 16).cacheKey()


def test_draw_centres_the_icon(look: Theme) -> None:
    canvas = QPixmap(40, 16)
    canvas.fill(Qt.GlobalColor.white)
    painter = QPainter(canvas)
    icons.draw(painter, "x", "text", canvas.rect())
    icons.draw(painter, "x", "text", canvas.rect().adjusted(0, 0, -40, 0))
    painter.end()
    image = canvas.toImage()
    columns = [x for x in range(40) for y in range(16) if image.pixelColor(x, y) != QColor("white")]
    assert min(columns) >= 12
    assert max(columns) <= 28


def test_unknown_name_is_told_at_once() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icons.icon("no-such-icon")


def test_icons_outlive_what_made_them(qtbot: QtBot) -> None:
    button = WordButton("Undo", "undo-2")
    qtbot.addWidget(button)
    for _ in range(200):
        button.setIcon(icons.icon("redo-2"))
        kept = QIcon(button.icon())
    gc.collect()
    assert not kept.pixmap(16, 16).isNull()
    assert not button.grab().isNull()
