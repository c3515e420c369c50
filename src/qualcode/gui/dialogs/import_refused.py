"""A file of an import that cannot be read: why, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from qualcode.gui.dialogs.field import Field
from qualcode.gui.dialogs.import_files import ImportFile
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.text_label import TextLabel

ENCODINGS = (
    ("", "Automatic"),
    ("utf-8", "UTF-8"),
    ("cp1252", "Western European (Windows-1252)"),
    ("iso-8859-15", "Western European (ISO-8859-15)"),
    ("cp1250", "Central European (Windows-1250)"),
    ("mac-roman", "Western European (Mac)"),
    ("utf-16", "UTF-16"),
)


def encoding_combo(parent: QWidget) -> QComboBox:
    """Offer the encodings in which transcripts are found."""
    combo = QComboBox(parent)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(14)
    for name, words in ENCODINGS:
        combo.addItem(words, name)
    return combo


def choose_encoding(combo: QComboBox, encoding: str | None) -> None:
    """Show an encoding without telling anybody."""
    with QSignalBlocker(combo):
        combo.setCurrentIndex(max(0, combo.findData(encoding or "")))


class RefusedFile(QWidget):
    """The sentence of the reader; for plain text the choice of an encoding; and the way off the list."""

    removed = Signal()
    """The file is to be taken off the list."""
    encoding_changed = Signal(str)
    """The user thinks that the text is encoded so; empty for finding out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._name = TextLabel("", "title", "text", self, wrap=True)
        self._why = TextLabel("", "body", "danger", self, wrap=True)
        self._why.setObjectName("why")
        self._encoding = encoding_combo(self)
        self._encoding.setObjectName("refused-encoding")
        self._field = Field("Encoding of the text", self._encoding)
        self._remove = PushButton("Take it off the list", "trash-2", parent=self)
        self._remove.setObjectName("remove-refused")
        row = QHBoxLayout()
        row.addWidget(self._remove)
        row.addStretch(1)
        inner = QVBoxLayout()
        inner.setSpacing(scaled(16))
        inner.addStretch(2)
        for widget in (self._name, self._why, self._field):
            inner.addWidget(widget)
        inner.addLayout(row)
        inner.addStretch(3)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addLayout(inner, 4)
        across.addStretch(1)
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remove.clicked.connect(self.removed)
        self._encoding.currentIndexChanged.connect(self._decode)

    def show_file(self, file: ImportFile) -> None:
        """Say why ``file`` cannot be read."""
        self._name.setText(file.path.name)
        self._why.setText(file.problem)
        self._field.setVisible(file.plain_text)
        choose_encoding(self._encoding, file.encoding)

    @Slot()
    def _decode(self) -> None:
        self.encoding_changed.emit(str(self._encoding.currentData() or ""))
