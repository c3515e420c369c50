"""A new study: its title, its file, and the codebook that it begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Slot
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qualcode.gui.dialogs.choice import Choice
from qualcode.gui.dialogs.field import Field
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.text_label import TextLabel

if TYPE_CHECKING:
    from qualcode.services.codebook import ShippedCodebook

SUFFIX = ".qualcode"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_OWN, _EMPTY = "own", "empty"


@dataclass(frozen=True, slots=True)
class NewStudy:
    """Where the study is to be made, what it is called, and its codebook: a shipped one's key, a file, or none."""

    path: Path
    title: str
    codebook: str | Path | None


def ask(parent: QWidget | None, codebooks: Sequence[ShippedCodebook], folder: Path) -> NewStudy | None:
    """Ask for a new study; ``folder`` is where it is offered to lie, ``codebooks`` are those that are shipped."""
    dialog = NewStudyDialog(codebooks, folder, parent)
    return ask_for(dialog, dialog.answer)


def file_name(title: str) -> str:
    """Make a file name of a title that every system takes.

    >>> file_name("Carers: the upper valley / 2019."), file_name("con"), file_name(" ")
    ('Carers the upper valley 2019.qualcode', 'con study.qualcode', 'study.qualcode')
    """
    stem = " ".join(_FORBIDDEN.sub(" ", title).split())[:80].strip(". ")
    if _RESERVED.match(stem):
        stem += " study"
    return (stem or "study") + SUFFIX


class NewStudyDialog(DialogFrame):
    """Title, place and codebook."""

    def __init__(self, codebooks: Sequence[ShippedCodebook], folder: Path, parent: QWidget | None = None) -> None:
        """Offer ``codebooks`` and a place in ``folder``."""
        super().__init__("New study", "Create study", parent, width=600)
        self.setObjectName("new-study-dialog")
        self._title = QLineEdit(self)
        self._title.setObjectName("title")
        self._title.setMaxLength(200)
        self._title.setPlaceholderText("For example: Carers of the upper valley")
        self._title_field = Field("Title", self._title)
        self._folder = QLineEdit(QDir.toNativeSeparators(str(folder)), self)
        self._folder.setObjectName("folder")
        browse = PushButton("Choose…", parent=self)
        browse.setObjectName("choose-folder")
        browse.setAccessibleName("Choose a folder")
        browse.clicked.connect(self._choose_folder)
        self._folder_field = Field("Folder", self._folder, aside=browse)
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        column.addWidget(self._title_field)
        column.addWidget(self._folder_field)
        column.addSpacing(scaled(4))
        column.addWidget(TextLabel("Codebook to begin with", "label", "text-2", self))
        column.addLayout(self._make_choices(codebooks))
        column.addStretch(1)
        self.set_body(column, scrolls=True)
        self._title.textChanged.connect(self._show_file)
        self._folder.textChanged.connect(self._show_file)
        self._show_file()
        self._title.setFocus()

    def _make_choices(self, codebooks: Sequence[ShippedCodebook]) -> QVBoxLayout:
        group = QButtonGroup(self)
        self._choices: dict[str, Choice] = {}
        self._file = QLineEdit(self)
        self._file.setObjectName("codebook-file")
        self._file.setAccessibleName("Codebook file")
        self._file.setPlaceholderText("A .csv or .xlsx file")
        self._pick = PushButton("Choose…", parent=self)
        self._pick.setObjectName("choose-codebook")
        self._pick.setAccessibleName("Choose a codebook file")
        self._pick.clicked.connect(self._choose_file)
        own = QWidget(self)
        row = QHBoxLayout(own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(8))
        row.addWidget(self._file, 1)
        row.addWidget(self._pick)
        self._own_line = TextLabel("", "small", "danger", self, wrap=True)
        self._own_line.hide()
        column = QVBoxLayout()
        column.setSpacing(scaled(10))
        for book in codebooks:
            self._choices[book.key] = Choice(book.title, book.description, group, self)
        self._choices[_OWN] = Choice("A codebook of our own", "", group, self, control=own)
        self._choices[_EMPTY] = Choice("None: the codes come from the data", "", group, self)
        for key, choice in self._choices.items():
            choice.button.setObjectName(f"codebook-{key}")
            column.addWidget(choice)
            if key == _OWN:
                column.addWidget(self._own_line)
        next(iter(self._choices.values())).button.setChecked(True)
        self._file.textChanged.connect(self._own_line.hide)
        return column

    def answer(self) -> NewStudy:
        """Return the study as it is filled in."""
        return NewStudy(self._path(), " ".join(self._title.text().split()), self._codebook())

    def problem(self) -> str | None:
        if not self._title.text().strip():
            self._title_field.set_error("A study needs a title.")
            return ""
        folder = self._path().parent
        if not folder.is_dir():
            self._folder_field.set_error(f"There is no folder “{folder}”. Choose one that exists.")
            return ""
        if self._path().exists():
            self._title_field.set_error(f"There is a file “{self._path().name}” in this folder already.")
            return ""
        chosen = self._codebook()
        if self._choices[_OWN].button.isChecked() and (not isinstance(chosen, Path) or not chosen.is_file()):
            self._own_line.setText("Choose the file of the codebook: .csv or .xlsx.")
            self._own_line.show()
            self._file.setFocus()
            return ""
        return None

    def _path(self) -> Path:
        return Path(self._folder.text().strip() or ".").expanduser().absolute() / file_name(self._title.text())

    def _codebook(self) -> str | Path | None:
        chosen = next(key for key, choice in self._choices.items() if choice.button.isChecked())
        if chosen == _OWN:
            return Path(self._file.text().strip()).expanduser() if self._file.text().strip() else None
        return None if chosen == _EMPTY else chosen

    @Slot()
    def _show_file(self) -> None:
        self._title_field.clear_error()
        self._folder_field.set_hint(f"File: {self._path().name}. Everything of the study is in this one file.")

    @Slot()
    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Folder of the study", self._folder.text())
        if found:
            self._folder.setText(QDir.toNativeSeparators(found))

    @Slot()
    def _choose_file(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, "Codebook", self._folder.text(), "Codebooks (*.csv *.xlsx);;All files (*)"
        )
        if found:
            self._file.setText(QDir.toNativeSeparators(found))
