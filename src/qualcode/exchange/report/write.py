"""Write a report, or one table, as a Word file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from qualcode.domain.errors import shorten
from qualcode.domain.progress import SILENT, Progress
from qualcode.exchange.report.appendices import add_codebook, add_measures
from qualcode.exchange.report.content import ReportContent, TableData
from qualcode.exchange.report.cover import add_cover, day_of
from qualcode.exchange.report.sections import add_findings, add_memos, add_summary, add_tables
from qualcode.exchange.writers.atomic import write_atomically
from qualcode.exchange.writers.word_document import WordDocument
from qualcode.exchange.writers.word_package import Properties

_SECTIONS: tuple[tuple[str, Callable[[WordDocument, ReportContent], None]], ...] = (
    ("Cover", add_cover),
    ("Summary", add_summary),
    ("Tables", add_tables),
    ("Findings", add_findings),
    ("Memos", add_memos),
    ("Codebook", add_codebook),
    ("Measures", add_measures),
)


def write_report(content: ReportContent, path: Path, progress: Progress = SILENT) -> None:
    """Write ``content`` to ``path`` as a Word document; the same content gives the same bytes.

    Raises:
        Refusal: when the report's date is none.
        EnvironmentFault: when the file cannot be written; an older file is then as it was.
        Cancelled: when the user has asked to stop; likewise.
    """
    footer = f"{shorten(content.title, 60)} · {content.date} · snapshot {shorten(content.snapshot, 40)}"
    properties = Properties(content.title, day_of(content), content.exported_by or "", content.subtitle)
    document = WordDocument(properties, footer, content.language, cover=True)
    steps = len(_SECTIONS) + 1
    for number, (label, add) in enumerate(_SECTIONS):
        progress.report(number, steps, label)
        add(document, content)
    progress.report(len(_SECTIONS), steps, "Writing the file")
    write_atomically(path, document.save)
    progress.report(steps, steps, "Written")


def write_table_docx(path: Path, data: TableData, day: date, language: str = "en-GB") -> None:
    """Write one table, with its caption and note, as a Word document of its own; ``day`` is its date.

    Raises:
        EnvironmentFault: when the file cannot be written; an older file is then as it was.
    """
    document = WordDocument(Properties(data.caption, day), shorten(data.caption, 80), language)
    document.table(data)
    write_atomically(path, document.save)
