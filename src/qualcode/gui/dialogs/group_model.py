"""Participant groups as a table that is edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from qualcode.domain.participants import Group
from qualcode.gui.delegates.pieces import Index

HEADINGS = ("Group", "Printed label", "People who could take part", "In the register")
NAME, LABEL, POPULATION, REGISTERED = range(len(HEADINGS))
_TIPS = {
    LABEL: "What is printed behind a quote of this group",
    POPULATION: "The N of “n out of N” in the data inventory",
}


class GroupModel(QAbstractTableModel):
    """One row for each group. The name of a group that is in the study already cannot be changed here."""

    def __init__(self, groups: Sequence[Group], parent: QObject | None = None) -> None:
        """Show ``groups``."""
        super().__init__(parent)
        self._before = {group.id: group for group in groups}
        self._groups = list(groups)
        self._count: Callable[[str], int] | None = None
        self._shown: list[int] = []

    def groups(self) -> Sequence[Group]:
        """Return the groups as they are now; a new one has the id 0."""
        return [group for group in self._groups if group.name]

    def set_counter(self, count: Callable[[str], int]) -> None:
        """Tell the model how to count the participants of a group."""
        self._count = count

    def refresh_counts(self) -> None:
        """Show how many participants each group has now."""
        counts = [self._registered(group) for group in self._groups]
        if counts != self._shown and self._groups:
            self._shown = counts
            # No dataChanged of the whole row: that would be heard as a change of the groups.
            self.layoutChanged.emit()

    def add(self, name: str = "", label: str = "") -> QModelIndex:
        """Add a row and return its first cell."""
        row = len(self._groups)
        self.beginInsertRows(QModelIndex(), row, row)
        self._groups.append(Group(0, "", name, label or name, None, row))
        self.endInsertRows()
        return self.index(row, NAME)

    def make_known(self, name: str, label: str) -> None:
        """Add a group of this name unless there is one."""
        if all(group.name.casefold() != name.casefold() for group in self._groups):
            self.add(name, label)

    def changes(self) -> list[tuple[str, str, int | None]]:
        """Return name, label and population of each group that is new or differs."""
        return [
            (group.name, group.label or group.name, group.population)
            for group in self.groups()
            if group != self._before.get(group.id)
        ]

    def problem(self) -> str | None:
        """Return what keeps the groups from being saved."""
        names = [group.name.casefold() for group in self.groups()]
        for group in self.groups():
            if names.count(group.name.casefold()) > 1:
                return f"There are two groups “{group.name}”. Give one another name."
        return None

    # for the view --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._groups)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _TIPS.get(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= POPULATION else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        fixed = index.column() == REGISTERED or (index.column() == NAME and self._groups[index.row()].id != 0)
        return usual if fixed else usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        group = self._groups[index.row()]
        text = self._text(group, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[index.column()]} of {group.name or 'a new group'}: {text or 'nothing'}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= POPULATION:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or (index.column() == POPULATION and text and not text.isdecimal()):
            return False
        group = self._groups[index.row()]
        if index.column() == NAME:
            label = text if group.label in ("", group.name) else group.label
            group = replace(group, name=text, label=label)
        elif index.column() == LABEL:
            group = replace(group, label=text or group.name)
        else:
            group = replace(group, population=int(text) if text else None)
        self._groups[index.row()] = group
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), REGISTERED))
        return True

    def _text(self, group: Group, column: int) -> str:
        if column == NAME:
            return group.name
        if column == LABEL:
            return group.label
        if column == POPULATION:
            return "" if group.population is None else f"{group.population}"
        return str(self._registered(group))

    def _registered(self, group: Group) -> int:
        return self._count(group.name) if self._count is not None else 0
