"""The start page: ways to begin, the studies opened before, and how the work goes."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.environment.preferences import Preferences, ThemeChoice
from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.panels.recent_studies import RecentStudies
from qualcode.gui.widgets.card_button import CardButton
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.logo import Logo
from qualcode.gui.widgets.text_label import TextLabel
from qualcode.gui.widgets.word_button import WordButton

_WIDTH, _GAP = 960, 32
_CHOICES: tuple[tuple[ThemeChoice, str, str], ...] = (
    ("system", "As the system", "sun-moon"),
    ("light", "Light", "sun"),
    ("dark", "Dark", "moon"),
)


def _keys(sequence: str) -> str:
    """Write a shortcut as it is called on this system, without plus signs."""
    return sequence.replace("Ctrl+", "⌘") if sys.platform == "darwin" else sequence.replace("+", " ")


class WelcomePage(QWidget):
    """What is seen before a study is open. It asks for things by signals and opens nothing itself."""

    new_requested = Signal()
    """Make a new study."""
    open_requested = Signal()
    """Let the user pick a study."""
    sample_requested = Signal()
    """Open the sample study."""
    import_requested = Signal()
    """Make a new study and bring transcripts into it."""
    recent_requested = Signal(str)
    """Open the study at this path."""

    def __init__(self, preferences: Preferences, version: str = "", parent: QWidget | None = None) -> None:
        """Lay out the page; ``version`` is printed in the corner."""
        super().__init__(parent)
        self.setObjectName("welcome")
        self._preferences = preferences
        self._block = QWidget(self)
        self._recent = RecentStudies(preferences, self._block)
        self._cards = self._make_cards()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_scroller(), 1)
        column.addWidget(Line(self))
        column.addWidget(self._make_footer(version))
        self._recent.study_requested.connect(self.recent_requested)
        self._recent.emptied.connect(self._show_recent)
        self._recent.refresh()
        theme.current().changed.connect(self._fit)
        self._fit()

    def refresh(self) -> None:
        """Read the list of recent studies anew."""
        self._recent.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        recent = self._recent.buttons()
        first = recent[0] if recent else self._cards[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and self.isActiveWindow():
            # Another window may have opened, moved or forgotten a study in the meantime.
            self._preferences.reload()
            self._recent.refresh()

    def _make_cards(self) -> list[CardButton]:
        cards = []
        for name, title, detail, icon, signal in (
            ("newStudy", "New study", "An empty study with a codebook", "plus", self.new_requested),
            ("openStudy", "Open a study", _keys("Ctrl+O"), "folder-open", self.open_requested),
            (
                "openSample",
                "Open the sample",
                "Invented transcripts, already coded",
                "book-open",
                self.sample_requested,
            ),
            (
                "importTranscripts",
                "Import transcripts",
                "Begin with the files that you have",
                "download",
                self.import_requested,
            ),
        ):
            card = CardButton(title, detail, icon, parent=self._block)
            card.setObjectName(name)
            card.clicked.connect(signal)
            cards.append(card)
        return cards

    def _make_scroller(self) -> QScrollArea:
        # At 200 % text size, or in a small window, the page is higher than the window.
        scroller = QScrollArea(self)
        scroller.setObjectName("welcomeScroller")
        scroller.setWidgetResizable(True)
        scroller.setProperty("ground", "window")
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas = QWidget()
        canvas.setProperty("ground", "window")
        middle = QVBoxLayout(canvas)
        middle.setContentsMargins(32, 24, 32, 24)
        middle.setSpacing(0)
        middle.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._block, 1000)
        across.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(3)
        self._fill_block()
        scroller.setWidget(canvas)
        return scroller

    def _fill_block(self) -> None:
        grid = QGridLayout(self._block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(0)
        for column in range(3):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        grid.addLayout(self._make_title(), 0, 0, 1, 3)
        grid.addLayout(self._make_recent_header(), 1, 1, 1, 2)
        cards = QVBoxLayout()
        self._card_column = cards
        for card in self._cards:
            cards.addWidget(card)
        cards.addStretch(1)
        grid.addLayout(cards, 2, 0)
        grid.addWidget(self._make_recent(), 2, 1, 1, 2)
        grid.setRowMinimumHeight(3, 48)
        grid.addWidget(Line(self._block), 4, 0, 1, 3)
        grid.setRowMinimumHeight(5, 24)
        for column, (title, text) in enumerate(self._steps()):
            grid.addLayout(self._make_step(column + 1, title, text), 6, column)

    def _make_title(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        name = TextLabel("qualcode", "display", "text", self._block)
        name.setObjectName("productName")
        words.addWidget(name)
        words.addWidget(TextLabel("Read closely, code carefully, show your work.", "body", "text-2", self._block))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Logo(self._block))
        row.addLayout(words)
        row.addStretch(1)
        return row

    def _make_recent_header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        title = TextLabel("Recent studies", "label", "text-2", self._block)
        row.addWidget(title)
        row.addStretch(1)
        self._opened = TextLabel("Last opened", "small", "text-2", self._block)
        row.addWidget(self._opened)
        return row

    def _make_recent(self) -> QStackedWidget:
        empty = QFrame(self._block)
        empty.setObjectName("noRecentStudies")
        empty.setProperty("kind", "panel")
        inside = QVBoxLayout(empty)
        sentence = TextLabel("The studies that you open will be listed here.", "body", "text-2", empty)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(sentence)
        stack = QStackedWidget(self._block)
        stack.addWidget(self._recent)
        stack.addWidget(empty)
        self._stack = stack
        return stack

    def _steps(self) -> tuple[tuple[str, str], ...]:
        code, undo = _keys("Ctrl+K"), _keys("Ctrl+Z")
        return (
            ("Bring in the transcripts", "Word or text files. Speakers are found for you; you check them."),
            (
                f"Select words, press {code}",
                f"Type three letters of the code, press Enter. {undo} takes back anything.",
            ),
            (
                "Ask who said what, when",
                "The matrix counts by group and phase. Every number opens its quotes.",
            ),
        )

    def _make_step(self, number: int, title: str, text: str) -> QHBoxLayout:
        circle = QLabel(str(number), self._block)
        circle.setProperty("kind", "circle")
        circle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setContentsMargins(0, 2, 0, 0)
        words.setSpacing(4)
        words.addWidget(TextLabel(title, "strong", "text", self._block))
        words.addWidget(TextLabel(text, "body", "text-2", self._block, wrap=True))
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(circle, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _make_footer(self, version: str) -> QWidget:
        footer = QWidget(self)
        footer.setObjectName("welcomeFooter")
        row = QHBoxLayout(footer)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(TextLabel("Works offline. Nothing leaves this computer.", "small", "text-2", footer), 1)
        row.addWidget(self._make_theme_button(footer))
        if version:
            row.addWidget(TextLabel(f"Version {version}", "small", "text-2", footer))
        return footer

    def _make_theme_button(self, parent: QWidget) -> WordButton:
        self._theme_button = WordButton(parent=parent, quiet=True)
        self._theme_button.setObjectName("themeButton")
        menu = QMenu(self._theme_button)
        choices = QActionGroup(menu)
        for choice, words, icon in _CHOICES:
            action = menu.addAction(icons.icon(icon), words)
            action.setCheckable(True)
            action.setData(choice)
            action.setChecked(choice == theme.current().choice)
            choices.addAction(action)
        choices.triggered.connect(self._choose_theme)
        self._theme_button.setMenu(menu)
        return self._theme_button

    @Slot(QAction)
    def _choose_theme(self, action: QAction) -> None:
        choice: ThemeChoice = action.data()
        self._preferences.theme = choice
        theme.current().set_choice(choice)
        self._name_theme()

    def _name_theme(self) -> None:
        for choice, words, icon in _CHOICES:
            if choice == theme.current().choice:
                self._theme_button.setText(f"Theme: {words.lower()}")
                self._theme_button.setIcon(icons.icon(icon))

    @Slot(bool)
    def _show_recent(self, empty: bool) -> None:
        self._stack.setCurrentIndex(1 if empty else 0)
        self._opened.setVisible(not empty)
        # With studies to go on with, nothing need call for a new one.
        self._cards[0].set_primary(empty)
        # The buttons of the studies were made last: Tab is to reach them after the cards.
        before: QWidget = self._cards[-1]
        for button in (*self._recent.buttons(), self._theme_button):
            QWidget.setTabOrder(before, button)
            before = button

    @Slot()
    def _fit(self) -> None:
        self._block.setMaximumWidth(scaled(_WIDTH))
        self._card_column.setSpacing(scaled(8))
        cards = sum(card.sizeHint().height() for card in self._cards) + scaled(8) * (len(self._cards) - 1)
        self._stack.setFixedHeight(max(cards, self._recent.sizeHint().height()))
        self._name_theme()
