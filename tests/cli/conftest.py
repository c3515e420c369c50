"""Running commands in the test's own process, on a study in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli.main import main
from tests.builders import small_study

Run = Callable[..., Any]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The path of a small study, closed."""
    with small_study(tmp_path) as project:
        return project.path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that succeeds; returns its JSON."""

    def run(*arguments: object) -> Any:
        code = main([*map(str, arguments), "--json"])
        out, err = capsys.readouterr()
        assert code == 0, err
        return json.loads(out)

    return run


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that succeeds; returns what it prints."""

    def say(*arguments: object) -> str:
        code = main([*map(str, arguments)])
        out, err = capsys.readouterr()
        assert code == 0, err
        return out

    return say


@pytest.fixture
def refuse(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that fails; returns its exit code and its one sentence."""

    def refuse(*arguments: object) -> tuple[int, str]:
        try:
            code = main([*map(str, arguments)])
        except SystemExit as stop:  # argparse ends the process itself
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        return code, err.strip()

    return refuse
