"""Files that are no studies, and studies that stand in somebody's way."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.services.project import create, open_project, study_path
from qualcode.store import schema, study_file
from qualcode.store.engine import connect
from tests.builders import code, dump, small_study
from tests.store.full_disk import full_disk

posix = pytest.mark.skipif(sys.platform == "win32", reason="no pipes, and no limit on the size of files")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")


def _refused(path: Path, *words: str) -> None:
    content = path.read_bytes() if path.is_file() else None
    with pytest.raises(EnvironmentFault) as caught:
        open_project(path)
    for word in words:
        assert word in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == content
    assert not path.with_name(path.name + ".lock").exists()


def test_a_study_is_one_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.with_name(path.name + ".lock").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["study.qualcode"]
    head = path.read_bytes()[:100]
    assert int.from_bytes(head[68:72], "big") == schema.APPLICATION_ID


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.qualcode"
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(Refusal, match="there already"):
        create(path)
    assert path.read_text(encoding="utf-8") == "precious"


def test_no_folder_no_study(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="does not exist"):
        create(tmp_path / "nowhere" / "x.qualcode")


def test_what_is_missing_empty_a_folder_or_garbage_is_said_so(tmp_path: Path) -> None:
    _refused(tmp_path / "none.qualcode", "no study at", "project new")
    (tmp_path / "folder.qualcode").mkdir()
    _refused(tmp_path / "folder.qualcode", "is a folder")
    empty = tmp_path / "empty.qualcode"
    empty.touch()
    _refused(empty, "empty (0 bytes)", "backup")
    garbage = tmp_path / "garbage.qualcode"
    garbage.write_bytes(b"\x89PNG and so on" * 300)
    _refused(garbage, "not a qualcode study")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.qualcode"
    connection = sqlite3.connect(path)
    connection.execute("create table code(id)")
    connection.close()
    _refused(path, "another program")


def test_a_newer_study_is_refused(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 99")
    connection.close()
    _refused(path, "newer qualcode", "99", "Install")


def test_a_truncated_or_damaged_study_is_refused(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    _refused(path, "study.qualcode")
    path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    with pytest.raises(EnvironmentFault, match="damaged"), open_project(path) as damaged:
        damaged.info()


def test_a_study_copied_without_its_log_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "bare.qualcode"
    connection = sqlite3.connect(path)
    connection.execute(f"pragma application_id = {schema.APPLICATION_ID}")
    connection.execute("create table study(id)")
    connection.close()
    _refused(path, "incomplete", "-wal")


def test_a_second_writer_is_refused_by_name_and_a_reader_is_not(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        code(project, "workshop", "I waited", "Mistakes")
        script = (
            "import sys\n"
            "from qualcode.domain.errors import EnvironmentFault\n"
            "from qualcode.services.project import open_project\n"
            "with open_project(sys.argv[1], write=False) as reader: print(reader.info().segments)\n"
            "try: open_project(sys.argv[1])\n"
            "except EnvironmentFault as fault: print(fault)\n"
        )
        out = subprocess.run(
            [sys.executable, "-c", script, str(project.path)], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        assert out[0] == "1"
        assert "is open in another window by Marta since" in out[1]
    with open_project(project.path) as again:
        assert again.info().segments == 1


def test_a_lock_left_by_a_dead_process_never_blocks(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    script = (
        "import sys, os\nfrom qualcode.services.project import open_project\nopen_project(sys.argv[1])\nos._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 9
    assert path.with_name(path.name + ".lock").exists()
    with open_project(path) as again:
        assert not again.read_only


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    with open_project(path, write=False) as reader:
        before = dump(reader)
        with pytest.raises(EnvironmentFault, match="read-only"):
            code(reader, "workshop", "I waited", "Mistakes")
        with pytest.raises(EnvironmentFault, match="read-only"):
            reader.history.undo()
        assert dump(reader) == before


@as_root
def test_a_read_only_file_opens_for_reading(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    path.chmod(0o400)
    with open_project(path) as reader:
        assert reader.read_only
        assert reader.info().documents == 3


def test_a_copy_is_whole_while_the_study_is_open(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        code(project, "workshop", "I waited", "Mistakes")
        copy = project.back_up()
        expected = dump(project)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with open_project(copy) as other:
        assert dump(other) == expected
        assert other.check() == []


@posix
def test_a_study_on_a_full_disk_is_read_and_says_why_it_is_not_written(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    with full_disk(0), open_project(path) as reader:
        assert reader.read_only
        assert reader.info().documents == 3
        with pytest.raises(EnvironmentFault, match=r"read-only, so nothing can be changed\. .*disk"):
            code(reader, "workshop", "I waited", "Mistakes")
    with open_project(path) as writer:
        assert not writer.read_only


@posix
def test_recent_work_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        code(project, "workshop", "I waited", "Mistakes")
        copy = tmp_path / "copy" / "study.qualcode"
        copy.parent.mkdir()
        for ending in ("", "-wal"):
            shutil.copy(f"{project.path}{ending}", f"{copy}{ending}")
    with full_disk(0):
        _refused(copy, "recent work", "study.qualcode-wal", "Copy both files")
    with open_project(copy) as whole:
        assert whole.info().codings == 1


def test_a_reader_who_may_not_write_sees_what_a_writer_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_study(tmp_path) as writer:
        monkeypatch.setattr(os, "access", lambda _path, mode: mode == os.R_OK)
        with open_project(writer.path) as reader:
            assert reader.read_only
            assert reader.info().codings == 0
            code(writer, "workshop", "I waited", "Mistakes")
            assert reader.info().codings == 1


@posix
def test_a_frozen_reader_notices_that_somebody_writes(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    with full_disk(0):
        reader = open_project(path)
    with open_project(path) as writer:
        code(writer, "workshop", "I waited", "Mistakes")
        with pytest.raises(EnvironmentFault, match="was changed by somebody else"):
            reader.info()
    with pytest.raises(EnvironmentFault, match="was changed by somebody else"):
        reader.info()
    reader.close()


def test_a_locked_study_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    other = connect(path)
    other.execute("pragma locking_mode = exclusive")
    other.execute("begin exclusive")
    monkeypatch.setattr(study_file, "connect", _impatient)
    with pytest.raises(EnvironmentFault, match="Another program is writing"):
        open_project(path)
    other.close()
    with open_project(path) as again:
        assert again.info().documents == 3


def _impatient(path: Path, *, read_only: bool = False, immutable: bool = False) -> Any:
    connection = connect(path, read_only=read_only, immutable=immutable)
    connection.execute("pragma busy_timeout = 0")
    return connection


def test_a_study_without_a_revision_is_damaged(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    connection = sqlite3.connect(path)
    connection.execute("delete from alembic_version")
    connection.commit()
    connection.close()
    _refused(path, "damaged", "newest backup")


def test_no_damaged_page_ends_in_a_bug(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        code(project, "workshop", "I waited", "Mistakes")
        path = project.path
    whole = path.read_bytes()
    chance = random.Random(4)
    faults: list[str] = []
    for _ in range(120):
        page = chance.randrange(len(whole) // 4096) * 4096
        at = page + chance.randrange(100 if not page else 0, 4096)
        length = min(chance.choice([1, 20, 400, 4096]), page + 4096 - at)
        path.write_bytes(whole[:at] + chance.randbytes(length) + whole[at + length :])
        try:
            with open_project(path, write=False) as project:
                project.info()
                project.history.all()
                project.documents.all()
        except EnvironmentFault as fault:
            faults.append(str(fault))
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    assert len(faults) >= 5
    assert all("study.qualcode" in fault for fault in faults)


def test_an_error_of_ours_is_not_called_damage(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        with pytest.raises(KeyError), project.desk.read():
            raise KeyError
        with pytest.raises(DBAPIError), project.desk.read() as view:
            view.exec_driver_sql("select nothing from nowhere")


@posix
@pytest.mark.timeout(20)
def test_a_pipe_or_a_device_is_no_study(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.qualcode")
    _refused(tmp_path / "pipe.qualcode", "a pipe or a device")
    _refused(Path("/dev/null"), "a pipe or a device")


@pytest.mark.parametrize("name", ["n" * 300, "n" * 300 + ".qualcode", "a\0b"])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    for attempt in (open_project, create):
        with pytest.raises(EnvironmentFault, match="name"):
            attempt(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_ending_is_added_to_any_other(tmp_path: Path) -> None:
    create(tmp_path / "Pilot 1.2", "  ", None)
    with open_project(tmp_path / "Pilot 1.2") as project:
        assert project.path.name == "Pilot 1.2.qualcode"
        assert project.title == "Pilot 1.2"
    assert study_path(Path("a.QUALCODE")) == Path("a.QUALCODE")
    with pytest.raises(Refusal, match="name of a study"):
        create(Path("/"))


def test_a_definition_with_a_damaged_letter_is_damage(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"attribution", b"attrXbution"))
    with pytest.raises(EnvironmentFault, match="is damaged"), open_project(path) as project:
        project.info()
