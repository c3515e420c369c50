"""A chip: something chosen that can be taken away again (a code on a segment, a dimension of a matrix)."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from qualcode.gui import drawing, fonts, icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role

Kind = Literal["raised", "outlined", "dashed"]
_SWATCH, _ICON, _GRIP, _GAP, _PADDING = 12, 12, 12, 6, 8


class Chip(QAbstractButton):
    """A name in a frame, 24 high (28 with a grip). ``Delete`` removes it, as its cross does."""

    removed = Signal()
    """The user wants it away; the owner decides."""

    def __init__(
        self,
        text: str,
        *,
        colour: int | None = None,
        ring: bool = False,
        icon: str = "",
        kind: Kind = "raised",
        removable: bool = False,
        grip: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``text`` behind the chip of a code (palette place ``colour``) or an icon.

        ``kind`` is ``raised`` for what is in use, ``outlined`` for what could be, ``dashed`` for an empty
        place.
        """
        super().__init__(parent)
        self._colour, self._ring, self._icon, self._kind = colour, ring, icon, kind
        self._grip = grip
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._cross: QToolButton | None = None
        if removable:
            self._cross = QToolButton(self)
            self._cross.setProperty("bare", True)
            self._cross.setIcon(icons.icon("x"))
            self._cross.setAccessibleName(f"Remove {text}")
            self._cross.setToolTip(f"Remove {text}")
            self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._cross.clicked.connect(self.removed)

    def cross(self) -> QToolButton | None:
        """Return the button that takes the chip away, if there is one."""
        return self._cross

    def sizeHint(self) -> QSize:
        text = fonts.ui_metrics("body").horizontalAdvance(self.text())
        left, right = self._margins()
        return QSize(left + text + right + 2, scaled(28 if self._grip else 24))

    def minimumSizeHint(self) -> QSize:
        left, right = self._margins()
        return QSize(left + right + scaled(40), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cross is not None:
            side = scaled(24)
            self._cross.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
            self._cross.setGeometry(self.width() - side, (self.height() - side) // 2, side, side)
        left, right = self._margins()
        cut = fonts.ui_metrics("body").horizontalAdvance(self.text()) > self.width() - left - right
        self.setToolTip(self.text() if cut else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._cross is not None:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw_frame(painter)
        x = scaled(_PADDING)
        middle = self.rect()
        ink: Role = "text" if self._kind == "raised" else "text-2"
        if not self.isEnabled():
            ink = "disabled"
        if self._grip:
            side = scaled(_GRIP)
            icons.draw(painter, "grip-vertical", "text-3", drawing.centred(x, middle, side, side))
            x += side + scaled(_GAP)
        if self._colour is not None:
            side = scaled(_SWATCH)
            drawing.draw_chip(painter, drawing.centred(x, middle, side, side), self._colour, ring=self._ring)
            x += side + scaled(_GAP)
        elif self._icon:
            side = scaled(_ICON)
            icons.draw(painter, self._icon, ink, drawing.centred(x, middle, side, side))
            x += side + scaled(_GAP)
        text = QRect(x, 0, self.width() - x - self._margins()[1], self.height())
        drawing.draw_text(painter, text, self.text(), fonts.ui_font("body"), theme.current().colour(ink))

    def _draw_frame(self, painter: QPainter) -> None:
        colours = theme.current()
        if self.isDown():
            ground: Role | None = "pressed"
        elif self.underMouse() and self.isEnabled():
            ground = "hover"
        else:
            ground = "raised" if self._kind == "raised" else None
        if ground is not None:
            drawing.fill_rounded(painter, self.rect(), colours.colour(ground), 6)
        if self.hasFocus():
            drawing.outline(painter, self.rect(), colours.colour("accent"), 2, 6)
        elif self._kind == "dashed":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours.colour("line-strong"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        else:
            drawing.outline(painter, self.rect(), colours.colour("line-strong"), 1, 6)

    def _margins(self) -> tuple[int, int]:
        """Return the room before and behind the text."""
        left = _PADDING
        if self._grip:
            left += _GRIP + _GAP
        if self._colour is not None or self._icon:
            left += _SWATCH + _GAP
        return scaled(left), scaled(24 if self._cross is not None else _PADDING)
