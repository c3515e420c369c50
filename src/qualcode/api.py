"""A Python interface for notebooks and scripts; tables are pandas DataFrames.

from qualcode import api

with api.open_project("study.qualcode") as study:
    study.matrix(columns=["group", "phase"])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from qualcode.domain.coding import CodingDetails
from qualcode.domain.documents import Attributes
from qualcode.domain.errors import Cancelled, EnvironmentFault, Refusal
from qualcode.domain.text import Span
from qualcode.services import project as _project
from qualcode.services import sample as _sample
from qualcode.services.documents import ImportResult
from qualcode.services.project import Project
from qualcode.services.retrieval import Query

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Cancelled",
    "EnvironmentFault",
    "Refusal",
    "Study",
    "create_project",
    "open_project",
    "sample_project",
]


def create_project(path: str | Path, title: str | None = None, codebook: str | Path | None = "co-destruction") -> Study:
    """Make a study and open it; ``codebook`` is a shipped one's name, a file, or None."""
    _project.create(Path(path), title, codebook)
    return open_project(_project.study_path(Path(path)))


def open_project(path: str | Path, coder: str | None = None, *, write: bool = True) -> Study:
    """Open a study; with ``write=False`` beside another program that has it open."""
    return Study(_project.open_project(Path(path), coder, write=write))


def sample_project(path: str | Path) -> Study:
    """Build the sample study and open it."""
    _sample.build(Path(path))
    return open_project(_project.study_path(Path(path)))


class Study:
    """An open study. ``project`` is the door to everything else that qualcode can do with it."""

    def __init__(self, project: Project) -> None:
        self.project = project

    # tables --------------------------------------------------------------------------------------------------------

    def documents(self) -> pd.DataFrame:
        """Return the documents: name, kind, wave, date, minutes, words, speakers, segments, share coded (0 to 1)."""
        return _table(
            {
                **{"name": d.name, "kind": d.attributes.kind.value, "wave": d.attributes.wave},
                **{"date": d.attributes.date, "minutes": d.attributes.minutes, "words": d.words},
                **{"speakers": d.speakers, "segments": d.segments, "coded": d.coded},
            }
            for d in self.project.documents.all()
        )

    def participants(self) -> pd.DataFrame:
        """Return the register, one row a person, free attributes as further columns."""
        printed = self.project.participants.attributions()
        return _table(
            {
                **{"speaker": p.speaker, "group": p.group, "label": p.label, "number": p.number},
                **{"sex": p.sex, "role": p.role, "printed": printed[p.id]},
                **p.attributes,
            }
            for p in self.project.participants.all()
        )

    def codes(self) -> pd.DataFrame:
        """Return the codebook, one row a code, with its path and its number of segments."""
        book = self.project.codebook
        return _table(
            {
                **{
                    "name": c.name,
                    "path": book.path(c.id),
                    "origin": c.origin.value,
                    "provenance": c.provenance,
                },
                **{"definition": c.definition, "codable": c.codable, "segments": c.segments},
            }
            for c in book.all()
        )

    def segments(self, query: Query | None = None) -> pd.DataFrame:
        """Return one row a coding: quote, source, speakers, and everything noted on it."""
        return _table(
            {
                **{"id": s.coding.id, "code": s.code, "document": s.document, "paragraph": s.paragraph},
                **{"start": s.coding.start, "end": s.coding.end, "quote": s.quote, "speakers": s.attribution},
                **{"groups": "; ".join(s.groups), "wave": s.wave, "phase": s.coding.details.phase},
                **{"phase_assumed": s.coding.phase_assumed, "outcome": s.coding.details.outcome},
                **{"valence": s.coding.details.valence, "locus": s.coding.details.locus},
                **{
                    "weight": s.coding.details.weight,
                    "comment": s.coding.details.comment,
                    "coder": s.coding.coder,
                },
            }
            for s in self.project.retrieval.segments(query)
        )

    def matrix(
        self,
        rows: str = "code",
        columns: Sequence[str] = ("group", "phase"),
        measure: str = "segments",
        *,
        aggregate: bool = True,
        include_reflexive: bool = False,
        totals: bool = False,
    ) -> pd.DataFrame:
        """Return codes by groups, phases and the rest; ``totals`` adds the column Total and the rows Total and N."""
        matrix = self.project.matrices.compute(
            rows, columns, measure, aggregate=aggregate, include_reflexive=include_reflexive
        )
        return self.project.matrices.table(matrix, totals=totals)

    # acts ----------------------------------------------------------------------------------------------------------

    def import_documents(
        self,
        files: str | Path | Iterable[str | Path],
        attributes: Attributes | None = None,
        speakers: str = "auto",
    ) -> list[ImportResult]:
        """Bring transcripts in: one file or several."""
        listed = [files] if isinstance(files, str | Path) else files
        return self.project.documents.import_files([Path(file) for file in listed], attributes, speakers)

    def code(
        self,
        document: str,
        codes: str | Sequence[str],
        *,
        quote: str | None = None,
        span: tuple[int, int] | None = None,
        occurrence: int | None = None,
        details: CodingDetails | None = None,
    ) -> list[int]:
        """Lay one or several codes over a quote or a span (start, end) of a document; returns the codings' ids."""
        if (quote is None) == (span is None):
            raise Refusal("Say which passage: either a quote or a span.")
        owner = self.project.documents.find(document).id
        names = [codes] if isinstance(codes, str) else codes
        ids = [self.project.codebook.find(name).id for name in names]
        place = Span(*span) if span is not None else self.project.documents.locate(owner, quote or "", occurrence)
        return list(self.project.coding.add(owner, place, ids, details).added)

    def undo(self) -> str | None:
        """Take back the last step; returns its name."""
        change = self.project.history.undo()
        return change.label if change else None

    def redo(self) -> str | None:
        """Do again the step that was undone last; returns its name."""
        change = self.project.history.redo()
        return change.label if change else None

    def report(self, path: str | Path) -> None:
        """Write the Word report."""
        self.project.reports.write(Path(path))

    def close(self) -> None:
        """Close the study."""
        self.project.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _table(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows))
