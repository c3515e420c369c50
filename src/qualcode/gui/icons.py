"""The line icons of the window, drawn in the colours of the theme in force.

An icon is named as its file in ``resources/icons``. A ``QIcon`` made here is drawn at the moment it is shown:
it follows the theme, and it is sharp on every screen.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from qualcode.environment.assets import resource
from qualcode.gui import theme
from qualcode.gui.tokens import Role


def icon(name: str, role: Role = "text-2", checked: Role = "accent") -> QIcon:
    """Return an icon for a button, an action or a menu.

    Disabled it takes the colour ``disabled``, checked the colour ``checked``.

    Raises:
        FileNotFoundError: when there is no icon of that name.
    """
    _source(name)
    return QIcon(_LineIcon(name, role, checked))


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a picture of ``size`` logical pixels for the device pixel ratio ``ratio``.

    Raises:
        FileNotFoundError: when there is no icon of that name.
    """
    key = f"qualcode-icon {name} {colour.rgba():x} {size} {ratio:g}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = _render(name, colour, size, ratio)
    QPixmapCache.insert(key, picture)
    return picture


def draw(painter: QPainter, name: str, role: Role, rect: QRect) -> None:
    """Draw the icon centred in ``rect``, as large as its shorter side."""
    draw_in(painter, name, theme.current().colour(role), rect)


def draw_in(painter: QPainter, name: str, colour: QColor, rect: QRect) -> None:
    """Draw the icon in ``colour`` centred in ``rect``, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    if size <= 0:
        return
    corner = QPoint(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2)
    painter.drawPixmap(corner, pixmap(name, colour, size, painter.device().devicePixelRatioF()))


class _LineIcon(QIconEngine):
    """Draws a named icon in the colour that the theme has at that moment."""

    def __init__(self, name: str, role: Role, checked: Role) -> None:
        super().__init__()
        self._name, self._role, self._checked = name, role, checked

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme.current().colour("disabled")
        return theme.current().colour(self._checked if state == QIcon.State.On else self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw_in(painter, self._name, self._colour(mode, state), rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._picture(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # The size is a logical one from Qt 6.8 on (it was in device pixels before).
        return self._picture(size, mode, state, scale)

    def _picture(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = min(size.width(), size.height())
        drawn = pixmap(self._name, self._colour(mode, state), side, scale)
        if size.width() <= side:
            return drawn
        # Wider than high: the icon stands at the left, and the rest is the distance to the word behind it,
        # which no style sheet can set.
        wide = QPixmap(round(size.width() * scale), drawn.height())
        wide.setDevicePixelRatio(scale)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, drawn)
        painter.end()
        return wide

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._role, self._checked)

    def key(self) -> str:
        return "qualcode-line-icon"


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


def _render(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # with the first icon: a program that draws none need not load it

    side = max(1, round(size * ratio))
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    source = _source(name).replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(source.encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
