"""The application: one window, dressed, with a study opened behind its first picture."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QApplication

from qualcode.environment.preferences import Preferences
from qualcode.gui import icons, theme
from qualcode.gui.main_window import MainWindow

if TYPE_CHECKING:
    from qualcode.services.project import Project


def application(preferences: Preferences) -> QApplication:
    """Return the application of this process, in the look that the user has chosen."""
    QCoreApplication.setApplicationName("qualcode")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationDisplayName("qualcode")
    app.setDesktopFileName("qualcode")
    worn = theme.current()
    worn.set_text_size(preferences.text_size)
    worn.set_high_contrast(preferences.high_contrast)
    worn.set_choice(preferences.theme)
    worn.apply(app)
    app.setWindowIcon(icons.icon("qualcode"))
    return app


def build_window(project: Project | None = None, preferences: Preferences | None = None) -> MainWindow:
    """Return a window, not shown yet, with ``project`` open in it; the window closes the study with itself.

    A ``QApplication`` must be there.
    """
    kept = preferences or Preferences()
    application(kept)
    window = MainWindow(kept)
    if project is not None:
        window.open_study(project)
    return window


def run(study: Path | None = None, coder: str | None = None) -> int:
    """Show the window until it is closed; ``study`` is opened as soon as the window is painted.

    Returns:
        The exit code of the process.
    """
    window = _first_window(coder)
    if study is not None:
        window.show_opening(study)
        window.painted.connect(lambda: window.studies.open(str(study)))
    return _show(window)


def run_sample(study: Path | None = None) -> int:
    """Show the window on the sample study, built where it is not there yet: by default in the folder for documents."""
    from qualcode.gui.window.studies import SAMPLE, documents_folder

    window = _first_window(None)
    path = study or documents_folder() / SAMPLE
    window.show_opening(path)
    window.painted.connect(lambda: window.studies.open_sample_at(path))
    return _show(window)


def _first_window(coder: str | None) -> MainWindow:
    preferences = Preferences()
    application(preferences)
    window = MainWindow(preferences)
    window.failures.install()
    window.painted.connect(_resume_collection)
    if coder:
        window.studies.set_coder(coder)
    return window


@Slot()
def _resume_collection() -> None:
    gc.enable()


def _show(window: MainWindow) -> int:
    window.show()
    try:
        return QApplication.exec()
    finally:
        window.failures.uninstall()
