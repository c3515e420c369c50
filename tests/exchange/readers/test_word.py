"""What of a Word document becomes text, where it stands, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.documents import Reading
from qualcode.domain.errors import Refusal
from qualcode.exchange.readers import read_transcript
from qualcode.exchange.readers.word import read_word
from tests.exchange.word_files import (
    STRICT,
    document,
    notes,
    paragraph,
    run,
    table,
    write_package,
    write_word,
)

BOLD = "<w:b/>"


def read(folder: Path, *body: str, parts: dict[str, str] | None = None) -> Reading:
    """Write a Word document and read it."""
    return read_word(write_word(folder / "a.docx", *body, parts=parts))


def bold_text(reading: Reading) -> list[str]:
    """Return the stretches of bold text."""
    return [reading.text[span.start : span.end] for span in reading.bold]


def test_paragraphs_are_lines_and_empty_ones_stay(tmp_path: Path) -> None:
    reading = read(tmp_path, paragraph("I: So?"), paragraph(), paragraph("C1: Per", "ché", " no 🙂"))
    assert reading.text == "I: So?\n\nC1: Perché no 🙂"
    assert reading.format == "docx"
    assert reading.notes == ()


def test_characters_that_have_elements_of_their_own(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>"),
        paragraph("<w:r><w:t>home</w:t><w:noBreakHyphen/><w:t>care</w:t><w:softHyphen/><w:t>r</w:t></w:r>"),
        paragraph('<w:r><w:br w:type="page"/></w:r>', "next"),
        paragraph("<w:r><w:ptab/></w:r>", "end"),
    )
    assert reading.text == "a\tb\nc\nd\nhome\u2011care\u00adr\n\nnext\n\tend"


def test_tab_stops_are_no_tabs(tmp_path: Path) -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert read(tmp_path, paragraph("a", properties=stops)).text == "a"


def test_line_breaks_inside_the_xml_are_blanks(tmp_path: Path) -> None:
    assert read(tmp_path, paragraph(run("one\ntwo&#13;three"))).text == "one two three"


def test_white_space_without_preserve_never_glues_words(tmp_path: Path) -> None:
    assert read(tmp_path, paragraph("<w:r><w:t>one </w:t></w:r><w:r><w:t>two</w:t></w:r>")).text == "one two"


def test_entities_and_characters_of_xml(tmp_path: Path) -> None:
    assert read(tmp_path, paragraph("a &lt; b &amp; c&#160;d&#x1F642;")).text == "a < b & c\u00a0d🙂"


def test_containers_keep_their_words(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        paragraph(
            f"<w:hyperlink>{run('link ')}</w:hyperlink>",
            f"<w:smartTag><w:smartTagPr/>{run('smart ')}</w:smartTag>",
            f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('control ')}</w:sdtContent></w:sdt>",
            f"<w:fldSimple>{run('field ')}</w:fldSimple>",
            f"<w:bdo>{run('direction ')}</w:bdo>",
            f"<w:aThingOfTheFuture>{run('unknown')}</w:aThingOfTheFuture>",
        ),
        f"<w:sdt><w:sdtContent>{paragraph('block')}</w:sdtContent></w:sdt>",
        f"<w:customXml>{paragraph('custom')}</w:customXml>",
    )
    assert reading.text == "link smart control field direction unknown\nblock\ncustom"


def test_field_codes_are_no_words(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText>PAGEREF secret</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            "12",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
    )
    assert reading.text == "12"


def test_table_row_is_a_line_with_tabs_between_its_cells(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        paragraph("before"),
        table(("Anna", "Hello."), ("Marco", paragraph("One.") + paragraph("Two.")), ("", "")),
        paragraph("after"),
    )
    assert reading.text == "before\nAnna\tHello.\nMarco\tOne.\nTwo.\n\nafter"


def test_empty_cells_keep_their_columns_but_not_at_the_end(tmp_path: Path) -> None:
    assert read(tmp_path, table(("a", "", "c", ""), ("", "b", "", ""))).text == "a\t\tc\n\tb"


def test_table_inside_a_cell_begins_in_its_line(tmp_path: Path) -> None:
    inner = table(("x", "y"), ("z",)) + paragraph()
    assert read(tmp_path, table(("a", inner, "b"))).text == "a\tx\ty\nz\n\tb"


def test_insertions_are_kept_and_deletions_dropped_and_counted(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        paragraph(
            "We ",
            f"<w:ins>{run('really ')}</w:ins>",
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>",
            "waited",
        ),
        paragraph(f"<w:moveFrom>{run('moved')}</w:moveFrom>", "x"),
        paragraph(f"<w:moveTo>{run('moved')}</w:moveTo>"),
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph("gone") + "</w:tc></w:tr></w:tbl>",
    )
    assert reading.text == "We really waited\nx\nmoved"
    assert reading.notes == (
        "1 tracked insertion was kept.",
        "2 tracked deletions were left out.",
        "1 tracked move was kept at the new place only.",
    )


def test_paragraph_whose_end_is_deleted_goes_on_in_its_line(tmp_path: Path) -> None:
    deleted_end = "<w:rPr><w:del/></w:rPr>"
    reading = read(tmp_path, paragraph("one ", properties=deleted_end), paragraph("two"), paragraph("three"))
    assert reading.text == "one two\nthree"


def test_old_formatting_of_a_tracked_change_is_not_bold(tmp_path: Path) -> None:
    change = f"<w:rPrChange><w:rPr>{BOLD}</w:rPr></w:rPrChange>"
    assert read(tmp_path, paragraph(run("plain", change))).bold == ()


def test_notes_stand_in_brackets_below_their_paragraph(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        paragraph(
            "One", '<w:r><w:footnoteReference w:id="2"/></w:r>', ", two", '<w:r><w:endnoteReference w:id="1"/></w:r>.'
        ),
        paragraph("Three", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        parts={"footnotes.xml": notes("footnote", "first", "second"), "endnotes.xml": notes("endnote", "last")},
    )
    assert reading.text == "One, two\n[Footnote 1: second]\n[Endnote 1: last]\nThree\n[Footnote 2: first]"
    assert reading.notes[:2] == (
        "2 footnotes were placed in square brackets below the paragraph.",
        "1 endnote was placed in square brackets below the paragraph.",
    )


def test_note_in_a_table_does_not_tear_the_row(tmp_path: Path) -> None:
    cell = paragraph("Anna", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    reading = read(tmp_path, table((cell, "Hello.")), parts={"footnotes.xml": notes("footnote", "a note")})
    assert reading.text == "Anna\tHello.\n[Footnote 1: a note]"


def test_missing_note_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, paragraph("One", '<w:r><w:footnoteReference w:id="7"/></w:r>'))
    assert reading.notes == ("1 note was left out, because the file does not hold its text.",)


def test_text_box_is_read_once_and_follows_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('in the box')}{paragraph('second')}</w:txbxContent>"
    twice = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    reading = read(tmp_path, paragraph("before ", twice, "behind"), paragraph("next"))
    assert reading.text == "before behind\nin the box\nsecond\nnext"
    assert reading.notes == ("1 text box was placed below the paragraph.",)


def test_fallback_is_taken_when_the_choice_says_nothing(tmp_path: Path) -> None:
    alternative = (
        f'<mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice>'
        f"<mc:Fallback>{run('the words')}</mc:Fallback></mc:AlternateContent>"
    )
    assert read(tmp_path, paragraph(alternative)).text == "the words"


def test_symbols_become_characters_or_are_counted(tmp_path: Path) -> None:
    def sign(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    reading = read(
        tmp_path,
        paragraph("a", sign("Wingdings", "F0E0"), "b", sign("Wingdings", "F04A"), sign("Symbol", "61"), "c"),
        paragraph(sign("Bookshelf Symbol 7", "F0F0"), sign("Webdings", "broken")),
    )
    assert reading.text == "a→b☺αc\n\ufffd\ufffd"
    assert reading.notes == (
        "1 symbol of the font Bookshelf Symbol 7 was replaced by “\ufffd”.",
        "1 symbol of the font Webdings was replaced by “\ufffd”.",
    )


def test_ruby_and_formulas_keep_their_words(tmp_path: Path) -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=1</m:t></m:r></m:oMath>"
    assert read(tmp_path, paragraph(ruby, formula)).text == "漢(kan)x=1"


def test_what_stays_behind_is_counted(tmp_path: Path) -> None:
    header = f'<w:hdr xmlns:w="http://x">{run("Confidential")}</w:hdr>'
    reading = read(
        tmp_path,
        paragraph("words", "<w:r><w:commentReference/></w:r>", "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"),
        paragraph("<w:r><w:drawing><c:chart/></w:drawing></w:r><w:r><w:object><v:imagedata/></w:object></w:r>"),
        paragraph(run("hidden", "<w:vanish/>"), properties="<w:numPr/>"),
        "<w:altChunk/>",
        parts={"header1.xml": header, "vbaProject.bin": "x"},
    )
    assert reading.text == "words\n\nhidden"
    assert reading.notes == (
        "1 comment was left out.",
        "1 picture was left out.",
        "1 chart or diagram was left out.",
        "1 embedded object was left out.",
        "1 embedded document was left out.",
        "1 stretch of hidden text was kept.",
        "The automatic number or bullet of 1 paragraph was left out, as it is no text.",
        "Headers and footers were left out.",
        "The file holds macros: they were neither run nor imported.",
    )


def test_words_in_an_unlawful_place_raise_the_alarm(tmp_path: Path) -> None:
    hidden = "<w:sdt><w:sdtPr>" + run("words among properties") + "</w:sdtPr></w:sdt>"
    (warning,) = read(tmp_path, paragraph("words"), hidden).notes
    assert warning.startswith("Warning: of 2 stretches of text in the file, 1 were found")


def test_bold_runs_of_a_paragraph_are_found_where_they_stand(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        paragraph("plain"),
        paragraph(run("An", BOLD), run("na:", BOLD), "<w:r><w:tab/></w:r>", run("Hi "), run("you", BOLD)),
        paragraph(run("not", '<w:b w:val="0"/>')),
    )
    assert reading.text == "plain\nAnna:\tHi you\nnot"
    assert bold_text(reading) == ["Anna:", "you"]


def test_bold_by_style_of_paragraph_or_run(tmp_path: Path) -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="Name"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Child"><w:basedOn w:val="Name"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
        '<w:style w:styleId="Off"><w:basedOn w:val="Name"/><w:rPr><w:b w:val="false"/></w:rPr></w:style></w:styles>'
    )
    reading = read(
        tmp_path,
        paragraph("A ", run("b", '<w:b w:val="false"/>'), properties='<w:pStyle w:val="Child"/>'),
        paragraph(run("C", '<w:rStyle w:val="Name"/>'), "d"),
        paragraph("E", properties='<w:pStyle w:val="Off"/>'),
        paragraph("F", properties='<w:pStyle w:val="Loop"/>'),
        parts={"styles.xml": styles},
    )
    assert bold_text(reading) == ["A ", "C"]


def test_bold_is_moved_when_characters_go(tmp_path: Path) -> None:
    reading = read(tmp_path, paragraph(run("\ufeffa\x7fb"), run("Bo\x7fld", BOLD), run("\u0085c"), run("D", BOLD)))
    assert reading.text == "abBold\ncD"
    assert bold_text(reading) == ["Bold", "D"]
    assert "2 control characters were removed, which no text should hold." in reading.notes


def test_strict_documents_are_read_like_others(tmp_path: Path) -> None:
    body = paragraph("one ", f"<w:ins>{run('two', BOLD)}</w:ins>") + table(("a", "b"))
    usual = read_word(write_package(tmp_path / "a.docx", document(body)))
    strict = read_word(write_package(tmp_path / "b.docx", document(body, STRICT)))
    assert strict == usual
    assert strict.text == "one two\na\tb"
    assert bold_text(strict) == ["two"]


def test_main_part_may_have_any_name_and_encoding(tmp_path: Path) -> None:
    main = document(paragraph("Perché")).replace("UTF-8", "UTF-16").encode("utf-16")
    path = write_package(tmp_path / "a.docx", main, main_name="WORD/Text.xml")
    assert read_transcript(path).text == "Perché"


@pytest.mark.parametrize("suffix", [".docx", ".docm", ".dotx"])
def test_kinds_of_word_documents(tmp_path: Path, suffix: str) -> None:
    kind = {"x": "wordprocessingml.template", "m": "application/vnd.ms-word.document.macroEnabled"}
    main_type = f"{kind['m']}.main+xml" if suffix == ".docm" else f"x.{kind['x']}.main+xml"
    path = write_package(tmp_path / f"a{suffix}", document(paragraph("words")), main_type=main_type)
    assert read_transcript(path).notes == ()


@pytest.mark.parametrize("body", ["", paragraph(), paragraph(" \u00a0"), paragraph("<w:r><w:tab/></w:r>")])
def test_document_without_words_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(Refusal, match=r"a\.docx holds no text"):
        read(tmp_path, body)


def test_refusal_of_an_empty_document_says_what_is_in_it(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="1 picture was left out"):
        read(tmp_path, paragraph("<w:r><w:drawing><pic:pic/></w:drawing></w:r>"))


def test_documents_of_the_library_that_writes_them(tmp_path: Path) -> None:
    """A second implementation wrote the file: what it put in must come out."""
    import docx

    made = docx.Document()
    first = made.add_paragraph()
    first.add_run("Anna: ").bold = True
    first.add_run("We waited\tlong.\nVery.")
    cells = made.add_table(rows=2, cols=2)
    for row, (name, words) in zip(cells.rows, [("I", "So?"), ("C1", "Yes.")], strict=True):
        row.cells[0].text, row.cells[1].text = name, words
    made.add_heading("Part two", 1)
    made.save(str(tmp_path / "a.docx"))
    reading = read_word(tmp_path / "a.docx")
    assert reading.text == "Anna: We waited\tlong.\nVery.\nI\tSo?\nC1\tYes.\nPart two"
    assert bold_text(reading) == ["Anna: ", "Part two"]


def test_second_reader_finds_the_same_words(tmp_path: Path) -> None:
    from docx2python import docx2python

    body = (
        paragraph("I: ", f"<w:ins>{run('So')}</w:ins>", "?"),
        table(("C1", "Yes."), ("C2", paragraph("No.") + paragraph("Never."))),
        paragraph(f"<w:hyperlink>{run('link')}</w:hyperlink>", "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"),
    )
    path = write_word(tmp_path / "a.docx", *body)
    with docx2python(str(path)) as other:
        assert sorted(other.text.split()) == sorted(read_word(path).text.split())
