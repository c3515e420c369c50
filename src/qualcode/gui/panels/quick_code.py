"""The quick-code bar below the text: type some letters of a code, press Enter, and the selection is coded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.panels.quick_code_list import QuickCode, QuickCodeList
from qualcode.gui.widgets.tag import Tag
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

_HEIGHT, _FIELD = 44, 440


class QuickCodeField(QLineEdit):
    """The field; it tells of the keys that belong to the list above it."""

    moved = Signal(int)
    """Arrow down (1), up (-1), or by a page (8, -8)."""
    accepted = Signal(bool)
    """Enter; True with Shift held."""
    left = Signal()
    """Escape."""
    focused = Signal(bool)
    """The keyboard came (True) or went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self.setObjectName("field.quick_code")
        self.setAccessibleName("Quick code")
        self.addAction(icons.icon("tag", "accent"), QLineEdit.ActionPosition.LeadingPosition)
        self._label = TextLabel("Quick code", "small", "text-2", self)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def event(self, event: QEvent) -> bool:
        # These keys belong to the list, whatever shortcuts the window may have on them.
        own = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in own:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.focused.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._label.sizeHint()
        self._label.setGeometry(
            self.width() - size.width() - scaled(10), (self.height() - size.height()) // 2, size.width(), size.height()
        )
        self.setTextMargins(0, 0, size.width() + scaled(12), 0)


class QuickCodeBar(QFrame):
    """44 high: field, what would be coded, and the keys that count."""

    code_chosen = Signal(object)
    """Lay this code over the selection."""
    new_code_requested = Signal(str)
    """Make a code of this name, below the parent that was used last, and lay it over the selection."""
    left = Signal()
    """The user wants back to the text, or is done here."""
    opened = Signal(int)
    """The list stands open and is this high, in pixels above the bar."""
    closed = Signal()
    """The list is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a bar without codes."""
        super().__init__(parent)
        self.setObjectName("bar.quick_code")
        self.setProperty("ground", "window")
        self._codes: Sequence[QuickCode] = ()
        self._under = ""
        self._targeted = False
        self._list: QuickCodeList | None = None
        self.field = QuickCodeField(self)
        self._target = ElidedLabel("", "small", "text-2", self)
        self._target.setObjectName("quick_code.target")
        self._keys = [
            Tag("Enter", "key", self),
            TextLabel("apply", "small", "text-2", self),
            Tag("Esc", "key", self),
            TextLabel("back to text", "small", "text-2", self),
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.field)
        row.addSpacing(4)
        row.addWidget(self._target, 1)
        for number, widget in enumerate(self._keys):
            row.addWidget(widget)
            if number == 1:
                row.addSpacing(4)
        self.field.textEdited.connect(self._filter)
        self.field.moved.connect(self._move)
        self.field.accepted.connect(self._accept)
        self.field.left.connect(self._leave)
        self.field.focused.connect(self._follow_focus)
        theme.current().changed.connect(self._show_keys)
        self.set_target("")
        self._show_keys()

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(_HEIGHT))

    # What it offers -----------------------------------------------------------------------------------------------

    def set_codes(self, codes: Sequence[QuickCode], under: str) -> None:
        """Offer ``codes`` in the order of the codebook; a new one would be made below ``under``."""
        self._codes, self._under = codes, under
        if self.is_open():
            self._filter(self.field.text())

    def set_target(self, words: str) -> None:
        """Say what would be coded (“Adds to ¶ 14, 43 words”); empty when nothing is selected."""
        self._targeted = bool(words)
        self._target.setText(words or "Select text to code it")
        self.field.setPlaceholderText("Type some letters of a code" if words else "")

    def is_open(self) -> bool:
        """Whether the list stands open."""
        return self._list is not None and self._list.isVisible()

    @property
    def list(self) -> QuickCodeList:
        """The list; it is made when first needed, as a child of the window."""
        if self._list is None:
            self._list = QuickCodeList(self.window())
            # It is a child of the window, but belongs to the bar.
            self.destroyed.connect(self._list.deleteLater)
            self._list.code_chosen.connect(self._take)
            self._list.new_chosen.connect(self._make_new)
            self.window().installEventFilter(self)
        return self._list

    def begin(self) -> None:
        """Take the keyboard and open the list."""
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_list(self) -> None:
        """Close the list and forget what was typed."""
        self.field.clear()
        if self._list is not None and self._list.isVisible():
            self._list.hide()
            self.closed.emit()

    # How it reacts ------------------------------------------------------------------------------------------------

    @Slot(bool)
    def _follow_focus(self, inside: bool) -> None:
        self._show_keys()
        if inside:
            self._filter(self.field.text())
        else:
            self.close_list()

    @Slot(str)
    def _filter(self, typed: str) -> None:
        shown = self.list
        shown.codes.show(self._codes, typed, self._under)
        if not shown.codes.rowCount():
            shown.hide()
            self.closed.emit()
            return
        height = shown.open_above(self.field)
        shown.set_current_row(0)
        self.opened.emit(height)

    @Slot(int)
    def _move(self, step: int) -> None:
        rows = self.list.codes.rowCount()
        if not self.is_open() or not rows:
            return
        now = self.list.current_row()
        # One step goes round, a page stops at the ends.
        row = (now + step) % rows if abs(step) == 1 else min(max(now + step, 0), rows - 1)
        self.list.set_current_row(row)

    @Slot(bool)
    def _accept(self, new: bool) -> None:
        if new:
            self._make_new()
            return
        if not self.is_open():
            return
        code = self.list.codes.code(self.list.current_row())
        if code is None:
            self._make_new()
        else:
            self._take(code.id)

    @Slot(object)
    def _take(self, code_id: int) -> None:
        self.close_list()
        self.code_chosen.emit(code_id)
        self.left.emit()

    @Slot()
    def _make_new(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.close_list()
            self.new_code_requested.emit(name)
            self.left.emit()

    @Slot()
    def _leave(self) -> None:
        self.close_list()
        self.left.emit()

    @Slot()
    def _show_keys(self) -> None:
        inside = self.field.hasFocus()
        room = self.width() > scaled(880)
        self.field.setFixedWidth(min(scaled(_FIELD), max(scaled(160), self.width() - scaled(200))))
        for number, widget in enumerate(self._keys):
            widget.setVisible(inside and (number < 2 or room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_keys()
        if self.is_open():
            self.list.open_above(self.field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate and self.is_open():
            self.close_list()
        return super().eventFilter(watched, event)
