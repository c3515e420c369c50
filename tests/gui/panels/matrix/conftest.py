"""The page of the matrix on the small study."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from qualcode.gui import theme
from qualcode.gui.panels.matrix_page import MatrixPage
from qualcode.gui.tasks import Runner
from qualcode.services.project import Project
from tests.gui.dialogs.examples import shown
from tests.gui.dialogs.studies import Failures, make_study, settle


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return the small study, open; tests that change it take back what they did."""
    with make_study(tmp_path_factory.mktemp("matrix")) as project:
        yield project


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    """Return a lane of background work; a bug in it fails the test."""
    failures = Failures()
    runner = Runner(failures.add)
    yield runner
    assert runner.shutdown()
    assert failures.errors == []


@pytest.fixture
def page(qtbot: QtBot, project: Project, runner: Runner) -> MatrixPage:
    """Return the page, shown and counted."""
    page = MatrixPage(project, runner, theme.current())
    page.resize(1300, 640)
    shown(qtbot, page)
    settle(runner)
    return page
