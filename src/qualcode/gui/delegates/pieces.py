"""Small things that several painters draw: grounds of rows, chips, bars, letters of groups, lines of text."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from qualcode.gui import fonts, theme
from qualcode.gui.fonts import scaled

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def answer(index: Index, role: int, kind: type[T]) -> T | None:
    """Return what the model answers for ``role`` if it is of ``kind``, else None."""
    found = index.data(role)
    if kind is int and isinstance(found, bool):
        return None
    return found if isinstance(found, kind) else None


def flag(index: Index, role: int) -> bool:
    """Tell whether the model answers True for ``role``."""
    return index.data(role) is True


def view_of(option: QStyleOptionViewItem) -> QAbstractItemView | None:
    """Return the view that paints the item."""
    return option.widget if isinstance(option.widget, QAbstractItemView) else None


def has_state(option: QStyleOptionViewItem, state: QStyle.StateFlag) -> bool:
    """Tell whether the item is in ``state``."""
    return bool(option.state & state)


def view_has_focus(option: QStyleOptionViewItem) -> bool:
    """Tell whether the view has the keyboard; only then its rows show the accent."""
    view = view_of(option)
    return view is not None and (view.hasFocus() or view.viewport().hasFocus())


def row_ground(option: QStyleOptionViewItem, *, on_paper: bool = False) -> QColor | None:
    """Return the ground of a row (selected, hovered), or None when it has none of its own."""
    colours = theme.current()
    if has_state(option, QStyle.StateFlag.State_Selected):
        return colours.colour("accent-soft" if view_has_focus(option) else "current")
    if has_state(option, QStyle.StateFlag.State_MouseOver):
        return colours.colour("header" if on_paper else "hover")
    return None


def has_keyboard_focus(option: QStyleOptionViewItem) -> bool:
    """Tell whether the item is to show the focus ring: it is the current one, and the keyboard led there."""
    return (
        has_state(option, QStyle.StateFlag.State_HasFocus)
        and has_state(option, QStyle.StateFlag.State_KeyboardFocusChange)
        and view_has_focus(option)
    )


def draw_focus(painter: QPainter, option: QStyleOptionViewItem, radius: int = 4) -> None:
    """Draw the focus ring inside the item, when the keyboard was what brought the focus there."""
    if has_keyboard_focus(option):
        outline(painter, option.rect, theme.current().colour("accent"), 2, radius)


def outline(painter: QPainter, rect: QRect, colour: QColor, width: int, radius: int) -> None:
    """Draw a frame of ``width`` pixels just inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, radius > 0)
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
