"""Read a Word document (.docx, and the template and macro kinds): every word once, in reading order.

The main part is parsed once and walked once. What we do not know is descended into, so that words inside an
element of a later version of the format are kept; only what is known to hold no words is passed over.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.documents import Reading
from qualcode.exchange.formats import DOCX
from qualcode.exchange.readers.transcript import as_reading
from qualcode.exchange.readers.word_package import Package
from qualcode.exchange.readers.wordprocessing.losses import Losses, sentences
from qualcode.exchange.readers.wordprocessing.relations import Relations, main_part, read_relations
from qualcode.exchange.readers.wordprocessing.styles import bold_styles
from qualcode.exchange.readers.wordprocessing.walk import Walker

if TYPE_CHECKING:
    from lxml import etree

_STYLE_USED = b"Style "


def read_word(path: Path) -> Reading:
    """Read the words of ``path`` with the places of bold text, and say what was left out.

    Tracked insertions are kept and deletions dropped; footnotes, endnotes and text boxes follow the paragraph
    that they belong to; the cells of a table row are divided by tabs. Headers, footers, comments and pictures
    stay behind.

    Raises:
        Refusal: when the file is damaged, too large, or holds no text.
        EnvironmentFault: when the disk does not answer.
    """
    with Package(path) as package:
        name = main_part(package)
        data = package.read(name)
        root = package.parsed(data, name)
        relations = read_relations(package, name)
        # The sheet of styles is parsed only for a document that uses any.
        styles = bold_styles(package, relations.target("styles")) if _STYLE_USED in data else frozenset()
        losses = Losses()
        text, bold = Walker(root, losses, _Notes(package, relations), styles).walk()
        losses.headers = _has_words(package, relations.targets("header") + relations.targets("footer"))
        losses.macros = any(part.endswith("vbaproject.bin") for part in package.names())
    return as_reading(path, text, DOCX, notes=sentences(losses), bold=bold)


class _Notes:
    """The footnotes and endnotes of a document, parsed when the first is met."""

    def __init__(self, package: Package, relations: Relations) -> None:
        self._package = package
        self._relations = relations
        self._found: dict[str, dict[str, etree._Element]] = {}

    def note(self, kind: str, number: str) -> etree._Element | None:
        """Return a note of ``kind`` (``footnote`` or ``endnote``), None when it is missing."""
        if kind not in self._found:
            self._found[kind] = self._read(kind)
        return self._found[kind].get(number)

    def _read(self, kind: str) -> dict[str, etree._Element]:
        target = self._relations.target(f"{kind}s")
        if target is None or target not in self._package:
            return {}
        notes: dict[str, etree._Element] = {}
        for element in self._package.parse(target):
            namespace = element.tag[: element.tag.index("}") + 1] if element.tag.startswith("{") else ""
            number = element.get(f"{namespace}id")
            if number is not None and element.tag == f"{namespace}{kind}":
                notes[number] = element
        return notes


def _has_words(package: Package, parts: list[str]) -> bool:
    """Tell whether any of the parts holds text; a look at the bytes is enough for that."""
    return any(b":t>" in data or b":t " in data for part in parts if part in package for data in [package.read(part)])
