"""An open study in the window: its models, its panels, its acts, and how they hear of each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding
from qualcode.domain.progress import Progress
from qualcode.domain.text import Span
from qualcode.gui.bridge import ChangeBridge
from qualcode.gui.favourites import Favourites
from qualcode.gui.models.code_tree import CodeTreeModel
from qualcode.gui.models.document_tree import DocumentTreeModel
from qualcode.gui.models.retrieved_list import RetrievedListModel
from qualcode.gui.panels.codes import CodesPanel
from qualcode.gui.panels.documents import DocumentsPanel
from qualcode.gui.panels.inspected import Inspected, inspect
from qualcode.gui.panels.inspector import InspectorPanel
from qualcode.gui.panels.memos import MemosPanel
from qualcode.gui.panels.opened import is_offered, is_ring, read_document
from qualcode.gui.panels.people import Voice, read_people
from qualcode.gui.panels.quick_code_list import QuickCode
from qualcode.gui.panels.retrieved import RetrievedPanel
from qualcode.gui.panels.search import SearchPanel
from qualcode.gui.panels.transcripts import TranscriptsPanel
from qualcode.gui.saver import Saver
from qualcode.gui.selection import Selection, TextSelection
from qualcode.gui.tasks import Advance, Runner
from qualcode.gui.window import docks, wiring
from qualcode.gui.window.acts.codebook import CodebookActs
from qualcode.gui.window.acts.coding import CodingActs
from qualcode.gui.window.acts.deeds import Deeds
from qualcode.gui.window.acts.documents import DocumentActs
from qualcode.gui.window.acts.follower import Follower
from qualcode.gui.window.acts.memory import Memory
from qualcode.gui.window.acts.memos import MemoActs
from qualcode.gui.window.acts.navigation import Navigation
from qualcode.gui.window.acts.retrieval import RetrievalActs
from qualcode.gui.window.acts.study import StudyActs
from qualcode.gui.window.acts.tips import Tips

if TYPE_CHECKING:
    from qualcode.gui.main_window import MainWindow
    from qualcode.services.project import Project

T = TypeVar("T")


class Workspace(QObject):
    """Everything that lives as long as one study is open in one window."""

    def __init__(self, window: MainWindow, project: Project) -> None:
        """Fill the docks of ``window`` with ``project``."""
        super().__init__(window)
        self.window, self.project, self.status = window, project, window.status
        self.fail = window.fail
        self.selection = Selection(self)
        self.favourites = Favourites(self)
        self.bridge = ChangeBridge(project, self)
        self.saver = Saver(self)
        self.runner = Runner(window.fail, self)
        self.deeds = Deeds(self.saver, self.status, window.fail, self)
        self.codes: dict[int, Code] = project.codebook.by_id()
        self.people: dict[int, Voice] = read_people(project)
        self.document_model = DocumentTreeModel(project, self.selection, self)
        self.code_model = CodeTreeModel(project, self.selection, self)
        self.retrieved_model = RetrievedListModel(project, self.runner, self)
        self.documents = DocumentsPanel(self.document_model)
        self.code_panel = CodesPanel(self.code_model)
        self.transcripts = TranscriptsPanel()
        self.inspector = InspectorPanel()
        self.memos = MemosPanel()
        self.retrieved = RetrievedPanel(self.retrieved_model)
        self.search = SearchPanel()
        self.navigation = Navigation(self)
        self.memory = Memory(self)
        self.coding_acts = CodingActs(self)
        self.codebook_acts = CodebookActs(self)
        self.document_acts = DocumentActs(self)
        self.memo_acts = MemoActs(self)
        self.retrieval_acts = RetrievalActs(self)
        self.study_acts = StudyActs(self)
        self.follower = Follower(self)
        self.tips = Tips(self)
        self._last_parent: int | None = None
        self._offer_soon = _once(self, self.offer_codes)
        self._inspect_soon = _once(self, self.refresh_inspector)
        wiring.connect(self)
        self.inspector.set_choices(project.choices)
        self.transcripts.set_codes(self.codes)
        self.transcripts.set_coders(project.coders())
        self.transcripts.set_tooltip(self.tips.of_coding)
        self.transcripts.set_has_documents(self.document_model.rowCount() > 0)
        self.transcripts.set_reduced_motion(window.preferences.reduced_motion)
        if project.read_only:
            self.inspector.set_read_only()
            self.memos.set_read_only()
        self.offer_codes()

    # What is shown ------------------------------------------------------------------------------------------------

    def coding(self, coding_id: int | None) -> Coding | None:
        """Return a coding, from an open page or from the study."""
        if coding_id is None or coding_id < 0:
            return None
        found = self.transcripts.coding(coding_id)
        if found is None:
            found = next(iter(self.project.coding.find([coding_id])), None)
        return found

    @Slot(object)
    def select_coding(self, coding_id: int) -> None:
        """Select a coding: underline it, and show it in the inspector."""
        if coding_id > 0:
            self.selection.select_coding(coding_id)
            self.transcripts.mark_coding(coding_id)

    @Slot(object)
    def show_coding(self, coding_id: int | None) -> None:
        """Underline the selected coding, and show it in the inspector when the present act is over."""
        self.transcripts.mark_coding(coding_id)
        self._inspect_soon.start()

    @Slot()
    def refresh_inspector(self) -> None:
        """Show the selected coding as it is now."""
        self._inspect_soon.stop()
        coding = self.selection.coding
        self.inspector.show_coding(None if coding is None else self.inspected(coding))

    def inspected(self, coding_id: int) -> Inspected | None:
        """Gather what is known of a coding."""
        coding = self.coding(coding_id)
        if coding is None:
            return None
        opened = self.transcripts.opened(coding.document_id) or read_document(self.project, coding.document_id)
        return inspect(self.project, coding, opened, self.codes, self.people)

    def show_code(self, code_id: int) -> None:
        """Make a code the current one of the codebook, in sight."""
        self.bridge.deliver()
        self.window.docks.show(docks.CODEBOOK)
        self.code_panel.mark(code_id)

    def show_retrieved(self) -> None:
        """Bring the retrieved segments into sight."""
        self.window.docks.show(docks.RETRIEVED)

    def show_memos(self) -> None:
        """Bring the memos into sight."""
        self.window.docks.show(docks.MEMOS)

    @Slot(object)
    def show_document(self, document_id: int | None) -> None:
        """Take note of the document that is in front now."""
        self.selection.show_document(document_id)
        self.documents.mark(document_id)
        coding = self.coding(self.selection.coding)
        if coding is not None and coding.document_id != document_id:
            # What is edited in the inspector stands in the document in front.
            self.selection.select_coding(None)
        self.transcripts.mark_coding(self.selection.coding)

    @Slot(object)
    def select_text(self, span: Span | None) -> None:
        """Take note of the selected text."""
        document = self.transcripts.current
        chosen = None if span is None or document is None else TextSelection(document, span)
        self.selection.select_text(chosen)

    @Slot()
    def tell_zoom(self) -> None:
        """Say how large the text is."""
        if self.transcripts.view is not None:
            self.status.set_zoom(self.transcripts.view.zoom)

    @Slot()
    def show_inspected(self) -> None:
        """Show where the passage stands that the inspector shows."""
        if self.inspector.shown is not None:
            self.navigation.show_coding(self.inspector.shown.coding)

    @Slot()
    def show_segment_memos(self) -> None:
        """Show the memos of the segment that the inspector shows; begin one when there is none."""
        self.memos.set_scope("segment")
        self.memo_acts.refresh()
        if self.inspector.shown is not None and not self.inspector.shown.memos:
            self.memo_acts.begin_beside_segment()
        else:
            self.show_memos()

    @Slot()
    def add_code_to_segment(self) -> None:
        """Select the text of the segment that the inspector shows, and ask for one more code."""
        if self.inspector.shown is not None:
            coding = self.inspector.shown.coding
            self.navigation.show_hit(coding.document_id, coding.start, coding.end)
            self.transcripts.quick.begin()

    # Codes --------------------------------------------------------------------------------------------------------

    @Slot(object)
    def choose_code(self, code_id: int) -> None:
        """Lay a code over the selected text; without any, list its segments (U3)."""
        if self.selection.text is not None:
            self.coding_acts.code_with(code_id)
        else:
            self.codebook_acts.show_segments(code_id)

    @Slot(object)
    def click_code(self, code_id: int) -> None:
        """Lay a code over the selected text, if the user wants a click to do that (U3)."""
        if self.selection.text is not None and self.window.preferences.value("click_codes") is True:
            self.coding_acts.code_with(code_id)

    def code_named(self, name: str) -> Code | None:
        """Return the code of this name, in any case."""
        wanted = " ".join(name.split()).casefold()
        return next((code for code in self.codes.values() if code.name.casefold() == wanted), None)

    def new_code_parent(self) -> int | None:
        """Return where a new code stands: below the parent used last, else in the branch of inductive codes."""
        if self._last_parent in self.codes:
            return self._last_parent
        branches = [code for code in self.codes.values() if not code.codable and not code.locked]
        return branches[-1].id if branches else None

    @Slot(object)
    def remember_parent(self, code_id: int | None) -> None:
        """Take note of the branch that is current: new codes stand below it."""
        code = self.codes.get(code_id or 0)
        if code is not None and not code.codable and not code.locked:
            self._last_parent = code.id
            self.offer_codes_soon()

    def reload_codes(self) -> None:
        """Read the codebook again."""
        self.codes = self.project.codebook.by_id()
        self.transcripts.set_codes(self.codes)

    def reload_people(self) -> None:
        """Read the register again."""
        self.people = read_people(self.project)

    @Slot()
    def offer_codes_soon(self) -> None:
        """Offer the codes in the quick-code bar when the present act is over."""
        self._offer_soon.start()

    @Slot()
    def offer_codes(self) -> None:
        """Offer the codes in the quick-code bar as they are now."""
        self._offer_soon.stop()
        recent = {code: place for place, code in enumerate(self.favourites.recent)}
        keys = {code: place for place, code in self.favourites.places.items()}
        offered = [
            QuickCode(
                id=code.id,
                name=code.name,
                parent=self.codes[code.parent_id].name if code.parent_id in self.codes else "",
                colour=code.colour,
                ring=is_ring(code),
                count=code.segments,
                key=f"Ctrl {keys[code.id]}" if code.id in keys else "",
                recent=recent.get(code.id),
            )
            for code in self.project.codebook.all()
            if is_offered(code)
        ]
        parent = self.new_code_parent()
        self.transcripts.quick.set_codes(offered, self.codes[parent].name if parent is not None else "")
        self.code_panel.set_favourites(self.favourites.places)
        self.window.context_menus.name_favourites()

    @Slot()
    def pass_on_active_codes(self) -> None:
        """Tell the pages which codes are active."""
        self.transcripts.set_active_codes(self.selection.active_codes)

    def choice_label(self, dimension: str, key: str | None) -> str:
        """Return the words for a value of a coding."""
        if key is None:
            return "not noted"
        return next((c.label for c in self.project.choices if c.dimension == dimension and c.key == key), key)

    def reference(self) -> str:
        """Return the selected words, or those of the selected coding, with speaker and source."""
        from qualcode.gui.window.acts.quotation import quotation

        chosen, coding = self.selection.text, self.coding(self.selection.coding)
        if chosen is not None:
            return quotation(self.project, chosen.document_id, chosen.span)
        if coding is not None:
            return quotation(self.project, coding.document_id, Span(coding.start, coding.end))
        return ""

    # Work in the background ---------------------------------------------------------------------------------------

    def run(self, work: Callable[[Progress], T], on_result: Callable[[T], object], label: str) -> None:
        """Do something slow in the background, with a bar in the status line."""
        self.status.show_progress(0, 0, label)
        task = self.runner.start(work, on_result)
        task.progressed.connect(self._show_progress)
        task.finished.connect(self.status.end_progress)

    @Slot(object)
    def _show_progress(self, advance: Advance) -> None:
        self.status.show_progress(advance.done, advance.total, advance.label)

    # The end ------------------------------------------------------------------------------------------------------

    def finish_typing(self) -> None:
        """Hand on what is being written in memos and comments."""
        self.inspector.comment.flush()
        self.memos.flush()

    def flush(self) -> None:
        """Save everything that is being written, and wait until it is on disk."""
        self.finish_typing()
        self.saver.flush()
        self.bridge.deliver()

    def close(self) -> None:
        """Save, remember the window, and let go of the study."""
        self.flush()
        self.memory.keep()
        self.runner.shutdown()
        self.saver.close()
        self.bridge.close()


def _once(parent: QObject, act: Callable[[], object]) -> QTimer:
    """Return a timer that calls ``act`` when the event loop comes round."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(0)
    timer.timeout.connect(act)
    return timer
