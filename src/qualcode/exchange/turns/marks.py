"""Where paragraphs begin with what may be a speaker's label, in each style that transcripts use."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from qualcode.domain.documents import Reading
from qualcode.domain.text import Span
from qualcode.exchange.turns.words import MAX_LABEL, Likeness, likeness, tidy


class Style(Enum):
    """How a transcript marks who speaks."""

    COLON = "Name: words"
    STAMP = "Name 00:01:02, the words below"
    TAB = "Name, a tab, words"
    BOLD = "a name in bold"


class Shape(Enum):
    """What stands between a label, with its colon if it has one, and the words."""

    TAB = "a tab"
    BLANK = "a blank or the end of the line"
    JOINED = "nothing"


@dataclass(frozen=True, slots=True)
class Mark:
    """One place that may begin a turn.

    ``start`` is the first visible character of its paragraph, ``said`` the first character of the words
    behind the label (the end of the paragraph when none follow there). ``shape`` is what divides label and
    words, e.g. ``:`` and a tab.
    """

    label: str
    start: int
    said: int
    shape: Shape
    time_ms: int | None = None

    @property
    def likeness(self) -> Likeness:
        """What the label looks like."""
        return likeness(self.label)


# Every repetition is bounded and no two stand side by side: a line of a thousand blanks costs no more than another.
_TIME = r"\d{1,3}:[0-5]?\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_GAP = "[ \\t\u00a0]{0,12}"
_INDENT = "[ \\t\u00a0]{0,80}"
_NAME = rf"[^\W_][\w .,'’\-–&/#()+\u00a0]{{0,{MAX_LABEL + 5}}}?"
# A stamp before the label, in brackets or not, perhaps with a dash behind it.
_BEFORE = rf"[\[(<]?(?P<before>{_TIME})[\])>]?{_GAP}(?:[-–—]{_GAP})?"
_AFTER = rf"[\[(<]?(?P<after>{_TIME})[\])>]?"
_COLON = re.compile(
    rf"^{_INDENT}(?P<all>(?:{_BEFORE})?(?:\*\*|__|[*_\[(<])?(?P<label>{_NAME})(?:\*\*|__|[*_\])>])?"
    rf"(?:{_GAP}{_AFTER})?{_GAP}(?:\*\*|__)?[:：](?:\*\*|__|[*_])?(?P<gap>{_GAP}))(?!(?<=:)[\d/\\:])",
    re.MULTILINE,
)
_STAMPED = re.compile(
    rf"^{_INDENT}(?P<all>(?:{_BEFORE}(?P<first>{_NAME})|(?P<second>{_NAME})[ \t\u00a0]{_GAP}(?:[-–—]{_GAP})?{_AFTER}))"
    rf"{_GAP}$",
    re.MULTILINE,
)
_TABBED = re.compile(
    rf"^{_INDENT}(?P<all>(?:{_AFTER}[ ]{{0,4}}\t+)?(?P<label>{_NAME})[ ]{{0,4}}\t{{1,12}}[ ]{{0,4}})(?=[^\s])",
    re.MULTILINE,
)
_MARKDOWN_BOLD = re.compile(rf"^{_INDENT}(?P<all>(?:\*\*|__)(?P<label>{_NAME})(?:\*\*|__){_GAP})", re.MULTILINE)
_WORDS_TABLE_HEADS = frozenset("text words utterance speech transcript content testo parole transkript texte".split())


def marks(reading: Reading, style: Style) -> list[Mark]:
    """Return all places that are marked in one style, in the order of the text, not yet judged."""
    if style is Style.COLON:
        return list(_colon(reading.text))
    if style is Style.STAMP:
        return list(_stamped(reading.text))
    if style is Style.TAB:
        return list(_tabbed(reading.text))
    return list(_bold(reading))


def milliseconds(stamp: str | None) -> int | None:
    """Read a time stamp: minutes and seconds, or hours, minutes and seconds.

    >>> milliseconds("01:02:03.5"), milliseconds("2:03"), milliseconds(None)
    (3723500, 123000, None)
    """
    if not stamp:
        return None
    whole, _, part = stamp.replace(",", ".").partition(".")
    seconds = 0
    for field in whole.split(":"):
        seconds = seconds * 60 + int(field)
    return seconds * 1000 + (int(part.ljust(3, "0")) if part else 0)


def _colon(text: str) -> Iterator[Mark]:
    for found in _COLON.finditer(text):
        label = tidy(found["label"])
        # A comma belongs to a label like “Carer, female, 8”, and else to a sentence.
        if label and ("," not in label or likeness(label) is Likeness.CODE):
            stamp = milliseconds(found["before"] or found["after"])
            end = found.end()
            parted = bool(found["gap"]) or text[end : end + 1] in ("", "\n")
            shape = Shape.TAB if "\t" in found["gap"] else Shape.BLANK if parted else Shape.JOINED
            yield Mark(label, found.start("all"), end, shape, stamp)


def _stamped(text: str) -> Iterator[Mark]:
    for found in _STAMPED.finditer(text):
        label = tidy(found["first"] or found["second"]).rstrip(":").strip()
        if label and "," not in label:
            stamp = milliseconds(found["before"] or found["after"])
            yield Mark(label, found.start("all"), found.end("all"), Shape.BLANK, stamp)


def _tabbed(text: str) -> Iterator[Mark]:
    for found in _TABBED.finditer(text):
        label = tidy(found["label"])
        end = text.find("\n", found.end())
        words = text[found.end() : end if end != -1 else len(text)]
        # More columns than stamp, name and words: a table of figures or of other things.
        if label and words.count("\t") <= 1 and words.strip().casefold() not in _WORDS_TABLE_HEADS:
            yield Mark(label, found.start("all"), found.end("all"), Shape.TAB, milliseconds(found["after"]))


def _bold(reading: Reading) -> Iterator[Mark]:
    text = reading.text
    if reading.format == "md":
        for found in _MARKDOWN_BOLD.finditer(text):
            yield Mark(tidy(found["label"]), found.start("all"), found.end("all"), Shape.BLANK)
        return
    for start, end in _bold_beginnings(text, reading.bold):
        piece = text[start:end]
        label = tidy(piece.rstrip(" \t\u00a0:：-–—"))
        if label and "\n" not in label:
            yield Mark(label, start, end, Shape.BLANK)


def _bold_beginnings(text: str, bold: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Yield the bold beginning of each paragraph that has one; runs parted by blanks alone are one."""
    last_line = -1
    for place, span in enumerate(bold):
        line = text.rfind("\n", 0, span.start) + 1
        if line == last_line or text[line : span.start].strip():
            continue
        last_line = line
        end = span.end
        for after in bold[place + 1 :]:
            gap = text[end : after.start]
            if gap.strip() or "\n" in gap:
                break
            end = after.end
        piece = text[span.start : end]
        first = piece.lstrip()
        start = span.start + len(piece) - len(first)
        newline = text.find("\n", start, end)
        end = newline if newline != -1 else end
        if 0 < end - start <= MAX_LABEL + 10:
            yield start, end


class Paragraphs:
    """The paragraphs of a text that are not blank."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        at = 0
        for line in text.split("\n"):
            if line and not line.isspace():
                self.starts.append(at)
            at += len(line) + 1

    def __len__(self) -> int:
        return len(self.starts)

    def number(self, offset: int) -> int:
        """Return how many paragraphs begin before ``offset`` or at it."""
        return bisect_right(self.starts, offset)
