"""A row of the codebook: chip, name, lock, number of segments."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.delegates.tree_row import TreeRowDelegate, name_style
from qualcode.gui.fonts import scaled
from qualcode.gui.models.roles import CodeRole

_CHIP, _LOCK = 12, 12


class CodeRowDelegate(TreeRowDelegate):
    """Draws branches and codes: the chip solid for a deductive code, a ring for an inductive one."""

    def name_offset(self, index: Index) -> int:
        return 0 if pieces.answer(index, CodeRole.CHIP, int) is None else scaled(_CHIP + 8)

    def draw_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        right = self._draw_count(painter, rect, index)
        number = pieces.answer(index, CodeRole.CHIP, int)
        if number is not None:
            chip = pieces.centred(rect.x(), rect, scaled(_CHIP), scaled(_CHIP))
            pieces.draw_chip(painter, chip, number, ring=pieces.flag(index, CodeRole.RING))
        locked = pieces.flag(index, CodeRole.LOCKED)
        line = QRect(rect)
        line.setLeft(rect.x() + self.name_offset(index))
        line.setRight(right - scaled(8 + (_LOCK + 8 if locked else 0)))
        font, ink = name_style(index)
        name = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = draw_matched(painter, line, name, pieces.answer(index, CodeRole.MATCH, str) or "", font, ink)
        if locked:
            at = line.x() + width + scaled(8)
            icons.draw(painter, "lock", "text-2", pieces.centred(at, rect, scaled(_LOCK), scaled(_LOCK)))

    def _draw_count(self, painter: QPainter, rect: QRect, index: Index) -> int:
        """Draw the number at the right, and return where it begins."""
        count = pieces.answer(index, CodeRole.COUNT, int)
        if count is None:
            return rect.right() + scaled(8)
        shown = f"{count:,}" if count else "–"
        ink = theme.current().colour("text-2")
        pieces.draw_text(painter, rect, shown, fonts.ui_font("body", figures=True), ink, pieces.RIGHT)
        return rect.right() - fonts.ui_metrics("body", figures=True).horizontalAdvance(shown)


def draw_matched(painter: QPainter, rect: QRect, text: str, match: str, font: QFont, ink: QColor) -> int:
    """Draw one line with the first place of ``match`` in semi-bold; return the width that was drawn.

    Upper and lower case are the same. What does not fit is elided at the right.
    """
    at = text.lower().find(match.lower()) if match else -1
    if at < 0 or len(text.lower()) != len(text):
        pieces.draw_text(painter, rect, text, font, ink)
        return min(QFontMetrics(font).horizontalAdvance(text), rect.width())
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    x = rect.x()
    end = at + len(match)
    for part, face in ((text[:at], font), (text[at:end], bold), (text[end:], font)):
        piece = QRect(x, rect.y(), rect.right() - x + 1, rect.height())
        pieces.draw_text(painter, piece, part, face, ink)
        x += QFontMetrics(face).horizontalAdvance(part)
    return min(x - rect.x(), rect.width())
