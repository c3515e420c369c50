"""A button of a toolbar or a status bar: an icon and a word beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from qualcode.gui import drawing, fonts, icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role, Style

_PADDING, _ICON, _GAP, _CHEVRON = 8, 16, 8, 14


class WordButton(QToolButton):
    """Shows icon and word of its action (or its own), and a chevron when it opens a menu.

    In a toolbar it is 28 high; a ``quiet`` one is 24 high, small and in ``text-2``, for status bars and
    headers.
    """

    def __init__(self, text: str = "", icon: str = "", parent: QWidget | None = None, *, quiet: bool = False) -> None:
        """Show ``text`` behind the icon named ``icon``; both may come from ``setDefaultAction`` instead."""
        super().__init__(parent)
        self._quiet = quiet
        self.setText(text)
        if icon:
            self.setIcon(icons.icon(icon))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def sizeHint(self) -> QSize:
        width = scaled(2 * _PADDING)
        # The checked button is heavier: room for that, so that its neighbours stay where they are.
        metrics = fonts.ui_metrics(self._style_name(), weight=500 if self.isCheckable() else None)
        width += metrics.horizontalAdvance(self.text())
        if not self.icon().isNull():
            width += self._icon_side() + (self._gap() if self.text() else 0)
        if self.menu() is not None:
            width += scaled(_CHEVRON) + self._gap() // 2
        return QSize(width, scaled(24 if self._quiet else 28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        ground = self._ground()
        if ground is not None:
            drawing.fill_rounded(painter, self.rect(), colours.colour(ground), 4 if self._quiet else 6)
        x, side = scaled(_PADDING), self._icon_side()
        if not self.icon().isNull():
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            state = QIcon.State.On if self.isChecked() else QIcon.State.Off
            place = drawing.centred(x, self.rect(), side, side)
            self.icon().paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode, state)
            x += side + self._gap()
        end = self.width() - scaled(_PADDING)
        if self.menu() is not None:
            chevron = scaled(_CHEVRON)
            role: Role = "text-2" if self.isEnabled() else "disabled"
            icons.draw(painter, "chevron-down", role, drawing.centred(end - chevron, self.rect(), chevron, chevron))
            end -= chevron + self._gap() // 2
        font = fonts.ui_font(self._style_name(), weight=500 if self.isChecked() else None)
        words = QRect(x, 0, end - x + 2, self.height())
        drawing.draw_text(painter, words, self.text(), font, colours.colour(self._ink()))
        if self.hasFocus():
            drawing.outline(painter, self.rect(), colours.colour("accent"), 2, 4 if self._quiet else 6)

    def _ground(self) -> Role | None:
        if not self.isEnabled():
            return None
        if self.isDown():
            return "pressed"
        if self.isChecked():
            return "accent-soft"
        return "hover" if self.underMouse() else None

    def _ink(self) -> Role:
        if not self.isEnabled():
            return "disabled"
        return "text-2" if self._quiet else "text"

    def _style_name(self) -> Style:
        return "small" if self._quiet else "body"

    def _icon_side(self) -> int:
        return scaled(14 if self._quiet else _ICON)

    def _gap(self) -> int:
        return scaled(6 if self._quiet else _GAP)
