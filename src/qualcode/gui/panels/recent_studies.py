"""The studies opened before, on the start page.

They are buttons and not a list view: a view with model and delegate would take a tenth of the time in which the first
window has to be there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from qualcode.environment.preferences import Preferences, RecentStudy
from qualcode.gui import drawing, fonts, icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role

if TYPE_CHECKING:
    from datetime import datetime

SHOWN = 4
"""How many studies are seen without scrolling."""

_ROW, _PADDING, _ICON, _TEXT_AT, _GAP = 61, 16, 20, 52, 24
_UPPER, _LOWER = 20, 16
_INSET, _RADIUS = 4, 4
_GONE = "The file is not there any more"
_MONTHS = ("January February March April May June July August September October November December").split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class RecentButton(QAbstractButton):
    """One study: name and counts at the left, when and where at the right."""

    opened = Signal(str)
    """The path of the study: the user wants it."""
    forgotten = Signal(str)
    """The path of the study: the user wants it off the list."""

    def __init__(self, study: RecentStudy, *, missing: bool, first: bool, parent: QWidget) -> None:
        """Show ``study``; ``missing`` says that its file is gone, ``first`` that no line stands above it."""
        super().__init__(parent)
        self._study, self._missing, self._first = study, missing, first
        self._when = opened_words(study.opened_at)
        self._place = place_words(study)
        self._below = _GONE if missing else count_words(study)
        self.setText(study.name)
        self.setToolTip(study.path)
        self.setAccessibleName(study.name)
        self.setAccessibleDescription(", ".join(part for part in (self._below, self._when, self._place) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._ask_to_open)

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), scaled(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._ask_to_forget()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.make_menu().popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def make_menu(self) -> QMenu:
        """Return the context menu; it deletes itself when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("folder-open"), "Open").triggered.connect(self.click)
        menu.addAction(icons.icon("copy"), "Copy path").triggered.connect(self._copy_path)
        menu.addAction(icons.icon("x"), "Remove from this list").triggered.connect(self._ask_to_forget)
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.current()
        row = self.rect()
        if not self._first:
            painter.fillRect(QRect(0, 0, row.width(), 1), colours.colour("line"))
        inner = row.adjusted(_INSET, _INSET + 1, -_INSET, -_INSET)
        ground = self._ground()
        if ground is not None:
            drawing.fill_rounded(painter, inner, colours.colour(ground), _RADIUS)
        side = scaled(_ICON)
        name = "triangle-alert" if self._missing else "book-open" if self._study.sample else "notebook-text"
        icons.draw(
            painter,
            name,
            "warning" if self._missing else "text-2",
            drawing.centred(scaled(_PADDING), row, side, side),
        )
        self._draw_words(painter)
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            drawing.outline(painter, inner, colours.colour("accent"), 2, _RADIUS)

    def _ground(self) -> Role | None:
        if self.isDown():
            return "pressed"
        if self.hasFocus():
            return "accent-soft"
        return "header" if self.underMouse() else None

    def _draw_words(self, painter: QPainter) -> None:
        small, colours = fonts.ui_font("small"), theme.current()
        metrics = fonts.ui_metrics("small")
        # The name comes first; the path takes what is left, at least a third of the row.
        wanted = max(metrics.horizontalAdvance(self._when), metrics.horizontalAdvance(self._place)) + 2
        named = fonts.ui_metrics("strong").horizontalAdvance(self.text())
        left_wanted = max(named, metrics.horizontalAdvance(self._below)) + scaled(_TEXT_AT + _GAP + _PADDING)
        room = max(self.width() - left_wanted, self.width() // 3)
        top = (self.height() - scaled(_UPPER + _LOWER)) // 2
        right = QRect(0, top, min(wanted, room), scaled(_UPPER))
        right.moveRight(self.width() - 1 - scaled(_PADDING))
        left = QRect(scaled(_TEXT_AT), top, 0, scaled(_UPPER))
        left.setRight(right.left() - scaled(_GAP))
        name: Role = "text-2" if self._missing else "text"
        drawing.draw_text(painter, left, self.text(), fonts.ui_font("strong"), colours.colour(name))
        drawing.draw_text(painter, right, self._when, small, colours.colour("text-2"), drawing.RIGHT)
        for rect in (left, right):
            rect.moveTop(top + scaled(_UPPER))
            rect.setHeight(scaled(_LOWER))
        ink = colours.colour("warning" if self._missing else "text-2")
        drawing.draw_text(painter, left, self._below, small, ink)
        shown = metrics.elidedText(self._place, Qt.TextElideMode.ElideMiddle, right.width())
        drawing.draw_text(painter, right, shown, small, colours.colour("text-2"), drawing.RIGHT)

    @Slot()
    def _ask_to_open(self) -> None:
        self.opened.emit(self._study.path)

    @Slot()
    def _ask_to_forget(self) -> None:
        self.forgotten.emit(self._study.path)

    @Slot()
    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self._study.path)


class RecentStudies(QScrollArea):
    """One click or Enter opens a study; Delete or the context menu takes it off the list."""

    study_requested = Signal(str)
    """The path of the study to be opened."""
    emptied = Signal(bool)
    """Whether the list is empty, whenever it was read."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Show the recent studies of ``preferences``; call ``refresh`` to read them."""
        super().__init__(parent)
        self._preferences = preferences
        self._shown: tuple[tuple[RecentStudy, bool], ...] = ()
        self._buttons: list[RecentButton] = []
        self.setObjectName("recentStudies")
        self.setAccessibleName("Recent studies")
        self.setProperty("framed", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        self.setWidget(self._inside)

    def buttons(self) -> list[RecentButton]:
        """Return the button of each study, the latest first."""
        return list(self._buttons)

    def refresh(self) -> None:
        """Read the recent studies anew, and look which of the files are still there."""
        studies = self._preferences.recent_studies()
        found = tuple((study, not os.path.exists(study.path)) for study in studies)
        if found != self._shown:
            self._shown = found
            self._rebuild()
        self.emptied.emit(not found)

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), SHOWN * scaled(_ROW) + 2)

    def _rebuild(self) -> None:
        # The widget that has the focus in its window, even while another window is in front.
        focused = self.window().focusWidget()
        at = next((n for n, button in enumerate(self._buttons) if button is focused), None)
        for old in self._buttons:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for row, (study, missing) in enumerate(self._shown):
            button = RecentButton(study, missing=missing, first=row == 0, parent=self._inside)
            button.setObjectName(f"recentStudy{row}")
            button.opened.connect(self.study_requested)
            button.forgotten.connect(self._forget)
            self._rows.insertWidget(row, button)
            # A layout shows what it is given only later: until then it could not take the focus.
            button.show()
            self._buttons.append(button)
        if at is not None and self._buttons:
            self._buttons[min(at, len(self._buttons) - 1)].setFocus()

    @Slot(str)
    def _forget(self, path: str) -> None:
        self._preferences.forget_study(path)
        self.refresh()


def place_words(study: RecentStudy) -> str:
    """Return where the study lies, with ``~`` for the user's own folder."""
    if study.sample:
        return "built in"
    home = os.path.expanduser("~").rstrip(os.sep)
    if home and study.path.startswith(home + os.sep):
        return "~" + study.path[len(home) :]
    return study.path


def count_words(study: RecentStudy) -> str:
    """Return what the study held when it was last open; what is not known is left out.

    >>> count_words(RecentStudy("/a", "A", "", 1, 1904, 2))
    '1 document · 1,904 segments · 2 coders'
    """
    counted = ((study.documents, "document"), (study.segments, "segment"), (study.coders, "coder"))
    return " · ".join(f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counted if n is not None)


def opened_words(stamp: str, now: datetime | None = None) -> str:
    """Say when something was, as people say it: “today, 10:42”, “last Tuesday”, “2 March”, “2 March 2024”.

    ``now`` carries the time zone of the reader; it is the present by default. What is no time gives an empty text.
    """
    from datetime import datetime  # with the first study: the very first start has none

    present = now or datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(stamp).astimezone(present.tzinfo)
    except (ValueError, OverflowError, OSError):
        return ""
    days = (present.date() - moment.date()).days
    if days == 0:
        return f"today, {moment:%H:%M}"
    if days == 1:
        return f"yesterday, {moment:%H:%M}"
    if 1 < days < 7:
        return f"last {_DAYS[moment.weekday()]}"
    day = f"{moment.day} {_MONTHS[moment.month - 1]}"
    return day if moment.year == present.year else f"{day} {moment.year}"
