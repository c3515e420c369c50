"""People whom an import brings along: speakers of a file who are not in the register yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from qualcode.domain.participants import Group, Participant, ParticipantDraft, attribution
from qualcode.gui.dialogs.field import Field, NumberField, field_row
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.dialogs.participants import SEXES
from qualcode.gui.dialogs.register_model import MODERATOR, speaker_key
from qualcode.gui.fonts import scaled
from qualcode.gui.models.speaker_table import SpeakerTableModel

if TYPE_CHECKING:
    from qualcode.services.documents import ImportRequest


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """What is to be brought in, and who is to be registered with it."""

    requests: tuple[ImportRequest, ...]
    newcomers: tuple[ParticipantDraft, ...] = ()


class NewParticipantDialog(DialogFrame):
    """Speaker, group, number and sex of one person."""

    def __init__(
        self, label: str, groups: Sequence[Group], taken: Iterable[ParticipantDraft], parent: QWidget | None = None
    ) -> None:
        """Propose ``label``; ``taken`` are those who are registered, or will be."""
        super().__init__("New participant", "Add participant", parent, width=440)
        taken = list(taken)
        self._keys = {speaker_key(person.speaker) for person in taken}
        self._printed = {attribution(person) for person in taken if person.group and person.number is not None}
        self._labels = {group.name: group.label for group in groups}
        self._speaker = QLineEdit(label, self)
        self._speaker.setObjectName("speaker")
        self._group = QComboBox(self)
        self._group.setObjectName("group")
        self._group.addItems([*self._labels, MODERATOR])
        self._number = NumberField(self)
        self._number.setObjectName("number")
        self._sex = QComboBox(self)
        self._sex.setObjectName("sex")
        self._sex.addItems(["Not noted", *SEXES])
        self._speaker_field = Field("Speaker", self._speaker)
        self._number_field = Field("No.", self._number)
        column = QVBoxLayout()
        column.setSpacing(scaled(12))
        column.addWidget(self._speaker_field)
        column.addWidget(Field("Group", self._group))
        column.addLayout(field_row(self._number_field, Field("Sex", self._sex)))
        column.addStretch(1)
        self.set_body(column)
        self._speaker.setFocus()

    def answer(self) -> ParticipantDraft:
        """Return the person as filled in; of no group when they moderate."""
        group = self._group.currentText()
        sex = self._sex.currentText() if self._sex.currentIndex() else None
        known = group in self._labels
        return ParticipantDraft(
            " ".join(self._speaker.text().split()),
            group if known else None,
            self._labels[group] if known else None,
            self._number.whole(),
            sex,
        )

    def problem(self) -> str | None:
        draft = self.answer()
        if not speaker_key(draft.speaker):
            self._speaker_field.set_error("A participant needs the label that stands in the transcripts.")
        elif speaker_key(draft.speaker) in self._keys:
            self._speaker_field.set_error(f"“{draft.speaker}” is registered already.")
        elif draft.group and draft.number is not None and attribution(draft) in self._printed:
            self._number_field.set_error(f"Somebody is printed as ({attribution(draft)}) already.")
        else:
            return None
        return ""


class Newcomers(QObject):
    """Asks for people who are not registered, and offers each of them for the speakers of all files."""

    def __init__(
        self,
        people: Sequence[Participant],
        groups: Sequence[Group],
        tables: Callable[[], Iterable[SpeakerTableModel]],
        parent: QWidget,
    ) -> None:
        """Ask above ``parent``; ``tables`` returns the speakers of each file."""
        super().__init__(parent)
        self._over, self._groups, self._tables = parent, groups, tables
        self._registered = [
            ParticipantDraft(each.speaker, each.group, each.label, each.number, each.sex) for each in people
        ]
        self._new: list[ParticipantDraft] = []

    def ask(self, table: SpeakerTableModel, row: int) -> None:
        """Ask for the person behind a row of ``table``, and take the row's speaker for them."""
        label = table.mapping()[row].label
        dialog = NewParticipantDialog(label, self._groups, [*self._registered, *self._new], self._over)
        draft = ask_for(dialog, dialog.answer)
        if draft is not None:
            self._new.append(draft)
            for each in self._tables():
                each.enrol(draft)
            table.choose(row, draft.speaker)

    def offer_in(self, table: SpeakerTableModel) -> None:
        """Offer those who were entered before in the table of a file that was added since."""
        for draft in self._new:
            table.enrol(draft)

    def among(self, speakers: Iterable[str | None]) -> tuple[ParticipantDraft, ...]:
        """Return those of the new people who are somebody in ``speakers``."""
        wanted = frozenset(speakers)
        return tuple(draft for draft in self._new if draft.speaker in wanted)
