"""Word documents: valid, complete, the same every time, and naming nobody (cases 55, 57; T12)."""

from __future__ import annotations

import time
import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.exchange.writers.safety import xml_safe
from qualcode.exchange.writers.table import HeaderCell, Row, RowKind, TableData
from qualcode.exchange.writers.word_document import WordDocument, table_reference
from qualcode.exchange.writers.word_package import Properties
from qualcode.exchange.writers.word_xml import run
from tests.exchange.report import builders
from tests.exchange.writers.schema_order import NS, W, local, package_faults, parts_of, values

PROPERTIES = Properties("Carers of the upper valley", date(2020, 3, 14))


def saved(document: WordDocument) -> bytes:
    """Return the bytes of the file."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def body_of(data: bytes) -> etree._Element:
    """Return the body, parsed."""
    body = etree.fromstring(parts_of(data)["word/document.xml"]).find("w:body", NS)
    assert body is not None
    return body


def text_of(element: etree._Element) -> str:
    """Return the text of an element, line breaks and tabs in it."""
    breaks = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    pieces = (piece for run in element.iterfind(".//w:r", NS) for piece in run)
    return "".join(breaks.get(str(p.tag), p.text or "") for p in pieces if local(p) in ("t", "br", "tab"))


def example() -> WordDocument:
    """Return a document with everything in it."""
    document = WordDocument(PROPERTIES, "Carers · snapshot 7f3a", cover=True)
    document.paragraph("Title", run("Carers & others <of> the “valley”"))
    document.contents("Contents")
    document.heading("Code by group", new_page=True)
    document.paragraph("Normal", run("See "), table_reference(2), run("."))
    document.table(builders.by_group())
    document.heading("Code by group and phase")
    document.table(builders.by_group_and_phase())
    document.turn(landscape=False)
    document.heading("Findings")
    document.heading("Mistakes", level=2)
    document.heading("Carers", level=3)
    document.paragraph("Quotation", run("We stood outside.\n\nWith the coffee."), run(" (Carer)", "Attribution"))
    document.heading("Codebook", lettered=True)
    document.heading("Measures", lettered=True)
    return document


def test_word_finds_nothing_to_repair() -> None:
    assert package_faults(saved(example())) == []


def test_the_check_itself_finds_faults() -> None:
    data = saved(example())
    parts = parts_of(data)
    parts["word/document.xml"] = (
        parts["word/document.xml"]
        .replace(b'<w:pStyle w:val="Quotation"/>', b'<w:jc w:val="left"/><w:pStyle w:val="Quoted"/>')
        .replace(b'w:name="Table_2"', b'w:name="Table_1"')
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    faults = package_faults(stream.getvalue())
    assert "word/document.xml: pPr: jc pStyle" in faults
    assert "style Quoted is not defined" in faults
    assert "a bookmark is used twice" in faults
    assert "nothing is called Table_2" in faults


def test_the_same_document_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = saved(example())
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 90_000)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset() if hasattr(time, "tzset") else None
    assert saved(example()) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        names = archive.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert len(names) == len(set(names))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nobody_is_named_and_nothing_of_the_template_is_left() -> None:
    parts = parts_of(saved(example()))
    assert sorted(parts) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    everything = b"".join(parts.values())
    for leftover in (b"python-docx", b"Macintosh", b"2013", b"rsid", b"Calibri", b"Cambria", b"theme/", b"bestFit"):
        assert leftover not in everything
    about = docx.Document(BytesIO(saved(example()))).core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == (PROPERTIES.title, "", "", "")
    assert about.created == about.modified
    assert str(about.created).startswith("2020-03-14")


def test_the_author_is_named_when_given() -> None:
    document = WordDocument(Properties("Carers", date(2020, 3, 14), author="Marta"), "")
    document.paragraph("Normal", run("x"))
    about = docx.Document(BytesIO(saved(document))).core_properties
    assert (about.author, about.last_modified_by) == ("Marta", "Marta")


def test_no_question_on_opening_no_text_boxes() -> None:
    parts = parts_of(saved(example()))
    assert b"updateFields" not in parts["word/settings.xml"]
    for word in (b"w:dirty", b"txbxContent", b"w:drawing", b"w:pict", b"mc:AlternateContent", b"w:altChunk"):
        assert word not in parts["word/document.xml"]
    assert b'w:name="compatibilityMode"' in parts["word/settings.xml"]
    assert b'w:val="15"' in parts["word/settings.xml"]


def test_the_contents_show_every_heading_before_any_update() -> None:
    body = body_of(saved(example()))
    contents = body.find("w:sdt/w:sdtContent", NS)
    assert contents is not None
    lines = [text_of(p) for p in contents.iterfind("w:p", NS)]
    assert lines == [
        "Contents",
        "1\tCode by group",
        "2\tCode by group and phase",
        "3\tFindings",
        "Mistakes",
        "A\tCodebook",
        "B\tMeasures",
    ]
    assert values(contents, "w:p/w:pPr/w:pStyle") == ["TOCHeading", "TOC1", "TOC1", "TOC1", "TOC2", "TOC1", "TOC1"]
    instruction = contents.find(".//w:instrText", NS)
    assert instruction is not None
    assert instruction.text == ' TOC \\o "1-2" \\h \\z \\u '


def test_headings_are_real_and_numbered() -> None:
    document = docx.Document(BytesIO(saved(example())))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style and "eading" in str(p.style.name)]
    assert headings == [
        ("Heading 1", "Code by group"),
        ("Heading 1", "Code by group and phase"),
        ("Heading 1", "Findings"),
        ("Heading 2", "Mistakes"),
        ("Heading 3", "Carers"),
        ("Heading 1", "Codebook"),
        ("Heading 1", "Measures"),
    ]


def test_captions_are_sequence_fields_above_their_tables() -> None:
    body = body_of(saved(example()))
    captions = [p for p in body.iterfind("w:p", NS) if values(p, "w:pPr/w:pStyle") == ["Caption"]]
    assert [text_of(p) for p in captions] == [
        "Table 1. Coded segments and participants, by group of the speaker",
        "Table 2. Coded segments, by group of the speaker and phase they talk about",
    ]
    for caption in captions:
        instruction = caption.find(".//w:instrText", NS)
        assert instruction is not None
        assert instruction.text == " SEQ Table \\* ARABIC "
        following = caption.getnext()
        assert following is not None
        assert following.tag == f"{{{W}}}tbl"
    styles = etree.fromstring(parts_of(saved(example()))["word/styles.xml"])
    caption_style = styles.find('w:style[@w:styleId="Caption"]/w:pPr/w:keepNext', NS)
    assert caption_style is not None


def test_header_rows_repeat_and_rows_do_not_split() -> None:
    for table in body_of(saved(example())).iterfind("w:tbl", NS):
        rows = table.findall("w:tr", NS)
        repeated = [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows]
        assert repeated == [True, True] + [False] * (len(rows) - 2)
        assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
        assert values(table, "w:tblPr/w:tblCaption")[0]


def test_wide_tables_alone_lie_on_their_side() -> None:
    body = body_of(saved(example()))
    sections = list(body.iterfind(".//w:sectPr", NS))
    assert [values(section, "w:pgSz", "orient")[0] for section in sections] == [
        "portrait",
        "landscape",
        "portrait",
    ]
    assert [section.find("w:titlePg", NS) is not None for section in sections] == [True, False, False]
    assert [values(s, "w:pgSz", "w") + values(s, "w:pgSz", "h") for s in sections[:2]] == [
        ["11906", "16838"],
        ["16838", "11906"],
    ]


def test_the_footer_counts_the_pages() -> None:
    parts = parts_of(saved(example()))
    for name, tab in (("word/footer1.xml", "9072"), ("word/footer2.xml", "14796")):
        root = etree.fromstring(parts[name])
        assert text_of(root) == "Carers · snapshot 7f3a\t1 of 1"
        assert values(root, ".//w:tab[@w:pos]", "pos") == [tab]
        assert [str(e.text).strip() for e in root.iterfind(".//w:instrText", NS)] == ["PAGE", "NUMPAGES"]


def test_text_keeps_its_spaces_and_breaks() -> None:
    document = WordDocument(PROPERTIES, "")
    document.paragraph("Normal", run(" two  spaces \nand\ta tab\n\n<b>&amp;\u00a0"))
    body = body_of(saved(document))
    assert text_of(body) == " two  spaces \nand\ta tab\n<b>&amp;\u00a0"


def test_a_table_with_every_kind_of_row() -> None:
    rows = (
        Row("Deductive", ("", ""), 0, RowKind.BRANCH),
        Row("Mistakes", ("3", "two\nlines"), 1),
        Row("Segments", ("3", ""), 0, RowKind.TOTAL),
        Row("Participants (N)", ("11", ""), 0, RowKind.N),
    )
    header = ((HeaderCell("Code"), HeaderCell("n"), HeaderCell("Why")),)
    document = WordDocument(PROPERTIES, "")
    document.table(TableData("Kinds", header, rows, "A note.", frozenset({1})))
    data = saved(document)
    assert package_faults(data) == []
    table = docx.Document(BytesIO(data)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Code", "n", "Why"],
        ["Deductive", "", ""],
        ["Mistakes", "3", "two\nlines"],
        ["Segments", "3", ""],
        ["Participants (N)", "11", ""],
    ]
    styles = [[str(cell.paragraphs[0].style.style_id) for cell in row.cells] for row in table.rows]
    assert styles == [
        ["TableHead", "TableHeadFigure", "TableHead"],
        ["TableTotal", "TableTotalFigure", "TableText"],
        ["TableText", "TableFigure", "TableText"],
        ["TableTotal", "TableTotalFigure", "TableTotal"],
        ["TableText", "TableFigure", "TableText"],
    ]


def test_a_table_too_wide_for_any_page_goes_on_in_parts() -> None:
    names = [f"Document number {n}" for n in range(40)]
    data = TableData(
        "Code by document",
        ((HeaderCell("Code"), *map(HeaderCell, names)),),
        (Row("Mistakes", tuple(str(n) for n in range(40))),),
        "A note.",
    )
    document = WordDocument(PROPERTIES, "")
    document.table(data)
    document.table(builders.by_phase())
    file = saved(document)
    assert package_faults(file) == []
    read = docx.Document(BytesIO(file))
    captions = [p.text for p in read.paragraphs if p.style and p.style.name == "Caption"]
    parts = len(captions) - 1
    assert parts >= 2
    assert captions[:-1] == [f"Table 1. Code by document (part {n} of {parts})" for n in range(1, parts + 1)]
    assert captions[-1].startswith("Table 2. ")
    assert [p.text for p in read.paragraphs if p.style and p.style.name == "Table note"] == ["A note."]
    figures = [cell.text for table in read.tables[:-1] for cell in table.rows[1].cells[1:]]
    assert figures == [str(n) for n in range(40)]


@settings(max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=6))
def test_any_text_is_written(texts: list[str]) -> None:
    document = WordDocument(Properties(texts[0], date(2020, 3, 14), texts[0], texts[0]), texts[0], texts[0])
    for text in texts:
        document.heading(text)
        document.paragraph("Normal", run(text))
    header = ((HeaderCell(texts[0]), HeaderCell(texts[-1])),)
    document.table(TableData(texts[0], header, tuple(Row(t, (t,)) for t in texts), texts[-1], frozenset({0})))
    document.contents("Contents")
    assert package_faults(saved(document)) == []


@pytest.mark.parametrize("start", range(0, 0x110000, 0x10000))
def test_every_code_point_is_written_or_dropped(start: int) -> None:
    text = "".join(map(chr, range(start, start + 0x10000)))
    document = WordDocument(PROPERTIES, "")
    document.paragraph("Normal", run(text))
    # A carriage return is a line break to every reader of XML.
    assert text_of(body_of(saved(document))) == xml_safe(text).replace("\r", "\n")
