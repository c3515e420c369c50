"""Buttons, cards, chips, tags and segmented controls: sizes, keys, what they tell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui import icons
from qualcode.gui.theme import Theme
from qualcode.gui.widgets.card_button import CardButton
from qualcode.gui.widgets.chip import Chip
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.segmented import SegmentedControl
from qualcode.gui.widgets.tag import GroupBadge, Swatch, Tag
from qualcode.gui.widgets.word_button import WordButton
from tests.gui.pixels import holds, picture

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


def show(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


class TestPushButton:
    @pytest.mark.parametrize("kind", ["plain", "primary", "link", "danger"])
    def test_is_28_high_with_and_without_focus(self, qtbot: QtBot, kind: str) -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        button = PushButton("Import", "download", kind)  # type: ignore[arg-type]
        row.addWidget(button)
        row.addWidget(QLineEdit())
        show(page, qtbot)
        button.setFocus()
        focused = button.sizeHint()
        button.clearFocus()
        assert (focused.height(), button.sizeHint()) == (28, focused)

    def test_focus_does_not_make_it_the_default(self, qtbot: QtBot) -> None:
        dialog = QDialog()
        column = QVBoxLayout(dialog)
        cancel, done = PushButton("Cancel"), PushButton("Import", kind="primary")
        column.addWidget(cancel)
        column.addWidget(done)
        show(dialog, qtbot)
        done.setDefault(True)
        cancel.setFocus()
        assert done.isDefault()
        assert not cancel.isDefault()

    def test_icon_grows_with_the_text(self, qtbot: QtBot, look: Theme) -> None:
        button = PushButton("Excel", "file-spreadsheet")
        qtbot.addWidget(button)
        assert (button.iconSize().width(), button.iconSize().height()) == (20, 16)
        look.set_text_size(2.0)
        assert button.iconSize().height() == 32


class TestWordButton:
    def test_shows_its_action(self, qtbot: QtBot, look: Theme) -> None:
        button = WordButton()
        action = QAction(icons.icon("undo-2"), "Undo", button)
        button.setDefaultAction(action)
        show(button, qtbot)
        assert button.text() == "Undo"
        assert button.sizeHint().height() == 28
        with qtbot.waitSignal(action.triggered):
            QTest.mouseClick(button, LEFT)
        action.setText("Undo: Code with Mistakes")
        assert button.sizeHint().width() > 120
        action.setEnabled(False)
        assert not button.isEnabled()

    def test_checked_has_the_soft_ground_and_the_same_width(self, qtbot: QtBot, look: Theme) -> None:
        button = WordButton("Transcripts", "file-text")
        button.setCheckable(True)
        show(button, qtbot)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        before = button.sizeHint()
        button.setChecked(True)
        assert button.sizeHint() == before
        assert holds(picture(button), look.colour("accent-soft"))

    def test_menu_adds_a_chevron_and_opens(self, qtbot: QtBot) -> None:
        button = WordButton("Marta", "user-round", quiet=True)
        bare = button.sizeHint().width()
        menu = QMenu(button)
        menu.addAction("One")
        button.setMenu(menu)
        show(button, qtbot)
        assert button.sizeHint().width() > bare
        assert button.sizeHint().height() == 24
        menu.aboutToShow.connect(menu.hide, Qt.ConnectionType.QueuedConnection)
        with qtbot.waitSignal(menu.aboutToShow):
            QTest.keyClick(button, KEY.Key_Space)


class TestCardButton:
    @pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space])
    def test_keys_press_it(self, qtbot: QtBot, key: Qt.Key) -> None:
        card = CardButton("New study", "An empty study", "plus")
        show(card, qtbot)
        card.setFocus()
        with qtbot.waitSignal(card.clicked):
            QTest.keyClick(card, key)

    def test_says_what_it_does(self, qtbot: QtBot) -> None:
        card = CardButton("New study", "An empty study", "plus")
        qtbot.addWidget(card)
        assert (card.accessibleName(), card.accessibleDescription()) == ("New study", "An empty study")

    def test_detail_becomes_the_tooltip_where_it_is_cut(self, qtbot: QtBot) -> None:
        card = CardButton("New study", "An empty study with a codebook of your own", "plus")
        show(card, qtbot)
        card.resize(160, 56)
        assert "codebook" in card.toolTip()
        card.resize(500, 56)
        assert card.toolTip() == ""

    def test_focus_and_primary_are_seen(self, qtbot: QtBot, look: Theme) -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        first, second = CardButton("A", "a", "plus"), CardButton("B", "b", "plus")
        row.addWidget(first)
        row.addWidget(second)
        show(page, qtbot)
        second.setFocus()
        assert holds(picture(second), look.colour("accent-soft"))
        assert holds(picture(first), look.colour("raised"))
        first.set_primary(True)
        assert holds(picture(first), look.colour("accent-soft"))


class TestChip:
    def test_sizes(self, qtbot: QtBot, look: Theme) -> None:
        plain, grip = Chip("Trust", colour=2, removable=True), Chip("Group", grip=True)
        for chip in (plain, grip):
            qtbot.addWidget(chip)
        assert (plain.sizeHint().height(), grip.sizeHint().height()) == (24, 28)
        look.set_text_size(2.0)
        assert plain.sizeHint().height() == 48

    def test_cross_and_delete_ask_for_removal(self, qtbot: QtBot) -> None:
        chip = Chip("Trust", colour=2, removable=True)
        show(chip, qtbot)
        cross = chip.cross()
        assert cross is not None
        assert cross.accessibleName() == "Remove Trust"
        assert min(cross.width(), cross.height()) >= 24
        with qtbot.assertNotEmitted(chip.clicked), qtbot.waitSignal(chip.removed):
            QTest.mouseClick(cross, LEFT)
        chip.setFocus()
        with qtbot.waitSignal(chip.removed):
            QTest.keyClick(chip, KEY.Key_Delete)

    def test_fixed_chip_is_never_removed(self, qtbot: QtBot) -> None:
        chip = Chip("Group")
        show(chip, qtbot)
        with qtbot.assertNotEmitted(chip.removed):
            QTest.keyClick(chip, KEY.Key_Delete)
        assert chip.cross() is None

    def test_click_and_enter_press_it(self, qtbot: QtBot) -> None:
        chip = Chip("Add code", icon="plus", kind="dashed")
        show(chip, qtbot)
        with qtbot.waitSignal(chip.clicked):
            QTest.mouseClick(chip, LEFT)
        with qtbot.waitSignal(chip.clicked):
            QTest.keyClick(chip, KEY.Key_Return)

    def test_name_that_is_cut_is_the_tooltip(self, qtbot: QtBot) -> None:
        chip = Chip("Insufficient level of trust", colour=2, removable=True)
        show(chip, qtbot)
        chip.resize(chip.sizeHint())
        assert chip.toolTip() == ""
        chip.resize(100, 24)
        assert chip.toolTip() == "Insufficient level of trust"

    def test_code_has_its_colour(self, qtbot: QtBot, look: Theme) -> None:
        chip = Chip("Trust", colour=2)
        show(chip, qtbot)
        assert picture(chip).pixelColor(14, 12) == look.stripe(2)


class TestSegmentedControl:
    @pytest.fixture
    def control(self, qtbot: QtBot) -> SegmentedControl:
        control = SegmentedControl((("s", "Segments"), ("p", "Participants"), ("d", "Documents")), "Measure")
        show(control, qtbot)
        return control

    def part(self, control: SegmentedControl, key: str) -> QPushButton:
        found = control.findChild(QPushButton, key)
        assert isinstance(found, QPushButton)
        return found

    def test_first_is_chosen_and_height_is_28(self, control: SegmentedControl) -> None:
        assert control.value() == "s"
        assert control.sizeHint().height() == 28

    def test_click_chooses_once(self, control: SegmentedControl, qtbot: QtBot) -> None:
        with qtbot.waitSignal(control.chosen) as caught:
            QTest.mouseClick(self.part(control, "p"), LEFT)
        assert caught.args == ["p"]
        assert control.value() == "p"
        with qtbot.assertNotEmitted(control.chosen):
            QTest.mouseClick(self.part(control, "p"), LEFT)

    def test_arrow_keys_choose(self, control: SegmentedControl, qtbot: QtBot) -> None:
        self.part(control, "s").setFocus()
        QTest.keyClick(self.part(control, "s"), KEY.Key_Right)
        assert control.value() == "p"
        assert self.part(control, "p").hasFocus()

    def test_setting_tells_nobody(self, control: SegmentedControl, qtbot: QtBot) -> None:
        with qtbot.assertNotEmitted(control.chosen):
            control.set_value("d")
        assert (control.value(), self.part(control, "d").isChecked()) == ("d", True)

    def test_nothing_moves_when_another_is_chosen(self, control: SegmentedControl) -> None:
        before = [self.part(control, key).geometry() for key in "spd"]
        control.set_value("d")
        assert [self.part(control, key).geometry() for key in "spd"] == before
        assert control.sizeHint().width() == control.width()

    def test_forbidden_part_says_why(self, control: SegmentedControl, qtbot: QtBot) -> None:
        control.set_option_enabled("d", False, "There is one document only.")
        QTest.mouseClick(self.part(control, "d"), LEFT)
        assert control.value() == "s"
        assert self.part(control, "d").toolTip() == "There is one document only."

    def test_name_is_read(self, control: SegmentedControl) -> None:
        assert control.accessibleName() == "Measure"
        assert self.part(control, "s").accessibleDescription() == "Measure"


class TestMarks:
    @pytest.mark.parametrize("tone", ["neutral", "accent", "success", "warning", "danger"])
    def test_tag_is_16_high(self, qtbot: QtBot, tone: str) -> None:
        tag = Tag("assumed", tone)  # type: ignore[arg-type]
        show(tag, qtbot)
        assert tag.sizeHint().height() == 16

    def test_tag_takes_another_tone(self, qtbot: QtBot, look: Theme) -> None:
        tag = Tag("unreviewed")
        show(tag, qtbot)
        tag.set_tone("success")
        assert picture(tag).pixelColor(tag.width() // 2, 1) == look.colour("success-soft")

    def test_badge_and_swatch(self, qtbot: QtBot, look: Theme) -> None:
        badge, swatch = GroupBadge("carers", 2), Swatch(7, size=8)
        for mark in (badge, swatch):
            show(mark, qtbot)
        assert (badge.sizeHint().width(), swatch.sizeHint().width()) == (16, 8)
        badge.resize(badge.sizeHint())
        assert picture(badge).pixelColor(8, 1) == look.group_badge(2)
        swatch.resize(8, 8)
        assert picture(swatch).pixelColor(4, 4) == look.stripe(7)
        swatch.set_code(3, ring=True)
        assert picture(swatch).pixelColor(4, 4) != look.stripe(3)
        assert picture(swatch).pixelColor(1, 4) == look.stripe(3)


def test_hover_shows_on_a_chip(qtbot: QtBot, look: Theme) -> None:
    page = QWidget()
    row = QHBoxLayout(page)
    chip = Chip("Trust")
    row.addWidget(chip)
    show(page, qtbot)
    QTest.mouseMove(page, QPoint(1, 1))
    assert not holds(picture(chip), look.colour("hover"))
    QTest.mouseMove(chip, chip.rect().center())
    qtbot.waitUntil(chip.underMouse)
    assert holds(picture(chip), look.colour("hover"))
