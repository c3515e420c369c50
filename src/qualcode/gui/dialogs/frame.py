"""What all our dialogs share: padding, the footer with its one accent button, the veil over the window behind.

A dialog is built from plain data and read by ``answer()``; ``ask`` shows it and returns that answer, or None when
it was cancelled. What cannot be accepted is said at the field itself: ``problem`` names it, nothing closes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Literal, TypeVar

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QScreen, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role
from qualcode.gui.widgets.dim import Dim
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

PADDING, FOOTER, GAP = 24, 56, 16
_TITLE_BAR = 32
"""How much a desktop puts above a dialog, in pixels, at most."""
_MARGINS = QMargins(16, 8, 16, 8)
"""What stays free of the screen round a dialog."""
Tone = Literal["info", "success", "warning", "danger"]
A = TypeVar("A")

_SIGNS: dict[Tone, tuple[str, Role]] = {
    "info": ("info", "text-2"),
    "success": ("circle-check", "success"),
    "warning": ("triangle-alert", "warning"),
    "danger": ("circle-alert", "danger"),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DialogFrame(QDialog):
    """A dialog with a body, and a footer with a sentence at the left and the buttons at the right."""

    def __init__(
        self, title: str, accept: str, parent: QWidget | None = None, *, cancel: str = "Cancel", width: int = 480
    ) -> None:
        """Make an empty dialog.

        Args:
            title: stands in the title bar, and is read aloud.
            accept: the words on the accent button; without them there is only the other one.
            cancel: the words on the button that closes without an answer.
            width: of the whole dialog, in pixels at 100 % text size.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName(title.lower().replace(" ", "-") + "-dialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setSizeGripEnabled(False)
        self._design = QSize(width, 0)
        self._scrolled: QWidget | None = None
        self._shown = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.accept_button = PushButton(accept, kind="primary", parent=self)
        self.accept_button.setObjectName("accept")
        self.cancel_button = PushButton(cancel, parent=self)
        self.cancel_button.setObjectName("cancel")
        self.accept_button.setDefault(bool(accept))
        self.accept_button.setVisible(bool(accept))
        self.cancel_button.setDefault(not accept)
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._footer = self._make_footer()
        self._column.addWidget(Line(self))
        self._column.addWidget(self._footer)
        theme.current().changed.connect(self._dress)

    # building ------------------------------------------------------------------------------------------------------

    def set_body(self, layout: QLayout, *, padded: bool = True, scrolls: bool = False) -> QWidget:
        """Put ``layout`` above the footer; with ``scrolls`` it may be higher than the screen."""
        body = QWidget(self)
        body.setLayout(layout)
        side = scaled(PADDING) if padded else 0
        layout.setContentsMargins(QMargins(side, scaled(20) if padded else 0, side, scaled(20) if padded else 0))
        if scrolls:
            self._scrolled = body
            body.installEventFilter(self)
            self._column.insertWidget(0, scrolling(body, self), 1)
        else:
            self._column.insertWidget(0, body, 1)
        return body

    def heading(self, question: str, sentence: str = "") -> QVBoxLayout:
        """Return a question in large letters with a sentence below it, to begin a body with."""
        column = QVBoxLayout()
        column.setSpacing(scaled(6))
        column.addWidget(TextLabel(question, "title", "text", self, wrap=True))
        if sentence:
            label = TextLabel(sentence, "body", "text-2", self, wrap=True)
            label.setObjectName("sentence")
            column.addWidget(label)
        return column

    def add_button(self, words: str, name: str, icon: str = "") -> PushButton:
        """Add a plain button left of the other ones."""
        button = PushButton(words, icon, parent=self)
        button.setObjectName(name)
        self._footer_row.insertWidget(self._footer_row.indexOf(self.cancel_button), button)
        return button

    def add_aside(self, widget: QWidget) -> None:
        """Put a widget right behind the sentence of the footer."""
        self._footer_row.insertWidget(self._footer_row.indexOf(self._status) + 1, widget)

    def set_size(self, width: int, height: int) -> None:
        """Ask for a size, in pixels at 100 % text size; a small screen gives less."""
        self._design = QSize(width, height)

    def set_status(self, text: str, tone: Tone | None = None) -> None:
        """Say ``text`` in the footer, after the sign of ``tone`` if there is one."""
        self._status.setText(text)
        self._sign.setVisible(tone is not None and bool(text))
        if tone is not None:
            name, role = _SIGNS[tone]
            side = scaled(16)
            colour = theme.current().colour(role)
            self._sign.setPixmap(icons.pixmap(name, colour, side, self.devicePixelRatioF()))

    def status(self) -> str:
        """Return what the footer says."""
        return self._status.text()

    # closing -------------------------------------------------------------------------------------------------------

    def problem(self) -> str | None:
        """Return what keeps the answer from being taken; a dialog shows it at the field before it returns it."""
        return None

    @Slot()
    def accept(self) -> None:
        """Close with an answer, unless there is a problem: then say it and stay."""
        found = self.problem()
        if found is None:
            super().accept()
        elif found:
            self.set_status(found, "danger")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In a field of several lines Enter breaks the line, so that Ctrl+Enter is needed to accept.
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.accept_button if self.accept_button.isEnabled() else self.cancel_button).click()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            order_tabs(self)
            self._fit()
            self._centre()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._scrolled and event.type() == QEvent.Type.LayoutRequest and self._shown:
            self._grow()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), self._wanted.width()), max(hint.height(), self._wanted.height()))

    @property
    def _wanted(self) -> QSize:
        """The size asked for, at the present text size."""
        return QSize(scaled(self._design.width()), scaled(self._design.height()))

    # inside --------------------------------------------------------------------------------------------------------

    def _make_footer(self) -> QWidget:
        footer = QWidget(self)
        footer.setFixedHeight(scaled(FOOTER))
        row = self._footer_row = QHBoxLayout(footer)
        row.setContentsMargins(scaled(PADDING), 0, scaled(PADDING), 0)
        row.setSpacing(scaled(8))
        self._sign = QLabel(footer)
        self._sign.hide()
        self._status = ElidedLabel("", "small", "text-2", footer)
        self._status.setObjectName("status")
        row.addWidget(self._sign)
        row.addWidget(self._status)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.accept_button)
        return footer

    @Slot()
    def _dress(self) -> None:
        """Keep room for everything when the size of all text changes under an open dialog."""
        self._footer.setFixedHeight(scaled(FOOTER))
        if self._shown:
            self._fit()

    def _fit(self) -> None:
        width = max(self.width(), self._wanted.width())
        self._resize(QSize(width, max(self._needed(width), self._wanted.height())))

    def _grow(self) -> None:
        """Make room for what has appeared, so that nothing scrolls that need not."""
        self._resize(QSize(self.width(), max(self.height(), self._needed(self.width()))))

    def _resize(self, wanted: QSize) -> None:
        size = wanted.boundedTo(self._room())
        if size != self.size():
            self.resize(size)
            self._put(self.pos())

    def _centre(self) -> None:
        """Stand in the middle of the window behind, or of the screen without one."""
        parent = self.parentWidget()
        around = parent.window().frameGeometry() if parent is not None else self._screen().availableGeometry()
        framed = QRect(QPoint(), self.size() + QSize(0, _TITLE_BAR))
        framed.moveCenter(around.center())
        self._put(framed.topLeft())

    def _put(self, at: QPoint) -> None:
        """Stand at a place, or as near to it as lets the screen show the whole dialog."""
        # Qt places a dialog before it has its size, and how thick its frame will be nobody knows before it is shown.
        room = self._screen().availableGeometry().marginsRemoved(_MARGINS)
        last = room.bottomRight() - QPoint(self.width(), self.height() + _TITLE_BAR) + QPoint(1, 1)
        inside = QPoint(max(room.left(), min(at.x(), last.x())), max(room.top(), min(at.y(), last.y())))
        if inside != self.pos():
            self.move(inside)

    def _needed(self, width: int) -> int:
        inner = self._scrolled
        if inner is not None:
            body = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
            return body + self._footer.height() + 1
        return self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()

    def _room(self) -> QSize:
        """Return what the screen has room for: the buttons are at the lower end of the dialog."""
        return self._screen().availableGeometry().marginsRemoved(_MARGINS).size() - QSize(0, _TITLE_BAR)

    def _screen(self) -> QScreen:
        """Return the screen of the window behind: there the dialog opens."""
        parent = self.parentWidget()
        return parent.window().screen() if parent is not None else self.screen()


def order_tabs(dialog: QWidget) -> None:
    """Let Tab walk through the controls as they stand on screen, line by line, the buttons last."""
    layout = dialog.layout()
    controls = list(_controls(layout)) if layout is not None else []
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)


def _controls(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner = item.layout() if item is not None else None
        if inner is not None:
            yield from _controls(inner)
        widget = item.widget() if item is not None else None
        if isinstance(widget, QScrollArea) and widget.widget() is not None:
            widget = widget.widget()
        if widget is None:
            continue
        below = widget.layout()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif below is not None:
            # A list that can be typed into has parts of its own, which Qt keeps in order.
            yield from _controls(below)


def scrolling(content: QWidget, parent: QWidget) -> QScrollArea:
    """Put ``content`` into an area that scrolls upright when it must."""
    area = QScrollArea(parent)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setProperty("ground", "window")
    area.viewport().setProperty("ground", "window")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def ask_for(dialog: DialogFrame, answer: Callable[[], A]) -> A | None:
    """Show ``dialog`` over its dimmed window; return ``answer()`` when it was accepted, None otherwise."""
    try:
        with veil(dialog.parentWidget()):
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return answer() if accepted else None
    finally:
        dialog.deleteLater()


@contextmanager
def veil(parent: QWidget | None) -> Iterator[None]:
    """Dim the window of ``parent`` for as long as something stands above it."""
    if parent is None:
        yield
        return
    window = parent.window()
    dim = window.findChild(Dim, options=Qt.FindChildOption.FindDirectChildrenOnly) or Dim(window)
    dim.cover()
    try:
        yield
    finally:
        dim.uncover()
