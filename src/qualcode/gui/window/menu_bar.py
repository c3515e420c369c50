"""The menu bar: letters that choose are underlined only while Alt is held, and the study's name stands at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.text_label import ElidedLabel


class _BarStyle(QProxyStyle):
    """Fusion, but for the lines under the letters."""

    underlined = False

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_UnderlineShortcut:
            return int(self.underlined)
        return super().styleHint(hint, option, widget, returned)


class StudyName(QWidget):
    """The name of the study, in the right corner of the menu bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no name yet."""
        super().__init__(parent)
        self._sign = QLabel(self)
        self._name = ElidedLabel("", "body", "text-2", self)
        self._name.setObjectName("study.name")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._name)
        theme.current().changed.connect(self._draw)
        self.set_name("")

    def sizeHint(self) -> QSize:
        # As high as the bar, which would else put it to its upper edge.
        return QSize(super().sizeHint().width(), scaled(28))

    def set_name(self, name: str) -> None:
        """Show a name; an empty one hides the sign, too."""
        self._name.setText(name)
        self._sign.setVisible(bool(name))
        self._draw()

    def name(self) -> str:
        """Return the name that is shown."""
        return self._name.text()

    @Slot()
    def _draw(self) -> None:
        colour = theme.current().colour("text-2")
        self._sign.setPixmap(icons.pixmap("mountain", colour, scaled(14), self.devicePixelRatioF()))


class MenuBar(QMenuBar):
    """28 high, inside the window on every system."""

    def __init__(self, window: QWidget) -> None:
        """Make a bar without menus."""
        super().__init__(window)
        self.setObjectName("menubar")
        self.setNativeMenuBar(False)
        self._style = _BarStyle("Fusion")
        self._style.setParent(self)
        self.plain = _BarStyle("Fusion")
        self.plain.setParent(self)
        self.setStyle(self._style)
        self.study = StudyName(self)
        self.setCornerWidget(self.study, Qt.Corner.TopRightCorner)
        window.installEventFilter(self)

    def name_study(self, title: str) -> None:
        """Show the name of the study at the right."""
        self.study.set_name(title)
        self.study.adjustSize()
        # The bar gives its corner room only when it is told of it.
        self.setCornerWidget(self.study, Qt.Corner.TopRightCorner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt and pressed:
            self._underline(True)
        elif event.type() in (QEvent.Type.KeyRelease, QEvent.Type.WindowDeactivate):
            self._underline(False)
        return super().eventFilter(watched, event)

    def _underline(self, on: bool) -> None:
        if on != self._style.underlined:
            self._style.underlined = on
            self.update()
