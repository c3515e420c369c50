"""The bar that finds words in the open transcript."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from qualcode.gui import icons
from qualcode.gui.fonts import scaled
from qualcode.gui.text.view import TranscriptView
from qualcode.gui.widgets.text_label import TextLabel

MOST_HITS: Final = 5000
"""More places than this are neither marked nor counted: nobody would walk through them."""
_HEIGHT, _FIELD, _WAIT_MS = 44, 280, 120


def places(text: str, words: str, *, case: bool = False, whole: bool = False) -> list[tuple[int, int]]:
    """Return the places of ``words`` in ``text``, at most ``MOST_HITS``; white space matches any white space.

    >>> places("Trust and trusting", "trust", whole=True)
    [(0, 5)]
    """
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    if whole:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    found: list[tuple[int, int]] = []
    for match in re.finditer(pattern, text, 0 if case else re.IGNORECASE):
        found.append(match.span())
        if len(found) >= MOST_HITS:
            break
    return found


class FindBar(QFrame):
    """Marks the places that fit in the text above it and walks from one to the next."""

    closed = Signal()
    """The user has put the bar away: the keyboard goes back to the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden bar."""
        super().__init__(parent)
        self.setObjectName("bar.find")
        self.setProperty("ground", "window")
        self._view: TranscriptView | None = None
        self._hits: list[tuple[int, int]] = []
        self._at = -1
        self.field = QLineEdit(self)
        self.field.setObjectName("field.find")
        self.field.setPlaceholderText("Find in this document")
        self.field.setAccessibleName("Find in this document")
        self.field.addAction(icons.icon("search", "text-3"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMaximumWidth(scaled(_FIELD))
        self._case = self._switch("case-sensitive", "Match upper and lower case")
        self._whole = self._switch("whole-word", "Whole words only")
        self._count = TextLabel("", "small", "text-2", self)
        self._count.setObjectName("find.count")
        self._back = self._button("chevron-up", "Previous place")
        self._on = self._button("chevron-down", "Next place")
        close = self._button("x", "Close the find bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        for widget in (self._case, self._whole, self._back, self._on):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(close)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        for switch in (self._case, self._whole):
            switch.toggled.connect(self._search)
        self._back.clicked.connect(self.previous)
        self._on.clicked.connect(self.next)
        close.clicked.connect(self.put_away)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), scaled(_HEIGHT))

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("bare", True)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(scaled(16), scaled(16)))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _switch(self, icon: str, name: str) -> QToolButton:
        button = self._button(icon, name)
        button.setCheckable(True)
        return button

    # Reading ------------------------------------------------------------------------------------------------------

    @property
    def hits(self) -> list[tuple[int, int]]:
        """The places found, in code points."""
        return list(self._hits)

    def count_text(self) -> str:
        """Return what is said of the places found (“3 of 17”)."""
        return self._count.text()

    # Acting -------------------------------------------------------------------------------------------------------

    def attach(self, view: TranscriptView | None) -> None:
        """Search in another text from now on."""
        if self._view is view:
            return
        if self._view is not None and not self.isHidden():
            self._view.set_hits(())
        self._view = view
        if not self.isHidden():
            self._search()

    def begin(self) -> None:
        """Show the bar and take the keyboard; selected words are looked for at once."""
        chosen = self._view.selection() if self._view is not None else None
        self.show()
        if self._view is not None and chosen is not None and chosen[1] - chosen[0] <= 80:
            self.field.setText(" ".join(self._view.text[chosen[0] : chosen[1]].split()))
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    @Slot()
    def next(self) -> None:
        """Go to the next place; after the last one comes the first."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the previous place; before the first one comes the last."""
        self._step(-1)

    @Slot()
    def put_away(self) -> None:
        """Hide the bar and unmark the places."""
        if self._view is not None:
            self._view.set_hits(())
        self.hide()
        self.closed.emit()

    @Slot(str)
    def _typed(self, words: str) -> None:
        # A short text is searched at every letter, a long one when the typing pauses.
        if self._view is not None and len(self._view.text) < 200_000:
            self._search()
        else:
            self._wait.start()

    @Slot()
    def _search(self) -> None:
        self._wait.stop()
        view, words = self._view, self.field.text()
        text = view.text if view is not None else ""
        case, whole = self._case.isChecked(), self._whole.isChecked()
        self._hits = places(text, words, case=case, whole=whole)
        self._at = -1
        if view is not None:
            view.set_hits(self._hits)
            if self._hits:
                chosen = view.selection()
                here = chosen[0] if chosen is not None else view.caret()
                self._at = bisect_left(self._hits, (here, 0)) % len(self._hits)
                self._show_hit(move_caret=False)
        self._tell()

    def _step(self, step: int) -> None:
        if self._wait.isActive():
            self._search()
        if self._view is None or not self._hits:
            return
        self._at = (self._at + step) % len(self._hits)
        self._show_hit(move_caret=True)
        self._tell()

    def _show_hit(self, *, move_caret: bool) -> None:
        if self._view is None:
            return
        start, end = self._hits[self._at]
        if move_caret:
            self._view.select(start, end)
        self._view.bring_into_view(start, end)

    def _tell(self) -> None:
        words = self.field.text().strip()
        if not words:
            said = ""
        elif not self._hits:
            said = "Not found"
        else:
            more = "+" if len(self._hits) >= MOST_HITS else ""
            said = f"{self._at + 1} of {len(self._hits)}{more}"
        self._count.setText(said)
        self.field.setProperty("error", bool(words) and not self._hits)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched is self.field:
            key = event.key()
            handled = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
            if handled and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if handled and event.type() == QEvent.Type.KeyPress:
                self._answer(event)
                return True
        return False

    def _answer(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.previous()
        else:
            self.next()
