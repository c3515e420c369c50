"""A row of the documents: kind, name, how much is coded."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.delegates.tree_row import TreeRowDelegate, name_style
from qualcode.gui.fonts import scaled
from qualcode.gui.models.roles import DocumentRole, TreeRole

_ICONS = {
    "interview": "message-square-text",
    "workshop": "users",
    "reflexive": "notebook-pen",
    "field-note": "map-pin",
    "other": "file-text",
}
_ICON, _BAR, _BAR_HEIGHT = 14, 28, 4


def document_icon(kind: str, mode: str | None = None) -> str:
    """Return the name of the icon for a kind of document held in a mode, both as the domain writes them."""
    if kind == "interview" and mode == "telephone":
        return "phone"
    return _ICONS.get(kind, "file-text")


class DocumentRowDelegate(TreeRowDelegate):
    """Draws folders with their time at the right, and documents with icon, name, bar and percentage."""

    def name_offset(self, index: Index) -> int:
        return 0 if pieces.flag(index, TreeRole.FOLDER) else scaled(_ICON + 8)

    def draw_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        right = self._draw_share(painter, rect, index)
        if not pieces.flag(index, TreeRole.FOLDER):
            name = pieces.answer(index, DocumentRole.ICON, str) or "file-text"
            icons.draw(painter, name, "text-2", pieces.centred(rect.x(), rect, scaled(_ICON), scaled(_ICON)))
        line = QRect(rect)
        line.setLeft(rect.x() + self.name_offset(index))
        line.setRight(right - scaled(6))
        font, ink = name_style(index)
        pieces.draw_text(painter, line, str(index.data(Qt.ItemDataRole.DisplayRole) or ""), font, ink)

    def _draw_share(self, painter: QPainter, rect: QRect, index: Index) -> int:
        """Draw what stands at the right, and return where it begins."""
        font, ink = fonts.ui_font("body", figures=True), theme.current().colour("text-2")
        metrics = fonts.ui_metrics("body", figures=True)
        aside = pieces.answer(index, DocumentRole.ASIDE, str)
        if aside:
            pieces.draw_text(painter, rect, aside, font, ink, pieces.RIGHT)
            return rect.right() - metrics.horizontalAdvance(aside)
        share = pieces.answer(index, DocumentRole.CODED, float)
        if share is None:
            return rect.right() + scaled(6)
        pieces.draw_text(painter, rect, pieces.percent(share), font, ink, pieces.RIGHT)
        # All bars begin under each other. There is room for two digits: with three the bar ends earlier.
        figure = metrics.horizontalAdvance(pieces.percent(share))
        start = rect.right() - metrics.horizontalAdvance(pieces.percent(0.88)) - scaled(6 + _BAR)
        width = min(scaled(_BAR), rect.right() - figure - scaled(4) - start)
        pieces.draw_bar(painter, pieces.centred(start, rect, width, scaled(_BAR_HEIGHT)), share)
        return start
