"""Headers, bars, fields, labels, layouts and the veil."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.gui.theme import Theme
from qualcode.gui.widgets.dim import Dim
from qualcode.gui.widgets.dock_header import DockHeader
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.info_bar import InfoBar
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.number_field import NumberField
from qualcode.gui.widgets.progress_bar import ProgressBar
from qualcode.gui.widgets.search_field import SearchField
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel
from tests.gui.pixels import holds, picture

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


def show(widget: QWidget, qtbot: QtBot, width: int = 0, height: int = 0) -> None:
    qtbot.addWidget(widget)
    if width:
        widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


class TestDockHeader:
    @pytest.fixture
    def window(self, qtbot: QtBot) -> QMainWindow:
        window = QMainWindow()
        dock = QDockWidget("Codebook", window)
        dock.setObjectName("codebook")
        dock.setWidget(QLabel("inside"))
        DockHeader("Codebook", dock)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        show(window, qtbot, 600, 400)
        return window

    def header(self, window: QMainWindow) -> DockHeader:
        found = window.findChild(QDockWidget).titleBarWidget()  # type: ignore[union-attr]
        assert isinstance(found, DockHeader)
        return found

    def test_is_32_high_and_its_buttons_are_24(self, window: QMainWindow, look: Theme) -> None:
        header = self.header(window)
        button = header.add_button("plus", "New code")
        QApplication.processEvents()
        assert header.height() == 32
        assert (button.width(), button.height()) == (24, 24)
        assert (button.toolTip(), button.accessibleName()) == ("New code", "New code")
        look.set_text_size(2.0)
        assert header.sizeHint().height() == 64
        assert button.iconSize() == QSize(32, 32)

    def test_menu_floats_and_closes(self, window: QMainWindow, qtbot: QtBot) -> None:
        header = self.header(window)
        dock = window.findChild(QDockWidget)
        assert isinstance(dock, QDockWidget)
        names = [action.text() for action in header.menu.actions()]
        assert names == ["Float", "Close"]
        header.menu.actions()[0].trigger()
        assert dock.isFloating()
        assert header.menu.actions()[0].text() == "Dock again"
        header.menu.actions()[0].trigger()
        assert not dock.isFloating()
        header.menu.actions()[1].trigger()
        assert dock.isHidden()

    def test_actions_stand_above_float_and_close(self, window: QMainWindow) -> None:
        header = self.header(window)
        header.add_action(QAction("Collapse all", header))
        assert [action.text() for action in header.menu.actions()] == ["Collapse all", "Float", "Close"]

    def test_buttons_stand_before_the_dots(self, window: QMainWindow) -> None:
        header = self.header(window)
        header.add_button("plus", "New code")
        QApplication.processEvents()
        buttons = sorted(header.findChildren(QToolButton), key=lambda button: button.x())
        assert [button.accessibleName() for button in buttons] == ["New code", "More about Codebook"]

    def test_detail_gives_way_in_a_narrow_dock(self, window: QMainWindow) -> None:
        header = self.header(window)
        header.set_detail("23 segments · 4 documents · 11 participants " * 4)
        QApplication.processEvents()
        assert header.minimumSizeHint().width() < 260
        assert header.detail().startswith("23 segments")

    def test_header_without_dock_has_dots_only_for_actions(self, qtbot: QtBot) -> None:
        header = DockHeader("Quotes in this cell")
        show(header, qtbot, 300, 32)
        assert not any(button.isVisible() for button in header.findChildren(QToolButton))
        header.add_action(QAction("Copy all", header))
        assert any(button.isVisible() for button in header.findChildren(QToolButton))
        header.set_title("Quotes")
        assert header.findChildren(TextLabel)[0].text() == "Quotes"


class TestInfoBar:
    def test_is_hidden_until_it_tells_something(self, qtbot: QtBot, look: Theme) -> None:
        page = QWidget()
        bar = InfoBar(page)
        QVBoxLayout(page).addWidget(bar)
        show(page, qtbot, 500, 100)
        assert bar.isHidden()
        bar.tell("Two carers are quoted as male.", "danger", "Show")
        QApplication.processEvents()
        assert bar.text() == bar.accessibleName() == "Two carers are quoted as male."
        assert bar.height() == 32
        assert holds(picture(bar), look.colour("danger-soft"))
        bar.tell("All is well.", "success")
        assert holds(picture(bar), look.colour("success-soft"))
        assert bar.action_button().isHidden()

    def test_action_and_close(self, qtbot: QtBot) -> None:
        bar = InfoBar()
        show(bar, qtbot, 500, 32)
        bar.tell("One thing.", action="Show")
        with qtbot.waitSignal(bar.acted):
            QTest.mouseClick(bar.action_button(), LEFT)
        assert not bar.isHidden()
        with qtbot.waitSignal(bar.closed):
            QTest.keyClick(bar, KEY.Key_Escape)
        assert bar.isHidden()

    def test_bar_that_must_be_seen_cannot_be_closed(self, qtbot: QtBot) -> None:
        bar = InfoBar()
        show(bar, qtbot, 500, 32)
        bar.tell("The disk is full.", "danger", closable=False)
        with qtbot.assertNotEmitted(bar.closed):
            QTest.keyClick(bar, KEY.Key_Escape)
        assert not bar.isHidden()

    def test_long_text_makes_it_higher(self, qtbot: QtBot) -> None:
        page = QWidget()
        bar = InfoBar(page)
        column = QVBoxLayout(page)
        column.addWidget(bar)
        column.addStretch(1)
        show(page, qtbot, 300, 300)
        bar.tell("Select words and press a key. " * 6)
        qtbot.waitUntil(lambda: bar.height() > 60)


class TestSearchField:
    @pytest.fixture
    def field(self, qtbot: QtBot) -> SearchField:
        field = SearchField("Filter codes", "list-filter")
        show(field, qtbot)
        field.setFocus()
        return field

    def test_has_a_name_and_28(self, field: SearchField) -> None:
        assert (field.accessibleName(), field.placeholderText()) == ("Filter codes", "Filter codes")
        assert field.sizeHint().height() == 28

    def test_escape_clears_first_and_is_then_left_to_others(self, field: SearchField, qtbot: QtBot) -> None:
        QTest.keyClicks(field, "trust")
        cross = field.actions()[-1]
        assert cross.isVisible()
        QTest.keyClick(field, KEY.Key_Escape)
        assert field.text() == ""
        assert not cross.isVisible()
        QTest.keyClicks(field, "trust")
        cross.trigger()
        assert field.text() == ""

    def test_arrows_move_the_list(self, field: SearchField, qtbot: QtBot) -> None:
        with qtbot.waitSignal(field.moved) as down:
            QTest.keyClick(field, KEY.Key_Down)
        with qtbot.waitSignal(field.moved) as up:
            QTest.keyClick(field, KEY.Key_Up)
        assert (down.args, up.args) == ([1], [-1])


class TestProgressBar:
    def test_shows_how_far_it_is(self, qtbot: QtBot) -> None:
        bar = ProgressBar()
        show(bar, qtbot, 500, 24)
        bar.set_progress(1, 3, "Importing")
        assert bar.label() == "Importing"
        assert bar.findChildren(TextLabel)[1].text() == "33\u00a0%"
        bar.set_progress(9, 3)
        assert bar.findChildren(TextLabel)[1].text() == "100\u00a0%"

    def test_unknown_length_shows_the_sentence_alone(self, qtbot: QtBot) -> None:
        bar = ProgressBar()
        show(bar, qtbot, 500, 24)
        bar.restart("Reading the file")
        assert bar.label() == "Reading the file"
        assert not bar.findChildren(TextLabel)[1].isVisible()

    def test_stop_asks_once(self, qtbot: QtBot) -> None:
        bar = ProgressBar()
        show(bar, qtbot, 500, 24)
        bar.set_progress(1, 3, "Importing")
        stop = bar.findChild(QToolButton)
        assert isinstance(stop, QToolButton)
        with qtbot.waitSignal(bar.cancelled):
            QTest.mouseClick(stop, LEFT)
        with qtbot.assertNotEmitted(bar.cancelled):
            QTest.mouseClick(stop, LEFT)
        assert bar.label() == "Stopping …"
        bar.restart("Again")
        assert stop.isEnabled()


class TestLabels:
    def test_nothing_is_read_as_html(self, qtbot: QtBot) -> None:
        for wrap in (False, True):
            label = TextLabel("<b>bold</b> & more", wrap=wrap)
            qtbot.addWidget(label)
            assert label.text() == "<b>bold</b> & more"
            assert label.textFormat() == Qt.TextFormat.PlainText

    def test_lines_have_the_height_of_the_style(self, qtbot: QtBot, look: Theme) -> None:
        label = TextLabel("one\ntwo\nthree", "body", wrap=True)
        show(label, qtbot)
        assert label.heightForWidth(300) == 60
        assert label.sizeHint().height() == 60
        look.set_text_size(2.0)
        assert label.heightForWidth(300) == 120

    def test_text_breaks_where_the_width_ends(self, qtbot: QtBot) -> None:
        label = TextLabel("Select words and press a key. " * 5, wrap=True)
        show(label, qtbot)
        assert label.heightForWidth(120) > label.heightForWidth(400) > 20
        assert label.heightForWidth(1) > 0
        assert label.minimumSizeHint().width() <= 80

    def test_wrapped_text_is_drawn_in_its_ink(self, qtbot: QtBot, look: Theme) -> None:
        label = TextLabel("Words " * 20, "display", "danger", wrap=True)
        show(label, qtbot, 300, 200)
        assert holds(picture(label), look.colour("danger"))
        label.set_ink("accent")
        assert holds(picture(label), look.colour("accent"))
        assert not holds(picture(label), look.colour("danger"))

    def test_figures_have_one_width(self, qtbot: QtBot) -> None:
        widths = set()
        for text in ("111", "888"):
            label = TextLabel(text, "body", figures=True)
            show(label, qtbot)
            widths.add(label.sizeHint().width())
        assert len(widths) == 1

    def test_cut_text_is_the_tooltip(self, qtbot: QtBot) -> None:
        label = ElidedLabel("A rather long line of words", "small")
        show(label, qtbot, 60, 20)
        assert label.toolTip() == "A rather long line of words"
        assert label.minimumSizeHint().width() < 80
        label.resize(400, 20)
        QApplication.sendEvent(label, QResizeEvent(QSize(400, 20), QSize(60, 20)))
        assert label.toolTip() == ""
        label.resize(60, 20)
        label.setText("short")
        assert label.toolTip() == ""


class TestEmptyState:
    def test_sentence_and_button(self, qtbot: QtBot) -> None:
        state = EmptyState("No document is open.", "Import transcripts", "download")
        show(state, qtbot, 600, 400)
        with qtbot.waitSignal(state.acted):
            QTest.mouseClick(state.button(), LEFT)
        middle = state.button().geometry().center().x()
        assert abs(middle - 300) <= 1
        state.set_sentence("Nothing was found.")
        assert state.button().isHidden()


class TestDim:
    def test_covers_and_follows_its_window(self, qtbot: QtBot) -> None:
        window = QWidget()
        below = QPushButton("Below", window)
        below.setGeometry(10, 10, 80, 30)
        dim = Dim(window)
        show(window, qtbot, 300, 200)
        assert dim.isHidden()
        dim.cover()
        window.resize(400, 250)
        assert dim.geometry() == QRect(0, 0, 400, 250)
        assert window.childAt(QPoint(40, 20)) is dim, "the mouse does not get through"
        dim.cover()
        dim.uncover()
        assert dim.isVisible()
        dim.uncover()
        dim.uncover()
        assert dim.isHidden()
        dim.cover()
        assert dim.isVisible()
        dim.uncover()

    def test_darkens_more_in_the_dark(self, qtbot: QtBot, look: Theme) -> None:
        window = QWidget()
        dim = Dim(window)
        show(window, qtbot, 100, 100)
        light = picture(window).pixelColor(50, 50).lightnessF()
        dim.cover()
        assert picture(window).pixelColor(50, 50).lightnessF() == pytest.approx(light * 0.72, abs=0.01)
        look.set_choice("dark")
        assert picture(window).pixelColor(50, 50).lightnessF() < 0.07
        dim.uncover()


class TestSmallParts:
    def test_line_is_one_pixel(self, qtbot: QtBot) -> None:
        across, down = Line(), Line(orientation=Qt.Orientation.Vertical)
        for line in (across, down):
            show(line, qtbot, 40, 40)
        assert (across.height(), down.width()) == (1, 1)

    def test_number_keeps_its_distance_from_the_frame(self, qtbot: QtBot, look: Theme) -> None:
        field = NumberField(0, 500)
        field.setValue(71)
        show(field, qtbot)
        assert field.lineEdit().textMargins().left() == 6
        assert field.sizeHint().height() == 28
        look.set_text_size(2.0)
        assert field.lineEdit().textMargins().left() == 12

    @pytest.mark.parametrize("error", [False, True])
    def test_field_in_error_has_a_red_frame(self, qtbot: QtBot, look: Theme, error: bool) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        field = QLineEdit("2019-13-01")
        field.setProperty("error", error)
        column.addWidget(QLineEdit())
        column.addWidget(field)
        show(page, qtbot, 200, 100)
        assert holds(picture(field), look.colour("danger")) == error
