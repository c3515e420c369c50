"""What the user does to the codebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from qualcode.domain.codebook import Code, descendants
from qualcode.gui.models.code_drops import CodeMerge, CodeMove, TextDrop
from qualcode.gui.models.words import counted

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace
    from qualcode.services.project import Project


class CodebookActs(QObject):
    """Codes made, changed, moved, merged, taken out. Dialogs are asked through ``ask``, so that tests can answer."""

    def __init__(self, workspace: Workspace) -> None:
        """Act on the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace

    def _listed(self) -> Sequence[Code]:
        # Read anew: the numbers of segments in the dialogs are to be those of this moment.
        return self._space.project.codebook.all()

    @Slot(object)
    def new(self, parent: int | None = None) -> None:
        """Ask for a new code below ``parent``; selected text is coded with it at once (U7)."""
        from qualcode.gui.dialogs import code as dialog
        from qualcode.services.codebook import draft_for

        chosen = self._space.transcripts.selection()
        draft = draft_for("") if chosen is not None else None
        place = parent if parent is not None else self._space.new_code_parent()
        answer = dialog.ask(self._space.window, self._listed(), parent_id=place, draft=draft)
        if answer is not None:
            self._space.coding_acts.make_and_lay(answer.draft, answer.parent_id)

    @Slot()
    def new_here(self) -> None:
        """Ask for a new code in the place that was used last."""
        self.new(None)

    @Slot(object)
    def edit(self, code_id: int) -> None:
        """Ask what is to change in a code."""
        from qualcode.gui.dialogs import code as dialog

        code = self._space.codes[code_id]
        answer = dialog.ask(self._space.window, self._listed(), code=code)
        if answer is None:
            return
        changes = answer.changes(code)
        moved = answer.parent_id != code.parent_id
        if changes or moved:
            act = partial(_change, self._space.project, code_id, answer.reason, changes, answer.parent_id, moved)
            self._space.deeds.do(act, said=(f"Changed the code “{answer.draft.name}”", ""))

    @Slot(object, str)
    def rename(self, code_id: int, name: str) -> None:
        """Give a code another name; a locked one needs a reason (C3)."""
        code = self._space.codes[code_id]
        reason = ""
        if code.locked:
            from qualcode.gui.dialogs import reason as dialog

            question = f"Rename “{code.name}” to “{name}”"
            answer = dialog.ask(
                self._space.window, question, "It is a locked code: the reason goes into the history.", accept="Rename"
            )
            if answer is None:
                return
            reason = answer.text
        act = partial(self._space.project.codebook.change, code_id, reason, name=name)
        self._space.deeds.do(act, said=(f"Renamed to “{name}”", ""))

    @Slot(object)
    def move(self, move: CodeMove) -> None:
        """Put codes below another one."""
        place = self._space.codes[move.parent].name if move.parent is not None else ""
        names = ", ".join(f"“{self._space.codes[each].name}”" for each in move.codes)
        self._space.deeds.do(
            partial(_move, self._space.project, move),
            said=(f"Moved {names}", f" below “{place}”" if place else " to the top"),
        )

    @Slot(object)
    def merge_dropped(self, drop: CodeMerge) -> None:
        """Ask whether codes are to become one with the code that they were dropped on."""
        for each in drop.codes:
            self.merge(each, drop.into)

    @Slot(object)
    def merge(self, code_id: int, into: int | None = None) -> None:
        """Ask into which code one is to be merged, and merge them."""
        from qualcode.gui.dialogs import merge_code as dialog

        codes = self._listed()
        code = next(each for each in codes if each.id == code_id)
        answer = dialog.ask(self._space.window, code, codes, into=_sibling(codes, code) if into is None else into)
        if answer is not None:
            name = self._space.codes[answer.into].name
            act = partial(self._space.project.codebook.merge, code_id, answer.into, answer.reason)
            said = (f"Merged “{code.name}” into “{name}”", "")
            self._space.deeds.do(act, then=partial(self._tell_moved, said[0], code.segments), said=said)

    @Slot(object)
    def delete(self, code_id: int) -> None:
        """Ask what becomes of a code's segments, and take the code out (U18)."""
        from qualcode.gui.dialogs import delete_code as dialog

        codes = self._listed()
        code = next(each for each in codes if each.id == code_id)
        answer = dialog.ask(self._space.window, code, codes)
        if answer is None:
            return
        codebook = self._space.project.codebook
        act: Callable[[], int]
        if answer.way == "merge" and answer.into is not None:
            act = partial(codebook.merge, code_id, answer.into, answer.reason)
        else:
            move_to = answer.into if answer.way == "move" else None
            act = partial(codebook.delete, code_id, move_to, answer.reason)
        said = (f"Deleted the code “{code.name}”", "")
        gone = descendants(codes, code_id)
        segments = sum(each.segments for each in codes if each.id in gone)
        self._space.deeds.do(act, then=partial(self._tell_moved, said[0], segments), said=said)

    def _tell_moved(self, what: str, segments: int, _codings: int) -> None:
        # The number that the dialog gave: several coders may have coded one segment.
        if segments:
            self._space.status.tell(what, f", {counted(segments, 'segment')} with it", undo=True)

    @Slot(object)
    def drop_text(self, drop: TextDrop) -> None:
        """Code the text that was let go over a code (U1)."""
        document = self._space.transcripts.current
        if document is not None:
            self._space.coding_acts.lay(document, drop.span, [drop.code])

    @Slot(object)
    def show_segments(self, code_id: int) -> None:
        """List what is coded with a code and all below it, in every document; what is activated stays so."""
        wanted = descendants(self._space.codes.values(), code_id)
        codes = tuple(sorted(each for each in wanted if self._space.codes[each].codable))
        name = self._space.codes[code_id].name
        self._space.retrieval_acts.list_codes(codes, f"Segments of “{name}”")
        self._space.show_retrieved()
        self._space.status.inform(f"Segments of “{name}”", " in all documents. What is activated stays as it was.")


def _change(
    project: Project,
    code: int,
    reason: str,
    changes: dict[str, str | int | bool],
    parent: int | None,
    moved: bool,
) -> None:
    with project.desk.act("codebook.change", f"Change the code “{project.codebook.get(code).name}”", reason=reason):
        if changes:
            project.codebook.change(code, reason, **changes)
        if moved:
            project.codebook.move(code, parent)


def _sibling(codes: Sequence[Code], code: Code) -> int | None:
    """Return the code nearest to ``code`` below the same parent that takes segments: what it is most likely like."""
    beside = [each for each in codes if each.parent_id == code.parent_id and (each.codable or each.id == code.id)]
    at = next(place for place, each in enumerate(beside) if each.id == code.id)
    near = beside[at - 1 : at] or beside[at + 1 : at + 2]
    return near[0].id if near else None


def _move(project: Project, move: CodeMove) -> None:
    label = "Move the code" if len(move.codes) == 1 else f"Move {len(move.codes)} codes"
    with project.desk.act("codebook.move", label) as work:
        for code in move.codes:
            siblings = [each.id for each in project.codebook.all() if each.parent_id == move.parent]
            project.codebook.move(code, move.parent, move.place(code, siblings))
        if len(move.codes) == 1:
            work.label = f"Move the code “{project.codebook.get(move.codes[0]).name}”"
