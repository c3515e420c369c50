"""What a matrix counts, how it is printed, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.segmented import SegmentedControl

MEASURES = (
    ("segments", "Segments"),
    ("participants", "Participants"),
    ("documents", "Documents"),
    ("words", "Words"),
)
FORMS = (
    ("counts", "Counts"),
    ("row-percent", "Row %"),
    ("column-percent", "Column %"),
    ("per-1000-words", "Per 1,000 words"),
)
_ONLY_SEGMENTS = "Percentages and rates are made of segments"


@dataclass(frozen=True, slots=True)
class MatrixOptions:
    """Everything about a matrix but its dimensions. ``form`` other than ``counts`` is made of segments."""

    unit: str = "segments"
    form: str = "counts"
    shading: bool = True
    zero_as_0: bool = False
    aggregate: bool = True
    reflexive: bool = False

    @property
    def measure(self) -> str:
        """What the analysis is asked for."""
        return self.unit if self.form == "counts" else self.form

    def same_numbers(self, other: MatrixOptions) -> bool:
        """Tell whether only the look differs."""
        return (self.measure, self.aggregate, self.reflexive) == (other.measure, other.aggregate, other.reflexive)


class MatrixControls(QWidget):
    """Two rows of words and four boxes to tick; the boxes go into a line of their own where it is narrow."""

    changed = Signal(object)
    """MatrixOptions: the user has chosen something else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the usual options."""
        super().__init__(parent)
        self._now = MatrixOptions()
        self._unit = SegmentedControl(MEASURES, "What is counted", self)
        self._unit.setObjectName("measure")
        self._form = SegmentedControl(FORMS, "How it is printed", self)
        self._form.setObjectName("form")
        self._boxes = {
            name: self._box(name, words, tip)
            for name, words, tip in (
                ("shading", "Shading", "Shade cells by how much was counted"),
                ("zero_as_0", "Zero as 0", "Print nothing as 0 instead of a dash"),
                ("aggregate", "Sub-codes summed", "A code counts what is coded with the codes below it, too"),
                ("reflexive", "Reflexive accounts", "Count the researchers' own accounts, too"),
            )
        }
        self._ticks = QWidget(self)
        row = QHBoxLayout(self._ticks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(16))
        for box in self._boxes.values():
            row.addWidget(box)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(16))
        self._grid.setVerticalSpacing(scaled(4))
        self._grid.addWidget(self._unit, 0, 0)
        self._grid.addWidget(self._form, 0, 1)
        self._grid.setColumnStretch(2, 1)
        self._wide: bool | None = None
        self._place_ticks(True)
        self._unit.chosen.connect(self._take)
        self._form.chosen.connect(self._take)

    def _box(self, name: str, words: str, tip: str) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setObjectName(name.replace("_", "-"))
        box.setToolTip(tip)
        box.setAccessibleDescription(tip)
        box.setChecked(getattr(self._now, name))
        box.toggled.connect(self._take)
        return box

    def options(self) -> MatrixOptions:
        """Return what is chosen."""
        return self._now

    def set_options(self, options: MatrixOptions) -> None:
        """Show other options without telling anybody."""
        self._now = options
        self._unit.set_value(options.unit)
        self._form.set_value(options.form)
        for name, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(getattr(options, name))
        self._forbid()

    def show_codes(self, shown: bool) -> None:
        """Offer to sum sub-codes only where there are codes."""
        self._boxes["aggregate"].setVisible(shown)

    @Slot()
    def _take(self) -> None:
        unit, form = self._unit.value(), self._form.value()
        if unit != "segments" and form != "counts":
            form = "counts"
            self._form.set_value(form)
        ticked = {name: box.isChecked() for name, box in self._boxes.items()}
        options = MatrixOptions(unit, form, **ticked)
        self._forbid()
        if options != self._now:
            self._now = options
            self.changed.emit(options)

    def _forbid(self) -> None:
        for key, _ in FORMS[1:]:
            self._form.set_option_enabled(key, self._unit.value() == "segments", _ONLY_SEGMENTS)

    def minimumSizeHint(self) -> QSize:
        # As narrow as with the boxes in a line of their own: they go there when it gets narrow.
        narrow = self._unit.minimumSizeHint().width() + self._form.minimumSizeHint().width() + scaled(16)
        return QSize(max(narrow, self._ticks.minimumSizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts = (self._unit, self._form, self._ticks)
        self._place_ticks(sum(part.sizeHint().width() for part in parts) + scaled(48) <= self.width())

    def _place_ticks(self, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        self._grid.removeWidget(self._ticks)
        if wide:
            self._grid.addWidget(self._ticks, 0, 3)
        else:
            self._grid.addWidget(self._ticks, 1, 0, 1, 4)
        # The boxes stand flush at the right where there is room, else at the left.
        row = self._ticks.layout()
        if isinstance(row, QHBoxLayout):
            while row.count() > len(self._boxes):
                row.takeAt(row.count() - 1)
            if not wide:
                row.addStretch(1)
