"""Words found in the transcripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.domain.errors import Refusal
from qualcode.domain.text import paragraph_number, paragraph_starts
from qualcode.services.desk import Desk
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import search as table
from qualcode.store.unit_of_work import View

_CONTEXT = 60
_LONGEST_LINE = 100_000


@dataclass(frozen=True, slots=True)
class Hit:
    """One place: document, paragraph (from 1), span in the document's text, and the words around it."""

    document_id: int
    document: str
    paragraph: int
    start: int
    end: int
    before: str
    match: str
    after: str


class Search:
    """Search over the transcripts of one study."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, term: str, *, regex: bool = False, limit: int | None = None) -> list[Hit]:
        """Return the places of a word, a phrase, a word's beginning (``trust*``) or a regular expression.

        Words are matched whole, in any case and with or without accents; a regular expression as it stands, in any
        case.

        Raises:
            Refusal: an empty term, or a regular expression that is none.
        """
        if not term.strip():
            raise Refusal("Give a word to look for.")
        with self._desk.read() as connection:
            names = {key: label[0] for key, label in document_table.labels(connection).items()}
            if regex:
                pattern = _compiled(term)
                paragraphs: Iterator[table.Found] = table.every(connection)
            else:
                words = re.findall(r"[^\W_]+\*?", term)
                if not words:
                    raise Refusal(f"“{term}” holds no word. Use --regex to look for signs.")
                pattern = _phrase(words)
                paragraphs = self._indexed(connection, words)
            hits: list[Hit] = []
            numbering: dict[int, list[int]] = {}
            for document, start, text in paragraphs:
                for found in _places(pattern, text, folded=not regex):
                    if document not in numbering:
                        numbering[document] = paragraph_starts(self._desk.text(connection, document))
                    number = paragraph_number(numbering[document], start)
                    hits.append(_hit(document, names[document], number, start, text, found))
                    if limit is not None and len(hits) >= limit:
                        return hits
        return hits

    @staticmethod
    def _indexed(connection: View, words: list[str]) -> Iterator[table.Found]:
        expression = " + ".join(f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in words)
        offset = 0
        while True:
            page = table.matching(connection, expression, 200, offset)
            yield from page
            if len(page) < 200:
                return
            offset += len(page)


def _compiled(term: str) -> re.Pattern[str]:
    try:
        return re.compile(term, re.IGNORECASE)
    except re.error as error:
        raise Refusal(f"“{term}” is no regular expression ({error}). Mend it, or leave --regex out.") from None


def _phrase(words: list[str]) -> re.Pattern[str]:
    parts = [re.escape(fold(word.rstrip("*"))) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(parts) + r"(?!\w)")


def fold(text: str) -> str:
    """Make text comparable: no case, no accents, the same number of characters.

    A letter whose plain form has another length stays as it is, so that offsets hold.
    """
    if text.isascii():
        return text.lower()
    return "".join(_fold_letter(letter) for letter in text)


def _fold_letter(letter: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c)).lower()
    return plain if len(plain) == 1 else letter


def _places(pattern: re.Pattern[str], text: str, *, folded: bool) -> Iterator[tuple[int, int]]:
    for part in range(0, max(1, len(text)), _LONGEST_LINE):
        piece = text[part : part + _LONGEST_LINE]
        for match in pattern.finditer(fold(piece) if folded else piece):
            if match.end() > match.start():
                yield part + match.start(), part + match.end()


def _hit(document: int, name: str, paragraph: int, start: int, text: str, found: tuple[int, int]) -> Hit:
    first, last = found
    return Hit(
        document_id=document,
        document=name,
        paragraph=paragraph,
        start=start + first,
        end=start + last,
        before=text[max(0, first - _CONTEXT) : first],
        match=text[first:last],
        after=text[last : last + _CONTEXT],
    )
