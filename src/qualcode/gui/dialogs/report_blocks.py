"""The parts of a printed page: paragraphs, tables, large numbers. Each knows its height and paints itself.

Lengths are points of the printed page; a part multiplies them by the scale of the sheet that it is painted on.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from qualcode.gui.tokens import tokens

if TYPE_CHECKING:
    from qualcode.exchange.writers.table import Row, TableData

Ink = Literal["text", "text-2", "accent"]
_TWIPS = 20.0
_CELL_SIZE, _ROW, _PADDING, _INDENT = 8.5, 14.5, 3.0, 10.0
_NARROWEST = 72


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is set; ``family`` is ``ui`` or ``reading``."""

    size: float
    weight: int = 400
    family: Literal["ui", "reading"] = "reading"
    italic: bool = False
    ink: Ink = "text"

    def font(self, scale: float, *, figures: bool = False) -> QFont:
        """Return the font at the scale of the sheet; ``figures`` gives all digits one width (and the hyphen, too)."""
        style = tokens().styles["quote" if self.family == "reading" else "body"]
        font = QFont()
        font.setFamilies(list(style.families))
        font.setPixelSize(max(6, round(self.size * scale)))
        font.setWeight(QFont.Weight(self.weight))
        font.setItalic(self.italic)
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font


def ink_of(ink: Ink) -> QColor:
    """Return the colour of printed text: that of the light theme, as the sheet is light in the dark too."""
    return QColor(tokens().schemes["light"].colour[ink])


class Block(ABC):
    """A part of the page, laid out for one width and scale."""

    @abstractmethod
    def height(self, width: float, scale: float) -> float:
        """Return the height in pixels at ``width`` pixels."""

    @abstractmethod
    def paint(self, painter: QPainter, x: float, y: float, width: float, scale: float) -> None:
        """Draw the part with its upper left corner at (x, y)."""


@dataclass(eq=False)
class Gap(Block):
    """Empty space, in points."""

    points: float

    def height(self, width: float, scale: float) -> float:
        return self.points * scale

    def paint(self, painter: QPainter, x: float, y: float, width: float, scale: float) -> None:
        """Draw nothing."""


@dataclass(eq=False)
class Text(Block):
    """A paragraph; ``tail`` follows in another look in the same paragraph (the attribution of a quote)."""

    words: str
    look: Look
    tail: str = ""
    tail_look: Look | None = None
    indent: float = 0.0
    leading: float = 1.4

    def height(self, width: float, scale: float) -> float:
        return self._layout(width, scale).boundingRect().height() if self.words or self.tail else 0.0

    def paint(self, painter: QPainter, x: float, y: float, width: float, scale: float) -> None:
        layout = self._layout(width, scale)
        painter.setPen(ink_of(self.look.ink))
        layout.draw(painter, QPointF(x + self.indent * scale, y))

    def _layout(self, width: float, scale: float) -> QTextLayout:
        whole = f"{self.words} {self.tail}" if self.tail else self.words
        layout = QTextLayout(whole.replace("\n", "\u2028"), self.look.font(scale))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if self.tail and self.tail_look is not None:
            layout.setFormats([_range(len(self.words.encode("utf-16-le")) // 2 + 1, self.tail, self.tail_look, scale)])
        step = self.look.size * self.leading * scale
        room = width - self.indent * scale
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(room, 10.0))
            line.setPosition(QPointF(0, y + (step - line.height()) / 2))
            y += step
        layout.endLayout()
        return layout


def _range(start: int, words: str, look: Look, scale: float) -> QTextLayout.FormatRange:
    form = QTextCharFormat()
    form.setFont(look.font(scale))
    form.setForeground(ink_of(look.ink))
    found = QTextLayout.FormatRange()
    found.start = start
    found.length = len(words.encode("utf-16-le")) // 2
    found.format = form
    return found


@dataclass(eq=False)
class Numbers(Block):
    """A row of large numbers, each over what it counts."""

    pairs: tuple[tuple[str, str], ...]

    def height(self, width: float, scale: float) -> float:
        return 44 * scale

    def paint(self, painter: QPainter, x: float, y: float, width: float, scale: float) -> None:
        each = width / max(1, len(self.pairs))
        for place, (value, words) in enumerate(self.pairs):
            box = QRectF(x + place * each, y, each, 28 * scale)
            painter.setPen(ink_of("accent"))
            painter.setFont(Look(20, 600, "ui").font(scale))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, value)
            painter.setPen(ink_of("text-2"))
            painter.setFont(Look(8, 400, "ui").font(scale))
            below = QRectF(x + place * each, y + 29 * scale, each, 14 * scale)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)


@dataclass(eq=False)
class Table(Block):
    """A table as the Word file lays it out: the same shares of the width, headings over several columns."""

    data: TableData
    landscape: bool = False

    @cached_property
    def _shares(self) -> tuple[float, ...]:
        from qualcode.exchange.writers.word_columns import LANDSCAPE, PORTRAIT, column_widths

        widths = column_widths(self.data, LANDSCAPE if self.landscape else PORTRAIT)
        return tuple(width / sum(widths) for width in widths)

    def height(self, width: float, scale: float) -> float:
        head = len(self.data.header) * (_ROW + 1) * scale
        return head + sum(self._row_height(row, width, scale) for row in self.data.rows) + 2 * scale

    def paint(self, painter: QPainter, x: float, y: float, width: float, scale: float) -> None:
        edges = [x]
        for share in self._shares:
            edges.append(edges[-1] + share * width)
        y = self._paint_head(painter, edges, y, scale)
        previous = ""
        for row in self.data.rows:
            strong = row.kind == "total" and previous != "total"
            if strong:
                _rule(painter, edges[0], edges[-1], y, 0.9 * scale, "text")
            y = self._paint_row(painter, row, edges, y, scale)
            previous = row.kind

    def _paint_head(self, painter: QPainter, edges: list[float], y: float, scale: float) -> float:
        look = Look(8, 600, "ui")
        for number, level in enumerate(self.data.header):
            last = number == len(self.data.header) - 1
            at = 0
            for cell in level:
                box = QRectF(edges[at], y, edges[at + cell.span] - edges[at] - _PADDING * scale, _ROW * scale)
                text = at == 0 or (at - 1 in self.data.text_columns and last)
                side = Qt.AlignmentFlag.AlignLeft if text or cell.span > 1 else Qt.AlignmentFlag.AlignRight
                if cell.span > 1:
                    box.setLeft(box.left() + 9 * scale)
                    if cell.text:
                        _rule(painter, box.left(), box.right(), y + _ROW * scale, 0.5 * scale, "text-2")
                _line(painter, box, cell.text, look, scale, side)
                at += cell.span
            y += (_ROW + 1) * scale
        _rule(painter, edges[0], edges[-1], y, 0.9 * scale, "text")
        return y + scale

    def _paint_row(self, painter: QPainter, row: Row, edges: list[float], y: float, scale: float) -> float:
        high = self._row_height(row, edges[-1] - edges[0], scale)
        look = self._look(row)
        indent = row.depth * _INDENT * scale
        for at, words in enumerate((row.label, *row.cells)):
            left = edges[at] + (indent if at == 0 else 0)
            box = QRectF(left, y, edges[at + 1] - left - _PADDING * scale, high)
            if at and at - 1 not in self.data.text_columns:
                box.setHeight(_ROW * scale)
                _line(painter, box, words, look, scale, Qt.AlignmentFlag.AlignRight)
            else:
                Text(words, look, leading=1.25).paint(painter, left, y + 2 * scale, box.width(), scale)
        y += high
        _rule(painter, edges[0], edges[-1], y, 0.4 * scale, "line")
        return y

    def _row_height(self, row: Row, width: float, scale: float) -> float:
        look = self._look(row)
        high = _ROW * scale
        for at, words in enumerate((row.label, *row.cells)):
            if at and at - 1 not in self.data.text_columns:
                continue
            room = self._shares[at] * width - (_PADDING + (row.depth * _INDENT if at == 0 else 0)) * scale
            high = max(high, Text(words, look, leading=1.25).height(room, scale) + 4 * scale)
        return high

    @staticmethod
    def _look(row: Row) -> Look:
        if row.kind in ("total", "branch"):
            return Look(_CELL_SIZE, 600, "ui")
        return Look(_CELL_SIZE, 400, "ui", ink="text-2" if row.kind == "n" else "text")


def _line(painter: QPainter, box: QRectF, words: str, look: Look, scale: float, side: Qt.AlignmentFlag) -> None:
    font = look.font(scale, figures=side == Qt.AlignmentFlag.AlignRight)
    wide = QFontMetricsF(font).horizontalAdvance(words)
    if wide > box.width() > 0:
        # The type of the window is wider than that of the file: what fits there is drawn narrower here.
        font.setStretch(max(_NARROWEST, int(100 * box.width() / wide)))
    painter.setFont(font)
    painter.setPen(ink_of(look.ink))
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 1)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _rule(
    painter: QPainter, left: float, right: float, y: float, width: float, ink: Literal["text", "text-2", "line"]
) -> None:
    colour = QColor(tokens().schemes["light"].colour["line-strong" if ink == "line" else ink])
    painter.setPen(QPen(colour, max(1.0, width)))
    at = round(y) + 0.5
    painter.drawLine(QRectF(left, at, right - left, 0).topLeft(), QRectF(left, at, right - left, 0).topRight())
