"""The report: what goes into it, where it is written, and how each of its sections will look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.domain.progress import Progress
from qualcode.gui import icons
from qualcode.gui.dialogs import report_outline as outline
from qualcode.gui.dialogs.field import Field
from qualcode.gui.dialogs.frame import DialogFrame, ask_for, scrolling
from qualcode.gui.dialogs.report_sheet import ReportSheet
from qualcode.gui.fonts import scaled
from qualcode.gui.models.words import counted
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.number_field import NumberField
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QToolButton

    from qualcode.exchange.report.content import ReportContent
    from qualcode.gui.tasks import Runner, Task
    from qualcode.services.reports import ReportChoices

_OUTLINE, _CHOICES, _DESK = 296, 244, 16
_PATIENCE = 250
"""Milliseconds without another change of the choices before the preview is computed anew."""


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """What the report is to hold, and the Word file that it is written to."""

    choices: ReportChoices
    path: Path


def ask(
    parent: QWidget | None,
    path: Path,
    preview: Callable[[ReportChoices], ReportContent],
    runner: Runner,
    *,
    choices: ReportChoices | None = None,
) -> ReportAnswer | None:
    """Ask what the report is to hold.

    Args:
        path: the file that is offered.
        preview: puts together what the report says; called in the background.
        choices: what is chosen at first.
    """
    dialog = ReportDialog(path, preview, runner, choices, parent)
    return ask_for(dialog, dialog.answer)


class ReportDialog(DialogFrame):
    """The outline at the left, the page in the middle, the choices at the right."""

    def __init__(
        self,
        path: Path,
        preview: Callable[[ReportChoices], ReportContent],
        runner: Runner,
        choices: ReportChoices | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show what the report says with ``choices``; see ``ask``."""
        super().__init__("Report", "Write Word file", parent, width=1560)
        from qualcode.services.reports import ReportChoices

        chosen = choices or ReportChoices()
        self._preview, self._runner = preview, runner
        self._task: Task | None = None
        self._content: ReportContent | None = None
        self._sections: tuple[outline.Section, ...] = ()
        self._closed = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PATIENCE)
        self._later.timeout.connect(self.compute)
        self._model = outline.outline_model(self)
        self._quotes = NumberField(0, 20, self)
        self._quotes.setObjectName("quotes")
        self._quotes.setValue(chosen.quotes)
        self._memos = self._check("memos", "Print memos", chosen.memos)
        self._reflexive = self._check("reflexive", "Count reflexive accounts", chosen.include_reflexive)
        self._path = QLineEdit(QDir.toNativeSeparators(str(path)), self)
        self._path.setObjectName("path")
        self._show_checks = PushButton("Show", kind="link", parent=self)
        self._show_checks.setObjectName("show-checks")
        self._show_checks.setAccessibleName("Show what was found")
        self._lay_out()
        self._quotes.valueChanged.connect(self._later.start)
        self._memos.toggled.connect(self._later.start)
        self._reflexive.toggled.connect(self._later.start)
        self._path.textChanged.connect(self._show_path)
        self._show_checks.clicked.connect(self._show_cover)
        self.finished.connect(self._stop)
        self._show_path()
        self.compute()

    def _check(self, name: str, words: str, on: bool) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setObjectName(name)
        box.setChecked(on)
        return box

    # building ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_outline())
        row.addWidget(Line(self, Qt.Orientation.Vertical))
        row.addWidget(self._make_desk(), 1)
        row.addWidget(Line(self, Qt.Orientation.Vertical))
        row.addWidget(self._make_choices())
        self.set_body(row, padded=False)
        self.set_size(1560, 940)
        self.add_aside(self._show_checks)
        self._show_checks.hide()
        self._list.setFocus()

    def _make_outline(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(scaled(_OUTLINE))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, scaled(16), 0, scaled(16))
        column.setSpacing(scaled(8))
        title = TextLabel("What will be printed", "strong", "text", side)
        title.setContentsMargins(scaled(24), 0, 0, 0)
        column.addWidget(title)
        self._list = QListView(side)
        self._list.setObjectName("outline")
        self._list.setAccessibleName("Sections of the report")
        self._list.setModel(self._model)
        self._list.setItemDelegate(outline.OutlineRow(self._list))
        self._list.setProperty("ground", "window")
        self._list.selectionModel().currentChanged.connect(self._show_page)
        column.addWidget(self._list, 1)
        return side

    def _make_desk(self) -> QWidget:
        desk = QWidget(self)
        desk.setProperty("ground", "sunken")
        desk.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(2))
        self._before = self._arrow("chevron-left", "Previous section", -1)
        self._after = self._arrow("chevron-right", "Next section", 1)
        self._where = ElidedLabel("", "small", "text-2", desk)
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._where.setMinimumWidth(scaled(320))
        head.addStretch(1)
        for widget in (self._before, self._where, self._after):
            head.addWidget(widget)
        head.addStretch(1)
        column.addLayout(head)
        self._sheet = ReportSheet()
        self._area = QScrollArea(desk)
        self._area.setWidget(self._sheet)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setProperty("ground", "sunken")
        self._area.setAccessibleName("Preview")
        self._area.setObjectName("preview")
        self._area.viewport().setProperty("ground", "sunken")
        self._area.installEventFilter(self)
        self._sheet.hide()
        column.addWidget(self._area, 1)
        return desk

    def _arrow(self, icon: str, name: str, step: int) -> QToolButton:
        from PySide6.QtWidgets import QToolButton

        button = QToolButton(self)
        button.setProperty("bare", True)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(scaled(16), scaled(16)))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setObjectName("next" if step > 0 else "previous")
        button.clicked.connect(self._go_on if step > 0 else self._go_back)
        return button

    def _make_choices(self) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(scaled(12))
        column.addWidget(TextLabel("Choices", "strong", "text", self))
        column.addWidget(Field("Quotes per code and group", self._quotes, hint="As many different people as possible."))
        column.addWidget(self._reflexive)
        column.addWidget(self._memos)
        column.addWidget(Line(self))
        self._path_field = Field("Word file", self._path)
        column.addWidget(self._path_field)
        browse = PushButton("Browse…", "folder-open", parent=self)
        browse.setObjectName("browse")
        browse.clicked.connect(self._browse)
        column.addWidget(browse, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        side = QWidget(self)
        side.setLayout(column)
        column.setContentsMargins(scaled(24), scaled(16), scaled(24), scaled(16))
        area = scrolling(side, self)
        area.setFixedWidth(scaled(_CHOICES))
        return area

    # what is shown -------------------------------------------------------------------------------------------------

    def answer(self) -> ReportAnswer:
        """Return what is chosen."""
        return ReportAnswer(self._choices(), self._file())

    def problem(self) -> str | None:
        path = self._file()
        if path.suffix.lower() != ".docx":
            self._path_field.set_error("The report is a Word file: give it the ending .docx.")
        elif not path.parent.is_dir():
            self._path_field.set_error(f"There is no folder “{path.parent}”.")
        elif path.is_dir():
            self._path_field.set_error("This is a folder. Add the name of the file.")
        else:
            return None
        return ""

    def _choices(self) -> ReportChoices:
        from qualcode.services.reports import ReportChoices

        return ReportChoices(
            memos=self._memos.isChecked(),
            include_reflexive=self._reflexive.isChecked(),
            quotes=self._quotes.value(),
        )

    def _file(self) -> Path:
        return Path(self._path.text().strip() or ".").expanduser().absolute()

    @Slot()
    def compute(self) -> None:
        """Put the preview together in the background; what is shown stays until it is there."""
        if self._task is not None:
            self._task.cancel()
        choices, preview = self._choices(), self._preview

        def work(progress: Progress) -> tuple[ReportChoices, ReportContent]:
            progress.report(0, 0)
            return choices, preview(choices)

        self._where.setText("Putting the report together …")
        self._task = self._runner.start(work, self._take, self._fail)

    @Slot(object)
    def _take(self, found: tuple[ReportChoices, ReportContent]) -> None:
        choices, content = found
        if self._closed or choices != self._choices():
            return  # the dialog is gone, or the choices have changed since: the next result is on its way
        self._task = None
        self._content = content
        self._sections = outline.sections(content)
        outline.fill(self._model, self._sections)
        if not self._list.currentIndex().isValid():
            first = next((n for n, s in enumerate(self._sections) if s.key == "by_group"), 0)
            self._list.setCurrentIndex(self._model.index(first, 0))
        self._show_page(self._list.currentIndex())
        self._show_findings(content)

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, Refusal | EnvironmentFault):
            raise error
        self._where.setText("No preview")
        self.set_status(str(error), "danger")

    def _show_findings(self, content: ReportContent) -> None:
        count = len(content.checks)
        self._show_checks.setVisible(bool(count))
        if count:
            more = f" {content.checks[0]}" if count == 1 else ""
            self.set_status(f"{counted(count, 'finding')} to look at before the report is sent on.{more}", "warning")
        else:
            self.set_status("The check of the data found nothing to look at.", "success")

    @Slot(QModelIndex)
    def _show_page(self, index: QModelIndex) -> None:
        if self._content is None or not index.isValid() or index.row() >= len(self._sections):
            return
        section = self._sections[index.row()]
        self._where.setText(f"{section.title}: {section.sentence}")
        self._before.setEnabled(index.row() > 0)
        self._after.setEnabled(index.row() < len(self._sections) - 1)
        self._sheet.show_page(self._content, section)
        self._sheet.show()
        self._area.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            bar = self._area.verticalScrollBar().sizeHint().width()
            self._sheet.set_room(self._area.size() - QSize(scaled(2 * _DESK) + bar, 0))
        return super().eventFilter(watched, event)

    @Slot()
    def _go_back(self) -> None:
        self._go(-1)

    @Slot()
    def _go_on(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        if 0 <= row < self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(row, 0))

    @Slot()
    def _show_cover(self) -> None:
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._list.setFocus()

    @Slot()
    def _show_path(self) -> None:
        path = self._file()
        self._path.setToolTip(str(path))
        self._path_field.set_hint(f"Replaces the file “{path.name}”." if path.is_file() else "")

    @Slot()
    def _browse(self) -> None:
        found, _ = QFileDialog.getSaveFileName(self, "Report", str(self._file()), "Word (*.docx)")
        if found:
            self._path.setText(QDir.toNativeSeparators(found if Path(found).suffix else found + ".docx"))

    @Slot()
    def _stop(self) -> None:
        self._closed = True
        self._later.stop()
        if self._task is not None:
            self._task.cancel()
