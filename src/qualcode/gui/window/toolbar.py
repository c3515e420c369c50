"""The toolbar: pages and common acts at the left; undo, report and coder at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QWidget

from qualcode.gui.actions.registry import TOOLBAR, TOOLBAR_RIGHT, Registry
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.word_button import WordButton

_ANOTHER = "\0another"


class ToolBar(QToolBar):
    """40 high; words beside icons."""

    coder_chosen = Signal(str)
    """This coder works from now on."""
    another_coder_requested = Signal()
    """Somebody who has not coded yet wants to work."""

    def __init__(self, registry: Registry, parent: QWidget | None = None) -> None:
        """Show the actions of ``registry`` that belong here."""
        super().__init__("Toolbar", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setVisible(False)
        self._groups(registry, TOOLBAR)
        room = QWidget(self)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(room)
        self._groups(registry, TOOLBAR_RIGHT)
        self._coder = WordButton("", "user-round", self)
        self._coder.setObjectName("button.coder")
        self._coder.setMenu(QMenu(self._coder))
        self._coders = QActionGroup(self)
        self._coders.triggered.connect(self._choose_coder)
        self.addWidget(self._coder)

    def _groups(self, registry: Registry, groups: Sequence[Sequence[str]]) -> None:
        for number, group in enumerate(groups):
            if number:
                self.addSeparator()
            for action_id in group:
                action = registry.action(action_id)
                if action is not None:
                    button = WordButton(parent=self)
                    button.setObjectName(f"button.{action_id}")
                    button.setDefaultAction(action)
                    button.setAccessibleName(action.iconText())
                    self.addWidget(button)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(40))

    def set_coders(self, names: Sequence[str], current: str) -> None:
        """Show who is working, and offer the others."""
        self._coder.setText(current)
        self._coder.setAccessibleName(f"Coder: {current}")
        self._coder.setToolTip("Whose name stands on codings and memos from now on")
        menu = self._coder.menu()
        for action in self._coders.actions():
            self._coders.removeAction(action)
        menu.clear()
        for name in dict.fromkeys([*names, current]):
            self._offer(menu, name, name, checked=name == current)
        menu.addSeparator()
        self._offer(menu, "Somebody else…", _ANOTHER, checked=None)
        self._coder.updateGeometry()

    def _offer(self, menu: QMenu, words: str, key: str, *, checked: bool | None) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setData(key)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        self._coders.addAction(action)

    @Slot(QAction)
    def _choose_coder(self, action: QAction) -> None:
        if action.data() == _ANOTHER:
            self.another_coder_requested.emit()
        else:
            self.coder_chosen.emit(str(action.data()))
