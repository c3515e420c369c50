"""What the panels show when the study has changed, whoever changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from qualcode.domain.changes import ChangeSet, Origin
from qualcode.gui.panels.opened import read_document, read_memo_places

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace

_MANY = 400
"""More changed codings than this are not looked up one by one: the open pages are read again."""
_VOICES = ("speaker", "turn", "participant", "participant_group")
_INSPECTED = ("coding", "segment", "code", "memo_link", "choice", "outcome_change", "study", "document", *_VOICES)


class Follower(QObject):
    """Hears of every change after the models did, and brings pages, inspector and memos up to date."""

    def __init__(self, workspace: Workspace) -> None:
        """Follow the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Show what a change did; connect it to ``ChangeBridge.changed`` behind the models."""
        space = self._space
        place = self._place(change) if change.origin is not Origin.DO else None
        if change.touched("code"):
            space.reload_codes()
        if change.touched("document"):
            self._follow_documents(change)
        if change.touched(*_VOICES, "study"):
            space.reload_people()
        if change.touched(*_VOICES):
            self._read_pages_again()
        elif change.touched("coding"):
            self._follow_codings(change)
        if change.touched("segment", "coding"):
            self._measure()
        if change.touched("memo", "memo_link"):
            for document in space.transcripts.documents():
                space.transcripts.set_memo_places(document, read_memo_places(space.project, document))
            space.memo_acts.refresh_soon()
        if change.touched("study"):
            space.window.name_study(space.project.title)
        if change.touched(*_INSPECTED):
            space.refresh_inspector()
        if change.touched("coding", "code"):
            space.offer_codes_soon()
        space.window.refresh_history()
        if place is not None:
            space.navigation.show_place(*place)

    def _follow_documents(self, change: ChangeSet) -> None:
        space, touched = self._space, change.rows("document")
        for document in touched.removed:
            space.navigation.close_document(document)
        space.navigation.places.forget(frozenset(touched.removed))
        listed = {document.id: document for document in space.project.documents.all()}
        space.transcripts.set_has_documents(bool(listed))
        for document in touched.updated:
            if document in listed:
                space.transcripts.describe_document(listed[document])

    def _follow_codings(self, change: ChangeSet) -> None:
        transcripts, touched = self._space.transcripts, change.rows("coding")
        if len(touched.all) > _MANY:
            self._read_pages_again()
            return
        transcripts.drop_codings(touched.removed)
        changed = touched.added | touched.updated
        if changed:
            found = self._space.project.coding.find(sorted(changed))
            transcripts.put_codings(found)
            transcripts.set_coders(self._space.project.coders())

    def _read_pages_again(self) -> None:
        space = self._space
        for document in space.transcripts.documents():
            view = space.transcripts.view_of(document)
            if view is None:
                continue
            top, chosen = view.top_offset(), view.selection()
            space.transcripts.add_document(read_document(space.project, document))
            if chosen is not None:
                view.select(*chosen)
            view.scroll_to_offset(top)
        space.transcripts.mark_coding(space.selection.coding)

    def _measure(self) -> None:
        current = self._space.transcripts.current
        if current is not None:
            self._space.transcripts.describe_document(self._space.project.documents.get(current))

    # Undo shows the place -----------------------------------------------------------------------------------------

    def _place(self, change: ChangeSet) -> tuple[int, int, int] | None:
        """Return document, start and end of what undo or redo has changed; None when it has no place in a text."""
        if change.name.startswith("codebook."):
            # The codes were meant, wherever their codings are: one stays where one is.
            return None
        codings = change.rows("coding")
        there = codings.added | codings.updated
        if len(codings.all) > _MANY:
            return None
        if there:
            found = self._space.project.coding.find(sorted(there))
            if found:
                first = min(found, key=lambda coding: (coding.document_id, coding.start))
                return first.document_id, first.start, first.end
        gone = [
            coding for each in sorted(codings.removed) if (coding := self._space.transcripts.coding(each)) is not None
        ]
        if gone:
            return gone[0].document_id, gone[0].start, gone[0].end
        return None
