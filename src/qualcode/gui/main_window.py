"""The main window: bars, pages and docks; an open study fills them, and without one there is the start page."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QDir, QMimeData, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QHideEvent, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QWidget

from qualcode import __version__
from qualcode.environment.preferences import Preferences
from qualcode.gui import theme
from qualcode.gui.actions.registry import Registry
from qualcode.gui.failures import Failure, FailureDesk, Kind
from qualcode.gui.panels.welcome import WelcomePage
from qualcode.gui.tasks import Runner
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.window.bindings import Bindings
from qualcode.gui.window.dock_buttons import DockButtons
from qualcode.gui.window.docks import RETRIEVED, Docks
from qualcode.gui.window.menu_bar import MenuBar
from qualcode.gui.window.notices import Notices
from qualcode.gui.window.status_line import StatusLine
from qualcode.gui.window.studies import Studies
from qualcode.gui.window.toolbar import ToolBar

if TYPE_CHECKING:
    from qualcode.gui.window.context_menus import ContextMenus
    from qualcode.gui.window.workspace import Workspace
    from qualcode.services.project import Project

SIZE = (1366, 800)
"""How large the window is at first, if the screen has room for it."""
_LEAST = QSize(400, 300)
"""How small a page is made rather than that the window outgrows its screen."""


class Pages(QStackedWidget):
    """The pages of the window; none that is behind keeps the window wide, and the one in front not wider than it is."""

    def minimumSizeHint(self) -> QSize:
        # The widest page and all docks together may be wider than the screen, though never shown together.
        page = self.currentWidget()
        return page.minimumSizeHint().boundedTo(_LEAST) if page is not None else _LEAST


class MainWindow(QMainWindow):
    """The frame of everything. It knows which study is open, and hands acts on to its workspace."""

    painted = Signal()
    """The window has been painted for the first time."""
    study_opened = Signal()
    """A study is open and its panels are filled."""

    def __init__(self, preferences: Preferences | None = None, parent: QWidget | None = None) -> None:
        """Make a window with the start page."""
        super().__init__(parent)
        self.setObjectName("window")
        self.setWindowTitle("qualcode")
        self.preferences = preferences or Preferences()
        self.workspace: Workspace | None = None
        self.context_menus: ContextMenus
        self.page = "welcome"
        self.failures = FailureDesk(self)
        self.runner = Runner(self.failures.report, self)
        self.registry = Registry(self)
        self.status = StatusLine(self)
        self.docks = Docks(self)
        self.notices = Notices(self)
        self.studies = Studies(self)
        self.bindings = Bindings(self)
        self.setAcceptDrops(True)
        self._painted = False
        self._waiting: list[Callable[[], object]] = []
        self._pages = Pages(self)
        self._pages.setObjectName("pages")
        self.welcome = WelcomePage(self.preferences, __version__, self._pages)
        self._opening = EmptyState("", parent=self._pages)
        self._opening.setObjectName("page.opening")
        self._by_name: dict[str, QWidget] = {}
        self._add_page("welcome", self.welcome)
        self._add_page("opening", self._opening)
        self.setCentralWidget(self._pages)
        self.setStatusBar(self.status)
        self.bindings.bind()
        self.dock_buttons = DockButtons(self)
        self._make_bars()
        self.failures.failed.connect(self._show_failure)
        self.welcome.new_requested.connect(self.studies.new)
        self.welcome.open_requested.connect(self.studies.ask_to_open)
        self.welcome.sample_requested.connect(self.studies.open_sample)
        self.welcome.import_requested.connect(self.studies.new_with_transcripts)
        self.welcome.recent_requested.connect(self.studies.open)
        self.status.stop_requested.connect(self.runner.cancel_all)
        self._restore_geometry()
        # How thick the frame of the desktop is, is known only now.
        self._size_at_first = self.size()
        self.painted.connect(self._fit_frame)
        self.show_page("welcome")

    def _make_bars(self) -> None:
        bar = MenuBar(self)
        self.setMenuBar(bar)
        self.bar = bar
        self.registry.fill_menu_bar(bar)
        self.registry.install(self)
        self.toolbar = ToolBar(self.registry, self)
        self.addToolBar(self.toolbar)
        self.toolbar.coder_chosen.connect(self.bindings.set_coder)
        self.toolbar.another_coder_requested.connect(self.bindings.ask_coder)

    def _restore_geometry(self) -> None:
        self.resize(*SIZE)
        kept = self.preferences.value("geometry")
        if isinstance(kept, str):
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))
        self._keep_on_screen()

    @Slot()
    def _fit_frame(self) -> None:
        if self.size() == self._size_at_first:
            self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """Make the window no larger than its screen, and bring it back where it stands beyond the edge."""
        if self.isMaximized() or self.isFullScreen():
            return
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        around = frame.size() - self.size()
        size = self.size().boundedTo(room.size() - around)
        if size != self.size():
            self.resize(size)
        wanted = QRect(frame.topLeft(), size + around)
        wanted.moveRight(min(wanted.right(), room.right()))
        wanted.moveBottom(min(wanted.bottom(), room.bottom()))
        wanted.moveTo(max(wanted.left(), room.left()), max(wanted.top(), room.top()))
        if wanted.topLeft() != frame.topLeft():
            self.move(wanted.topLeft())

    # Pages --------------------------------------------------------------------------------------------------------

    def _add_page(self, name: str, page: QWidget) -> None:
        page.setObjectName(f"page.{name}")
        self._by_name[name] = page
        self._pages.addWidget(page)

    def page_widget(self, name: str) -> QWidget | None:
        """Return a page, if it was made."""
        return self._by_name.get(name)

    def show_page(self, name: str) -> None:
        """Turn to ``welcome``, ``opening``, ``transcripts`` or ``matrix``; the docks go along."""
        if self.workspace is not None and name not in self._by_name:
            self._make_page(name)
        page = self._by_name.get(name)
        if page is None:
            page, name = self.welcome, "welcome"
        self.page = name
        inside = self.workspace is not None and name not in ("welcome", "opening")
        self.status.setVisible(inside or name == "opening")
        self.status.show_reading(name == "transcripts")
        if self.workspace is not None:
            self.docks.enter(name)
        self.toolbar.setVisible(inside and not self.docks.in_focus_mode)
        self._pages.setCurrentWidget(page)
        if name == "matrix":
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh_actions()

    def _make_page(self, name: str) -> None:
        space = self.workspace
        if space is None:
            return
        if name == "matrix":
            from qualcode.gui.panels.matrix_page import MatrixPage

            page = MatrixPage(space.project, space.runner, theme.current(), self._pages)
            page.quotes_requested.connect(space.retrieval_acts.list_codings)
            page.retrieved_requested.connect(space.retrieval_acts.show_codings)
            page.place_requested.connect(space.navigation.show_place)
            page.transcripts_requested.connect(self.show_transcripts)
            page.told.connect(self.status.inform)
            space.bridge.changed.connect(page.follow)
            page.setFocusProxy(page.view())
            page.restore(self.preferences.study_state(space.memory.matrix_key))
            self._add_page("matrix", page)

    @Slot()
    def show_transcripts(self) -> None:
        """Turn to the transcripts."""
        self.show_page("transcripts")

    def show_opening(self, path: Path) -> None:
        """Show that a study is being opened."""
        self._opening.set_sentence(f"Opening {path.name} …")
        self.show_page("opening")

    # The study ----------------------------------------------------------------------------------------------------

    def open_study(self, project: Project) -> None:
        """Show a study that is open; the window closes it."""
        # With the first study, not with the first picture.
        from qualcode.gui.window.context_menus import ContextMenus
        from qualcode.gui.window.workspace import Workspace

        self.leave_study()
        self.context_menus = ContextMenus(self)
        self.workspace = Workspace(self, project)
        self._add_page("transcripts", self.workspace.transcripts)
        self.name_study(project.title)
        self.toolbar.set_coders(project.coders(), project.coder)
        self.bindings.attach(self.workspace)
        self.refresh_history()
        self.workspace.memory.recall()
        self.workspace.transcripts.focus_text()
        self.study_opened.emit()
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def when_open(self, act: Callable[[], object]) -> None:
        """Call ``act`` when the study that is being opened is there."""
        self._waiting.append(act)

    def leave_study(self) -> None:
        """Save and close the study that is open, if there is one."""
        space, self.workspace = self.workspace, None
        if space is None:
            return
        self.workspace = space
        space.close()
        self.workspace = None
        self.docks.empty()
        for name in [name for name in self._by_name if name not in ("welcome", "opening")]:
            page = self._by_name.pop(name)
            self._pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        space.project.close()
        space.deleteLater()
        self.context_menus.deleteLater()
        self.status.clear_message()
        self.status.clear_facts()
        self.name_study("")

    @Slot()
    def close_study(self) -> None:
        """Close the study and go back to the start page."""
        self.leave_study()
        self.show_page("welcome")

    def name_study(self, title: str) -> None:
        """Show the name of the study in the title bar and in the menu bar."""
        self.bar.name_study(title)
        self.setWindowTitle(f"{title} – qualcode" if title else "qualcode")

    def name_retrieved(self, title: str) -> None:
        """Say what the list of segments is about."""
        self.docks.header(RETRIEVED).set_title(title)

    @Slot()
    def refresh_history(self) -> None:
        """Name the steps that undo and redo would take."""
        self.bindings.read_history()
        self.refresh_actions()

    @Slot()
    def refresh_actions(self) -> None:
        """Enable, check and name all actions as things are now."""
        self.bindings.refresh()

    def import_documents(self) -> None:
        """Ask for transcripts and bring them in."""
        if self.workspace is not None:
            self.workspace.document_acts.import_files()

    # Asking -------------------------------------------------------------------------------------------------------

    def ask_code(self, question: str, accept: str, *, without: Collection[int] = ()) -> int | None:
        """Ask for a code of the study."""
        from qualcode.gui.window import questions

        if self.workspace is None:
            return None
        codes = list(self.workspace.codes.values())
        first = self.workspace.selection.code or self.workspace.favourites.last
        return questions.ask_code(self, question, accept, codes, without=without, first=first)

    def ask_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file that is there."""
        path, _ = QFileDialog.getOpenFileName(self, title, QDir.homePath(), kinds)
        return Path(path) if path else None

    def ask_new_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file to be written; ``name`` is offered, beside the study."""
        folder = self.workspace.project.path.parent if self.workspace is not None else Path.home()
        path, _ = QFileDialog.getSaveFileName(self, title, str(folder / name), kinds)
        return Path(path) if path else None

    # Failures -----------------------------------------------------------------------------------------------------

    def fail(self, error: BaseException, *, offer_reading: bool = False) -> None:
        """Show an error: a line for what the user can mend, a box for what the machine does."""
        self.notices.offer_reading = offer_reading
        self.failures.report(error)

    @Slot(object)
    def _show_failure(self, failure: Failure) -> None:
        if failure.kind is Kind.INLINE and self.status.isVisibleTo(self):
            self.status.end_progress()
            self.status.warn(failure.text, f" {failure.hint}" if failure.hint else "")
        else:
            self.status.end_progress()
            self.notices.show(failure)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files in while a study is open."""
        if self.workspace is not None and files_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on letting files in."""
        if self.workspace is not None and files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in the files that were dropped; the dialog comes when the drop is over."""
        paths = files_of(event.mimeData())
        if self.workspace is not None and paths:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, partial(self.workspace.document_acts.import_these, paths))

    # Events -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # Not now: what hears of it may take long, and the picture is to be on the screen before.
            QTimer.singleShot(0, self, self.painted.emit)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.workspace is not None:
            self.workspace.finish_typing()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save everything and remember the window."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.leave_study()
        self.preferences.keep_value("geometry", geometry)
        self.runner.shutdown()
        event.accept()


def files_of(data: QMimeData) -> list[Path]:
    """Return the files of this computer that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
