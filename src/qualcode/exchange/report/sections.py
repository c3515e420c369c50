"""The sections of a report, from the summary to the memos."""

from __future__ import annotations

from qualcode.exchange.report.content import Finding, MemoText, Quote, ReportContent
from qualcode.exchange.writers.word_columns import needs_landscape
from qualcode.exchange.writers.word_document import WordDocument, table_reference
from qualcode.exchange.writers.word_xml import LINE_BREAK, run


def add_summary(document: WordDocument, content: ReportContent) -> None:
    """Add the summary: what the study holds, and each finding in one line."""
    if not (content.summary or content.findings):
        return
    document.heading("Summary", new_page=True)
    for text in content.summary:
        document.paragraph("Normal", run(text))
    for finding in content.findings:
        runs = [run(finding.code, bold=True)]
        if finding.counts:
            runs.append(run(f"  {finding.counts}", "Figures"))
        document.paragraph("ListBullet", *runs)


def add_tables(document: WordDocument, content: ReportContent) -> None:
    """Add the data inventory and the matrices, each under its heading; wide ones lie on their side."""
    number = 0
    for heading, data, sentence in (
        ("Data inventory", content.inventory, "{} shows who took part, in what, and for how long."),
        ("Code by group", content.by_group, "{} counts the coded segments by the group of the speaker."),
        ("Code by phase", content.by_phase, "{} counts them by the time that a passage talks about."),
        (
            "Code by group and phase",
            content.by_group_and_phase,
            "{} crosses the two: who speaks, and about which time.",
        ),
    ):
        if data is None:
            continue
        number += 1
        document.turn(landscape=needs_landscape(data))
        document.heading(heading)
        before, after = sentence.split("{}")
        document.paragraph("Normal", run(before), table_reference(number), run(after), properties="<w:keepNext/>")
        document.table(data)
    document.turn(landscape=False)


def add_findings(document: WordDocument, content: ReportContent) -> None:
    """Add each code with its definition, counts, quotes by group and memos."""
    if not content.findings:
        return
    document.heading("Findings by code", new_page=True)
    for finding in content.findings:
        _add_finding(document, finding)


def _add_finding(document: WordDocument, finding: Finding) -> None:
    document.heading(finding.code, level=2)
    about = " · ".join(part for part in (finding.path, finding.counts) if part)
    if about:
        document.paragraph("CodeFacts", run(about))
    if finding.definition:
        follows = "<w:keepNext/>" if finding.memos or any(g.quotes for g in finding.groups) else ""
        document.paragraph("Normal", run(finding.definition), properties=follows)
    for group in finding.groups:
        if group.quotes:
            document.heading(group.name, level=3)
        for quote in group.quotes:
            _add_quote(document, quote)
    for memo in finding.memos:
        _add_memo(document, memo)


def _add_quote(document: WordDocument, quote: Quote) -> None:
    runs = [run(quote.text)]
    if quote.attribution:
        runs += [run(" "), run(f"({quote.attribution})", "Attribution")]
    if quote.source:
        # In the same paragraph: of a chain of paragraphs to be kept together, LibreOffice loses the heading.
        runs += [LINE_BREAK, run(quote.source, "QuoteSource")]
    document.paragraph("Quotation", *runs)


def add_memos(document: WordDocument, content: ReportContent) -> None:
    """Add the memos that belong to no code."""
    if not content.memos:
        return
    document.heading("Memos")
    for memo in content.memos:
        _add_memo(document, memo)


def _add_memo(document: WordDocument, memo: MemoText) -> None:
    details = f"  {memo.details}" if memo.title and memo.details else memo.details
    document.paragraph("MemoTitle", run(memo.title, bold=True), run(details, "MemoDetails"))
    document.paragraph("MemoText", run(memo.text))
