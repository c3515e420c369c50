"""The header of a dock: its name, what it holds, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

_HEIGHT, _BUTTON = 32, 24


class DockHeader(QWidget):
    """The title bar of a dock. Clicks beside the buttons reach the dock, which is dragged by them."""

    def __init__(self, title: str, dock: QDockWidget | None = None, parent: QWidget | None = None) -> None:
        """Make a header with ``title``; with ``dock`` it becomes its title bar and can float and close it."""
        super().__init__(parent if parent is not None else dock)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dock = dock
        self._title = TextLabel(title, "label", "text-2", self)
        self._detail = ElidedLabel("", "small", "text-2", self)
        self._detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 12, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._title)
        self._row.addSpacing(12)
        self._row.addWidget(self._detail, 1)
        self.menu = QMenu(self)
        self._more = self._button("ellipsis", f"More about {title}")
        self._more.setMenu(self.menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(self._more)
        self._more.setVisible(dock is not None)
        if dock is not None:
            self._serve(dock)
        theme.current().changed.connect(self._resize_buttons)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._row.minimumSize().width(), scaled(_HEIGHT))

    def set_title(self, title: str) -> None:
        """Name the dock anew."""
        self._title.setText(title)

    def set_detail(self, text: str) -> None:
        """Say in a few words what the dock holds (“23 segments · 4 documents”)."""
        self._detail.setText(text)

    def detail(self) -> str:
        """Return what is said beside the title."""
        return self._detail.text()

    def add_button(self, icon: str, name: str) -> QToolButton:
        """Add a bare icon before the menu; ``name`` is its tooltip and its accessible name."""
        button = self._button(icon, name)
        self.add_widget(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Add any small widget before the menu."""
        self._row.insertWidget(self._row.indexOf(self._more), widget)

    def add_action(self, action: QAction) -> None:
        """Add an action to the menu behind the dots, above float and close."""
        first = self.menu.actions()[0] if self.menu.actions() else None
        if first is None:
            self.menu.addAction(action)
        else:
            self.menu.insertAction(first, action)
        self._more.show()

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("bare", True)
        button.setIcon(icons.icon(icon, "text-2"))
        button.setIconSize(QSize(scaled(16), scaled(16)))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _serve(self, dock: QDockWidget) -> None:
        features = QDockWidget.DockWidgetFeature
        dock.setTitleBarWidget(self)
        if dock.features() & features.DockWidgetFloatable:
            self._float = self.menu.addAction("Float")
            self._float.triggered.connect(self._switch_floating)
            dock.topLevelChanged.connect(self._name_floating)
        if dock.features() & features.DockWidgetClosable:
            self.menu.addAction("Close").triggered.connect(dock.close)

    @Slot()
    def _switch_floating(self) -> None:
        if self._dock is not None:
            self._dock.setFloating(not self._dock.isFloating())

    @Slot(bool)
    def _name_floating(self, floating: bool) -> None:
        self._float.setText("Dock again" if floating else "Float")

    @Slot()
    def _resize_buttons(self) -> None:
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(scaled(16), scaled(16)))
        self.updateGeometry()
