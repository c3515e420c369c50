"""Every widget and every painter in both themes: nothing is empty, cut or of a wrong size."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QLabel,
    QListView,
    QMainWindow,
    QMenu,
    QTabBar,
    QTableView,
    QTableWidget,
    QToolBar,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.gui.theme import Theme
from qualcode.gui.tokens import SCHEMES, Scheme
from qualcode.gui.widgets.word_button import WordButton
from tests.gui import gallery
from tests.gui.gallery import Gallery
from tests.gui.pixels import colours, contrast, counted, holds, picture

HEIGHTS = {
    "documents header": 32, "codes header": 32, "button": 28, "primary button": 28, "disabled button": 28,
    "icon button": 28, "link button": 28, "word": 28, "checked word": 28, "disabled word": 28, "search": 28,
    "line": 28, "wrong line": 28, "combo": 28, "spin": 28, "Shading": 24, "Counts": 24, "segmented": 28,
    "tag neutral": 16, "tag warning": 16, "badge 1": 16, "swatch 1 False": 12, "card": 56, "tabs": 36,
    "bar info": 32, "bar danger": 32, "chip Add code": 24, "chip Group": 28, "logo": 40,
}  # fmt: skip


def shown(qtbot: QtBot) -> Gallery:
    built = gallery.build()
    qtbot.addWidget(built.page)
    with qtbot.waitExposed(built.page):
        built.page.show()
    return built


@pytest.fixture(params=SCHEMES)
def page(request: pytest.FixtureRequest, look: Theme, qtbot: QtBot) -> Gallery:
    """Return the page in each of the themes."""
    scheme: Scheme = request.param
    look.set_choice(scheme)
    return shown(qtbot)


def test_no_part_is_empty(page: Gallery) -> None:
    for name, part in page.parts.items():
        assert len(colours(picture(part))) > 1, name


def test_sizes_are_those_of_the_design(page: Gallery) -> None:
    for name, height in HEIGHTS.items():
        assert page.parts[name].height() == height, name


def test_every_part_is_whole(page: Gallery) -> None:
    for name, part in page.parts.items():
        assert part.width() >= min(part.minimumSizeHint().width(), part.sizeHint().width()), name
        assert part.visibleRegion().boundingRect() == part.rect(), name


def test_letters_can_be_read_on_what_is_really_drawn(page: Gallery) -> None:
    names = ("button", "primary button", "word", "checked word", "combo", "line", "card", "primary card")
    for name in (*names, "documents", "codes", "retrieved", "wrapped", "elided", "bar warning", "bar danger"):
        drawn = counted(picture(page.parts[name]))
        ground = QColor(drawn.most_common(1)[0][0])
        assert max(contrast(ground, QColor(colour)) for colour in drawn) >= 4.5, name


def test_the_two_themes_share_no_ground(look: Theme, qtbot: QtBot) -> None:
    built = shown(qtbot)
    grounds = []
    for scheme in SCHEMES:
        look.set_choice(scheme)
        grounds.append(picture(built.page))
    corners = [image.pixelColor(3, 3).name() for image in grounds]
    assert corners == ["#f4f3f0", "#1b1c1e"]
    assert not holds(grounds[1], QColor("#FFFFFF")), "nothing light is left over in the dark"


def test_theme_can_change_while_everything_is_shown(look: Theme, qtbot: QtBot) -> None:
    built = shown(qtbot)
    before = picture(built.page)
    look.set_choice("dark")
    assert picture(built.page) != before
    look.set_choice("light")
    assert picture(built.page) == before


@pytest.mark.parametrize("size", [0.8, 1.25, 2.0])
def test_page_grows_with_the_text(look: Theme, qtbot: QtBot, size: float) -> None:
    look.set_text_size(size)
    built = shown(qtbot)
    built.page.resize(2600, 2000)
    QApplication.processEvents()
    for name in ("button", "word", "card", "codes header", "chip Add code", "badge 1", "logo"):
        assert built.parts[name].height() == pytest.approx(HEIGHTS[name] * size, abs=3), name
    tree = cast(QTreeView, built.parts["codes"])
    assert tree.visualRect(tree.model().index(0, 0)).height() == round(28 * size)


class TestViews:
    def test_models_say_what_is_painted(self, page: Gallery) -> None:
        for name in ("documents", "codes", "retrieved", "matrix"):
            view = cast(QTreeView | QListView | QTableView, page.parts[name])
            index = view.model().index(0, 0)
            assert index.data(Qt.ItemDataRole.AccessibleTextRole), name

    def test_row_under_the_mouse_is_marked(self, page: Gallery, look: Theme, qtbot: QtBot) -> None:
        tree = cast(QTreeView, page.parts["codes"])
        model = cast(QStandardItemModel, tree.model())
        rect = tree.visualRect(gallery.find(model, "Absence"))
        leave = QEvent(QEvent.Type.Leave)
        QApplication.sendEvent(tree.viewport(), leave)
        assert not holds(picture(tree.viewport(), rect), look.colour("hover"))
        QTest.mouseMove(tree.viewport(), rect.bottomLeft() + QPoint(60, 60))
        QTest.mouseMove(tree.viewport(), rect.center())
        qtbot.waitUntil(lambda: holds(picture(tree.viewport(), rect), look.colour("hover")))


class TestWindow:
    @pytest.fixture
    def window(self, qtbot: QtBot) -> QMainWindow:
        window = QMainWindow()
        window.menuBar().addMenu("Project")
        bar = window.addToolBar("main")
        bar.addWidget(WordButton("Undo", "undo-2"))
        window.statusBar().addWidget(QLabel("All changes saved"))
        window.setCentralWidget(QWidget())
        qtbot.addWidget(window)
        window.resize(800, 600)
        with qtbot.waitExposed(window):
            window.show()
        return window

    def test_frame_has_the_heights_of_the_design(self, window: QMainWindow) -> None:
        bar = window.findChild(QToolBar)
        assert isinstance(bar, QToolBar)
        assert (window.menuBar().height(), bar.height(), window.statusBar().height()) == (28, 40, 28)

    def test_tables_and_tabs(self, qtbot: QtBot) -> None:
        table, tabs = QTableWidget(2, 2), QTabBar()
        tabs.addTab("One")
        for part in (table, tabs):
            qtbot.addWidget(part)
            part.show()
        QApplication.processEvents()
        assert table.horizontalHeader().height() == 28
        assert tabs.tabRect(0).height() == 36

    def test_menus_and_lists_that_pop_up(self, qtbot: QtBot, look: Theme) -> None:
        menu = QMenu()
        qtbot.addWidget(menu)
        menu.addAction("Copy with reference")
        menu.ensurePolished()
        assert menu.actionGeometry(menu.actions()[0]).height() == 28
        combo = QComboBox()
        qtbot.addWidget(combo)
        combo.addItems(["During", "After"])
        combo.setProperty("compact", True)
        combo.show()
        assert combo.sizeHint().height() == 24
        view = combo.view()
        assert view.sizeHintForRow(0) == 28

    def test_date_field_is_as_high_as_the_others(self, qtbot: QtBot) -> None:
        field = QDateEdit()
        qtbot.addWidget(field)
        field.ensurePolished()
        assert field.sizeHint().height() == 28
        assert isinstance(field.sizeHint(), QSize)
