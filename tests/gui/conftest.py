"""What tests of the window get: the theme in force, in a known state, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from qualcode.gui import theme
from qualcode.gui.theme import Theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[Theme]:
    """Dress the application in the light theme at 100 %, and do so again after a test that changed it."""
    worn = theme.current()
    _reset(worn)
    worn.apply(qapp)
    yield worn
    _reset(worn)


@pytest.fixture(autouse=True)
def no_window_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window on the screen: the next one would find it there."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
    assert not left, [f"{type(widget).__name__} {widget.objectName()}" for widget in left]


def _reset(worn: Theme) -> None:
    worn.set_choice("light")
    worn.set_text_size(1.0)
    worn.set_high_contrast(False)
