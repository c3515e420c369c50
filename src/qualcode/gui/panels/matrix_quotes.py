"""The quotes behind a number of the matrix, beside the table (U15)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QToolButton, QVBoxLayout, QWidget

from qualcode.domain import choices
from qualcode.domain.changes import ChangeSet
from qualcode.domain.progress import Progress
from qualcode.gui import icons
from qualcode.gui.fonts import scaled
from qualcode.gui.models.retrieved_list import RetrievedListModel
from qualcode.gui.panels.matrix_facts import CellFacts
from qualcode.gui.panels.matrix_quote_row import QuoteRowDelegate
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.tag import GroupBadge, Swatch
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

if TYPE_CHECKING:
    from qualcode.gui.tasks import Runner
    from qualcode.services.project import Project

WIDTH = 328


class MatrixQuotes(QWidget):
    """Title and numbers of a cell, its quotes, and the way to the retrieved segments."""

    closed = Signal()
    """The user has put the panel away."""
    retrieved_requested = Signal(object, str)
    """tuple[int, ...], str: the codings and their name are to be shown among the retrieved segments."""
    place_requested = Signal(int, int, int)
    """Document, start and end in code points: a quote is to be shown in its transcript."""

    def __init__(self, project: Project, runner: Runner, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self.setObjectName("matrix-quotes")
        self.setAccessibleName("Quotes in this cell")
        self.setFixedWidth(scaled(WIDTH))
        self._project, self._runner = project, runner
        self._facts: CellFacts | None = None
        self._asked = 0
        self._model = RetrievedListModel(project, None, self)
        self._list = QListView(self)
        self._list.setObjectName("quotes")
        self._list.setAccessibleName("Quotes")
        self._list.setModel(self._model)
        self._delegate = QuoteRowDelegate(self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.installEventFilter(self)
        self._list.doubleClicked.connect(self._open)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._list, self.copy_quotes)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(scaled(16), scaled(8), scaled(8), scaled(4))
        head.setSpacing(scaled(4))
        head.addWidget(TextLabel("Quotes in this cell", "label", "text-2", self), 1)
        head.addWidget(self._bare("copy", "Copy the quotes", "copy-quotes", self.copy_quotes))
        head.addWidget(self._bare("x", "Close the quotes", "close-quotes", self._close))
        self._swatch = Swatch(1, parent=self)
        self._title = ElidedLabel("", "title", "text", self)
        self._badge_place = QHBoxLayout()
        self._badge: GroupBadge | None = None
        self._place = ElidedLabel("", "small", "text-2", self)
        self._numbers = TextLabel("", "small", "text-2", self, wrap=True)
        self._numbers.setObjectName("numbers")
        facts = QVBoxLayout()
        facts.setContentsMargins(scaled(16), 0, scaled(16), scaled(12))
        facts.setSpacing(scaled(4))
        for row in (_row(self._swatch, self._title), self._badge_row(), _row(self._numbers)):
            facts.addLayout(row)
        self._more = PushButton("Open in retrieved segments", "text-quote", parent=self)
        self._more.setObjectName("open-retrieved")
        self._more.clicked.connect(self._ask_for_retrieved)
        foot = QHBoxLayout()
        foot.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(12))
        foot.addWidget(self._more)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(facts)
        column.addWidget(Line(self))
        column.addWidget(self._list, 1)
        column.addWidget(Line(self))
        column.addLayout(foot)

    def _badge_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        row.addLayout(self._badge_place)
        row.addWidget(self._place, 1)
        return row

    def _bare(self, icon: str, name: str, object_name: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("bare", True)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(scaled(16), scaled(16)))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setObjectName(object_name)
        button.clicked.connect(act)
        return button

    # what is shown -------------------------------------------------------------------------------------------------

    def facts(self) -> CellFacts | None:
        """Return the cell that is shown."""
        return self._facts

    def model(self) -> RetrievedListModel:
        """Return the quotes that are shown."""
        return self._model

    def show_cell(self, facts: CellFacts) -> None:
        """Show a cell; its quotes are read in the background."""
        self._facts = facts
        self._delegate.with_code = not facts.single
        self._delegate.valences = {
            choice.key: choice.label for choice in self._project.choices if choice.dimension == choices.VALENCE
        }
        self._title.setText(facts.title)
        self._swatch.setVisible(facts.colour is not None)
        if facts.colour is not None:
            self._swatch.set_code(facts.colour, ring=facts.ring)
        self._place.setText(facts.place)
        self._place.setVisible(bool(facts.place))
        self._show_badge(facts.badge)
        self._numbers.setText(facts.numbers)
        self._more.setEnabled(bool(facts.codings))
        self._read(facts)

    def _show_badge(self, badge: tuple[str, int] | None) -> None:
        if self._badge is not None:
            self._badge.hide()
            self._badge.deleteLater()
            self._badge = None
        if badge is not None:
            self._badge = GroupBadge(*badge, parent=self)
            self._badge_place.addWidget(self._badge)

    def _read(self, facts: CellFacts) -> None:
        self._asked += 1
        asked, retrieval = self._asked, self._project.retrieval

        def work(_progress: Progress) -> tuple[int, tuple[int, ...]]:
            from qualcode.services.retrieval import Query

            seen: dict[tuple[int, int], int] = {}
            # Two coders may have laid one code over one passage: it is read once.
            for found in retrieval.segments(Query(codings=facts.codings)):
                seen.setdefault((found.coding.segment_id, found.coding.code_id), found.coding.id)
            return asked, tuple(seen.values())

        self._runner.start(work, self._take)

    @Slot(object)
    def _take(self, answer: tuple[int, tuple[int, ...]]) -> None:
        from qualcode.services.retrieval import Query

        asked, codings = answer
        if asked == self._asked:
            self._model.show(Query(codings=codings))
            self._list.scrollToTop()
            if self._model.rowCount():
                self._list.setCurrentIndex(self._model.index(0, 0))

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Show what a change of the study did to the quotes."""
        self._model.follow(change)

    # what the user does --------------------------------------------------------------------------------------------

    def focus_list(self) -> None:
        """Give the keyboard to the quotes."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def copy_quotes(self) -> None:
        """Put the selected quotes (or all, when only one is) on the clipboard, a line each, with their sources."""
        chosen = sorted(self._list.selectionModel().selectedIndexes(), key=lambda index: index.row())
        indexes: Sequence[QModelIndex] = chosen
        if len(chosen) < 2:
            while self._model.canFetchMore(QModelIndex()):
                self._model.fetchMore(QModelIndex())
            indexes = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        QGuiApplication.clipboard().setText("\n".join(self._model.quotation(index) for index in indexes))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self._list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
        return super().eventFilter(watched, event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        found = self._model.retrieved(index)
        if found is not None:
            self.place_requested.emit(found.coding.document_id, found.coding.start, found.coding.end)

    @Slot()
    def _ask_for_retrieved(self) -> None:
        if self._facts is not None:
            self.retrieved_requested.emit(self._facts.codings, self._facts.name)

    @Slot()
    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(scaled(8))
    for widget in widgets:
        row.addWidget(widget, 1 if widget is widgets[-1] else 0)
    return row
