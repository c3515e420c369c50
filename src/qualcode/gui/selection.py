"""What the panels of the window share: which documents and codes are active, and what is being looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from qualcode.domain.changes import ChangeSet
from qualcode.domain.text import Span


@dataclass(frozen=True, slots=True)
class TextSelection:
    """Selected text of one document; the span is in code points."""

    document_id: int
    span: Span


class Selection(QObject):
    """The state of the window that is no part of the study. Ids are those of the study.

    A signal is emitted only when something is different from before.
    """

    documents_activated = Signal(object)
    """frozenset[int]: the documents that are active now and were not, or the other way round."""
    codes_activated = Signal(object)
    """frozenset[int]: likewise for codes."""
    document_changed = Signal(object)
    """int | None: the document that is shown."""
    code_changed = Signal(object)
    """int | None: the code that is current in the codebook."""
    coding_changed = Signal(object)
    """int | None: the coding that the inspector shows."""
    text_changed = Signal(object)
    """TextSelection | None: the text that an act would be done to."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing active and nothing selected."""
        super().__init__(parent)
        self._documents: frozenset[int] = frozenset()
        self._codes: frozenset[int] = frozenset()
        self._document: int | None = None
        self._code: int | None = None
        self._coding: int | None = None
        self._text: TextSelection | None = None

    # activation -----------------------------------------------------------------------------------------

    @property
    def active_documents(self) -> frozenset[int]:
        """The documents that are activated."""
        return self._documents

    @property
    def active_codes(self) -> frozenset[int]:
        """The codes that are activated."""
        return self._codes

    def activate_documents(self, ids: Iterable[int], active: bool = True) -> None:
        """Activate some documents, or deactivate them; the others stay as they are."""
        named = frozenset(ids)
        self.set_active_documents(self._documents | named if active else self._documents - named)

    def activate_codes(self, ids: Iterable[int], active: bool = True) -> None:
        """Activate some codes, or deactivate them; the others stay as they are."""
        named = frozenset(ids)
        self.set_active_codes(self._codes | named if active else self._codes - named)

    def toggle_documents(self, ids: Iterable[int]) -> None:
        """Activate the documents unless all of them are active; then deactivate them (a folder, U12)."""
        named = frozenset(ids)
        self.activate_documents(named, not named <= self._documents)

    def toggle_codes(self, ids: Iterable[int]) -> None:
        """Activate the codes unless all of them are active; then deactivate them (a branch, U12)."""
        named = frozenset(ids)
        self.activate_codes(named, not named <= self._codes)

    def set_active_documents(self, ids: Iterable[int]) -> None:
        """Activate just these documents."""
        before, self._documents = self._documents, frozenset(ids)
        if before != self._documents:
            self.documents_activated.emit(before ^ self._documents)

    def set_active_codes(self, ids: Iterable[int]) -> None:
        """Activate just these codes."""
        before, self._codes = self._codes, frozenset(ids)
        if before != self._codes:
            self.codes_activated.emit(before ^ self._codes)

    # what is being looked at ----------------------------------------------------------------------------

    @property
    def document(self) -> int | None:
        """The document that is shown."""
        return self._document

    @property
    def code(self) -> int | None:
        """The code that is current in the codebook; new codes stand beside or below it."""
        return self._code

    @property
    def coding(self) -> int | None:
        """The coding that the inspector shows."""
        return self._coding

    @property
    def text(self) -> TextSelection | None:
        """The selected text."""
        return self._text

    def show_document(self, document_id: int | None) -> None:
        """Make a document the current one; text selected in another is selected no more."""
        if document_id == self._document:
            return
        self._document = document_id
        self.document_changed.emit(document_id)
        if self._text is not None and self._text.document_id != document_id:
            self.select_text(None)

    def select_code(self, code_id: int | None) -> None:
        """Make a code the current one of the codebook."""
        if code_id != self._code:
            self._code = code_id
            self.code_changed.emit(code_id)

    def select_coding(self, coding_id: int | None) -> None:
        """Select a coding."""
        if coding_id != self._coding:
            self._coding = coding_id
            self.coding_changed.emit(coding_id)

    def select_text(self, selected: TextSelection | None) -> None:
        """Take over what the user has selected in the transcript; None when nothing is."""
        if selected != self._text:
            self._text = selected
            self.text_changed.emit(selected)

    # the study changes ----------------------------------------------------------------------------------

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Let go of what is not in the study any more; connect it to ``ChangeBridge.changed``."""
        documents = change.rows("document").removed
        self.activate_documents(documents, False)
        if self._text is not None and self._text.document_id in documents:
            self.select_text(None)
        if self._document in documents:
            self.show_document(None)
        codes = change.rows("code").removed
        self.activate_codes(codes, False)
        if self._code in codes:
            self.select_code(None)
        if self._coding in change.rows("coding").removed:
            self.select_coding(None)

    def clear(self) -> None:
        """Let go of everything: the study is closed."""
        self.select_coding(None)
        self.select_text(None)
        self.show_document(None)
        self.select_code(None)
        self.set_active_documents(())
        self.set_active_codes(())
