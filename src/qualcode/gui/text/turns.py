"""Who speaks where: speaker labels set apart from the words, and the text as the view lays it out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QBrush, QColor, QFont, QTextCharFormat, QTextLayout

from qualcode.gui import fonts
from qualcode.gui.text.colours import TextColours
from qualcode.gui.text.offsets import OffsetMap

LONG = 1500
"""Characters of a paragraph that Qt lays out at once; a longer one is cut in pieces, in the view only."""

_LABEL_GAP = 4


@dataclass(frozen=True, slots=True)
class TurnMark:
    """A speaker's turn: the label stands from ``start`` to ``said``, the words from there to ``end``.

    ``colour_key`` is the number of the speaker's group in the group palette, None for somebody without a
    group.
    """

    start: int
    said: int
    end: int
    label: str
    colour_key: int | None = None
    moderator: bool = False


def view_text(text: str, paragraphs: Sequence[int], limit: int = LONG) -> tuple[str, list[int]]:
    """Return the text to be laid out, and the offsets at which a piece of a long paragraph goes on.

    A space in a paragraph of more than ``limit`` characters becomes a line break, at the end of a sentence
    if there is one in the second half of the piece. The length stays, so all offsets stay; a paragraph
    without spaces stays whole.
    """
    breaks: list[int] = []
    for start, following in zip(paragraphs, [*paragraphs[1:], len(text) + 1], strict=True):
        end = following - 1
        while end - start > limit:
            at = _place_to_break(text, start, end, limit)
            if at < 0:
                break
            breaks.append(at)
            start = at + 1
    if not breaks:
        return text, []
    pieces = [text[left + 1 : right] for left, right in zip([-1, *breaks], [*breaks, len(text)], strict=True)]
    return "\n".join(pieces), [at + 1 for at in breaks]


def _place_to_break(text: str, start: int, end: int, limit: int) -> int:
    """Return the offset of the space to be replaced; -1 when there is none."""
    half = start + limit // 2
    for mark in (". ", "? ", "! "):
        at = text.rfind(mark, half, start + limit)
        if at >= 0:
            return at + 1
    at = text.rfind(" ", half, start + limit)
    if at < 0:
        at = text.find(" ", start + limit, end - 1)
    return at


class Speakers:
    """The turns of a document, sorted, and the format of each label."""

    def __init__(self, turns: Sequence[TurnMark], offsets: OffsetMap, colours: TextColours, zoom: float) -> None:
        """Prepare the labels of ``turns`` in ``colours`` at the zoom factor ``zoom``."""
        self._turns = sorted(turns, key=lambda turn: turn.start)
        self._starts = [turn.start for turn in self._turns]
        self._offsets = offsets
        self._formats: dict[int | None, QTextCharFormat] = {}
        self._gap = QTextCharFormat()
        self.dress(colours, zoom)

    def dress(self, colours: TextColours, zoom: float) -> None:
        """Take other colours or another zoom factor; formats are made when they are first needed."""
        self._colours, self._zoom = colours, zoom
        self._formats.clear()

    def _format(self, key: int | None) -> QTextCharFormat:
        """Return the format of the labels of a group, of nobody's group for None."""
        known = self._formats.get(key)
        if known is None:
            font = fonts.ui_font("speaker")
            font.setPixelSize(max(1, round(font.pixelSize() * self._zoom)))
            colour = self._colours.text_3 if key is None else self._colours.group(key)
            known = self._formats[key] = _label_format(font, colour)
            self._gap.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            self._gap.setFontLetterSpacing(_LABEL_GAP * self._zoom)
        return known

    def at(self, offset: int) -> TurnMark | None:
        """Return the turn that holds ``offset``."""
        turn = self._before(offset)
        return turn if turn is not None and offset < turn.end else None

    def labels(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the stretches of label between ``start`` and ``end``, in code points, clipped."""
        return [
            (max(turn.start, start), min(turn.said, end))
            for turn in self._around(start, end)
            if turn.said > max(turn.start, start)
        ]

    def formats(self, unit: int, length: int) -> list[QTextLayout.FormatRange]:
        """Return the formats of the labels in a block of ``length`` UTF-16 units that starts at ``unit``."""
        start, end = self._offsets.from_utf16(unit), self._offsets.from_utf16(unit + length)
        found: list[QTextLayout.FormatRange] = []
        for turn in self._around(start, end):
            left = self._offsets.to_utf16(max(turn.start, start)) - unit
            right = self._offsets.to_utf16(min(turn.said, end)) - unit
            if right > left:
                key = None if turn.moderator else turn.colour_key
                found.append(_range(left, right, self._format(key)))
                # The blank after the label takes part of the words' font: a little air sets the name apart.
                found.append(_range(right - 1, right, self._gap))
        return found

    def _around(self, start: int, end: int) -> list[TurnMark]:
        first = max(0, bisect_right(self._starts, start) - 1)
        return self._turns[first : bisect_left(self._starts, end)]

    def _before(self, offset: int) -> TurnMark | None:
        at = bisect_right(self._starts, offset) - 1
        return self._turns[at] if at >= 0 else None


def _label_format(font: QFont, colour: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
    made.setForeground(QBrush(colour))
    return made


def _range(start: int, end: int, char_format: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = end - start
    made.format = char_format
    return made
