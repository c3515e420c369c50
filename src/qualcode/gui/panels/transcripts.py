"""The transcripts: one tab for each open document, the page with its stripes, the find bar and the quick-code bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding
from qualcode.domain.documents import Document
from qualcode.domain.text import Span, count_words
from qualcode.gui import theme
from qualcode.gui.models.words import counted
from qualcode.gui.panels.clearance import bottom, scroll_above
from qualcode.gui.panels.document_tabs import DocumentTabs
from qualcode.gui.panels.find_bar import FindBar
from qualcode.gui.panels.info_line import InfoLine, facts_of
from qualcode.gui.panels.opened import Filters, Opened, span_of, spans_of
from qualcode.gui.panels.quick_code import QuickCodeBar
from qualcode.gui.text.colours import TextColours
from qualcode.gui.text.view import TranscriptView
from qualcode.gui.tokens import Scheme, tokens
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.info_bar import InfoBar
from qualcode.gui.widgets.line import Line

VIEW = "view.transcript"
_AIR = 12


@cache
def _colours(scheme: Scheme) -> TextColours:
    """Return the colours of all pages: one instance, because what is blended from it is kept with it."""
    return TextColours.from_tokens(tokens(), scheme)


class TranscriptsPanel(QWidget):
    """Shows the open documents and tells what the user does in them. Offsets are code points."""

    document_shown = Signal(object)
    """int | None: this document is in front now."""
    selection_changed = Signal(object)
    """Span | None: the selected text of the document in front."""
    coding_chosen = Signal(int)
    """A stripe was clicked, or walked to."""
    text_menu_requested = Signal(QPoint, int)
    """A menu for the selection or the caret."""
    coding_menu_requested = Signal(int, QPoint)
    """A menu for a coding."""
    codes_dropped = Signal(object, object)
    """Codes (a list) were dropped on the selection (None) or on a coding (its id)."""
    memo_chosen = Signal(int)
    """The memo icon at this offset was clicked."""
    moved = Signal()
    """Another place of the document is in sight."""
    import_requested = Signal()
    """The user wants to bring in transcripts."""
    close_requested = Signal(object)
    """The user wants this document closed."""
    open_requested = Signal(object)
    """The tab of a document was chosen that was not read yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a panel without documents."""
        super().__init__(parent)
        self.setObjectName("page.transcripts")
        self._codes: Mapping[int, Code] = {}
        self._opened: dict[int, Opened] = {}
        self._views: dict[int, TranscriptView] = {}
        self._tooltip: Callable[[int], str] | None = None
        self._active_codes: frozenset[int] = frozenset()
        self._still = False
        self._shown: int | None = None
        self._told: int | None = None
        self.tabs = DocumentTabs(self)
        self.info = InfoLine(self)
        self.notice = InfoBar(self)
        self.find_bar = FindBar(self)
        self.quick = QuickCodeBar(self)
        self._pages = QStackedWidget(self)
        self._pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._room = QWidget(self)
        self._room.setProperty("ground", "paper")
        self._room.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inner = QVBoxLayout(self._room)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.addWidget(self._pages)
        self._empty = EmptyState("", "", "import", self._room)
        self._empty.acted.connect(self.import_requested)
        self._pages.addWidget(self._empty)
        self._lay_out()
        self.tabs.document_chosen.connect(self._choose)
        self.tabs.close_requested.connect(self.close_requested)
        self.info.stripes_chosen.connect(self._refilter)
        self.info.coder_chosen.connect(self._refilter)
        self.find_bar.closed.connect(self.focus_text)
        self.quick.left.connect(self.focus_text)
        self.quick.opened.connect(self._make_way)
        self.quick.closed.connect(self._give_back)
        theme.current().changed.connect(self._recolour)
        self.tabs.add_keys(self)
        self.set_has_documents(False)
        self._come_to_front(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.info)
        self._line = Line(self)
        column.addWidget(self._line)
        column.addWidget(self.notice)
        column.addWidget(self.find_bar)
        column.addWidget(self._room, 1)
        self._below = Line(self)
        column.addWidget(self._below)
        column.addWidget(self.quick)

    # Documents ----------------------------------------------------------------------------------------------------

    @property
    def current(self) -> int | None:
        """The document in front."""
        return self._shown

    @property
    def view(self) -> TranscriptView | None:
        """The page in front."""
        return None if self._shown is None else self._views[self._shown]

    def view_of(self, document_id: int) -> TranscriptView | None:
        """Return the page of a document, if it is open."""
        return self._views.get(document_id)

    def opened(self, document_id: int) -> Opened | None:
        """Return what stands on the page of a document, if it is open."""
        return self._opened.get(document_id)

    def documents(self) -> list[int]:
        """Return the open documents in the order of their tabs."""
        return self.tabs.documents()

    def set_has_documents(self, there: bool) -> None:
        """Say what to do while no document is open."""
        if there:
            self._empty.set_sentence("Open a document from the list at the left: a double click, or Enter.")
        else:
            self._empty.set_sentence(
                "This study has no documents yet. Bring in transcripts: Word, plain text or Markdown.",
                "Import transcripts",
            )

    def set_tooltip(self, source: Callable[[int], str]) -> None:
        """Ask ``source`` what is to be said of a coding under the mouse."""
        self._tooltip = source
        for view in self._views.values():
            view.set_tooltip(source)

    def set_reduced_motion(self, on: bool) -> None:
        """Outline a passage that was jumped to instead of letting it flash."""
        self._still = on
        for view in self._views.values():
            view.set_reduced_motion(on)

    def reserve(self, document: Document) -> None:
        """Add a tab for a document that is read only when it is chosen."""
        if document.id not in self.tabs.documents():
            self.tabs.add_document(document)

    def text_of(self, document_id: int) -> str | None:
        """Return the text of a document, if it is open."""
        opened = self._opened.get(document_id)
        return opened.text if opened is not None else None

    def add_document(self, opened: Opened) -> TranscriptView:
        """Open a document in a tab at the end, or show it anew; it does not come to the front by itself."""
        document = opened.document
        opened.filters = self._filters()
        view = self._views.get(document.id)
        if view is None:
            view = self._make_view()
            self._views[document.id] = view
            self._pages.addWidget(view)
            self.reserve(document)
        self._opened[document.id] = opened
        view.load(opened.text, document.plain, opened.turns, spans_of(opened, self._codes))
        view.set_memo_marks(opened.memos)
        view.setAccessibleName(f"Transcript {document.name}")
        return view

    def _make_view(self) -> TranscriptView:
        view = TranscriptView(_colours(theme.current().scheme), self._pages)
        view.set_tooltip(self._tooltip)
        view.set_reduced_motion(self._still)
        view.selection_changed.connect(self._tell_selection)
        view.coding_clicked.connect(self.coding_chosen)
        view.context_requested.connect(self.text_menu_requested)
        view.coding_context_requested.connect(self.coding_menu_requested)
        view.codes_dropped.connect(self.codes_dropped)
        view.memo_clicked.connect(self.memo_chosen)
        view.verticalScrollBar().valueChanged.connect(self.moved)
        view.cursorPositionChanged.connect(self.moved)
        view.zoom_changed.connect(self.moved)
        return view

    @Slot(object)
    def _choose(self, document_id: int) -> None:
        if document_id in self._views:
            self._come_to_front(document_id)
        else:
            self.open_requested.emit(document_id)

    def show_document(self, document_id: int) -> None:
        """Bring an open document to the front."""
        if document_id in self._views:
            self.tabs.show_document(document_id)
            self._come_to_front(document_id)

    def close_document(self, document_id: int) -> None:
        """Close the tab of a document; its neighbour comes to the front."""
        self.quick.close_list()
        view = self._views.pop(document_id, None)
        if view is not None:
            self.find_bar.attach(None)
            del self._opened[document_id]
            self._pages.removeWidget(view)
            view.deleteLater()
        self.tabs.remove_document(document_id)
        if self._shown == document_id:
            self._shown = None
            neighbour = self.tabs.current_document()
            if neighbour is None or neighbour in self._views:
                self._come_to_front(neighbour)
            else:
                self.open_requested.emit(neighbour)

    def _come_to_front(self, document_id: int | None) -> None:
        before, self._shown = self._told, document_id
        self._told = document_id
        there = document_id is not None
        for part in (self.tabs, self.info, self._line, self.quick, self._below):
            part.setVisible(there)
        if document_id is None:
            self.find_bar.hide()
            self._pages.setCurrentWidget(self._empty)
        else:
            view = self._views[document_id]
            for number, other in self._views.items():
                other.setObjectName(VIEW if other is view else f"{VIEW}.{number}")
            self._pages.setCurrentWidget(view)
            self._tell_facts()
        self.find_bar.attach(self.view)
        if before != document_id:
            self.document_shown.emit(document_id)
        self._tell_selection()
        self.moved.emit()

    def describe_document(self, document: Document) -> None:
        """Show another name, other facts of a document."""
        self.tabs.set_document(document)
        opened = self._opened.get(document.id)
        if opened is not None:
            opened.document = document
            if document.id == self._shown:
                self._tell_facts()

    def _tell_facts(self) -> None:
        if self._shown is None:
            return
        self.info.set_facts(facts_of(self._opened[self._shown].document))

    # Codings ------------------------------------------------------------------------------------------------------

    def set_codes(self, codes: Mapping[int, Code]) -> None:
        """Take over names and colours of the codes."""
        self._codes = codes
        self._redraw(self._views)

    def set_active_codes(self, codes: frozenset[int]) -> None:
        """Say which codes are activated, for those who want to see only these."""
        self._active_codes = codes
        if self.info.stripes == "active":
            self._refilter()

    def set_coders(self, names: Sequence[str]) -> None:
        """Offer to show only the codings of one of these."""
        self.info.set_coders(names)

    def put_codings(self, codings: Iterable[Coding]) -> None:
        """Show codings that are new or different, on the pages of their documents."""
        for coding in codings:
            opened = self._opened.get(coding.document_id)
            if opened is None:
                continue
            opened.codings[coding.id] = coding
            span = span_of(coding, self._codes)
            if span is not None and opened.filters.let_through(coding):
                self._views[coding.document_id].add_span(span)

    def drop_codings(self, ids: Iterable[int]) -> None:
        """Show some codings no more; unknown ones are no error."""
        gone = frozenset(ids)
        for number, opened in self._opened.items():
            for coding in gone & opened.codings.keys():
                del opened.codings[coding]
                self._views[number].remove_span(coding)

    def coding(self, coding_id: int) -> Coding | None:
        """Return a coding that stands on one of the pages."""
        for opened in self._opened.values():
            if coding_id in opened.codings:
                return opened.codings[coding_id]
        return None

    def codings_at(self, offset: int) -> list[Coding]:
        """Return the codings in front that cover ``offset``, the shortest first."""
        if self._shown is None:
            return []
        shown = self._opened[self._shown]
        found = [c for c in shown.codings.values() if c.start <= offset < c.end and shown.filters.let_through(c)]
        return sorted(found, key=lambda coding: (coding.end - coding.start, coding.id))

    def set_memo_places(self, document_id: int, places: Sequence[int]) -> None:
        """Mark the places of a document that have memos."""
        if document_id in self._views:
            self._opened[document_id].memos = tuple(places)
            self._views[document_id].set_memo_marks(places)

    def mark_coding(self, coding_id: int | None) -> None:
        """Underline a coding on the page in front."""
        if self.view is not None:
            self.view.set_selected_coding(coding_id)

    def _filters(self) -> Filters:
        codes = {"codes": None, "active": self._active_codes, "none": frozenset[int]()}[self.info.stripes]
        return Filters(codes, self.info.coder)

    @Slot()
    def _refilter(self) -> None:
        for opened in self._opened.values():
            opened.filters = self._filters()
        self._redraw(self._views)

    def _redraw(self, documents: Iterable[int]) -> None:
        for number in documents:
            self._views[number].replace_spans(spans_of(self._opened[number], self._codes))

    # Place and selection ------------------------------------------------------------------------------------------

    def selection(self) -> Span | None:
        """Return the selected text of the document in front."""
        chosen = self.view.selection() if self.view is not None else None
        return Span(*chosen) if chosen is not None and chosen[1] > chosen[0] else None

    @Slot()
    def focus_text(self) -> None:
        """Give the keyboard to the text."""
        if self.view is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _tell_selection(self) -> None:
        chosen = self.selection()
        if chosen is None or self.view is None:
            self.quick.set_target("")
        else:
            words = count_words(self.view.text[chosen.start : chosen.end])
            self.quick.set_target(f"Adds to ¶ {self.view.paragraph(chosen.start)}, {counted(words, 'word')}")
        self.selection_changed.emit(chosen)

    @Slot(int)
    def _make_way(self, height: int) -> None:
        """Scroll until the selected text lies above the open list; where the page ends first, lift the page."""
        view, chosen = self.view, self.selection()
        if view is None:
            return
        place = chosen or Span(view.caret(), view.caret() + 1)
        view.bring_into_view(place.start, place.end)
        room = view.height() + self._inner.contentsMargins().bottom() - height - _AIR
        scroll_above(view, place, room)
        if bottom(view, place) > room:
            self._inner.setContentsMargins(0, 0, 0, height + _AIR)
            self._inner.activate()
            scroll_above(view, place, view.height())

    @Slot()
    def _give_back(self) -> None:
        self._inner.setContentsMargins(0, 0, 0, 0)

    @Slot()
    def _recolour(self) -> None:
        colours = _colours(theme.current().scheme)
        for view in self._views.values():
            view.set_colours(colours)
