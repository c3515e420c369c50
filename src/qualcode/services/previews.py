"""One transcript read, before anything is decided or stored."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.domain.documents import Reading, SpeakerFound, SpeakerMapping, TurnDraft, storable_name
from qualcode.domain.errors import Refusal
from qualcode.domain.text import count_words


@dataclass(frozen=True, slots=True)
class Preview:
    """One file read, before anything is decided: its text, its speakers, and labels that may be the same person."""

    path: Path
    name: str
    reading: Reading
    turns: tuple[TurnDraft, ...]
    speakers: tuple[SpeakerFound, ...]
    similar: tuple[tuple[str, str], ...]
    words: int


def preview(path: Path, speakers: str = "auto", encoding: str | None = None) -> Preview:
    """Read one transcript and find its speakers; nothing is stored.

    Args:
        speakers: ``auto``, ``none``, or a regular expression of the user's.
        encoding: the encoding of a plain text, when the user knows better.

    Raises:
        Refusal: the file cannot be read as a transcript; the message names it, the reason and what to do.
    """
    from qualcode.exchange.formats import shown, unreadable
    from qualcode.exchange.readers import read_transcript
    from qualcode.exchange.speakers import find_turns, similar_labels, speakers_found

    try:
        os.fsencode(path)  # fails for a name that no file can have
        reading = read_transcript(path, encoding=encoding)
        reading.text.encode("utf-8")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeError as error:
        raise Refusal(
            f"{shown(path)} holds, in its name or its text, what is no character. Save a clean copy and import that."
        ) from error
    turns = find_turns(reading, speakers)
    found = tuple(speakers_found(reading.text, turns))
    similar = tuple(similar_labels([speaker.label for speaker in found]))
    name = storable_name(path.stem).strip() or storable_name(path.name)
    return Preview(path, name, reading, turns, found, similar, count_words(reading.text))


def map_turns(turns: Sequence[TurnDraft], mapping: Sequence[SpeakerMapping]) -> list[TurnDraft]:
    """Give every turn the label that the user decided for it."""
    labels = {each.found: each.label for each in mapping}
    return [replace(turn, label=labels.get(turn.label, turn.label)) for turn in turns]
