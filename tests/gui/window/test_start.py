"""The first picture comes before everything that is heavy; the study is opened behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qualcode.environment.preferences import Preferences
from qualcode.gui.app import build_window
from tests.gui.window.bench import Bench

_PROBE = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from qualcode.gui import app

HEAVY = ("sqlalchemy", "pandas", "numpy", "docx", "lxml", "openpyxl", "xlsxwriter", "alembic", "sqlcipher3")
seen = {}

def heavy():
    return [name for name in HEAVY if name in sys.modules]

first = app._first_window

def watched(coder):
    window = first(coder)
    window.painted.connect(lambda: seen.setdefault("painted", heavy()))
    window.study_opened.connect(lambda: seen.setdefault("title", window.windowTitle()))
    window.study_opened.connect(window.close)
    return window

app._first_window = watched
code = app.run(Path(sys.argv[1]), "Davide")
print(json.dumps({**seen, "code": code}))
"""


def test_the_first_picture_needs_only_qt_and_the_study_is_opened_behind_it(study: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "QUALCODE_CONFIG_DIR": str(tmp_path / "settings"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, str(study)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen == {"painted": [], "title": "Carers of the upper valley – qualcode", "code": 0}
    kept = Preferences(tmp_path / "settings")
    assert [entry.name for entry in kept.recent_studies()] == ["Carers of the upper valley"]


def test_without_a_study_there_is_the_start_page(qtbot: QtBot) -> None:
    window = build_window()
    window.show()
    assert window.page == "welcome"
    assert window.welcome.isVisible()
    assert window.toolbar.isHidden()
    undo = window.registry.action("edit.undo")
    assert undo is not None
    assert not undo.isEnabled()
    window.close()


@pytest.mark.parametrize("what", ["missing", "not a study"])
def test_a_study_that_cannot_be_opened_is_said_with_a_remedy(qtbot: QtBot, tmp_path: Path, what: str) -> None:
    path = tmp_path / "broken.qualcode"
    if what == "not a study":
        path.write_bytes(b"PK" + bytes(2000))
    window = build_window()
    window.show()
    window.studies.open(str(path))
    qtbot.waitUntil(lambda: window.notices.box is not None)
    box = window.notices.box
    assert box is not None
    assert "broken.qualcode" in box.text()
    assert box.informativeText()
    assert window.page == "welcome"
    box.close()
    window.close()


def test_a_study_that_is_open_elsewhere_can_be_read(bench: Bench, qtbot: QtBot) -> None:
    window = build_window()
    window.show()
    window.studies.open(str(bench.project.path))
    qtbot.waitUntil(lambda: window.notices.box is not None)
    box = window.notices.box
    assert box is not None
    assert "in another window" in box.text()
    read = next(button for button in box.buttons() if button.text() == "Open to read only")
    read.click()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.project.read_only
    assert window.status.saved_text() == "Read-only"
    new = window.registry.action("codes.new")
    assert new is not None
    assert not new.isEnabled()
    window.close()


def test_closing_saves_what_is_being_written_and_frees_the_study(open_window: Callable[[], Bench], study: Path) -> None:
    first = open_window()
    first.show_document("Workshop 2, part B")
    first.space.memo_acts.begin_beside_study()
    draft = first.space.memos.draft
    assert draft is not None
    first.type("Half a sentence", draft.text)
    first.close()
    again = open_window()
    assert [memo.text for memo in again.project.memos.all()] == ["Half a sentence"]


def test_closing_the_study_brings_the_start_page_back(bench: Bench) -> None:
    bench.window.close_study()
    assert bench.window.page == "welcome"
    assert bench.window.workspace is None
    assert bench.window.windowTitle() == "qualcode"
    assert bench.window.docks.dock("dock.documents").isHidden()


def test_a_study_that_cannot_be_opened_leaves_the_open_one_alone(bench: Bench, tmp_path: Path) -> None:
    bench.window.studies.open(str(tmp_path / "nowhere.qualcode"))
    bench.qtbot.waitUntil(lambda: bench.window.notices.box is not None)
    assert bench.window.notices.box is not None
    bench.window.notices.box.close()
    assert bench.window.page == "transcripts"
    assert bench.view.isVisible()


def test_another_study_takes_the_place_of_the_open_one(bench: Bench, tmp_path: Path) -> None:
    bench.space.select_coding(1)
    first = bench.project.path
    bench.window.studies.open_sample_at(tmp_path / "sample.qualcode")
    bench.qtbot.waitUntil(lambda: bench.project.path != _path(bench), timeout=30_000)
    assert bench.window.menuBar().findChild(QLabel, "study.name").text().startswith("Filo")  # type: ignore[union-attr]
    assert bench.space.transcripts.current is None
    bench.window.studies.open(str(first))
    bench.qtbot.waitUntil(lambda: _path(bench) == first)
    assert bench.space.transcripts.current == 1


def _path(bench: Bench) -> Path:
    return bench.space.project.path


def test_the_sample_is_built_and_opened(qtbot: QtBot, tmp_path: Path) -> None:
    window = build_window()
    window.show()
    window.studies.open_sample_at(tmp_path / "sample.qualcode", fresh=True)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=30_000)
    assert window.workspace is not None
    assert window.workspace.document_model.rowCount() > 2
    assert (tmp_path / "sample.qualcode").exists()
    window.close()
