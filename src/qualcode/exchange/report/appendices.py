"""The appendices of a report: the codebook, and how each measure is counted."""

from __future__ import annotations

from qualcode.exchange.report.content import (
    CodebookEntry,
    HeaderCell,
    ReportContent,
    Row,
    RowKind,
    TableData,
)
from qualcode.exchange.writers.word_document import WordDocument
from qualcode.exchange.writers.word_xml import run

_COLUMNS = (
    "Origin",
    "Definition",
    "Include",
    "Exclude",
    "Example",
    "Not an example",
    "Segm. / part.",
    "Since",
)


def codebook_table(entries: tuple[CodebookEntry, ...]) -> TableData:
    """Return the codebook as a table (T12); a column that no code fills is left out."""
    lines = [
        (e.origin, e.definition, e.inclusion, e.exclusion, e.example, e.atypical, e.counts, e.since) for e in entries
    ]
    used = [n for n in range(len(_COLUMNS)) if any(line[n] for line in lines)]
    return TableData(
        caption="Codebook",
        header=((HeaderCell("Code"), *(HeaderCell(_COLUMNS[n]) for n in used)),),
        rows=tuple(
            Row(
                entry.code,
                tuple(line[n] for n in used),
                entry.depth,
                RowKind.BRANCH if entry.branch else RowKind.BODY,
            )
            for entry, line in zip(entries, lines, strict=True)
        ),
        text_columns=frozenset(at for at, n in enumerate(used) if _COLUMNS[n] not in ("Segm. / part.", "Since")),
    )


def add_codebook(document: WordDocument, content: ReportContent) -> None:
    """Add the codebook, on pages that lie on their side."""
    if not content.codebook:
        return
    document.turn(landscape=True)
    document.heading("Codebook", lettered=True)
    document.table(codebook_table(content.codebook))
    document.turn(landscape=False)


def add_measures(document: WordDocument, content: ReportContent) -> None:
    """Add the definitions of the measures that the tables use."""
    if not content.measures:
        return
    document.heading("Definitions of the measures", lettered=True, new_page=True)
    for measure in content.measures:
        document.paragraph("Normal", run(f"{measure.name}. ", bold=True), run(measure.definition))
