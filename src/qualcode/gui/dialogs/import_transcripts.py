"""Bringing transcripts in: what each file is, who speaks in it, and whom its labels stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListView, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from qualcode.domain.choices import Choice
from qualcode.domain.documents import Attributes, SpeakerMapping
from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.domain.participants import Group, Participant, ParticipantDraft
from qualcode.domain.progress import Progress
from qualcode.gui import icons
from qualcode.gui.dialogs import import_discard
from qualcode.gui.dialogs.frame import DialogFrame, ask_for, scrolling
from qualcode.gui.dialogs.import_files import FileListModel, FileRow, ImportFile, State, guess_kind
from qualcode.gui.dialogs.import_form import ImportForm
from qualcode.gui.dialogs.import_newcomers import ImportAnswer, Newcomers
from qualcode.gui.dialogs.import_refused import RefusedFile
from qualcode.gui.dialogs.import_section import SpeakerSection
from qualcode.gui.fonts import scaled
from qualcode.gui.models.speaker_table import SpeakerTableModel
from qualcode.gui.models.words import counted
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.text_label import TextLabel

if TYPE_CHECKING:
    from qualcode.gui.tasks import Runner
    from qualcode.services.documents import ImportRequest, Preview

Reader = Callable[[Path, str, str | None], "Preview"]
"""Reads a file: its path, how to find the speakers (auto, none, or an expression), its encoding if it is known."""
Suggest = Callable[["Preview"], Sequence[SpeakerMapping]]
"""Proposes for each label of a file the participant whom it stands for."""

FILTER = "Transcripts (*.docx *.odt *.rtf *.txt *.md *.srt *.vtt *.pdf);;All files (*)"
_LIST = 224


@dataclass(frozen=True, slots=True)
class ImportGround:
    """What the study knows already, to choose from."""

    participants: Sequence[Participant] = ()
    groups: Sequence[Group] = ()
    attributions: Mapping[int, str] | None = None
    waves: Sequence[str] = ()
    phases: Sequence[Choice] = ()


def ask(
    parent: QWidget | None,
    files: Sequence[Path],
    ground: ImportGround,
    *,
    reader: Reader,
    suggest: Suggest,
    runner: Runner,
) -> ImportAnswer | None:
    """Ask how ``files`` are to be brought in.

    Args:
        ground: people, waves and phases of the study.
        reader: reads one file; called in the background, it may raise ``Refusal``.
        suggest: proposes whom the labels of a file stand for.
    """
    dialog = ImportTranscriptsDialog(files, ground, reader, suggest, runner, parent)
    return ask_for(dialog, lambda: ImportAnswer(dialog.answer(), dialog.newcomers()))


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading a file for the ``asked``-th time: a preview, or why there is none."""

    file: ImportFile
    asked: int
    preview: Preview | None = None
    problem: str = ""


class ImportTranscriptsDialog(DialogFrame):
    """The files at the left; at the right the one that is chosen, with its speakers."""

    def __init__(
        self,
        files: Sequence[Path],
        ground: ImportGround,
        reader: Reader,
        suggest: Suggest,
        runner: Runner,
        parent: QWidget | None = None,
    ) -> None:
        """Begin to read ``files``; see ``ask``."""
        super().__init__("Import transcripts", "Import", parent, width=1240)
        self._ground, self._reader, self._suggest, self._runner = ground, reader, suggest, runner
        self._model = FileListModel(self)
        self._form = ImportForm(ground.waves, ground.phases, self)
        self._speakers = SpeakerSection(ground.groups, self._new_table(), self)
        self._newcomers = Newcomers(ground.participants, ground.groups, self._tables, self)
        self._refused = RefusedFile(self)
        self._lay_out()
        self._form.edited.connect(self._take_form)
        self._form.spread.connect(self._apply_to_all)
        self._speakers.newcomer_wanted.connect(self._ask_newcomer)
        self._speakers.detection_changed.connect(self._detect)
        self._speakers.encoding_changed.connect(self._decode)
        self._refused.encoding_changed.connect(self._decode)
        self._refused.removed.connect(self.remove_file)
        self._list.selectionModel().currentChanged.connect(self._show)
        for path in files:
            self.add_file(path)
        if files:
            self._list.setCurrentIndex(self._model.index(0, 0))
        self._show(self._list.currentIndex())
        self._list.setFocus()
        self._touched = False

    # building ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._empty = EmptyState("No file is chosen yet.", "Choose files…", "folder-open", self)
        self._empty.acted.connect(self._choose_files)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(scaled(24), scaled(16), scaled(24), scaled(16))
        column.setSpacing(scaled(16))
        column.addWidget(self._form)
        column.addWidget(self._speakers, 1)
        self._pages = QStackedWidget(self)
        for widget in (scrolling(page, self), self._refused, self._empty):
            self._pages.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_list())
        row.addWidget(Line(self, Qt.Orientation.Vertical))
        row.addWidget(self._pages, 1)
        self.set_body(row, padded=False)
        self.set_size(1240, 740)

    def _make_list(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(scaled(_LIST))
        head = QHBoxLayout()
        head.setContentsMargins(scaled(24), scaled(12), scaled(12), scaled(8))
        head.setSpacing(scaled(4))
        self._count = TextLabel("", "strong", "text", side)
        head.addWidget(self._count, 1)
        self._trash = self._bare("trash-2", "Take the file off the list", "remove-file", self.remove_file)
        head.addWidget(self._trash)
        head.addWidget(self._bare("plus", "Add files", "add-files", self._choose_files))
        self._list = QListView(side)
        self._list.setObjectName("files")
        self._list.setAccessibleName("Files")
        self._list.setModel(self._model)
        self._list.setItemDelegate(FileRow(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setProperty("ground", "window")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        away = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._list, self.remove_file)
        away.setContext(Qt.ShortcutContext.WidgetShortcut)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._list, 1)
        return side

    def _bare(self, icon: str, name: str, object_name: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("bare", True)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(scaled(16), scaled(16)))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setObjectName(object_name)
        button.clicked.connect(act)
        return button

    def _new_table(self) -> SpeakerTableModel:
        table = SpeakerTableModel(self._ground.participants, self._ground.attributions or {}, self)
        table.decided.connect(self._decided)
        return table

    @Slot()
    def reject(self) -> None:
        """Close without an answer; when something was filled in or decided, ask before."""
        if not self._touched or import_discard.ask(self):
            super().reject()

    # files ---------------------------------------------------------------------------------------------------------

    def add_file(self, path: Path) -> None:
        """Put a file on the list and begin to read it; one that is there already is left alone."""
        if any(file.path == path for file in self._model.files):
            return
        last = self._model.files[-1].attributes if self._model.files else Attributes()
        attributes = replace(last, kind=guess_kind(path.stem), date=None, minutes=None)
        file = ImportFile(path, path.stem.strip() or path.name, attributes, self._new_table())
        self._newcomers.offer_in(file.speakers)
        self._model.add(file)
        self._read(file)
        self._show_state()

    @Slot()
    def remove_file(self) -> None:
        """Take the chosen file off the list."""
        row = self._list.currentIndex().row()
        if row < 0:
            return
        self._touched = True
        file = self._model.take(row)
        file.asked += 1
        if self._model.files:
            self._list.setCurrentIndex(self._model.index(min(row, len(self._model.files) - 1), 0))
        self._list.setFocus()
        self._show(self._list.currentIndex())

    def files(self) -> list[ImportFile]:
        """Return the files on the list."""
        return self._model.files

    def current(self) -> ImportFile | None:
        """Return the file that is shown."""
        row = self._list.currentIndex().row()
        return self._model.files[row] if 0 <= row < len(self._model.files) else None

    @Slot()
    def _choose_files(self) -> None:
        found, _ = QFileDialog.getOpenFileNames(self, "Transcripts", QDir.homePath(), FILTER)
        for name in found:
            self.add_file(Path(name))
        if found and self.current() is None:
            self._list.setCurrentIndex(self._model.index(0, 0))

    # reading -------------------------------------------------------------------------------------------------------

    def _read(self, file: ImportFile) -> None:
        file.asked += 1
        file.reading = True
        asked, reader, wanted, encoding = file.asked, self._reader, file.wanted, file.encoding

        def work(progress: Progress) -> _Read:
            progress.report(0, 0)
            try:
                return _Read(file, asked, reader(file.path, wanted, encoding))
            except (Refusal, EnvironmentFault) as problem:
                return _Read(file, asked, None, str(problem))

        self._runner.start(work, self._take)

    @Slot(object)
    def _take(self, read: _Read) -> None:
        file = read.file
        if read.asked != file.asked:
            return  # it was asked for in another way since, or taken off the list
        file.reading = False
        file.problem = read.problem
        if read.preview is not None:
            file.preview = read.preview
            file.speakers.show(read.preview, self._suggest(read.preview))
        self._model.show(file)
        if file is self.current():
            self._show(self._list.currentIndex())
        else:
            self._show_state()

    @Slot(str, str)
    def _detect(self, detection: str, pattern: str) -> None:
        file = self.current()
        if file is not None and (file.detection, file.pattern) != (detection, pattern):
            self._touched = True
            file.detection, file.pattern = detection, pattern
            self._read(file)
            self._show_state()

    @Slot(str)
    def _decode(self, encoding: str) -> None:
        file = self.current()
        if file is not None and (encoding or None) != file.encoding:
            file.encoding = encoding or None
            self._read(file)
            self._show_state()

    # describing ----------------------------------------------------------------------------------------------------

    @Slot()
    def _take_form(self) -> None:
        file = self.current()
        if file is not None:
            self._touched = True
            file.attributes = self._form.attributes()
            file.name = self._form.name() or file.path.stem
            self._show_state()

    @Slot()
    def _apply_to_all(self) -> None:
        """Give all files what the chosen one has, but its name and its duration."""
        file = self.current()
        if file is None:
            return
        self._take_form()
        for other in self._model.files:
            other.attributes = replace(file.attributes, minutes=other.attributes.minutes)
        self.set_status(f"{counted(len(self._model.files), 'file')} described alike.", "success")

    @Slot()
    def _decided(self) -> None:
        self._touched = True
        file = self.current()
        if file is not None:
            self._model.show(file)
        self._show_state()

    def _tables(self) -> list[SpeakerTableModel]:
        return [file.speakers for file in self._model.files]

    @Slot(int)
    def _ask_newcomer(self, row: int) -> None:
        file = self.current()
        if file is not None:
            self._newcomers.ask(file.speakers, row)

    # what is shown -------------------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _show(self, _index: QModelIndex) -> None:
        file = self.current()
        self._trash.setEnabled(file is not None)
        self._show_state()
        if file is None:
            self._pages.setCurrentIndex(2)
            return
        unreadable = file.preview is None and not file.reading
        self._pages.setCurrentIndex(1 if unreadable else 0)
        if unreadable:
            self._refused.show_file(file)
        else:
            self._form.show_file(file.name, file.attributes)
            self._form.show_spread(len(self._model.files) > 1)
            self._speakers.show_file(file)

    def _show_state(self) -> None:
        files = self._model.files
        ready = sum(file.ready for file in files)
        self._count.setText(counted(len(files), "file"))
        self.accept_button.setText(f"Import {counted(ready, 'document')}" if ready else "Import")
        self.accept_button.setEnabled(bool(ready))
        reading = sum(file.reading for file in files)
        refused = sum(file.state is State.REFUSED for file in files)
        here = self.current()
        mine = here.speakers.unsettled() if here is not None and here.ready else 0
        others = sum(file.speakers.unsettled() for file in files if file is not here and file.ready)
        if reading:
            self.set_status(f"Reading {counted(reading, 'file')} …")
        elif mine or others:
            told = [f"{counted(mine, 'speaker')} to settle in this file"] if mine else []
            told += (
                [f"{others} in others" if mine else f"{counted(others, 'speaker')} to settle in other files"]
                if others
                else []
            )
            self.set_status(", ".join(told), "warning")
        elif refused:
            self.set_status(f"{counted(refused, 'file')} cannot be read and will be left out.", "danger")
        else:
            self.set_status("")

    # the answer ----------------------------------------------------------------------------------------------------

    def answer(self) -> tuple[ImportRequest, ...]:
        """Return what is to be imported: all files that could be read."""
        from qualcode.services.documents import ImportRequest

        return tuple(
            ImportRequest(file.preview, file.attributes, file.speakers.mapping(), file.name)
            for file in self._model.files
            if file.preview is not None and file.ready
        )

    def newcomers(self) -> tuple[ParticipantDraft, ...]:
        """Return the people who speak in what is imported and are to be registered with it."""
        return self._newcomers.among(each.participant for request in self.answer() for each in request.mapping)

    def problem(self) -> str | None:
        if self.current() is not None and self._form.date_problem():
            return ""
        return None if any(file.ready for file in self._model.files) else "No file is ready to be imported."
