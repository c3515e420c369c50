"""A window with a small study in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcode.services.project import open_project
from tests.gui.window.bench import Bench
from tests.gui.window.carers import make


@pytest.fixture(scope="session")
def finished_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a study with three documents, five people, eight codes and two codings."""
    path = tmp_path_factory.mktemp("window") / "carers.qualcode"
    make(path)
    return path


@pytest.fixture
def study(tmp_path: Path, finished_study: Path) -> Path:
    """A copy of the study of one's own."""
    copy = tmp_path / finished_study.name
    shutil.copy(finished_study, copy)
    return copy


@pytest.fixture
def open_window(qtbot: QtBot, study: Path) -> Iterator[Callable[[], Bench]]:
    """What opens a window on the study, also a second time after the first was closed."""
    opened: list[Bench] = []

    def build() -> Bench:
        bench = Bench(qtbot, open_project(study, "Marta"))
        opened.append(bench)
        return bench

    yield build
    for bench in opened:
        bench.close()


@pytest.fixture
def bench(open_window: Callable[[], Bench]) -> Bench:
    """A window with the workshop open."""
    made = open_window()
    made.show_document("Workshop 2, part B")
    return made
