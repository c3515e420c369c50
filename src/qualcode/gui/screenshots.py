"""Pictures of the main screens, for documentation and for eyes that compare; no screen is needed."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QPoint, QRect, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.environment import assets
from qualcode.environment.preferences import Preferences, RecentStudy, is_theme_choice
from qualcode.gui import drawing, fonts, theme
from qualcode.gui.main_window import MainWindow
from qualcode.gui.window.workspace import Workspace

WELCOME = "1-welcome.png"
_PATIENCE_MS = 20_000
_TITLE = 40
_SHADES = {"light": 0.28, "dark": 0.50}


@dataclass(frozen=True, slots=True)
class _Stage:
    """A window on a copy of a study, and where its pictures go."""

    window: MainWindow
    folder: Path

    @property
    def space(self) -> Workspace:
        """The study in the window."""
        space = self.window.workspace
        if space is None:
            raise EnvironmentFault("The study was closed while its pictures were taken. Try again.")
        return space

    def shoot(self, name: str) -> Path:
        """Save a picture of the window."""
        return self._save(name, self.window.grab())

    def shoot_dialog(self, name: str, dialog: QDialog, ready: Callable[[], bool]) -> Path:
        """Save a picture of a dialog above its window."""
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.show()
        wait_for(ready)
        settle(150)
        picture = self.window.grab()
        painter = QPainter(picture)
        painter.setOpacity(_SHADES[theme.current().scheme])
        painter.fillRect(self.window.rect(), Qt.GlobalColor.black)
        painter.setOpacity(1.0)
        _paint_dialog(painter, self.window.rect(), dialog)
        painter.end()
        dialog.close()
        dialog.deleteLater()
        return self._save(name, picture)

    def _save(self, name: str, picture: QPixmap) -> Path:
        path = self.folder / f"{name}.png"
        if not picture.save(str(path), "PNG"):
            raise EnvironmentFault(f"{path} cannot be written. Choose a folder that you may write in.")
        return path


def take(study: Path, folder: Path, theme: str = "light", size: tuple[int, int] = (1366, 768)) -> list[Path]:
    """Save every main screen as a PNG file: the start page, the window, its pages and its larger dialogs.

    Args:
        study: it is copied first and never changed.
        folder: made when it is not there.
        theme: ``light`` or ``dark``.
        size: width and height of the window in pixels.

    Raises:
        Refusal: an unknown theme.
        EnvironmentFault: the study cannot be read, or a picture cannot be written.
    """
    with _stage(study, folder, theme, size) as stage:
        return [stage.folder / WELCOME, *_pages(stage), *_dialogs(stage)]


def take_window(
    study: Path, picture: Path, document: str | None = None, theme: str = "light", size: tuple[int, int] = (1440, 900)
) -> Path:
    """Save the window with ``document`` open as the PNG file ``picture``."""
    with _stage(study, picture.parent, theme, size) as stage:
        (stage.folder / WELCOME).unlink()
        _open_document(stage, document)
        stage.shoot(picture.stem).replace(picture)
    return picture


# The screens ------------------------------------------------------------------------------------------------------


def _pages(stage: _Stage) -> list[Path]:
    window = stage.window
    _open_document(stage, None)
    taken = [stage.shoot("2-workspace"), _quick_code(stage)]
    window.show_page("matrix")
    page = window.page_widget("matrix")
    wait_for(lambda: page is None or getattr(page, "matrix", lambda: None)() is not None)
    settle(200)
    taken.append(stage.shoot("4-matrix"))
    window.show_page("transcripts")
    return taken


def _open_document(stage: _Stage, name: str | None) -> None:
    """Open a document at a coded passage, with some codes and all documents activated."""
    space = stage.space
    documents = space.project.documents.all()
    if not documents:
        return
    chosen = next((each for each in documents if each.name == name), None)
    front = chosen or max(documents, key=lambda each: each.segments)
    for document in documents[:3]:
        space.navigation.open_document(document.id)
    space.navigation.open_document(front.id)
    space.study_acts.activate_all_documents()
    used = sorted((code for code in space.project.codebook.all() if code.segments), key=lambda c: -c.segments)
    space.selection.set_active_codes(code.id for code in used[:2])
    codings = sorted(space.project.coding.in_document(front.id), key=lambda coding: coding.start)
    if codings:
        space.navigation.show_coding(codings[len(codings) // 3])
    settle(900)


def _quick_code(stage: _Stage) -> Path:
    space = stage.space
    view = space.transcripts.view
    if view is not None:
        if space.inspector.shown is not None:
            coding = space.inspector.shown.coding
            view.select(coding.start, coding.end)
        else:
            view.select_paragraph(view.top_offset())
        space.transcripts.quick.begin()
        space.transcripts.quick.field.setText("tr")
        space.transcripts.quick.field.textEdited.emit("tr")
    settle(200)
    taken = stage.shoot("3-quick-code")
    space.transcripts.quick.close_list()
    return taken


def _dialogs(stage: _Stage) -> list[Path]:
    return [_import(stage), _report(stage), _code(stage), _history(stage)]


def _import(stage: _Stage) -> Path:
    from qualcode.gui.dialogs.import_transcripts import ImportTranscriptsDialog
    from qualcode.services.documents import preview

    space = stage.space
    files = sorted((assets.sample_folder() / "transcripts").glob("*.txt"))[-3:]
    ground = space.document_acts.ground()
    suggest = space.project.documents.suggest
    dialog = ImportTranscriptsDialog(files, ground, preview, suggest, space.runner, stage.window)
    return stage.shoot_dialog("5-import", dialog, lambda: not space.runner.busy)


def _report(stage: _Stage) -> Path:
    from qualcode.gui.dialogs.report import ReportDialog

    space = stage.space
    path = Path("report.docx")
    dialog = ReportDialog(path, space.project.reports.content, space.runner, None, stage.window)
    settle(500)
    return stage.shoot_dialog("6-report", dialog, lambda: not space.runner.busy)


def _code(stage: _Stage) -> Path:
    from qualcode.gui.dialogs.code import CodeDialog

    space = stage.space
    codes = space.project.codebook.all()
    code = next((each for each in codes if each.codable), None)
    return stage.shoot_dialog("7-code", CodeDialog(codes, code, parent=stage.window), lambda: True)


def _history(stage: _Stage) -> Path:
    from qualcode.gui.dialogs.history import HistoryDialog
    from qualcode.gui.models.history_list import HistoryListModel

    history = stage.space.project.history
    model = HistoryListModel(stage.space.project, stage.window)
    steps = (history.next_undo, history.next_redo)
    dialog = HistoryDialog(
        model, history.undo, history.redo, lambda: (steps[0](), steps[1]()), history.changes, stage.window
    )
    return stage.shoot_dialog("8-history", dialog, lambda: True)


# The stage --------------------------------------------------------------------------------------------------------


@contextmanager
def _stage(study: Path, folder: Path, scheme: str, size: tuple[int, int]) -> Iterator[_Stage]:
    if not is_theme_choice(scheme):
        raise Refusal(f"“{scheme}” is no theme. Choose light or dark.")
    from qualcode.gui.app import application, build_window
    from qualcode.services.project import open_project

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qualcode-") as temporary:
        preferences = Preferences(Path(temporary) / "settings")
        if QApplication.instance() is None:
            _without_screen(Path(temporary), size)
            application(preferences)
        copy = Path(temporary) / study.name
        _copy(study, copy)
        project = open_project(copy)
        info = project.info()
        recent = RecentStudy(str(study), info.title, info.created_at, info.documents, info.segments, len(info.coders))
        preferences.theme = scheme
        preferences.remember_study(recent)
        before = theme.current().choice
        window = build_window(None, preferences)
        stage = _Stage(window, folder)
        try:
            window.resize(*size)
            window.show()
            settle(100)
            stage.shoot(WELCOME.removesuffix(".png"))
            window.open_study(project)
            window.docks.reset()
            settle(50)
            yield stage
        finally:
            window.close()
            window.deleteLater()
            theme.current().set_choice(before)


def _without_screen(folder: Path, size: tuple[int, int]) -> None:
    """Let Qt draw where no screen is, as on one of this size: dialogs look how much room they have."""
    screen = folder / "screen.json"
    one = {"name": "screen", "x": 0, "y": 0, "width": size[0], "height": size[1], "logicalDpi": 96, "dpr": 1}
    screen.write_text(json.dumps({"screens": [one]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
    qInstallMessageHandler(_say_what_matters)


def _say_what_matters(kind: QtMsgType, place: QMessageLogContext, message: str) -> None:
    """Pass on what Qt has to say, but not that a drawing surface without a screen cannot do what a screen can."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def _paint_dialog(painter: QPainter, window: QRect, dialog: QDialog) -> None:
    """Paint a dialog in the middle of a window, under a title bar as the desktop would give it."""
    colours = theme.current()
    left = max(0, (window.width() - dialog.width()) // 2)
    top = max(0, (window.height() - dialog.height() - _TITLE) // 2)
    bar = QRect(left, top, dialog.width(), _TITLE)
    painter.fillRect(bar, colours.colour("window"))
    painter.fillRect(QRect(left, bar.bottom(), bar.width(), 1), colours.colour("line"))
    words = bar.adjusted(24, 0, -24, 0)
    drawing.draw_text(painter, words, dialog.windowTitle(), fonts.ui_font("title"), colours.colour("text"))
    painter.drawPixmap(QPoint(left, bar.bottom() + 1), dialog.grab())


def _copy(study: Path, copy: Path) -> None:
    try:
        shutil.copyfile(study, copy)
        log = study.with_name(study.name + "-wal")
        if log.exists():
            shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
    except OSError as error:
        raise EnvironmentFault(f"{study}: the study cannot be read ({error.strerror}). Check the path.") from error


def settle(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(ready: Callable[[], bool]) -> None:
    """Let the window work until something is ready, for 20 seconds at the most."""
    waited = 0
    while not ready() and waited < _PATIENCE_MS:
        settle(50)
        waited += 50
