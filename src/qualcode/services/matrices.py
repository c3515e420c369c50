"""Numbers by group, phase and whatever else a study notes (A1), and the files that they go to."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.frames import StudyFrame
from qualcode.analysis.matrix import Filters, Matrix, compute, flat_rows, measure_named
from qualcode.domain import choices
from qualcode.domain.documents import Kind
from qualcode.domain.errors import Refusal
from qualcode.domain.participants import Participant, attribution
from qualcode.services.desk import Desk
from qualcode.services.history import History
from qualcode.store.tables import codebook as code_table
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import frame as frame_table
from qualcode.store.tables import history as history_table
from qualcode.store.tables import participants as participant_table
from qualcode.store.tables import study as study_table
from qualcode.store.tables.history import Version
from qualcode.store.unit_of_work import View

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.analysis.words import WordIndex

_COUNTED = (
    *("coding", "segment", "turn", "speaker", "participant", "participant_group", "document", "wave"),
    *("code", "coder", "choice", "study", "paragraph"),
)
"""The tables of which a change makes the columns out of date."""


class Matrices:
    """Tables of numbers of one study. The columns that they are counted from are kept until something changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._history = History(desk)
        self._frame: tuple[Version, StudyFrame] | None = None
        self._words: tuple[Version, WordIndex] | None = None
        self._building = threading.Lock()

    def frame(self) -> StudyFrame:
        """Return the study as columns of numbers, kept until something that is counted changes."""
        with self._building, self._desk.read() as connection:
            version = history_table.version(connection, *_COUNTED)
            kept = self._frame
            if kept is None or kept[0] != version:
                texts = history_table.version(connection, "paragraph")
                words = self._words[1] if self._words is not None and self._words[0] == texts else None
                kept = (version, self._build(connection, words))
                self._frame, self._words = kept, (texts, kept[1].words)
        return kept[1]

    def _build(self, connection: View, words: WordIndex | None) -> StudyFrame:
        people = participant_table.people(connection)
        documents = document_table.listed(connection)
        template = study_table.facts(connection).attribution
        labels = {
            "group": [(g.id, g.name) for g in participant_table.groups(connection)],
            "wave": [(w.id, w.name) for w in study_table.waves(connection)],
            "document": [(d.id, d.name) for d in documents],
            "participant": _distinct(people, template),
            "coder": list(study_table.coders(connection).items()),
        }
        for dimension in choices.DIMENSIONS:
            labels[dimension] = [(c.id, c.label) for c in self._desk.choices if c.dimension == dimension]
        return StudyFrame.from_rows(
            codes=code_table.listed(connection),
            labels=labels,
            documents=[(d.id, d.wave_id or 0, d.attributes.kind is Kind.REFLEXIVE) for d in documents],
            participants=[(p.id, p.group_id or 0, p.sex) for p in people],
            segments=frame_table.segments(connection),
            codings=frame_table.codings(connection),
            turns=frame_table.turns(connection),
            words=words or self._text,
        )

    def _text(self, document: int) -> str:
        with self._desk.read() as connection:
            return document_table.text_of(connection, document)

    def compute(
        self,
        rows: str = "code",
        columns: Sequence[str] = ("group", "phase"),
        measure: str = "segments",
        *,
        aggregate: bool = True,
        include_reflexive: bool = False,
        filters: Filters | None = None,
    ) -> Matrix:
        """Count the study; ``docs/measures.md`` defines every measure and rule.

        Args:
            rows: a dimension: code, group, wave, phase, document, participant, sex, coder, outcome, valence, locus.
            columns: one to three others, the outermost first.
            measure: segments, participants, documents, words, row-percent, column-percent or per-1000-words.
            aggregate: whether a code counts what is coded with its sub-codes, too.
            include_reflexive: whether reflexive accounts count (M2).

        Raises:
            Refusal: an unknown dimension or measure.
        """
        return compute(self.frame(), rows, columns, measure_named(measure), aggregate, include_reflexive, filters)

    def table(self, matrix: Matrix, *, totals: bool = True) -> pd.DataFrame:
        """Return a matrix as a pandas table."""
        return matrix.to_dataframe(totals)

    def write(self, matrix: Matrix, path: Path) -> None:
        """Write a matrix as csv, xlsx, docx or json, after the file's ending.

        Raises:
            Refusal: when the ending is another.
            EnvironmentFault: when the file cannot be written; what was there stays.
        """
        from qualcode.services import matrix_files

        ending = path.suffix.lower()
        if ending == ".csv":
            matrix_files.write_csv_file(matrix, path)
        elif ending == ".xlsx":
            matrix_files.write_excel_file(matrix, path)
        elif ending == ".docx":
            matrix_files.write_word_file(matrix, path, date.fromisoformat(self._history.state().day))
        elif ending == ".json":
            matrix_files.write_json_file(matrix, path)
        else:
            raise Refusal(
                f"{path.name}: a matrix is written as .csv, .xlsx, .docx or .json. Choose one of these endings."
            )

    def rows(self, matrix: Matrix) -> tuple[list[str], list[list[str | int | float]]]:
        """Return a matrix as flat rows with one header row, the way it is written to csv."""
        return flat_rows(matrix)


def _distinct(people: Sequence[Participant], template: str) -> list[tuple[int, str]]:
    """Name each participant as printed, with the speaker label where two would be printed the same."""
    printed = [attribution(person, template) for person in people]
    often = Counter(printed)
    return [
        (person.id, name if often[name] == 1 else f"{name} ({person.speaker})")
        for person, name in zip(people, printed, strict=True)
    ]
