"""A window with a small study in it, and hands to work in it: real mouse, real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from qualcode.gui.app import build_window
from qualcode.gui.main_window import MainWindow
from qualcode.gui.text.view import TranscriptView
from qualcode.gui.window.workspace import Workspace
from qualcode.services.project import Project

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
Key = Qt.Key


class Bench:
    """A window that is shown, and what one does in it."""

    def __init__(self, qtbot: QtBot, project: Project) -> None:
        """Open ``project`` in a window of 1366 × 768."""
        self.qtbot, self.project = qtbot, project
        self.window: MainWindow = build_window(project)
        self.window.resize(1366, 768)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.window.docks.reset()
        self.closed = False

    @property
    def space(self) -> Workspace:
        """The open study in the window."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def view(self) -> TranscriptView:
        """The page in front."""
        assert self.space.transcripts.view is not None
        return self.space.transcripts.view

    def close(self) -> None:
        """Close the window as a user does."""
        if not self.closed:
            self.closed = True
            self.window.close()

    def settle(self) -> None:
        """Let everything that was begun come to its end: saving, telling, painting."""
        for _ in range(3):
            self.space.saver.flush()
            self.space.bridge.deliver()
            QApplication.sendPostedEvents()
            QTest.qWait(1)

    # Documents and text -------------------------------------------------------------------------------------------

    def show_document(self, name: str) -> None:
        """Open a document by name."""
        self.space.navigation.open_document(self.project.documents.find(name).id)
        self.settle()

    def place(self, words: str) -> tuple[int, int]:
        """Return where ``words`` stand in the document in front."""
        at = self.view.text.index(words)
        return at, at + len(words)

    def rect(self, words: str) -> QRect:
        """Return the first rectangle of ``words``, scrolled into sight."""
        start, end = self.place(words)
        self.view.bring_into_view(start, end)
        QTest.qWait(1)
        return self.view.rects_of(start, end)[0]

    def select(self, words: str) -> None:
        """Select ``words`` with the mouse."""
        start, end = self.place(words)
        self.view.bring_into_view(start, end)
        QTest.qWait(1)
        rects = self.view.rects_of(start, end)
        begin = QPoint(rects[0].left(), rects[0].center().y())
        finish = QPoint(rects[-1].right() + 1, rects[-1].center().y())
        page = self.view.viewport()
        QTest.mousePress(page, LEFT, PLAIN, begin)
        _move(page, finish, LEFT)
        QTest.mouseRelease(page, LEFT, PLAIN, finish)
        assert self.view.selection() == (start, end), self.view.selection()

    def key(self, key: Key, modifiers: Qt.KeyboardModifier = PLAIN, target: QWidget | None = None) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(target or QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, words: str, target: QWidget | None = None) -> None:
        """Type some letters where the keyboard is."""
        QTest.keyClicks(target or QApplication.focusWidget() or self.window, words)

    # Trees --------------------------------------------------------------------------------------------------------

    def row(self, view: QTreeView, name: str) -> QRect:
        """Return where the row of a name stands."""
        found = view.model().match(
            view.model().index(0, 0),
            Qt.ItemDataRole.DisplayRole,
            name,
            1,
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
        )
        assert found, name
        view.scrollTo(found[0])
        return view.visualRect(found[0])

    def click_row(self, view: QTreeView, name: str, *, double: bool = False, dot: bool = False) -> None:
        """Click a row on its name, or on its dot."""
        rect = self.row(view, name)
        at = QPoint(rect.left() + 16, rect.center().y()) if dot else QPoint(rect.left() + 90, rect.center().y())
        page = view.viewport()
        QTest.mouseClick(page, LEFT, PLAIN, at)
        if double:
            QTest.mouseDClick(page, LEFT, PLAIN, at)

    @property
    def codes(self) -> QTreeView:
        """The tree of the codebook."""
        return self.space.code_panel.view

    @property
    def documents(self) -> QTreeView:
        """The tree of the documents."""
        return self.space.documents.view

    def code_id(self, name: str) -> int:
        """Return the id of a code."""
        return self.project.codebook.find(name).id

    # What came of it ----------------------------------------------------------------------------------------------

    def coded(self, document: str = "Workshop 2, part B") -> list[tuple[str, str]]:
        """Return code and words of every coding in the study's file."""
        self.settle()
        owner = self.project.documents.find(document).id
        text = self.project.documents.text(owner)
        names = {code.id: code.name for code in self.project.codebook.all()}
        return [(names[c.code_id], text[c.start : c.end]) for c in self.project.coding.in_document(owner)]

    def shown(self) -> list[tuple[str, str]]:
        """Return code and words of every coding that is drawn."""
        return [(span.label, self.view.text[span.start : span.end]) for span in self.view.spans]

    def said(self) -> str:
        """Return what the status bar says."""
        return self.window.status.message()


def _move(widget: QWidget, to: QPoint, buttons: Qt.MouseButton) -> None:
    """Move the mouse with a button held; QTest's own move holds none."""
    where = QPointF(widget.mapToGlobal(to))
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(to), where, Qt.MouseButton.NoButton, buttons, PLAIN)
    QApplication.sendEvent(widget, move)


class Drags:
    """Catches what a drag would carry, instead of running the drag loop of the system."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Catch all drags."""
        self.carried: list[QMimeData] = []
        caught = self.carried

        def execute(drag: QDrag, *_: object) -> Qt.DropAction:
            copy = QMimeData()
            for kind in drag.mimeData().formats():
                copy.setData(kind, drag.mimeData().data(kind))
            caught.append(copy)
            return Qt.DropAction.IgnoreAction

        monkeypatch.setattr(QDrag, "exec", execute)

    def pull(self, widget: QWidget, start: QPoint) -> QMimeData:
        """Press at ``start`` and move until a drag begins. Returns what it carries."""
        before = len(self.carried)
        QTest.mousePress(widget, LEFT, PLAIN, start)
        _move(widget, start + QPoint(12, 6), LEFT)
        _move(widget, start + QPoint(30, 12), LEFT)
        QTest.mouseRelease(widget, LEFT, PLAIN, start + QPoint(30, 12))
        assert len(self.carried) == before + 1, "the mouse was moved, and no drag began"
        return self.carried[-1]


def drop(widget: QWidget, at: QPoint, data: QMimeData, action: Qt.DropAction = Qt.DropAction.CopyAction) -> bool:
    """Let something go over a widget, as the window system would. True when it was taken."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    modifiers = CTRL if action == Qt.DropAction.CopyAction else PLAIN
    enter = QDragEnterEvent(at, both, data, LEFT, modifiers)
    enter.setDropAction(action)
    QApplication.sendEvent(widget, enter)
    move = QDragMoveEvent(at, both, data, LEFT, modifiers)
    move.setDropAction(action)
    QApplication.sendEvent(widget, move)
    if not move.isAccepted():
        return False
    event = QDropEvent(QPointF(at), both, data, LEFT, modifiers)
    event.setDropAction(action)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
