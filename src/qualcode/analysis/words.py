"""Where the words of a transcript stand, found fast and kept (A1: the measure “words”).

What a word is stands in ``domain.text.WORD``; here the same words are found with columns of numbers, because
a study of some hundred megabytes has many millions of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from qualcode.domain.text import WORD, word_offsets

Offsets = npt.NDArray[np.int32]

_PLANE = 0x10000
_STARTS, _CONTINUES, _JOINS = 1, 2, 4


@cache
def _character_classes() -> npt.NDArray[np.uint8]:
    """Ask the pattern itself what each character of the basic plane can do in a word."""
    classes = np.zeros(_PLANE, dtype=np.uint8)
    characters = [chr(number) for number in range(_PLANE)]
    for match in WORD.finditer("\n".join(characters)):
        classes[match.start() // 2] = _STARTS | _CONTINUES
    for match in WORD.finditer("\n".join("a" + character for character in characters)):
        if match.end() - match.start() == 2:
            classes[match.start() // 3] |= _CONTINUES
    for match in WORD.finditer("\n".join("a" + character + "a" for character in characters)):
        if match.end() - match.start() == 3 and not classes[match.start() // 4] & _CONTINUES:
            classes[match.start() // 4] |= _JOINS
    return classes


def find_words(text: str) -> tuple[Offsets, Offsets]:
    """Return the starts and the ends of all words in code points, in order; equal to
    ``domain.text.word_offsets``.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if points.size and int(points.max()) >= _PLANE:
        starts, ends = word_offsets(text)
        return np.array(starts, dtype=np.int32), np.array(ends, dtype=np.int32)
    classes = np.zeros(points.size + 2, dtype=np.uint8)
    classes[1:-1] = np.take(_character_classes(), points)
    letter = (classes & _STARTS) != 0
    inside = (classes & _CONTINUES) != 0
    # A joiner is inside a word only where a letter follows it.
    inside[:-1] |= ((classes[:-1] & _JOINS) != 0) & letter[1:]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    firsts, lasts = edges[::2], edges[1::2]
    headless = np.flatnonzero(~letter[firsts + 1])
    if headless.size:
        # An accent or a joiner at the head of a run starts no word: the word starts at the first letter, if
        # there is one.
        letters = np.append(np.flatnonzero(letter) - 1, points.size)
        firsts[headless] = letters[np.searchsorted(letters, firsts[headless])]
        real = firsts < lasts
        firsts, lasts = firsts[real], lasts[real]
    return firsts.astype(np.int32), lasts.astype(np.int32)


class WordIndex:
    """The word offsets of documents, computed when they are first asked for.

    The text of a document never changes under its offsets, so one index may serve every frame of an open
    study; drop a document with ``forget`` when its text was corrected or it was deleted.
    """

    __slots__ = ("_found", "_text_of")

    def __init__(self, text_of: Callable[[int], str]) -> None:
        """Read texts with ``text_of``, which takes a document's id."""
        self._text_of = text_of
        self._found: dict[int, tuple[Offsets, Offsets]] = {}

    def offsets(self, document_id: int) -> tuple[Offsets, Offsets]:
        """Return the starts and the ends of the document's words, in code points."""
        found = self._found.get(document_id)
        if found is None:
            found = self._found[document_id] = find_words(self._text_of(document_id))
        return found

    def forget(self, document_id: int) -> None:
        """Read the document's text anew when it is next asked for."""
        self._found.pop(document_id, None)
