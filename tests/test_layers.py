"""The rule of the architecture: imports point down, never sideways; Qt and the database have one place."""

import subprocess
import sys
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parent.parent


def test_imports_point_down() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_command_line_starts_without_qt_and_pandas() -> None:
    """import-linter cannot tell an import inside a function from one at the top; this can."""
    script = (
        "import sys, qualcode.cli.main\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} & {'PySide6', 'pandas', 'docx'}))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.split() == []
