"""The history of the study: every step, who did it, when, and whether it still stands (R4)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qualcode.domain.changes import Step
from qualcode.gui.fonts import scaled
from qualcode.gui.panels.history_steps import ROWS, STATE, WHAT, WHEN, WHO, HistoryModel, summed
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.search_field import SearchField
from qualcode.gui.widgets.text_label import TextLabel


class HistoryPage(QWidget):
    """A table that can be filtered."""

    left = Signal()
    """Back to the transcripts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self.setObjectName("page.history")
        self.setProperty("ground", "window")
        self.model = HistoryModel(self)
        self._said = TextLabel("", "small", "text-2", self)
        self.filter = SearchField("Filter by words or person", "list-filter", self)
        self.filter.setObjectName("field.filter_history")
        self.filter.setFixedWidth(scaled(280))
        self.filter.textChanged.connect(self.model.set_filter)
        self.view = self._make_view()
        self._empty = EmptyState("Nothing was done in this study yet.", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        back = PushButton("Back to the transcripts", "arrow-left", parent=self)
        back.setObjectName("button.leave_history")
        back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel("History", "title", "text", self))
        head.addWidget(self._said)
        head.addStretch(1)
        head.addWidget(self.filter)
        head.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setObjectName("view.history")
        view.setAccessibleName("History")
        view.setModel(self.model)
        view.setProperty("framed", True)
        view.setShowGrid(False)
        view.setAlternatingRowColors(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setWordWrap(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(scaled(28))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for section, width in ((WHEN, 168), (WHO, 120), (STATE, 136), (ROWS, 72)):
            header.resizeSection(section, scaled(width))
        return view

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the steps, the newest first."""
        self.model.show(steps)
        self._said.setText(summed(steps))
        self._stack.setCurrentIndex(0 if steps else 1)
