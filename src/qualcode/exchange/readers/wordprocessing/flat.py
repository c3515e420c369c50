"""The quick way through a Word document that is nothing but paragraphs of runs, as most transcripts are.

All elements of interest stream by in the order of the document, found by the XML library itself; that takes a
third of the time of the walk that knows where an element ends. Whatever needs to know that (tables, text
boxes, tracked changes, notes) is named in ``_OTHERWISE``, and then the walk is taken. Both give the same
text: the tests compare them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.exchange.readers.wordprocessing.lines import Line, Range
from qualcode.exchange.readers.wordprocessing.losses import Losses

if TYPE_CHECKING:
    from lxml import etree

_OFF = frozenset({"0", "false", "off"})
_BREAKS = re.compile("\r\n|[\r\n]")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_STREAMED = ("p", "r", "t", "b", "vanish", "numPr", "commentReference", *_CHARACTERS)
_STYLES = ("pStyle", "rStyle")
_OTHERWISE = tuple(
    "tbl tr tc txbxContent drawing pict object sym ruby ptab altChunk subDoc sdtPr instrText delText "
    "ins del moveFrom moveTo rPrChange pPrChange footnoteReference endnoteReference".split()
)
_OTHER_NAMES = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}*",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}*",
    "{http://purl.oclc.org/ooxml/officeDocument/math}*",
)


def flat_text(root: etree._Element, space: str, losses: Losses, bold_styles: frozenset[str]) -> Line | None:
    """Return the text of a simple document and its bold ranges, or None when it needs the walk.

    ``space`` is the namespace of the document in braces. Nothing is counted in ``losses`` when the answer is
    None.
    """
    streamed, otherwise = _names(space, bool(bold_styles))
    if next(root.iter(*otherwise), None) is not None:
        return None
    paragraph, run, text, bold, vanish, number, comment, *_ = streamed
    characters = {space + name: character for name, character in _CHARACTERS.items()}
    paragraph_style, run_style, value = f"{space}pStyle", f"{space}rStyle", f"{space}val"
    pieces: list[str] = []
    ranges: list[Range] = []
    at = 0
    in_run = is_bold = paragraph_bold = False
    for element in root.iter(*streamed):
        tag = element.tag
        if tag == text or tag in characters:
            if tag == text:
                losses.written += 1
                losses.imported += 1
                piece = element.text or ""
                if "\n" in piece or "\r" in piece:
                    piece = _BREAKS.sub(" ", piece)
            elif in_run:
                piece = characters[tag]
            else:  # a tab stop among the properties of the paragraph
                continue
            if is_bold and piece and piece != "\n":
                if ranges and ranges[-1][1] == at:
                    ranges[-1] = (ranges[-1][0], at + len(piece))
                else:
                    ranges.append((at, at + len(piece)))
            pieces.append(piece)
            at += len(piece)
        elif tag == run:
            in_run, is_bold = True, paragraph_bold
        elif tag == paragraph:
            if pieces:
                at += 1
            pieces.append("\n" if pieces else "")
            in_run = is_bold = paragraph_bold = False
        elif tag == bold:
            if in_run:
                is_bold = element.get(value) not in _OFF
        elif tag == paragraph_style:
            paragraph_bold = element.get(value) in bold_styles
        elif tag == run_style:
            if in_run:
                is_bold = (element.get(value) in bold_styles) != paragraph_bold
        elif tag == vanish:
            losses.hidden += in_run and element.get(value) not in _OFF
        elif tag == number:
            losses.numbered += 1
        elif tag == comment:
            losses.comments += 1
    return "".join(pieces), ranges


@lru_cache(maxsize=8)
def _names(space: str, styled: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    streamed = _STREAMED + _STYLES if styled else _STREAMED
    return tuple(space + name for name in streamed), (*(space + name for name in _OTHERWISE), *_OTHER_NAMES)
