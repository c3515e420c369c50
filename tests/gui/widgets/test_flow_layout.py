"""The layout that sets widgets side by side and goes on in the next line."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.widgets.flow_layout import FlowLayout
from qualcode.gui.widgets.text_label import ElidedLabel


class TestFlowLayout:
    def fill(self, page: QWidget, widths: list[int]) -> FlowLayout:
        flow = FlowLayout(page, spacing=8)
        for width in widths:
            piece = QWidget(page)
            piece.setMinimumSize(width, 20)
            piece.setMaximumSize(width, 20)
            flow.addWidget(piece)
        return flow

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(widths=st.lists(st.integers(5, 90), min_size=1, max_size=9), room=st.integers(100, 400))
    def test_nothing_overlaps_and_nothing_sticks_out(self, qtbot: QtBot, widths: list[int], room: int) -> None:
        page = QWidget()
        flow = self.fill(page, widths)
        flow.setGeometry(QRect(0, 0, room, 1000))
        places = [flow.itemAt(n).geometry() for n in range(flow.count())]  # type: ignore[union-attr]
        assert all(place.right() < room for place in places)
        assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])
        assert flow.heightForWidth(room) == max(place.bottom() for place in places) + 1
        order = [(place.y(), place.x()) for place in places]
        assert order == sorted(order), "like words: from left to right, line after line"
        page.deleteLater()

    def test_item_wider_than_the_line_is_made_narrower(self, qtbot: QtBot) -> None:
        page = QWidget()
        qtbot.addWidget(page)
        flow = FlowLayout(page)
        long = ElidedLabel("word " * 60)
        flow.addWidget(long)
        flow.setGeometry(QRect(0, 0, 120, 100))
        assert long.width() == 120

    def test_clear_takes_everything_out(self, qtbot: QtBot) -> None:
        page = QWidget()
        qtbot.addWidget(page)
        flow = self.fill(page, [10, 20])
        flow.clear()
        assert flow.count() == 0
        assert flow.itemAt(0) is None
        assert flow.takeAt(3) is None
        assert flow.heightForWidth(100) == 0

    def test_hidden_item_takes_no_place(self, qtbot: QtBot) -> None:
        page = QWidget()
        flow = self.fill(page, [50, 50])
        qtbot.addWidget(page)
        page.resize(300, 100)
        with qtbot.waitExposed(page):
            page.show()
        first = flow.itemAt(0)
        second = flow.itemAt(1)
        assert first is not None
        assert second is not None
        hidden = first.widget()
        assert hidden is not None
        hidden.hide()
        flow.setGeometry(QRect(0, 0, 300, 100))
        assert second.geometry().x() == 0
