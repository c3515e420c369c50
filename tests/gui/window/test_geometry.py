"""The window stays on its screen: at the first start, with a remembered place, and from page to page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.domain.text import Span
from qualcode.environment.preferences import Preferences
from qualcode.gui.main_window import MainWindow
from qualcode.gui.panels.matrix_page import MatrixPage
from qualcode.gui.window.docks import CODEBOOK, DOCUMENTS, INSPECTOR
from tests.gui.window.bench import Bench


def _room() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def _shown(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    QTest.qWait(1)


def test_the_first_window_is_no_larger_than_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(Preferences(tmp_path))
    _shown(qtbot, window)
    assert _room().contains(window.frameGeometry()), window.frameGeometry()


def test_a_remembered_window_comes_back_onto_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    room = _room()
    before = MainWindow(Preferences(tmp_path))
    qtbot.addWidget(before)
    before.setGeometry(room.right() - 100, room.bottom() - 50, room.width() + 300, room.height() + 200)
    geometry = bytes(before.saveGeometry().toBase64().data()).decode("ascii")
    kept = Preferences(tmp_path)
    kept.keep_value("geometry", geometry)
    window = MainWindow(kept)
    _shown(qtbot, window)
    assert room.contains(window.frameGeometry()), window.frameGeometry()


def _turn(bench: Bench, page: str) -> None:
    bench.window.show_page(page)
    for _ in range(3):
        QTest.qWait(5)
        bench.settle()


@pytest.fixture
def coded(bench: Bench) -> Bench:
    """A window on a study with a few codings."""
    document = bench.project.documents.find("Workshop 2, part B").id
    for start in (10, 200, 400, 600):
        bench.project.coding.add(document, Span(start, start + 40), [bench.code_id("Absence of information")])
    bench.settle()
    return bench


def _open_quotes(bench: Bench) -> MatrixPage:
    page = bench.window.page_widget("matrix")
    assert isinstance(page, MatrixPage)
    bench.qtbot.waitUntil(lambda: page.matrix() is not None)
    model = page.view().figures().model()
    total = model.index(model.rowCount() - 2, model.columnCount() - 1)
    page.view().select(total)
    QTest.keyClick(page.view().totals(), Qt.Key.Key_Return)
    assert page.quotes().isVisible()
    return page


def _widths(window: MainWindow) -> dict[str, int]:
    return {name: window.docks.dock(name).width() for name in (DOCUMENTS, CODEBOOK, INSPECTOR)}


@pytest.mark.parametrize("width", [1366, 1100])
def test_the_window_keeps_its_size_from_page_to_page(coded: Bench, width: int) -> None:
    bench, window = coded, coded.window
    window.resize(width, 768)
    bench.settle()
    at_first = _widths(window)
    for _ in range(2):
        _turn(bench, "matrix")
        assert window.width() == width
        _open_quotes(bench)
        bench.settle()
        assert window.width() == width
        _turn(bench, "transcripts")
        assert window.width() == width
        assert _widths(window) == at_first
    inspector = window.docks.dock(INSPECTOR)
    assert inspector.mapTo(window, inspector.rect().bottomRight()).x() <= width
    assert isinstance(inspector.widget(), QWidget)


def test_docks_beside_the_matrix_do_not_widen_the_window(coded: Bench) -> None:
    bench, window = coded, coded.window
    _turn(bench, "matrix")
    _open_quotes(bench)
    for name in (DOCUMENTS, INSPECTOR):
        window.docks.show(name)
        bench.settle()
    assert window.width() == 1366


def test_a_long_sentence_in_the_status_line_does_not_widen_the_window(bench: Bench) -> None:
    bench.window.status.inform(f"Written to {'/a-folder-with-a-long-name' * 12}/matrix.csv.")
    bench.settle()
    assert bench.window.width() == 1366
