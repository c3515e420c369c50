"""One memo, written where it is read: type, place, title, words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from qualcode.domain.memos import Memo, MemoType
from qualcode.gui import fonts, icons
from qualcode.gui.fonts import scaled
from qualcode.gui.panels.growing_text import GrowingText
from qualcode.gui.panels.moments import moment_words, near_words
from qualcode.gui.widgets.tag import Tag
from qualcode.gui.widgets.text_label import ElidedLabel
from qualcode.gui.widgets.word_button import WordButton

_PLACE, _LONG_PLACE = 64, 220
_TYPES = (
    (MemoType.ANALYTIC, "What the data say"),
    (MemoType.METHODOLOGICAL, "How the work is done"),
    (MemoType.REFLEXIVE, "Your own part in it"),
    (MemoType.DEFINITION, "What a code means"),
    (MemoType.MEETING, "What was decided together"),
)


@dataclass(frozen=True, slots=True)
class ShownMemo:
    """A memo and its place in words (“¶ 14”, “Mistakes”); ``reachable`` when the place can be shown."""

    memo: Memo
    place: str
    reachable: bool = True


class MemoCard(QFrame):
    """Shows a memo, or the draft of one that is not written yet (``memo`` is None)."""

    text_settled = Signal(str)
    """The words have settled."""
    title_settled = Signal(str)
    """The title has settled."""
    type_chosen = Signal(object)
    """MemoType."""
    place_requested = Signal()
    """Show what the memo stands beside."""
    link_requested = Signal()
    """Let the memo stand beside the selected segment, too."""
    delete_requested = Signal()
    """Take the memo out."""
    left = Signal()
    """Escape: back to the text."""

    def __init__(self, place: str, author: str, parent: QWidget | None = None) -> None:
        """Make the draft of an analytic memo by ``author`` beside ``place``."""
        super().__init__(parent)
        self.setProperty("kind", "memo")
        self.shown: ShownMemo | None = None
        self.saving = False
        self._type = MemoType.ANALYTIC
        self._tag = Tag("", parent=self)
        self._place = WordButton(parent=self, quiet=True)
        self._place.clicked.connect(self.place_requested)
        # A place with a long name stands in a line of its own.
        self._long_place = WordButton(parent=self, quiet=True)
        self._long_place.clicked.connect(self.place_requested)
        self._who = ElidedLabel(f"{author}, now", "small", "text-2", self)
        self._who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._more = self._make_menu()
        self.title = GrowingText("Title of the memo", flat=True, most=3, style="strong", parent=self)
        self.title.setPlaceholderText("Title")
        self.title.settled.connect(self.title_settled)
        self.text = GrowingText("Memo", flat=True, most=24, parent=self)
        self.text.setObjectName("field.memo")
        self.text.setPlaceholderText("Write here. It is saved by itself.")
        self.text.settled.connect(self.text_settled)
        self.title.left.connect(self.left)
        self.text.left.connect(self.left)
        self.title.hide()
        self._name_place(place)
        self._lay_out()
        self._name_type()

    def _make_menu(self) -> QToolButton:
        more = QToolButton(self)
        more.setProperty("bare", True)
        more.setIcon(icons.icon("ellipsis"))
        more.setIconSize(QSize(scaled(14), scaled(14)))
        more.setToolTip("More about this memo")
        more.setAccessibleName("More about this memo")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.aboutToShow.connect(self._fill_menu)
        more.setMenu(menu)
        return more

    @Slot()
    def _fill_menu(self) -> None:
        # Filled when it is opened: most menus of most cards never are.
        menu = self._more.menu()
        menu.clear()
        types = QActionGroup(menu)
        for kind, words in _TYPES:
            action = menu.addAction(f"{kind.label}: {words[0].lower()}{words[1:]}")
            action.setCheckable(True)
            action.setChecked(kind is self._type)
            action.setData(kind.value)
            types.addAction(action)
        types.triggered.connect(self._choose_type)
        menu.addSeparator()
        if self.title.isHidden():
            menu.addAction("Add a title").triggered.connect(self._open_title)
        if self.shown is not None:
            link = menu.addAction(icons.icon("link"), "Link to the selected segment")
            link.triggered.connect(self.link_requested)
        menu.addAction(icons.icon("trash-2"), "Delete the memo").triggered.connect(self.delete_requested)

    def menu(self) -> QMenu:
        """Return the menu behind the dots, as it is when it is opened."""
        self._fill_menu()
        return self._more.menu()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 2, 0)
        head.setSpacing(6)
        head.addWidget(self._tag)
        head.addWidget(self._place)
        head.addWidget(self._who, 1)
        head.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._long_place)
        column.addWidget(self.title)
        column.addWidget(self.text)

    # Showing ------------------------------------------------------------------------------------------------------

    @property
    def memo_id(self) -> int | None:
        """The memo; None for a draft."""
        return self.shown.memo.id if self.shown is not None else None

    @property
    def type(self) -> MemoType:
        """The type that is chosen."""
        return self._type

    def show_memo(self, shown: ShownMemo) -> None:
        """Show a memo; words that are being written are not touched."""
        self.shown = shown
        memo = shown.memo
        self.setObjectName(f"memo.{memo.id}")
        self._type = memo.type
        self._name_type()
        self._name_place(shown.place)
        self._place.setEnabled(shown.reachable)
        self._long_place.setEnabled(shown.reachable)
        self._who.setText(f"{memo.author}, {near_words(memo.created_at)}")
        edited = f", edited {moment_words(memo.edited_at)}" if memo.edited_at else ""
        self._who.setToolTip(f"{memo.author}, {moment_words(memo.created_at)}{edited}")
        for field, words in ((self.title, memo.title), (self.text, memo.text)):
            if not field.hasFocus():
                field.set_text(words)
            else:
                field.accept_as_known(words if field.toPlainText().strip() != words else field.toPlainText())
        self.title.setVisible(bool(memo.title) or self.title.hasFocus())
        self.setAccessibleName(f"{memo.type.label} memo {shown.place} by {memo.author}")

    def set_read_only(self) -> None:
        """Let nothing be changed."""
        self.text.setReadOnly(True)
        self.title.setReadOnly(True)
        self._more.hide()

    def begin(self, kind: MemoType | None = None) -> None:
        """Take the keyboard into the words."""
        if kind is not None:
            self._type = kind
            self._name_type()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not (self.text.toPlainText().strip() or self.title.toPlainText().strip())

    @property
    def has_keyboard(self) -> bool:
        """Whether the user is writing here."""
        return self.text.hasFocus() or self.title.hasFocus()

    def flush(self) -> None:
        """Hand on everything that was written."""
        self.title.flush()
        self.text.flush()

    def _name_place(self, place: str) -> None:
        metrics = fonts.ui_metrics("small")
        fits = metrics.horizontalAdvance(place) <= scaled(_PLACE)
        for button, shown in ((self._place, fits), (self._long_place, not fits)):
            button.setText(metrics.elidedText(place, Qt.TextElideMode.ElideMiddle, scaled(_LONG_PLACE)))
            button.setToolTip(place)
            button.setAccessibleName(f"Show {place}")
            button.setVisible(shown and bool(place))

    def _name_type(self) -> None:
        self._tag.setText(self._type.label)
        self._tag.set_tone("accent" if self._type is MemoType.REFLEXIVE else "neutral")

    @Slot(QAction)
    def _choose_type(self, action: QAction) -> None:
        self._type = MemoType(str(action.data()))
        self._name_type()
        self.type_chosen.emit(self._type)

    @Slot()
    def _open_title(self) -> None:
        self.title.show()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
