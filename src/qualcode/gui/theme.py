"""The look of the window: colours by role, in light and dark, and one palette and style sheet made of them.

``current()`` is the theme of the process. Painters ask it for colours at every paint, so nothing need be
told of a change; who keeps something made of colours or fonts listens to ``changed``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from qualcode.environment.preferences import ThemeChoice, clamp_text_size
from qualcode.gui import fonts, theme_qss
from qualcode.gui.tokens import Role, Scheme, SchemeTokens, tokens

_SCHEMES_OF_QT = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}

_Group, _Palette = QPalette.ColorGroup, QPalette.ColorRole
_PALETTE: dict[QPalette.ColorRole, Role] = {
    _Palette.Window: "window",
    _Palette.WindowText: "text",
    _Palette.Base: "paper",
    _Palette.AlternateBase: "header",
    _Palette.Text: "text",
    _Palette.Button: "raised",
    _Palette.ButtonText: "text",
    _Palette.BrightText: "on-accent",
    _Palette.Highlight: "accent-soft",
    _Palette.HighlightedText: "text",
    _Palette.PlaceholderText: "text-3",
    _Palette.Link: "accent",
    _Palette.LinkVisited: "accent",
    _Palette.Accent: "accent",
    _Palette.ToolTipBase: "tooltip",
    _Palette.ToolTipText: "on-tooltip",
    _Palette.Light: "raised",
    _Palette.Midlight: "hover",
    _Palette.Mid: "line-strong",
    _Palette.Dark: "control",
    _Palette.Shadow: "line-strong",
}


_STYLE = "QT_STYLE_OVERRIDE"


def prepare() -> None:
    """Choose the drawing style of Qt, for a program that is about to make its application.

    ``Theme.apply`` does it too where this was not called, but at a price: 9 ms before the first window.
    """
    os.environ[_STYLE] = "Fusion"


class Theme(QObject):
    """Colours by role for the scheme in force, and what makes an application wear them."""

    changed = Signal()
    """Scheme, text size or contrast is another one; palette, fonts and style sheet are set already."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a theme that follows the system, at 100 % text size."""
        super().__init__(parent)
        self._choice: ThemeChoice = "system"
        self._high_contrast = False
        self._scheme: Scheme = "light"
        self._app: QApplication | None = None
        self._worn: tuple[object, ...] = ()
        self._tints: dict[tuple[tuple[int, ...], bool], QColor] = {}
        self._colours = _colours(self._scheme)

    @property
    def scheme(self) -> Scheme:
        """The scheme in force: ``light`` or ``dark``."""
        return self._scheme

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose: ``light``, ``dark`` or ``system``."""
        return self._choice

    @property
    def high_contrast(self) -> bool:
        """Whether the borders of fields and buttons are as strong as the outlines of controls."""
        return self._high_contrast

    @property
    def text_size(self) -> float:
        """The factor for the size of all text."""
        return fonts.text_size()

    def apply(self, app: QApplication) -> None:
        """Dress ``app`` and follow the scheme of the system from now on, unless the user has chosen one."""
        fonts.load_fonts()
        if self._app is None:
            self._app = app
            self.setParent(app)
            if os.environ.get(_STYLE, "").lower() != "fusion":
                app.setStyle("Fusion")
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._refresh()

    def set_choice(self, choice: ThemeChoice) -> None:
        """Take the scheme that the user chose, or follow the system."""
        self._choice = choice
        # The title bar belongs to the desktop: it is told too, so that it matches.
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.styleHints().setColorScheme(_SCHEMES_OF_QT.get(choice, Qt.ColorScheme.Unknown))
        self._refresh()

    def set_text_size(self, factor: float) -> None:
        """Set the size of all text, 0.8 to 2.0."""
        fonts.set_text_size(clamp_text_size(factor))
        self._refresh()

    def set_high_contrast(self, on: bool) -> None:
        """Draw borders as strongly as the outlines of controls, or as decoration."""
        self._high_contrast = on
        self._refresh()

    def colour(self, role: Role) -> QColor:
        """Return the colour of ``role``."""
        return self._colours[role]

    def stripe(self, number: int) -> QColor:
        """Return the colour of a code's stripe and chip; ``number`` counts from 1 and repeats past 24."""
        return _at(self._tokens.stripe, number)

    def wash(self, number: int) -> QColor:
        """Return the colour that tints coded text; ``number`` counts from 1 and repeats past 24."""
        return _at(self._tokens.wash, number)

    def group(self, number: int) -> QColor:
        """Return the colour of a participant group's text; ``number`` counts from 1 and repeats past 8."""
        return _at(self._tokens.group, number)

    def group_badge(self, number: int) -> QColor:
        """Return the ground of a participant group's letter."""
        return _at(self._tokens.group_badge, number)

    def heat(self, step: int) -> QColor:
        """Return the ground of a counted cell; step 0 is none, 5 the most."""
        return QColor(self._tokens.heat[min(max(step, 0), len(self._tokens.heat) - 1)])

    def tint(self, numbers: Sequence[int], *, selected: bool = False) -> QColor:
        """Return the opaque ground of text under several codes: one palette number for each distinct code."""
        key = (tuple(sorted(numbers)), selected)
        if (known := self._tints.get(key)) is None:
            known = self._tints[key] = self._blend(key[0], selected)
        return known

    def _blend(self, numbers: Sequence[int], selected: bool) -> QColor:
        paper = self.colour("paper")
        if not numbers:
            return paper
        alphas = self._tokens.tint_alpha
        alpha = alphas[min(len(numbers), len(alphas)) - 1] + (tokens().tint_selected if selected else 0)
        washes = [self.wash(number) for number in numbers]

        def channel(ground: int, over: list[int]) -> int:
            return round(ground * (1 - alpha) + sum(over) / len(over) * alpha)

        return QColor(
            channel(paper.red(), [wash.red() for wash in washes]),
            channel(paper.green(), [wash.green() for wash in washes]),
            channel(paper.blue(), [wash.blue() for wash in washes]),
        )

    @property
    def _tokens(self) -> SchemeTokens:
        return tokens().schemes[self._scheme]

    @Slot()
    def _follow_system(self) -> None:
        if self._choice == "system":
            self._refresh()

    def _refresh(self) -> None:
        self._scheme = self._wanted()
        worn = (self._scheme, fonts.text_size(), self._high_contrast, self._app)
        if worn == self._worn:
            return
        self._worn = worn
        self._colours = _colours(self._scheme)
        if self._high_contrast:
            self._colours = {**self._colours, "line-strong": self._colours["control"]}
        self._tints = {}
        if self._app is not None:
            # The style sheet last: it is what makes every widget ask for palette and font again.
            self._app.setPalette(self.palette())
            self._app.setFont(fonts.ui_font("body"))
            self._app.setStyleSheet(theme_qss.style_sheet(self._scheme, self._colours))
        self.changed.emit()

    def _wanted(self) -> Scheme:
        if self._choice != "system":
            return self._choice
        hints = self._app.styleHints() if self._app is not None else None
        return "dark" if hints and hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def palette(self) -> QPalette:
        """Return the palette of the scheme in force."""
        palette = QPalette()
        for place, role in _PALETTE.items():
            palette.setColor(place, self.colour(role))
        palette.setColor(_Group.Inactive, _Palette.Highlight, self.colour("current"))
        for place in (_Palette.WindowText, _Palette.Text, _Palette.ButtonText, _Palette.HighlightedText):
            palette.setColor(_Group.Disabled, place, self.colour("disabled"))
        palette.setColor(_Group.Disabled, _Palette.Highlight, self.colour("current"))
        return palette


def _at(colours: Sequence[str], number: int) -> QColor:
    return QColor(colours[(number - 1) % len(colours)])


@cache
def _colours(scheme: Scheme) -> dict[str, QColor]:
    return {role: QColor(value) for role, value in tokens().schemes[scheme].colour.items()}


_current: Theme | None = None


def current() -> Theme:
    """Return the theme of the process; it is made when first asked for, and worn from ``apply`` on."""
    global _current  # one application, one theme: every painter asks for it
    if _current is None:
        _current = Theme()
    return _current
