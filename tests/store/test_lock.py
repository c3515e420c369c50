"""The lock belongs to the file, not to one of its names, and never touches a file of somebody else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qualcode.domain.errors import EnvironmentFault
from qualcode.services.project import open_project
from qualcode.store.lock import StudyLock
from tests.builders import small_study

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with small_study(tmp_path) as project:
        return project.path


def test_a_study_opened_through_a_link_is_locked(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.qualcode"
    link.symlink_to(path)
    with open_project(link):
        assert path.with_name(path.name + ".lock").exists()
        with pytest.raises(EnvironmentFault, match="open in another window"):
            open_project(path)
    assert list(link.parent.iterdir()) == [link]
    with open_project(path), pytest.raises(EnvironmentFault, match="open in another window"):
        open_project(link)


def test_a_study_with_two_names_is_only_read(path: Path) -> None:
    os.link(path, path.with_name("second.qualcode"))
    with pytest.raises(EnvironmentFault, match="has 2 names"):
        open_project(path)
    assert not path.with_name(path.name + ".lock").exists()
    with open_project(path, write=False) as reader:
        assert reader.info().documents == 3


@pytest.mark.parametrize("kind", ["link", "hard link", "dangling link", "pipe", "folder"])
def test_what_is_no_lock_is_left_alone(path: Path, tmp_path: Path, kind: str) -> None:
    lock, foreign = path.with_name(path.name + ".lock"), tmp_path / "diary.txt"
    foreign.write_text("precious", encoding="utf-8")
    if kind == "link":
        lock.symlink_to(foreign)
    elif kind == "dangling link":
        lock.symlink_to(tmp_path / "nowhere")
    elif kind == "hard link":
        os.link(foreign, lock)
    elif kind == "pipe":
        os.mkfifo(lock)
    else:
        lock.mkdir()
    with pytest.raises(EnvironmentFault, match=r"study\.qualcode\.lock is no lock of qualcode.*move it away"):
        open_project(path)
    assert foreign.read_text(encoding="utf-8") == "precious"
    assert os.path.lexists(lock)
    assert not (tmp_path / "nowhere").exists()


def test_only_the_own_lock_is_removed(path: Path) -> None:
    lock = StudyLock(path, "Marta")
    lock.acquire()
    file = path.with_name(path.name + ".lock")
    file.unlink()
    file.write_text("of another window", encoding="utf-8")
    lock.release()
    assert file.read_text(encoding="utf-8") == "of another window"
