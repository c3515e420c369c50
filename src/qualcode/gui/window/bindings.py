"""Which method carries out which action, and what the actions look at to know whether they can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QGuiApplication

from qualcode.environment.preferences import ThemeChoice
from qualcode.gui import theme
from qualcode.gui.actions.action import Context
from qualcode.gui.actions.registry import Entry
from qualcode.gui.window.docks import MEMOS

if TYPE_CHECKING:
    from qualcode.gui.main_window import MainWindow
    from qualcode.gui.window.workspace import Workspace


class Bindings(QObject):
    """Connects the tables of actions with the window and its study."""

    def __init__(self, window: MainWindow) -> None:
        """Serve ``window``."""
        super().__init__(window)
        self._window = window
        self._undo: str | None = None
        self._redo: str | None = None

    # Binding ------------------------------------------------------------------------------------------------------

    def bind(self) -> None:
        """Bind every action that the window carries out."""
        window, bind = self._window, self._window.registry.bind
        bind("project.new", window.studies.new)
        bind("project.open", window.studies.ask_to_open)
        self._window.registry.bind_list("project.recent", self._recent, window.studies.open)
        bind("project.sample", window.studies.open_sample)
        bind("project.preferences", self.preferences)
        bind("project.close", window.close_study)
        bind("project.quit", window.close)
        bind("view.transcripts", self._turn_to("transcripts"))
        bind("analysis.matrix", self._turn_to("matrix"))
        bind("view.focus", self._set_focus_mode)
        bind("view.reset-layout", window.docks.reset)
        bind("view.memos", self._show_memos)
        self._window.registry.bind_list("view.panels", self._panels)
        for choice in ("system", "light", "dark"):
            bind(f"view.theme-{choice}", partial(self._choose_theme, choice))
        bind("help.shortcuts", self.shortcuts)
        bind("help.about", self.about)
        self._bind_study()
        self._bind_codes()

    def _bind_study(self) -> None:
        bind, on = self._window.registry.bind, self._on
        bind("project.snapshot", on(lambda space: space.study_acts.snapshot()))
        bind("project.check", on(lambda space: space.study_acts.check()))
        bind("project.history", on(lambda space: space.study_acts.history()))
        bind("project.describe", on(lambda space: space.study_acts.describe()))
        bind("edit.undo", on(lambda space: space.study_acts.undo()))
        bind("edit.redo", on(lambda space: space.study_acts.redo()))
        bind("edit.copy-reference", on(_copy_reference))
        bind("edit.find", on(_find))
        bind("edit.find-project", on(self._find_project))
        bind("memos.here", on(lambda space: space.memo_acts.begin_here()))
        bind("view.back", on(lambda space: space.navigation.back()))
        bind("view.forward", on(lambda space: space.navigation.forward()))
        bind("view.zoom-in", on(partial(_zoom, 1)))
        bind("view.zoom-out", on(partial(_zoom, -1)))
        bind("view.zoom-reset", on(partial(_zoom, 0)))
        bind("documents.import", on(lambda space: space.document_acts.import_files()))
        bind("documents.import-participants", on(lambda space: space.study_acts.import_participants()))
        bind("documents.participants", on(lambda space: space.study_acts.participants()))
        bind("documents.rename", on(lambda space: space.documents.rename_current()))
        bind("documents.attributes", on(partial(_with_document, "describe")))
        bind("documents.delete", on(partial(_with_document, "delete")))
        bind("documents.activate-all", on(lambda space: space.study_acts.activate_all_documents()))
        bind("documents.deactivate-all", on(lambda space: space.study_acts.deactivate_all_documents()))
        bind("analysis.export-matrix", on(_export_matrix))
        bind("report.pack", on(lambda space: space.study_acts.report()))

    def _bind_codes(self) -> None:
        bind, on = self._window.registry.bind, self._on
        bind("codes.quick", on(_quick_code))
        bind("codes.again", on(lambda space: space.coding_acts.code_again()))
        self._window.registry.bind_list("codes.recent", self._recent_codes, self._code_with)
        for place in range(1, 10):
            bind(f"codes.favourite-{place}", on(partial(_favourite, place)))
        bind("codes.in-vivo", on(lambda space: space.coding_acts.in_vivo()))
        bind("codes.uncode", on(lambda space: space.coding_acts.uncode_here()))
        bind("codes.new", on(lambda space: space.codebook_acts.new_here()))
        bind("codes.rename", on(lambda space: space.code_panel.rename_current()))
        bind("codes.edit", on(partial(_with_code, "edit")))
        bind("codes.merge", on(partial(_with_code, "merge")))
        bind("codes.delete", on(partial(_with_code, "delete")))
        self._window.registry.bind_list("codes.set-favourite", self._places, self._put_on_key)
        bind("codes.import", on(lambda space: space.study_acts.import_codebook()))
        bind("codes.export", on(lambda space: space.study_acts.export_codebook()))
        bind("codes.activate-all", on(lambda space: space.study_acts.activate_all_codes()))
        bind("codes.deactivate-all", on(lambda space: space.study_acts.deactivate_all_codes()))

    def attach(self, space: Workspace) -> None:
        """Make the keys that belong to lists work in the lists of an open study, and put buttons into its docks."""
        registry = self._window.registry
        registry.attach(space.documents.view, "documents.rename", "documents.delete")
        registry.attach(space.code_panel.view, "codes.rename", "codes.delete")
        self._window.dock_buttons.connect_to(space)

    def _on(self, act: Callable[[Workspace], object]) -> Callable[[], None]:
        """Return what calls ``act`` with the open study, and does nothing when there is none."""

        def run() -> None:
            if self._window.workspace is not None:
                act(self._window.workspace)

        return run

    def _turn_to(self, page: str) -> Callable[[bool], None]:
        def turn(_checked: bool) -> None:
            self._window.show_page(page)

        return turn

    # What is shown now --------------------------------------------------------------------------------------------

    def read_history(self) -> None:
        """Read the names of the steps that undo and redo would take."""
        space = self._window.workspace
        history = space.project.history if space is not None else None
        self._undo = history.next_undo() if history is not None else None
        self._redo = history.next_redo() if history is not None else None

    def context(self) -> Context:
        """Return what is open and selected."""
        window, space = self._window, self._window.workspace
        choice = theme.current().choice
        if space is None:
            return Context(page=window.page, theme=choice)
        selection = space.selection
        names = {place: space.codes[c].name for place, c in space.favourites.places.items() if c in space.codes}
        return Context(
            is_open=window.page != "opening",
            is_writable=not space.project.read_only,
            page=window.page,
            has_documents=space.document_model.rowCount() > 0,
            has_codes=bool(space.codes),
            has_document=selection.document is not None,
            has_text=selection.text is not None,
            has_coding=selection.coding is not None,
            has_code=selection.code is not None,
            has_last_code=space.favourites.last is not None,
            has_matrix=window.page_widget("matrix") is not None,
            can_go_back=space.navigation.places.can_go_back,
            can_go_forward=space.navigation.places.can_go_forward,
            shows_memos=window.docks.dock(MEMOS).isVisibleTo(window),
            in_focus_mode=window.docks.in_focus_mode,
            theme=choice,
            undo=self._undo,
            redo=self._redo,
            favourites=tuple(sorted(names.items())),
        )

    def refresh(self) -> None:
        """Enable, check and name all actions."""
        self._window.registry.refresh(self.context())

    # Lists --------------------------------------------------------------------------------------------------------

    def _recent(self) -> Sequence[Entry]:
        return [
            Entry(study.name, study.path, "file-text", tip=study.path, enabled=Path(study.path).exists())
            for study in self._window.preferences.recent_studies()
        ]

    def _panels(self) -> Sequence[QAction]:
        return self._window.docks.toggles()

    def _recent_codes(self) -> Sequence[Entry]:
        space = self._window.workspace
        if space is None:
            return []
        return [Entry(space.codes[each].name, each, "tag") for each in space.favourites.recent if each in space.codes]

    def _code_with(self, code: object) -> None:
        if self._window.workspace is not None and isinstance(code, int):
            self._window.workspace.coding_acts.code_with(code)

    def _places(self) -> Sequence[Entry]:
        space = self._window.workspace
        if space is None:
            return []
        held = {place: space.codes[c].name for place, c in space.favourites.places.items() if c in space.codes}
        return [Entry(held.get(place, "Free"), place, "star", keys=f"Ctrl+{place}") for place in range(1, 10)]

    def _put_on_key(self, place: object) -> None:
        space = self._window.workspace
        if space is not None and isinstance(place, int) and space.selection.code is not None:
            space.favourites.assign(place, space.selection.code)
            name = space.codes[space.selection.code].name
            self._window.status.inform(f"“{name}”", f" is on Ctrl {place} now")

    # View ---------------------------------------------------------------------------------------------------------

    def _set_focus_mode(self, on: bool) -> None:
        window = self._window
        if on:
            window.show_page("transcripts")
        window.docks.set_focus_mode(on)
        window.toolbar.setVisible(not on)
        window.refresh_actions()

    def _show_memos(self, on: bool) -> None:
        if on:
            self._window.docks.show(MEMOS)
        else:
            self._window.docks.dock(MEMOS).hide()
        self._window.refresh_actions()

    def _choose_theme(self, choice: ThemeChoice, _checked: bool) -> None:
        self._window.preferences.theme = choice
        theme.current().set_choice(choice)
        self._window.refresh_actions()

    def _find_project(self, space: Workspace) -> None:
        space.retrieval_acts.show_search()
        chosen = space.transcripts.selection()
        text = space.transcripts.view.text if space.transcripts.view is not None else ""
        words = " ".join(text[chosen.start : chosen.end].split()) if chosen is not None else ""
        space.search.begin(words if len(words) <= 60 else "")

    # The user -----------------------------------------------------------------------------------------------------

    @Slot(str)
    def set_coder(self, name: str) -> None:
        """Let another coder work from now on."""
        space = self._window.workspace
        if space is not None:
            space.flush()
            space.project.coder = name
            self._window.preferences.coder = name
            self._window.toolbar.set_coders(space.project.coders(), name)
            self._window.status.inform(f"{name} codes", " from now on")

    @Slot()
    def ask_coder(self) -> None:
        """Ask for the name of a new coder."""
        from qualcode.gui.window import questions

        name = questions.ask_name(self._window, "Who is coding?", "Name of the coder")
        if name:
            self.set_coder(name)
        elif self._window.workspace is not None:
            project = self._window.workspace.project
            self._window.toolbar.set_coders(project.coders(), project.coder)

    def preferences(self) -> None:
        """Show the preferences, and try the look while they are open."""
        from qualcode.gui.dialogs import preferences as dialog

        kept = self._window.preferences
        settings = dialog.UserSettings(
            coder=kept.coder,
            theme=kept.theme,
            text_size=kept.text_size,
            high_contrast=kept.high_contrast,
            reduced_motion=kept.reduced_motion,
            click_codes=kept.value("click_codes") is True,
        )
        answer = dialog.ask(self._window, settings, try_on=self._try_on)
        if answer is None:
            return
        kept.theme, kept.text_size = answer.theme, answer.text_size
        kept.high_contrast, kept.reduced_motion = answer.high_contrast, answer.reduced_motion
        kept.keep_value("click_codes", answer.click_codes)
        space = self._window.workspace
        if space is not None:
            space.transcripts.set_reduced_motion(answer.reduced_motion)
        if answer.coder and space is not None and answer.coder != space.project.coder:
            self.set_coder(answer.coder)
        elif answer.coder:
            kept.coder = answer.coder
        self._window.refresh_actions()

    def _try_on(self, settings: object) -> None:
        from qualcode.gui.dialogs.preferences import UserSettings

        if isinstance(settings, UserSettings):
            worn = theme.current()
            worn.set_choice(settings.theme)
            worn.set_text_size(settings.text_size)
            worn.set_high_contrast(settings.high_contrast)

    def shortcuts(self) -> None:
        """Show all keys."""
        from qualcode.gui.dialogs import shortcuts as dialog

        listed = [dialog.Shortcut(*entry) for entry in self._window.registry.shortcuts()]
        dialog.ask(self._window, listed)

    def about(self) -> None:
        """Show what the program is."""
        from PySide6 import __version__ as pyside
        from PySide6.QtCore import qVersion

        from qualcode import __version__
        from qualcode.gui.dialogs import about as dialog

        details = (("Qt", qVersion()), ("PySide6", pyside), ("Settings", str(self._window.preferences.path)))
        dialog.ask(self._window, __version__, details)


def _copy_reference(space: Workspace) -> None:
    words = space.reference()
    if words:
        QGuiApplication.clipboard().setText(words)
        space.status.inform("Copied", " with speaker and source")


def _find(space: Workspace) -> None:
    space.window.show_page("transcripts")
    space.transcripts.find_bar.begin()


def _quick_code(space: Workspace) -> None:
    space.window.show_page("transcripts")
    space.transcripts.quick.begin()


def _favourite(place: int, space: Workspace) -> None:
    space.coding_acts.code_favourite(place)


def _zoom(steps: int, space: Workspace) -> None:
    view = space.transcripts.view
    if view is not None and steps:
        view.zoom_by(steps)
    elif view is not None:
        view.set_zoom(1.0)


def _with_document(act: str, space: Workspace) -> None:
    document = space.documents.current() or space.selection.document
    if document is not None:
        {"describe": space.document_acts.describe, "delete": space.document_acts.delete}[act](document)


def _with_code(act: str, space: Workspace) -> None:
    code, acts = space.selection.code, space.codebook_acts
    if code is not None:
        {"edit": acts.edit, "merge": acts.merge, "delete": acts.delete}[act](code)


def _export_matrix(space: Workspace) -> None:
    from qualcode.gui.panels.matrix_page import MatrixPage

    page = space.window.page_widget("matrix")
    if isinstance(page, MatrixPage):
        kinds = "Excel (*.xlsx);;Word (*.docx);;Comma-separated (*.csv)"
        path = space.window.ask_new_file("Export the matrix", f"{space.project.path.stem} matrix.xlsx", kinds)
        if path is not None:
            page.export(path)
