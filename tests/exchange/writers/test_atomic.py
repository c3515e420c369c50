"""Files are written whole or not at all (R4; cases 58, 59, 62; T2, T5)."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from qualcode.domain.errors import Cancelled, EnvironmentFault, Refusal
from qualcode.exchange.writers.atomic import write_atomically
from tests.exchange.writers.failing import check_every_failure

POSIX = pytest.mark.skipif(os.name == "nt", reason="rights and links of POSIX")


def _hundred_pieces(stream: BinaryIO) -> None:
    for number in range(100):
        stream.write(b"%04d" % number * 25)


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "segments.csv"
    write_atomically(target, lambda stream: stream.write(b"one"))
    write_atomically(target, lambda stream: stream.write(b"two"))
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


def test_the_stream_can_seek_and_be_read(tmp_path: Path) -> None:
    def write(stream: BinaryIO) -> None:
        stream.write(b"xxcde")
        stream.seek(0)
        stream.write(b"ab")
        stream.seek(0)
        assert stream.read() == b"abcde"

    write_atomically(tmp_path / "a", write)
    assert (tmp_path / "a").read_bytes() == b"abcde"


def test_each_step_may_fail(tmp_path: Path) -> None:
    def write(path: Path) -> None:
        write_atomically(path, _hundred_pieces)

    steps = check_every_failure(tmp_path, "report.docx", write)
    assert steps >= 20  # opening, the writes, sync, rights, rename, sync of the folder


@pytest.mark.parametrize("error", [Cancelled(), Refusal("no"), ZeroDivisionError(), KeyboardInterrupt()])
def test_other_exceptions_pass_and_leave_nothing(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "report.docx"
    target.write_bytes(b"old")

    def write(stream: BinaryIO) -> None:
        stream.write(b"new" * 100_000)
        raise error

    with pytest.raises(type(error)) as caught:
        write_atomically(target, write)
    assert caught.value is error
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"table\.csv.*folder.*nowhere.*does not exist"):
        write_atomically(tmp_path / "nowhere" / "table.csv", _hundred_pieces)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "table.csv").mkdir()
    with pytest.raises(EnvironmentFault, match="it is a folder"):
        write_atomically(tmp_path / "table.csv", _hundred_pieces)
    assert (tmp_path / "table.csv").is_dir()


def test_a_write_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "final.docx"
    target.write_bytes(b"signed")
    target.chmod(0o444)
    # The administrator may write anywhere: say what everybody else is told.
    monkeypatch.setattr(os, "access", lambda path, mode: bool(os.stat(path).st_mode & stat.S_IWUSR))
    with pytest.raises(EnvironmentFault, match=r"final\.docx.*write-protected"):
        write_atomically(target, _hundred_pieces)
    assert target.read_bytes() == b"signed"


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(EnvironmentFault, match="may not write into the folder"):
            write_atomically(tmp_path / "table.csv", _hundred_pieces)
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "may not write into the folder"),
        (errno.ENAMETOOLONG, "the name is too long"),
        (errno.EIO, "Try again, or choose another folder"),
    ],
)
def test_the_reason_is_said(tmp_path: Path, number: int, words: str) -> None:
    def write(stream: BinaryIO) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(EnvironmentFault, match=words) as caught:
        write_atomically(tmp_path / "table.csv", write)
    assert "table.csv" in str(caught.value)


def test_a_file_open_elsewhere_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(source: object, target: object) -> None:
        error = PermissionError(errno.EACCES, "used by another process")
        error.winerror = 32  # type: ignore[attr-defined, unused-ignore]  # what Windows sets while Word has the file
        raise error

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(EnvironmentFault, match="another program has it open"):
        write_atomically(tmp_path / "report.docx", _hundred_pieces)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="too long"):
        write_atomically(tmp_path / ("n" * 300), _hundred_pieces)
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_rights_and_links_are_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write_atomically(link, _hundred_pieces)
    assert link.is_symlink()
    assert real.stat().st_size == 10_000
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_full_disk_for_real(tmp_path: Path) -> None:
    import resource

    target = tmp_path / "table.csv"
    target.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(EnvironmentFault, match=r"table\.csv.*the disk is full"):
            write_atomically(target, _hundred_pieces)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def _database(path: Path, mark: bytes) -> bytes:
    head = b"SQLite format 3\x00".ljust(68, b"\x01") + mark
    path.write_bytes(head.ljust(4096, b"\x02"))
    return path.read_bytes()


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", ".lock"])
def test_a_study_is_never_overwritten(tmp_path: Path, ending: str) -> None:
    study = tmp_path / "study.qualcode"
    before = _database(study, b"QCOD")
    target = study.with_name(study.name + ending)
    for _ in range(3):  # asking must not be answered otherwise the second time
        with pytest.raises(Refusal, match=r"study\.qualcode.*is a qualcode study.*another name"):
            write_atomically(target, _hundred_pieces)
    assert study.read_bytes() == before
    assert list(tmp_path.iterdir()) == [study]


@POSIX
def test_a_study_is_not_overwritten_through_a_link(tmp_path: Path) -> None:
    study, link = tmp_path / "study.qualcode", tmp_path / "report.docx"
    before = _database(study, b"QCOD")
    link.symlink_to(study)
    with pytest.raises(Refusal, match=r"report\.docx.*is a qualcode study"):
        write_atomically(link, _hundred_pieces)
    assert study.read_bytes() == before


def test_another_programs_database_may_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "table.db"
    _database(target, b"GPKG")
    write_atomically(target, _hundred_pieces)
    assert target.stat().st_size == 10_000


@POSIX
def test_only_the_owner_reads_a_file_that_is_not_complete(tmp_path: Path) -> None:
    seen = []

    def write(stream: BinaryIO) -> None:
        seen.append(stat.S_IMODE(os.fstat(stream.fileno()).st_mode))

    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "table.csv", write)
    finally:
        os.umask(old)
    assert seen == [0o600]
    assert stat.S_IMODE((tmp_path / "table.csv").stat().st_mode) == 0o640


def test_what_a_killed_process_left_is_removed_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / f".qualcode-{'a' * 16}.tmp", tmp_path / f".qualcode-{'b' * 16}.tmp"
    other = tmp_path / ".qualcode-notes.tmp"
    for file in (old, new, other):
        file.write_bytes(b"half")
    for file in (old, other):
        os.utime(file, (0, 0))
    write_atomically(tmp_path / "table.csv", _hundred_pieces)
    assert not old.exists()
    assert new.exists()
    assert other.exists()


@POSIX
def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(EnvironmentFault, match="device or a pipe"):
        write_atomically(tmp_path / "pipe.csv", _hundred_pieces)
    assert stat.S_ISFIFO((tmp_path / "pipe.csv").stat().st_mode)
