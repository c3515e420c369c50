"""The controls in which a session is described: used for one document, and for each file of an import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from qualcode.domain.choices import Choice
from qualcode.domain.documents import Kind, Mode
from qualcode.gui.models.words import day

NOT_NOTED = "–"
_MODES = ((Mode.FACE_TO_FACE, "Face to face"), (Mode.TELEPHONE, "Telephone"), (Mode.ONLINE, "Online"))
_LANGUAGES = {"en": "English", "it": "Italian", "de": "German", "fr": "French", "es": "Spanish"}
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
C = TypeVar("C", bound=QComboBox)


class DayField(QLineEdit):
    """A day, typed in one of the usual ways and shown as “12 Dec 2019”; empty for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self.setPlaceholderText("12 Dec 2019")
        self.editingFinished.connect(self._tidy)

    def day(self) -> str | None:
        """Return the day as year-month-day, None for none and for what is no day."""
        return read_day(self.text())

    def set_day(self, iso: str | None) -> None:
        """Show a day given as year-month-day."""
        self.setText(day(iso) if iso else "")

    def problem(self) -> str:
        """Return what is wrong with the text; empty when nothing is."""
        if not self.text().strip() or self.day() is not None:
            return ""
        return "Not a day. Write it as 12 Dec 2019 or 2019-12-12."

    def _tidy(self) -> None:
        if self.day() is not None:
            self.set_day(self.day())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


def read_day(text: str) -> str | None:
    """Read a day in one of the usual ways; the day stands before the month, as in Europe.

    >>> read_day("12 Dec 2019"), read_day("2019-12-12"), read_day("9.7.2019"), read_day("9/7/2019")
    ('2019-12-12', '2019-12-12', '2019-07-09', '2019-07-09')
    >>> read_day("30 Feb 2019"), read_day("December")
    (None, None)
    """
    parts = text.replace(",", " ").replace(".", " ").replace("/", " ").replace("-", " ").split()
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    number = _MONTHS.get(month[:3].casefold(), month)
    try:
        return date(int(year), int(number), int(day)).isoformat() if len(year) == 4 else None
    except ValueError:
        return None


def kind_combo(parent: QWidget) -> QComboBox:
    """Offer the kinds of sources."""
    combo = QComboBox(parent)
    for kind in Kind:
        combo.addItem(kind.label, kind)
    return combo


def wave_combo(waves: Sequence[str], parent: QWidget) -> QComboBox:
    """Offer the waves of the study; another can be typed."""
    combo = QComboBox(parent)
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.addItem("")
    combo.addItems(list(waves))
    line = combo.lineEdit()
    if line is not None:
        line.setPlaceholderText("None")
    return combo


def mode_combo(parent: QWidget) -> QComboBox:
    """Offer the ways in which a session is held."""
    return _offer(QComboBox(parent), _MODES)


def language_combo(parent: QWidget) -> QComboBox:
    """Offer the usual languages; the code of another can be typed."""
    combo = QComboBox(parent)
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.addItem("")
    combo.addItems(list(_LANGUAGES.values()))
    return combo


def phase_combo(phases: Sequence[Choice], parent: QWidget) -> QComboBox:
    """Offer the phases of the study."""
    return _offer(QComboBox(parent), [(phase.key, phase.label) for phase in phases])


def chosen_mode(combo: QComboBox) -> Mode | None:
    """Return the chosen way of a session."""
    found = combo.currentData()
    return Mode(found) if found else None


def chosen_phase(combo: QComboBox) -> str | None:
    """Return the key of the chosen phase."""
    found = combo.currentData()
    return found if isinstance(found, str) else None


def choose(combo: QComboBox, value: object) -> None:
    """Choose the item that stands for ``value``, or the first one."""
    combo.setCurrentIndex(max(0, combo.findData(value)))


def chosen_language(combo: QComboBox) -> str | None:
    """Return the language: the code of one that is offered, otherwise what was typed."""
    typed = combo.currentText().strip()
    for key, name in _LANGUAGES.items():
        if typed.casefold() == name.casefold():
            return key
    return typed or None


def set_language(combo: QComboBox, language: str | None) -> None:
    """Show a language by its name."""
    combo.setCurrentText(_LANGUAGES.get(language or "", language or ""))


def tidy(text: str) -> str | None:
    """Return text without needless white space, None when nothing is left."""
    return " ".join(text.split()) or None


def _offer(combo: C, items: Sequence[tuple[str, str]]) -> C:
    combo.addItem(NOT_NOTED, None)
    for value, words in items:
        combo.addItem(words, value)
    return combo
