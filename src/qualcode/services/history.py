"""Undo, redo and the audit trail (S2, R4)."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.changes import ChangeSet, Step
from qualcode.services.desk import Desk
from qualcode.store import journal
from qualcode.store.tables import history as table
from qualcode.store.tables import study as study_table


@dataclass(frozen=True, slots=True)
class State:
    """Which state of the study something was made from: the day of its last change, and a short id of it."""

    day: str
    snapshot: str


class History:
    """What was done in one study, and the way back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, limit: int | None = None) -> list[Step]:
        """Return the audit trail, newest first."""
        with self._desk.read() as connection:
            return table.steps(connection, limit)

    def changes(self, step: int) -> list[tuple[str, int, dict[str, object] | None, dict[str, object] | None]]:
        """Return table, row, before and after of every row that a step changed."""
        with self._desk.read() as connection:
            return table.changes(connection, step)

    def state(self) -> State:
        """Return the present state; it stays the same until something changes."""
        with self._desk.read() as connection:
            facts = study_table.facts(connection)
            newest = table.steps(connection, 1)
        at, number = (newest[0].at, newest[0].id) if newest else (facts.created_at, 0)
        return State(at[:10], f"{facts.uuid[-8:]}-{number}")

    def next_undo(self) -> str | None:
        """Return the name of the step that undo would take back."""
        with self._desk.read() as connection:
            found = journal.last_done(connection)
        return found[2] if found else None

    def next_redo(self) -> str | None:
        """Return the name of the step that redo would do again."""
        with self._desk.read() as connection:
            found = journal.first_undone(connection)
        return found[2] if found else None

    def undo(self) -> ChangeSet | None:
        """Take back the last step, whoever did it and whenever; None when there is none."""
        return self._desk.store.undo(self._desk.coder)

    def redo(self) -> ChangeSet | None:
        """Do again the step that was undone last; None when there is none."""
        return self._desk.store.redo(self._desk.coder)
