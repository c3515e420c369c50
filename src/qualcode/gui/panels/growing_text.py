"""A field for several lines that is as high as what stands in it, and says when the typing has settled."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QTextEdit, QWidget

from qualcode.gui import fonts, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Style

SETTLE_MS: Final = 2000
"""So long after the last key what was written is handed on; leaving the field hands it on at once."""
_INSET = 6


class GrowingText(QTextEdit):
    """Plain text only. ``flat`` looks like text on the window until the keyboard comes into it."""

    settled = Signal(str)
    """What stands in the field, when it is another text than before."""
    left = Signal()
    """Escape: the user wants back to where they were."""

    def __init__(
        self,
        name: str,
        *,
        lines: int = 1,
        most: int = 8,
        flat: bool = False,
        style: Style = "body",
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty field of at least ``lines`` and at most ``most`` lines; ``name`` is read aloud."""
        super().__init__(parent)
        self._lines, self._most, self._flat, self._style = lines, most, flat, style
        self._known = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.flush)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._space()
        self.textChanged.connect(self._follow)
        theme.current().changed.connect(self._space)
        self._dress(focused=False, worn=False)

    def set_text(self, text: str) -> None:
        """Show ``text`` as what is known; nobody is told. What the user is writing is not touched by the same text."""
        if text == self._known and text == self.toPlainText():
            return
        self._known = text
        if self.toPlainText() != text:
            held = self.blockSignals(True)
            self.setPlainText(text)
            self._space()
            self.blockSignals(held)
            self.updateGeometry()
        self._timer.stop()

    @property
    def is_settled(self) -> bool:
        """Whether everything that stands here was handed on."""
        return self.toPlainText() == self._known

    def accept_as_known(self, text: str) -> None:
        """Take ``text`` as handed on, whatever stands in the field by now."""
        self._known = text

    @Slot()
    def flush(self) -> None:
        """Hand on what was written, if it is anything new."""
        self._timer.stop()
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.settled.emit(text)

    @Slot()
    def _follow(self) -> None:
        self.updateGeometry()
        if self.toPlainText() != self._known:
            self._timer.start()
        else:
            self._timer.stop()

    # Size ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        step = fonts.line_height(self._style)
        height = round(self.document().size().height())
        shown = min(max(height, self._lines * step), self._most * step)
        return QSize(scaled(160), shown + 2 * scaled(_INSET))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @Slot()
    def _space(self) -> None:
        """Set the lines as far apart as the type style says; blocks that are typed later take it over."""
        self.setFont(fonts.ui_font(self._style))
        spaced = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        spaced.setLineHeight(fonts.line_height(self._style), fixed.value)
        held = self.blockSignals(True)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().clearUndoRedoStacks()
        self.blockSignals(held)
        self.updateGeometry()

    # Look and keys ------------------------------------------------------------------------------------------------

    def _dress(self, *, focused: bool, worn: bool = True) -> None:
        field = focused or not self._flat
        self.setProperty("field", field)
        self.setProperty("ground", None if field else "window")
        # The border and the padding of a field take 5 pixels: without them the text stays where it is.
        inset = scaled(_INSET) - 5
        margin = inset if field else scaled(_INSET)
        self.setViewportMargins(margin, margin, 0 if field else margin, margin)
        if worn:
            # A style sheet looks at properties only when it is put on.
            self.style().unpolish(self)
            self.style().polish(self)
            # Only then border and padding are looked up anew, and the text keeps clear of them.
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._flat:
            self._dress(focused=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        if self._flat:
            self._dress(focused=False)
        self.flush()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                # Nothing was typed here: the keys belong to the study.
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)
