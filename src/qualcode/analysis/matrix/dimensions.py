"""What a matrix can be asked for: its dimensions, its measures, and what it is restricted to (A1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.domain.errors import Refusal

DIMENSIONS: dict[str, str] = {
    "code": "Code",
    "group": "Group",
    "wave": "Wave",
    "phase": "Phase",
    "document": "Document",
    "participant": "Participant",
    "sex": "Sex",
    "coder": "Coder",
    "outcome": "Outcome",
    "valence": "Valence",
    "locus": "Locus",
}
"""Every dimension and the word that is printed for it."""

MEASURES: dict[str, str] = {
    "segments": "Segments",
    "participants": "Participants",
    "documents": "Documents",
    "words": "Words",
    "row-percent": "Row %",
    "column-percent": "Column %",
    "per-1000-words": "Segments per 1,000 words",
}
"""Every measure and the words that are printed for it."""

MOST_NESTED = 3


def measure_named(text: str) -> str:
    """Return the measure that ``text`` names: its key, or the printed words in any case (``row %``, ``per 1,000
    words``).

    Raises:
        Refusal: when there is none.
    """
    wanted = "".join(text.casefold().replace("%", "percent").split()).replace("-", "").replace(",", "")
    for key, printed in MEASURES.items():
        words = "".join(printed.casefold().replace("%", "percent").split()).replace(",", "")
        if wanted in (key.replace("-", ""), words, words.removeprefix("segments") or words):
            return key
    check_measure(text)
    return text


@dataclass(frozen=True, slots=True)
class Filters:
    """What a table is restricted to, as ids of the study; None leaves a dimension whole, the id 0 means “not
    assigned”.

    With sub-codes summed a code brings its sub-codes along; otherwise just the codes named are counted.
    """

    documents: frozenset[int] | None = None
    codes: frozenset[int] | None = None
    groups: frozenset[int] | None = None
    waves: frozenset[int] | None = None
    phases: frozenset[int] | None = None
    coders: frozenset[int] | None = None

    def of(self, dimension: str) -> frozenset[int] | None:
        """Return the ids that ``dimension`` is restricted to."""
        match dimension:
            case "document":
                return self.documents
            case "code":
                return self.codes
            case "group":
                return self.groups
            case "wave":
                return self.waves
            case "phase":
                return self.phases
            case "coder":
                return self.coders
            case _:
                return None


FILTERED = ("document", "code", "group", "wave", "phase", "coder")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def check_dimensions(rows: str, columns: Sequence[str]) -> None:
    """Make sure that a matrix can be laid out so.

    Raises:
        Refusal: for an unknown dimension, one that stands there twice, none or more than three for the
        columns.
    """
    for name in (rows, *columns):
        if name not in DIMENSIONS:
            raise Refusal(f"There is no dimension “{name}”. Choose from: {_listed(DIMENSIONS)}.")
    if not columns:
        raise Refusal(f"The matrix has no columns. Give one to three of: {_listed(DIMENSIONS)}.")
    if len(columns) > MOST_NESTED:
        raise Refusal(
            f"Columns can be nested to three levels, and these are {len(columns)}: {_listed(columns)}. "
            f"Leave some out; a matrix takes one to three of: {_listed(DIMENSIONS)}."
        )
    for name in dict.fromkeys((rows, *columns)):
        if (rows, *columns).count(name) > 1:
            others = [other for other in DIMENSIONS if other not in (rows, *columns)]
            raise Refusal(f"The dimension “{name}” stands there twice. Put another in its place: {_listed(others)}.")


def check_measure(measure: str) -> None:
    """Make sure that ``measure`` is known.

    Raises:
        Refusal: when it is not.
    """
    if measure not in MEASURES:
        raise Refusal(f"There is no measure “{measure}”. Choose from: {_listed(MEASURES)}.")
