"""Who speaks in a document: whom each label stands for, who only moderates, which labels are one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from qualcode.domain.documents import Speaker
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.fonts import scaled
from qualcode.gui.panels.people import Voice
from qualcode.gui.widgets.text_label import TextLabel

_NOBODY = "Nobody of the register"


@dataclass(frozen=True, slots=True)
class SpeakerChange:
    """What a label stands for from now on; ``into`` is the speaker that it becomes one with."""

    speaker: int
    participant: int | None
    moderator: bool
    into: int | None = None


class SpeakerQuestion(DialogFrame):
    """One row for each label of the document."""

    def __init__(
        self, document: str, speakers: Sequence[Speaker], people: Mapping[int, Voice], parent: QWidget | None = None
    ) -> None:
        """Show whom each label stands for."""
        super().__init__("Speakers", "Save", parent, width=640)
        self.setObjectName("speaker-question")
        self._speakers = speakers
        self._people: list[QComboBox] = []
        self._moderates: list[QCheckBox] = []
        self._merges: list[QComboBox] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(16))
        grid.setVerticalSpacing(scaled(8))
        grid.setColumnStretch(1, 1)
        for column, words in enumerate(("In the document", "Participant", "Moderates", "Same as")):
            grid.addWidget(TextLabel(words, "small", "text-2"), 0, column)
        for row, speaker in enumerate(speakers, 1):
            grid.addWidget(TextLabel(speaker.label, "strong"), row, 0)
            grid.addWidget(self._person_field(speaker, people), row, 1)
            grid.addWidget(self._moderator_field(speaker), row, 2, Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(self._merge_field(speaker), row, 3)
        column_layout = QVBoxLayout()
        column_layout.setSpacing(scaled(16))
        sentence = "No coding is touched. Whoever moderates is left out of all counts."
        column_layout.addLayout(self.heading(f"Who speaks in “{document}”?", sentence))
        column_layout.addLayout(grid)
        self.set_body(column_layout, scrolls=True)

    def _person_field(self, speaker: Speaker, people: Mapping[int, Voice]) -> QComboBox:
        field = QComboBox(self)
        field.setAccessibleName(f"Participant of {speaker.label}")
        field.setObjectName(f"person.{speaker.id}")
        field.addItem(_NOBODY, None)
        for person, voice in people.items():
            field.addItem(voice.name, person)
        field.setCurrentIndex(max(0, field.findData(speaker.participant_id)))
        self._people.append(field)
        return field

    def _moderator_field(self, speaker: Speaker) -> QCheckBox:
        field = QCheckBox(self)
        field.setAccessibleName(f"{speaker.label} moderates")
        field.setObjectName(f"moderates.{speaker.id}")
        field.setChecked(speaker.moderator)
        self._moderates.append(field)
        return field

    def _merge_field(self, speaker: Speaker) -> QComboBox:
        field = QComboBox(self)
        field.setAccessibleName(f"{speaker.label} is the same as")
        field.setObjectName(f"same.{speaker.id}")
        field.addItem("–", None)
        for other in self._speakers:
            if other.id != speaker.id:
                field.addItem(other.label, other.id)
        self._merges.append(field)
        return field

    def answer(self) -> tuple[SpeakerChange, ...]:
        """Return what differs from before."""
        changes = []
        for row, speaker in enumerate(self._speakers):
            person, moderates = self._people[row].currentData(), self._moderates[row].isChecked()
            into = self._merges[row].currentData()
            if (person, moderates, into) != (speaker.participant_id, speaker.moderator, None):
                changes.append(SpeakerChange(speaker.id, person, moderates, into))
        return tuple(changes)

    def problem(self) -> str | None:
        """Refuse labels that are to become one with a label that goes itself."""
        gone = {self._speakers[row].id for row, field in enumerate(self._merges) if field.currentData() is not None}
        if any(field.currentData() in gone for field in self._merges):
            return "Two labels cannot each become the other one: choose which of them stays."
        return None


def ask(
    parent: QWidget | None, document: str, speakers: Sequence[Speaker], people: Mapping[int, Voice]
) -> tuple[SpeakerChange, ...] | None:
    """Ask who speaks in a document."""
    dialog = SpeakerQuestion(document, speakers, people, parent)
    return ask_for(dialog, dialog.answer)
