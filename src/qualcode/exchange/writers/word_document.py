"""A Word document that grows from top to bottom: headings, paragraphs, tables, contents, sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from qualcode.exchange.writers.table import TableData
from qualcode.exchange.writers.word_columns import LANDSCAPE, PORTRAIT, needs_landscape, panels
from qualcode.exchange.writers.word_package import Properties, add_footer, blank_document, write_package
from qualcode.exchange.writers.word_styles import LETTERED
from qualcode.exchange.writers.word_table import table_xml
from qualcode.exchange.writers.word_xml import NAMESPACES, bookmark, document_of, field, link, paragraph, run

_LONG_SIDE, _SHORT_SIDE, _MARGIN = 16838, 11906, 1417  # A4, 2.5 cm


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    number: str
    text: str
    anchor: str


class WordDocument:
    """Collects the body as strings; ``save`` parses it once and writes the file.

    ``footer`` stands at the left of each page's foot, “page x of y” at its right; the first page has none
    when ``cover`` is set. Paragraph styles are those of ``word_styles``, by id.
    """

    def __init__(self, properties: Properties, footer: str, language: str = "en-GB", cover: bool = False) -> None:
        self._document = blank_document(properties, language)
        self._footers = [
            add_footer(self._document, name, _footer_xml(footer, width))
            for name, width in (("footer1", PORTRAIT), ("footer2", LANDSCAPE))
        ]
        self._cover = cover
        self._pieces: list[str] = []
        self._headings: list[_Heading] = []
        self._contents: tuple[int, str, int] | None = None
        self._landscape = False
        self._first_section = True
        self._section_start = 0
        self._bookmarks = 0
        self._counts = {"number": 0, "letter": 0}
        self._tables = 0

    def heading(self, text: str, level: int = 1, lettered: bool = False, new_page: bool = False) -> None:
        """Add a heading of level 1 to 3; those of level 1 are numbered, the ``lettered`` ones A, B, …"""
        number = properties = ""
        if level == 1:
            kind = "letter" if lettered else "number"
            self._counts[kind] += 1
            count = self._counts[kind]
            number = _letters(count) if lettered else str(count)
        if new_page:
            properties += "<w:pageBreakBefore/>"
        if lettered and level == 1:
            properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{LETTERED}"/></w:numPr>'
        if new_page or len(self._pieces) == self._section_start:
            properties += '<w:spacing w:before="0"/>'
        anchor = f"_Toc{len(self._headings) + 1:08d}"
        self._headings.append(_Heading(level, number, text, anchor))
        self._pieces.append(paragraph(f"Heading{level}", self._bookmarked(anchor, run(text)), properties))

    def paragraph(self, style: str, *runs: str, properties: str = "") -> None:
        """Add a paragraph made of ``runs`` (see ``word_xml``)."""
        self._pieces.append(paragraph(style, "".join(runs), properties))

    def add(self, xml: str) -> None:
        """Add what is already written as WordprocessingML: whole paragraphs or tables."""
        self._pieces.append(xml)

    def contents(self, title: str, levels: int = 2) -> None:
        """Put the table of contents here: a field that already shows every heading, as links, without page
        numbers.

        Only Word knows its pages: “Update field” adds the numbers. A field marked for update would do so on
        opening, but Word then stops every reader with a question.
        """
        self._contents = (len(self._pieces), title, levels)
        self._pieces.append("")

    def table(self, data: TableData) -> None:
        """Add a table with its caption above and its note below.

        One that is too wide for the page turns it on its side, and one too wide for that goes on in parts.
        """
        if needs_landscape(data):
            self.turn(landscape=True)
        width = LANDSCAPE if self._landscape else PORTRAIT
        self._tables += 1
        parts = panels(data, width)
        for number, part in enumerate(parts, start=1):
            label = run("Table ") + field("SEQ Table \\* ARABIC", str(self._tables))
            if number > 1:  # the same number again
                label = run(f"Table {self._tables}")
            else:
                label = self._bookmarked(table_bookmark(self._tables), label)
            of = f" (part {number} of {len(parts)})" if len(parts) > 1 else ""
            self._pieces.append(paragraph("Caption", label + run(f". {part.caption}{of}")))
            self._pieces.append(table_xml(part, width))
            if part.note and number == len(parts):
                self._pieces.append(paragraph("TableNote", run(part.note)))
            else:
                self._pieces.append(paragraph("Spacer"))

    def turn(self, landscape: bool) -> None:
        """Go on with pages of the other direction, unless they already have it."""
        if landscape == self._landscape:
            return
        if self._pieces:
            self._pieces.append(paragraph("Spacer", properties=self._section_xml()))
            self._first_section = False
            self._section_start = len(self._pieces)
        self._landscape = landscape

    def save(self, stream: BinaryIO) -> None:
        """Write the file."""
        if self._contents is not None:
            at, title, levels = self._contents
            self._pieces[at] = self._contents_xml(title, levels)
        write_package(self._document, document_of([*self._pieces, self._section_xml()]), stream)

    def _bookmarked(self, name: str, content: str) -> str:
        self._bookmarks += 1
        return bookmark(self._bookmarks, name, content)

    def _section_xml(self) -> str:
        width, height = (_LONG_SIDE, _SHORT_SIDE) if self._landscape else (_SHORT_SIDE, _LONG_SIDE)
        orientation = "landscape" if self._landscape else "portrait"
        beside = (width - (LANDSCAPE if self._landscape else PORTRAIT)) // 2
        margins = (("top", _MARGIN), ("right", beside), ("bottom", _MARGIN), ("left", beside))
        sides = "".join(f' w:{side}="{margin}"' for side, margin in margins)
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{self._footers[self._landscape]}"/>'
            '<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}" w:orient="{orientation}"/>'
            f'<w:pgMar{sides} w:header="709" w:footer="709" w:gutter="0"/><w:cols w:space="709"/>'
            + ("<w:titlePg/>" if self._cover and self._first_section else "")
            + "</w:sectPr>"
        )

    def _contents_xml(self, title: str, levels: int) -> str:
        shown = [heading for heading in self._headings if heading.level <= levels]
        lines: list[str] = []
        for at, heading in enumerate(shown):
            number = run(f"{heading.number}\t") if heading.number else ""
            content = link(heading.anchor, number + run(heading.text))
            if at == 0:
                content = (
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
                    f' TOC \\o "1-{levels}" \\h \\z \\u </w:instrText></w:r>'
                    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + content
                )
            if at == len(shown) - 1:
                content += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            lines.append(paragraph(f"TOC{heading.level}", content))
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            "</w:docPartObj></w:sdtPr><w:sdtContent>"
            + paragraph("TOCHeading", run(title), "<w:pageBreakBefore/>")
            + "".join(lines)
            + "</w:sdtContent></w:sdt>"
        )


def _footer_xml(text: str, width: int) -> str:
    content = paragraph(
        "Footer",
        run(f"{text}\t") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1"),
        f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>',
    )
    return f"<w:ftr {NAMESPACES}>{content}</w:ftr>"


def table_bookmark(number: int) -> str:
    """Return the name of the bookmark round “Table n” in the caption of the table ``number`` (from 1)."""
    return f"Table_{number}"


def table_reference(number: int) -> str:
    """Return a run that says “Table n” and leads to the table ``number`` (from 1), wherever it stands."""
    return field(f"REF {table_bookmark(number)} \\h", f"Table {number}")


def _letters(count: int) -> str:
    """Return A to Z, then AA, BB, …, as Word numbers."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
