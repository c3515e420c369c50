"""The participant register as a table that is edited in place, and what is wrong in it (D1, D2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from qualcode.domain.participants import Group, Participant, ParticipantDraft, attribution, label_warnings
from qualcode.gui.delegates.pieces import Index

HEADINGS = ("Speaker", "Group", "Label", "No.", "Sex", "Role", "Attributes", "Printed as")
SPEAKER, GROUP, LABEL, NUMBER, SEX, ROLE, ATTRIBUTES, PRINTED = range(len(HEADINGS))
PROBLEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""str: what is wrong with the cell; empty when nothing is."""
MODERATOR = "Moderator"
_TIPS = {
    SPEAKER: "The label in the transcripts, for example C8",
    GROUP: "Who belongs to no group moderates, and is left out of all counts",
    LABEL: "The word that is printed behind a quote",
    ATTRIBUTES: "Anything else, as name: value; name: value",
    PRINTED: "How a quote names its speaker; no two participants may be printed alike",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; ``id`` is None for a participant that is new, ``fresh`` while nothing was typed into it."""

    id: int | None
    draft: ParticipantDraft
    fresh: bool = False


def as_draft(person: Participant) -> ParticipantDraft:
    """Return what can be edited of a participant."""
    return ParticipantDraft(
        person.speaker,
        person.group,
        person.label,
        person.number,
        person.sex,
        person.role,
        dict(person.attributes),
    )


def speaker_key(label: str) -> str:
    """Return what two spellings of one speaker have in common: no case, no spaces, no full stop or colon at the end.

    >>> speaker_key("C 8:") == speaker_key("c8")
    True
    """
    return "".join(label.casefold().split()).rstrip(".:")


def read_attributes(text: str) -> dict[str, str]:
    """Read what is typed into the cell of attributes; what has no colon is an attribute without a value.

    >>> read_attributes("age: 78; hearing: hard of hearing ;; widow")
    {'age': '78', 'hearing': 'hard of hearing', 'widow': ''}
    """
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


def write_attributes(attributes: dict[str, str]) -> str:
    """Write attributes as they are typed."""
    return "; ".join(f"{name}: {value}" if value else name for name, value in attributes.items())


def _brought_up(before: ParticipantDraft, draft: ParticipantDraft) -> ParticipantDraft:
    """Return a draft with what its file leaves open taken from the register, as it will be when it is entered."""
    group = (draft.group or "").strip() or None
    attributes = {name: value for name, value in draft.attributes.items() if value}
    if (group or "").casefold() != (before.group or "").casefold():
        return replace(draft, group=group, attributes=attributes)
    renamed = before.group is None and before.label == before.speaker != draft.speaker
    label = draft.label or (None if renamed else before.label)
    return replace(draft, group=before.group, label=label, attributes=attributes)


class RegisterModel(QAbstractTableModel):
    """One row for each participant; every change is checked against the whole register at once."""

    def __init__(
        self,
        people: Iterable[Participant],
        groups: Callable[[], Sequence[Group]],
        template: str,
        parent: QObject | None = None,
    ) -> None:
        """Show ``people``; ``groups`` returns the groups as they are now, ``template`` is that of the attribution."""
        super().__init__(parent)
        self._lines = [Line(person.id, as_draft(person)) for person in people]
        self._groups, self._template = groups, template
        self._wrong: dict[tuple[int, int], str] = {}
        self._check()

    # what is there -------------------------------------------------------------------------------------------------

    def lines(self) -> list[Line]:
        """Return all rows."""
        return list(self._lines)

    def problems(self) -> list[str]:
        """Return what is wrong, a sentence each; with any of it nothing can be saved."""
        return list(dict.fromkeys(self._wrong.values()))

    def warnings(self) -> list[str]:
        """Return what is odd but possible: a label that serves two groups."""
        return label_warnings(line.draft for line in self._lines)

    def first_problem(self) -> QModelIndex:
        """Return the first cell with something wrong in it."""
        if not self._wrong:
            return QModelIndex()
        row, column = min(self._wrong)
        return self.index(row, column)

    def count_in(self, group: str) -> int:
        """Return how many participants a group has."""
        return sum(line.draft.group == group for line in self._lines)

    def demand_all(self) -> None:
        """Check the rows into which nothing was typed yet, too: the register is about to be saved."""
        self._lines = [replace(line, fresh=False) for line in self._lines]
        self._check()

    # changing ------------------------------------------------------------------------------------------------------

    def add(self, draft: ParticipantDraft) -> QModelIndex:
        """Add a row at the end and return its first cell."""
        row = len(self._lines)
        self.beginInsertRows(QModelIndex(), row, row)
        self._lines.append(Line(None, draft, fresh=not draft.speaker))
        self.endInsertRows()
        self._check()
        return self.index(row, SPEAKER)

    def take_in(self, drafts: Iterable[ParticipantDraft]) -> tuple[int, int]:
        """Add what was imported; a speaker that is there already is brought up to date. Returns (added, changed)."""
        self.beginResetModel()
        places = {speaker_key(line.draft.speaker): row for row, line in enumerate(self._lines)}
        added = changed = 0
        for draft in drafts:
            row = places.get(speaker_key(draft.speaker))
            if row is None:
                places[speaker_key(draft.speaker)] = len(self._lines)
                self._lines.append(Line(None, draft))
                added += 1
            elif self._lines[row].draft != (after := _brought_up(self._lines[row].draft, draft)):
                self._lines[row] = Line(self._lines[row].id, after)
                changed += 1
        self._wrong = self._find_wrong()
        self.endResetModel()
        return added, changed

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows out."""
        for row in sorted(set(rows), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._lines[row]
            self.endRemoveRows()
        self._check()

    # for the view --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

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
            side = Qt.AlignmentFlag.AlignRight if section == NUMBER else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return usual if index.column() == PRINTED else usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        draft = self._lines[index.row()].draft
        wrong = self._wrong.get((index.row(), index.column()), "")
        text = self._text(draft, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text or (MODERATOR if index.column() == GROUP else "")
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == PROBLEM_ROLE:
            return wrong
        if role == Qt.ItemDataRole.ToolTipRole:
            return wrong or text or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{HEADINGS[index.column()]} of {draft.speaker or 'a new participant'}: {text or 'nothing'}"
            return f"{said}. {wrong}" if wrong else said
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == NUMBER:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() == PRINTED:
            return False
        line = self._lines[index.row()]
        draft = self._changed(line.draft, index.column(), " ".join(str(value).split()))
        if draft is None:
            return False
        self._lines[index.row()] = Line(line.id, draft)
        self._check()
        return True

    # inside --------------------------------------------------------------------------------------------------------

    def _text(self, draft: ParticipantDraft, column: int) -> str:
        match column:
            case 0:
                return draft.speaker
            case 1:
                return draft.group or ""
            case 2:
                return draft.label or ""
            case 3:
                return "" if draft.number is None else str(draft.number)
            case 4:
                return draft.sex or ""
            case 5:
                return draft.role or ""
            case 6:
                return write_attributes(draft.attributes)
            case _:
                return f"({attribution(draft, self._template)})" if draft.group else "Not counted"

    def _changed(self, draft: ParticipantDraft, column: int, text: str) -> ParticipantDraft | None:
        match column:
            case 0:
                return replace(draft, speaker=text)
            case 1:
                group = None if text == MODERATOR else text or None
                return replace(draft, group=group, label=self._label_for(draft, group))
            case 2:
                return replace(draft, label=text or None)
            case 3:
                if text and not text.isdecimal():
                    return None
                return replace(draft, number=int(text) if text else None)
            case 4:
                return replace(draft, sex=text or None)
            case 5:
                return replace(draft, role=text or None)
            case _:
                return replace(draft, attributes=read_attributes(text))

    def _label_for(self, draft: ParticipantDraft, group: str | None) -> str | None:
        """Return the printed label that goes with another group: the group's own, unless one was typed."""
        labels = {each.name: each.label for each in self._groups()}
        if draft.label and draft.label not in (labels.get(draft.group or ""), draft.group, draft.speaker):
            return draft.label
        return labels.get(group or "", group)

    def _check(self) -> None:
        self._wrong = self._find_wrong()
        if self._lines:
            last = self.index(len(self._lines) - 1, len(HEADINGS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _find_wrong(self) -> dict[tuple[int, int], str]:
        wrong: dict[tuple[int, int], str] = {}
        speakers = Counter(speaker_key(line.draft.speaker) for line in self._lines)
        printed = Counter(
            self._text(line.draft, PRINTED)
            for line in self._lines
            if line.draft.group and line.draft.number is not None
        )
        for row, line in enumerate(self._lines):
            draft = line.draft
            name = self._text(draft, PRINTED)
            if not draft.speaker and line.fresh:
                continue
            if not draft.speaker:
                wrong[row, SPEAKER] = "A participant needs the label that stands in the transcripts."
            elif speakers[speaker_key(draft.speaker)] > 1:
                wrong[row, SPEAKER] = f"“{draft.speaker}” stands in the register more than once."
            if draft.group and draft.number is not None and printed[name] > 1:
                sentence = f"More than one participant would be printed as {name}: give each a number of their own."
                wrong[row, NUMBER] = wrong[row, PRINTED] = sentence
        return wrong
