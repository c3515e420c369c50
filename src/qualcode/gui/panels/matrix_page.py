"""The page of the matrix: dimensions, measure, the table, and beside it the quotes behind a number (A1, U15)."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from qualcode.domain.changes import ChangeSet
from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.domain.progress import Progress
from qualcode.gui.fonts import scaled
from qualcode.gui.models.matrix_table import MatrixTableModel
from qualcode.gui.models.words import counted
from qualcode.gui.panels.matrix_arrangement import DIMENSIONS, Arrangement
from qualcode.gui.panels.matrix_controls import MatrixControls, MatrixOptions
from qualcode.gui.panels.matrix_copy import as_mime, rows_of
from qualcode.gui.panels.matrix_dimensions import DimensionBar
from qualcode.gui.panels.matrix_facts import CellFacts, Counted, count, facts_of
from qualcode.gui.panels.matrix_legend import MatrixLegend
from qualcode.gui.panels.matrix_quotes import MatrixQuotes
from qualcode.gui.panels.matrix_view import MatrixView, levels_of
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.info_bar import InfoBar
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

if TYPE_CHECKING:
    from qualcode.analysis.matrix import Evidence, Matrix
    from qualcode.environment.preferences import JsonObject
    from qualcode.gui.tasks import Runner, Task
    from qualcode.gui.theme import Theme
    from qualcode.services.project import Project

_COUNTED = (
    *("coding", "segment", "turn", "speaker", "participant", "participant_group", "document", "wave"),
    *("code", "coder", "choice", "study", "paragraph"),
)
"""Tables of the study from which the numbers are counted."""
_PATIENCE = 200
"""Milliseconds without another change of the study before it is counted anew."""
_FORMATS = (("xlsx", "Excel (.xlsx)"), ("docx", "Word (.docx)"), ("csv", "Comma-separated (.csv)"))
_NOTHING = "Nothing is coded yet. Code a passage in a transcript, and it is counted here by group and phase."


class MatrixPage(QWidget):
    """Counts in the background; the last table stays until the next one is there."""

    quotes_requested = Signal(object, str)
    """tuple[int, ...], str: a number was opened; the ids of the codings behind it, and its row and column in words."""
    retrieved_requested = Signal(object, str)
    """tuple[int, ...], str: these codings are to be shown among the retrieved segments."""
    place_requested = Signal(int, int, int)
    """Document, start and end in code points: a quote is to be shown in its transcript."""
    transcripts_requested = Signal()
    """There is nothing to count: the user wants to code."""
    told = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, project: Project, runner: Runner, theme: Theme, parent: QWidget | None = None) -> None:
        """Make the page of ``project``; it counts when it is shown for the first time."""
        super().__init__(parent)
        self.setObjectName("matrix-page")
        self.setAccessibleName("Matrix")
        self._project, self._runner = project, runner
        self._task: Task | None = None
        self._asked = 0
        self._stale = True
        self._groups: dict[int, tuple[str, int]] = {}
        self._most = 0.0
        self._model = MatrixTableModel(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PATIENCE)
        self._later.timeout.connect(self.compute)
        self._build()
        theme.changed.connect(self._view.fit)

    # building ------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = TextLabel("Matrix", "title", "text", self)
        self._title.setObjectName("title")
        self._state = ElidedLabel("", "small", "text-3", self)
        self._copy = PushButton("Copy as table", "copy", parent=self)
        self._copy.setObjectName("copy-table")
        self._copy.setToolTip("Copy for Word or Excel (Ctrl+C in the table)")
        self._copy.clicked.connect(self.copy_table)
        self._export = PushButton("Export", "file-output", parent=self)
        self._export.setObjectName("export")
        self._export.setMenu(self._make_menu())
        self._dimensions = DimensionBar(self)
        self._dimensions.changed.connect(self._arranged)
        self._controls = MatrixControls(self)
        self._controls.changed.connect(self._chosen)
        self._message = InfoBar(self)
        self._view = MatrixView(self._model, self)
        self._view.opened.connect(self.open_cell)
        self._view.copy_wanted.connect(self.copy_table)
        self._model.modelReset.connect(self._view.forget_sorting)
        self._legend = MatrixLegend(self)
        self._quotes = MatrixQuotes(self._project, self._runner, self)
        self._quotes.closed.connect(self._quotes_closed)
        self._quotes.retrieved_requested.connect(self.retrieved_requested)
        self._quotes.place_requested.connect(self.place_requested)
        self._quotes_line = Line(self, Qt.Orientation.Vertical)
        # The quotes stand beside the table only: what is above keeps its width, so that nothing moves down.
        row = QHBoxLayout()
        row.setSpacing(scaled(16))
        row.addLayout(self._make_table(), 1)
        row.addWidget(self._quotes_line)
        row.addWidget(self._quotes)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(24), scaled(12), scaled(24), scaled(16))
        column.setSpacing(scaled(12))
        column.addLayout(self._make_head())
        column.addWidget(self._message)
        column.addWidget(self._dimensions)
        column.addWidget(self._controls)
        column.addLayout(row, 1)
        self._show_quotes(False)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for ending, words in _FORMATS:
            act = QAction(words, menu)
            act.setObjectName(f"export-{ending}")
            act.triggered.connect(partial(self._ask_for_file, ending))
            menu.addAction(act)
        return menu

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(scaled(12))
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        head.addWidget(self._copy)
        head.addWidget(self._export)
        return head

    def _make_table(self) -> QStackedLayout:
        self._empty = EmptyState(_NOTHING, "Go to the transcripts", "file-text", self)
        self._empty.setObjectName("empty")
        self._empty.acted.connect(self.transcripts_requested)
        table = QWidget(self)
        inner = QVBoxLayout(table)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(scaled(12))
        inner.addWidget(self._view, 1, Qt.AlignmentFlag(0))
        inner.addWidget(self._legend)
        inner.addStretch(0)
        self._stack = QStackedLayout()
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        return self._stack

    # what is asked for ---------------------------------------------------------------------------------------------

    def state(self) -> JsonObject:
        """Return what is to be remembered: dimensions and options."""
        arrangement = self._dimensions.arrangement()
        return {
            "rows": arrangement.rows,
            "columns": list(arrangement.columns),
            "options": asdict(self._controls.options()),
        }

    def restore(self, state: JsonObject) -> None:
        """Show what was remembered; what is not understood is left as it is."""
        rows, columns, kept = state.get("rows"), state.get("columns"), state.get("options")
        if isinstance(rows, str) and isinstance(columns, list):
            names = tuple(name for name in columns if isinstance(name, str))
            known = all(name in DIMENSIONS for name in (rows, *names))
            if known and 1 <= len(names) <= 3 and len({rows, *names}) == len(names) + 1:
                self._dimensions.set_arrangement(Arrangement(rows, names))
        if isinstance(kept, dict):
            usual = asdict(MatrixOptions())
            fitting = {name: kept.get(name) for name in usual if type(kept.get(name)) is type(usual[name])}
            self._controls.set_options(MatrixOptions(**{**usual, **fitting}))
        self._ask()

    def refresh(self) -> None:
        """Count anew, now if the page is shown, else when it is."""
        self._ask()

    def arrangement(self) -> Arrangement:
        """Return which dimension stands where."""
        return self._dimensions.arrangement()

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Show the study by other dimensions."""
        self._dimensions.set_arrangement(arrangement)
        self._ask()

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Count anew after a change of the study; connect it to ``ChangeBridge.changed``."""
        if self._quotes.isVisible():
            self._quotes.follow(change)
        if change.touched(*_COUNTED):
            self._stale = True
            if self.isVisible():
                self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.compute()

    @Slot(object)
    def _arranged(self, _arrangement: Arrangement) -> None:
        self._ask()

    @Slot(object)
    def _chosen(self, options: MatrixOptions) -> None:
        matrix = self._model.matrix
        self._model.set_shading(options.shading)
        self._model.set_zero_as_dash(not options.zero_as_0)
        shown = (
            matrix is not None
            and (matrix.measure, matrix.aggregate, matrix.include_reflexive)
            == (options.measure, options.aggregate, options.reflexive)
            and self._task is None
        )
        if shown and matrix is not None:
            self._show_legend(matrix)
        else:
            self._ask()

    def _ask(self) -> None:
        self._stale = True
        if self.isVisible():
            self.compute()

    # counting ------------------------------------------------------------------------------------------------------

    @Slot()
    def compute(self) -> None:
        """Count in the background."""
        self._later.stop()
        if self._task is not None:
            self._task.cancel()
        self._stale = False
        self._asked += 1
        asked, project = self._asked, self._project
        arrangement, options = self._dimensions.arrangement(), self._controls.options()

        def work(progress: Progress) -> Counted:
            progress.report(0, 0)
            return count(project, asked, arrangement, options)

        self._state.setText("Counting …")
        self._task = self._runner.start(work, self._take, self._fail)

    @Slot(object)
    def _take(self, counted_now: Counted) -> None:
        if counted_now.asked != self._asked:
            return  # something else was asked for since
        matrix, coded = counted_now.matrix, counted_now.coded
        self._task = None
        self._groups, self._most = counted_now.groups, counted_now.most
        self._message.hide()
        self._state.setText("")
        self._stack.setCurrentIndex(0 if coded else 1)
        self._copy.setEnabled(coded)
        self._export.setEnabled(coded)
        self._title.setText(self._dimensions.arrangement().title)
        self._controls.show_codes("code" in (matrix.row_dimension, *matrix.column_dimensions))
        before = self._view.current()
        place = (before.row(), before.column())
        self._model.set_matrix(matrix)
        self._view.show_levels(levels_of(self._model, self._groups))
        if not self._view.current().isValid() and self._model.columnCount() > 1:
            row, column = place if place != (-1, -1) else (0, 1)
            row, column = min(row, self._model.rowCount() - 1), min(column, self._model.columnCount() - 1)
            self._view.select(self._model.index(row, column))
        self._show_legend(matrix)
        if self._quotes.isVisible():
            self._refresh_quotes()

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._task = None
        self._state.setText("")
        if not isinstance(error, Refusal | EnvironmentFault):
            raise error
        self._message.tell(str(error), "warning")

    def matrix(self) -> Matrix | None:
        """Return the matrix that is shown."""
        return self._model.matrix

    def view(self) -> MatrixView:
        """Return the table."""
        return self._view

    def _show_legend(self, matrix: Matrix) -> None:
        most = self._most
        shaded = self._controls.options().shading and most > 0
        self._legend.show_scale(self._scale_words(matrix, most) if shaded else "")
        self._legend.show_notes(" ".join(matrix.notes))

    @staticmethod
    def _scale_words(matrix: Matrix, most: float) -> str:
        if matrix.measure in ("row-percent", "column-percent"):
            return f"up to {most:.0f} %"
        if matrix.measure == "per-1000-words":
            return f"up to {most:.1f} segments per 1,000 words"
        return f"1 to {counted(int(most), matrix.measure.rstrip('s'))}"

    # quotes --------------------------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def open_cell(self, index: QModelIndex) -> None:
        """Show the quotes behind a cell beside the table, and tell of them (U15)."""
        evidence = self._model.evidence(index)
        if evidence is None or not evidence.codings:
            self.told.emit("No quote stands behind this cell: nothing that counts is coded there.")
            return
        facts = self._facts(index, evidence)
        if index != self._view.current():
            self._view.select(index)
        self._show_quotes(True)
        self._quotes.show_cell(facts)
        self.quotes_requested.emit(facts.codings, facts.name)

    def quotes(self) -> MatrixQuotes:
        """Return the panel beside the table."""
        return self._quotes

    def _facts(self, index: QModelIndex, evidence: Evidence) -> CellFacts:
        return facts_of(self._model, index, evidence, self._groups)

    def _refresh_quotes(self) -> None:
        """Show the same cell with its new numbers, or nothing when the cell is gone."""
        index = self._view.current()
        evidence = self._model.evidence(index) if index.isValid() else None
        if evidence is not None and evidence.codings:
            self._quotes.show_cell(self._facts(index, evidence))
        else:
            self._show_quotes(False)

    def _show_quotes(self, on: bool) -> None:
        self._quotes.setVisible(on)
        self._quotes_line.setVisible(on)

    @Slot()
    def _quotes_closed(self) -> None:
        self._show_quotes(False)
        self._view.focus()

    # copy and export -----------------------------------------------------------------------------------------------

    @Slot()
    def copy_table(self) -> None:
        """Put the table on the clipboard, or the cells that are chosen when there are several."""
        matrix = self._model.matrix
        if matrix is None:
            return
        chosen = self._view.chosen()
        part = chosen if len(chosen) > 1 else ()
        rows = rows_of(self._model, self._view.header().levels(), part)
        QGuiApplication.clipboard().setMimeData(as_mime(rows, self._title.text(), " ".join(matrix.notes)))
        self.told.emit("Copied: paste it into Word or Excel." if not part else "Copied the chosen cells.")

    def export(self, path: Path) -> None:
        """Write the matrix in the background, as its ending says."""
        matrix, matrices = self._model.matrix, self._project.matrices
        if matrix is None:
            return

        def work(progress: Progress) -> Path:
            progress.report(0, 0, f"Writing {path.name}")
            matrices.write(matrix, path)
            return path

        self._runner.start(work, self._written, self._fail)

    @Slot(object)
    def _written(self, path: Path) -> None:
        self._message.hide()
        self.told.emit(f"Written to {path}.")

    def _ask_for_file(self, ending: str) -> None:
        words = dict(_FORMATS)[ending].split(" (")[0]
        offered = str(self._project.path.parent / f"{self._title.text()}.{ending}")
        found, _ = QFileDialog.getSaveFileName(self, "Export the matrix", offered, f"{words} (*.{ending})")
        if found:
            self.export(Path(found if Path(found).suffix else f"{found}.{ending}"))
