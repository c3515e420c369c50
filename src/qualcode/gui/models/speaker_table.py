"""The speakers found in a file that is to be imported, and what the user decides about each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from qualcode.domain.documents import SpeakerFound, SpeakerMapping
from qualcode.domain.participants import Participant, ParticipantDraft, attribution
from qualcode.gui.models.id_tree import NOWHERE, Index
from qualcode.gui.models.words import counted

if TYPE_CHECKING:
    from qualcode.services.documents import Preview

_TITLES = ("Moderator", "In the file", "Turns", "Words", "First line", "Participant")
_FIRST = int(Qt.ItemDataRole.UserRole) + 201
NOBODY = "Nobody of the register"


class SpeakerColumn(IntEnum):
    """The columns of the table."""

    MODERATOR = 0
    LABEL = 1
    TURNS = 2
    WORDS = 3
    FIRST_LINE = 4
    PARTICIPANT = 5


class SpeakerRole(IntEnum):
    """Roles of a row, in every column."""

    PROBLEM = _FIRST
    """str: what is still to be settled (“Same as C8?”, “Who is this?”); empty when nothing is."""
    TWIN = _FIRST + 1
    """str or None: the label that this one may be a misspelling of; ``SpeakerTableModel.merge`` takes it."""
    MERGED = _FIRST + 2
    """bool: the row has the label of another one, and what is decided there holds for it."""
    SPEAKER = _FIRST + 3
    """str or None: the speaker label of the participant in the register."""
    GROUP = _FIRST + 4
    """str or None: the participant's group."""


class SpeakerTableModel(QAbstractTableModel):
    """One row for each label of the file.

    Two rows with the same label are one speaker: they share participant and moderator. Labels are edited in place;
    ``EditRole`` of the participant takes and gives what ``choices`` lists.
    """

    decided = Signal()
    """Something was decided; ``unsettled`` may be another number."""

    def __init__(
        self, participants: Iterable[Participant], attributions: Mapping[int, str], parent: QObject | None = None
    ) -> None:
        """Offer the people of the register, named as ``attributions`` prints them."""
        super().__init__(parent)
        self._people: dict[str, Participant] = {}
        self._words: dict[str, str] = {}
        for person in participants:
            self._people[person.speaker] = person
            printed = "" if person.is_moderator else attributions.get(person.id, "")
            self._words[person.speaker] = f"{person.speaker} · {printed}" if printed else person.speaker
        self._found: tuple[SpeakerFound, ...] = ()
        self._twins: dict[str, str] = {}
        self._nobodies: set[str] = set()
        self._groups: dict[str, str | None] = {speaker: each.group for speaker, each in self._people.items()}
        self._mapping: list[SpeakerMapping] = []

    # asked by the dialog ------------------------------------------------------------------------------------

    def show(self, preview: Preview, mapping: Sequence[SpeakerMapping]) -> None:
        """Show the speakers of a file with what is proposed or was decided for them."""
        self.beginResetModel()
        self._found = preview.speakers
        proposed = {each.found: each for each in mapping}
        self._mapping = [proposed.get(s.label, SpeakerMapping(s.label, s.label)) for s in self._found]
        turns = {speaker.label: speaker.turns for speaker in self._found}
        self._twins = {}
        self._nobodies.clear()
        for one, other in preview.similar:
            # The spelling that is used less often is the odd one.
            odd, usual = sorted((one, other), key=lambda label: (turns.get(label, 0), label))
            self._twins.setdefault(odd, usual)
        self.endResetModel()

    def mapping(self) -> tuple[SpeakerMapping, ...]:
        """Return what was decided, one for each label of the file."""
        return tuple(self._mapping)

    def unsettled(self) -> int:
        """Return how many speakers are nobody yet, or perhaps the same as another."""
        return sum(bool(self._problem(row)) for row in range(len(self._found)))

    def choices(self) -> list[str]:
        """Return what can stand in the column of participants; the first entry is nobody."""
        return [NOBODY, *self._words.values()]

    def enrol(self, draft: ParticipantDraft) -> None:
        """Offer somebody who is entered into the register together with the documents."""
        self._groups[draft.speaker] = draft.group
        self._words[draft.speaker] = f"{draft.speaker} · {attribution(draft)}" if draft.group else draft.speaker

    def choose(self, row: int, speaker: str) -> bool:
        """Take the speaker of a row for somebody who is offered."""
        return self._set_participant(row, speaker)

    def merge(self, row: int) -> None:
        """Take the label of a row for a misspelling of its twin."""
        twin = self._twins.get(self._found[row].label)
        if twin is not None:
            self._set_label(row, twin)

    def part(self, row: int) -> None:
        """Let a row stand for itself again, and ask no more whether it is the same as another."""
        label = self._found[row].label
        self._twins.pop(label, None)
        if self._mapping[row].label != label:
            self._mapping[row] = SpeakerMapping(label, label)
        self._tell()

    # Qt's questions -----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(SpeakerColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if shown and 0 <= section < len(_TITLES) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == SpeakerColumn.MODERATOR:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if index.column() in (SpeakerColumn.LABEL, SpeakerColumn.PARTICIPANT):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._found):
            return None
        row, column = index.row(), SpeakerColumn(index.column())
        mapped = self._mapping[row]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, column)
            case Qt.ItemDataRole.EditRole:
                return self._edited(row, column)
            case Qt.ItemDataRole.CheckStateRole if column is SpeakerColumn.MODERATOR:
                return (Qt.CheckState.Checked if mapped.moderator else Qt.CheckState.Unchecked).value
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(row)
            case Qt.ItemDataRole.TextAlignmentRole if column in (SpeakerColumn.TURNS, SpeakerColumn.WORDS):
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case SpeakerRole.PROBLEM:
                return self._problem(row)
            case SpeakerRole.TWIN:
                return self._twin(row)
            case SpeakerRole.MERGED:
                return self._is_merged(row)
            case SpeakerRole.SPEAKER:
                return mapped.participant
            case SpeakerRole.GROUP:
                return self._groups.get(mapped.participant or "")
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a decision about the speaker of a row and of all rows with the same label."""
        if not index.isValid():
            return False
        row, column = index.row(), SpeakerColumn(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and column is SpeakerColumn.MODERATOR:
            self._decide(row, moderator=Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Qt.ItemDataRole.EditRole:
            return False
        if column is SpeakerColumn.LABEL:
            return self._set_label(row, " ".join(str(value).split()))
        if column is SpeakerColumn.PARTICIPANT:
            return self._set_participant(row, str(value).strip())
        return False

    # deciding -----------------------------------------------------------------------------------------------

    def _set_label(self, row: int, label: str) -> bool:
        if not label:
            return False
        mapped = self._mapping[row]
        if label == mapped.label:
            return True
        same = next((m for m in self._mapping if m.label == label and m is not mapped), None)
        if same is None:
            self._mapping[row] = replace(mapped, label=label)
        else:
            self._mapping[row] = replace(same, found=mapped.found)
        self._tell()
        return True

    def _set_participant(self, row: int, words: str) -> bool:
        label = self._mapping[row].label
        if words in ("", NOBODY):
            if words:
                self._nobodies.add(label)
            self._decide(row, participant=None)
            return True
        speaker = next((each for each, shown in self._words.items() if words in (shown, each)), None)
        if speaker is None:
            return False
        # Whoever belongs to no group only moderates; somebody of a group may do so in one document.
        moderates = self._groups[speaker] is None or self._mapping[row].moderator
        self._nobodies.discard(label)
        self._decide(row, participant=speaker, moderator=moderates)
        return True

    def _decide(self, row: int, **values: str | bool | None) -> None:
        label = self._mapping[row].label
        self._mapping = [
            replace(each, **values) if each.label == label else each  # type: ignore[arg-type]  # fields of the mapping
            for each in self._mapping
        ]
        self._tell()

    def _tell(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.decided.emit()

    def _is_merged(self, row: int) -> bool:
        mapped = self._mapping[row]
        others = [each.label for number, each in enumerate(self._mapping) if number != row]
        return mapped.label != mapped.found and mapped.label in others

    def _twin(self, row: int) -> str | None:
        mapped = self._mapping[row]
        return None if mapped.label != mapped.found else self._twins.get(mapped.found)

    def _problem(self, row: int) -> str:
        twin, mapped = self._twin(row), self._mapping[row]
        if twin is not None:
            return f"Same as {twin}?"
        nobody = mapped.participant is None and not mapped.moderator and not self._is_merged(row)
        return "Who is this?" if nobody and mapped.label not in self._nobodies else ""

    # words --------------------------------------------------------------------------------------------------

    def _shown(self, row: int, column: SpeakerColumn) -> str:
        found, mapped = self._found[row], self._mapping[row]
        match column:
            case SpeakerColumn.MODERATOR:
                return ""
            case SpeakerColumn.LABEL:
                return found.label if mapped.label == found.label else f"{found.label} → {mapped.label}"
            case SpeakerColumn.TURNS:
                return f"{found.turns:,}"
            case SpeakerColumn.WORDS:
                return f"{found.words:,}"
            case SpeakerColumn.FIRST_LINE:
                return found.first_line
            case SpeakerColumn.PARTICIPANT:
                nobody = NOBODY if mapped.label in self._nobodies else ""
                return self._words.get(mapped.participant or "", "") or self._problem(row) or nobody

    def _edited(self, row: int, column: SpeakerColumn) -> str:
        mapped = self._mapping[row]
        if column is SpeakerColumn.LABEL:
            return mapped.label
        if column is SpeakerColumn.PARTICIPANT:
            return self._words.get(mapped.participant or "", NOBODY)
        return self._shown(row, column)

    def _tip(self, row: int, column: SpeakerColumn) -> str:
        match column:
            case SpeakerColumn.MODERATOR:
                return "Moderators are left out of all counts."
            case SpeakerColumn.LABEL:
                return "Write the label of another row to make the two one speaker."
            case _:
                return self._problem(row) or self._shown(row, column)

    def _sentence(self, row: int) -> str:
        found, mapped = self._found[row], self._mapping[row]
        parts = [
            self._shown(row, SpeakerColumn.LABEL).replace(" → ", ", taken for "),
            counted(found.turns, "turn"),
            counted(found.words, "word"),
            "moderator" if mapped.moderator else "",
            self._words.get(mapped.participant or "", ""),
            self._problem(row),
        ]
        return ", ".join(part for part in parts if part)
