"""What a user likes: name, look, and how a click codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from qualcode.environment.preferences import ThemeChoice, is_theme_choice
from qualcode.gui.dialogs.field import Field, field_row
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.segmented import SegmentedControl
from qualcode.gui.widgets.text_label import TextLabel

TEXT_SIZES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_THEMES: tuple[tuple[ThemeChoice, str], ...] = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


@dataclass(frozen=True, slots=True)
class UserSettings:
    """The settings of one user; ``click_codes`` says that a plain click on a code codes the selected text."""

    coder: str = ""
    theme: ThemeChoice = "system"
    text_size: float = 1.0
    high_contrast: bool = False
    reduced_motion: bool = False
    click_codes: bool = False


def ask(
    parent: QWidget | None, settings: UserSettings, *, try_on: Callable[[UserSettings], None] | None = None
) -> UserSettings | None:
    """Ask what is to change in ``settings``.

    Args:
        try_on: called with what is chosen while the dialog is open, so that the look can be judged; after a
            cancel it is called with ``settings``.
    """
    dialog = PreferencesDialog(settings, try_on, parent)
    return ask_for(dialog, dialog.answer)


class PreferencesDialog(DialogFrame):
    """Name, look and clicks."""

    def __init__(
        self,
        settings: UserSettings,
        try_on: Callable[[UserSettings], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``settings``; see ``ask``."""
        super().__init__("Preferences", "Save", parent, width=520)
        self._before, self._try_on = settings, try_on
        self._coder = QLineEdit(settings.coder, self)
        self._coder.setObjectName("coder")
        self._coder.setMaxLength(100)
        self._coder_field = Field(
            "Your name", self._coder, hint="Stands on every coding and memo that you make from now on."
        )
        self._theme = SegmentedControl(_THEMES, "Theme", self)
        self._theme.setObjectName("theme")
        self._theme.set_value(settings.theme)
        self._size = QComboBox(self)
        self._size.setObjectName("text-size")
        for factor in sorted({*TEXT_SIZES, settings.text_size}):
            self._size.addItem(f"{round(factor * 100)} %", factor)
        self._size.setCurrentIndex(self._size.findData(settings.text_size))
        self._contrast = self._check("high-contrast", "Strong borders", settings.high_contrast)
        self._motion = self._check("reduced-motion", "Nothing moves or fades", settings.reduced_motion)
        self._clicks = self._check("click-codes", "A click on a code codes the selected text", settings.click_codes)
        self._lay_out()
        self._theme.chosen.connect(self._show_look)
        self._size.currentIndexChanged.connect(self._show_look)
        self._contrast.toggled.connect(self._show_look)
        self._coder.setFocus()

    def _check(self, name: str, words: str, on: bool) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setObjectName(name)
        box.setChecked(on)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(scaled(16))
        column.addWidget(TextLabel("You", "strong", "text", self))
        column.addWidget(self._coder_field)
        column.addSpacing(scaled(8))
        column.addWidget(TextLabel("Look", "strong", "text", self))
        look = field_row((Field("Theme", self._theme), 0), (Field("Size of all text", self._size), 1), gap=16)
        column.addLayout(look)
        column.addLayout(self._stack(self._contrast, self._motion))
        column.addSpacing(scaled(8))
        column.addWidget(TextLabel("Coding", "strong", "text", self))
        hint = TextLabel(
            "Without it a double click codes, and a click only marks the code.", "small", "text-3", self, wrap=True
        )
        hint.setContentsMargins(scaled(24), 0, 0, 0)
        column.addLayout(self._stack(self._clicks, hint))
        column.addStretch(1)
        self.set_body(column, scrolls=True)

    @staticmethod
    def _stack(*widgets: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(scaled(2))
        for widget in widgets:
            column.addWidget(widget)
        return column

    def answer(self) -> UserSettings:
        """Return what is chosen."""
        chosen = self._theme.value()
        size = self._size.currentData()
        return replace(
            self._before,
            coder=" ".join(self._coder.text().split()),
            theme=chosen if is_theme_choice(chosen) else self._before.theme,
            text_size=size if isinstance(size, float) else self._before.text_size,
            high_contrast=self._contrast.isChecked(),
            reduced_motion=self._motion.isChecked(),
            click_codes=self._clicks.isChecked(),
        )

    def problem(self) -> str | None:
        if not self._coder.text().strip():
            self._coder_field.set_error("A coder needs a name: it stands on every coding.")
            return ""
        return None

    @Slot()
    def reject(self) -> None:
        """Close without an answer, and take back the look that was tried on."""
        if self._try_on is not None and self.answer() != self._before:
            self._try_on(self._before)
        super().reject()

    @Slot()
    def _show_look(self) -> None:
        if self._try_on is not None:
            self._try_on(self.answer())
