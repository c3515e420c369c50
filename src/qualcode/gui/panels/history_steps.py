"""The audit trail as a table: when, who, what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from qualcode.domain.changes import Origin, Step
from qualcode.gui import fonts, theme
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.models.words import counted, moment

COLUMNS = ("When", "Who", "What", "", "Rows")
WHEN, WHO, WHAT, STATE, ROWS = range(5)
_STATES = {"done": "", "undone": "taken back", "abandoned": "taken back for good"}
_VERBS = {Origin.DO: "", Origin.UNDO: "Undo: ", Origin.REDO: "Redo: "}
_NOWHERE = QModelIndex()


class HistoryModel(QAbstractTableModel):
    """One row for each step, the newest first. A step that was taken back is drawn pale."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._all: Sequence[Step] = ()
        self._steps: Sequence[Step] = ()
        self._letters = ""

    def show(self, steps: Sequence[Step]) -> None:
        """Show these steps, as far as the filter lets them through."""
        self._all = steps
        self._narrow()

    def set_filter(self, letters: str) -> None:
        """Show only steps with these letters in what was done or by whom."""
        self._letters = " ".join(letters.casefold().split())
        self._narrow()

    def _narrow(self) -> None:
        self.beginResetModel()
        wanted = self._letters
        self._steps = [s for s in self._all if wanted in f"{s.label} {s.coder}".casefold()] if wanted else self._all
        self.endResetModel()

    def step(self, row: int) -> Step:
        """Return the step in ``row``."""
        return self._steps[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._steps)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == ROWS else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        step, column = self._steps[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(step, column)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{_VERBS[step.origin]}{step.label}\n{step.coder}, {step.at[:19].replace('T', ' ')} UTC"
            case Qt.ItemDataRole.AccessibleTextRole:
                state = _STATES.get(step.state, step.state)
                said = f"{_VERBS[step.origin]}{step.label}, {step.coder}, {self._words(step, WHEN)}"
                return f"{said}, {state}" if state else said
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column == ROWS else Qt.AlignmentFlag.AlignLeft
                return (side | Qt.AlignmentFlag.AlignVCenter).value
            case Qt.ItemDataRole.ForegroundRole:
                pale = step.state != "done" or column != WHAT
                return theme.current().colour("text-2" if pale else "text")
            case Qt.ItemDataRole.FontRole:
                font = fonts.ui_font("body")
                font.setStrikeOut(step.state != "done" and column == WHAT)
                return font
            case _:
                return None

    @staticmethod
    def _words(step: Step, column: int) -> str:
        match column:
            case 0:
                return moment(step.at, datetime.now().astimezone())
            case 1:
                return step.coder
            case 2:
                return f"{_VERBS[step.origin]}{step.label}"
            case 3:
                return _STATES.get(step.state, step.state)
            case _:
                return f"{step.rows:,}"


def summed(steps: Sequence[Step]) -> str:
    """Say how much there is: “48 steps by 2 people”."""
    people = len({step.coder for step in steps})
    return f"{counted(len(steps), 'step')} by {people:,} {'person' if people == 1 else 'people'}" if steps else ""
