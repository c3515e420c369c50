"""The line above a transcript: facts about the document, and what of its codings is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from qualcode.domain.documents import Document
from qualcode.gui.drawing import percent
from qualcode.gui.fonts import scaled
from qualcode.gui.models.words import counted, day
from qualcode.gui.widgets.text_label import ElidedLabel
from qualcode.gui.widgets.word_button import WordButton

STRIPES = (("codes", "All codes"), ("active", "Activated codes"), ("none", "None"))
ALL_CODERS = ""


class InfoLine(QFrame):
    """32 high, on paper: “12 Dec 2019 · 71 min · 6 speakers · 34 % coded”."""

    stripes_chosen = Signal(str)
    """``codes``, ``active`` or ``none``."""
    coder_chosen = Signal(str)
    """The one whose codings are shown; empty for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self._facts = ElidedLabel("", "small", "text-2", self)
        self._facts.setObjectName("transcript.facts")
        self._stripes = _choice("Stripes", self)
        self._stripes.setObjectName("transcript.stripes")
        self._coders = _choice("Coders", self)
        self._coders.setObjectName("transcript.coders")
        self._stripe_group = self._fill(self._stripes, STRIPES, "codes")
        self._coder_group = self._fill(self._coders, ((ALL_CODERS, "All coders"),), ALL_CODERS)
        self._stripe_group.triggered.connect(self._choose_stripes)
        self._coder_group.triggered.connect(self._choose_coder)
        self._coder = ALL_CODERS
        self._shown = "codes"
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._facts, 1)
        row.addWidget(self._stripes)
        row.addWidget(self._coders)
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(32))

    @property
    def stripes(self) -> str:
        """Which codings are shown: ``codes``, ``active`` or ``none``."""
        return self._shown

    @property
    def coder(self) -> str:
        """Whose codings are shown; empty for all."""
        return self._coder

    def set_facts(self, parts: Sequence[str]) -> None:
        """Show what is known of the document; empty parts are left out."""
        self._facts.setText("  ·  ".join(part for part in parts if part))

    def facts(self) -> str:
        """Return what is said of the document."""
        return self._facts.text()

    def set_coders(self, names: Sequence[str]) -> None:
        """Offer these coders; when the chosen one is not among them, all are shown."""
        if self._coder not in names:
            self._coder = ALL_CODERS
        for action in self._coder_group.actions():
            self._coder_group.removeAction(action)
        self._coders.menu().clear()
        options = ((ALL_CODERS, "All coders"), *((name, name) for name in names))
        self._add(self._coders.menu(), self._coder_group, options, self._coder)
        self._coders.setVisible(len(names) > 1)
        self._name()

    def set_stripes(self, which: str) -> None:
        """Show these codings, without telling anybody."""
        for action in self._stripe_group.actions():
            if action.data() == which:
                action.setChecked(True)
                self._shown = which
        self._name()

    def _fill(self, button: WordButton, options: Sequence[tuple[str, str]], chosen: str) -> QActionGroup:
        menu = QMenu(button)
        button.setMenu(menu)
        group = QActionGroup(button)
        self._add(menu, group, options, chosen)
        return group

    @staticmethod
    def _add(menu: QMenu, group: QActionGroup, options: Sequence[tuple[str, str]], chosen: str) -> None:
        for key, words in options:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(key)
            action.setChecked(key == chosen)
            group.addAction(action)

    @Slot(QAction)
    def _choose_stripes(self, action: QAction) -> None:
        self._shown = str(action.data())
        self._name()
        self.stripes_chosen.emit(self._shown)

    @Slot(QAction)
    def _choose_coder(self, action: QAction) -> None:
        self._coder = str(action.data())
        self._name()
        self.coder_chosen.emit(self._coder)

    def _name(self) -> None:
        words = {"codes": "codes", "active": "activated", "none": "none"}[self._shown]
        self._stripes.setText(f"Stripes: {words}")
        self._coders.setText(f"Coders: {self._coder or 'all'}")
        for button in (self._stripes, self._coders):
            button.updateGeometry()


def facts_of(document: Document) -> list[str]:
    """Return what the line says of a document: day, duration, speakers, share that is coded."""
    about = document.attributes
    return [
        day(about.date) if about.date else about.kind.label,
        f"{about.minutes:g} min" if about.minutes else "",
        counted(document.speakers, "speaker") if document.speakers else "",
        f"{percent(document.coded)} coded",
    ]


def _choice(name: str, parent: QWidget) -> WordButton:
    button = WordButton(parent=parent, quiet=True)
    button.setAccessibleName(name)
    return button
