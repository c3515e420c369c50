"""Read a transcript saved as plain text or Markdown; Markdown keeps its characters as they are."""

from __future__ import annotations

from pathlib import Path

from qualcode.domain.documents import Reading
from qualcode.domain.errors import Refusal
from qualcode.domain.text import MAX_CHARACTERS
from qualcode.exchange.formats import SUBTITLES, TXT, check_file, shown, unreadable
from qualcode.exchange.readers.encoding import decode
from qualcode.exchange.readers.transcript import as_reading

MAX_BYTES = 4 * MAX_CHARACTERS
"""A character takes four bytes at most: a longer file cannot be a document that we accept."""


def read_plain_text(path: Path, kind: str = TXT, encoding: str | None = None) -> Reading:
    """Read ``path`` as text; ``kind`` is what it was recognised as, ``encoding`` the user's choice if any.

    Raises:
        Refusal: when it is too long, holds no text, or the encoding is unknown.
        EnvironmentFault: when the disk does not answer.
    """
    decoded = decode(read_bytes(path), encoding)
    notes = list(decoded.notes)
    if kind == SUBTITLES:
        notes.append("The file holds subtitles: their numbers and times were kept as part of the text.")
        kind = TXT
    found = decoded.text.count("\ufffd")
    if found and not any("\ufffd" in note for note in notes):
        line = decoded.text[: decoded.text.index("\ufffd")].count("\n") + 1
        places = "1 place" if found == 1 else f"{found:,} places"
        notes.append(f"The file itself holds “\ufffd” in {places} (first in line {line}): letters were lost before.")
    return as_reading(path, decoded.text, kind, notes=notes, encoding=decoded.encoding)


def read_bytes(path: Path) -> bytes:
    """Return all bytes of a regular file that is not too long to be a document.

    Raises:
        Refusal: when it is no such file.
        EnvironmentFault: when the disk does not answer.
    """
    size = check_file(path)
    too_long = Refusal(
        f"{shown(path)} has {size / 1e6:,.0f} MB, more than a document of {MAX_CHARACTERS:,} characters can "
        "take: split it."
    )
    if size > MAX_BYTES:
        raise too_long
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from None
    if len(data) > MAX_BYTES:  # it grew while it was read
        raise too_long
    return data
