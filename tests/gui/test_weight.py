"""What the window is made of comes without the database and without NumPy: both wait until they are needed."""

import pkgutil
import subprocess
import sys

import pytest

from qualcode.gui import actions, models

MODULES = [
    *(f"qualcode.gui.{name}" for name in ("bridge", "lane", "tasks", "saver", "selection", "favourites")),
    *(f"qualcode.gui.{name}" for name in ("failures", "window_state")),
    *(f"qualcode.gui.actions.{module.name}" for module in pkgutil.iter_modules(actions.__path__)),
    *(f"qualcode.gui.models.{module.name}" for module in pkgutil.iter_modules(models.__path__)),
]
HEAVY = {"sqlalchemy", "sqlcipher3", "numpy", "pandas", "lxml", "docx", "openpyxl", "xlsxwriter"}


def test_nothing_heavy_is_loaded_with_the_models_and_actions() -> None:
    script = (
        f"import sys, importlib\nfor name in {MODULES!r}: importlib.import_module(name)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(answer.stdout.split())
    assert "PySide6" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(
    "name", [name for name in MODULES if ".models." in name and not name.endswith("recent_studies")]
)
def test_models_know_no_widgets(name: str) -> None:
    """A model is built and tested without any widget; what delegates and text views lend it are constants."""
    module = sys.modules.get(name) or __import__(name, fromlist=["_"])
    from PySide6.QtWidgets import QWidget

    widgets = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, QWidget)]
    assert widgets == []
