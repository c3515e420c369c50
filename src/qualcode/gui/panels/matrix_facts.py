"""What the page of the matrix counts in the background, and what it says of a single number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

from qualcode.gui.models.matrix_table import MatrixTableModel
from qualcode.gui.models.roles import CodeRole, TreeRole
from qualcode.gui.models.words import counted
from qualcode.gui.panels.matrix_arrangement import Arrangement
from qualcode.gui.panels.matrix_controls import MatrixOptions

if TYPE_CHECKING:
    from qualcode.analysis.matrix import Evidence, Matrix
    from qualcode.services.project import Project

Badges = Mapping[int, tuple[str, int]]
"""Letter and palette place of each group, by its id."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of a count: a matrix, whether anything is coded at all, and the greatest shaded figure."""

    asked: int
    matrix: Matrix
    coded: bool
    groups: dict[int, tuple[str, int]]
    most: float


def count(project: Project, asked: int, arrangement: Arrangement, options: MatrixOptions) -> Counted:
    """Count the study; called in the background.

    Raises:
        Refusal: when the matrix would be too large.
    """
    matrix = project.matrices.compute(
        arrangement.rows,
        arrangement.columns,
        options.measure,
        aggregate=options.aggregate,
        include_reflexive=options.reflexive,
    )
    coded = project.matrices.frame().codings.id.size > 0
    groups = {g.id: (g.label[:1].upper(), n) for n, g in enumerate(project.participants.groups(), 1)}
    return Counted(asked, matrix, coded, groups, _greatest(matrix))


def _greatest(matrix: Matrix) -> float:
    """Return the greatest figure that is shaded: branches are not."""
    figures = [
        figure
        for row, values in zip(matrix.rows, matrix.values.tolist(), strict=True)
        if row.codable
        for figure in values
        if figure == figure
    ]
    return float(max(figures, default=0))


@dataclass(frozen=True, slots=True)
class CellFacts:
    """A number of the matrix in words: what its row and column are, and what stands behind it.

    ``colour`` is the place of the code in the palette, None where the row is no code; ``badge`` letter and palette
    place of the group of the column; ``single`` tells that all codings are of one code.
    """

    title: str
    place: str
    codings: tuple[int, ...]
    segments: int
    participants: int
    of: int
    documents: int
    colour: int | None = None
    ring: bool = False
    badge: tuple[str, int] | None = None
    single: bool = False

    @property
    def numbers(self) -> str:
        """The line of numbers."""
        return (
            f"{counted(self.segments, 'segment')}, {self.participants} of {counted(self.of, 'participant')},"
            f" {counted(self.documents, 'document')}"
        )

    @property
    def name(self) -> str:
        """Row and column in one line, for the list of retrieved segments."""
        return f"{self.title} · {self.place}" if self.place else self.title


def facts_of(model: MatrixTableModel, index: QModelIndex, evidence: Evidence, groups: Badges) -> CellFacts:
    """Put a cell of ``model`` and what stands behind it into words."""
    matrix = model.matrix
    assert matrix is not None, "there is a cell, so there is a matrix"
    head = model.index(index.row(), 0)
    column = model.columns[index.column() - 1] if index.column() else None
    keys = column.keys if column is not None else ()
    place = " · ".join(label for label in column.path if label) if column is not None and keys else ""
    badge = None
    if "group" in matrix.column_dimensions[: len(keys)]:
        badge = groups.get(keys[matrix.column_dimensions.index("group")])
    whole = head.data(TreeRole.ID) is None
    chip = head.data(CodeRole.CHIP)
    return CellFacts(
        title=str(head.data()) if not whole else "All rows" if place else "The whole table",
        place=place,
        codings=tuple(sorted(evidence.codings)),
        segments=evidence.segments,
        participants=evidence.participants,
        of=_people(column.target if column is not None else None, matrix),
        documents=evidence.documents,
        colour=chip if isinstance(chip, int) else None,
        ring=head.data(CodeRole.RING) is True,
        badge=badge,
        single=isinstance(chip, int) and head.data(TreeRole.EXPANDED) is None,
    )


def _people(target: object, matrix: Matrix) -> int:
    """Return how many participants stand behind a column: that of a value, of a subtotal, or of the whole table."""
    if isinstance(target, int):
        return int(matrix.n[target])
    return int(getattr(target, "n", matrix.n_overall))
