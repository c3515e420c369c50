"""The part of the import that is about speakers: how they are found, the table of them, and what the reader noted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from qualcode.domain.participants import Group
from qualcode.gui import icons, theme
from qualcode.gui.dialogs.field import Field
from qualcode.gui.dialogs.import_files import AUTO, NONE, OWN, ImportFile
from qualcode.gui.dialogs.import_refused import choose_encoding, encoding_combo
from qualcode.gui.dialogs.import_speakers import SpeakerCell, set_speakers, speaker_view
from qualcode.gui.fonts import scaled
from qualcode.gui.models.speaker_table import SpeakerTableModel
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.segmented import SegmentedControl
from qualcode.gui.widgets.text_label import TextLabel

_WAYS = ((AUTO, "Automatic"), (NONE, "No speakers"), (OWN, "Own pattern"))
_PATIENCE = 350
"""Milliseconds without a key before a pattern is tried."""
_HINT = "A regular expression for the start of a line; its first group is the label."
_READING, _NOBODY = "The file is being read …", "No speaker was found in this file."
_NONE_WANTED = "The text comes in without speakers. Who says what is then not known to any table."


class SpeakerSection(QWidget):
    """Heading and ways of finding, the pattern, the table, notes."""

    detection_changed = Signal(str, str)
    """auto, none or own; and the pattern."""
    newcomer_wanted = Signal(int)
    """The speaker of this row is somebody who is not registered yet."""
    encoding_changed = Signal(str)
    """The user thinks that the text is encoded so; empty for finding out."""

    def __init__(self, groups: Sequence[Group], table: SpeakerTableModel, parent: QWidget | None = None) -> None:
        """Make the section; ``table`` is an empty one to begin with."""
        super().__init__(parent)
        self._ways = SegmentedControl(_WAYS, "How speakers are found", self)
        self._ways.setObjectName("detection")
        self._pattern = QLineEdit(self)
        self._pattern.setObjectName("pattern")
        self._pattern.setPlaceholderText(r"([A-Z]+\d*):\s")
        self._pattern_field = Field("Pattern", self._pattern, hint=_HINT)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PATIENCE)
        self._later.timeout.connect(self._tell)
        self._table = speaker_view(table, groups, self)
        cells = self._table.itemDelegate()
        assert isinstance(cells, SpeakerCell)
        cells.newcomer_wanted.connect(self.newcomer_wanted)
        self._nobody = EmptyState(_NOBODY, parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._nobody)
        self._stack.setMinimumHeight(scaled(180))
        self._encoding = encoding_combo(self)
        self._encoding.setObjectName("encoding")
        self._encoding_label = TextLabel("Encoding", "small", "text-2", self)
        self._encoding_label.setBuddy(self._encoding)
        self._encoding.setAccessibleName("Encoding")
        self._notes = QWidget(self)
        self._note_grid = QGridLayout(self._notes)
        self._note_grid.setContentsMargins(0, 0, 0, 0)
        self._note_grid.setHorizontalSpacing(scaled(8))
        self._note_grid.setVerticalSpacing(scaled(4))
        self._note_grid.setColumnStretch(1, 1)
        self._lay_out()
        self._ways.chosen.connect(self._switch)
        self._pattern.textEdited.connect(self._later.start)
        self._encoding.currentIndexChanged.connect(self._decode)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scaled(8))
        head.addWidget(TextLabel("Speakers found", "strong", "text", self), 1)
        head.addWidget(self._encoding_label)
        head.addWidget(self._encoding)
        head.addSpacing(scaled(8))
        head.addWidget(self._ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(10))
        column.addLayout(head)
        column.addWidget(self._pattern_field)
        column.addWidget(self._stack, 1)
        column.addWidget(self._notes)

    def show_file(self, file: ImportFile) -> None:
        """Show the speakers of ``file`` and how they were found."""
        self._ways.set_value(file.detection)
        self._pattern_field.setVisible(file.detection == OWN)
        if not self._pattern.hasFocus():
            with QSignalBlocker(self._pattern):
                self._pattern.setText(file.pattern)
        if file.problem and file.detection == OWN:
            self._pattern_field.set_error(file.problem)
        else:
            self._pattern_field.clear_error()
        if self._table.model() is not file.speakers:
            set_speakers(self._table, file.speakers)
        self._nobody.set_sentence(
            _READING if file.preview is None else _NONE_WANTED if file.detection == NONE else _NOBODY
        )
        self._stack.setCurrentIndex(0 if file.speakers.rowCount() else 1)
        for widget in (self._encoding, self._encoding_label):
            widget.setVisible(file.plain_text)
        choose_encoding(self._encoding, file.encoding)
        self._show_notes(file.preview.reading.notes if file.preview is not None else ())

    def notes(self) -> list[str]:
        """Return what is noted below the table."""
        return [label.text() for label in self._notes.findChildren(TextLabel) if label.isVisibleTo(self)]

    def _show_notes(self, notes: Sequence[str]) -> None:
        while self._note_grid.count():
            item = self._note_grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        side = scaled(14)
        for row, note in enumerate(notes):
            sign = QLabel(self._notes)
            sign.setPixmap(icons.pixmap("info", theme.current().colour("text-2"), side, self.devicePixelRatioF()))
            self._note_grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            self._note_grid.addWidget(TextLabel(note, "small", "text-2", self._notes, wrap=True), row, 1)
        self._notes.setVisible(bool(notes))

    @Slot(str)
    def _switch(self, way: str) -> None:
        self._pattern_field.setVisible(way == OWN)
        if way == OWN:
            self._pattern.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self._pattern.text():
                return  # the table stays as it is until something was typed
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._later.stop()
        self.detection_changed.emit(self._ways.value(), self._pattern.text().strip())

    @Slot()
    def _decode(self) -> None:
        self.encoding_changed.emit(str(self._encoding.currentData() or ""))
