"""Reading pictures of widgets, and the contrast of two colours."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget


def picture(widget: QWidget, rect: QRect | None = None) -> QImage:
    """Return what ``widget`` (or a part of it) looks like in its window, with all that is behind and above it."""
    part = rect if rect is not None else widget.rect()
    return widget.window().grab(QRect(widget.mapTo(widget.window(), part.topLeft()), part.size())).toImage()


def counted(image: QImage) -> Counter[str]:
    """Return how many pixels of ``image`` have each colour, written as ``#rrggbb``."""
    # Four bytes a pixel and no padding at the end of a line: read at once, a window has a million of them.
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(memoryview(plain.constBits()).cast("I"))
    return Counter({f"#{pixel & 0xFFFFFF:06x}": number for pixel, number in pixels.items()})


def colours(image: QImage) -> set[str]:
    """Return every colour of ``image``."""
    return set(counted(image))


def holds(image: QImage, colour: QColor) -> bool:
    """Tell whether one pixel of ``image`` has exactly ``colour``."""
    return colour.name() in colours(image)


def resembles(image: QImage, colour: QColor, distance: int = 30) -> bool:
    """Tell whether one pixel of ``image`` is nearly ``colour``: small letters and thin lines are never quite."""
    return any(
        abs(found.red() - colour.red()) + abs(found.green() - colour.green()) + abs(found.blue() - colour.blue())
        <= distance
        for found in map(QColor, colours(image))
    )


def luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
