"""Small studies for tests: plain lists, drawn by hypothesis or written by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from qualcode.analysis.frames import StudyFrame
from qualcode.domain.codebook import Code, Origin, Status

Turn = tuple[int, int, int, int, int]
"""(document id, said, end, participant id, 1 when moderating)."""


def make_code(
    key: int,
    name: str,
    parent: int | None = None,
    position: int = 0,
    status: Status = Status.ACTIVE,
    origin: Origin = Origin.DEDUCTIVE,
    codable: bool = True,
) -> Code:
    """Make a code of which only the place in the tree matters."""
    return Code(
        id=key,
        uuid=f"code-{key}",
        parent_id=parent,
        name=name,
        position=position,
        colour=1 + key % 24,
        origin=origin,
        provenance="",
        definition="",
        inclusion="",
        exclusion="",
        example="",
        atypical="",
        codable=codable,
        locked=False,
        status=status,
        creator=None,
        created_at="2020-01-01T00:00:00.000Z",
    )


@dataclass
class SmallStudy:
    """A study as plain lists; ids are those of the “database”."""

    codes: list[Code] = field(default_factory=list)
    labels: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    documents: list[tuple[int, int, bool]] = field(default_factory=list)
    participants: list[tuple[int, int, str | None]] = field(default_factory=list)
    segments: list[tuple[int, int, int, int]] = field(default_factory=list)
    codings: list[tuple[int, ...]] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)

    def frame(self) -> StudyFrame:
        """Build the frame of the study."""
        return StudyFrame.from_rows(
            codes=self.codes,
            labels=self.labels,
            documents=self.documents,
            participants=self.participants,
            segments=self.segments,
            codings=self.codings,
            turns=self.turns,
            words=self.texts.__getitem__,
        )


def _often_many(most: int) -> st.SearchStrategy[int]:
    """Draw a number from 1 that is mostly high, so that there is something to count."""
    return st.sampled_from([most, (most + 1) // 2, most - 1, 1])


_WORDS = ("bus", "è", "home-care", "don’t", "50", "snow,", "–", "key.", "-x", "a")


@st.composite
def small_studies(draw: st.DrawFn) -> SmallStudy:
    """Draw a study with a few of everything: also empty, unmapped, moderated, overlapping and unlabelled things."""
    study = SmallStudy()
    study.codes = draw(_codes())
    groups = draw(st.integers(0, 3))
    waves = draw(st.integers(0, 2))
    study.labels = {
        "group": [(10 + n, f"Group {n}") for n in range(groups)],
        "wave": [(20 + n, f"Wave {n}") for n in range(waves)],
        "coder": [(30 + n, f"Coder {n}") for n in range(2)],
        "phase": [(40 + n, f"Phase {n}") for n in range(3)],
        "outcome": [(50 + n, f"Outcome {n}") for n in range(2)],
        "valence": [(60 + n, f"Valence {n}") for n in range(2)],
        "locus": [(70 + n, f"Locus {n}") for n in range(1)],
    }
    for key in draw(st.permutations(range(1, draw(_often_many(5)) + 1))):
        group = draw(st.sampled_from([0, *(key for key, _ in study.labels["group"])]))
        study.participants.append((key, group, draw(st.sampled_from(["female", "male", None]))))
    study.labels["participant"] = [(key, f"Person {key}") for key, _, _ in study.participants]
    for key in range(100, 100 + draw(_often_many(3))):
        wave = draw(st.sampled_from([0, *(key for key, _ in study.labels["wave"])]))
        study.documents.append((key, wave, draw(st.integers(0, 3)) == 0))
        _speak(draw, study, key)
    study.labels["document"] = [(key, f"Document {key}") for key, _, _ in reversed(study.documents)]
    _code(draw, study)
    return study


@st.composite
def _codes(draw: st.DrawFn) -> list[Code]:
    codes: list[Code] = []
    for number in range(draw(st.integers(1, 6))):
        parent = draw(st.sampled_from([None, *(code.id for code in codes)]))
        status = draw(st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.RETIRED]))
        codes.append(make_code(9 - number, f"Code {number}", parent, draw(st.integers(0, 2)), status))
    return codes


def _speak(draw: st.DrawFn, study: SmallStudy, document: int) -> None:
    """Write a document turn by turn; some have none, some start with words that nobody says."""
    text = draw(st.sampled_from(["", "A title\n\n"]))
    for _ in range(draw(_often_many(6)) - 1):
        text += draw(st.sampled_from(["X: ", "C1: ", ""]))
        said = len(text)
        text += " ".join(draw(st.lists(st.sampled_from(_WORDS), max_size=5)))
        who = draw(st.sampled_from([0, *(key for key, _, _ in study.participants)]))
        study.turns.append((document, said, len(text), who, int(draw(st.integers(0, 4)) == 0)))
        text += draw(st.sampled_from(["\n\n", "\n", " "]))
    study.texts[document] = text + "end"


def _code(draw: st.DrawFn, study: SmallStudy) -> None:
    if not study.documents:
        return
    for key in range(500, 500 + draw(_often_many(7))):
        document = draw(st.sampled_from([key for key, _, _ in study.documents]))
        size = len(study.texts[document])
        start = draw(st.integers(0, size - 1))
        study.segments.append((key, document, start, draw(st.integers(start + 1, size))))
    if not study.segments:
        return
    for key in range(900, 900 + draw(_often_many(14))):
        chosen = [draw(st.sampled_from([key for key, *_ in study.segments]))]
        chosen.append(draw(st.sampled_from([code.id for code in study.codes])))
        chosen.append(draw(st.sampled_from([key for key, _ in study.labels["coder"]])))
        for name in ("phase", "outcome", "valence", "locus"):
            chosen.append(draw(st.sampled_from([0, *(key for key, _ in study.labels[name])])))
        study.codings.append((key, *chosen))
