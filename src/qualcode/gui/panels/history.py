"""The history of the study: every step, who did it, when, and whether it still stands (R4)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.history_list import HistoryColumn, HistoryListModel
from qualcode.gui.models.roles import TreeRole
from qualcode.gui.tokens import Role
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.search_field import SearchField
from qualcode.gui.widgets.text_label import TextLabel

_ROW, _PADDING = 32, 12


class HistoryCell(QStyledItemDelegate):
    """Draws a cell; a step that was undone is pale and crossed out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(80), scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ground = pieces.row_ground(option, on_paper=True)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        undone = pieces.flag(index, TreeRole.DIMMED)
        what = index.column() == HistoryColumn.WHAT
        role: Role = "text" if what and not undone else "text-2"
        font = fonts.ui_font("body")
        font.setStrikeOut(what and undone)
        side = pieces.RIGHT if index.column() == HistoryColumn.ROWS else pieces.LEFT
        cell = option.rect.adjusted(scaled(_PADDING), 0, -scaled(_PADDING), 0)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        pieces.draw_text(painter, cell, words, font, theme.current().colour(role), side)
        line = QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, theme.current().colour("line"))
        painter.restore()


class HistoryPage(QWidget):
    """A table that can be filtered."""

    left = Signal()
    """Back to the transcripts."""

    def __init__(self, model: HistoryListModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self.setObjectName("page.history")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self.filter = SearchField("Filter by words or person", "list-filter", self)
        self.filter.setObjectName("field.filter_history")
        self.filter.setFixedWidth(scaled(280))
        self.filter.textChanged.connect(model.set_filter)
        self.filter.textChanged.connect(self._look)
        self.view = self._make_view()
        self._empty = EmptyState("", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        back = PushButton("Back to the transcripts", "arrow-left", parent=self)
        back.setObjectName("button.leave_history")
        back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel("History", "title", "text", self))
        head.addWidget(TextLabel("Every step, the newest first. Undo takes them back one by one.", "body", "text-2", self))
        head.addStretch(1)
        head.addWidget(self.filter)
        head.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        model.rowsInserted.connect(self._look)
        model.rowsRemoved.connect(self._look)
        model.layoutChanged.connect(self._look)
        self._look()

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setObjectName("view.history")
        view.setAccessibleName("History")
        view.setModel(self._model)
        view.setItemDelegate(HistoryCell(view))
        view.setProperty("framed", True)
        view.setShowGrid(False)
        view.setMouseTracking(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTabKeyNavigation(False)
        view.setCornerButtonEnabled(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(HistoryColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        widths = {HistoryColumn.WHEN: 168, HistoryColumn.WHO: 136, HistoryColumn.ROWS: 88}
        for section, width in widths.items():
            header.resizeSection(section, scaled(width))
        return view

    @Slot()
    def _look(self) -> None:
        rows = self._model.rowCount(QModelIndex())
        filtered = bool(self.filter.text().strip())
        self._empty.set_sentence("No step fits the filter." if filtered else "Nothing was done in this study yet.")
        self._stack.setCurrentIndex(0 if rows else 1)
