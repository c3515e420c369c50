"""What painters of rows and cells share: what the model answers, in which state the view is, what is drawn."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from qualcode.gui import theme
from qualcode.gui.drawing import LEFT as LEFT
from qualcode.gui.drawing import RIGHT as RIGHT
from qualcode.gui.drawing import centred as centred
from qualcode.gui.drawing import draw_badge as draw_badge
from qualcode.gui.drawing import draw_bar as draw_bar
from qualcode.gui.drawing import draw_chip as draw_chip
from qualcode.gui.drawing import draw_text as draw_text
from qualcode.gui.drawing import fill_rounded as fill_rounded
from qualcode.gui.drawing import outline as outline
from qualcode.gui.drawing import percent as percent

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


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
