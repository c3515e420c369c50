"""Filling the list of retrieved segments, and searching the study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from qualcode.domain.coding import Coding
from qualcode.domain.errors import Refusal
from qualcode.domain.progress import Progress
from qualcode.gui.models.words import counted
from qualcode.gui.panels.search import MOST
from qualcode.gui.window.docks import RETRIEVED, SEARCH

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace
    from qualcode.services.search import Hit


class RetrievalActs(QObject):
    """Keeps the retrieved segments in step with what is activated."""

    def __init__(self, workspace: Workspace) -> None:
        """Retrieve from the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace
        self._asked = 0
        # A folder activates many documents: the list is filled once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        # The search has taken the place of the retrieved segments, and gives it back.
        self._hides_retrieved = False
        workspace.window.docks.dock(SEARCH).installEventFilter(self)

    # Retrieved ----------------------------------------------------------------------------------------------------

    @Slot()
    def refresh_soon(self) -> None:
        """Fill the list when the present act is over."""
        self._soon.start()

    @Slot()
    def refresh(self) -> None:
        """List what is coded with an active code in an active document (U13)."""
        from qualcode.services.retrieval import Query

        self._soon.stop()
        selection = self._space.selection
        documents, codes = selection.active_documents, selection.active_codes
        self._space.window.name_retrieved("Retrieved segments")
        if documents and codes:
            query = Query(documents=tuple(sorted(documents)), codes=tuple(sorted(codes)))
            self._space.retrieved_model.show(query)
        else:
            self._space.retrieved_model.show(None)
        self._space.retrieved.look()

    @Slot(object, str)
    def show_codings(self, codings: Sequence[int], title: str) -> None:
        """List some codings under the text, and turn to it."""
        self.list_codings(codings, title)
        self._space.window.show_page("transcripts")
        self._space.show_retrieved()

    @Slot(object, str)
    def list_codings(self, codings: Sequence[int], title: str) -> None:
        """List the codings behind a number (U15); the page of the matrix shows them itself."""
        from qualcode.services.retrieval import Query

        self._soon.stop()
        self._space.window.name_retrieved(title or "Retrieved segments")
        self._space.retrieved_model.show(Query(codings=tuple(codings)))
        self._space.retrieved.look()

    def list_codes(self, codes: Sequence[int], title: str) -> None:
        """List what is coded with some codes, whatever is activated."""
        from qualcode.services.retrieval import Query

        self._soon.stop()
        self._space.window.name_retrieved(title)
        self._space.retrieved_model.show(Query(codes=tuple(codes)))
        self._space.retrieved.look()

    @Slot(object)
    def show_memos_of(self, coding: Coding) -> None:
        """Show a passage and the memos beside it."""
        self._space.navigation.show_coding(coding)
        self._space.memo_acts.show_at(coding.start)

    @Slot(int)
    def tell_copied(self, number: int) -> None:
        """Say how many quotes are on the clipboard."""
        self._space.status.inform(f"Copied {counted(number, 'quote')}", " with the sources")

    # Search -------------------------------------------------------------------------------------------------------

    def show_search(self) -> None:
        """Bring the search into sight, in the place of the retrieved segments."""
        docks = self._space.window.docks
        retrieved = docks.dock(RETRIEVED)
        if docks.dock(SEARCH).isHidden():
            self._hides_retrieved = retrieved.isVisible() and not retrieved.isFloating()
        docks.show(SEARCH)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the place under the text back to the retrieved segments when the search is closed."""
        if event.type() == QEvent.Type.Close and self._hides_retrieved:
            self._hides_retrieved = False
            self._space.show_retrieved()
        return super().eventFilter(watched, event)

    @Slot(str, bool)
    def search(self, words: str, regex: bool) -> None:
        """Look for words in all documents, in the background."""
        find = self._space.project.search.find
        self._asked += 1
        asked = self._asked

        def work(progress: Progress) -> tuple[int, list[Hit]]:
            return asked, find(words, regex=regex, limit=MOST)

        self._space.runner.start(work, self._found, self._not_found)

    @Slot(object)
    def _found(self, answer: tuple[int, list[Hit]]) -> None:
        asked, hits = answer
        if asked == self._asked:
            self._space.search.show_hits(hits)

    @Slot(object)
    def _not_found(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self._space.search.refuse(str(error).split(" Use --regex")[0].split(" Mend it, or")[0])
        else:
            self._space.fail(error)

    @Slot(object)
    def code_hits(self, hits: Sequence[Hit]) -> None:
        """Ask for a code and lay it over the places found."""
        code = self._space.window.ask_code(f"Code {counted(len(hits), 'place')}", "Code")
        if code is not None:
            self._space.coding_acts.code_hits(hits, code)
