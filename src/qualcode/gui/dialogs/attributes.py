"""What is known of a document's session (D3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from qualcode.domain.choices import Choice
from qualcode.domain.documents import Attributes, Kind
from qualcode.gui.dialogs import session_fields as fields
from qualcode.gui.dialogs.field import Field, NumberField, field_row
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.fonts import scaled

_RECORDED = (None, True, False)


def ask(
    parent: QWidget | None,
    name: str,
    attributes: Attributes,
    *,
    waves: Sequence[str] = (),
    phases: Sequence[Choice] = (),
) -> Attributes | None:
    """Ask what is known of the document ``name``; ``waves`` and ``phases`` are those of the study."""
    dialog = AttributesDialog(name, attributes, waves, phases, parent)
    return ask_for(dialog, dialog.answer)


class AttributesDialog(DialogFrame):
    """Kind, wave, day, place and the rest of one document."""

    def __init__(
        self,
        name: str,
        attributes: Attributes,
        waves: Sequence[str] = (),
        phases: Sequence[Choice] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show ``attributes`` of the document ``name``."""
        super().__init__("Describe document", "Save", parent, width=600)
        self.setObjectName("attributes-dialog")
        self._kind = fields.kind_combo(self)
        self._wave = fields.wave_combo(waves, self)
        self._date = fields.DayField(self)
        self._mode = fields.mode_combo(self)
        self._minutes = NumberField(self, places=1, most=6000)
        self._place, self._interviewer = QLineEdit(self), QLineEdit(self)
        self._language = fields.language_combo(self)
        self._recorded = QComboBox(self)
        self._recorded.addItems([fields.NOT_NOTED, "Yes", "No"])
        self._invited, self._attended = NumberField(self), NumberField(self)
        self._phase = fields.phase_combo(phases, self)
        for key, control in self._controls().items():
            control.setObjectName(key)
        self._lay_out(name)
        self._show(attributes)
        self._kind.setFocus()

    def _controls(self) -> dict[str, QWidget]:
        return {
            "kind": self._kind,
            "wave": self._wave,
            "date": self._date,
            "mode": self._mode,
            "minutes": self._minutes,
            "place": self._place,
            "language": self._language,
            "interviewer": self._interviewer,
            "recorded": self._recorded,
            "invited": self._invited,
            "attended": self._attended,
            "phase": self._phase,
        }

    def _lay_out(self, name: str) -> None:
        self._date_field = Field("Date", self._date)
        phase = Field("Phase of new segments", self._phase, hint="Assumed, until somebody confirms it.")
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        column.addLayout(self.heading(name))
        for row in (
            ((Field("Kind", self._kind), 1), (Field("Wave", self._wave), 1)),
            ((self._date_field, 2), (Field("Mode", self._mode), 2), (Field("Minutes", self._minutes), 1)),
            ((Field("Place", self._place), 3), (Field("Language", self._language), 2)),
            ((Field("Interviewer", self._interviewer), 3), (Field("Recorded", self._recorded), 2)),
            ((Field("People invited", self._invited), 1), (Field("People there", self._attended), 1), (phase, 2)),
        ):
            column.addLayout(field_row(*row))
        column.addStretch(1)
        self.set_body(column, scrolls=True)

    def _show(self, of: Attributes) -> None:
        fields.choose(self._kind, of.kind)
        self._wave.setCurrentText(of.wave or "")
        self._date.set_day(of.date)
        fields.choose(self._mode, of.mode)
        self._minutes.set_number(of.minutes)
        self._place.setText(of.place or "")
        self._place.setCursorPosition(0)
        fields.set_language(self._language, of.language)
        self._interviewer.setText(of.interviewer or "")
        self._recorded.setCurrentIndex(_RECORDED.index(of.recorded))
        self._invited.set_number(of.invited)
        self._attended.set_number(of.attended)
        fields.choose(self._phase, of.default_phase)

    def answer(self) -> Attributes:
        """Return what is filled in."""
        return Attributes(
            kind=Kind(self._kind.currentData()),
            wave=fields.tidy(self._wave.currentText()),
            date=self._date.day(),
            place=fields.tidy(self._place.text()),
            mode=fields.chosen_mode(self._mode),
            minutes=self._minutes.number(),
            language=fields.chosen_language(self._language),
            recorded=_RECORDED[self._recorded.currentIndex()],
            interviewer=fields.tidy(self._interviewer.text()),
            invited=self._invited.whole(),
            attended=self._attended.whole(),
            default_phase=fields.chosen_phase(self._phase),
        )

    def problem(self) -> str | None:
        wrong = self._date.problem()
        if wrong:
            self._date_field.set_error(wrong)
            return ""
        return None
