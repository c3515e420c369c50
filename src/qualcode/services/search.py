"""Words found in the transcripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Literal

from qualcode.domain.errors import Refusal
from qualcode.domain.text import MARKS, paragraph_number, paragraph_starts
from qualcode.services import own_pattern
from qualcode.services.desk import Desk
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import search as table
from qualcode.store.unit_of_work import View

_CONTEXT = 60
_LONGEST_LINE = 100_000
_QUERY_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*\*?")
_VIRAMA = 9  # the class of signs that take a letter's vowel away: another sound, not an accent
Place = tuple[int, int]


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

        Words are matched whole, in any case and with or without accents, however these are written; a regular
        expression as it stands, in any case.

        Args:
            limit: how many places at most, from 1.

        Raises:
            Refusal: an empty term, a regular expression that is none or takes too long, or a limit below 1.
        """
        if not term.strip():
            raise Refusal("Give a word to look for.")
        if limit is not None and limit < 1:
            raise Refusal(f"A limit of {limit} shows nothing: give 1 or more.")
        with self._desk.read() as connection:
            names = {key: label[0] for key, label in document_table.labels(connection).items()}
            hits: list[Hit] = []
            numbering: dict[int, list[int]] = {}
            with closing(_expression(connection, term) if regex else self._words(connection, term)) as answers:
                for (document, start, text), places in answers:
                    if document not in numbering:
                        numbering[document] = paragraph_starts(self._desk.text(connection, document))
                    number = paragraph_number(numbering[document], start)
                    for place in places:
                        hits.append(_hit(document, names[document], number, start, text, place))
                        if limit is not None and len(hits) >= limit:
                            return hits
        return hits

    def _words(self, connection: View, term: str) -> Generator[tuple[table.Found, list[Place]]]:
        words = _QUERY_WORD.findall(term)
        if not words:
            raise Refusal(f"“{term}” holds no word. Use --regex to look for signs.")
        pattern = _phrase(words)
        for found in self._indexed(connection, words):
            places = [
                (part + match.start(), part + match.end())
                for part, piece in _pieces(found[2])
                for match in pattern.finditer(fold(piece))
            ]
            if places:
                yield found, places

    @staticmethod
    def _indexed(connection: View, words: list[str]) -> Iterator[table.Found]:
        forms = dict.fromkeys([tuple(words), *(_composed(words, form) for form in ("NFC", "NFD"))])
        expression = " OR ".join(f"({_quoted(form)})" for form in forms)
        offset = 0
        while True:
            page = table.matching(connection, expression, 200, offset)
            yield from page
            if len(page) < 200:
                return
            offset += len(page)


def _expression(connection: View, term: str) -> Generator[tuple[table.Found, list[Place]]]:
    pieces = ((found, part, piece) for found in table.every(connection) for part, piece in _pieces(found[2]))
    with closing(own_pattern.places(term, pieces, lambda item: item[2])) as answers:
        for (found, part, _), places in answers:
            yield found, [(part + first, part + last) for first, last in places]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    for part in range(0, max(1, len(text)), _LONGEST_LINE):
        yield part, text[part : part + _LONGEST_LINE]


def _composed(words: list[str], form: Literal["NFC", "NFD"]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize(form, word) for word in words)


def _quoted(words: tuple[str, ...]) -> str:
    return " + ".join(f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in words)


@cache
def _accents() -> str:
    """Return the marks that a word is found with or without, as a class for a pattern."""
    points = (*range(0x300, 0x10000), *range(0x1D165, 0x1D1AE), *range(0x1E000, 0x1E950))
    return "".join(chr(point) for point in points if _is_accent(chr(point)))


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) not in (0, _VIRAMA)


def _phrase(words: list[str]) -> re.Pattern[str]:
    """Return the pattern of words in folded text, which still holds the accents that are characters of their own."""
    inside = rf"[\w{MARKS}]"
    between = rf"(?:[^\w{MARKS}]|_)+"
    parts = [_word(word.rstrip("*")) + (f"{inside}*" if word.endswith("*") else "") for word in words]
    # an emoji ends with a mark too, which is no part of the word behind it
    before = rf"(?<!\w)(?<!(?![\ufe00-\ufe0f\u20d0-\u20f0])[{MARKS}])"
    return re.compile(before + between.join(parts) + rf"(?!{inside})")


def _word(word: str) -> str:
    accents = f"[{_accents()}]*"
    pieces = []
    for letter in unicodedata.normalize("NFC", word):
        if _is_accent(letter):
            continue
        plain = fold(letter)
        apart = unicodedata.normalize("NFD", plain)
        piece = re.escape(plain) if apart == plain else f"(?:{re.escape(plain)}|{re.escape(apart)})"
        pieces.append(piece + accents)
    return "".join(pieces)


def fold(text: str) -> str:
    """Make text comparable: no case, no accents, the same number of characters.

    A letter whose plain form has another length stays as it is, so that offsets hold.
    """
    if text.isascii():
        return text.lower()
    return "".join(_fold_letter(letter) for letter in text)


def _fold_letter(letter: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", letter) if not _is_accent(c)).lower()
    return plain if len(plain) == 1 else letter


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
