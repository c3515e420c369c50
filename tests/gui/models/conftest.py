"""A real study, its bridge into Qt, and the shared state of the window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QApplication

from qualcode.gui.bridge import ChangeBridge
from qualcode.gui.selection import Selection
from qualcode.services.project import Project, open_project
from tests.builders import small_study

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester


@pytest.fixture(scope="session")
def study_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a study that is copied for every test: making one takes longer than most tests."""
    with small_study(tmp_path_factory.mktemp("study")) as made:
        return made.path


@pytest.fixture
def project(tmp_path: Path, study_file: Path) -> Iterator[Project]:
    """An open study with three documents, seven people and four codes; nothing is coded."""
    copy = tmp_path / study_file.name
    shutil.copy(study_file, copy)
    with open_project(copy, "Marta") as opened:
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
