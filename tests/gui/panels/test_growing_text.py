"""The field that grows with its text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.panels.growing_text import GrowingText


@pytest.mark.parametrize("flat", [False, True])
def test_the_text_keeps_clear_of_the_border_while_it_is_written(qtbot: QtBot, flat: bool) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    field = GrowingText("Memo", flat=flat, lines=2)
    column.addWidget(field)
    column.addStretch(1)
    window.resize(240, 160)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    inner = field.viewport().geometry()
    assert field.hasFocus()
    assert inner.left() >= 5
    assert inner.top() >= 4
    assert field.width() - inner.right() - 1 >= 5
    field.clearFocus()
    assert field.viewport().geometry().left() >= 5
