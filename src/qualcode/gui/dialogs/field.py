"""A labelled field of a dialog: its name above, the control, and one line below for a hint or for what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qualcode.gui import fonts
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.text_label import TextLabel


class Field(QWidget):
    """A control under its label. The control takes the label as its accessible name."""

    def __init__(
        self,
        label: str,
        control: QWidget,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        aside: QWidget | None = None,
    ) -> None:
        """Show ``control`` under ``label``; ``hint`` stands below it, ``aside`` at its right."""
        super().__init__(parent)
        self.control = control
        self._hint = hint
        self.label = TextLabel(label, "small", "text-2", self)
        self.label.setBuddy(control)
        self._line = TextLabel(hint, "small", "text-3", self, wrap=True)
        self._line.setVisible(bool(hint))
        if not control.accessibleName():
            control.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(4))
        column.addWidget(self.label)
        if aside is None:
            column.addWidget(control)
        else:
            row = QHBoxLayout()
            row.setSpacing(scaled(8))
            row.addWidget(control, 1)
            row.addWidget(aside)
            column.addLayout(row)
        column.addWidget(self._line)
        self._listen(control)

    def set_error(self, text: str) -> None:
        """Say below the control what is wrong with it, and bring the keyboard there."""
        self._line.setText(text)
        self._line.set_ink("danger")
        self._line.setVisible(True)
        self.control.setAccessibleDescription(text)
        _mark(self.control, True)
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)

    def error(self) -> str:
        """Return what is said to be wrong; empty when nothing is."""
        return self._line.text() if self.control.property("error") else ""

    def set_hint(self, text: str) -> None:
        """Show another hint below the control."""
        self._hint = text
        if not self.error():
            self._line.setText(text)
            self._line.setVisible(bool(text))

    def hint(self) -> str:
        """Return the hint."""
        return self._hint

    @Slot()
    def clear_error(self) -> None:
        """Show the hint again."""
        if not self.error():
            return
        _mark(self.control, False)
        self.control.setAccessibleDescription("")
        self._line.set_ink("text-3")
        self._line.setText(self._hint)
        self._line.setVisible(bool(self._hint))

    def _listen(self, control: QWidget) -> None:
        if isinstance(control, QLineEdit | QPlainTextEdit):
            control.textChanged.connect(self.clear_error)
        elif isinstance(control, QComboBox):
            control.currentTextChanged.connect(self.clear_error)


class TextArea(QPlainTextEdit):
    """A field of several lines; Tab goes on to the next field."""

    def __init__(self, text: str = "", lines: int = 2, parent: QWidget | None = None) -> None:
        """Show ``text`` in a field ``lines`` high."""
        super().__init__(parent)
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setPlainText(text)
        self.document().setDocumentMargin(3)
        self.setFixedHeight(fonts.ui_metrics("body").lineSpacing() * lines + scaled(16))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def words(self) -> str:
        """Return what was written, without white space at its ends."""
        return self.toPlainText().strip()


def field_row(*fields: QWidget | tuple[QWidget, int], gap: int = 12) -> QHBoxLayout:
    """Set fields side by side, aligned at their tops; a number beside one is its share of the room."""
    row = QHBoxLayout()
    row.setSpacing(scaled(gap))
    for entry in fields:
        widget, share = entry if isinstance(entry, tuple) else (entry, 1)
        row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
    return row


class NumberField(QLineEdit):
    """A number that is typed, or nothing. A spin box has no way to say “nothing”."""

    def __init__(self, parent: QWidget | None = None, *, places: int = 0, most: float = 100_000) -> None:
        """Take numbers from 0 to ``most`` with up to ``places`` decimal places; a comma is read as a point."""
        super().__init__(parent)
        self._most = most
        digits = r"\d{0,6}" + (rf"(?:[.,]\d{{0,{places}}})?" if places else "")
        self.setValidator(QRegularExpressionValidator(QRegularExpression(digits), self))

    def number(self) -> float | None:
        """Return the number, None when nothing was typed."""
        typed = self.text().replace(",", ".").strip(".")
        return min(float(typed), self._most) if typed else None

    def whole(self) -> int | None:
        """Return the number without decimal places, None when nothing was typed."""
        found = self.number()
        return None if found is None else int(found)

    def set_number(self, number: float | None) -> None:
        """Show a number; None for nothing."""
        self.setText("" if number is None else f"{number:g}")


def _mark(control: QWidget, wrong: bool) -> None:
    control.setProperty("error", wrong)
    # A style sheet looks at properties only when it is put on.
    control.style().unpolish(control)
    control.style().polish(control)
