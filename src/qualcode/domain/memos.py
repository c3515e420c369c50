"""Memos: what researchers write beside the data (M1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MemoType(StrEnum):
    """What a memo is for."""

    ANALYTIC = "analytic"
    METHODOLOGICAL = "methodological"
    REFLEXIVE = "reflexive"
    DEFINITION = "definition"
    MEETING = "meeting"

    @property
    def label(self) -> str:
        """The word that is printed."""
        return "Meeting decision" if self is MemoType.MEETING else self.value.capitalize()


class TargetKind(StrEnum):
    """What a memo stands beside."""

    PROJECT = "project"
    DOCUMENT = "document"
    PARTICIPANT = "participant"
    CODE = "code"
    SEGMENT = "segment"
    CODING = "coding"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a memo is linked to; ``id`` is None for the project itself."""

    kind: TargetKind
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """A typed, dated note with its links."""

    id: int
    uuid: str
    type: MemoType
    title: str
    text: str
    author: str
    created_at: str
    edited_at: str | None
    targets: tuple[Target, ...]
