"""What the inspector shows of one coding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding, OutcomeChange
from qualcode.domain.memos import TargetKind
from qualcode.domain.text import paragraph_number, paragraph_starts
from qualcode.gui.panels.opened import Opened, is_ring
from qualcode.gui.panels.people import Voice, speakers

if TYPE_CHECKING:
    from qualcode.services.project import Project


@dataclass(frozen=True, slots=True)
class LaidCode:
    """One code on the segment, as a chip shows it."""

    coding_id: int
    name: str
    colour: int
    ring: bool


@dataclass(frozen=True, slots=True)
class Inspected:
    """A coding with its segment; ``laid`` are all codings on the same segment, the inspected one among them."""

    coding: Coding
    code: Code
    laid: tuple[LaidCode, ...]
    document: str
    quote: str
    paragraph: int
    voices: tuple[Voice, ...]
    memos: int
    history: tuple[OutcomeChange, ...]


def inspect(
    project: Project, coding: Coding, opened: Opened, codes: Mapping[int, Code], people: Mapping[int, Voice]
) -> Inspected | None:
    """Gather what is known of a coding of an open document; None while its code is not known."""
    code = codes.get(coding.code_id)
    if code is None:
        return None
    marked = project.memos.marked
    memos = marked(TargetKind.SEGMENT, [coding.segment_id]).get(coding.segment_id, 0)
    memos += marked(TargetKind.CODING, [coding.id]).get(coding.id, 0)
    # Only what stands before the passage is needed to number its paragraph.
    before = opened.text[: coding.end]
    same = (c for c in opened.codings.values() if c.segment_id == coding.segment_id and c.id > 0)
    return Inspected(
        coding=coding,
        code=code,
        laid=tuple(_laid(same, codes)),
        document=opened.document.name,
        quote=opened.text[coding.start : coding.end],
        paragraph=paragraph_number(paragraph_starts(before), coding.start),
        voices=speakers(opened.floors, coding.start, coding.end, people),
        memos=memos,
        history=tuple(project.coding.outcome_history(coding.id)),
    )


def _laid(codings: Iterable[Coding], codes: Mapping[int, Code]) -> Iterable[LaidCode]:
    for coding in sorted(codings, key=lambda each: each.id):
        code = codes.get(coding.code_id)
        if code is not None:
            yield LaidCode(coding.id, code.name, code.colour, is_ring(code))
