"""The colours that the transcript view paints with: plain values, so that no painter asks for the theme."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from qualcode.gui.tokens import Scheme, Tokens


@dataclass(frozen=True, slots=True, eq=False)
class TextColours:
    """Colours by role, and the palettes of codes and groups.

    ``stripes`` and ``washes`` stand in the order of the code palette, ``groups`` in that of the group
    palette. ``tint_alphas`` are the shares of wash under one, two, three, four or more codes;
    ``tint_selected`` is added for the selected coding.

    One set serves all views of a window, and is known by its identity.
    """

    paper: QColor
    text: QColor
    text_2: QColor
    text_3: QColor
    accent: QColor
    accent_soft: QColor
    selection: QColor
    warning: QColor
    warning_soft: QColor
    stripes: tuple[QColor, ...]
    washes: tuple[QColor, ...]
    groups: tuple[QColor, ...]
    tint_alphas: tuple[float, ...]
    tint_selected: float

    @classmethod
    def from_tokens(cls, tokens: Tokens, scheme: Scheme) -> TextColours:
        """Take the colours of ``scheme`` from the design tokens."""
        values = tokens.schemes[scheme]
        role = values.colour
        return cls(
            paper=QColor(role["paper"]),
            text=QColor(role["text"]),
            text_2=QColor(role["text-2"]),
            text_3=QColor(role["text-3"]),
            accent=QColor(role["accent"]),
            accent_soft=QColor(role["accent-soft"]),
            selection=QColor(role["selection"]),
            warning=QColor(role["warning"]),
            warning_soft=QColor(role["warning-soft"]),
            stripes=tuple(QColor(value) for value in values.stripe),
            washes=tuple(QColor(value) for value in values.wash),
            groups=tuple(QColor(value) for value in values.group),
            tint_alphas=values.tint_alpha,
            tint_selected=tokens.tint_selected,
        )

    def stripe(self, number: int) -> QColor:
        """Return the colour of a code's stripe and chip; ``number`` counts from 1, past the palette again."""
        return self.stripes[(number - 1) % len(self.stripes)]

    def wash(self, number: int) -> QColor:
        """Return the colour that tints the text under a code; ``number`` counts from 1."""
        return self.washes[(number - 1) % len(self.washes)]

    def group(self, number: int) -> QColor:
        """Return the colour of a participant group's speaker labels; ``number`` counts from 1."""
        return self.groups[(number - 1) % len(self.groups)]
