"""The audit trail as a table: when, who, what, and how many rows of the study it changed (R4)."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from qualcode.domain.changes import ChangeSet, Origin, Step
from qualcode.gui.models.id_tree import NOWHERE, ROOT, IdTreeModel, Index
from qualcode.gui.models.roles import TreeRole
from qualcode.gui.models.words import counted, moment

if TYPE_CHECKING:
    from qualcode.services.project import Project

PAGE = 200
"""How many steps are read at a time."""
_TITLES = ("When", "Who", "What", "Rows")
_STATES = {"undone": "undone", "abandoned": "undone for good"}


class HistoryColumn(IntEnum):
    """The columns of the table."""

    WHEN = 0
    WHO = 1
    WHAT = 2
    ROWS = 3


class HistoryListModel(IdTreeModel):
    """One row for each step, the newest first. Steps that were undone answer ``TreeRole.DIMMED``.

    ``TreeRole.ID`` is the number that ``History.changes`` takes.
    """

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        """Show the steps of ``project``."""
        super().__init__(parent)
        self._project = project
        self._steps: dict[int, Step] = {}
        self._more = True
        self._taking = False
        self._filter = ""
        self._load(PAGE)

    def step(self, index: Index) -> Step | None:
        """Return the step of a row."""
        return self._steps.get(self.id_of(index))

    def set_filter(self, words: str) -> None:
        """Show only the steps whose name or person has these letters; all of the trail is searched."""
        tidy = " ".join(words.casefold().split())
        if tidy != self._filter:
            self._filter = tidy
            self._load(None if tidy and self._more else len(self._steps))

    # Qt's questions -----------------------------------------------------------------------------------------

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return len(HistoryColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if shown and 0 <= section < len(_TITLES) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self.step(index)
        if step is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _cell(step, HistoryColumn(index.column()))
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return _sentence(step)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight if index.column() == HistoryColumn.ROWS else Qt.AlignmentFlag.AlignLeft
                )
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case TreeRole.ID:
                return step.id
            case TreeRole.DIMMED:
                return step.state != "done"
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def canFetchMore(self, parent: Index) -> bool:
        # A view may ask at the very moment in which it hears of new rows; the next page comes after them.
        return self._more and not self._taking and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._load(len(self._steps) + PAGE)

    # following the study ------------------------------------------------------------------------------------

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Show the step that was just made, undone or redone; connect it to ``ChangeBridge.changed``."""
        self._load(len(self._steps) + 1 if self._more else None)

    def _load(self, limit: int | None) -> None:
        steps = self._project.history.all(limit)
        before = self._steps
        fresh = {step.id: step for step in steps}
        self._more = limit is not None and len(steps) == limit
        # Until the rows are arranged, views may ask for old and new ones alike.
        self._steps, self._taking = before | fresh, True
        try:
            self.arrange({ROOT: [each for each, step in fresh.items() if self._fits(step)]})
        finally:
            self._steps, self._taking = fresh, False
        self.show_changed(each for each, step in fresh.items() if before.get(each, step) != step)

    def _fits(self, step: Step) -> bool:
        return self._filter in f"{_what(step)}\n{step.coder}".casefold()


def _what(step: Step) -> str:
    match step.origin:
        case Origin.UNDO:
            return f"Undo: {step.label}"
        case Origin.REDO:
            return f"Redo: {step.label}"
        case _:
            return step.label


def _when(step: Step) -> str:
    return moment(step.at, datetime.now().astimezone())


def _cell(step: Step, column: HistoryColumn) -> str:
    match column:
        case HistoryColumn.WHEN:
            return _when(step)
        case HistoryColumn.WHO:
            return step.coder
        case HistoryColumn.WHAT:
            return _what(step)
        case HistoryColumn.ROWS:
            return f"{step.rows:,}"


def _sentence(step: Step) -> str:
    parts = [_what(step), step.coder, _when(step), f"{counted(step.rows, 'row')} changed", _STATES.get(step.state, "")]
    return ", ".join(part for part in parts if part)
