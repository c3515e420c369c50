"""Which dimensions of a study stand along the rows and the columns of a matrix, and how they are moved about."""

from __future__ import annotations

from dataclasses import dataclass, replace

DIMENSIONS: dict[str, tuple[str, str]] = {
    "code": ("Code", "Codes"),
    "group": ("Group", "Groups"),
    "wave": ("Wave", "Waves"),
    "phase": ("Phase", "Phases"),
    "document": ("Document", "Documents"),
    "participant": ("Participant", "Participants"),
    "sex": ("Sex", "Sexes"),
    "coder": ("Coder", "Coders"),
    "outcome": ("Outcome", "Outcomes"),
    "valence": ("Valence", "Valences"),
    "locus": ("Locus", "Loci"),
}
"""Each dimension of the analysis with its word for one value and for many. (The analysis itself is not asked: it would
bring NumPy along before the first matrix is wanted.)"""

MOST_COLUMNS = 3
"""How deep columns can be nested."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One dimension for the rows, one to three for the columns, the outermost first."""

    rows: str = "code"
    columns: tuple[str, ...] = ("group", "phase")

    @property
    def available(self) -> tuple[str, ...]:
        """The dimensions that are not in use."""
        return tuple(name for name in DIMENSIONS if name != self.rows and name not in self.columns)

    @property
    def title(self) -> str:
        """What the matrix is called, e.g. ``Code by group by phase``."""
        inner = " by ".join(DIMENSIONS[name][0].lower() for name in self.columns)
        return f"{DIMENSIONS[self.rows][0]} by {inner}"

    def with_rows(self, name: str) -> Arrangement:
        """Put ``name`` along the rows; if it stood in the columns, the two change places."""
        if name == self.rows:
            return self
        return Arrangement(name, tuple(self.rows if column == name else column for column in self.columns))

    def with_column(self, name: str, at: int | None = None) -> Arrangement:
        """Put ``name`` among the columns, at place ``at`` (None: innermost).

        The dimension of the rows changes places with the column there. Where three are nested already, that column
        goes.
        """
        place = len(self.columns) if at is None else max(0, min(at, len(self.columns)))
        if name == self.rows:
            other = self.columns[min(place, len(self.columns) - 1)]
            return self.with_rows(other)
        columns = list(self.columns)
        if name in columns:
            before = columns.index(name)
            columns.remove(name)
            columns.insert(place - (before < place), name)
        elif len(columns) < MOST_COLUMNS:
            columns.insert(place, name)
        else:
            columns[min(place, MOST_COLUMNS - 1)] = name
        return replace(self, columns=tuple(columns))

    def without(self, name: str) -> Arrangement:
        """Take ``name`` out of the columns; the last one stays, and so does the dimension of the rows."""
        if name not in self.columns or len(self.columns) == 1:
            return self
        return replace(self, columns=tuple(column for column in self.columns if column != name))

    def nudged(self, name: str, towards: str) -> Arrangement:
        """Move ``name`` one place: ``left``, ``right`` along rows and columns, ``up`` into use, ``down`` out of it."""
        if towards == "up":
            return self if name in (self.rows, *self.columns) else self.with_column(name)
        if towards == "down":
            return self.without(name)
        line = [self.rows, *self.columns]
        if name not in line:
            return self
        here = line.index(name)
        there = here + (1 if towards == "right" else -1)
        if not 0 <= there < len(line):
            return self
        line[here], line[there] = line[there], line[here]
        return Arrangement(line[0], tuple(line[1:]))
