"""Walk through the XML of a Word document and put its words into lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from qualcode.exchange.readers.wordprocessing.flat import flat_text
from qualcode.exchange.readers.wordprocessing.lines import Line, Lines
from qualcode.exchange.readers.wordprocessing.losses import Losses
from qualcode.exchange.readers.wordprocessing.symbols import symbol

if TYPE_CHECKING:
    from lxml import etree

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT_DRAWING = "{http://purl.oclc.org/ooxml/drawingml/main}"
_OFF = frozenset({"0", "false", "off"})
_BREAKS = re.compile("\r\n|[\r\n]")


class Notes(Protocol):
    """Where the walker finds the text of footnotes and endnotes."""

    def note(self, kind: str, number: str) -> etree._Element | None:
        """Return the element of a note, None when it is missing."""


class Walker:
    """One walk through one document; ``bold_styles`` are the names of the styles that make text bold."""

    def __init__(
        self, root: etree._Element, losses: Losses, notes: Notes, bold_styles: frozenset[str] = frozenset()
    ) -> None:
        self._root = root
        self._losses = losses
        self._notes = notes
        self._bold_styles = bold_styles
        self._lines = Lines()
        self._after: list[Line] = []
        self._joiner: str | None = None
        self._rows = 0
        self._first_cell = True
        self._paragraph_bold = False
        self._run_bold: dict[etree._Element, bool] = {}
        self._style_bold: set[etree._Element] = set()
        self._mark_deleted: set[etree._Element] = set()
        self._space = root.tag[: root.tag.index("}") + 1] if root.tag.startswith("{") else ""
        self._actions = _actions(self._space)
        self._text_tag, self._properties_tag = f"{self._space}t", f"{self._space}rPr"

    def walk(self) -> Line:
        """Return the text of the document's body, and the ranges of it that are bold."""
        quick = flat_text(self._root, self._space, self._losses, self._bold_styles)
        return quick or self.walk_through()

    def walk_through(self) -> Line:
        """Return the same as :meth:`walk`, for any document."""
        self._take_stock(self._root)
        self._inside(self._root)
        self._flush()
        return self._lines.text()

    def _take_stock(self, part: etree._Element) -> None:
        """Find the few elements of formatting that matter in one quick pass, and count the text elements.

        To ask every run for its properties would take longer than the rest of the walk.
        """
        space = self._space
        value = f"{space}val"
        names = _STYLED if self._bold_styles else _LOOKED_AT
        for element in part.iter(*_full(space, names)):
            parent = element.getparent()
            owner = parent.getparent() if parent is not None else None
            if owner is not None:
                self._formatting(element.tag[len(space) :], element.get(value) or "", owner)
        self._losses.written += sum(1 for _ in part.iter(self._text_tag))

    def _formatting(self, name: str, value: str, owner: etree._Element) -> None:
        """Note one element of formatting; what stands in a tracked change of formatting has another owner."""
        kind = owner.tag[len(self._space) :]
        if name in ("rStyle", "pStyle"):
            if kind in ("r", "p") and value in self._bold_styles:
                self._style_bold.add(owner)
        elif kind == "r":
            if name == "b":
                self._run_bold[owner] = value not in _OFF
            elif name == "vanish":
                self._losses.hidden += value not in _OFF
        elif kind == "p":
            if name == "numPr":
                self._losses.numbered += 1
        elif kind == "pPr" and name in ("del", "moveFrom"):
            paragraph = owner.getparent()
            if paragraph is not None:
                self._mark_deleted.add(paragraph)

    def _inside(self, element: etree._Element) -> None:
        actions = self._actions
        for child in element:
            action = actions.get(child.tag, Walker._inside)
            if action is not None:
                action(self, child)

    # Blocks

    def _paragraph(self, element: etree._Element) -> None:
        lines = self._lines
        if self._joiner is None or not lines.open:
            lines.begin()
        if self._joiner is not None:
            lines.add(self._joiner)
            self._joiner = None
        outer = self._paragraph_bold
        self._paragraph_bold = element in self._style_bold
        self._inside(element)
        self._paragraph_bold = outer
        if element in self._mark_deleted:  # the next paragraph goes on in this line
            self._joiner = ""
        elif self._after and not self._rows:
            self._flush()

    def _row(self, element: etree._Element) -> None:
        space = self._space
        if element.find(f"{space}trPr/{space}del") is not None:
            self._deleted(element)
            return
        if self._joiner == "":
            self._joiner = None
        outer = self._first_cell
        self._first_cell = True
        self._rows += 1
        self._inside(element)
        self._rows -= 1
        self._first_cell = outer
        self._joiner = None
        self._lines.strip_tabs()
        if not self._rows:
            self._flush()

    def _cell(self, element: etree._Element) -> None:
        if not self._first_cell:
            self._joiner = (self._joiner or "") + "\t"
        self._first_cell = False
        self._inside(element)

    def _flush(self) -> None:
        """Put what belongs after the paragraph, such as its footnotes, behind its line."""
        self._lines.close()
        self._lines.done += self._after
        self._after = []

    def _apart(self, element: etree._Element) -> list[Line]:
        """Walk through what stands outside the flow of the text, and return its lines."""
        kept = (self._lines, self._joiner, self._rows, self._first_cell, self._paragraph_bold, self._after)
        self._lines, self._joiner, self._rows, self._first_cell, self._paragraph_bold = (
            Lines(),
            None,
            0,
            True,
            False,
        )
        self._after = []
        self._inside(element)
        self._flush()
        found = self._lines.done
        self._lines, self._joiner, self._rows, self._first_cell, self._paragraph_bold, self._after = kept
        return found

    def _text_box(self, element: etree._Element) -> None:
        found = self._apart(element)
        if any(text.strip() for text, _ in found):
            self._losses.boxes += 1
            self._after += found

    def _drawn(self, element: etree._Element) -> None:
        """Keep a paragraph of a drawing that has its own kind of text."""
        words = "".join(text.text or "" for text in element.iter(f"{_DRAWING}t", f"{_STRICT_DRAWING}t"))
        if words.strip():
            self._after.append((_BREAKS.sub(" ", words), []))

    # Inside a paragraph

    def _run(self, element: etree._Element) -> None:
        own = self._run_bold.get(element)
        bold = (element in self._style_bold) != self._paragraph_bold if own is None else own
        lines, text_tag, properties_tag = self._lines, self._text_tag, self._properties_tag
        for child in element:
            tag = child.tag
            if tag == text_tag:
                lines.bold_now = bold
                self._text(child)
            elif tag != properties_tag:
                lines.bold_now = bold
                action = self._actions.get(tag, Walker._inside)
                if action is not None:
                    action(self, child)

    def _text(self, element: etree._Element) -> None:
        self._losses.imported += 1
        text = element.text
        if text:
            self._lines.add(_BREAKS.sub(" ", text) if "\n" in text or "\r" in text else text)

    def _maths(self, element: etree._Element) -> None:
        self._lines.add(_BREAKS.sub(" ", element.text or ""))

    def _tab(self, element: etree._Element) -> None:
        self._lines.add("\t")

    def _break(self, element: etree._Element) -> None:
        self._lines.bold_now = False
        self._lines.add("\n")

    def _no_break_hyphen(self, element: etree._Element) -> None:
        self._lines.add("\u2011")

    def _soft_hyphen(self, element: etree._Element) -> None:
        self._lines.add("\u00ad")

    def _symbol(self, element: etree._Element) -> None:
        font = element.get(f"{self._space}font") or ""
        try:
            found = symbol(font, int(element.get(f"{self._space}char") or "", 16))
        except ValueError:
            found = None
        if found is None:
            self._losses.symbols[font] = self._losses.symbols.get(font, 0) + 1
        self._lines.add(found or "\ufffd")

    def _ruby(self, element: etree._Element) -> None:
        """Put the reading of a word, printed above it, in brackets behind it."""
        above = element.find(f"{self._space}rt")
        base = element.find(f"{self._space}rubyBase")
        if base is not None:
            self._inside(base)
        if above is not None:
            self._lines.add("(")
            self._inside(above)
            self._lines.add(")")

    # What is counted, and kept or not

    def _inserted(self, element: etree._Element) -> None:
        self._losses.insertions += 1
        self._inside(element)

    def _deleted(self, element: etree._Element) -> None:
        self._losses.deletions += 1
        self._leave_out(element)

    def _moved_away(self, element: etree._Element) -> None:
        self._losses.moves += 1
        self._leave_out(element)

    def _leave_out(self, element: etree._Element) -> None:
        self._losses.imported += sum(1 for _ in element.iter(self._text_tag))

    def _alternatives(self, element: etree._Element) -> None:
        """Take the first choice, or where it holds nothing for us the next; all say the same."""
        taken = False
        for option in element.iterchildren(f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"):
            if taken:
                self._leave_out(option)
                continue
            before = self._found_so_far()
            self._inside(option)
            taken = self._found_so_far() != before

    def _found_so_far(self) -> tuple[int, ...]:
        losses = self._losses
        counted = (losses.pictures, losses.charts, losses.objects, losses.deletions, losses.moves)
        return (losses.imported, len(self._lines.pieces), len(self._after), *counted)

    def _footnote(self, element: etree._Element) -> None:
        self._losses.footnotes += self._note("footnote", element, self._losses.footnotes + 1)

    def _endnote(self, element: etree._Element) -> None:
        self._losses.endnotes += self._note("endnote", element, self._losses.endnotes + 1)

    def _note(self, kind: str, element: etree._Element, number: int) -> bool:
        """Keep the text of a note for the end of the paragraph; tell whether there was one."""
        note = self._notes.note(kind, element.get(f"{self._space}id") or "")
        if note is None:
            self._losses.missing_notes += 1
            return False
        self._take_stock(note)
        text = " ".join(" ".join(text for text, _ in self._apart(note)).split())
        if text:
            self._after.append((f"[{kind.capitalize()} {number}: {text}]", []))
        return bool(text)

    def _comment(self, element: etree._Element) -> None:
        self._losses.comments += 1

    def _picture(self, element: etree._Element) -> None:
        self._losses.pictures += 1

    def _chart(self, element: etree._Element) -> None:
        self._losses.charts += 1

    def _object(self, element: etree._Element) -> None:
        pictures = self._losses.pictures
        self._inside(element)
        self._losses.pictures = pictures  # the picture of an object is not one more
        self._losses.objects += 1

    def _embedded(self, element: etree._Element) -> None:
        self._losses.embedded += 1


_LOOKED_AT = ("b", "vanish", "numPr", "del", "moveFrom")
_STYLED = (*_LOOKED_AT, "rStyle", "pStyle")

_Action = Callable[[Walker, "etree._Element"], None]

_WORD_ACTIONS: dict[str, _Action | None] = {
    "p": Walker._paragraph,
    "r": Walker._run,
    "t": Walker._text,
    "tab": Walker._tab,
    "ptab": Walker._tab,
    "br": Walker._break,
    "cr": Walker._break,
    "noBreakHyphen": Walker._no_break_hyphen,
    "softHyphen": Walker._soft_hyphen,
    "sym": Walker._symbol,
    "ruby": Walker._ruby,
    "tr": Walker._row,
    "tc": Walker._cell,
    "txbxContent": Walker._text_box,
    "footnoteReference": Walker._footnote,
    "endnoteReference": Walker._endnote,
    "commentReference": Walker._comment,
    "ins": Walker._inserted,
    "del": Walker._deleted,
    "moveFrom": Walker._moved_away,
    "object": Walker._object,
    "altChunk": Walker._embedded,
    "subDoc": Walker._embedded,
    # These hold properties, codes of fields or marks, never words of the text.
    **dict.fromkeys(("rPr", "pPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr")),
    **dict.fromkeys(("instrText", "delInstrText", "delText", "fldData", "customXmlPr", "smartTagPr", "rubyPr")),
    **dict.fromkeys(("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak")),
}
_OTHER_ACTIONS: dict[str, _Action | None] = {
    f"{_COMPATIBILITY}AlternateContent": Walker._alternatives,
    f"{_DRAWING}p": Walker._drawn,
    f"{_STRICT_DRAWING}p": Walker._drawn,
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t": Walker._maths,
    "{http://purl.oclc.org/ooxml/officeDocument/math}t": Walker._maths,
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": Walker._picture,
    "{http://purl.oclc.org/ooxml/drawingml/picture}pic": Walker._picture,
    "{urn:schemas-microsoft-com:vml}imagedata": Walker._picture,
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": Walker._chart,
    "{http://purl.oclc.org/ooxml/drawingml/chart}chart": Walker._chart,
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": Walker._chart,
    "{http://purl.oclc.org/ooxml/drawingml/diagram}relIds": Walker._chart,
}


@lru_cache(maxsize=8)
def _full(space: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(space + name for name in names)


@lru_cache(maxsize=8)
def _actions(space: str) -> dict[str, _Action | None]:
    """Return what to do with each element that we know, in the namespace ``space`` (in braces)."""
    return {**{space + name: action for name, action in _WORD_ACTIONS.items()}, **_OTHER_ACTIONS}
