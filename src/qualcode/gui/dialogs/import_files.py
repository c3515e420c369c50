"""The files of an import: what each is, how far it is read, and what was decided for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qualcode.domain.documents import Attributes, Kind
from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.speaker_table import SpeakerTableModel
from qualcode.gui.models.words import counted
from qualcode.gui.tokens import Role

if TYPE_CHECKING:
    from qualcode.services.documents import Preview

AUTO, NONE, OWN = "auto", "none", "own"
_PLAIN = frozenset({".txt", ".md", ".srt", ".vtt", ".text", ""})
_ROW, _SIGN = 52, 16
_KINDS = (
    (Kind.INTERVIEW, ("interview", "intervista", "entretien")),
    (Kind.WORKSHOP, ("workshop", "focus", "group", "assembl")),
    (Kind.REFLEXIVE, ("reflex", "journal", "diary", "account")),
    (Kind.FIELD_NOTE, ("note", "observation", "field")),
)


class State(StrEnum):
    """How far a file is."""

    READING = "reading"
    READY = "ready"
    OPEN = "open"
    """Read, but a speaker is still to be settled."""
    REFUSED = "refused"


_SIGNS: dict[State, tuple[str, Role, str]] = {
    State.READING: ("circle-dashed", "text-3", "being read"),
    State.READY: ("check", "success", "ready"),
    State.OPEN: ("triangle-alert", "warning", "something is to be settled"),
    State.REFUSED: ("circle-alert", "danger", "cannot be read"),
}


@dataclass(slots=True, eq=False)
class ImportFile:
    """One file, and the table of its speakers.

    ``detection`` is auto, none or own (then ``pattern``); ``asked`` counts how often it was read, so that an answer
    that comes late is known as such. ``problem`` is why it cannot be read, or not in this way.
    """

    path: Path
    name: str
    attributes: Attributes
    speakers: SpeakerTableModel
    detection: str = AUTO
    pattern: str = ""
    encoding: str | None = None
    asked: int = 0
    reading: bool = True
    preview: Preview | None = None
    problem: str = ""

    @property
    def wanted(self) -> str:
        """How the reader is to find the speakers."""
        if self.detection == OWN:
            return self.pattern or NONE
        return self.detection

    @property
    def state(self) -> State:
        """How far the file is."""
        if self.reading and self.preview is None:
            return State.READING
        if self.preview is None or self.problem:
            return State.REFUSED
        return State.OPEN if self.speakers.unsettled() else State.READY

    @property
    def ready(self) -> bool:
        """Whether it can be imported as it is; speakers may be left open."""
        return self.preview is not None and not self.problem and not self.reading

    @property
    def plain_text(self) -> bool:
        """Whether the file has an encoding that can be chosen."""
        if self.preview is not None:
            return self.preview.reading.encoding is not None
        return self.path.suffix.lower() in _PLAIN

    def summary(self) -> str:
        """Return the second line of the list."""
        if self.preview is None:
            return "Reading …" if self.reading else "Cannot be read"
        if self.problem:
            return "Pattern cannot be used"
        labels, words = len(self.preview.speakers), self.preview.words
        return f"{counted(labels, 'label')} · {counted(words, 'word')}"


def guess_kind(name: str) -> Kind:
    """Guess what sort of source a file is from the words in its name.

    >>> guess_kind("interview-provider-2").value, guess_kind("Workshop 1").value, guess_kind("x").value
    ('interview', 'workshop', 'interview')
    """
    folded = name.casefold()
    return next((kind for kind, words in _KINDS if any(word in folded for word in words)), Kind.INTERVIEW)


class FileListModel(QAbstractListModel):
    """The files in the order in which they were chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.files: list[ImportFile] = []

    def add(self, file: ImportFile) -> None:
        """Put a file at the end."""
        at = len(self.files)
        self.beginInsertRows(QModelIndex(), at, at)
        self.files.append(file)
        self.endInsertRows()

    def take(self, row: int) -> ImportFile:
        """Take a file out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        file = self.files.pop(row)
        self.endRemoveRows()
        return file

    def show(self, file: ImportFile) -> None:
        """Show that something of ``file`` has changed."""
        index = self.index(self.files.index(file), 0)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        file = self.files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return file.path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{file.path}\n{file.problem}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{file.path.name}, {_SIGNS[file.state][2]}, {file.summary()}. {file.problem}".strip()
        if role == Qt.ItemDataRole.UserRole:
            return file
        return None


class FileRow(QStyledItemDelegate):
    """Draws name and size of a file, and the sign of its state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(160), scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = theme.current()
        row = option.rect
        ground = pieces.row_ground(option)
        if ground is not None:
            painter.fillRect(row, ground)
        file = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(file, ImportFile):
            name, role, _ = _SIGNS[file.state]
            side = scaled(_SIGN)
            sign = QRect(row.right() - scaled(16) - side, row.y() + scaled(9), side, side)
            icons.draw(painter, name, role, sign)
            title = QRect(row.x() + scaled(24), row.y() + scaled(7), 0, scaled(20))
            title.setRight(sign.left() - scaled(8))
            pieces.draw_text(painter, title, file.path.name, fonts.ui_font("body"), colours.colour("text"))
            below = QRect(title.x(), title.bottom() + 1, row.right() - scaled(16) - title.x(), scaled(18))
            refused = file.state is State.REFUSED
            ink = colours.colour("danger" if refused else "text-2")
            pieces.draw_text(painter, below, file.summary(), fonts.ui_font("small"), ink)
        pieces.draw_focus(painter, option)
        painter.restore()
