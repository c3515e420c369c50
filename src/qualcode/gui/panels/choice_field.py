"""A field for one value of a list, which may also have none, and may be only assumed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from qualcode.domain.choices import Choice
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.tag import Tag

NOTHING = "Not noted"


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
        self._tag = Tag("assumed", "warning", self)
        self._tag.setToolTip("Taken from the document. Choose it in the list to confirm it.")
        self._tag.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tag.hide()
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
        self._tag.setVisible(assumed)
        tip = "Assumed from the document: choose it in the list to confirm it." if assumed else self.currentText()
        self.setToolTip(tip)
        self.setAccessibleDescription("assumed, not confirmed" if assumed else "")
        self._place_tag()

    @property
    def is_assumed(self) -> bool:
        """Whether the value is marked as assumed."""
        return not self._tag.isHidden()

    @Slot(int)
    def _tell(self, row: int) -> None:
        key = self.itemData(row)
        self.chosen.emit(key if isinstance(key, str) else None)

    def _place_tag(self) -> None:
        size = self._tag.sizeHint()
        right = self.width() - scaled(26)
        self._tag.setGeometry(right - size.width(), (self.height() - size.height()) // 2, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt cuts a value that does not fit in the middle of a letter.
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        if not self._tag.isHidden():
            room = min(room, self._tag.x() - scaled(12))
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tag()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
