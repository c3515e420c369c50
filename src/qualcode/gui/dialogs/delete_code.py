"""What becomes of a code's segments when the code is deleted (U18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from qualcode.domain.codebook import Code, descendants
from qualcode.gui.dialogs.choice import Choice
from qualcode.gui.dialogs.code_choice import CodeCombo
from qualcode.gui.dialogs.field import Field, TextArea
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.fonts import scaled
from qualcode.gui.models.words import counted

Way = Literal["delete", "move", "merge"]


@dataclass(frozen=True, slots=True)
class DeleteCode:
    """What is to be done.

    ``delete``: the codings go with the code. ``move``: they go to the code ``into`` (the parent). ``merge``: the code
    is merged into ``into``, and the codes below it move there too.
    """

    way: Way
    into: int | None = None
    reason: str = ""


def ask(parent: QWidget | None, code: Code, codes: Sequence[Code], *, segments: int | None = None) -> DeleteCode | None:
    """Ask how to delete ``code``.

    Args:
        codes: the whole codebook.
        segments: how many segments are coded with it and with the codes below it; by default what the codes say.
    """
    dialog = DeleteCodeDialog(code, codes, segments, parent)
    return ask_for(dialog, dialog.answer)


class DeleteCodeDialog(DialogFrame):
    """The ways in which a code can go."""

    def __init__(
        self, code: Code, codes: Sequence[Code], segments: int | None = None, parent: QWidget | None = None
    ) -> None:
        """Offer what is possible for ``code``."""
        super().__init__("Delete code", "Delete code", parent, width=520)
        self.setObjectName("delete-code-dialog")
        self._code = code
        gone = descendants(codes, code.id)
        known = {each.id: each for each in codes}
        self._parent = known.get(code.parent_id or 0)
        count = sum(known[each].segments for each in gone) if segments is None else segments
        self._locked = any(known[each].locked for each in gone)
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        column.addLayout(self.heading(f"Delete “{code.name}”?", _sentence(count, len(gone) - 1)))
        self._ways: dict[Way, Choice] = {}
        self._target = CodeCombo(codes, self, without=gone, only_codable=True)
        self._target.setObjectName("target")
        self._target.setAccessibleName("Merge into")
        if count:
            column.addLayout(self._make_ways(count))
        else:
            self._target.hide()
        self._reason = TextArea("", 2, self)
        self._reason.setObjectName("reason")
        self._reason_field = Field(
            "Reason",
            self._reason,
            hint="A locked code is taken out. The reason is kept in the history.",
        )
        self._reason_field.setVisible(self._locked)
        column.addWidget(self._reason_field)
        column.addStretch(1)
        self.set_body(column)
        if self._ways:
            self._ways["delete"].button.setFocus()

    def _make_ways(self, count: int) -> QVBoxLayout:
        group = QButtonGroup(self)
        segments = counted(count, "segment")
        above = self._parent
        ways: list[tuple[Way, str, str, QWidget | None]] = [
            (
                "delete",
                "Delete its codings too",
                "The transcripts stay as they are. Undo brings everything back.",
                None,
            ),
            (
                "move",
                f"Move the segments to “{above.name}”" if above else "Move the segments to the parent",
                f"{segments} will be coded with the parent instead.",
                None,
            ),
            ("merge", "Merge into another code", "The codes below it move along.", self._target),
        ]
        column = QVBoxLayout()
        column.setSpacing(scaled(12))
        for way, words, hint, control in ways:
            choice = Choice(words, hint, group, self, control=control)
            choice.button.setObjectName(f"way-{way}")
            self._ways[way] = choice
            column.addWidget(choice)
        if above is None:
            self._ways["move"].forbid("It stands at the top level: there is no parent.")
        elif not above.codable:
            self._ways["move"].forbid(f"“{above.name}” is a heading and takes no segments.")
        if self._target.code_id() is None:
            self._ways["merge"].forbid("There is no other code that takes segments.")
        self._ways["delete"].button.setChecked(True)
        return column

    def answer(self) -> DeleteCode:
        """Return what was chosen."""
        reason = self._reason.words() if self._locked else ""
        for way, choice in self._ways.items():
            if choice.button.isChecked():
                into = {"delete": None, "move": self._code.parent_id, "merge": self._target.code_id()}[way]
                return DeleteCode(way, into, reason)
        return DeleteCode("delete", None, reason)

    def problem(self) -> str | None:
        if self._locked and not self._reason.words():
            self._reason_field.set_error("A locked code is deleted: say why.")
            return ""
        return None


def _sentence(count: int, below: int) -> str:
    coded = f"{counted(count, 'segment')} {'is' if count == 1 else 'are'} coded with it"
    if not count:
        coded = "Nothing is coded with it"
    if below:
        coded += (
            f", or with the {counted(below, 'code')} below it"
            if count
            else f" or the {counted(below, 'code')} below it"
        )
    return coded + "."
