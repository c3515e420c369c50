"""The docks round the text: where they stand, which of them belong to which page, and the way back to the beginning."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.dock_header import DockHeader

_Area = Qt.DockWidgetArea
DOCUMENTS, CODEBOOK, INSPECTOR, MEMOS, RETRIEVED, SEARCH = (
    *("dock.documents", "dock.codebook", "dock.inspector"),
    *("dock.memos", "dock.retrieved", "dock.search"),
)
_PLACES: tuple[tuple[str, str, Qt.DockWidgetArea], ...] = (
    (DOCUMENTS, "Documents", _Area.LeftDockWidgetArea),
    (CODEBOOK, "Codebook", _Area.LeftDockWidgetArea),
    (INSPECTOR, "Inspector", _Area.RightDockWidgetArea),
    (MEMOS, "Memos", _Area.RightDockWidgetArea),
    (RETRIEVED, "Retrieved segments", _Area.BottomDockWidgetArea),
    (SEARCH, "Search", _Area.BottomDockWidgetArea),
)
_AT_FIRST: dict[str, frozenset[str]] = {
    "transcripts": frozenset({DOCUMENTS, CODEBOOK, INSPECTOR, MEMOS, RETRIEVED}),
}
_LAYOUT_VERSION = 2
_WIDE = 1440


class Docks(QObject):
    """Holds the docks of one window. Each page remembers its own arrangement of them."""

    laid_out = Signal()
    """The docks were put in their places anew."""

    def __init__(self, window: QMainWindow) -> None:
        """Make the docks, empty and hidden."""
        super().__init__(window)
        self._window = window
        self._docks: dict[str, QDockWidget] = {}
        self._headers: dict[str, DockHeader] = {}
        self._filled: dict[str, QWidget] = {}
        self._states: dict[str, QByteArray] = {}
        self._page = ""
        self._focused: QByteArray | None = None
        window.setDockNestingEnabled(False)
        window.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks)
        # Retrieved segments lie under the text only: the side docks own the corners.
        window.setCorner(Qt.Corner.TopLeftCorner, _Area.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomLeftCorner, _Area.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.TopRightCorner, _Area.RightDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, _Area.RightDockWidgetArea)
        for name, title, area in _PLACES:
            self._make(name, title, area)

    def _make(self, name: str, title: str, area: Qt.DockWidgetArea) -> None:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        header = DockHeader(title, dock)
        header.setObjectName(f"{name}.header")
        self._docks[name], self._headers[name] = dock, header
        self._window.addDockWidget(area, dock)
        dock.toggleViewAction().setObjectName(f"action.show.{name}")
        dock.hide()

    # What they hold -----------------------------------------------------------------------------------------------

    def dock(self, name: str) -> QDockWidget:
        """Return a dock by its object name."""
        return self._docks[name]

    def header(self, name: str) -> DockHeader:
        """Return the header of a dock."""
        return self._headers[name]

    def fill(self, name: str, widget: QWidget) -> None:
        """Put ``widget`` into a dock; what was there before is deleted."""
        before = self._filled.get(name)
        self._docks[name].setWidget(widget)
        self._filled[name] = widget
        if before is not None and before is not widget:
            before.deleteLater()

    def empty(self) -> None:
        """Take everything out of the docks and hide them: no study is open."""
        for name, dock in self._docks.items():
            self.fill(name, QWidget(dock))
            self._headers[name].set_detail("")
            dock.hide()
        self._page = ""
        self._states.clear()
        self._focused = None

    def toggles(self) -> list[QAction]:
        """Return the actions that show and hide the docks."""
        return [dock.toggleViewAction() for dock in self._docks.values()]

    # Pages --------------------------------------------------------------------------------------------------------

    def enter(self, page: str) -> None:
        """Arrange the docks for ``page`` as they were left there."""
        if page == self._page:
            return
        self._keep()
        if self._focused is not None:
            # Focus mode ends with the page; when one comes back to it, the docks are there again.
            self._states[self._page], self._focused = self._focused, None
        self._page = page
        state = self._states.get(page)
        if state is None or not self._window.restoreState(state, _LAYOUT_VERSION):
            self.reset()

    def _keep(self) -> None:
        if self._page and self._focused is None:
            self._states[self._page] = self._window.saveState(_LAYOUT_VERSION)

    @Slot()
    def reset(self) -> None:
        """Put the docks of the present page where they stand at first."""
        self._focused = None
        wanted = _AT_FIRST.get(self._page, frozenset())
        for name, _, area in _PLACES:
            dock = self._docks[name]
            dock.setFloating(False)
            self._window.addDockWidget(area, dock)
            dock.setVisible(name in wanted)
        if wanted:
            self._share_room()
        self.laid_out.emit()

    def _share_room(self) -> None:
        wide = self._window.width() >= _WIDE
        left, right = (288, 304) if wide else (272, 288)
        docks = self._docks
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self._window.resizeDocks([docks[DOCUMENTS], docks[INSPECTOR]], [scaled(left), scaled(right)], horizontal)
        height = self._window.height()
        self._window.resizeDocks(
            [docks[DOCUMENTS], docks[CODEBOOK]], [round(height * 0.36), round(height * 0.64)], vertical
        )
        self._window.resizeDocks(
            [docks[INSPECTOR], docks[MEMOS]], [round(height * 0.66), round(height * 0.34)], vertical
        )
        rows = 2 if height < 860 else 3 if height < 1000 else 4
        wanted = min(scaled(33 + 48 * rows), round(height * 0.3))
        self._window.resizeDocks([docks[RETRIEVED]], [wanted], vertical)

    # Showing ------------------------------------------------------------------------------------------------------

    def show(self, name: str) -> None:
        """Show a dock. Search and retrieved segments take turns in the one place under the text."""
        dock = self._docks[name]
        partner = {RETRIEVED: SEARCH, SEARCH: RETRIEVED}.get(name)
        if partner is not None and not self._docks[partner].isFloating() and self._docks[partner].isVisible():
            height = self._docks[partner].height()
            self._docks[partner].hide()
            dock.show()
            self._window.resizeDocks([dock], [height], Qt.Orientation.Vertical)
        elif dock.isHidden():
            dock.show()
            if name in (RETRIEVED, SEARCH) and not dock.isFloating():
                self._window.resizeDocks([dock], [scaled(33 + 48 * 3)], Qt.Orientation.Vertical)
        dock.raise_()

    @Slot(bool)
    def set_focus_mode(self, on: bool) -> None:
        """Hide all docks so that only the text is left, or bring them back as they were."""
        if on and self._focused is None:
            self._focused = self._window.saveState(_LAYOUT_VERSION)
            for dock in self._docks.values():
                if not dock.isFloating():
                    dock.hide()
        elif not on and self._focused is not None:
            state, self._focused = self._focused, None
            self._window.restoreState(state, _LAYOUT_VERSION)

    @property
    def in_focus_mode(self) -> bool:
        """Whether the docks are hidden for the sake of the text."""
        return self._focused is not None

    # Remembering --------------------------------------------------------------------------------------------------

    def states(self) -> dict[str, str]:
        """Return the arrangement of each page as text."""
        self._keep()
        kept = dict(self._states)
        if self._focused is not None and self._page:
            kept[self._page] = self._focused
        return {page: bytes(state.toBase64().data()).decode("ascii") for page, state in kept.items()}

    def recall(self, states: dict[str, str]) -> None:
        """Take over what ``states`` returned in an earlier session; a damaged one is put aside when it is needed."""
        self._states = {
            page: QByteArray.fromBase64(text.encode("ascii", "ignore")) for page, text in states.items() if text
        }
