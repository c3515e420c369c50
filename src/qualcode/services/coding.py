"""Coding: laying codes over passages, changing what is noted on them, taking them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qualcode.domain import choices
from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding, CodingDetails, Mark, OutcomeChange
from qualcode.domain.errors import Refusal
from qualcode.domain.identity import new_uuid
from qualcode.domain.text import Span, canonicalise, snap_to_graphemes
from qualcode.domain.wording import counted
from qualcode.services.codebook import Codebook
from qualcode.services.desk import Desk
from qualcode.services.operation import operation
from qualcode.store.tables import coding as table
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import memos as memo_table
from qualcode.store.unit_of_work import Work

_LONGEST_GRAPHEME = 64
"""How far around a span is read to see whether it cuts a character in two; flags in a row are the longest."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The outcome of coding: the codings made, and those that were there already."""

    segment_id: int
    added: tuple[int, ...]
    present: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """One passage of a bulk coding. ``coder`` and ``at`` default to who is working and to now."""

    document_id: int
    span: Span
    code_ids: tuple[int, ...]
    details: CodingDetails = field(default_factory=CodingDetails)
    coder: str | None = None
    at: str | None = None


class CodingService:
    """The codings of one study."""

    def __init__(self, desk: Desk, codebook: Codebook) -> None:
        self._desk = desk
        self._codebook = codebook

    # reading -------------------------------------------------------------------------------------------------------

    def get(self, coding_id: int) -> Coding:
        """Return one coding.

        Raises:
            Refusal: when it is not there (any more).
        """
        with self._desk.read() as connection:
            found = table.find(connection, [coding_id])
        if not found:
            raise Refusal(f"There is no coding {coding_id}. “coding list” shows the codings with their numbers.")
        return found[0]

    def find(self, ids: Sequence[int]) -> list[Coding]:
        """Return those of the codings that are there."""
        with self._desk.read() as connection:
            return table.find(connection, ids)

    def in_document(self, document_id: int) -> list[Coding]:
        """Return all codings of a document in the order of its text."""
        with self._desk.read() as connection:
            return table.in_document(connection, document_id)

    def marks(self, document_id: int) -> list[Mark]:
        """Return what the margin shows of a document's codings, in the order of the text; for thousands at once."""
        with self._desk.read() as connection:
            return [Mark._make(row) for row in table.marks(connection, document_id)]

    def of_segment(self, segment_id: int) -> list[Coding]:
        """Return the codings of one segment."""
        with self._desk.read() as connection:
            return table.find(connection, table.of_segment(connection, segment_id))

    def outcome_history(self, coding_id: int) -> list[OutcomeChange]:
        """Return how the outcome of a coding changed, oldest first (K3)."""
        with self._desk.read() as connection:
            return table.outcomes(connection, coding_id)

    # coding --------------------------------------------------------------------------------------------------------

    @operation("coding.add")
    def add(
        self,
        document_id: int,
        span: Span,
        code_ids: Sequence[int],
        details: CodingDetails | None = None,
        coder: str | None = None,
    ) -> Laid:
        """Lay one or several codes over a passage.

        A phase that is not given is taken from the document and marked as assumed. The span is widened so that it
        cuts no
        accent and no emoji. What the same coder has laid there already stays as it is.

        Raises:
            Refusal: no code, a branch, a span outside the text, an unknown value.
        """
        codes = self._codebook.by_id()
        chosen = [self._codable(codes, code_id) for code_id in dict.fromkeys(code_ids)]
        if not chosen:
            raise Refusal("Choose at least one code.")
        names = ", ".join(f"“{code.name}”" for code in chosen)
        draft = CodingDraft(document_id, span, tuple(code.id for code in chosen), details or CodingDetails(), coder)
        with self._desk.act("coding.add", f"Code with {names}", document=document_id) as work:
            return self._lay(work, draft)

    @operation("coding.add-many")
    def add_many(self, drafts: Sequence[CodingDraft]) -> list[Laid]:
        """Lay codes over many passages in one step."""
        codes = self._codebook.by_id()
        for draft in drafts:
            for code_id in draft.code_ids:
                self._codable(codes, code_id)
        with self._desk.act("coding.add-many", f"Code {counted(len(drafts), 'passage')}") as work:
            return [self._lay(work, draft) for draft in drafts]

    @staticmethod
    def _codable(codes: dict[int, Code], code_id: int) -> Code:
        if code_id not in codes:
            raise Refusal("This code is not in the codebook any more.")
        code = codes[code_id]
        if not code.codable:
            raise Refusal(f"“{code.name}” is a branch that only holds other codes. Choose a code below it.")
        return code

    @staticmethod
    def _snapped(work: Work, document_id: int, span: Span) -> tuple[Span, int | None]:
        """Return the span that is coded, and the phase that the document's codings are assumed to speak of."""
        known = document_table.length_and_phase(work.connection, document_id)
        if known is None:
            raise Refusal("This document is not in the study any more.")
        length, phase = known
        if span.end > length:
            raise Refusal(
                f"The span {span.start} to {span.end} is out of range: the document has {length:,} characters."
            )
        first = max(0, span.start - _LONGEST_GRAPHEME)
        around = Span(first, min(length, span.end + _LONGEST_GRAPHEME))
        text = document_table.piece(work.connection, document_id, around)
        inside = snap_to_graphemes(text, Span(span.start - first, span.end - first))
        if not text[inside.start : inside.end].strip():
            raise Refusal("There are no words in this span. Select some text.")
        return Span(inside.start + first, inside.end + first), phase

    def _lay(self, work: Work, draft: CodingDraft) -> Laid:
        span, assumed = self._snapped(work, draft.document_id, draft.span)
        values = self._detail_values(draft.details)
        if values["phase_id"] is None:
            values["phase_id"] = assumed
            values["phase_assumed"] = int(assumed is not None)
        coder = self._desk.coder_id(work, draft.coder)
        segment = table.segment_at(work.connection, draft.document_id, span)
        at = draft.at or work.at
        added, present = [], []
        for code_id in draft.code_ids:
            there = table.laid(work.connection, segment, code_id, coder)
            if there is not None:
                present.append(there)
                continue
            row = {"segment_id": segment, "code_id": code_id, "coder_id": coder, "created_at": at, **values}
            coding = table.add(work.connection, row)
            added.append(coding)
            if values["outcome_id"] is not None:
                self._note_outcome(work, coding, values["outcome_id"], coder, at, "")
        return Laid(segment, tuple(added), tuple(present))

    def _detail_values(self, details: CodingDetails) -> dict[str, object]:
        if details.weight is not None and not 0 <= details.weight <= 100:
            raise Refusal(f"A weight lies between 0 and 100; {details.weight} does not.")
        values: dict[str, object] = {
            f"{dimension}_id": self._desk.choice_id(dimension, getattr(details, dimension))
            for dimension in choices.DIMENSIONS
        }
        return values | {"weight": details.weight, "comment": canonicalise(details.comment).text.strip()}

    @staticmethod
    def _note_outcome(work: Work, coding: int, outcome: object, coder: int, at: str, reason: str) -> None:
        row = {"coding_id": coding, "outcome_id": outcome, "coder_id": coder, "at": at, "reason": reason}
        table.note_outcome(work.connection, row)

    # changing ------------------------------------------------------------------------------------------------------

    @operation("coding.change")
    def change(self, coding_id: int, details: CodingDetails, reason: str = "", *, confirm_phase: bool = False) -> None:
        """Replace what is noted on a coding; a new outcome goes into its history.

        Args:
            confirm_phase: an assumed phase is confirmed although it stays the same. Another phase is always confirmed.
        """
        before = self.get(coding_id)
        values = self._detail_values(details)
        values["phase_assumed"] = int(
            before.phase_assumed and not confirm_phase and details.phase == before.details.phase
        )
        label = f"Change the coding “{self._codebook.by_id()[before.code_id].name}”"
        with self._desk.act("coding.change", label, reason=reason) as work:
            if details.outcome != before.details.outcome:
                coder = self._desk.coder_id(work)
                self._note_outcome(work, coding_id, values["outcome_id"], coder, work.at, reason)
            if details != before.details or bool(values["phase_assumed"]) != before.phase_assumed:
                table.change(work.connection, coding_id, values | {"edited_at": work.at})

    def note(self, coding_id: int, dimension: str, value: str | None, reason: str = "") -> None:
        """Set one value of a coding (phase, outcome, valence or locus) and leave the others; a phase is confirmed."""
        noted, chosen = self.get(coding_id).details, value or None
        match dimension:
            case choices.PHASE:
                details = replace(noted, phase=chosen)
            case choices.OUTCOME:
                details = replace(noted, outcome=chosen)
            case choices.VALENCE:
                details = replace(noted, valence=chosen)
            case choices.LOCUS:
                details = replace(noted, locus=chosen)
            case _:
                raise Refusal(f"A coding has no “{dimension}”. It has: {', '.join(choices.DIMENSIONS)}.")
        with self._desk.act("coding.change", f"Set the {dimension}", reason=reason):
            self.change(coding_id, details, reason, confirm_phase=dimension == choices.PHASE)

    def annotate(self, coding_id: int, *, weight: int | None, comment: str) -> None:
        """Set weight and comment of a coding and leave the rest; an assumed phase stays assumed."""
        noted = self.get(coding_id).details
        label = "Set the weight" if weight != noted.weight else "Change the comment"
        with self._desk.act("coding.change", label):
            self.change(coding_id, replace(noted, weight=weight, comment=comment))

    @operation("coding.recode")
    def recode(self, coding_id: int, code_id: int) -> None:
        """Put another code in the place of a coding's."""
        before = self.get(coding_id)
        code = self._codable(self._codebook.by_id(), code_id)
        with self._desk.act("coding.recode", f"Change the code to “{code.name}”") as work:
            coder = self._desk.coder_id(work, before.coder)
            if table.laid(work.connection, before.segment_id, code_id, coder):
                raise Refusal(f"The passage carries “{code.name}” already. Uncode the other one instead.")
            table.change(work.connection, coding_id, {"code_id": code_id, "edited_at": work.at})

    @operation("coding.move-bounds")
    def move_bounds(self, coding_id: int, span: Span) -> None:
        """Give a coding another start or end; memos beside a passage that nobody codes any more go with it."""
        before = self.get(coding_id)
        with self._desk.act("coding.move-bounds", "Move the bounds of a coding") as work:
            snapped, _ = self._snapped(work, before.document_id, span)
            segment = table.segment_at(work.connection, before.document_id, snapped)
            if segment == before.segment_id:
                return
            coder = self._desk.coder_id(work, before.coder)
            if table.laid(work.connection, segment, before.code_id, coder):
                raise Refusal("The same code lies over exactly that passage already.")
            table.change(work.connection, coding_id, {"segment_id": segment, "edited_at": work.at})
            if not table.of_segment(work.connection, before.segment_id):
                memo_table.move_passage(work.connection, before.segment_id, segment)
            table.remove_bare_segments(work.connection, [before.segment_id])

    @operation("coding.remove")
    def remove(self, coding_ids: Sequence[int]) -> int:
        """Take codings off. Returns how many; memos on them stay beside the segment."""
        with self._desk.act("coding.remove", "Uncode") as work:
            found = table.find(work.connection, coding_ids)
            missing = set(coding_ids) - {coding.id for coding in found}
            if missing:
                numbers = ", ".join(map(str, sorted(missing)))
                raise Refusal(f"There is no coding {numbers}. “coding list” shows the codings with their numbers.")
            names = {code.id: code.name for code in self._codebook.tree()}
            if len(found) == 1:
                work.label = f"Uncode “{names[found[0].code_id]}”"
            elif found:
                work.label = f"Uncode {len(found)} codings"
            table.remove(work.connection, [coding.id for coding in found])
            table.remove_bare_segments(work.connection, sorted({coding.segment_id for coding in found}))
            return len(found)

    # bulk ----------------------------------------------------------------------------------------------------------

    @operation("coding.load")
    def load(self, document_id: int, spans: Sequence[tuple[int, int, int]], coder: str | None = None) -> int:
        """Lay many codes over one document that is not coded yet: (start, end, code id) each. Returns how many.

        For programs that code. Every span is checked and taken as it is; what stands there twice is laid once; all of
        them cost two statements.
        """
        codes = self._codebook.by_id()
        for code_id in {code for _, _, code in spans}:
            self._codable(codes, code_id)
        with self._desk.act("coding.load", f"Code {counted(len(spans), 'passage')}") as work:
            known = document_table.length_and_phase(work.connection, document_id)
            if known is None:
                raise Refusal("This document is not in the study any more.")
            if table.marks(work.connection, document_id):
                raise Refusal("The document is coded already. Use “add” for single passages.")
            length, phase = known
            there = table.spans(work.connection, document_id)
            segment, coding = table.next_ids(work.connection)
            constant = {
                **{"coder_id": self._desk.coder_id(work, coder), "created_at": work.at},
                **{"phase_id": phase, "phase_assumed": int(phase is not None)},
            }
            segments, codings = [], []
            for start, end, code_id in dict.fromkeys(spans):
                span = Span(start, end)
                if end > length:
                    raise Refusal(f"The span {start} to {end} is out of range: the document has {length:,} characters.")
                if span not in there:
                    there[span] = segment
                    row = {"id": segment, "uuid": new_uuid(), "document_id": document_id, "start": start, "end": end}
                    segments.append(row)
                    segment += 1
                codings.append(
                    {"id": coding, "uuid": new_uuid(), "segment_id": there[span], "code_id": code_id, **constant}
                )
                coding += 1
            table.add_many(work.connection, segments, codings)
        return len(codings)
