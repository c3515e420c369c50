"""The theme: schemes, colours by number, palette and style sheet."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.environment.assets import resource
from qualcode.gui import fonts, theme, theme_qss
from qualcode.gui.theme import Theme
from qualcode.gui.tokens import SCHEMES, Scheme, tokens
from tests.gui.pixels import holds, picture


class TestScheme:
    def test_choice_of_the_user_comes_before_the_system(self, look: Theme, qtbot: QtBot) -> None:
        with qtbot.waitSignal(look.changed):
            look.set_choice("dark")
        assert look.scheme == "dark"
        assert look.colour("paper") == QColor("#232427")
        with qtbot.waitSignal(look.changed):
            look.set_choice("light")
        assert look.colour("paper") == QColor("#FFFEFC")

    def test_system_choice_follows_the_desktop(self, look: Theme, qapp: QApplication) -> None:
        look.set_choice("dark")
        look.set_choice("system")
        dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
        assert look.scheme == ("dark" if dark else "light")
        assert look.choice == "system"

    def test_same_choice_again_changes_nothing(self, look: Theme, qtbot: QtBot) -> None:
        look.set_choice("dark")
        with qtbot.assertNotEmitted(look.changed):
            look.set_choice("dark")
            look.set_text_size(1.0)

    def test_current_is_one_and_belongs_to_the_application(self, look: Theme, qapp: QApplication) -> None:
        assert theme.current() is look
        assert look.parent() is qapp


class TestColours:
    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_tint_of_one_code_is_that_of_the_design(self, look: Theme, scheme: Scheme) -> None:
        look.set_choice(scheme)
        raw = json.loads(resource("themes", "tokens.json").read_text("utf-8"))
        for entry in raw["codePalette"]:
            wanted, got = QColor(entry[scheme]["tint1"]), look.tint((entry["n"],))
            for channel in ("red", "green", "blue"):
                assert abs(getattr(wanted, channel)() - getattr(got, channel)()) <= 1, entry["name"]

    def test_tint_does_not_depend_on_the_order(self, look: Theme) -> None:
        assert look.tint((3, 1, 7)) == look.tint((7, 3, 1))

    def test_tint_grows_with_codes_and_selection(self, look: Theme) -> None:
        paper = look.colour("paper").lightness()
        steps = [paper - look.tint((1,) * n).lightness() for n in range(1, 5)]
        assert steps == sorted(steps)
        assert steps[0] > 0
        assert look.tint((1,) * 9) == look.tint((1,) * 4), "from four on it grows no more"
        assert look.tint((1,), selected=True).lightness() < look.tint((1,)).lightness()
        assert look.tint(()) == look.colour("paper")

    def test_numbers_count_from_one_and_repeat(self, look: Theme) -> None:
        assert look.stripe(1) == QColor("#2B5DC0")
        assert look.stripe(25) == look.stripe(1)
        assert look.wash(24) == QColor("#D57596")
        assert look.group(9) == look.group(1) == QColor("#0E63B0")
        assert look.group_badge(8) == QColor("#E9E9EA")
        assert look.heat(-1) == look.heat(0) == look.colour("paper")
        assert look.heat(99) == look.heat(5)

    def test_there_are_24_names(self) -> None:
        assert len(set(tokens().colour_names)) == 24


class TestPalette:
    def test_roles_of_the_design(self, look: Theme, qapp: QApplication) -> None:
        group, role = QPalette.ColorGroup, QPalette.ColorRole
        for wanted, place in (
            ("window", role.Window),
            ("paper", role.Base),
            ("header", role.AlternateBase),
            ("accent-soft", role.Highlight),
            ("text", role.HighlightedText),
            ("text-3", role.PlaceholderText),
            ("accent", role.Link),
            ("tooltip", role.ToolTipBase),
        ):
            assert qapp.palette().color(group.Active, place) == look.colour(wanted)  # type: ignore[arg-type]
        assert qapp.palette().color(group.Inactive, role.Highlight) == look.colour("current")
        assert qapp.palette().color(group.Disabled, role.Text) == look.colour("disabled")


class TestStyleSheet:
    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_nothing_is_left_unfilled(self, look: Theme, scheme: Scheme) -> None:
        look.set_choice(scheme)
        sheet = theme_qss.style_sheet(scheme, {r: look.colour(r) for r in tokens().schemes[scheme].colour})  # type: ignore[arg-type]
        assert "$" not in sheet
        assert sheet.count("{") == sheet.count("}")

    def test_every_picture_it_names_is_there(self, qapp: QApplication, look: Theme) -> None:
        for scheme in SCHEMES:
            look.set_choice(scheme)
            named = set(re.findall(r'url\("([^"]+)"\)', qapp.styleSheet()))
            assert len(named) > 8
            assert all(Path(name).is_file() for name in named)

    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_pictures_have_colours_of_the_tokens(self, scheme: Scheme) -> None:
        known = {colour.lower() for colour in tokens().schemes[scheme].colour.values()}
        for path in resource("themes", scheme).glob("*.svg"):
            found = {colour.lower() for colour in re.findall(r"#[0-9A-Fa-f]{6}", path.read_text("utf-8"))}
            assert found, path.name
            assert found <= known, path.name

    def test_application_wears_it(self, look: Theme, qtbot: QtBot) -> None:
        button = QPushButton("Import")
        button.setProperty("primary", True)
        qtbot.addWidget(button)
        button.resize(90, 28)
        for scheme in SCHEMES:
            look.set_choice(scheme)
            assert holds(picture(button), look.colour("accent"))

    def test_fusion_is_the_style(self, qapp: QApplication) -> None:
        size = qapp.style().pixelMetric(QStyle.PixelMetric.PM_ButtonMargin)
        assert size == 6


class TestTextSize:
    def test_fonts_and_rows_grow_together(self, look: Theme, qapp: QApplication, qtbot: QtBot) -> None:
        label = QLabel("Text")
        label.setProperty("type", "title")
        qtbot.addWidget(label)
        button = QPushButton("Text")
        qtbot.addWidget(button)
        label.ensurePolished()
        button.ensurePolished()
        small = (label.font().pixelSize(), button.sizeHint().height(), qapp.font().pixelSize())
        look.set_text_size(2.0)
        assert small == (15, 28, 13)
        assert (label.font().pixelSize(), qapp.font().pixelSize()) == (30, 26)
        assert button.sizeHint().height() >= 54
        assert fonts.scaled(28) == 56
        assert look.text_size == 2.0

    def test_size_stays_in_range(self, look: Theme) -> None:
        look.set_text_size(9)
        assert look.text_size == 2.0
        look.set_text_size(0.1)
        assert look.text_size == 0.8
        look.set_text_size(float("nan"))
        assert look.text_size == 1.0


def test_prepared_environment_spares_setting_the_style(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_STYLE_OVERRIDE", raising=False)
    theme.prepare()
    assert os.environ["QT_STYLE_OVERRIDE"] == "Fusion"


class TestFocus:
    @pytest.mark.parametrize("size", [1.0, 1.25, 1.6, 2.0])
    def test_nothing_jumps_when_the_focus_comes(self, look: Theme, qtbot: QtBot, size: float) -> None:
        look.set_text_size(size)
        page = QWidget()
        column = QVBoxLayout(page)
        parts = [QPushButton("Button"), QLineEdit("Line"), QComboBox(), QCheckBox("Box"), QRadioButton("One")]
        for part in parts:
            column.addWidget(part)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        parts[1].setFocus()
        before = [part.sizeHint() for part in parts]
        for place, part in enumerate(parts):
            part.setFocus()
            assert part.hasFocus()
            assert part.sizeHint() == before[place], type(part).__name__

    @pytest.mark.parametrize("size", [0.8, 1.0, 1.3, 1.6, 2.0])
    def test_round_things_stay_round(self, look: Theme, qtbot: QtBot, size: float) -> None:
        look.set_text_size(size)
        radio = QRadioButton("One")
        radio.setChecked(True)
        qtbot.addWidget(radio)
        with qtbot.waitExposed(radio):
            radio.show()
        image = picture(radio)
        accent = look.colour("accent").name()
        inked = [
            (x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).name() == accent
        ]
        left, top = min(x for x, _ in inked), min(y for _, y in inked)
        assert image.pixelColor(left, top).name() != accent, "the corner of a circle is empty"
