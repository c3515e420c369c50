"""The start page: what it asks for, the recent studies, keyboard, sizes, start-up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.environment.preferences import Preferences, RecentStudy
from qualcode.gui.panels import recent_studies
from qualcode.gui.panels.recent_studies import RecentButton, count_words, opened_words, place_words
from qualcode.gui.panels.welcome import WelcomePage
from qualcode.gui.theme import Theme
from qualcode.gui.widgets.card_button import CardButton
from qualcode.gui.widgets.text_label import TextLabel
from tests.gui.pixels import holds, picture

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
NOW = datetime(2026, 3, 14, 12, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    kept = Preferences()
    for number, name in enumerate(("Night shifts", "School kitchens", "Carers of the upper valley")):
        path = tmp_path / f"{number}.qualcode"
        if number != 1:
            path.touch()
        opened = datetime.now(UTC) - timedelta(days=300 - 150 * number)
        kept.remember_study(RecentStudy(str(path), name, opened.isoformat(), 12, 217, 2))
    return kept


def shown(preferences: Preferences, qtbot: QtBot, width: int = 1366, height: int = 720) -> WelcomePage:
    page = WelcomePage(preferences, "0.1.0")
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def page(preferences: Preferences, qtbot: QtBot) -> WelcomePage:
    return shown(preferences, qtbot)


def card(page: WelcomePage, name: str) -> CardButton:
    found = page.findChild(CardButton, name)
    assert isinstance(found, CardButton)
    return found


def studies(page: WelcomePage) -> list[RecentButton]:
    buttons = [button for button in page.findChildren(RecentButton) if button.isVisible()]
    return sorted(buttons, key=lambda button: button.y())


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


class TestCards:
    @pytest.mark.parametrize("name", ["newStudy", "openStudy", "openSample", "importTranscripts"])
    def test_each_asks_for_one_thing(self, page: WelcomePage, qtbot: QtBot, name: str) -> None:
        signals: dict[str, SignalInstance] = {
            "newStudy": page.new_requested,
            "openStudy": page.open_requested,
            "openSample": page.sample_requested,
            "importTranscripts": page.import_requested,
        }
        wanted = signals.pop(name)
        for other in signals.values():
            other.connect(lambda: pytest.fail("another signal was sent"))
        with qtbot.waitSignal(wanted):
            QTest.mouseClick(card(page, name), LEFT)
        with qtbot.waitSignal(wanted):
            QTest.keyClick(card(page, name), KEY.Key_Return)

    def test_nothing_is_promised_that_is_not_there(self, page: WelcomePage) -> None:
        words = " ".join(label.text() for label in page.findChildren(TextLabel))
        words += " ".join(card.text() + card.accessibleDescription() for card in page.findChildren(CardButton))
        assert "REFI" not in words
        assert "Works offline. Nothing leaves this computer." in words
        assert "Version 0.1.0" in words


class TestRecentStudies:
    def test_latest_first_with_what_is_known_of_it(self, page: WelcomePage, tmp_path: Path) -> None:
        assert [button.text() for button in studies(page)] == [
            "Carers of the upper valley",
            "School kitchens",
            "Night shifts",
        ]
        first = studies(page)[0]
        assert first.accessibleName() == "Carers of the upper valley"
        said = first.accessibleDescription()
        assert "12 documents · 217 segments · 2 coders" in said
        assert "today" in said
        assert first.toolTip() == str(tmp_path / "2.qualcode")

    def test_click_and_enter_open_it(self, page: WelcomePage, qtbot: QtBot, tmp_path: Path) -> None:
        presses: tuple[Callable[[QWidget], None], ...] = (
            lambda button: QTest.mouseClick(button, LEFT),
            lambda button: QTest.keyClick(button, KEY.Key_Return),
            lambda button: QTest.keyClick(button, KEY.Key_Space),
        )
        for press in presses:
            with qtbot.waitSignal(page.recent_requested) as caught:
                press(studies(page)[2])
            assert caught.args == [str(tmp_path / "0.qualcode")]

    def test_missing_file_says_so_and_can_still_be_asked_for(
        self, page: WelcomePage, qtbot: QtBot, look: Theme
    ) -> None:
        gone = studies(page)[1]
        assert "The file is not there any more" in gone.accessibleDescription()
        with qtbot.waitSignal(page.recent_requested):
            QTest.mouseClick(gone, LEFT)

    def test_context_menu_removes_it_from_the_list(
        self, page: WelcomePage, preferences: Preferences, qtbot: QtBot, tmp_path: Path
    ) -> None:
        gone = studies(page)[1]
        place = gone.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, gone.mapToGlobal(place))
        QApplication.sendEvent(gone, event)
        menu = gone.findChild(QMenu)
        assert isinstance(menu, QMenu)
        qtbot.waitUntil(menu.isVisible)
        actions = {action.text(): action for action in menu.actions()}
        assert list(actions) == ["Open", "Copy path", "Remove from this list"]
        actions["Copy path"].trigger()
        assert QApplication.clipboard().text() == str(tmp_path / "1.qualcode")
        actions["Remove from this list"].trigger()
        menu.close()
        assert [button.text() for button in studies(page)] == ["Carers of the upper valley", "Night shifts"]
        assert len(Preferences().recent_studies()) == 2

    def test_delete_removes_it_and_keeps_the_place(self, page: WelcomePage, qtbot: QtBot) -> None:
        studies(page)[1].setFocus()
        QTest.keyClick(studies(page)[1], KEY.Key_Delete)
        assert focused() is studies(page)[1]
        QTest.keyClick(focused(), KEY.Key_Delete)
        QTest.keyClick(focused(), KEY.Key_Delete)
        assert studies(page) == []
        empty = page.findChild(QWidget, "noRecentStudies")
        assert empty is not None
        assert empty.isVisible()

    def test_empty_list_has_a_sentence_and_calls_for_a_new_study(self, qtbot: QtBot, look: Theme) -> None:
        page = shown(Preferences(), qtbot)
        words = [label.text() for label in page.findChildren(TextLabel) if label.isVisible()]
        assert "The studies that you open will be listed here." in words
        assert "Last opened" not in words
        assert focused() is card(page, "newStudy")
        assert holds(picture(card(page, "newStudy")), look.colour("accent-soft"))

    def test_list_is_read_anew(self, page: WelcomePage, preferences: Preferences, tmp_path: Path) -> None:
        Preferences().remember_study(RecentStudy(str(tmp_path / "new"), "A fourth", "", sample=True))
        page.refresh()
        assert len(studies(page)) == 3, "another window's study is seen when this one comes to the front"
        preferences.reload()
        page.refresh()
        assert studies(page)[0].text() == "A fourth"
        assert "built in" in studies(page)[0].accessibleDescription()

    def test_many_studies_scroll(self, qtbot: QtBot, tmp_path: Path) -> None:
        kept = Preferences()
        for number in range(9):
            kept.remember_study(RecentStudy(str(tmp_path / str(number)), f"Study {number}", ""))
        page = shown(kept, qtbot)
        area = page.findChild(QScrollArea, "recentStudies")
        assert isinstance(area, QScrollArea)
        assert area.verticalScrollBar().maximum() > 0
        last = studies(page)[8]
        studies(page)[7].setFocus()
        QTest.keyClick(focused(), KEY.Key_Down)
        assert focused() is last
        assert not last.visibleRegion().isEmpty(), "the list follows the focus"

    def test_four_fit_without_scrolling(self, page: WelcomePage, preferences: Preferences, tmp_path: Path) -> None:
        preferences.remember_study(RecentStudy(str(tmp_path / "4"), "Fourth", ""))
        page.refresh()
        QApplication.processEvents()
        area = page.findChild(QScrollArea, "recentStudies")
        assert isinstance(area, QScrollArea)
        assert area.verticalScrollBar().maximum() == 0


class TestKeyboard:
    def test_latest_study_has_the_focus(self, page: WelcomePage) -> None:
        assert focused() is studies(page)[0]

    def test_tab_reaches_everything(self, page: WelcomePage, qtbot: QtBot) -> None:
        card(page, "newStudy").setFocus()
        visited = []
        for _ in range(9):
            visited.append(focused().objectName())
            QTest.keyClick(focused(), KEY.Key_Tab)
        assert visited[:8] == [
            "newStudy",
            "openStudy",
            "openSample",
            "importTranscripts",
            "recentStudy0",
            "recentStudy1",
            "recentStudy2",
            "themeButton",
        ]

    def test_arrows_walk_too(self, page: WelcomePage, qtbot: QtBot) -> None:
        card(page, "newStudy").setFocus()
        QTest.keyClick(focused(), KEY.Key_Down)
        assert focused().objectName() == "openStudy"
        QTest.keyClick(focused(), KEY.Key_Up)
        assert focused().objectName() == "newStudy"

    def test_focus_that_the_keyboard_brought_has_a_ring(self, page: WelcomePage, qtbot: QtBot, look: Theme) -> None:
        assert not holds(picture(studies(page)[0]), look.colour("accent"))
        QTest.keyClick(focused(), KEY.Key_Tab)
        assert holds(picture(studies(page)[1]), look.colour("accent"))


class TestTheme:
    def test_choice_is_worn_and_kept(self, page: WelcomePage, look: Theme) -> None:
        button = page.findChild(QToolButton, "themeButton")
        assert isinstance(button, QToolButton)
        assert button.text() == "Theme: light"
        actions = {action.text(): action for action in button.menu().actions()}
        actions["Dark"].trigger()
        assert look.scheme == "dark"
        assert Preferences().theme == "dark"
        assert button.text() == "Theme: dark"
        assert [text for text, action in actions.items() if action.isChecked()] == ["Dark"]
        actions["As the system"].trigger()
        assert Preferences().theme == "system"


class TestLayout:
    @pytest.mark.parametrize(("width", "height"), [(1366, 700), (1920, 1010), (1024, 640)])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_everything_is_on_the_page(
        self, preferences: Preferences, qtbot: QtBot, look: Theme, width: int, height: int, scheme: str
    ) -> None:
        look.set_choice(scheme)  # type: ignore[arg-type]
        page = shown(preferences, qtbot, width, height)
        for widget in (*page.findChildren(CardButton), *studies(page), *page.findChildren(TextLabel)):
            if widget.isVisible():
                assert widget.visibleRegion().boundingRect() == widget.rect(), widget.objectName()
        cards = [card(page, name) for name in ("newStudy", "importTranscripts")]
        area = page.findChild(QScrollArea, "recentStudies")
        assert area is not None
        top = cards[0].mapTo(page, QPoint(0, 0)).y()
        bottom = cards[1].mapTo(page, QPoint(0, cards[1].height())).y()
        assert area.mapTo(page, QPoint(0, 0)).y() == top, "cards and list begin in one line"
        assert area.mapTo(page, QPoint(0, area.height())).y() == bottom, "and end in one"
        assert holds(picture(page), look.colour("window"))

    def test_page_scrolls_at_200_percent(self, preferences: Preferences, qtbot: QtBot, look: Theme) -> None:
        look.set_text_size(2.0)
        page = shown(preferences, qtbot)
        scroller = page.findChild(QScrollArea, "welcomeScroller")
        assert isinstance(scroller, QScrollArea)
        assert scroller.verticalScrollBar().maximum() > 0
        assert scroller.horizontalScrollBar().maximum() == 0
        assert card(page, "newStudy").height() == 112

    def test_everything_has_a_name(self, page: WelcomePage) -> None:
        names = {widget.objectName() for widget in page.findChildren(QWidget)}
        assert {"welcomeScroller", "recentStudies", "welcomeFooter", "themeButton", "productName"} <= names
        assert page.objectName() == "welcome"


class TestWords:
    @pytest.mark.parametrize(
        ("stamp", "words"),
        [
            ("2026-03-14T09:42:07.123Z", "today, 10:42"),
            ("2026-03-13T22:59:00Z", "yesterday, 23:59"),
            ("2026-03-13T23:30:00Z", "today, 00:30"),
            ("2026-03-10T10:00:00Z", "last Tuesday"),
            ("2026-03-02T10:00:00Z", "2 March"),
            ("2025-12-24T10:00:00Z", "24 December 2025"),
            ("2026-03-20T10:00:00Z", "20 March"),
            ("", ""),
            ("no time", ""),
        ],
    )
    def test_when(self, stamp: str, words: str) -> None:
        assert opened_words(stamp, NOW) == words

    def test_where(self, monkeypatch: pytest.MonkeyPatch) -> None:
        home = os.path.join(os.sep, "home", "marta")
        monkeypatch.setenv("HOME", home)
        monkeypatch.setenv("USERPROFILE", home)
        inside = os.path.join(home, "Studies", "a.qualcode")
        assert place_words(RecentStudy(inside, "A", "")) == os.path.join("~", "Studies", "a.qualcode")
        assert place_words(RecentStudy(home + "-else", "A", "")) == home + "-else"
        assert place_words(RecentStudy(inside, "A", "", sample=True)) == "built in"

    def test_counts(self) -> None:
        assert count_words(RecentStudy("/a", "A", "")) == ""
        assert count_words(RecentStudy("/a", "A", "", 1, 1904, 2)) == "1 document · 1,904 segments · 2 coders"
        assert count_words(RecentStudy("/a", "A", "", 0, None, 1)) == "0 documents · 1 coder"

    def test_four_are_shown(self) -> None:
        assert recent_studies.SHOWN == 4


def test_first_window_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from qualcode.gui import theme\n"
        "theme.prepare()\n"
        "app = QApplication([])\n"
        "theme.current().apply(app)\n"
        "from qualcode.environment.preferences import Preferences\n"
        "from qualcode.gui.panels.welcome import WelcomePage\n"
        "page = WelcomePage(Preferences(), '1')\n"
        "page.show()\n"
        "app.processEvents()\n"
        "print(' '.join(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = set(done.stdout.split())
    heavy = {"sqlalchemy", "alembic", "sqlcipher3", "pandas", "numpy", "lxml", "docx", "openpyxl", "xlsxwriter"}
    assert not loaded & (heavy | {"dataclasses", "html", "matplotlib"})
