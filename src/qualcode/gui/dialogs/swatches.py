"""The colours of the code palette, to choose one from: a grid of squares, each with its name."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from qualcode.gui import icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role, tokens
from qualcode.gui.widgets.text_label import TextLabel

PER_ROW = 12
_SIDE, _SQUARE, _TICK = 28, 18, 12


class SwatchButton(QAbstractButton):
    """One colour of the palette; the chosen one has a ring and a tick."""

    def __init__(self, number: int, name: str, parent: QWidget | None = None) -> None:
        """Show place ``number`` (from 1) of the palette, called ``name``."""
        super().__init__(parent)
        self.number = number
        self.ring = False
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setObjectName(f"swatch-{number}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(scaled(_SIDE), scaled(_SIDE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt moves on to the next button in the order of the group; a grid has an up and a down as well.
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.group() is not None:
            step = PER_ROW if event.key() == Qt.Key.Key_Down else -PER_ROW
            other = self.group().button(self.number + step)
            if other is not None:
                other.setFocus(Qt.FocusReason.TabFocusReason)
                other.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        side = scaled(_SQUARE)
        at = (self.width() - side) // 2
        square = QRect(at, (self.height() - side) // 2, side, side)
        colour = colours.stripe(self.number)
        if self.ring:
            pieces.outline(painter, square, colour, scaled(4), scaled(3))
        else:
            pieces.fill_rounded(painter, square, colour, scaled(4))
        if self.isChecked():
            role: Role = "accent" if self.hasFocus() else "text"
            pieces.outline(painter, self.rect(), colours.colour(role), 2, 6)
            tick = scaled(_TICK)
            place = QRect((self.width() - tick) // 2, (self.height() - tick) // 2, tick, tick)
            icons.draw(painter, "check", "text" if self.ring else "paper", place)
        elif self.underMouse() or self.hasFocus():
            pieces.outline(painter, self.rect(), colours.colour("line-strong"), 1, 6)


class SwatchPicker(QWidget):
    """All colours in rows of twelve; the arrow keys walk through them. The name of the chosen one stands behind."""

    chosen = Signal(object)
    """The number (from 1) of the colour that the user chose."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        """Start with place ``number`` of the palette."""
        super().__init__(parent)
        names = tokens().colour_names
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(scaled(2))
        for place, name in enumerate(names):
            button = SwatchButton(place + 1, name, self)
            self._group.addButton(button, place + 1)
            grid.addWidget(button, place // PER_ROW, place % PER_ROW)
        self._name = TextLabel("", "body", "text-2", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(16))
        row.addLayout(grid)
        row.addWidget(self._name, 1, Qt.AlignmentFlag.AlignVCenter)
        self._select((number - 1) % len(names) + 1)
        self._group.idClicked.connect(self._clicked)

    def value(self) -> int:
        """Return the place of the chosen colour, from 1."""
        return self._group.checkedId()

    def name(self) -> str:
        """Return the name of the chosen colour."""
        return tokens().colour_names[self.value() - 1]

    def set_ring(self, ring: bool) -> None:
        """Show rings, as for codes that are not deductive, or solid squares."""
        for button in self.findChildren(SwatchButton):
            button.ring = ring
            button.update()

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self._select(number)
        self.chosen.emit(number)

    def _select(self, number: int) -> None:
        button = self._group.button(number)
        button.setChecked(True)
        self.setFocusProxy(button)
        self._name.setText(self.name())
