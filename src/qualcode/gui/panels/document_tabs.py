"""The tabs of the open documents."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QTabBar, QWidget

from qualcode.domain.documents import Document
from qualcode.gui import icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.document_row import document_icon
from qualcode.gui.fonts import scaled

_ICON, _CLOSE = 16, 12


class TabCross(QAbstractButton):
    """Closes the active tab; the keyboard has Ctrl+W for that."""

    def __init__(self, parent: QWidget) -> None:
        """Make a cross, 20 × 20."""
        super().__init__(parent)
        self.setToolTip("Close")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(20), scaled(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            pieces.fill_rounded(painter, self.rect(), theme.current().colour("hover"), 4)
        side = scaled(_CLOSE)
        icons.draw(painter, "x", "text-2", pieces.centred((self.width() - side) // 2, self.rect(), side, side))


class DocumentTabs(QTabBar):
    """One tab for each open document; the active one alone has a cross. A click with the middle button closes."""

    document_chosen = Signal(object)
    """Show this document."""
    close_requested = Signal(object)
    """Close this document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a bar without tabs."""
        super().__init__(parent)
        self._crossed: tuple[int, TabCross] | None = None
        self.setObjectName("tabs.documents")
        self.setAccessibleName("Open documents")
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        theme.current().changed.connect(self._fit)
        self._fit()
        self.currentChanged.connect(self._activate)
        self.tabBarClicked.connect(self._follow)

    @Slot()
    def _fit(self) -> None:
        self.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))

    def documents(self) -> list[int]:
        """Return the ids of the open documents in the order of the tabs."""
        return [self._id_at(tab) for tab in range(self.count())]

    def current_document(self) -> int | None:
        """Return the id of the active document."""
        return None if self.currentIndex() < 0 else self._id_at(self.currentIndex())

    def add_keys(self, widget: QWidget) -> None:
        """Let Ctrl+W close the active tab and Ctrl+Tab go to the next one, wherever in ``widget`` the keyboard is."""
        for keys, act in (
            ("Ctrl+W", self._close_current),
            ("Ctrl+Tab", self._show_next),
            ("Ctrl+Shift+Tab", self._show_previous),
        ):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def add_document(self, document: Document) -> None:
        """Add a tab at the end; it does not become the active one unless it is the first."""
        held = self.blockSignals(True)
        tab = self.addTab(_icon(document), _words(document))
        self.setTabData(tab, document.id)
        self.setTabToolTip(tab, document.name)
        self.blockSignals(held)
        self._show_crosses()

    def set_document(self, document: Document) -> None:
        """Show another name or icon."""
        tab = self._tab_of(document.id)
        if tab is not None:
            self.setTabText(tab, _words(document))
            self.setTabIcon(tab, _icon(document))
            self.setTabToolTip(tab, document.name)

    def show_document(self, document_id: int) -> None:
        """Make the tab of a document the active one, without telling anybody."""
        tab = self._tab_of(document_id)
        if tab is not None:
            held = self.blockSignals(True)
            self.setCurrentIndex(tab)
            self.blockSignals(held)
            self._show_crosses()

    def remove_document(self, document_id: int) -> None:
        """Take a tab out, without telling anybody."""
        tab = self._tab_of(document_id)
        if tab is not None:
            if self._crossed is not None and self._crossed[0] == document_id:
                self._drop_cross()
            held = self.blockSignals(True)
            self.removeTab(tab)
            self.blockSignals(held)
            self._show_crosses()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        tab = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and tab >= 0:
            self.close_requested.emit(self._id_at(tab))
        else:
            super().mouseReleaseEvent(event)

    def _id_at(self, tab: int) -> int:
        return int(self.tabData(tab))

    def _tab_of(self, document_id: int) -> int | None:
        return next((tab for tab in range(self.count()) if self._id_at(tab) == document_id), None)

    @Slot(int)
    def _activate(self, tab: int) -> None:
        self._show_crosses()
        if tab >= 0:
            self.document_chosen.emit(self._id_at(tab))

    @Slot(int)
    def _follow(self, tab: int) -> None:
        # A click on the active tab is a wish to see it, too: another page may lie above the transcripts.
        if tab >= 0 and tab == self.currentIndex():
            self.document_chosen.emit(self._id_at(tab))

    def _show_crosses(self) -> None:
        current = self.current_document()
        if self._crossed is not None and self._crossed[0] == current:
            return
        self._drop_cross()
        if current is not None:
            cross = self._cross(self.currentIndex())
            self.setTabButton(self.currentIndex(), QTabBar.ButtonPosition.RightSide, cross)
            self._crossed = (current, cross)

    def _drop_cross(self) -> None:
        if self._crossed is None:
            return
        document, cross = self._crossed
        tab = self._tab_of(document)
        if tab is not None:
            # PySide takes None for “no button”; its annotations do not know it.
            self.setTabButton(tab, QTabBar.ButtonPosition.RightSide, cast(QWidget, None))
        cross.hide()
        cross.deleteLater()
        self._crossed = None

    def _cross(self, tab: int) -> TabCross:
        cross = TabCross(self)
        cross.setAccessibleName(f"Close {self.tabText(tab)}")
        cross.clicked.connect(self._close_current)
        return cross

    @Slot()
    def _close_current(self) -> None:
        if (document := self.current_document()) is not None:
            self.close_requested.emit(document)

    @Slot()
    def _show_next(self) -> None:
        self._step(1)

    @Slot()
    def _show_previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.count():
            self.setCurrentIndex((self.currentIndex() + step) % self.count())


def _icon(document: Document) -> QIcon:
    mode = document.attributes.mode
    return icons.icon(document_icon(document.attributes.kind.value, mode.value if mode else None), "text-2", "text")


def _words(document: Document) -> str:
    # In the text of a tab & marks a letter.
    return document.name.replace("&", "&&")
