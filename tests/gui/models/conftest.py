"""A real study, its bridge into Qt, and the shared state of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QApplication

from qualcode.gui.bridge import ChangeBridge
from qualcode.gui.selection import Selection
from qualcode.services.project import Project
from tests.builders import small_study

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An open study with three documents, seven people and four codes; nothing is coded."""
    with small_study(tmp_path) as opened:
        yield opened


@pytest.fixture
def bridge(qapp: QApplication, project: Project) -> ChangeBridge:
    """What tells the models of changes."""
    return ChangeBridge(project)


@pytest.fixture
def selection(qapp: QApplication, bridge: ChangeBridge) -> Selection:
    """What is active; it lets go of what is deleted."""
    shared = Selection()
    bridge.changed.connect(shared.follow)
    return shared


@pytest.fixture
def check_model(qtmodeltester: ModelTester) -> Callable[[QAbstractItemModel], None]:
    """Check a model by Qt's own rules now, and go on watching it until the test ends."""
    check: Callable[[QAbstractItemModel], None] = qtmodeltester.check
    return check
