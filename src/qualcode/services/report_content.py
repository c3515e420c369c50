"""What a report says of a study: the numbers computed, the quotes chosen, nothing typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.matrix import MEASURES, Matrix
from qualcode.domain.codebook import Code, path_of
from qualcode.domain.coding import Retrieved
from qualcode.domain.documents import Document, Kind
from qualcode.domain.errors import Refusal
from qualcode.domain.memos import Memo, MemoType, TargetKind
from qualcode.domain.wording import counted
from qualcode.exchange.report.content import (
    CodebookEntry,
    Finding,
    Measure,
    MemoText,
    Quote,
    QuoteGroup,
    ReportContent,
    SummaryNumber,
)
from qualcode.services.consistency import findings as consistency_findings
from qualcode.services.inventory import inventory_table
from qualcode.services.matrix_tables import as_table, code_by_group
from qualcode.services.retrieval import Query

if TYPE_CHECKING:
    from qualcode.services.project import Project

_LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """What the team lead chooses.

    ``quotes`` is how many stand at most under each code and group. ``memos`` prints them; ``include_reflexive``
    counts the
    reflexive accounts (M2).
    """

    memos: bool = False
    include_reflexive: bool = False
    quotes: int = 3


def gather(project: Project, choices: ReportChoices) -> ReportContent:
    """Put a report together; the same study and choices give the same content.

    Raises:
        Refusal: the number of quotes is negative.
    """
    if choices.quotes < 0:
        raise Refusal("The number of quotes is 0 or more.")
    by_group = _matrix(project, choices, ("group",))
    people = _matrix(project, choices, ("group",), "participants")
    populations = {group.name: group.population for group in project.participants.groups()}
    facts = project.facts
    documents = project.documents.all()
    memos = _memos(project) if choices.memos else {}
    findings = _findings(project, choices, memos)
    state = project.history.state()
    return ReportContent(
        title=facts.title,
        subtitle="Codes by participant group and project phase, with quotes",
        date=state.day,
        snapshot=state.snapshot,
        filters=_filters(choices),
        personal_data="Contains quotes from interviews: treat as confidential until a person has read it for names.",
        checks=tuple(consistency_findings(project)),
        numbers=_numbers(project, documents, choices, by_group),
        summary=_summary(project, by_group),
        inventory=inventory_table(project, include_reflexive=choices.include_reflexive),
        by_group=code_by_group(by_group, people, populations),
        by_phase=as_table(
            _matrix(project, choices, ("phase",)), "Coded segments by the phase that the passage speaks of"
        ),
        by_group_and_phase=as_table(
            _matrix(project, choices, ("group", "phase")), "Coded segments by participant group and phase"
        ),
        findings=findings,
        memos=tuple(_memo_text(memo) for memo in memos.get(None, ())),
        codebook=_codebook(project, by_group),
        measures=_MEASURES,
    )


def _matrix(project: Project, choices: ReportChoices, columns: Sequence[str], measure: str = "segments") -> Matrix:
    return project.matrices.compute("code", columns, measure, include_reflexive=choices.include_reflexive)


def _filters(choices: ReportChoices) -> tuple[str, ...]:
    reflexive = "counted" if choices.include_reflexive else "left out of the counts"
    return (
        "All documents, groups, waves, codes and coders.",
        f"Reflexive accounts are {reflexive}; turns of moderators never count.",
        "A code counts what is coded with its sub-codes, too.",
    )


def _numbers(
    project: Project, documents: Sequence[Document], choices: ReportChoices, by_group: Matrix
) -> tuple[SummaryNumber, ...]:
    """Return the numbers of the cover, counted as the tables count: the same filters, moderators left out."""
    info = project.info()
    counted = [d for d in documents if choices.include_reflexive or d.attributes.kind is not Kind.REFLEXIVE]
    return (
        _number(len(counted), "document"),
        _number(by_group.n_overall, "participant"),
        _number(info.codes, "code"),
        _number(int(by_group.grand_total), "coded segment"),
        _number(len(info.coders), "coder"),
    )


def _number(value: int, noun: str) -> SummaryNumber:
    number, words = counted(value, noun).split(" ", 1)
    return SummaryNumber(number, words)


def _summary(project: Project, matrix: Matrix) -> tuple[str, ...]:
    totals = {
        row.key: (row.label, int(total))
        for row, total in zip(matrix.rows, matrix.row_totals.tolist(), strict=True)
        if row.codable
    }
    if not any(total for _, total in totals.values()):
        return ("Nothing is coded yet, so there is nothing to count.",)
    deductive = {code.id for code in project.codebook.all() if code.origin.value == "deductive" and code.codable}
    found = [totals[key] for key in totals if key in deductive and totals[key][1]]
    missing = [totals[key][0] for key in totals if key in deductive and not totals[key][1]]
    most = sorted(totals.values(), key=lambda each: -each[1])[:3]
    named = ", ".join(f"{label} ({total})" for label, total in most if total)
    sentences = [f"Coded most often: {named}."]
    if deductive:
        line = (
            f"Of {counted(len(deductive), 'deductive code')}, {len(found)} {'was' if len(found) == 1 else 'were'} found"
        )
        sentences.append(line + (f"; not found: {', '.join(missing)}." if missing else "."))
    return tuple(sentences)


def _findings(project: Project, choices: ReportChoices, memos: dict[int | None, list[Memo]]) -> tuple[Finding, ...]:
    codes = project.codebook.by_id()
    order = [group.name for group in project.participants.groups()]
    hits: dict[int, list[Retrieved]] = {}
    for hit in project.retrieval.segments(Query()):
        hits.setdefault(hit.coding.code_id, []).append(hit)
    reflexive = {d.name for d in project.documents.all() if d.attributes.kind is Kind.REFLEXIVE}
    segments = _matrix(project, choices, ("group",))
    people = _matrix(project, choices, ("group",), "participants")
    counts = {
        row.key: (int(n), int(who))
        for row, n, who in zip(segments.rows, segments.row_totals.tolist(), people.row_totals.tolist(), strict=True)
    }
    first_speakers = FirstSpeakers(project)
    found = []
    for code in codes.values():
        n, who = counts.get(code.id, (0, 0))
        if not code.codable or (not n and code.id not in memos):
            continue
        usable = [
            hit
            for hit in hits.get(code.id, ())
            if hit.speakers and (choices.include_reflexive or hit.document not in reflexive)
        ]
        found.append(
            Finding(
                code=code.name,
                path=path_of(codes, code.parent_id) if code.parent_id else "",
                definition=code.definition,
                counts=f"{counted(n, 'segment')} from {counted(who, 'participant')}",
                groups=tuple(_groups(usable, order, choices.quotes, first_speakers)),
                memos=tuple(_memo_text(memo) for memo in memos.get(code.id, ())),
            )
        )
    return tuple(found)


def _groups(
    hits: Sequence[Retrieved], order: Sequence[str], most: int, first_speakers: FirstSpeakers
) -> list[QuoteGroup]:
    by_group: dict[str, list[Retrieved]] = {}
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        for group in hit.groups:
            if (group, hit.coding.segment_id) not in seen:
                seen.add((group, hit.coding.segment_id))
                by_group.setdefault(group, []).append(hit)
    return [
        QuoteGroup(group, tuple(_quote(hit, first_speakers) for hit in chosen))
        for group in order
        if (chosen := choose_quotes(by_group.get(group, ()), most))
    ]


def choose_quotes(hits: Sequence[Retrieved], most: int) -> list[Retrieved]:
    """Choose quotes so that as many different people as possible are heard, in the order of the documents.

    Long passages and those of several speakers come last; among equals the earlier one wins, so that the same study
    gives the same quotes.
    """
    heard: dict[tuple[int, ...], int] = {}
    ranked = []
    for place, hit in enumerate(hits):
        turn = heard.get(hit.speakers, 0)
        heard[hit.speakers] = turn + 1
        ranked.append((len(hit.quote.split()) > _LONGEST_QUOTE, hit.multi_speaker, turn, place))
    chosen = sorted(place for *_, place in sorted(ranked)[:most])
    return [hits[place] for place in chosen]


def _quote(hit: Retrieved, first_speakers: FirstSpeakers) -> Quote:
    label = first_speakers.of(hit) if hit.multi_speaker else ""
    return Quote(label + hit.quote.strip(), hit.attribution, f"{hit.document}, ¶ {hit.paragraph}")


class FirstSpeakers:
    """Says who begins a quote in which several speak: the others are named in it, the first is not."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._turns: dict[int, list[tuple[int, int, str]]] = {}

    def of(self, hit: Retrieved) -> str:
        """Return the label to be put before the quote, e.g. ``C8: ``; nothing where the quote begins with it."""
        document, start = hit.coding.document_id, hit.coding.start
        if document not in self._turns:
            found = self._project.documents.transcript(document)
            self._turns[document] = [(t.said, t.end, found.speakers[t.speaker_id].label) for t in found.turns]
        return next((f"{label}: " for said, end, label in self._turns[document] if said <= start < end), "")


def _memos(project: Project) -> dict[int | None, list[Memo]]:
    """Return memos by the code that they stand beside; None collects those beside something else."""
    sorted_in: dict[int | None, list[Memo]] = {}
    for memo in project.memos.all():
        codes = [target.id for target in memo.targets if target.kind is TargetKind.CODE]
        for code in codes or [None]:
            sorted_in.setdefault(code, []).append(memo)
    return sorted_in


def _memo_text(memo: Memo) -> MemoText:
    return MemoText(memo.title, f"{MemoType(memo.type).label}, {memo.author}, {memo.created_at[:10]}", memo.text)


def _codebook(project: Project, segments: Matrix) -> tuple[CodebookEntry, ...]:
    people = project.matrices.compute("code", ("group",), "participants", include_reflexive=segments.include_reflexive)
    counts = {
        row.key: f"{int(n)} / {int(who)}"
        for row, n, who in zip(segments.rows, segments.row_totals.tolist(), people.row_totals.tolist(), strict=True)
    }
    from qualcode.domain.codebook import in_tree_order

    return tuple(
        CodebookEntry(
            code=code.name,
            depth=depth,
            origin=_origin(code),
            definition=code.definition,
            inclusion=code.inclusion,
            exclusion=code.exclusion,
            example=code.example,
            atypical=code.atypical,
            counts=counts.get(code.id, "0 / 0"),
            since=code.created_at[:10],
            branch=not code.codable,
        )
        for code, depth in in_tree_order(project.codebook.all())
    )


def _origin(code: Code) -> str:
    return ", ".join(part for part in (code.origin.value, code.provenance) if part)


_MEASURES = (
    Measure("Segment", "A stretch of a document that carries the code. Laid twice by two coders, it counts once."),
    Measure(
        MEASURES["segments"],
        "Different segments. One in which two groups speak counts once in each column and once in the total.",
    ),
    Measure(MEASURES["participants"], "Different people who speak in the segments; moderators are left out."),
    Measure("Phase", "The time that the passage speaks of, not the time when it was collected (that is the wave)."),
    Measure(
        "N",
        "Participants behind a column: for groups all who speak; for phases those with at least one counted segment.",
    ),
)
