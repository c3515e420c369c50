"""The fields in which one file of an import is described."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from qualcode.domain.choices import Choice
from qualcode.domain.documents import Attributes, Kind
from qualcode.gui.dialogs import session_fields as fields
from qualcode.gui.dialogs.field import Field, NumberField, field_row
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.push_button import PushButton


class ImportForm(QWidget):
    """Name, kind, wave, day and the rest of the file that is shown."""

    edited = Signal()
    """The user has changed something."""
    spread = Signal()
    """All files are to be described like this one."""

    def __init__(self, waves: Sequence[str], phases: Sequence[Choice], parent: QWidget | None = None) -> None:
        """Make empty fields; ``waves`` and ``phases`` are those of the study."""
        super().__init__(parent)
        self._before = Attributes()
        self._name = QLineEdit(self)
        self._kind = fields.kind_combo(self)
        self._wave = fields.wave_combo(waves, self)
        self._date = fields.DayField(self)
        self._mode = fields.mode_combo(self)
        self._minutes = NumberField(self, places=1, most=6000)
        self._language = fields.language_combo(self)
        self._place = QLineEdit(self)
        self._phase = fields.phase_combo(phases, self)
        self._spread = PushButton("Apply to all files", kind="link", parent=self)
        self._spread.setObjectName("apply-to-all")
        self._spread.setToolTip("Everything but name and minutes")
        self._spread.clicked.connect(self.spread)
        controls: dict[str, QWidget] = {
            "name": self._name,
            "kind": self._kind,
            "wave": self._wave,
            "date": self._date,
            "mode": self._mode,
            "minutes": self._minutes,
            "language": self._language,
            "place": self._place,
            "phase": self._phase,
        }
        for name, control in controls.items():
            control.setObjectName(name)
            if isinstance(control, QComboBox):
                control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                control.setMinimumContentsLength(6)
                control.currentTextChanged.connect(self._tell)
            elif isinstance(control, QLineEdit):
                control.textEdited.connect(self._tell)
        self._date.editingFinished.connect(self._check_date)
        self._lay_out()

    def _lay_out(self) -> None:
        self._date_field = Field("Date", self._date)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(10))
        column.addLayout(
            field_row(
                (Field("Kind", self._kind), 10),
                (Field("Wave", self._wave), 9),
                (self._date_field, 6),
                (Field("Mode", self._mode), 6),
                (Field("Minutes", self._minutes), 3),
                (Field("Language", self._language), 5),
                gap=8,
            )
        )
        column.addLayout(
            field_row(
                (Field("Name in the study", self._name), 10),
                (Field("Place", self._place), 13),
                (Field("Phase of new segments", self._phase, aside=self._spread), 16),
                gap=8,
            )
        )

    def show_spread(self, shown: bool) -> None:
        """Offer to describe all files alike."""
        self._spread.setVisible(shown)

    def show_file(self, name: str, attributes: Attributes) -> None:
        """Show the name and the attributes of a file."""
        self._before = attributes
        blockers = [QSignalBlocker(child) for child in self.findChildren(QWidget)]
        self._name.setText(name)
        fields.choose(self._kind, attributes.kind)
        self._wave.setCurrentText(attributes.wave or "")
        self._date.set_day(attributes.date)
        fields.choose(self._mode, attributes.mode)
        self._minutes.set_number(attributes.minutes)
        fields.set_language(self._language, attributes.language)
        self._place.setText(attributes.place or "")
        self._place.setCursorPosition(0)
        fields.choose(self._phase, attributes.default_phase)
        for blocker in blockers:
            blocker.unblock()
        self._date_field.clear_error()

    def name(self) -> str:
        """Return the name that the document is to have."""
        return " ".join(self._name.text().split())

    def attributes(self) -> Attributes:
        """Return what is filled in; what is no day is none."""
        return replace(
            self._before,
            kind=Kind(self._kind.currentData()),
            wave=fields.tidy(self._wave.currentText()),
            date=self._date.day(),
            mode=fields.chosen_mode(self._mode),
            minutes=self._minutes.number(),
            language=fields.chosen_language(self._language),
            place=fields.tidy(self._place.text()),
            default_phase=fields.chosen_phase(self._phase),
        )

    def date_problem(self) -> bool:
        """Say at the date that it is none, if so."""
        wrong = self._date.problem()
        if wrong:
            self._date_field.set_error(wrong)
        return bool(wrong)

    @Slot()
    def _check_date(self) -> None:
        if self._date.problem():
            self._date_field.set_error(self._date.problem())

    @Slot()
    def _tell(self) -> None:
        self.edited.emit()
