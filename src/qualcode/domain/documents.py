"""Documents: what was collected, when, and who speaks where in it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.domain.errors import Refusal
from qualcode.domain.text import Span

MOST = 2**63 - 1
"""The largest whole number that a study can hold."""


def storable_name(name: str) -> str:
    """Return a name as a study can hold it: without control characters, U+FFFD for half a character."""
    kept = (each for each in name if unicodedata.category(each) != "Cc")
    return "".join("\ufffd" if unicodedata.category(each) == "Cs" else each for each in kept)


class Kind(StrEnum):
    """What sort of source a document is (D3)."""

    INTERVIEW = "interview"
    WORKSHOP = "workshop"
    REFLEXIVE = "reflexive"
    FIELD_NOTE = "field-note"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words that are printed."""
        return {
            "interview": "Semi-structured interview",
            "workshop": "Co-assessment workshop",
            "reflexive": "Reflexive account",
            "field-note": "Field note",
            "other": "Other",
        }[self.value]

    @classmethod
    def named(cls, text: str) -> Kind:
        """Return the kind of this name, written short (``workshop``), in full, or as ``field note``.

        Raises:
            Refusal: when there is none.
        """
        wanted = " ".join(text.replace("-", " ").split()).casefold()
        for kind in cls:
            if wanted in (kind.value.replace("-", " "), kind.label.replace("-", " ").casefold()):
                return kind
        raise Refusal(f"“{text}” is no kind of document. Use one of: {', '.join(kind.value for kind in cls)}.")


class Mode(StrEnum):
    """How a session was held (D3)."""

    FACE_TO_FACE = "face to face"
    TELEPHONE = "telephone"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Wave:
    """When documents were collected (D5): a property of the document, never of a passage."""

    id: int
    uuid: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is known of a session (D3). ``minutes`` is its duration; ``invited`` and ``attended`` are numbers of
    people.
    """

    kind: Kind = Kind.INTERVIEW
    wave: str | None = None
    date: str | None = None
    place: str | None = None
    mode: Mode | None = None
    minutes: float | None = None
    language: str | None = None
    recorded: bool | None = None
    interviewer: str | None = None
    invited: int | None = None
    attended: int | None = None
    default_phase: str | None = None

    def check(self) -> None:
        """Look at the numbers.

        Raises:
            Refusal: when one is below 0, endless, or beyond what a study can hold.
        """
        # written so that what is not a number (nan) fails it too
        if self.minutes is not None and not 0 <= self.minutes <= MOST:
            raise Refusal("A duration is a number of minutes, 0 or more.")
        for word, people in (("invited", self.invited), ("attended", self.attended)):
            if people is not None and not 0 <= people <= MOST:
                raise Refusal(f"The {word} are a number of people, 0 or more.")


@dataclass(frozen=True, slots=True)
class TurnDraft:
    """A speaker's turn as a reader finds it.

    ``span`` covers label and words; ``said`` is the offset at which the words start; ``time_ms`` the time stamp, if
    any.
    """

    label: str
    span: Span
    said: int
    time_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one file: canonical text, turns, and what was assumed or lost.

    ``notes`` are sentences for the user. ``bold`` are the spans of bold text, used to find bold speaker paragraphs.
    ``format`` is the short name of the format (``docx``, ``txt``, ``md``).
    """

    text: str
    format: str
    turns: tuple[TurnDraft, ...] = ()
    notes: tuple[str, ...] = ()
    bold: tuple[Span, ...] = ()
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerFound:
    """One label of the import preview: how often and how much it speaks, and how its first turn begins."""

    label: str
    turns: int
    words: int
    first_line: str


@dataclass(frozen=True, slots=True)
class SpeakerMapping:
    """What the user decides for one label: merge it into ``label``, whom it stands for, whether it only moderates.

    ``participant`` is the speaker name of a participant of the register; None leaves the label unmapped.
    """

    found: str
    label: str
    participant: str | None = None
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript without its text. ``characters`` in code points; ``coded`` is the share of characters coded (0
    to 1).
    """

    id: int
    uuid: str
    name: str
    attributes: Attributes
    wave_id: int | None
    sha256: str
    source_name: str
    characters: int
    words: int
    plain: bool
    position: int
    created_at: str
    coded: float = 0.0
    segments: int = 0
    speakers: int = 0


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label as it stands in one document, and the participant that it is.

    ``moderator``: the user said so, or the participant belongs to no group. ``decided``: the user said who it is, be
    it nobody.
    """

    id: int
    uuid: str
    document_id: int
    label: str
    participant_id: int | None
    moderator: bool
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a document in which one speaker has the floor. No two turns of a document overlap (D4)."""

    id: int
    document_id: int
    speaker_id: int
    start: int
    said: int
    end: int
    time_ms: int | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A document with everything that is needed to show it."""

    document: Document
    text: str
    turns: tuple[Turn, ...]
    speakers: dict[int, Speaker] = field(default_factory=dict)
