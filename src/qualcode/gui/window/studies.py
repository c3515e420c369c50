"""Studies opened, made and closed: what the window does before there is one, and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog

from qualcode.domain.errors import EnvironmentFault
from qualcode.domain.progress import Progress
from qualcode.environment.preferences import RecentStudy

if TYPE_CHECKING:
    from qualcode.gui.dialogs.new_study import NewStudy
    from qualcode.gui.main_window import MainWindow
    from qualcode.services.project import Project

SAMPLE = "qualcode sample.qualcode"
COPY = ".qualcode.bak"
_FILTER = "Studies and copies (*.qualcode *.qualcode.bak);;All files (*)"


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A study that was opened in the background, and whether it is the sample or a copy."""

    project: Project
    sample: bool
    copy: bool = False


class Studies(QObject):
    """Opens studies in the background and hands them to the window."""

    def __init__(self, window: MainWindow) -> None:
        """Serve ``window``."""
        super().__init__(window)
        self._window = window
        self._coder = ""
        self._opening: Path | None = None

    def set_coder(self, name: str) -> None:
        """Open studies in this coder's name, whoever the preferences say."""
        self._coder = name

    # Asking -------------------------------------------------------------------------------------------------------

    @Slot()
    def new(self) -> None:
        """Ask for a new study, make and open it."""
        self._make_new(self._ask_new())

    def _ask_new(self) -> NewStudy | None:
        from qualcode.gui.dialogs import new_study as dialog
        from qualcode.services.codebook import shipped

        return dialog.ask(self._window, shipped(), documents_folder())

    def _make_new(self, answer: NewStudy | None) -> bool:
        if answer is None:
            return False
        from qualcode.services import project as projects

        def work(progress: Progress) -> _Arrival:
            progress.report(0, 0, "Making the study")
            projects.create(answer.path, answer.title, answer.codebook)
            return _Arrival(projects.open_project(answer.path, self._coder_name()), False)

        self._start(answer.path, work)
        return True

    @Slot()
    def new_with_transcripts(self) -> None:
        """Make a new study, and bring transcripts into it as soon as it is open."""
        if self._make_new(self._ask_new()):
            self._window.when_open(self._window.import_documents)

    @Slot()
    def ask_to_open(self) -> None:
        """Ask for a study and open it."""
        folder = str(documents_folder())
        path, _ = QFileDialog.getOpenFileName(self._window, "Open a study", folder, _FILTER)
        if path:
            self.open(path)

    @Slot()
    def open_sample(self) -> None:
        """Open the sample study; it is built first when it is not there yet."""
        self.open_sample_at(documents_folder() / SAMPLE)

    def open_sample_at(self, path: Path, *, fresh: bool = False) -> None:
        """Open the sample study at ``path``; with ``fresh`` it is built anew."""
        from qualcode.services import sample
        from qualcode.services.project import open_project

        if self._is_open(path):
            self._window.show_page("transcripts")
            return

        def work(progress: Progress) -> _Arrival:
            if fresh:
                path.unlink(missing_ok=True)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                sample.build(path, progress)
            return _Arrival(open_project(path, self._coder_name() or None), True)

        self._start(path, work)

    @Slot(str)
    def open(self, path: str, *, write: bool = True) -> None:
        """Open the study at ``path``; a dated copy is only read, so that it stays what it is a copy of."""
        target = Path(path)
        copy = target.name.endswith(COPY)
        if self._is_open(target):
            self._window.show_page("transcripts")
            return

        def work(progress: Progress) -> _Arrival:
            from qualcode.services.project import open_project

            progress.report(0, 0, f"Opening {target.name}")
            project = open_project(target, self._coder_name(), write=write and not copy)
            return _Arrival(project, target.name == SAMPLE, copy)

        self._start(target, work)

    def open_to_read(self) -> None:
        """Open the study that could not be opened for writing, without changing anything in it."""
        if self._opening is not None:
            self.open(str(self._opening), write=False)

    def _coder_name(self) -> str | None:
        return self._coder or self._window.preferences.coder or None

    # Opening ------------------------------------------------------------------------------------------------------

    def _start(self, path: Path, work: Callable[[Progress], _Arrival]) -> None:
        """Open a study in the background; the one that is open stays until the other one is there."""
        self._opening = path
        if self._window.workspace is None:
            self._window.show_opening(path)
        else:
            self._window.status.show_progress(0, 0, f"Opening {path.name}")
        self._window.runner.start(work, self._arrived, self._failed)

    def _is_open(self, path: Path) -> bool:
        space = self._window.workspace
        return space is not None and path.exists() and space.project.path.exists() and path.samefile(space.project.path)

    @Slot(object)
    def _arrived(self, arrival: _Arrival) -> None:
        self._window.status.end_progress()
        if not arrival.copy:  # before it is shown: the window may be closed at once, and the study with it
            self._remember(arrival)
        self._window.open_study(arrival.project)
        if arrival.copy:
            self._window.status.inform(
                "This is a copy",
                " and can only be read. To go on from it, give it a name that ends in .qualcode and open that.",
            )

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._window.status.end_progress()
        if self._window.workspace is None:
            self._window.show_page("welcome")
        locked = isinstance(error, EnvironmentFault) and "in another window" in str(error)
        self._window.fail(error, offer_reading=locked)

    def _remember(self, arrival: _Arrival) -> None:
        info = arrival.project.info()
        self._window.preferences.remember_study(
            RecentStudy(
                path=info.path,
                name=info.title,
                opened_at=now_stamp(),
                documents=info.documents,
                segments=info.segments,
                coders=len(info.coders),
                sample=arrival.sample,
            )
        )


def now_stamp() -> str:
    """Return the present moment as the preferences keep it."""
    from qualcode.domain import clock

    return clock.now()


def documents_folder() -> Path:
    """Return the user's folder for documents."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()
