"""Small things that widgets and painters of rows draw: chips, bars, letters of groups, frames, lines of text."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from qualcode.gui import fonts, theme
from qualcode.gui.fonts import scaled

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def outline(painter: QPainter, rect: QRect, colour: QColor, width: int, radius: int) -> None:
    """Draw a frame of ``width`` pixels just inside ``rect``."""
    if radius <= 0:
        # Four bars: a stroked rectangle leaves its corners out.
        inner = rect.adjusted(width, width, -width, -width)
        for x, y, w, h in (
            (rect.x(), rect.y(), rect.width(), width),
            (rect.x(), inner.bottom() + 1, rect.width(), width),
            (rect.x(), inner.y(), width, inner.height()),
            (inner.right() + 1, inner.y(), width, inner.height()),
        ):
            painter.fillRect(x, y, w, h, colour)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def fill_rounded(painter: QPainter, rect: QRect | QRectF, colour: QColor, radius: float) -> None:
    """Fill ``rect`` with rounded corners."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_chip(painter: QPainter, rect: QRect, number: int, *, ring: bool) -> None:
    """Draw the chip of a code: solid for a deductive code, a ring for an inductive one."""
    colour = theme.current().stripe(number)
    radius = scaled(3)
    if not ring:
        fill_rounded(painter, rect, colour, radius)
        return
    width = scaled(3) if rect.width() >= scaled(12) else scaled(2)
    outline(painter, rect, colour, width, max(1, radius - width // 2))


def draw_bar(painter: QPainter, rect: QRect, share: float) -> None:
    """Draw a bar filled to ``share`` (0 to 1); anything above nothing shows at least a dot."""
    colours = theme.current()
    radius = rect.height() / 2
    fill_rounded(painter, rect, colours.colour("line"), radius)
    share = min(max(share, 0.0), 1.0)
    if share > 0:
        width = max(rect.height(), round(rect.width() * share))
        filled = QRect(rect.topLeft(), rect.size())
        filled.setWidth(width)
        fill_rounded(painter, filled, colours.colour("control"), radius)


def draw_badge(painter: QPainter, rect: QRect, letter: str, group: int) -> None:
    """Draw the letter of a participant group on its ground."""
    colours = theme.current()
    fill_rounded(painter, rect, colours.group_badge(group), scaled(4))
    font = fonts.ui_font("micro", weight=600)
    font.setPixelSize(scaled(10))
    draw_text(painter, rect, letter, font, colours.group(group), Qt.AlignmentFlag.AlignCenter)


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    alignment: Qt.AlignmentFlag = LEFT,
) -> None:
    """Draw one line of text, elided at the right where it does not fit."""
    if rect.width() <= 0:
        return
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, int(alignment | Qt.TextFlag.TextSingleLine), shown)


def centred(x: int, row: QRect, width: int, height: int) -> QRect:
    """Return a rectangle of the size given at ``x``, in the vertical middle of ``row``."""
    return QRect(x, row.y() + (row.height() - height) // 2, width, height)


def percent(share: float) -> str:
    """Write a share (0 to 1) as whole percent; neither nothing nor everything is claimed by rounding.

    >>> percent(0.004), percent(0.996), percent(0.345)
    ('1\\u202f%', '99\\u202f%', '35\\u202f%')
    """
    figure = int(share * 100 + 0.5)
    if 0 < share < 1:
        figure = min(max(figure, 1), 99)
    return f"{figure}\u202f%"
