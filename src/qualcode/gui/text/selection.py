"""Selecting in the page: by mouse and keyboard, in code points, and what goes in and out by drag and drop."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFontMetrics,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPixmap,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QWidget

from qualcode.domain.errors import shorten
from qualcode.domain.text import Span, snap_to_graphemes
from qualcode.gui import fonts
from qualcode.gui.text.colours import TextColours
from qualcode.gui.text.page import Page
from qualcode.gui.text.turns import TurnMark

SELECTION_MIME: Final = "application/x-qualcode-selection"
"""A drag of selected text: JSON with ``start`` and ``end``, code points."""

CODES_MIME: Final = "application/x-qualcode-codes"
"""A drag of codes: a JSON list of their ids."""

_CARRIED = 40


def blank_mime() -> QMimeData:
    """Return an empty QMimeData that may stay on the clipboard when the program ends.

    One that Python has made is of a class of the binding. The clipboard outlives the interpreter, and deletes it with a
    segmentation fault; so this one is made by Qt.
    """
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    data.clear()
    return data


def codes_of(data: QMimeData) -> list[int]:
    """Return the ids of the codes that are being dragged; none when it is no drag of codes."""
    try:
        ids = json.loads(bytes(data.data(CODES_MIME).data()).decode())
    except ValueError:
        return []
    return [code for code in ids if isinstance(code, int)] if isinstance(ids, list) else []


class SelectablePage(Page):
    """A page whose selection is reported in code points and can be dragged away."""

    selection_changed = Signal(object)
    """The selection is another one: ``(start, end)`` or None."""
    context_requested = Signal(QPoint, int)
    """A menu is asked for at a place of the screen, for the text at an offset."""

    def __init__(self, colours: TextColours, parent: QWidget | None = None) -> None:
        """Make an empty page in ``colours``."""
        super().__init__(colours, parent)
        self._reported: tuple[int, int] | None = None
        self._double_clicked: int | None = None
        self._held: QPoint | None = None
        self.selectionChanged.connect(self._report_selection)

    def _show_text(self, text: str, plain: bool, turns: Sequence[TurnMark]) -> None:
        super()._show_text(text, plain, turns)
        self._double_clicked = self._held = None
        self._report_selection()

    def selection(self) -> tuple[int, int] | None:
        """Return the selection, widened so that it cuts no accent from its letter and no emoji in two."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._offsets.from_utf16(cursor.selectionStart())
        end = self._offsets.from_utf16(cursor.selectionEnd())
        whole = snap_to_graphemes(self._text, Span(start, end))
        return whole.start, whole.end

    def select(self, start: int, end: int) -> None:
        """Select from ``start`` to ``end``, where the caret comes to stand; equal offsets only move it."""
        size = len(self._text)
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_utf16(min(max(start, 0), size)))
        cursor.setPosition(self._offsets.to_utf16(min(max(end, 0), size)), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def caret(self) -> int:
        """Return the offset of the caret."""
        return self._offsets.from_utf16(self.textCursor().position())

    def over_selection(self, position: QPoint) -> bool:
        """Tell whether a place of the viewport is on the selected text."""
        chosen = self.selection()
        return chosen is not None and any(
            rect.adjusted(-2, -2, 2, 0).contains(position) for rect in self.rects_of(*chosen)
        )

    def _report_selection(self) -> None:
        chosen = self.selection()
        if chosen != self._reported:
            self._reported = chosen
            self.selection_changed.emit(chosen)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the selected text as it stands in the source: Qt would turn a no-break space into a space."""
        data = blank_mime()
        chosen = self.selection()
        if chosen is not None:
            start, end = chosen
            data.setText(self._text[start:end])
            data.setData(SELECTION_MIME, json.dumps({"start": start, "end": end}).encode())
        return data

    def select_paragraph(self, offset: int) -> None:
        """Select what is said in the paragraph at ``offset``, without its speaker label."""
        line = bisect_right(self._lines, offset)
        start = self._lines[line - 1]
        end = self._lines[line] - 1 if line < len(self._lines) else len(self._text)
        if start == end:
            return
        turn = self._speakers.at(start)
        if turn is not None and turn.start <= start < turn.said < end:
            start = turn.said
        self.select(start, end)

    # Events ---------------------------------------------------------------------------------------------

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word; a third click at once selects the paragraph."""
        super().mouseDoubleClickEvent(event)
        self._double_clicked = event.timestamp()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the caret, hold the selection to drag it, or after a double click select the paragraph."""
        position = event.position().toPoint()
        bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not bare:
            super().mousePressEvent(event)
        elif self._is_third_click(event):
            self.select_paragraph(self.offset_at(position))
        elif self.over_selection(position):
            self._held = position
        else:
            super().mousePressEvent(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the selection once it was moved far enough, or select."""
        if self._held is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position().toPoint() - self._held
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self._held = None
            self._drag_selection()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Set the caret where the selection was clicked but not dragged."""
        if self._held is None:
            super().mouseReleaseEvent(event)
            return
        offset = self.offset_at(self._held)
        self._held = None
        self.select(offset, offset)

    def _is_third_click(self, event: QMouseEvent) -> bool:
        if self._double_clicked is None:
            return False
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        return event.timestamp() - self._double_clicked <= interval

    def _drag_selection(self) -> None:
        chosen = self.selection()
        if chosen is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.createMimeDataFromSelection())
        drag.setPixmap(self._carried(self.text[chosen[0] : chosen[1]]))
        drag.setHotSpot(QPoint(-8, -8))
        drag.exec(Qt.DropAction.CopyAction)

    def _carried(self, words: str) -> QPixmap:
        """Return the picture that follows the mouse: how the selected text begins."""
        font = fonts.reading_font("quote")
        metrics = QFontMetrics(font)
        line = shorten(words, _CARRIED)
        ratio = self.devicePixelRatioF()
        width, height = metrics.horizontalAdvance(line) + 16, metrics.height() + 8
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.colours.selection)
        painter = QPainter(picture)
        painter.setFont(font)
        painter.setPen(self.colours.text)
        painter.drawText(8, 4 + metrics.ascent(), line)
        painter.end()
        return picture

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu; away from the selection the caret first goes where the mouse is."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            self.context_requested.emit(place, self.caret())
        else:
            position = event.pos()
            offset = self.offset_at(position)
            if not self.over_selection(position):
                self.select(offset, offset)
            self.context_requested.emit(event.globalPos(), offset)
        event.accept()
