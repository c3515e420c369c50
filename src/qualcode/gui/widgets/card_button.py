"""A large button with an icon, a title and a line below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qualcode.gui import drawing, fonts, icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role

_HEIGHT, _ICON, _ICON_AT, _TEXT_AT, _RIGHT = 56, 20, 16, 48, 12
_TITLE, _DETAIL = 20, 16


class CardButton(QAbstractButton):
    """One way to begin; ``primary`` marks the one that most people want."""

    def __init__(
        self, title: str, detail: str, icon: str, *, primary: bool = False, parent: QWidget | None = None
    ) -> None:
        """Show ``title`` above ``detail``, behind the icon named ``icon``."""
        super().__init__(parent)
        self._detail, self._icon, self._primary = detail, icon, primary
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_primary(self, primary: bool) -> None:
        """Mark the card as the one that most people want, or not."""
        self._primary = primary
        self.update()

    def sizeHint(self) -> QSize:
        title = fonts.ui_metrics("strong").horizontalAdvance(self.text())
        detail = fonts.ui_metrics("small").horizontalAdvance(self._detail)
        return QSize(scaled(_TEXT_AT + _RIGHT) + max(title, detail), scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(_TEXT_AT + 120), scaled(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.width() < self.sizeHint().width()
        self.setToolTip(f"{self.text()}: {self._detail}" if cut else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        hovered = self.underMouse() and self.isEnabled()
        called = self._primary or self.hasFocus()
        ground: Role = "accent-soft" if called else "hover" if hovered else "raised"
        if self.isDown():
            ground = "pressed"
        border: Role = "accent" if called else "line-strong" if hovered else "line"
        drawing.fill_rounded(painter, self.rect(), colours.colour(ground), 6)
        wide = self.hasFocus() or (self._primary and hovered)
        drawing.outline(painter, self.rect(), colours.colour(border), 2 if wide else 1, 6)
        side = scaled(_ICON)
        icon = drawing.centred(scaled(_ICON_AT), self.rect(), side, side)
        icons.draw(painter, self._icon, "accent" if self.isEnabled() else "disabled", icon)
        self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        colours = theme.current()
        width = self.width() - scaled(_TEXT_AT + _RIGHT)
        top = (self.height() - scaled(_TITLE + _DETAIL)) // 2
        title = QRect(scaled(_TEXT_AT), top, width, scaled(_TITLE))
        detail = QRect(title.x(), top + scaled(_TITLE), width, scaled(_DETAIL))
        on = self.isEnabled()
        drawing.draw_text(
            painter, title, self.text(), fonts.ui_font("strong"), colours.colour("text" if on else "disabled")
        )
        drawing.draw_text(
            painter,
            detail,
            self._detail,
            fonts.ui_font("small"),
            colours.colour("text-2" if on else "disabled"),
        )
