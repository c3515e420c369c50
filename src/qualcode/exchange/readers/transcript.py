"""The last step of every reader of transcripts: canonical text, or one sentence why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.domain.documents import Reading
from qualcode.domain.errors import Refusal
from qualcode.domain.text import MAX_CHARACTERS, Canonical, Span, canonicalise
from qualcode.exchange.formats import shown

_WORD_LIKE = re.compile("[^\\s\ufeff\u200b\u00ad\u200e\u200f]")


def as_reading(
    path: Path,
    raw: str,
    kind: str,
    *,
    notes: Iterable[str] = (),
    bold: Sequence[tuple[int, int]] = (),
    encoding: str | None = None,
) -> Reading:
    """Bring the raw text of ``path`` into its canonical form and say what that changed.

    ``bold`` are half-open ranges of ``raw`` in ascending order; they are moved to where their text stands
    afterwards.

    Raises:
        Refusal: when the text holds no word or is longer than a document may be.
    """
    if len(raw) > MAX_CHARACTERS:
        raise Refusal(
            f"{shown(path)} has {len(raw):,} characters, more than the limit of {MAX_CHARACTERS:,}: split the file."
        )
    said = list(notes)
    canonical = _canonical(raw)
    if not _WORD_LIKE.search(canonical.text):
        found = " ".join(["", *said])
        raise Refusal(f"{shown(path)} holds no text: check that it is the right file and was saved in full.{found}")
    if canonical.removed_controls:
        said.append(f"{_count(canonical.removed_controls, 'control character')} removed, which no text should hold.")
    if canonical.replaced:
        said.append(f"{_count(canonical.replaced, 'invalid character')} replaced by “\ufffd”.")
    moved = bold if canonical.text == raw else _moved(raw, bold)
    spans = tuple(Span(start, end) for start, end in moved if end > start)
    return Reading(canonical.text, kind, notes=tuple(said), bold=spans, encoding=encoding)


def _canonical(raw: str) -> Canonical:
    """Return the canonical form; that a text is canonical already is quickly seen by its characters."""
    kinds = "".join(set(raw))
    if canonicalise(kinds).text == kinds and not raw.startswith("\ufeff"):
        return Canonical(raw)
    return canonicalise(raw)


def _count(number: int, noun: str) -> str:
    return f"1 {noun} was" if number == 1 else f"{number:,} {noun}s were"


def _moved(raw: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Carry ranges of ``raw`` over to its canonical form, which may be shorter or longer."""
    moved: list[tuple[int, int]] = []
    at = length = 0
    for start, end in ranges:
        begin = length + _length(raw, at, start)
        finish = begin + _length(raw, start, end)
        moved.append((begin, finish))
        at, length = end, finish
    return moved


def _length(raw: str, start: int, end: int) -> int:
    # Only the mark at the very beginning goes; the same character inside the text stays.
    guard = "" if start == 0 else "x"
    return len(canonicalise(guard + raw[start:end]).text) - len(guard)
