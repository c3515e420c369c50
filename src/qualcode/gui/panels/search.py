"""Search through all transcripts of the study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.gui import icons
from qualcode.gui.fonts import scaled
from qualcode.gui.models.words import counted
from qualcode.gui.panels.search_hits import HitRowDelegate, HitsModel
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.search_field import SearchField
from qualcode.gui.widgets.text_label import ElidedLabel

if TYPE_CHECKING:
    from qualcode.services.search import Hit

MOST: Final = 1000
"""More places than this are not listed: a narrower search is what is needed then."""
_WAIT_MS = 250


class SearchPanel(QWidget):
    """A field and a list. What is selected in the list (or all of it) can be coded in one step."""

    search_requested = Signal(str, bool)
    """Words, and whether they are a regular expression. Answer with ``show_hits`` or ``refuse``."""
    place_requested = Signal(object, object, object)
    """Document, start and end: show this place."""
    code_requested = Signal(object)
    """Lay a code over these places (a list of Hit)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self.setObjectName("panel.search")
        self.setProperty("ground", "paper")
        self._model = HitsModel(self)
        self.field = SearchField("Words, a phrase, or the beginning of a word: trust*", "search", self)
        self.field.setObjectName("field.search")
        self._regex = QToolButton(self)
        self._regex.setProperty("bare", True)
        self._regex.setIcon(icons.icon("regex"))
        self._regex.setIconSize(QSize(scaled(16), scaled(16)))
        self._regex.setCheckable(True)
        self._regex.setToolTip("Regular expression")
        self._regex.setAccessibleName("Regular expression")
        self._said = ElidedLabel("", "small", "text-2", self)
        self._said.setObjectName("search.said")
        self._code = PushButton("Code all…", "tag", parent=self)
        self._code.setObjectName("button.code_hits")
        self._code.clicked.connect(self._ask_to_code)
        self.view = self._make_view()
        self._empty = EmptyState("Type what to look for in all documents.", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.field.textEdited.connect(self._restart)
        self.field.textChanged.connect(self._clear_if_empty)
        self.field.returnPressed.connect(self._search_or_enter)
        self.field.moved.connect(self._move)
        self._regex.toggled.connect(self._search)
        self._name_button()

    def _make_view(self) -> QListView:
        view = QListView(self)
        view.setObjectName("view.search")
        view.setAccessibleName("Places found")
        view.setModel(self._model)
        view.setItemDelegate(HitRowDelegate(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._show_place)
        view.activated.connect(self._show_place)
        view.selectionModel().selectionChanged.connect(self._name_button)
        return view

    def _lay_out(self) -> None:
        bar = QWidget(self)
        bar.setProperty("ground", "window")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(8)
        self.field.setMaximumWidth(scaled(440))
        row.addWidget(self.field, 3)
        row.addWidget(self._regex)
        row.addWidget(self._said, 2)
        row.addWidget(self._code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    # Showing ------------------------------------------------------------------------------------------------------

    def begin(self, words: str = "") -> None:
        """Take the keyboard; look for ``words`` if there are any."""
        if words:
            self.field.setText(words)
            self._search()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found."""
        self._model.show(hits)
        documents = len({hit.document_id for hit in hits})
        more = "the first " if len(hits) >= MOST else ""
        said = f"{more}{counted(len(hits), 'place')} in {counted(documents, 'document')}" if hits else ""
        self._say(said, refused=False)
        self._empty.set_sentence(f"“{self.field.text().strip()}” is in none of the documents.")
        self._stack.setCurrentIndex(1 if hits else 0)
        self._name_button()

    def refuse(self, why: str) -> None:
        """Say why nothing can be looked for."""
        self._model.show(())
        self._empty.set_sentence(why)
        self._stack.setCurrentIndex(0)
        self._say("", refused=True)
        self._name_button()

    def said(self) -> str:
        """Return what is said of the places found."""
        return self._said.text()

    def _say(self, words: str, *, refused: bool) -> None:
        self._said.setText(words)
        self.field.setProperty("error", refused)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    # Asking -------------------------------------------------------------------------------------------------------

    @Slot()
    def _restart(self) -> None:
        self._wait.start()

    @Slot(str)
    def _clear_if_empty(self, words: str) -> None:
        if not words.strip():
            self._wait.stop()
            self._model.show(())
            self._empty.set_sentence("Type what to look for in all documents.")
            self._stack.setCurrentIndex(0)
            self._say("", refused=False)
            self._name_button()

    @Slot()
    def _search(self) -> None:
        self._wait.stop()
        words = self.field.text().strip()
        if words:
            self.search_requested.emit(words, self._regex.isChecked())

    @Slot()
    def _search_or_enter(self) -> None:
        if self._wait.isActive() or not self._model.rowCount():
            self._search()
        else:
            self._move(1)
            self._show_place(self.view.currentIndex())

    @Slot(int)
    def _move(self, step: int) -> None:
        rows = self._model.rowCount()
        if rows:
            row = min(max(self.view.currentIndex().row() + step, 0), rows - 1)
            self.view.setCurrentIndex(self._model.index(row))

    @Slot(QModelIndex)
    def _show_place(self, index: QModelIndex) -> None:
        if index.isValid():
            hit = self._model.hit(index.row())
            self.place_requested.emit(hit.document_id, hit.start, hit.end)

    def chosen(self) -> list[Hit]:
        """Return the places that would be coded: those selected when they are several, else all."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [self._model.hit(row) for row in rows] if len(rows) > 1 else list(self._model.hits())

    @Slot()
    def _name_button(self) -> None:
        number = len(self.chosen())
        every = number == self._model.rowCount()
        self._code.setEnabled(number > 0)
        self._code.setText("Code all…" if every else f"Code {number:,}…")

    @Slot()
    def _ask_to_code(self) -> None:
        places = self.chosen()
        if places:
            self.code_requested.emit(places)
