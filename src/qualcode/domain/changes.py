"""What an act changed: told to everyone who shows the study, and kept in its history (R4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """How a change came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Touched:
    """The ids of one table's rows that an act added, updated or removed."""

    added: frozenset[int] = frozenset()
    updated: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    @property
    def all(self) -> frozenset[int]:
        """Every id that was touched."""
        return self.added | self.updated | self.removed


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One act of the user, after it is safely on disk.

    ``label`` names the step (“Code with Mistakes”); ``tables`` maps a table's name to the rows touched.
    """

    operation: int
    name: str
    label: str
    origin: Origin
    tables: dict[str, Touched] = field(default_factory=dict)

    def touched(self, *tables: str) -> bool:
        """Tell whether any row of the tables named was touched."""
        return any(table in self.tables for table in tables)

    def rows(self, table: str) -> Touched:
        """Return what happened to ``table``."""
        return self.tables.get(table, Touched())


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the audit trail. ``state`` is ``done``, ``undone`` or ``abandoned`` (undone, then something else
    was done).
    """

    id: int
    name: str
    label: str
    origin: Origin
    coder: str
    at: str
    state: str
    rows: int
