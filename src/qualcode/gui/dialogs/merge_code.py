"""One code merged into another (C4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qualcode.domain.codebook import Code, descendants
from qualcode.gui.dialogs.code_choice import CodeCombo
from qualcode.gui.dialogs.field import Field, TextArea
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.fonts import scaled
from qualcode.gui.models.words import counted


@dataclass(frozen=True, slots=True)
class MergeCode:
    """Which code takes the segments, and why (needed for a locked code)."""

    into: int
    reason: str = ""


def ask(parent: QWidget | None, code: Code, codes: Sequence[Code], *, into: int | None = None) -> MergeCode | None:
    """Ask which of ``codes`` takes the segments of ``code``; ``into`` is offered first."""
    dialog = MergeCodeDialog(code, codes, into, parent)
    return ask_for(dialog, dialog.answer)


class MergeCodeDialog(DialogFrame):
    """The code that stays, and a reason where one is needed."""

    def __init__(
        self, code: Code, codes: Sequence[Code], into: int | None = None, parent: QWidget | None = None
    ) -> None:
        """Offer all codes into which ``code`` can go."""
        super().__init__("Merge codes", "Merge codes", parent, width=520)
        self.setObjectName("merge-code-dialog")
        self._locked = code.locked
        gone = descendants(codes, code.id)
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        moved = f"{counted(code.segments, 'segment')} {'moves' if code.segments == 1 else 'move'}"
        if len(gone) > 1:
            moved += f", and {counted(len(gone) - 1, 'code')} below it"
        doubles = "Where one coder has laid both codes over the same passage, one coding stays."
        question = f"Merge “{code.name}” into another code"
        column.addLayout(self.heading(question, f"{moved}. {doubles} Undo parts them again."))
        self._target = CodeCombo(codes, self, without=gone, only_codable=True)
        self._target.setObjectName("target")
        self._target.set_code(into)
        self._target_field = Field("Code that stays", self._target)
        column.addWidget(self._target_field)
        self._reason = TextArea("", 2, self)
        self._reason.setObjectName("reason")
        self._reason_field = Field(
            "Reason", self._reason, hint="A locked code is taken out. The reason is kept in the history."
        )
        self._reason_field.setVisible(self._locked)
        column.addWidget(self._reason_field)
        column.addStretch(1)
        self.set_body(column)
        self._target.setFocus()
        self.accept_button.setEnabled(self._target.code_id() is not None)
        if self._target.code_id() is None:
            self._target_field.set_error("There is no other code that takes segments.")

    def answer(self) -> MergeCode:
        """Return what was chosen."""
        into = self._target.code_id()
        assert into is not None, "the button is off while there is no code to choose"
        return MergeCode(into, self._reason.words() if self._locked else "")

    def problem(self) -> str | None:
        if self._locked and not self._reason.words():
            self._reason_field.set_error("A locked code is taken out: say why.")
            return ""
        return None
