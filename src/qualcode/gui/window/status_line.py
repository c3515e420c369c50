"""The status bar: what was done, with the way back; where the reader is; whether everything is saved."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Role
from qualcode.gui.widgets.progress_bar import ProgressBar
from qualcode.gui.widgets.tag import Tag
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel

_ICON = 14
_SAVING_AFTER_MS = 400


def keys_in_words(sequence: QKeySequence | str) -> str:
    """Write a shortcut as it is called on this system, without plus signs (“Ctrl Z”)."""
    keys = sequence if isinstance(sequence, QKeySequence) else QKeySequence(sequence)
    return keys.toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


class StatusLine(QStatusBar):
    """One sentence at the left, facts about the place at the right. It replaces every dialog that would only inform."""

    stop_requested = Signal()
    """The user wants the running work to stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self.setAccessibleName("Status")
        self._sign = QLabel(self)
        self._sign_name: tuple[str, Role] | None = None
        self._what = ElidedLabel("", "label", "text", self)
        self._what.setObjectName("status.what")
        self._rest = ElidedLabel("", "small", "text-2", self)
        self._rest.setObjectName("status.rest")
        self._key = Tag("", "key", self)
        self._undoes = TextLabel("undoes", "small", "text-2", self)
        self._progress = ProgressBar(self)
        self._progress.setObjectName("status.progress")
        self._progress.cancelled.connect(self.stop_requested)
        self._place = TextLabel("", "small", "text-2", self)
        self._place.setObjectName("status.place")
        self._zoom = TextLabel("", "small", "text-2", self)
        self._zoom.setObjectName("status.zoom")
        self._saved = TextLabel("", "small", "text-2", self)
        self._saved.setObjectName("status.saved")
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_SAVING_AFTER_MS)
        self._late.timeout.connect(self._show_saving)
        self.addWidget(self._make_left(), 1)
        self.addPermanentWidget(self._make_right())
        self._progress.hide()
        self.clear_message()
        theme.current().changed.connect(self._draw_sign)

    def _make_left(self) -> QWidget:
        left = QWidget(self)
        row = QHBoxLayout(left)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(self._sign)
        row.addSpacing(8)
        row.addWidget(self._what)
        row.addWidget(self._rest)
        row.addSpacing(8)
        row.addWidget(self._key)
        row.addSpacing(8)
        row.addWidget(self._undoes)
        row.addWidget(self._progress)
        row.addStretch(1)
        return left

    def _make_right(self) -> QWidget:
        right = QWidget(self)
        row = QHBoxLayout(right)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(16)
        for label in (self._place, self._zoom, self._saved):
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            row.addWidget(label)
        return right

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(28))

    # What was done ------------------------------------------------------------------------------------------------

    def tell(self, what: str, rest: str = "", *, undo: bool = False) -> None:
        """Say what was done: ``what`` stands out, ``rest`` follows it; with ``undo`` the way back is shown."""
        self._say(("check", "success"), what, rest, undo)

    def inform(self, what: str, rest: str = "") -> None:
        """Say something that was not an act."""
        self._say(None, what, rest, False)

    def warn(self, what: str, rest: str = "") -> None:
        """Say that something was refused, and why."""
        self._say(("triangle-alert", "warning"), what, rest, False)

    def clear_message(self) -> None:
        """Say nothing."""
        self._say(None, "", "", False)

    def message(self) -> str:
        """Return what is said, with the way back if it is shown."""
        said = f"{self._what.text()}{self._rest.text()}"
        return f"{said} {self._key.text()} undoes" if self._key.isVisibleTo(self) else said

    def _say(self, sign: tuple[str, Role] | None, what: str, rest: str, undo: bool) -> None:
        self._sign_name = sign
        self._what.setText(what)
        self._what.setVisible(bool(what))
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self._key.setText(keys_in_words(QKeySequence(QKeySequence.StandardKey.Undo)) if undo else "")
        self._key.setVisible(undo)
        self._undoes.setVisible(undo)
        self.setAccessibleDescription(self.message())
        self._draw_sign()

    @Slot()
    def _draw_sign(self) -> None:
        self._sign.setVisible(self._sign_name is not None)
        if self._sign_name is not None:
            name, role = self._sign_name
            colour = theme.current().colour(role)
            self._sign.setPixmap(icons.pixmap(name, colour, scaled(_ICON), self.devicePixelRatioF()))

    # Work under way -----------------------------------------------------------------------------------------------

    def show_progress(self, done: int, total: int, label: str) -> None:
        """Show how far a piece of work is, in the place of the sentence."""
        if self._progress.isHidden():
            self._say(None, "", "", False)
            self._progress.restart(label)
            self._progress.show()
        self._progress.set_progress(done, total, label)

    def end_progress(self) -> None:
        """Show no work any more."""
        self._progress.hide()

    # Facts --------------------------------------------------------------------------------------------------------

    def set_place(self, text: str) -> None:
        """Say where the reader is (“¶ 14 of 96”)."""
        self._place.setText(text)

    def set_zoom(self, factor: float) -> None:
        """Say how large the text is shown."""
        self._zoom.setText(f"{round(factor * 100)}\u00a0%")

    def show_reading(self, on: bool) -> None:
        """Show place and size, or leave them out: they belong to the transcripts only."""
        self._place.setVisible(on)
        self._zoom.setVisible(on)

    def clear_facts(self) -> None:
        """Say nothing about place, size and saving: no study is open."""
        for label in (self._place, self._zoom, self._saved):
            label.clear()

    def set_pending(self, count: int) -> None:
        """Say whether everything is on disk; a save that is over at once is not mentioned."""
        if count == 0:
            self._late.stop()
            self._saved.setText("All changes saved")
        elif not self._late.isActive():
            self._late.start()

    def set_read_only(self) -> None:
        """Say that nothing can be changed."""
        self._late.stop()
        self._saved.setText("Read-only")

    def saved_text(self) -> str:
        """Return what is said about saving."""
        return self._saved.text()

    @Slot()
    def _show_saving(self) -> None:
        self._saved.setText("Saving …")
