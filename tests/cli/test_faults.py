"""What stands in the way of a command: streams that take nothing, names that are no text, no screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.cli.main import main
from qualcode.services.project import open_project
from tests.builders import code as add_coding

posix = pytest.mark.skipif(sys.platform == "win32", reason="devices, names and screens of POSIX")


def _started(*arguments: str | bytes, out: str = "", **environment: str) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"}
    with open(out or os.devnull, "wb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "qualcode.cli.main", *arguments],
            stdout=stream,
            stderr=subprocess.PIPE,
            env=kept | environment,
            timeout=60,
            check=False,
        )
    return done.returncode, done.stderr.decode("utf-8", "replace")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_output_that_nothing_takes(study: Path) -> None:
    for arguments in (["project", "info", str(study)], ["project", "describe", str(study), "--title", "New"]):
        code, said = _started(*arguments, out="/dev/full")
        assert code == 3
        assert said.startswith("qualcode: The output could not be written")
        assert "as it was" not in said
        assert said.count("\n") == 1
    with open_project(study) as project:
        assert project.title == "New"


@posix
@pytest.mark.parametrize("command", [["window"], ["open"]])
def test_no_screen(study: Path, command: list[str]) -> None:
    code, said = _started(*command, *([str(study)] if command == ["open"] else []))
    assert code == 3
    assert "no screen" in said
    assert "qualcode --help" in said


@posix
def test_texts_are_cleaned_and_names_of_files_are_kept(tmp_path: Path) -> None:
    name = os.path.join(os.fsencode(tmp_path), b"caf\xe9.qualcode")
    try:
        os.close(os.open(name, os.O_CREAT | os.O_EXCL))
    except OSError:
        pytest.skip("this file system takes only names in Unicode")
    os.unlink(name)
    assert _started("project", "new", name)[0] == 0
    assert [os.fsencode(path) for path in tmp_path.iterdir()] == [name]
    with open_project(Path(os.fsdecode(name))) as project:
        assert project.title == "caf\ufffd"
    assert _started("project", "describe", name, "--title", b"perch\xe9")[0] == 0
    with open_project(Path(os.fsdecode(name))) as project:
        assert project.title == "perch\ufffd"


def test_a_blank_title_is_the_name_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", "new", str(tmp_path / "Pilot"), "--title", "  "]) == 0
    assert "Pilot.qualcode" in capsys.readouterr().out
    with open_project(tmp_path / "Pilot") as project:
        assert project.title == "Pilot"


@posix
def test_names_that_no_file_can_have_and_pipes(tmp_path: Path, refuse: object) -> None:
    assert callable(refuse)
    os.mkfifo(tmp_path / "pipe.qualcode")
    for name in ("n" * 300, "pipe.qualcode"):
        code, said = refuse("project", "info", tmp_path / name)
        assert code == 3
        assert name[:50] in said


@posix
def test_a_report_does_not_overwrite_its_study(study: Path, refuse: object) -> None:
    assert callable(refuse)
    with open_project(study) as project:
        add_coding(project, "workshop", "I waited", "Mistakes")
    before, link = study.read_bytes(), study.with_name("report.docx")
    link.symlink_to(study)
    code, said = refuse("report", study, "--output", link)
    assert code == 2
    assert "is a qualcode study" in said
    assert study.read_bytes() == before
