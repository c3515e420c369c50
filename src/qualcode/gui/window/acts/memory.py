"""Coming back to a study as it was left: documents, places, activation, layout (U23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qualcode.gui import window_state
from qualcode.gui.window_state import WindowState

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace


class Memory(QObject):
    """Reads and keeps the state of the window of one study."""

    def __init__(self, workspace: Workspace) -> None:
        """Remember the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace
        self._study = workspace.project.facts.uuid
        self._offsets: dict[int, int] = {}

    @property
    def matrix_key(self) -> str:
        """Under what the arrangement of the matrix is kept."""
        return f"{self._study} matrix"

    def keep_offset(self, document: int, offset: int) -> None:
        """Remember where a document was scrolled to when its tab was closed."""
        self._offsets[document] = offset

    def offset(self, document: int) -> int:
        """Return where a document was scrolled to when it was closed."""
        return self._offsets.get(document, 0)

    def recall(self) -> None:
        """Bring the window into the state in which the study was left."""
        space = self._space
        documents = {document.id: document for document in space.project.documents.all()}
        state = window_state.remembered(space.window.preferences, self._study)
        state = state.limited_to(set(documents), set(space.codes))
        self._offsets = dict(state.offsets)
        space.window.docks.recall(state.layouts)
        space.selection.set_active_documents(state.active_documents)
        space.selection.set_active_codes(state.active_codes)
        space.favourites.restore(state.recent_codes, state.favourites)
        if state.collapsed_codes:
            space.code_panel.fold(state.collapsed_codes)
        for document in state.documents:
            space.transcripts.reserve(documents[document])
        current = state.current or next(iter(state.documents), None)
        space.window.show_page(state.page or "transcripts")
        if current is not None:
            space.navigation.open_document(current, go=not state.page or state.page == "transcripts")

    def keep(self) -> None:
        """Remember the window as it is now."""
        window_state.remember(self._space.window.preferences, self._study, self.state())
        page = self._space.window.page_widget("matrix")
        if page is not None:
            from qualcode.gui.panels.matrix_page import MatrixPage

            if isinstance(page, MatrixPage):
                self._space.window.preferences.keep_study_state(self.matrix_key, page.state())

    def state(self) -> WindowState:
        """Return what would be remembered now."""
        space = self._space
        opened = space.transcripts.documents()
        for document in opened:
            view = space.transcripts.view_of(document)
            if view is not None:
                self._offsets[document] = view.top_offset()
        return WindowState(
            geometry=bytes(space.window.saveGeometry().data()),
            layouts=space.window.docks.states(),
            page=space.window.page,
            documents=tuple(opened),
            current=space.transcripts.current,
            offsets=dict(self._offsets),
            active_documents=space.selection.active_documents,
            active_codes=space.selection.active_codes,
            collapsed_codes=space.code_model.folded,
            recent_codes=space.favourites.recent,
            favourites=space.favourites.places,
        )
