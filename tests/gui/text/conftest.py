"""A transcript view on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.gui.text.view import TranscriptView
from tests.gui.text.scenes import Scene, colours, scene

Shown = Callable[..., TranscriptView]


@pytest.fixture
def content() -> Scene:
    return scene()


@pytest.fixture
def show(qtbot: QtBot) -> Shown:
    """Return what shows a scene with codings, and waits until it is painted."""

    def shown(content: Scene, *spans: object, width: int = 860, height: int = 640) -> TranscriptView:
        view = TranscriptView(colours())
        qtbot.addWidget(view)
        view.resize(width, height)
        view.load(content.text, False, content.turns, spans)  # type: ignore[arg-type]
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is view)
        return view

    return shown
