"""Readers of transcripts and tables; each module loads its libraries only when a file of its kind is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.domain.documents import Reading
from qualcode.exchange import formats

_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm")


def read_transcript(path: Path, *, encoding: str | None = None) -> Reading:
    """Read one transcript, whatever its name says that it is.

    ``encoding`` is the user's choice for plain text; a Word document says its own. The turns are left to
    :func:`qualcode.exchange.speakers.find_turns`.

    Raises:
        Refusal: when the file is missing, damaged, too long, empty, or of a kind that is not read as a
            transcript.
        EnvironmentFault: when the disk does not answer.
    """
    kind = formats.recognise(path)
    if kind == formats.BINARY and encoding is not None:
        kind = formats.TXT
    if kind == formats.DOCX:
        from qualcode.exchange.readers.word import read_word

        reading = read_word(path)
        fitting = path.suffix.lower() in _WORD_NAMES
    elif kind in (formats.TXT, formats.MD, formats.SUBTITLES):
        from qualcode.exchange.readers.plain_text import read_plain_text

        reading = read_plain_text(path, kind, encoding)
        fitting = path.suffix.lower() not in (*_WORD_NAMES, ".doc", ".rtf", ".odt", ".pdf")
    else:
        raise formats.refusal(path, kind)
    if fitting:
        return reading
    what = "a Word document" if kind == formats.DOCX else "plain text"
    return replace(reading, notes=(f"The name ends in “{path.suffix}”, but the file is {what}.", *reading.notes))
