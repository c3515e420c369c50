"""The list of studies opened before."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from qualcode.environment.preferences import Preferences
from qualcode.gui import icons
from qualcode.gui.delegates.recent_row import ROW, RecentRowDelegate
from qualcode.gui.fonts import scaled
from qualcode.gui.models.recent_studies import RecentStudiesModel
from qualcode.gui.models.roles import RecentRole

SHOWN = 4
"""How many studies are seen without scrolling."""


class RecentList(QListView):
    """One click or Enter opens a study; Delete or the context menu takes it off the list."""

    study_requested = Signal(str)
    """The path of the study to be opened."""
    emptied = Signal(bool)
    """Whether the list is empty, whenever it was read."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Show the recent studies of ``preferences``; call ``refresh`` to read them."""
        super().__init__(parent)
        self._preferences = preferences
        self._model = RecentStudiesModel(self)
        self._second_click = False
        self.setObjectName("recentStudies")
        self.setAccessibleName("Recent studies")
        self.setProperty("framed", True)
        self.setModel(self._model)
        self.setItemDelegate(RecentRowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.clicked.connect(self._request_current)

    def refresh(self) -> None:
        """Read the recent studies anew; the current row stays where it is."""
        row = max(0, self.currentIndex().row())
        self._model.set_studies(self._preferences.recent_studies())
        rows = self._model.rowCount()
        if rows:
            self.setCurrentIndex(self._model.index(min(row, rows - 1)))
        self.emptied.emit(rows == 0)

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), SHOWN * scaled(ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(280), 2 * scaled(ROW) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._request_current()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._forget_current()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The first click has asked already: who clicks twice wants the study once.
        self._second_click = True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._second_click:
            self._second_click = False
        else:
            super().mouseReleaseEvent(event)

    def menu_for_current(self) -> QMenu:
        """Return the context menu of the current row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, icon, act in (
            ("Open", "folder-open", self._request_current),
            ("Copy path", "copy", self._copy_path),
            ("Remove from this list", "x", self._forget_current),
        ):
            action = menu.addAction(icons.icon(icon), words)
            action.triggered.connect(act)
        return menu

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        clicked = self.indexAt(at)
        if clicked.isValid():
            self.setCurrentIndex(clicked)
            self.menu_for_current().popup(self.viewport().mapToGlobal(at))

    @Slot()
    def _request_current(self) -> None:
        if path := self._current_path():
            self.study_requested.emit(path)

    @Slot()
    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self._current_path())

    @Slot()
    def _forget_current(self) -> None:
        if path := self._current_path():
            self._preferences.forget_study(path)
            self.refresh()

    def _current_path(self) -> str:
        found = self.currentIndex().data(RecentRole.PATH)
        return found if isinstance(found, str) else ""
