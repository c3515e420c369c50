"""Coding and uncoding: shown at once, saved next, put back when saving fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from qualcode.domain import clock
from qualcode.domain.codebook import Code, CodeDraft, Origin
from qualcode.domain.coding import Coding, CodingDetails
from qualcode.domain.errors import shorten
from qualcode.domain.text import Span, trim
from qualcode.gui.models.words import counted
from qualcode.gui.panels.opened import is_offered

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace
    from qualcode.services.coding import CodingDraft, Laid
    from qualcode.services.project import Project
    from qualcode.services.search import Hit

_LONGEST_IN_VIVO = 80


class CodingActs(QObject):
    """What the user does to codings of one study."""

    def __init__(self, workspace: Workspace) -> None:
        """Act on the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace
        self._shown_only = count(-1, -1)

    # Laying codes -------------------------------------------------------------------------------------------------

    def code_selection(self, codes: Sequence[int]) -> bool:
        """Lay codes over the selected text. False when nothing is selected, or nothing can be laid."""
        chosen = self._space.selection.text
        if chosen is None:
            self._space.status.warn("Select some text first", ", then choose the code.")
            return False
        return self.lay(chosen.document_id, chosen.span, codes)

    @Slot(object)
    def code_with(self, code: int) -> None:
        """Lay one code over the selected text."""
        self.code_selection([code])

    @Slot()
    def code_again(self) -> None:
        """Lay the code that was used last over the selected text."""
        last = self._space.favourites.last
        if last is None:
            self._space.status.warn("No code was used yet", " in this window: choose one first.")
        else:
            self.code_selection([last])

    def code_favourite(self, place: int) -> None:
        """Lay the code on the key ``place`` over the selected text."""
        code = self._space.favourites.places.get(place)
        if code is None:
            hint = ": right-click a code and choose “Key” to put one there."
            self._space.status.warn(f"No code is on Ctrl {place}", hint)
        else:
            self.code_selection([code])

    def lay(self, document: int, span: Span, codes: Sequence[int]) -> bool:
        """Lay codes over a passage; those that are there already are left alone."""
        text = self._space.transcripts.text_of(document)
        tidy = trim(text, span) if text is not None else span
        if tidy is None:
            self._space.status.warn("There are no words in the selection", ": select some text.")
            return False
        chosen = [code for each in dict.fromkeys(codes) if (code := self._space.codes.get(each)) is not None]
        branch = next((code for code in chosen if not code.codable), None)
        if branch is not None:
            self._space.status.warn(f"“{branch.name}” only holds other codes", ": choose one of the codes below it.")
            return False
        there = {coding.code_id for coding in self._mine_at(document, tidy)}
        new = [code for code in chosen if code.id not in there]
        if not new:
            names = ", ".join(f"“{code.name}”" for code in chosen)
            self._space.status.inform(f"The passage carries {names} already.")
            return False
        shown = [self._as_shown(document, tidy, code) for code in new]
        self._space.transcripts.put_codings(shown)
        self._space.favourites.note_use([code.id for code in new])
        names = ", ".join(f"“{code.name}”" for code in new)
        take_back = partial(self._take_back, [coding.id for coding in shown])
        self._space.deeds.do(
            partial(self._space.project.coding.add, document, tidy, [code.id for code in new]),
            then=partial(self._laid, take_back),
            back=take_back,
            said=(f"Coded {names}", f", {counted(len(tidy), 'character')}"),
            at_once=True,
        )
        return True

    def _mine_at(self, document: int, span: Span) -> list[Coding]:
        opened = self._space.transcripts.opened(document)
        if opened is None:
            return []
        me, ends = self._space.project.coder, (span.start, span.end)
        return [c for c in opened.codings.values() if (c.start, c.end) == ends and c.coder == me]

    def _as_shown(self, document: int, span: Span, code: Code) -> Coding:
        """Return a coding as it will be, under a number below zero that no coding of the study has."""
        number, coder = next(self._shown_only), self._space.project.coder
        return Coding(number, "", 0, document, span.start, span.end, code.id, coder, clock.now(), CodingDetails())

    def _take_back(self, shown: Sequence[int]) -> None:
        self._space.transcripts.drop_codings(shown)

    def _laid(self, take_back: Callable[[], None], laid: Laid) -> None:
        found = self._space.project.coding.find([*laid.added, *laid.present])
        take_back()
        self._space.transcripts.put_codings(found)
        if laid.added:
            self._space.select_coding(laid.added[-1])

    # New codes ----------------------------------------------------------------------------------------------------

    @Slot()
    def in_vivo(self) -> None:
        """Make a code of the selected words and lay it over them."""
        chosen = self._space.selection.text
        text = self._space.transcripts.text_of(chosen.document_id) if chosen is not None else None
        if chosen is None or text is None:
            self._space.status.warn("Select the words", " that are to become a code.")
            return
        words = shorten(text[chosen.span.start : chosen.span.end].strip(" \n\t.,;:!?“”\"'"), _LONGEST_IN_VIVO)
        known = self._space.code_named(words)
        if known is not None:
            self.code_selection([known.id])
            return
        self.make_and_lay(CodeDraft(words, origin=Origin.IN_VIVO), self._space.new_code_parent())

    @Slot(str)
    def quick_new(self, name: str) -> None:
        """Make a code below the parent that was used last, and lay it over the selected text if there is any."""
        from qualcode.services.codebook import draft_for

        known = self._space.code_named(name)
        if known is not None and is_offered(known):
            self.code_selection([known.id])
        else:
            self.make_and_lay(draft_for(name), self._space.new_code_parent())

    def make_and_lay(self, draft: CodeDraft, parent: int | None) -> None:
        """Make a code, and lay it over the selected text if there is any: one step for undo (U7)."""
        chosen = self._space.selection.text
        span = None
        if chosen is not None:
            text = self._space.transcripts.text_of(chosen.document_id)
            span = trim(text, chosen.span) if text is not None else None
        project = self._space.project
        if chosen is None or span is None:
            self._space.deeds.do(
                partial(project.codebook.add, draft, parent),
                then=self._space.show_code,
                said=(f"New code “{draft.name.strip()}”", ""),
            )
            return
        self._space.deeds.do(
            partial(_make_and_lay, project, draft, parent, chosen.document_id, span),
            then=self._made_and_laid,
            said=(f"New code “{draft.name.strip()}”", f", laid over {counted(len(span), 'character')}"),
        )

    def _made_and_laid(self, made: tuple[int, Laid]) -> None:
        code, laid = made
        self._space.favourites.note_use([code])
        self._space.show_code(code)
        if laid.added:
            self._space.select_coding(laid.added[-1])

    # Taking codes off ---------------------------------------------------------------------------------------------

    @Slot()
    def uncode_here(self) -> None:
        """Take off the codings of the selected text, the selected coding, or the shortest one at the caret."""
        found = self.codings_here()
        if found:
            self.uncode([coding.id for coding in found])
        else:
            self._space.status.warn("Nothing is coded here", ": put the cursor into a coded passage.")

    def codings_here(self) -> list[Coding]:
        """Return what “Uncode” would take off."""
        transcripts, view = self._space.transcripts, self._space.transcripts.view
        if view is None:
            return []
        opened = transcripts.opened(transcripts.current or 0)
        chosen = transcripts.selection()
        if chosen is not None and opened is not None:
            exact = [c for c in opened.codings.values() if (c.start, c.end) == (chosen.start, chosen.end)]
            inside = [c for c in opened.codings.values() if c.start < chosen.end and chosen.start < c.end]
            within = [c for c in inside if chosen.start <= c.start and c.end <= chosen.end]
            return exact or within or sorted(inside, key=lambda c: c.end - c.start)[:1]
        selected = self._space.selection.coding
        at = transcripts.codings_at(view.caret())
        return [coding for coding in at if coding.id == selected] or at[:1]

    @Slot(object)
    def uncode(self, ids: Sequence[int] | int) -> None:
        """Take codings off."""
        wanted = [ids] if isinstance(ids, int) else list(ids)
        saved = [each for each in wanted if each > 0]
        if not saved:
            return
        transcripts = self._space.transcripts
        shown = [coding for each in saved if (coding := transcripts.coding(each)) is not None]
        transcripts.drop_codings(saved)
        self._space.deeds.do(
            partial(self._space.project.coding.remove, saved),
            back=partial(transcripts.put_codings, shown),
            said=(self._uncoded(shown, len(saved)), ""),
            at_once=True,
        )

    def _uncoded(self, shown: Sequence[Coding], number: int) -> str:
        code = self._space.codes.get(shown[0].code_id) if len(shown) == number == 1 else None
        return f"Uncoded “{code.name}”" if code is not None else f"Uncoded {counted(number, 'coding')}"

    # Changing -----------------------------------------------------------------------------------------------------

    def recode(self, coding: int, code: int) -> None:
        """Put another code in the place of a coding's."""
        name = self._space.codes[code].name
        self._space.favourites.note_use([code])
        self._space.deeds.do(
            partial(self._space.project.coding.recode, coding, code), said=(f"Changed to “{name}”", "")
        )

    def add_to(self, coding: Coding, codes: Sequence[int]) -> None:
        """Lay codes over the passage of a coding."""
        self.lay(coding.document_id, Span(coding.start, coding.end), codes)

    def move_bounds(self, coding: int, span: Span) -> None:
        """Give a coding another start or end."""
        self._space.deeds.do(
            partial(self._space.project.coding.move_bounds, coding, span), said=("Moved the bounds", " of a coding")
        )

    @Slot(str, object)
    def set_value(self, dimension: str, key: str | None) -> None:
        """Note a value on the coding that the inspector shows."""
        shown = self._space.inspector.shown
        if shown is None:
            return
        reason = ""
        if dimension == "outcome" and shown.coding.details.outcome not in (None, key):
            reason = self._ask_why(self._space.choice_label(dimension, key))
        self._space.deeds.do(
            partial(self._space.project.coding.note, shown.coding.id, dimension, key, reason),
            back=self._space.refresh_inspector,
            said=(f"{dimension.capitalize()} noted", f": {self._space.choice_label(dimension, key)}"),
        )

    def _ask_why(self, outcome: str) -> str:
        """Ask why an outcome that was noted before becomes another; no reason is an answer, too (K3)."""
        from qualcode.gui.dialogs import reason as dialog

        answer = dialog.ask(
            self._space.window,
            f"Outcome: {outcome}",
            "The outcome was another one before. Both stay in its history, with your reason.",
            accept="Save",
            label="Why it changed",
            required=False,
        )
        return answer.text if answer is not None else ""

    @Slot(object)
    def set_weight(self, weight: int | None) -> None:
        """Give the coding that the inspector shows a weight, or none."""
        shown = self._space.inspector.shown
        if shown is not None:
            act = partial(_weigh, self._space.project, shown.coding.id, weight)
            words = "none" if weight is None else str(weight)
            self._space.deeds.do(act, back=self._space.refresh_inspector, said=("Weight", f": {words}"))

    @Slot(object, str)
    def set_comment(self, coding: int, comment: str) -> None:
        """Write the comment of a coding."""
        act = partial(_comment, self._space.project, coding, comment)
        self._space.deeds.do(act, said=("Comment saved", ""))

    # Many at once -------------------------------------------------------------------------------------------------

    def code_hits(self, hits: Sequence[Hit], code: int) -> None:
        """Lay a code over everything that a search found, in one step."""
        from qualcode.services.coding import CodingDraft

        drafts: list[CodingDraft] = [CodingDraft(hit.document_id, Span(hit.start, hit.end), (code,)) for hit in hits]
        name = self._space.codes[code].name
        self._space.favourites.note_use([code])
        self._space.deeds.do(
            partial(self._space.project.coding.add_many, drafts),
            said=(f"Coded “{name}”", f", {counted(len(drafts), 'place')}"),
        )


def _make_and_lay(
    project: Project, draft: CodeDraft, parent: int | None, document: int, span: Span
) -> tuple[int, Laid]:
    label = f"New code “{draft.name.strip()}”, laid over a passage"
    with project.desk.act("codebook.add", label) as work:
        code = project.codebook.add(draft, parent)
        laid = project.coding.add(document, span, [code])
        work.label = label
    return code, laid


def _weigh(project: Project, coding: int, weight: int | None) -> None:
    before = project.coding.get(coding)
    project.coding.annotate(coding, weight=weight, comment=before.details.comment)


def _comment(project: Project, coding: int, comment: str) -> None:
    before = project.coding.get(coding)
    project.coding.annotate(coding, weight=before.details.weight, comment=comment)
