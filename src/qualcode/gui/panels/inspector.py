"""The inspector: everything that is noted on the selected coding, to be read and changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.domain import choices
from qualcode.domain.choices import Choice
from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.models.words import counted
from qualcode.gui.panels.choice_field import NOTHING, ChoiceField
from qualcode.gui.panels.coding_chip import CodingChip
from qualcode.gui.panels.growing_text import GrowingText
from qualcode.gui.panels.inspected import Inspected
from qualcode.gui.panels.moments import moment_words
from qualcode.gui.panels.people import Voice
from qualcode.gui.panels.quote_label import QuoteLabel
from qualcode.gui.widgets.chip import Chip
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.flow_layout import FlowLayout
from qualcode.gui.widgets.number_field import NumberField
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.tag import GroupBadge, Tag
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

_LABELS = 76
_DIMENSIONS = (
    (choices.PHASE, "Phase"),
    (choices.OUTCOME, "Outcome"),
    (choices.VALENCE, "Valence"),
    (choices.LOCUS, "Locus"),
)


class WeightField(NumberField):
    """0 to 100; the wheel scrolls the panel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class InspectorPanel(QWidget):
    """Shows one coding. It changes nothing itself: every field tells what the user wants."""

    value_chosen = Signal(str, object)
    """Dimension and key (None: not noted)."""
    weight_chosen = Signal(object)
    """int | None."""
    comment_written = Signal(object, str)
    """Coding and comment."""
    coding_chosen = Signal(object)
    """Another code on the same segment."""
    uncode_requested = Signal(object)
    """Take this coding off."""
    add_code_requested = Signal()
    """Lay one more code over the segment."""
    place_requested = Signal()
    """Show where the passage stands."""
    memos_requested = Signal()
    """Show the memos of the segment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an inspector of nothing."""
        super().__init__(parent)
        self.setObjectName("view.inspector")
        self._shown: Inspected | None = None
        self._read_only = False
        self._labels: dict[str, dict[str, str]] = {}
        self.fields: dict[str, ChoiceField] = {}
        self.place = TextLabel("", "small", "text-2", self)
        self.place.setObjectName("inspector.place")
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        empty = EmptyState("Click a stripe beside the text to see what is noted on the passage.", parent=self)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._make_form())
        theme.current().changed.connect(self._fit)
        self._fit()

    # Building -----------------------------------------------------------------------------------------------------

    def _make_form(self) -> QScrollArea:
        scroller = QScrollArea(self)
        scroller.setWidgetResizable(True)
        scroller.setProperty("ground", "window")
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("ground", "window")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(8)
        self.quote = QuoteLabel(3, body)
        self.quote.clicked.connect(self.place_requested)
        column.addWidget(self.quote)
        column.addWidget(self._make_chips(body))
        column.addSpacing(4)
        column.addLayout(self._make_rows(body))
        self.comment = GrowingText("Comment", lines=2, most=8, parent=body)
        self.comment.setObjectName("field.comment")
        self.comment.setPlaceholderText("What you noticed here")
        self.comment.settled.connect(self._tell_comment)
        column.addWidget(TextLabel("Comment", "small", "text-2", body))
        column.addWidget(self.comment)
        column.addLayout(self._make_foot(body))
        column.addStretch(1)
        scroller.setWidget(body)
        return scroller

    def _make_chips(self, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        box.setSizePolicy(policy)
        self._chips = FlowLayout(box, 8)
        self.chips: list[Chip] = []
        return box

    def _make_rows(self, parent: QWidget) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(0)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._voices = QWidget(parent)
        self._voice_rows = QVBoxLayout(self._voices)
        self._voice_rows.setContentsMargins(0, 0, 0, 0)
        self._voice_rows.setSpacing(4)
        who = self._label("Speaker", parent)
        # Beside the first of several people, not in the middle of them.
        who.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        who.setContentsMargins(0, scaled(4), 0, 0)
        form.addRow(who, self._voices)
        self._labelled: list[QWidget] = [who]
        for dimension, name in _DIMENSIONS:
            field = ChoiceField(name, parent)
            field.setObjectName(f"field.{dimension}")
            field.chosen.connect(self._tell_value)
            self.fields[dimension] = field
            label: QWidget = self._label(name, parent)
            if dimension == choices.OUTCOME:
                label = self._with_history(label, parent)
            form.addRow(label, field)
            self._labelled.append(label)
        weight = self._label("Weight", parent)
        form.addRow(weight, self._make_weight(parent))
        self._labelled.append(weight)
        return form

    def _with_history(self, label: QWidget, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.history = QToolButton(box)
        self.history.setObjectName("button.outcome_history")
        self.history.setProperty("bare", True)
        self.history.setIcon(icons.icon("history"))
        self.history.setToolTip("How the outcome changed")
        self.history.setAccessibleName("How the outcome changed")
        self.history.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.history.setMenu(QMenu(self.history))
        row.addWidget(label)
        row.addWidget(self.history)
        row.addStretch(1)
        return box

    def _make_weight(self, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.weighs = QCheckBox(box)
        self.weighs.setObjectName("field.weighs")
        self.weighs.setAccessibleName("Give a weight")
        self.weight = WeightField(0, 100, box)
        self.weight.setObjectName("field.weight")
        self.weight.setAccessibleName("Weight, 0 to 100")
        self.weight.setProperty("compact", True)
        self.weight.setKeyboardTracking(False)
        self.weighs.clicked.connect(self._switch_weight)
        self.weight.valueChanged.connect(self._tell_weight)
        row.addWidget(self.weighs)
        row.addWidget(self.weight)
        row.addWidget(TextLabel("of 100", "small", "text-3", box))
        row.addStretch(1)
        return box

    def _make_foot(self, parent: QWidget) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._when = ElidedLabel("", "small", "text-2", parent)
        self._when.setObjectName("inspector.when")
        self._edited = Tag("edited", parent=parent)
        self.memos = PushButton("", kind="link", parent=parent)
        self.memos.setObjectName("button.segment_memos")
        self.memos.clicked.connect(self.memos_requested)
        foot.addWidget(self._when, 1)
        foot.addWidget(self._edited)
        foot.addWidget(self.memos)
        return foot

    @Slot()
    def _fit(self) -> None:
        """Give everything with a size of its own the present text size."""
        for label in self._labelled:
            label.setFixedWidth(scaled(_LABELS))
        self.history.setIconSize(QSize(scaled(12), scaled(12)))
        self.weight.setFixedWidth(scaled(72))

    @staticmethod
    def _label(words: str, parent: QWidget) -> TextLabel:
        label = TextLabel(words, "small", "text-2", parent)
        label.setMinimumHeight(scaled(24))
        return label

    # Showing ------------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> Inspected | None:
        """What is shown."""
        return self._shown

    def set_choices(self, values: Sequence[Choice]) -> None:
        """Take over the value lists of the study."""
        for dimension, field in self.fields.items():
            listed = [choice for choice in values if choice.dimension == dimension]
            self._labels[dimension] = {choice.key: choice.label for choice in listed}
            field.set_choices(listed)

    def set_read_only(self) -> None:
        """Let nothing be changed: the study can only be read."""
        self._read_only = True
        for widget in (*self.fields.values(), self.weighs, self.memos):
            widget.setEnabled(False)
        self.comment.setReadOnly(True)

    def show_coding(self, found: Inspected | None) -> None:
        """Show a coding, or nothing. A comment that is being written is handed on before."""
        if self._shown is not None and (found is None or found.coding.id != self._shown.coding.id):
            self.comment.flush()
        before, self._shown = self._shown, found
        self._stack.setCurrentIndex(0 if found is None else 1)
        if found is None:
            self.place.clear()
            return
        self.place.setText(f"¶ {found.paragraph}")
        self.quote.set_quote(found.quote)
        self._show_chips(found)
        self._show_voices(found.voices)
        details = found.coding.details
        for dimension, field in self.fields.items():
            assumed = dimension == choices.PHASE and found.coding.phase_assumed
            field.set_value(getattr(details, dimension), assumed=assumed)
        self._show_weight(details.weight)
        same = before is not None and before.coding.id == found.coding.id
        if not (same and self.comment.hasFocus() and not self.comment.is_settled):
            self.comment.set_text(details.comment)
        self._show_foot(found)
        self._show_history(found)

    def _show_chips(self, found: Inspected) -> None:
        self._chips.clear()
        self.chips = []
        for laid in found.laid:
            current = laid.coding_id == found.coding.id and len(found.laid) > 1
            chip = CodingChip(laid, current=current, removable=not self._read_only)
            chip.clicked.connect(self._choose_chip)
            chip.removed.connect(self._remove_chip)
            self._chips.addWidget(chip)
            self.chips.append(chip)
        if self._read_only:
            return
        add = Chip("Add code", icon="plus", kind="dashed")
        add.setObjectName("chip.add_code")
        add.clicked.connect(self.add_code_requested)
        self._chips.addWidget(add)
        self.chips.append(add)

    def _show_voices(self, voices: Sequence[Voice]) -> None:
        while (item := self._voice_rows.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for voice in voices[:4]:
            line = QWidget(self._voices)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            if voice.group is not None:
                row.addWidget(GroupBadge(voice.letter, voice.group, line))
            row.addWidget(ElidedLabel(voice.name, "body", "text", line), 1)
            line.setMinimumHeight(scaled(24))
            self._voice_rows.addWidget(line)
        if len(voices) > 4:
            self._voice_rows.addWidget(TextLabel(f"{len(voices) - 4} more", "small", "text-2", self._voices))
        if not voices:
            nobody = TextLabel("Nobody who is counted", "body", "text-3", self._voices)
            nobody.setMinimumHeight(scaled(24))
            self._voice_rows.addWidget(nobody)

    def _show_weight(self, weight: int | None) -> None:
        for widget in (self.weighs, self.weight):
            widget.blockSignals(True)
        self.weighs.setChecked(weight is not None)
        self.weight.setEnabled(weight is not None and not self._read_only)
        self.weight.setValue(weight or 0)
        for widget in (self.weighs, self.weight):
            widget.blockSignals(False)

    def _show_foot(self, found: Inspected) -> None:
        coding = found.coding
        self._when.setText(f"{coding.coder}, {moment_words(coding.created_at)}")
        self._edited.setVisible(coding.edited_at is not None)
        self._edited.setToolTip(f"Edited {moment_words(coding.edited_at)}" if coding.edited_at else "")
        count = found.memos
        self.memos.setText(counted(count, "memo") if count else "Write a memo")

    def _show_history(self, found: Inspected) -> None:
        menu = self.history.menu()
        menu.clear()
        labels = self._labels.get(choices.OUTCOME, {})
        for change in reversed(found.history):
            words = labels.get(change.outcome or "", change.outcome or NOTHING)
            why = f": {change.reason}" if change.reason else ""
            line = menu.addAction(f"{words}, {change.coder}, {moment_words(change.at)}{why}")
            line.setEnabled(False)
        self.history.setVisible(bool(found.history))

    # Telling ------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _tell_value(self, key: str | None) -> None:
        field = self.sender()
        for dimension, each in self.fields.items():
            if each is field:
                self.value_chosen.emit(dimension, key)

    @Slot(bool)
    def _switch_weight(self, on: bool) -> None:
        self.weight.setEnabled(on)
        self.weight_chosen.emit(self.weight.value() if on else None)

    @Slot(int)
    def _tell_weight(self, weight: int) -> None:
        if self.weighs.isChecked():
            self.weight_chosen.emit(weight)

    @Slot(str)
    def _tell_comment(self, text: str) -> None:
        if self._shown is not None:
            self.comment_written.emit(self._shown.coding.id, text)

    @Slot()
    def _choose_chip(self) -> None:
        self.coding_chosen.emit(self._coding_of(self.sender()))

    @Slot()
    def _remove_chip(self) -> None:
        self.uncode_requested.emit(self._coding_of(self.sender()))

    @staticmethod
    def _coding_of(chip: object) -> int:
        return chip.coding if isinstance(chip, CodingChip) else 0
