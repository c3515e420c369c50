"""A field for one value of a list, which may also have none, and may be only assumed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from qualcode.domain.choices import Choice
from qualcode.gui import drawing, fonts, theme
from qualcode.gui.fonts import scaled

NOTHING = "Not noted"
_ASSUMED = "assumed"


class ChoiceField(QComboBox):
    """24 high. The wheel scrolls the panel, not the value: nothing is to change by accident."""

    chosen = Signal(object)
    """str | None: the key of the value that the user has chosen; the same one again confirms it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a field without values; ``name`` is read aloud."""
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(name)
        self.setProperty("compact", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._assumed = False
        self.activated.connect(self._tell)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these values and “Not noted”."""
        held = self.blockSignals(True)
        kept = self.value()
        self.clear()
        self.addItem(NOTHING, None)
        for choice in choices:
            self.addItem(choice.label, choice.key)
        self.set_value(kept)
        self.blockSignals(held)

    def value(self) -> str | None:
        """Return the key of the value that is shown."""
        found = self.currentData()
        return found if isinstance(found, str) else None

    def set_value(self, key: str | None, *, assumed: bool = False) -> None:
        """Show a value without telling anybody; ``assumed`` marks it as not confirmed."""
        held = self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(key)) if key is not None else 0)
        self.blockSignals(held)
        self._assumed = assumed
        tip = "Assumed from the document: choose it in the list to confirm it." if assumed else self.currentText()
        self.setToolTip(tip)
        self.setAccessibleDescription("assumed, not confirmed" if assumed else "")
        self.update()

    @property
    def is_assumed(self) -> bool:
        """Whether the value is marked as assumed."""
        return self._assumed

    @Slot(int)
    def _tell(self, row: int) -> None:
        key = self.itemData(row)
        self.chosen.emit(key if isinstance(key, str) else None)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt cuts a value that does not fit in the middle of a letter.
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        tag = self._tag_rect()
        if self._assumed:
            room = min(room, tag.x() - scaled(12))
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        if self._assumed:
            # Painted, because style sheets pass over labels inside a combo box.
            colours = theme.current()
            drawing.fill_rounded(painter, tag, colours.colour("warning-soft"), 4)
            font, ink = fonts.ui_font("micro"), colours.colour("warning")
            drawing.draw_text(painter, tag, _ASSUMED, font, ink, Qt.AlignmentFlag.AlignCenter)

    def _tag_rect(self) -> QRect:
        width = fonts.ui_metrics("micro").horizontalAdvance(_ASSUMED) + scaled(10)
        return drawing.centred(self.width() - scaled(28) - width, self.rect(), width, scaled(16))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
