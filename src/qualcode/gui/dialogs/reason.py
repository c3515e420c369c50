"""Why something is done: one sentence that goes into the history."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qualcode.gui.dialogs.field import Field, TextArea
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.fonts import scaled


@dataclass(frozen=True, slots=True)
class Reason:
    """What was written."""

    text: str


def ask(
    parent: QWidget | None,
    question: str,
    sentence: str = "",
    *,
    accept: str = "Continue",
    label: str = "Reason",
    required: bool = True,
) -> Reason | None:
    """Ask for a reason.

    Args:
        question: what is about to be done, in words.
        sentence: what follows from it.
        accept: the words on the accent button.
        required: whether an empty reason is taken.
    """
    dialog = ReasonDialog(question, sentence, accept, label, required, parent)
    return ask_for(dialog, dialog.answer)


class ReasonDialog(DialogFrame):
    """A question and a field of three lines."""

    def __init__(
        self,
        question: str,
        sentence: str = "",
        accept: str = "Continue",
        label: str = "Reason",
        required: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Ask ``question``; see ``ask``."""
        super().__init__("Reason", accept, parent, width=480)
        self.setObjectName("reason-dialog")
        self._required = required
        self._text = TextArea("", 3, self)
        self._text.setObjectName("reason")
        hint = "Kept in the history." if required else "Optional. Kept in the history."
        self._field = Field(label, self._text, hint=hint)
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        column.addLayout(self.heading(question, sentence))
        column.addWidget(self._field)
        column.addStretch(1)
        self.set_body(column)
        self._text.setFocus()

    def answer(self) -> Reason:
        """Return the reason."""
        return Reason(self._text.words())

    def problem(self) -> str | None:
        if self._required and not self._text.words():
            self._field.set_error("Give a reason in a few words.")
            return ""
        return None
