"""The report in Word: complete, in order, valid, the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.domain.errors import Cancelled, Refusal
from qualcode.exchange.report.appendices import codebook_table
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
from qualcode.exchange.report.cover import printed_date
from qualcode.exchange.report.write import write_report, write_table_docx
from tests.exchange.report import builders
from tests.exchange.writers.failing import check_every_failure
from tests.exchange.writers.schema_order import NS, package_faults, parts_of, values


def written(folder: Path, content: ReportContent) -> bytes:
    """Return the bytes of the report."""
    path = folder / "report.docx"
    write_report(content, path)
    return path.read_bytes()


def styled(data: bytes, *styles: str) -> list[str]:
    """Return the text of each paragraph of the body in one of the styles, in order."""
    return [p.text for p in docx.Document(BytesIO(data)).paragraphs if p.style and p.style.name in styles]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a report with everything in it."""
    return written(tmp_path_factory.mktemp("report"), builders.report())


def test_word_finds_nothing_to_repair(full: bytes) -> None:
    assert package_faults(full) == []


def test_the_sections_stand_in_order(full: bytes) -> None:
    assert styled(full, "Heading 1") == [
        "Summary",
        "Data inventory",
        "Code by group",
        "Code by phase",
        "Code by group and phase",
        "Findings by code",
        "Memos",
        "Codebook",
        "Definitions of the measures",
    ]
    assert styled(full, "Heading 2") == [name for name, _ in builders.CODES]
    assert styled(full, "Caption") == [
        "Table 1. Data inventory",
        "Table 2. Coded segments and participants, by group of the speaker",
        "Table 3. Coded segments, by the phase they talk about",
        "Table 4. Coded segments, by group of the speaker and phase they talk about",
        "Table 5. Codebook",
    ]


def test_the_cover_says_what_the_reader_must_know(full: bytes) -> None:
    document = docx.Document(BytesIO(full))
    assert styled(full, "Title", "Subtitle") == [builders.report().title, builders.report().subtitle]
    numbers, status = document.tables[:2]
    assert [cell.text for cell in numbers.rows[0].cells] == [
        "10\ndocuments",
        "19\nparticipants",
        "394\ncoded segments",
        "14\ncodes",
    ]
    said = {row.cells[0].text: row.cells[1].text for row in status.rows}
    assert said == {
        "Date": "14 March 2020",
        "State of the study": "Snapshot 7f3a-2020-03-14",
        "Exported by": "Marta",
        "What is reported": "\n".join(builders.report().filters),
        "Check of the data": "2 findings to look at before this is sent on\n" + "\n".join(builders.report().checks),
        "Personal data": builders.report().personal_data,
    }


def test_quotes_stand_under_their_group_with_speaker_and_source(full: bytes) -> None:
    paragraphs = docx.Document(BytesIO(full)).paragraphs
    found: list[tuple[str, str, str]] = []
    code = group = ""
    for paragraph in paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if style == "Heading 2":
            code = paragraph.text
        elif style == "Heading 3":
            group = paragraph.text
        elif style == "Quotation":
            found.append((code, group, paragraph.text))
    expected = [
        (finding.code, group.name, f"{quote.text} ({quote.attribution})\n{quote.source}")
        for finding in builders.findings()
        for group in finding.groups
        for quote in group.quotes
    ]
    assert len(expected) >= 60
    assert found == expected


def test_attribution_and_source_have_their_styles(full: bytes) -> None:
    quote = next(p for p in docx.Document(BytesIO(full)).paragraphs if p.style and p.style.name == "Quotation")
    assert [(run.text, run.style.name) for run in quote.runs if run.text.strip()] == [
        (quote.runs[0].text, "Default Paragraph Font"),
        ("(Carer, female, 8)", "Attribution"),
        ("Workshop 2, ¶ 11 · Mid-pilot workshop · Before", "Quote source"),
    ]


def test_each_table_is_referred_to(full: bytes) -> None:
    root = etree.fromstring(parts_of(full)["word/document.xml"])
    instructions = [str(e.text).split() for e in root.iterfind(".//w:instrText", NS)]
    referred = [words[1] for words in instructions if words[0] == "REF"]
    assert referred == ["Table_1", "Table_2", "Table_3", "Table_4"]
    assert styled(full, "Normal")[2].startswith("Table 1 shows")


def test_only_the_wide_tables_lie_on_their_side(full: bytes) -> None:
    root = etree.fromstring(parts_of(full)["word/document.xml"])
    orientations = values(root, ".//w:sectPr/w:pgSz", "orient")
    assert orientations == ["portrait", "landscape", "portrait", "landscape", "portrait"]


def _keeps(paragraph: Paragraph) -> bool:
    own = paragraph.paragraph_format.keep_with_next
    return bool(own if own is not None else paragraph.style and paragraph.style.paragraph_format.keep_with_next)


def test_no_heading_and_no_caption_is_left_alone(full: bytes) -> None:
    """Whatever announces something stays with it: chains of kept paragraphs end in text, a quote or a table."""
    paragraphs = docx.Document(BytesIO(full)).paragraphs
    kept = ("Heading 1", "Heading 2", "Heading 3", "Caption", "Code facts", "Memo title")
    styles = {p.style.name: _keeps(p) for p in paragraphs if p.style and p.style.name in kept}
    assert styles == dict.fromkeys(kept, True)
    for before, after in pairwise(paragraphs):
        if after.style and after.style.name == "Heading 3":
            is_definition = before.text in builders.DEFINITIONS
            assert _keeps(before) == is_definition


def test_a_small_table_stays_on_one_page_a_long_one_keeps_its_ends(tmp_path: Path) -> None:
    by_phase = builders.by_phase()
    long = replace(by_phase, rows=by_phase.rows[:-1] * 10 + by_phase.rows[-1:], note="A note.")
    kept: list[list[bool]] = []
    for data in (by_phase, long):
        write_table_docx(tmp_path / "t.docx", data, date(2020, 3, 14))
        table = docx.Document(str(tmp_path / "t.docx")).tables[0]
        kept.append([bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows])
    assert kept[0] == [True] * 15 + [False]
    assert kept[1][:3] == [True, True, True]
    assert not any(kept[1][3:-3])
    assert kept[1][-3:] == [True, True, True]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, full: bytes) -> None:
    assert written(tmp_path, builders.report()) == full


def test_nobody_is_named_in_the_file_unless_asked_for(tmp_path: Path) -> None:
    data = written(tmp_path, replace(builders.report(), exported_by=None))
    about = docx.Document(BytesIO(data)).core_properties
    assert (about.author, about.last_modified_by) == ("", "")
    assert (about.title, about.subject) == (builders.report().title, builders.report().subtitle)
    status = docx.Document(BytesIO(data)).tables[1]
    assert "Exported by" not in [row.cells[0].text for row in status.rows]


def test_the_least_report(tmp_path: Path) -> None:
    data = written(tmp_path, ReportContent("Study", "", "2020-03-14", "1"))
    assert package_faults(data) == []
    assert styled(data, "Heading 1", "Heading 2", "Caption") == []
    status = docx.Document(BytesIO(data)).tables[0]
    assert [[cell.text for cell in row.cells] for row in status.rows] == [
        ["Date", "14 March 2020"],
        ["State of the study", "Snapshot 1"],
        ["What is reported", "The whole study, nothing left out"],
        ["Check of the data", "Nothing found"],
    ]


def test_a_code_without_quotes_has_no_empty_headings(tmp_path: Path) -> None:
    finding = Finding("Blaming", groups=(QuoteGroup("Carers", ()),))
    data = written(tmp_path, replace(ReportContent("S", "", "2020-03-14", "1"), findings=(finding,)))
    assert styled(data, "Heading 2", "Heading 3", "Quotation") == ["Blaming"]


def test_tables_are_numbered_by_what_is_printed(tmp_path: Path) -> None:
    content = replace(builders.report(), inventory=None, by_phase=None)
    data = written(tmp_path, content)
    assert package_faults(data) == []
    assert [caption.split(".")[0] for caption in styled(data, "Caption")] == ["Table 1", "Table 2", "Table 3"]
    assert "Table 2 crosses" in " ".join(styled(data, "Normal"))


def test_the_codebook_leaves_out_what_no_code_has() -> None:
    table = codebook_table((CodebookEntry("Deductive", branch=True), CodebookEntry("Mistakes", 1, counts="3 / 2")))
    assert [cell.text for cell in table.header[0]] == ["Code", "Segm. / part."]
    assert [(row.label, row.cells, row.depth, row.kind) for row in table.rows] == [
        ("Deductive", ("",), 0, "branch"),
        ("Mistakes", ("3 / 2",), 1, "body"),
    ]
    whole = codebook_table(builders.codebook())
    assert len(whole.header[0]) == 9
    assert whole.text_columns == {0, 1, 2, 3, 4, 5}


def test_what_is_no_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"“14\.3\.2020” is not a date.*year-month-day"):
        write_report(replace(builders.report(), date="14.3.2020"), tmp_path / "report.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("day", "words"), [(date(2020, 1, 1), "1 January 2020"), (date(1999, 12, 31), "31 December 1999")]
)
def test_dates_are_printed_in_words(day: date, words: str) -> None:
    assert printed_date(day) == words


def test_progress_is_told_and_stopping_leaves_the_old_file(tmp_path: Path) -> None:
    class Watched:
        def __init__(self, stop: int) -> None:
            self.told: list[tuple[int, int]] = []
            self.stop = stop

        def report(self, done: int, total: int, label: str = "") -> None:
            assert label
            self.told.append((done, total))
            if len(self.told) == self.stop:
                raise Cancelled

    path = tmp_path / "report.docx"
    watched = Watched(0)
    write_report(builders.report(), path, watched)
    steps = watched.told[-1][1]
    assert watched.told == [(n, steps) for n in range(steps + 1)]
    for stop in range(1, steps + 1):  # the last step has nothing left to stop
        path.write_bytes(b"old")
        with pytest.raises(Cancelled):
            write_report(builders.report(), path, Watched(stop))
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]


def test_each_step_may_fail(tmp_path: Path) -> None:
    content = ReportContent("Study", "", "2020-03-14", "1", numbers=(SummaryNumber("3", "codes"),))
    assert check_every_failure(tmp_path, "report.docx", lambda path: write_report(content, path)) >= 10


def test_a_matrix_alone(tmp_path: Path) -> None:
    path = tmp_path / "matrix.docx"
    write_table_docx(path, builders.by_group_and_phase(), date(2020, 3, 14))
    data = path.read_bytes()
    assert package_faults(data) == []
    write_table_docx(path, builders.by_group_and_phase(), date(2020, 3, 14))
    assert path.read_bytes() == data
    document = docx.Document(str(path))
    assert [section.orientation for section in document.sections] == [1]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert len(cells) == 17
    assert cells[1][0] == "Code"
    assert cells[-1][0] == "Segments"
    assert sum(int(n) for n in cells[-1][1:-1]) == int(cells[-1][-1])


TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT, min_size=4, max_size=4))
def test_any_text_is_printed(tmp_path: Path, texts: list[str]) -> None:
    a, b, c, d = texts
    content = ReportContent(
        a, b, "2020-03-14", c, (a, d), b, (c,), d, (SummaryNumber(a, b),), (c, d),
        findings=(Finding(a, b, c, d, (QuoteGroup(a, (Quote(b, c, d), Quote(d, a))),), (MemoText(b, c, d),)),),
        memos=(MemoText(a, b, c),), codebook=(CodebookEntry(a, 2, b, c, d, a, b, c, d),), measures=(Measure(a, b),),
        language=d,
    )  # fmt: skip
    assert package_faults(written(tmp_path, content)) == []


def test_markup_in_a_quote_is_text(tmp_path: Path) -> None:
    text = '<w:p/></w:t>&amp;"]]><!-- '
    quote = Quote(text, "Carer & <b>", text)
    content = replace(
        ReportContent("S", "", "2020-03-14", "1"), findings=(Finding("C", groups=(QuoteGroup("G", (quote,)),)),)
    )
    assert styled(written(tmp_path, content), "Quotation") == [f"{text} (Carer & <b>)\n{text}"]


def test_the_report_holds_no_path_of_this_machine(tmp_path: Path) -> None:
    parts = parts_of(written(tmp_path, builders.report()))
    for content in parts.values():
        assert not re.search(rb"/(tmp|home|root|Users)/|[A-Z]:\\", content)
