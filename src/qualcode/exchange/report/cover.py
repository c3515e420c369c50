"""The first pages of a report: title, status, contents."""

from __future__ import annotations

from datetime import date

from qualcode.domain.errors import Refusal
from qualcode.exchange.report.content import ReportContent, SummaryNumber
from qualcode.exchange.writers.word_columns import PORTRAIT
from qualcode.exchange.writers.word_document import WordDocument
from qualcode.exchange.writers.word_xml import paragraph, run

_LABELS = 2400  # the width of the labels of the status table, in twips
_KEPT_TOGETHER = 8  # lines of a row of the status table; a longer one may break over pages
_DROP = '<w:spacing w:before="2600"/>'  # the title stands at a third of the page


def day_of(content: ReportContent) -> date:
    """Return the report's date.

    Raises:
        Refusal: when it is not written as year-month-day.
    """
    try:
        return date.fromisoformat(content.date)
    except ValueError:
        raise Refusal(
            f"The report's date “{content.date}” is not a date. Write it as year-month-day: 2020-03-14."
        ) from None


def printed_date(day: date) -> str:
    """Write a date for people, in any locale the same.

    >>> printed_date(date(2020, 3, 4))
    '4 March 2020'
    """
    months = "January February March April May June July August September October November December".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def add_cover(document: WordDocument, content: ReportContent) -> None:
    """Add the title page: title, numbers, status of the data; and the contents on the page after it."""
    document.paragraph("CoverLine", run("Report on coded transcripts"), properties=_DROP)
    document.paragraph("Title", run(content.title))
    if content.subtitle:
        document.paragraph("Subtitle", run(content.subtitle))
    if content.numbers:
        document.paragraph("Spacer", properties='<w:spacing w:before="700"/>')
        document.add(numbers_xml(content.numbers))
    document.paragraph("Spacer", properties='<w:spacing w:before="700"/>')
    document.add(_status_xml(content))
    document.paragraph("Spacer")
    document.contents("Contents")


def numbers_xml(numbers: tuple[SummaryNumber, ...]) -> str:
    """Return a row of large numbers, at most five, each over what it counts."""
    shown = numbers[:5]
    width = PORTRAIT // len(shown)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + paragraph("BigNumber", run(number.value))
        + paragraph("BigNumberLabel", run(number.label))
        + "</w:tc>"
        for number in shown
    )
    grid = f'<w:gridCol w:w="{width}"/>' * len(shown)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="NumbersTable"/>'
        f'<w:tblW w:w="{width * len(shown)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCaption w:val="The study in numbers"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _status_xml(content: ReportContent) -> str:
    count = len(content.checks)
    found = (f"{count} finding{'s' if count > 1 else ''} to look at before this is sent on", *content.checks)
    lines: list[tuple[str, tuple[str, ...]]] = [
        ("Date", (printed_date(day_of(content)),)),
        ("State of the study", (f"Snapshot {content.snapshot}",)),
        ("Exported by", (content.exported_by,) if content.exported_by else ()),
        ("What is reported", content.filters or ("The whole study, nothing left out",)),
        ("Check of the data", found if content.checks else ("Nothing found",)),
        ("Personal data", (content.personal_data,) if content.personal_data else ()),
    ]
    rows = "".join(
        f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if len(texts) <= _KEPT_TOGETHER else ''}"
        f'<w:tc><w:tcPr><w:tcW w:w="{_LABELS}" w:type="dxa"/></w:tcPr>'
        + paragraph("StatusLabel", run(label))
        + "</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{PORTRAIT - _LABELS}" w:type="dxa"/></w:tcPr>'
        + "".join(paragraph("StatusText", run(text, bold=at == 0 and texts is found)) for at, text in enumerate(texts))
        + "</w:tc></w:tr>"
        for label, texts in lines
        if texts
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="StatusTable"/><w:tblW w:w="{PORTRAIT}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCaption w:val="Status of this report"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_LABELS}"/><w:gridCol w:w="{PORTRAIT - _LABELS}"/></w:tblGrid>'
        f"{rows}</w:tbl>"
    )
