"""The audit trail: what was done, by whom and when, what exactly it changed, and the way back (R4, S2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Slot
from PySide6.QtGui import QColor, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from qualcode.domain.changes import ChangeSet, Origin
from qualcode.domain.errors import EnvironmentFault, Refusal, shorten
from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.dialogs.cells import CellDelegate, form_table
from qualcode.gui.dialogs.field import TextArea
from qualcode.gui.dialogs.frame import DialogFrame, veil
from qualcode.gui.fonts import scaled
from qualcode.gui.models.history_list import HistoryColumn, HistoryListModel
from qualcode.gui.models.roles import TreeRole
from qualcode.gui.models.words import counted
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.search_field import SearchField
from qualcode.gui.widgets.text_label import TextLabel

RowChange = tuple[str, int, dict[str, object] | None, dict[str, object] | None]
"""Table, id of the row, its values before (None: it was added) and after (None: it was removed)."""
_MOST_LINES = 40
_DULL = frozenset({"id", "uuid", "edited_at", "created_at", "position"})


def ask(
    parent: QWidget | None,
    model: HistoryListModel,
    *,
    undo: Callable[[], ChangeSet | None],
    redo: Callable[[], ChangeSet | None],
    next_steps: Callable[[], tuple[str | None, str | None]],
    changes: Callable[[int], Sequence[RowChange]],
) -> None:
    """Show the audit trail.

    Args:
        model: the steps; it is told of what is undone here.
        undo: takes the last step back; ``redo`` does it again. Both may refuse.
        next_steps: the names of the steps that would be undone and redone now.
        changes: the rows that a step has changed.
    """
    dialog = HistoryDialog(model, undo, redo, next_steps, changes, parent)
    try:
        with veil(parent):
            dialog.exec()
    finally:
        dialog.deleteLater()


class HistoryDialog(DialogFrame):
    """A filter, the steps, and what the chosen one has changed."""

    def __init__(
        self,
        model: HistoryListModel,
        undo: Callable[[], ChangeSet | None],
        redo: Callable[[], ChangeSet | None],
        next_steps: Callable[[], tuple[str | None, str | None]],
        changes: Callable[[int], Sequence[RowChange]],
        parent: QWidget | None = None,
    ) -> None:
        """Show ``model``; see ``ask``."""
        super().__init__("History", "", parent, cancel="Close", width=880)
        self._model, self._next_steps, self._changes = model, next_steps, changes
        self._ways = (undo, redo)
        self._filter = SearchField("Filter by step or person", "list-filter", self)
        self._filter.setObjectName("filter")
        self._undo = PushButton("Undo", "undo-2", parent=self)
        self._undo.setObjectName("undo")
        self._redo = PushButton("Redo", "redo-2", parent=self)
        self._redo.setObjectName("redo")
        self._table = form_table("steps", "Steps", model, self)
        self._table.setItemDelegate(_StepCell(self._table))
        self._table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self._details = TextArea("", 5, self)
        self._details.setObjectName("details")
        self._details.setReadOnly(True)
        self._details.setAccessibleName("What the step changed")
        self._lay_out()
        self._filter.textChanged.connect(self._narrow)
        self._filter.moved.connect(self._enter_table)
        self._undo.clicked.connect(self._take_back)
        self._redo.clicked.connect(self._do_again)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self._take_back),
            (QKeySequence.StandardKey.Redo, self._do_again),
        ):
            for sequence in QKeySequence.keyBindings(keys):
                QShortcut(sequence, self, act)
        self._table.selectionModel().currentChanged.connect(self._show_details)
        self._show_ways()
        if model.rowCount():
            self._table.setCurrentIndex(model.index(0, 0))
        self._table.setFocus()

    def _lay_out(self) -> None:
        for at, width in ((HistoryColumn.WHEN, 168), (HistoryColumn.WHO, 120), (HistoryColumn.ROWS, 72)):
            self._table.setColumnWidth(at, scaled(width))
        self._table.horizontalHeader().setSectionResizeMode(HistoryColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        head = QHBoxLayout()
        head.setSpacing(scaled(8))
        head.addWidget(self._filter, 1)
        head.addWidget(self._undo)
        head.addWidget(self._redo)
        column = QVBoxLayout()
        column.setSpacing(scaled(12))
        column.addLayout(head)
        column.addWidget(self._table, 1)
        column.addWidget(TextLabel("What it changed", "small", "text-2", self))
        column.addWidget(self._details)
        self.set_body(column)
        self.set_size(880, 660)

    def details(self) -> str:
        """Return what is said about the chosen step."""
        return self._details.toPlainText()

    @Slot(str)
    def _narrow(self, words: str) -> None:
        self._model.set_filter(words)
        self.set_status("" if self._model.rowCount() else "No step is called that.")

    @Slot(int)
    def _enter_table(self, _step: int) -> None:
        self._table.setFocus()

    @Slot()
    def _take_back(self) -> None:
        if self._undo.isEnabled():
            self._go(0)

    @Slot()
    def _do_again(self) -> None:
        if self._redo.isEnabled():
            self._go(1)

    def _go(self, way: int) -> None:
        name = self._next_steps()[way]
        try:
            change = self._ways[way]()
        except (Refusal, EnvironmentFault) as problem:
            self.set_status(str(problem), "danger")
            return
        if change is not None:
            self._model.follow(change)
            self.set_status(f"{'Redone' if way else 'Undone'}: {name}", "success")
        self._show_ways()
        self._table.setCurrentIndex(self._model.index(0, 0))

    def _show_ways(self) -> None:
        for button, name, verb in zip((self._undo, self._redo), self._next_steps(), ("Undo", "Redo"), strict=True):
            button.setEnabled(name is not None)
            tip = f"{verb}: {name}" if name else f"There is nothing to {verb.lower()}"
            button.setToolTip(tip)
            button.setAccessibleDescription(tip)

    @Slot(QModelIndex)
    def _show_details(self, index: QModelIndex) -> None:
        step = self._model.step(index)
        lines = describe(self._changes(step.id)) if step is not None else []
        if step is not None and step.origin is not Origin.DO:
            # What an undo changed is what the step itself changed, backwards: it is kept there once.
            back = "takes back" if step.origin is Origin.UNDO else "does again"
            lines = [f"It {back} a step further down in this list; what that changed is shown there.", step.label]
        self._details.setPlainText("\n".join(lines))


def describe(changes: Sequence[RowChange]) -> list[str]:
    """Say what a step changed: how many rows of each sort, and the values of those that were changed.

    >>> describe([("code", 3, {"id": 3, "name": "Trust"}, {"id": 3, "name": "Mistrust"}), ("memo", 1, None, {"id": 1})])
    ['1 code changed', '1 memo added', 'code 3: name “Trust” → “Mistrust”']
    """
    counts: dict[tuple[str, str], int] = {}
    values: list[str] = []
    for table, row, before, after in changes:
        verb = "added" if before is None else "removed" if after is None else "changed"
        counts[table, verb] = counts.get((table, verb), 0) + 1
        if before is not None and after is not None and len(values) < _MOST_LINES:
            told = [
                f"{name.removesuffix('_id')} {_value(before.get(name))} → {_value(value)}"
                for name, value in after.items()
                if name not in _DULL and before.get(name) != value
            ]
            if told:
                values.append(f"{_noun(table)} {row}: {', '.join(told)}")
    return [f"{counted(number, _noun(table))} {verb}" for (table, verb), number in counts.items()] + values


def _noun(table: str) -> str:
    return table.replace("_", " ")


def _value(value: object) -> str:
    return "nothing" if value in (None, "") else f"“{shorten(str(value), 80)}”"


class _StepCell(CellDelegate):
    """A cell of the trail; steps that were undone are pale and struck through."""

    def draw_content(self, painter: QPainter, rect: QRect, index: Index, ink: QColor) -> None:
        undone = pieces.flag(index, TreeRole.DIMMED)
        what = index.column() == HistoryColumn.WHAT
        font = fonts.ui_font("body", figures=not what)
        font.setStrikeOut(undone and what)
        colour = theme.current().colour("text-3" if undone else "text" if what else "text-2")
        side = pieces.RIGHT if index.column() == HistoryColumn.ROWS else pieces.LEFT
        pieces.draw_text(painter, rect, str(index.data(Qt.ItemDataRole.DisplayRole) or ""), font, colour, side)
