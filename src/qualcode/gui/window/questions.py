"""The small questions of the window: which code, whose name, what the study is called, are you sure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from qualcode.domain.codebook import Code
from qualcode.gui.dialogs.code_choice import CodeCombo
from qualcode.gui.dialogs.field import Field, TextArea
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.fonts import scaled


@dataclass(frozen=True, slots=True)
class Facts:
    """What a study says of itself."""

    title: str
    description: str
    attribution: str


class CodeQuestion(DialogFrame):
    """Which code?"""

    def __init__(
        self,
        question: str,
        accept: str,
        codes: Sequence[Code],
        without: Collection[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Offer all ``codes`` that can be laid over text, except those ``without``."""
        super().__init__(question, accept, parent, width=440)
        self.setObjectName("code-question")
        self._codes = CodeCombo(codes, self, without=without, only_codable=True)
        self._codes.setObjectName("code")
        self._field = Field("Code", self._codes)
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        column.addLayout(self.heading(question))
        column.addWidget(self._field)
        self.set_body(column)

    def choose(self, code_id: int) -> None:
        """Offer this code first."""
        self._codes.set_code(code_id)

    def answer(self) -> int | None:
        """Return the code that was chosen."""
        return self._codes.code_id()

    def problem(self) -> str | None:
        """Say that a code is needed."""
        if self.answer() is not None:
            return None
        self._field.set_error("Choose a code.")
        return "Choose a code."


def ask_code(
    parent: QWidget | None,
    question: str,
    accept: str,
    codes: Sequence[Code],
    *,
    without: Collection[int] = (),
    first: int | None = None,
) -> int | None:
    """Ask for a code; ``first`` is offered at first."""
    dialog = CodeQuestion(question, accept, codes, without, parent)
    if first is not None and first not in without:
        dialog.choose(first)
    return ask_for(dialog, dialog.answer)


class NameQuestion(DialogFrame):
    """What is it called?"""

    def __init__(self, question: str, label: str, accept: str, parent: QWidget | None = None) -> None:
        """Ask ``question``; ``label`` stands above the field."""
        super().__init__(question, accept, parent, width=400)
        self.setObjectName("name-question")
        self._name = QLineEdit(self)
        self._name.setObjectName("name")
        self._field = Field(label, self._name)
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        column.addLayout(self.heading(question))
        column.addWidget(self._field)
        self.set_body(column)

    def answer(self) -> str:
        """Return the name, without superfluous blanks."""
        return " ".join(self._name.text().split())

    def problem(self) -> str | None:
        """Say that a name is needed."""
        if self.answer():
            return None
        self._field.set_error("Write a name.")
        return "Write a name."


def ask_name(parent: QWidget | None, question: str, label: str, accept: str = "Continue") -> str | None:
    """Ask for a name."""
    dialog = NameQuestion(question, label, accept, parent)
    return ask_for(dialog, dialog.answer)


class FactsQuestion(DialogFrame):
    """What does the study say of itself?"""

    def __init__(self, facts: Facts, parent: QWidget | None = None) -> None:
        """Show what it says now."""
        super().__init__("Describe the study", "Save", parent, width=520)
        self.setObjectName("study-question")
        self._title = QLineEdit(facts.title, self)
        self._title.setObjectName("title")
        self._description = TextArea(facts.description, 4, self)
        self._description.setObjectName("description")
        self._attribution = QLineEdit(facts.attribution, self)
        self._attribution.setObjectName("attribution")
        self._title_field = Field("Title", self._title)
        column = QVBoxLayout()
        column.setSpacing(scaled(12))
        column.addWidget(self._title_field)
        column.addWidget(Field("Description", self._description))
        hint = "Behind every quote. You can use {label}, {group}, {sex}, {number}, {role} and {speaker}."
        column.addWidget(Field("How quotes name their speakers", self._attribution, hint=hint))
        self.set_body(column)

    def answer(self) -> Facts:
        """Return what was filled in."""
        return Facts(self._title.text().strip(), self._description.words(), self._attribution.text().strip())

    def problem(self) -> str | None:
        """Say that a title is needed."""
        if self.answer().title:
            return None
        self._title_field.set_error("A study needs a title.")
        return "A study needs a title."


def ask_facts(parent: QWidget | None, facts: Facts) -> Facts | None:
    """Ask what is to change in what the study says of itself."""
    dialog = FactsQuestion(facts, parent)
    return ask_for(dialog, dialog.answer)


class Confirmation(DialogFrame):
    """Are you sure?"""

    def __init__(self, question: str, sentence: str, accept: str, parent: QWidget | None = None) -> None:
        """Ask ``question``; ``sentence`` says what follows."""
        super().__init__(question.rstrip("?"), accept, parent, width=440)
        self.setObjectName("confirmation")
        column = QVBoxLayout()
        column.addLayout(self.heading(question, sentence))
        self.set_body(column)

    def answer(self) -> bool:
        """Return True: who says no closes the dialog."""
        return True


def confirm(parent: QWidget | None, question: str, sentence: str, accept: str) -> bool:
    """Ask whether something is to be done."""
    dialog = Confirmation(question, sentence, accept, parent)
    return ask_for(dialog, dialog.answer) is True
