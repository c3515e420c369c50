"""The memos beside what is being looked at, to be read and written in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from qualcode.domain.memos import MemoType
from qualcode.gui.panels.memo_card import MemoCard, ShownMemo
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.word_button import WordButton

PAGE = 20
"""So many memos are laid out; a button brings more."""
_BATCH = 3
"""So many cards are made before the window may paint again."""

SCOPES = (
    ("here", "This document"),
    ("segment", "This segment"),
    ("code", "The current code"),
    ("all", "Everything"),
)


class MemosPanel(QWidget):
    """A column of memo cards, the newest first. Writing never opens a box and is saved by itself."""

    scope_chosen = Signal(str)
    """``here``, ``segment``, ``code`` or ``all``."""
    type_filter_chosen = Signal(object)
    """MemoType | None: show only memos of this type."""
    new_requested = Signal()
    """Begin a memo beside what is being looked at."""
    written = Signal(str, str, object)
    """A draft has settled: words, title, MemoType. Answer with ``draft_saved`` or ``draft_failed``."""
    text_changed = Signal(object, str)
    """Memo and words."""
    title_changed = Signal(object, str)
    """Memo and title."""
    type_changed = Signal(object, object)
    """Memo and MemoType."""
    link_requested = Signal(object)
    """Let this memo stand beside the selected segment, too."""
    delete_requested = Signal(object)
    """Take this memo out."""
    place_requested = Signal(object)
    """Show what this memo stands beside."""
    left = Signal()
    """The user wants back to the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a panel without memos."""
        super().__init__(parent)
        self.setObjectName("view.memos")
        self.setAccessibleName("Memos")
        self._memos: Sequence[ShownMemo] = ()
        self._cards: dict[int, MemoCard] = {}
        self._draft: MemoCard | None = None
        self._room = PAGE
        self._read_only = False
        self._scope = "here"
        self._type: MemoType | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._arrange)
        self._stack = QStackedWidget(self)
        self._empty = EmptyState("No memo here yet.", "Write a memo", "notebook-pen", self)
        self._empty.acted.connect(self.new_requested)
        self._scroller = QScrollArea(self)
        self._scroller.setWidgetResizable(True)
        self._scroller.setProperty("ground", "window")
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QWidget()
        self._body.setProperty("ground", "window")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._more = PushButton("", kind="link", parent=self._body)
        self._more.clicked.connect(self._show_more)
        self._scroller.setWidget(self._body)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroller)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.scope_button = self._make_scope_button()
        self._arrange()

    def _make_scope_button(self) -> WordButton:
        button = WordButton(parent=self, quiet=True)
        button.setObjectName("button.memo_scope")
        button.setAccessibleName("Which memos")
        menu = QMenu(button)
        self._scopes = QActionGroup(menu)
        for key, words in SCOPES:
            self._add_choice(menu, self._scopes, words, key, key == self._scope)
        menu.addSeparator()
        self._filters = QActionGroup(menu)
        self._add_choice(menu, self._filters, "All types", "", True)
        for kind in MemoType:
            self._add_choice(menu, self._filters, f"Only {kind.label.lower()}", kind.value, False)
        self._scopes.triggered.connect(self._choose_scope)
        self._filters.triggered.connect(self._choose_filter)
        button.setMenu(menu)
        self._name_scope(button)
        return button

    @staticmethod
    def _add_choice(menu: QMenu, group: QActionGroup, words: str, key: str, checked: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setData(key)
        action.setChecked(checked)
        group.addAction(action)

    # Showing ------------------------------------------------------------------------------------------------------

    @property
    def scope(self) -> str:
        """Which memos are shown."""
        return self._scope

    @property
    def type_filter(self) -> MemoType | None:
        """The type that is shown alone; None for all."""
        return self._type

    def set_scope(self, scope: str) -> None:
        """Show the memos of another scope from the next ``show_memos`` on, without telling anybody."""
        self._scope = scope
        for action in self._scopes.actions():
            action.setChecked(action.data() == scope)
        self._name_scope(self.scope_button)

    def set_read_only(self) -> None:
        """Let nothing be changed: the study can only be read."""
        self._read_only = True
        self._empty.set_sentence("No memo here.")

    def show_memos(self, memos: Sequence[ShownMemo]) -> None:
        """Show these memos, in this order; one that is being written keeps the keyboard."""
        self._memos = memos
        self._arrange()

    def cards(self) -> list[MemoCard]:
        """Return the cards as they stand, the draft first."""
        drafts = [self._draft] if self._draft is not None else []
        return drafts + [self._cards[m.memo.id] for m in self._memos[: self._room] if m.memo.id in self._cards]

    def show_card(self, card: MemoCard) -> None:
        """Bring a card into sight and give it the keyboard."""
        self._scroller.ensureWidgetVisible(card, 0, 8)
        card.begin()

    @Slot()
    def _arrange(self) -> None:
        self._later.stop()
        shown = self._memos[: self._room]
        wanted = {entry.memo.id for entry in shown}
        for number in [n for n in self._cards if n not in wanted]:
            gone = self._cards.pop(number)
            gone.flush()
            gone.hide()
            gone.deleteLater()
        made = 0
        for entry in shown:
            known = self._cards.get(entry.memo.id)
            if known is None and made == _BATCH:
                self._later.start()
                break
            made += known is None
            (known or self._make_card(entry)).show_memo(entry)
        self._lay_out([self._cards[entry.memo.id] for entry in shown if entry.memo.id in self._cards])
        rest = len(self._memos) - len(shown)
        self._more.setText(f"{rest} more")
        self._more.setVisible(rest > 0)
        self._stack.setCurrentIndex(1 if shown or self._draft is not None else 0)

    def _lay_out(self, cards: Sequence[MemoCard]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, Line):
                widget.hide()
                widget.deleteLater()
        ordered: list[MemoCard] = [self._draft] if self._draft is not None else []
        ordered.extend(card for card in cards if card is not self._draft)
        for number, card in enumerate(ordered):
            if number:
                self._column.addWidget(Line(self._body))
            self._column.addWidget(card)
            card.show()
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)

    def _make_card(self, entry: ShownMemo) -> MemoCard:
        card = MemoCard(entry.place, entry.memo.author, self._body)
        if self._read_only:
            card.set_read_only()
        self._adopt(card)
        self._cards[entry.memo.id] = card
        return card

    def _adopt(self, card: MemoCard) -> None:
        card.text_settled.connect(self._settle_text)
        card.title_settled.connect(self._settle_title)
        card.type_chosen.connect(self._settle_type)
        card.place_requested.connect(self._ask_place)
        card.link_requested.connect(self._ask_link)
        card.delete_requested.connect(self._ask_delete)
        card.left.connect(self.left)

    # Drafts -------------------------------------------------------------------------------------------------------

    @property
    def draft(self) -> MemoCard | None:
        """The memo that is being begun."""
        return self._draft

    def begin_draft(self, place: str, author: str, kind: MemoType = MemoType.ANALYTIC) -> None:
        """Open a memo beside ``place`` and take the keyboard; an empty one that was begun before goes."""
        self.end_draft()
        self._draft = MemoCard(place, author, self._body)
        self._draft.setObjectName("memo.draft")
        self._adopt(self._draft)
        self._arrange()
        self._scroller.verticalScrollBar().setValue(0)
        self._draft.begin(kind)

    def end_draft(self) -> None:
        """Hand on a draft that holds words, and drop one that does not."""
        draft = self._draft
        if draft is None:
            return
        if not draft.is_empty:
            draft.flush()
        if draft.is_empty and not draft.saving:
            self._drop_draft()

    def _drop_draft(self) -> None:
        if self._draft is not None:
            self._draft.hide()
            self._draft.deleteLater()
            self._draft = None
            self._arrange()

    def draft_saved(self, shown: ShownMemo) -> None:
        """Turn the draft into the card of the memo that it has become; what was typed since then is saved next."""
        if self._draft is not None:
            self._draft.saving = False
            known = self._cards.pop(shown.memo.id, None)
            if known is not None:
                known.hide()
                known.deleteLater()
            self._draft.show_memo(shown)
            self._cards[shown.memo.id], self._draft = self._draft, None

    def draft_failed(self) -> None:
        """Keep the draft: its words could not be saved and must not be lost."""
        if self._draft is not None:
            self._draft.saving = False
            self._draft.text.accept_as_known("")

    # Telling ------------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Hand on everything that is being written."""
        self.end_draft()
        for card in list(self._cards.values()):
            card.flush()

    def _card(self) -> MemoCard | None:
        card = self.sender()
        return card if isinstance(card, MemoCard) else None

    @Slot(str)
    def _settle_text(self, text: str) -> None:
        card = self._card()
        if card is None:
            return
        if card.memo_id is not None:
            self.text_changed.emit(card.memo_id, text)
        elif not card.saving and not card.is_empty:
            card.saving = True
            self.written.emit(text, card.title.toPlainText(), card.type)

    @Slot(str)
    def _settle_title(self, title: str) -> None:
        card = self._card()
        if card is not None and card.memo_id is not None:
            self.title_changed.emit(card.memo_id, title)

    @Slot(object)
    def _settle_type(self, kind: MemoType) -> None:
        card = self._card()
        if card is not None and card.memo_id is not None:
            self.type_changed.emit(card.memo_id, kind)

    @Slot()
    def _ask_place(self) -> None:
        card = self._card()
        if card is not None and card.memo_id is not None:
            self.place_requested.emit(card.memo_id)

    @Slot()
    def _ask_link(self) -> None:
        card = self._card()
        if card is not None and card.memo_id is not None:
            self.link_requested.emit(card.memo_id)

    @Slot()
    def _ask_delete(self) -> None:
        card = self._card()
        if card is not None and card.memo_id is None:
            self._drop_draft()
        elif card is not None and card.memo_id is not None:
            self.delete_requested.emit(card.memo_id)

    @Slot()
    def _show_more(self) -> None:
        self._room += PAGE
        self._arrange()

    @Slot(QAction)
    def _choose_scope(self, action: QAction) -> None:
        self._scope = str(action.data())
        self._name_scope(self.scope_button)
        self.scope_chosen.emit(self._scope)

    @Slot(QAction)
    def _choose_filter(self, action: QAction) -> None:
        key = str(action.data())
        self._type = MemoType(key) if key else None
        self._name_scope(self.scope_button)
        self.type_filter_chosen.emit(self._type)

    def _name_scope(self, button: WordButton) -> None:
        words = {"here": "Document", "segment": "Segment", "code": "Code", "all": "All"}[self._scope]
        button.setText(f"{words}, {self._type.label.lower()}" if self._type else words)
        button.updateGeometry()
