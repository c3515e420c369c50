"""What a report says, as plain text and tables: the services fill it in, the writer prints it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.exchange.writers.table import HeaderCell, Row, RowKind, TableData

__all__ = [
    "CodebookEntry",
    "Finding",
    "HeaderCell",
    "Measure",
    "MemoText",
    "Quote",
    "QuoteGroup",
    "ReportContent",
    "Row",
    "RowKind",
    "SummaryNumber",
    "TableData",
]


@dataclass(frozen=True, slots=True)
class SummaryNumber:
    """A number of the summary and what it counts, e.g. ``19`` and ``participants``."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote with its speaker, without brackets (``Carer, female, 8``), and where it stands in the data."""

    text: str
    attribution: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The quotes of one participant group."""

    name: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class MemoText:
    """A memo; ``details`` is its type, author and date in one line."""

    title: str
    details: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found under one code.

    ``path`` is the branch that it stands under, ``counts`` one line of figures (“31 segments from 14
    participants”).
    """

    code: str
    path: str = ""
    definition: str = ""
    counts: str = ""
    groups: tuple[QuoteGroup, ...] = ()
    memos: tuple[MemoText, ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """A code as the appendix prints it (T12); ``counts`` e.g. “31 / 14” (segments, participants)."""

    code: str
    depth: int = 0
    origin: str = ""
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    atypical: str = ""
    counts: str = ""
    since: str = ""
    branch: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that the tables use, and how it is counted."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Everything that a report prints. What is empty or None is left out, heading and all.

    Args:
        title: the name of the study.
        subtitle: what the report is about.
        date: the day of the report, year-month-day; it is also the only date inside the file.
        snapshot: the id of the state of the study that was reported.
        filters: what was chosen, in words; empty means the whole study.
        personal_data: a sentence on whether the report holds personal data.
        checks: what the consistency check found, a sentence each.
        exported_by: who made the report; None names nobody, in the text or in the file's properties.
        summary: paragraphs under the numbers.
        by_group, by_phase, by_group_and_phase: the matrices of codes.
        memos: memos that belong to no code.
        language: the language of the text, for the spelling checker.
    """

    title: str
    subtitle: str
    date: str
    snapshot: str
    filters: tuple[str, ...] = ()
    personal_data: str = ""
    checks: tuple[str, ...] = ()
    exported_by: str | None = None
    numbers: tuple[SummaryNumber, ...] = ()
    summary: tuple[str, ...] = ()
    inventory: TableData | None = None
    by_group: TableData | None = None
    by_phase: TableData | None = None
    by_group_and_phase: TableData | None = None
    findings: tuple[Finding, ...] = ()
    memos: tuple[MemoText, ...] = ()
    codebook: tuple[CodebookEntry, ...] = ()
    measures: tuple[Measure, ...] = ()
    language: str = "en-GB"
