"""Coded segments and their codings (K1 to K3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class CodingDetails:
    """What is noted on a coding besides its code; each value is the key of a choice, or None when not noted."""

    phase: str | None = None
    outcome: str | None = None
    valence: str | None = None
    locus: str | None = None
    weight: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """One code laid by one coder over one segment.

    ``start`` and ``end`` are those of the segment. ``phase_assumed`` marks a phase taken from the document until
    somebody
    confirms it (D5).
    """

    id: int
    uuid: str
    segment_id: int
    document_id: int
    start: int
    end: int
    code_id: int
    coder: str
    created_at: str
    details: CodingDetails
    phase_assumed: bool = False
    edited_at: str | None = None


class Mark(NamedTuple):
    """What the margin shows of a coding. A named tuple, because thousands are made while a document opens."""

    id: int
    segment_id: int
    start: int
    end: int
    code_id: int
    coder_id: int


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """One line of an outcome's history: what it became, when, by whom and why (K3)."""

    coding_id: int
    outcome: str | None
    coder: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A coding with all that a list, an export or a report shows of it.

    ``quote`` is the verbatim text; ``speakers`` are the participant ids touched, moderators left out; ``attribution``
    names
    them as printed; ``paragraph`` counts from 1.
    """

    coding: Coding
    document: str
    code: str
    quote: str
    paragraph: int
    speakers: tuple[int, ...]
    attribution: str
    groups: tuple[str, ...]
    wave: str | None
    memos: int = 0

    @property
    def multi_speaker(self) -> bool:
        """Whether more than one participant speaks in the segment (D4)."""
        return len(self.speakers) > 1
