"""Transcript text: its canonical form, paragraphs, words and spans.

All offsets are Python code points from the start of the document's text; spans are half-open and never empty.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.domain.errors import Refusal

MAX_CHARACTERS = 50_000_000
"""The longest document that is accepted; a Qt document and its offsets stay usable up to here."""

_LINE_BREAKS = re.compile("\r\n|[\r\u2028\u2029\u0085\v]")
_FORM_FEED = re.compile("[ \t]*\f\n?")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_REPLACED = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d"
    "\u0859-\u085b\u0897-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63"
    "\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u0eb1-\u0ece\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u180d\u180f-\u193b"
    "\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2"
    "\u1cd4-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f-\u2dff\u302a-\u302f\u3099-\u309a\ua66f-\ua672"
    "\ua674-\ua67d\ua69e-\ua6f1\ua802-\ua827\ua82c\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua92d\ua947-\ua953"
    "\ua980-\ua9c0\ua9e5-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000101fd-\U0001037a\U00010a01-\U00010a3f\U00010ae5-\U00010ae6"
    "\U00010d24-\U00010d6d\U00010eab-\U00010eac\U00010efc-\U00010eff\U00010f46-\U00010f50\U00010f82-\U00010f85"
    "\U00011000-\U00011046\U00011070-\U000110ba\U000110c2\U00011100-\U00011134\U00011145-\U00011173"
    "\U00011180-\U000111c0\U000111c9-\U000111cc\U000111ce-\U000111cf\U0001122c-\U00011237"
    "\U0001123e-\U00011241\U000112df-\U00011446\U0001145e-\U000114c3\U000115af-\U000115c0"
    "\U000115dc-\U00011640\U000116ab-\U000116b7\U0001171d-\U0001172b\U0001182c-\U0001183a"
    "\U00011930-\U00011943\U000119d1-\U000119e0\U000119e4-\U00011a3e\U00011a47-\U00011a99"
    "\U00011c2f-\U00011c3f\U00011c92-\U00011ef6\U00011f00-\U00011f42\U00013440-\U00013455"
    "\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016f4f-\U00016f92\U00016fe4-\U00016ff1"
    "\U0001bc9d-\U0001bc9e\U0001cf00-\U0001cf46\U0001d165-\U0001d169\U0001d16d-\U0001d172"
    "\U0001d17b-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad\U0001d242-\U0001d244"
    "\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75\U0001da84\U0001da9b-\U0001e136"
    "\U0001e2ae-\U0001e2ef\U0001e8d0-\U0001e94a\U000e0100-\U000e01ef"
)
"""What may stand inside a word beside letters: the combining marks of all scripts, as ranges for ``[…]`` of a pattern.

A range goes on over letters and digits, which stand in words anyway.
"""
WORD = re.compile(rf"[^\W_](?:[^\W_]+|[{MARKS}]|['’\-\u00ad\u2010\u2011](?=[^\W_]))*")
"""A word: letters and digits, with apostrophes and hyphens inside (``don’t``, ``home-care`` are one)."""


_LETTER = re.compile(
    "(?s:.)[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u093c\u09bc\u09be\u09d7\u0b3c\u1160-\u11ff\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u3099\u309a]*"
)
"""A character with those that one normal form keeps apart and another joins: accents, parts of a Hangul syllable."""


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
    if unicodedata.category(after)[0] == "M" or after == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff":
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


def occurrences(text: str, quote: str) -> list[Span]:
    """Find every place of ``quote`` in ``text``; runs of white space match any run of white space.

    A letter and its accent match whether they are written as one character or as two.

    Raises:
        Refusal: when the quote is empty.
    """
    parts = quote.split()
    if not parts:
        raise Refusal("The quote is empty: give the words to be coded.")
    pattern = re.compile(r"\s+".join(_in_any_form(part) for part in parts))
    return [Span(m.start(), m.end()) for m in pattern.finditer(text)]


def _in_any_form(part: str) -> str:
    """Return a pattern for ``part`` in its own and in both Unicode normal forms, letter by letter."""
    if part.isascii():
        return re.escape(part)
    pieces = []
    for letter in _LETTER.findall(part):
        forms = dict.fromkeys((letter, unicodedata.normalize("NFC", letter), unicodedata.normalize("NFD", letter)))
        escaped = [re.escape(form) for form in forms]
        pieces.append(escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(escaped)})")
    return "".join(pieces)
