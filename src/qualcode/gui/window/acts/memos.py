"""Memos: gathered for what is being looked at, written without any box, saved by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from qualcode.domain.memos import Memo, MemoType, Target, TargetKind
from qualcode.domain.text import Span, paragraph_number, paragraph_starts, trim
from qualcode.gui.panels.memo_card import ShownMemo

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace
    from qualcode.services.project import Project

_PLACES = (TargetKind.SEGMENT, TargetKind.CODING)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a new memo is to stand beside: a target, or a passage that need not be coded; and its name."""

    words: str
    target: Target | None = None
    document: int | None = None
    span: Span | None = None


class MemoActs(QObject):
    """Keeps the memo panel in step with what is being looked at."""

    def __init__(self, workspace: Workspace) -> None:
        """Act on the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace
        self._beside: Beside | None = None
        self._passages: dict[int, Span] = {}
        # Selection and document change together: the panel is filled once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)

    # Showing ------------------------------------------------------------------------------------------------------

    @Slot()
    def refresh_soon(self) -> None:
        """Fill the panel when the present act is over."""
        self._soon.start()

    @Slot()
    def coding_changed(self) -> None:
        """Another coding is selected."""
        if self._space.memos.scope == "segment":
            self.refresh_soon()

    @Slot()
    def code_changed(self) -> None:
        """Another code is the current one."""
        if self._space.memos.scope == "code":
            self.refresh_soon()

    @Slot()
    def document_changed(self) -> None:
        """Another document is in front."""
        if self._space.memos.scope == "here":
            self.refresh_soon()

    @Slot()
    def refresh(self) -> None:
        """Show the memos of the scope that is chosen."""
        self._soon.stop()
        panel = self._space.memos
        memos = self._space.project.memos.all(type=panel.type_filter)
        here = self._space.transcripts.current
        self._passages = {} if here is None else self._space.project.memos.places(here)
        wanted = self._in_scope(panel.scope)
        shown = [memo for memo in memos if wanted is None or any(target in wanted for target in memo.targets)]
        panel.show_memos([self._as_shown(memo) for memo in reversed(shown)])

    def _in_scope(self, scope: str) -> set[Target] | None:
        """Return the targets whose memos are shown; None for all memos."""
        selection = self._space.selection
        if scope == "all":
            return None
        if scope == "code":
            return {Target(TargetKind.CODE, selection.code)} if selection.code is not None else set()
        if scope == "segment":
            coding = self._space.coding(selection.coding)
            if coding is None:
                return set()
            return {Target(TargetKind.SEGMENT, coding.segment_id), Target(TargetKind.CODING, coding.id)}
        document = self._space.transcripts.current
        if document is None:
            return None
        opened = self._space.transcripts.opened(document)
        targets = {Target(TargetKind.DOCUMENT, document)}
        targets.update(Target(TargetKind.SEGMENT, each) for each in self._passages)
        if opened is not None:
            targets.update(Target(TargetKind.CODING, each) for each in opened.codings)
        return targets

    def _as_shown(self, memo: Memo) -> ShownMemo:
        target = memo.targets[0] if memo.targets else Target(TargetKind.PROJECT)
        if target.kind is TargetKind.PROJECT or target.id is None:
            return ShownMemo(memo, "Study", reachable=False)
        return ShownMemo(memo, self._words(target, target.id), reachable=target.kind is not TargetKind.PARTICIPANT)

    def _words(self, target: Target, target_id: int) -> str:
        """Name what a memo stands beside; what is known here is not asked of the study."""
        space = self._space
        if target.kind is TargetKind.CODE and target_id in space.codes:
            return space.codes[target_id].name
        if target.kind is TargetKind.PARTICIPANT and target_id in space.people:
            return space.people[target_id].name
        view, here = space.transcripts.view, space.transcripts.current
        if target.kind is TargetKind.SEGMENT and view is not None and target_id in self._passages:
            return f"¶ {view.paragraph(self._passages[target_id].start)}"
        words = space.project.memos.beside(target)
        opened = space.transcripts.opened(here) if here is not None else None
        if target.kind in _PLACES:
            return words.removeprefix(f"{opened.document.name}, ") if opened is not None else words
        return words.removeprefix(f"{target.kind.value} ")

    # Writing ------------------------------------------------------------------------------------------------------

    @Slot()
    def begin_here(self) -> None:
        """Begin a memo beside the selected text, the selected segment, or the document."""
        self._begin(self._here())

    def _here(self) -> Beside:
        document, view = self._space.transcripts.current, self._space.transcripts.view
        chosen = self._space.transcripts.selection()
        if document is not None and view is not None and chosen is not None:
            span = trim(view.text, chosen)
            if span is not None:
                return Beside(f"¶ {view.paragraph(span.start)}", document=document, span=span)
        coding = self._space.coding(self._space.selection.coding)
        if coding is not None and view is not None and coding.document_id == document:
            words = f"¶ {view.paragraph(coding.start)}"
            return Beside(words, Target(TargetKind.SEGMENT, coding.segment_id))
        if document is not None:
            return self._beside_document(document)
        return Beside("Study", Target(TargetKind.PROJECT))

    @Slot(object)
    def begin_beside_document(self, document: int) -> None:
        """Begin a memo beside a document."""
        self._begin(self._beside_document(document))

    def _beside_document(self, document: int) -> Beside:
        return Beside(self._space.project.documents.get(document).name, Target(TargetKind.DOCUMENT, document))

    @Slot(object)
    def begin_beside_code(self, code: int) -> None:
        """Begin a memo beside a code, and show those that it has."""
        self._space.selection.select_code(code)
        self._space.memos.set_scope("code")
        self.refresh()
        self._begin(Beside(self._space.codes[code].name, Target(TargetKind.CODE, code)), MemoType.DEFINITION)

    @Slot()
    def begin_beside_segment(self) -> None:
        """Begin a memo beside the segment of the selected coding."""
        coding, view = self._space.coding(self._space.selection.coding), self._space.transcripts.view
        if coding is not None:
            paragraph = view.paragraph(coding.start) if view is not None else 0
            self._begin(Beside(f"¶ {paragraph}", Target(TargetKind.SEGMENT, coding.segment_id)))

    @Slot()
    def begin_beside_study(self) -> None:
        """Begin a memo beside the study as a whole."""
        self._begin(Beside("Study", Target(TargetKind.PROJECT)))

    def _begin(self, beside: Beside, kind: MemoType = MemoType.ANALYTIC) -> None:
        self._space.show_memos()
        self._space.memos.end_draft()
        self._beside = beside
        self._space.memos.begin_draft(beside.words, self._space.project.coder, kind)

    @Slot(str, str, object)
    def write(self, text: str, title: str, kind: MemoType) -> None:
        """Save the draft of a memo."""
        beside = self._beside or self._here()
        act = partial(_write, self._space.project, beside, text, kind, title)
        self._space.deeds.do(
            act, then=self._written, back=self._space.memos.draft_failed, said=("Memo saved", f", {beside.words}")
        )

    def _written(self, memo: int) -> None:
        self._space.memos.draft_saved(self._as_shown(self._space.project.memos.get(memo)))
        self.refresh_soon()

    @Slot(object, str)
    def change_text(self, memo: int, text: str) -> None:
        """Save the words of a memo; one that was emptied keeps its last words."""
        if text.strip():
            self._change(partial(self._space.project.memos.change, memo, text=text))
        else:
            self._space.status.warn("An empty memo is not saved", ": delete it, or write something.")

    @Slot(object, str)
    def change_title(self, memo: int, title: str) -> None:
        """Save the title of a memo."""
        self._change(partial(self._space.project.memos.change, memo, title=" ".join(title.split())))

    @Slot(object, object)
    def change_type(self, memo: int, kind: MemoType) -> None:
        """Say what a memo is for."""
        self._change(partial(self._space.project.memos.change, memo, type=kind))

    def _change(self, act: partial[None]) -> None:
        self._space.deeds.do(act, back=self.refresh, said=("Memo saved", ""))

    @Slot(object)
    def link(self, memo: int) -> None:
        """Let a memo stand beside the segment of the selected coding, too."""
        coding = self._space.coding(self._space.selection.coding)
        if coding is None:
            self._space.status.warn("No segment is selected", ": click a stripe first.")
            return
        act = partial(self._space.project.memos.link, memo, Target(TargetKind.SEGMENT, coding.segment_id))
        self._space.deeds.do(act, said=("Linked the memo", " to the selected segment"))

    @Slot(object)
    def delete(self, memo: int) -> None:
        """Take a memo out; undo brings it back."""
        self._space.deeds.do(partial(self._space.project.memos.delete, memo), said=("Deleted the memo", ""))

    # Going there --------------------------------------------------------------------------------------------------

    @Slot(object)
    def show_place(self, memo: int) -> None:
        """Show what a memo stands beside."""
        for target in self._space.project.memos.get(memo).targets:
            if target.id is None:
                continue
            if target.kind is TargetKind.CODE:
                self._space.show_code(target.id)
            elif target.kind is TargetKind.DOCUMENT:
                self._space.navigation.open_document(target.id)
            elif target.kind in _PLACES:
                self._show_passage(target)

    def _show_passage(self, target: Target) -> None:
        project = self._space.project
        for document in project.documents.all():
            span = project.memos.places(document.id).get(self._segment(target))
            if span is not None:
                self._space.navigation.show_place(document.id, span.start, span.end)
                return

    def _segment(self, target: Target) -> int:
        if target.kind is TargetKind.CODING and target.id is not None:
            return self._space.project.coding.get(target.id).segment_id
        return target.id or 0

    @Slot(int)
    def show_at(self, offset: int) -> None:
        """Show the memos of the paragraph whose icon was clicked, and put the keyboard into the first."""
        document, view = self._space.transcripts.current, self._space.transcripts.view
        if document is None or view is None:
            return
        self._space.show_memos()
        self._space.memos.set_scope("here")
        self.refresh()
        starts = paragraph_starts(view.text)
        paragraph = paragraph_number(starts, offset)
        segments = {
            segment
            for segment, span in self._space.project.memos.places(document).items()
            if paragraph_number(starts, span.start) == paragraph
        }
        for card in self._space.memos.cards():
            targets = card.shown.memo.targets if card.shown is not None else ()
            if any(self._segment(target) in segments for target in targets if target.kind in _PLACES):
                self._space.memos.show_card(card)
                return


def _write(project: Project, beside: Beside, text: str, kind: MemoType, title: str) -> int:
    if beside.document is not None and beside.span is not None:
        return project.memos.add_beside(beside.document, beside.span, text, kind, title)
    return project.memos.add(text, [beside.target] if beside.target is not None else [], kind, title)
