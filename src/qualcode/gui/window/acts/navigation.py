"""Going to documents and passages, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from qualcode.domain.coding import Coding
from qualcode.domain.progress import Progress
from qualcode.gui.panels.opened import Opened, read_document
from qualcode.gui.window.acts.places import Place, Places

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace

LONG = 400_000
"""Characters: a document longer than this is read in the background."""
_STATUS_MS = 60


class Navigation(QObject):
    """Opens documents, shows passages, remembers the way."""

    place_told = Signal(str)
    """Where the reader is (“¶ 14 of 96”)."""

    def __init__(self, workspace: Workspace) -> None:
        """Move about in the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace
        self.places = Places(self)
        self._waiting: dict[int, tuple[int, int] | None] = {}
        # Scrolling tells of every line; the status bar need not.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_STATUS_MS)
        self._soon.timeout.connect(self._tell_place)

    # Opening ------------------------------------------------------------------------------------------------------

    @Slot(object)
    def open_document(self, document: int, *, go: bool = True) -> None:
        """Show a document; it is read when it is not open yet. ``go`` turns to the page of the transcripts, too."""
        self._go(document, None, go=go)

    def show_place(self, document: int, start: int, end: int) -> None:
        """Show a passage, and let it flash."""
        self._note_here()
        self._go(document, (start, end))

    @Slot(object)
    def show_coding(self, coding: Coding) -> None:
        """Show a coded passage and select it."""
        self.show_place(coding.document_id, coding.start, coding.end)
        self._space.select_coding(coding.id)

    def show_hit(self, document: int, start: int, end: int) -> None:
        """Show what a search found, selected, so that it can be coded."""
        self.show_place(document, start, end)
        view = self._space.transcripts.view_of(document)
        if view is not None:
            view.select(start, end)

    def _go(self, document: int, place: tuple[int, int] | None, *, go: bool = True) -> None:
        if go:
            self._space.window.show_page("transcripts")
        if self._space.transcripts.view_of(document) is not None:
            self._arrive(document, place)
            return
        found = self._space.project.documents.get(document)
        if found.characters <= LONG:
            self._take(place, read_document(self._space.project, document))
            return
        project = self._space.project

        def work(progress: Progress) -> Opened:
            progress.report(0, 0, f"Opening “{found.name}”")
            return read_document(project, document)

        self._waiting[document] = place
        self._space.run(work, self._take_waiting, f"Opening “{found.name}”")

    @Slot(object)
    def _take_waiting(self, opened: Opened) -> None:
        self._take(self._waiting.pop(opened.document.id, None), opened)

    def _take(self, place: tuple[int, int] | None, opened: Opened) -> None:
        view = self._space.transcripts.add_document(opened)
        view.scroll_to_offset(self._space.memory.offset(opened.document.id))
        self._arrive(opened.document.id, place)

    def _arrive(self, document: int, place: tuple[int, int] | None) -> None:
        self._space.transcripts.show_document(document)
        view = self._space.transcripts.view_of(document)
        if place is not None and view is not None:
            chosen = view.selection()
            if chosen is not None and (chosen[1] <= place[0] or place[1] <= chosen[0]):
                # Selected text elsewhere would keep the cursor from going along.
                view.select(place[0], place[0])
            view.reveal(*place)
            self.places.note(Place(document, place[0]))
        elif not self._space.transcripts.hasFocus():
            self._space.transcripts.focus_text()
        if place is None and view is not None:
            self.places.note(Place(document, view.top_offset()))

    @Slot(object)
    def close_document(self, document: int) -> None:
        """Close the tab of a document."""
        view = self._space.transcripts.view_of(document)
        if view is not None:
            self._space.memory.keep_offset(document, view.top_offset())
        self._space.transcripts.close_document(document)

    # Back and forth -----------------------------------------------------------------------------------------------

    def here(self) -> Place | None:
        """Return where the reader is."""
        document, view = self._space.transcripts.current, self._space.transcripts.view
        return None if document is None or view is None else Place(document, view.top_offset())

    def _note_here(self) -> None:
        here = self.here()
        if here is not None:
            self.places.note(here)

    @Slot()
    def back(self) -> None:
        """Go to the place before."""
        self._return_to(self.places.back(self.here()))

    @Slot()
    def forward(self) -> None:
        """Go to the place after."""
        self._return_to(self.places.forward())

    def _return_to(self, place: Place | None) -> None:
        if place is None:
            return
        self._space.window.show_page("transcripts")
        transcripts = self._space.transcripts
        if transcripts.view_of(place.document_id) is None:
            transcripts.add_document(read_document(self._space.project, place.document_id))
        transcripts.show_document(place.document_id)
        view = transcripts.view_of(place.document_id)
        if view is not None:
            view.bring_into_view(place.offset, place.offset + 1)

    # Where am I ---------------------------------------------------------------------------------------------------

    @Slot()
    def place_moved(self) -> None:
        """Tell the place soon."""
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _tell_place(self) -> None:
        view = self._space.transcripts.view
        if view is None:
            self.place_told.emit("")
            return
        total = view.paragraph(len(view.text.rstrip()))
        # Where the cursor is, as long as it is in sight; else the first line that is.
        caret = view.caret()
        blocks = view.visible_blocks()
        seen = bool(blocks) and view.extent(blocks[0][0])[0] <= caret <= view.extent(blocks[-1][0])[1]
        self.place_told.emit(f"¶ {view.paragraph(caret if seen else view.top_offset())} of {total}")
