"""Transcript text: its canonical form, paragraphs, words and spans.

All offsets are Python code points from the start of the document's text; spans are half-open and never empty.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.domain.errors import Refusal

MAX_CHARACTERS = 50_000_000
"""The longest document that is accepted; a Qt document and its offsets stay usable up to here."""

_LINE_BREAKS = re.compile("\r\n|[\r\u2028\u2029\u0085\v]")
_FORM_FEED = re.compile("[ \t]*\f\n?")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_REPLACED = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’\-\u00ad\u2010\u2011](?=[^\W_]))*")
"""A word: letters and digits, with apostrophes and hyphens inside (``don’t``, ``home-care`` are one)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: code points ``start`` (inclusive) to ``end`` (exclusive)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise Refusal(f"The span {self.start} to {self.end} is empty or reversed: give a start below the end.")

    def __len__(self) -> int:
        return self.end - self.start

    def touches(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Canonical:
    """Text as it is stored, and what had to be changed for it (counts of characters)."""

    text: str
    removed_controls: int = 0
    replaced: int = 0


def canonicalise(raw: str) -> Canonical:
    """Bring text into the one form that is stored.

    A byte-order mark at the start goes, every line break becomes ``\\n`` (a form feed a blank line), control characters
    go, lone surrogates and noncharacters become U+FFFD. No-break spaces, soft hyphens and the Unicode normal form stay.
    """
    text = raw.removeprefix("\ufeff")
    text = _LINE_BREAKS.sub("\n", text)
    text = _FORM_FEED.sub("\n\n", text)
    text, controls = _CONTROLS.subn("", text)
    text, replaced = _REPLACED.subn("\ufffd", text)
    if len(text) > MAX_CHARACTERS:
        raise Refusal(
            f"The text has {len(text):,} characters, more than the limit of {MAX_CHARACTERS:,}: split the file."
        )
    return Canonical(text, controls, replaced)


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line of ``text`` starts, blank ones included."""
    starts = [0]
    at = text.find("\n")
    while at != -1:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def paragraph_starts(text: str) -> list[int]:
    """Return the offset at which each paragraph starts: a line with something in it, as it is numbered for citing.

    Paragraph ``n`` (from 1) is item ``n - 1``; blank lines between paragraphs are not numbered.
    """
    starts = line_starts(text)
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return [start for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def paragraph_number(starts: list[int], offset: int) -> int:
    """Return the number (from 1) of the paragraph that holds ``offset``; a blank line belongs to the one before."""
    return max(1, bisect_right(starts, offset))


def words(text: str) -> Iterator[Span]:
    """Yield the span of each word."""
    for match in WORD.finditer(text):
        yield Span(match.start(), match.end())


def count_words(text: str) -> int:
    """Count the words of ``text``.

    >>> count_words("Don't, she said – it's home-care!")
    5
    """
    return sum(1 for _ in WORD.finditer(text))


def is_plain(text: str) -> bool:
    """Tell whether every character is one UTF-16 unit, so that no offset map is needed at the Qt border."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 == len(text)


def _inside_grapheme(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.combining(after) or after in "\u200d\ufe0e\ufe0f" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if before == "\u200d" and ord(after) >= 0x2190:
        return True
    if "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff":
        run = at
        while run > 0 and "\U0001f1e6" <= text[run - 1] <= "\U0001f1ff":
            run -= 1
        return (at - run) % 2 == 1
    return False


def snap_to_graphemes(text: str, span: Span) -> Span:
    """Widen ``span`` so that it cuts no accent from its letter and no emoji in two."""
    start, end = span.start, span.end
    while _inside_grapheme(text, start):
        start -= 1
    while _inside_grapheme(text, end):
        end += 1
    return Span(start, end)


def trim(text: str, span: Span) -> Span | None:
    """Take white space off both ends of ``span``; None when nothing is left."""
    piece = text[span.start : span.end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(span.start + left, span.start + right) if right > left else None


def word_offsets(text: str) -> tuple[list[int], list[int]]:
    """Return the starts and the ends of all words, in order."""
    starts: list[int] = []
    ends: list[int] = []
    for match in WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
    return starts, ends


def words_touched(starts: list[int], ends: list[int], span: Span) -> range:
    """Return the indices of the words of which ``span`` holds at least one character."""
    return range(bisect_right(ends, span.start), bisect_left(starts, span.end))


def occurrences(text: str, quote: str) -> list[Span]:
    """Find every place of ``quote`` in ``text``; runs of white space match any run of white space.

    Raises:
        Refusal: when the quote is empty.
    """
    parts = quote.split()
    if not parts:
        raise Refusal("The quote is empty: give the words to be coded.")
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    return [Span(m.start(), m.end()) for m in pattern.finditer(text)]
