"""Acts that fail, acts in acts, and studies that are closed or moved under somebody's hands."""

from __future__ import annotations

import contextlib
import logging
import shutil
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from qualcode.domain.changes import ChangeSet
from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.services.project import Project, open_project
from qualcode.store import schema
from qualcode.store.driver import run
from tests.builders import code, dump, small_study


def _add_wave(project: Project, name: str, *, fail: bool = False) -> None:
    with project.desk.act("test", f"Add {name}") as work:
        work.connection.execute(insert(schema.wave).values(uuid=name, name=name, position=1))
        if fail:
            raise ZeroDivisionError


def _waves(project: Project) -> set[str]:
    with project.desk.read() as connection:
        return set(connection.execute(select(schema.wave.c.name)).scalars())


def test_a_first_act_that_fails_leaves_the_session_writable(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    with open_project(path) as project:
        before = dump(project)
        with pytest.raises(ZeroDivisionError):
            _add_wave(project, "A", fail=True)
        assert dump(project) == before
        _add_wave(project, "B")
        assert project.history.undo() is not None
        assert dump(project) == before


def test_a_nested_act_that_fails_leaves_nothing_of_its_own(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        before = _waves(project)
        with project.desk.act("test", "Outer") as work:
            _add_wave(project, "kept")
            with contextlib.suppress(ZeroDivisionError):
                _add_wave(project, "dropped", fail=True)
            assert work.label == "Outer"
        assert _waves(project) - before == {"kept"}
        assert project.history.undo() is not None
        assert _waves(project) == before


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_nothing_is_undone_inside_an_act(tmp_path: Path, step: str) -> None:
    with small_study(tmp_path) as project:
        before = dump(project)
        with pytest.raises(Refusal, match="Wait until it is finished"), project.desk.act("test", "Outer"):
            getattr(project.history, step)()
        assert dump(project) == before


def test_a_subscriber_that_fails_harms_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_change: ChangeSet) -> None:
        raise ValueError("I waited")

    with small_study(tmp_path) as project, caplog.at_level(logging.ERROR):
        told: list[ChangeSet] = []
        project.subscribe(fail)
        project.subscribe(told.append)
        code(project, "workshop", "I waited", "Mistakes")
        assert len(told) == 1
        assert project.history.undo() is not None
        assert len(told) == 2
    assert "ValueError" in caplog.text
    assert "I waited" not in caplog.text


def test_what_is_gone_or_there_already_is_refused(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        _add_wave(project, "A")
        before = dump(project)
        with pytest.raises(Refusal, match="nothing was changed"):
            _add_wave(project, "A")
        with pytest.raises(Refusal, match="not in the study any more"), project.desk.act("test", "Lost") as work:
            run(work.connection, "insert into coding(uuid, segment_id, code_id) values('u', 999999, 999999)")
        assert dump(project) == before


def test_a_closed_study_neither_writes_nor_reads(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    before = path.read_bytes()
    for attempt in (lambda: _add_wave(project, "A"), lambda: _waves(project), project.history.undo):
        with pytest.raises(EnvironmentFault, match="is closed"):
            attempt()
    project.close()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["study.qualcode"]


@pytest.mark.parametrize("replaced", [False, True])
def test_a_study_that_was_moved_away_is_not_written(tmp_path: Path, replaced: bool) -> None:
    project = small_study(tmp_path)
    moved = project.path.with_name("moved.qualcode")
    before = dump(project)
    project.path.rename(moved)
    if replaced:
        shutil.copy(moved, project.path)
    with pytest.raises(EnvironmentFault, match="was moved, renamed or replaced"):
        _add_wave(project, "A")
    project.path.unlink(missing_ok=True)
    moved.rename(project.path)
    assert dump(project) == before
    _add_wave(project, "B")
    project.close()
    with open_project(project.path) as again:
        assert "B" in _waves(again)
        assert again.check() == []


def test_a_study_moved_during_an_act_is_not_written(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        before = dump(project)
        moved = project.path.with_name("moved.qualcode")
        with pytest.raises(EnvironmentFault, match="nothing was written"), project.desk.act("test", "Long"):
            _add_wave_and_move(project, moved)
        moved.rename(project.path)
        assert dump(project) == before


def _add_wave_and_move(project: Project, target: Path) -> None:
    _add_wave(project, "A")
    project.path.rename(target)


def test_closing_gives_the_lock_back_whatever_happens(tmp_path: Path) -> None:
    project = small_study(tmp_path)
    moved = project.path.with_name("moved.qualcode")
    project.path.rename(moved)
    with pytest.raises(EnvironmentFault, match="was moved"):
        project.close()
    moved.rename(project.path)
    with open_project(project.path) as again:
        assert not again.read_only


def test_a_study_that_cannot_be_shown_is_closed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.store.tables import study

    with small_study(tmp_path) as project:
        path = project.path

    def fail(_connection: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(study, "coders", fail)
        with pytest.raises(ZeroDivisionError):
            open_project(path)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["study.qualcode"]
