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
    shape: str
    time_ms: int | None = None

    @property
    def likeness(self) -> Likeness:
        """What the label looks like."""
        return likeness(self.label)


_TIME = r"\d{1,3}:[0-5]?\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_BLANK = "[ \\t\u00a0]"
_NAME = rf"[^\W_][\w .'’\-–&/#()+\u00a0]{{0,{MAX_LABEL + 5}}}?"
# A stamp before the label, in brackets or not, perhaps with a dash behind it.
_BEFORE = rf"(?:[\[(<]?(?P<before>{_TIME})[\])>]?{_BLANK}*(?:[-–—]{_BLANK}*)?)?"
_AFTER = rf"(?:[\[(<]?(?P<after>{_TIME})[\])>]?)"
_COLON = re.compile(
    rf"^{_BLANK}*(?P<all>{_BEFORE}(?:\*\*|__|[*_\[(<])?(?P<label>{_NAME})(?:\*\*|__|[*_\])>])?{_BLANK}*"
    rf"{_AFTER}?(?P<shape>{_BLANK}*(?:\*\*|__)?[:：](?:\*\*|__|[*_])?{_BLANK}*))(?!(?<=:)[\d/\\:])",
    re.MULTILINE,
)
_STAMPED = re.compile(
    rf"^{_BLANK}*(?P<all>(?:[\[(<]?(?P<before>{_TIME})[\])>]?{_BLANK}*(?:[-–—]{_BLANK}*)?(?P<first>{_NAME})"
    rf"|(?P<second>{_NAME}){_BLANK}+[-–—]?{_BLANK}*{_AFTER})){_BLANK}*$",
    re.MULTILINE,
)
_TABBED = re.compile(rf"^{_BLANK}*(?P<all>(?:{_AFTER}[ ]*\t+)?(?P<label>{_NAME}) *\t+ *)(?=[^\s])", re.MULTILINE)
_MARKDOWN_BOLD = re.compile(rf"^{_BLANK}*(?P<all>(?:\*\*|__)(?P<label>{_NAME})(?:\*\*|__){_BLANK}*)", re.MULTILINE)
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
        if label:
            stamp = milliseconds(found["before"] or found["after"])
            shape = ("\t" if "\t" in found["shape"] else "") + found["shape"].strip("* _\t\u00a0")
            yield Mark(label, found.start("all"), found.end("all"), shape, stamp)


def _stamped(text: str) -> Iterator[Mark]:
    for found in _STAMPED.finditer(text):
        label = tidy(found["first"] or found["second"]).rstrip(":").strip()
        if label:
            stamp = milliseconds(found["before"] or found["after"])
            yield Mark(label, found.start("all"), found.end("all"), "stamp", stamp)


def _tabbed(text: str) -> Iterator[Mark]:
    for found in _TABBED.finditer(text):
        label = tidy(found["label"])
        end = text.find("\n", found.end())
        words = text[found.end() : end if end != -1 else len(text)]
        # More columns than stamp, name and words: a table of figures or of other things.
        if label and words.count("\t") <= 1 and words.strip().casefold() not in _WORDS_TABLE_HEADS:
            yield Mark(label, found.start("all"), found.end("all"), "tab", milliseconds(found["after"]))


def _bold(reading: Reading) -> Iterator[Mark]:
    text = reading.text
    if reading.format == "md":
        for found in _MARKDOWN_BOLD.finditer(text):
            yield Mark(tidy(found["label"]), found.start("all"), found.end("all"), "bold")
        return
    for start, end in _bold_beginnings(text, reading.bold):
        piece = text[start:end]
        label = tidy(piece.rstrip(" \t\u00a0:：-–—"))
        if label and "\n" not in label:
            yield Mark(label, start, end, "bold")


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
