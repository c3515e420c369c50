"""The list above the quick-code field: codes that fit what was typed, and a row that makes a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.gui import fonts, icons, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.code_row import draw_matched
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled

SHOWN = 8
_ROW, _SEPARATOR, _PADDING = 28, 13, 4
_NOWHERE = QModelIndex()
_FIRST = int(Qt.ItemDataRole.UserRole) + 300


class QuickRole(IntEnum):
    """Roles of a row of the list."""

    CODE = _FIRST
    """QuickCode, or None for the row that makes a new code."""
    MATCH = _FIRST + 1
    """str: what was typed."""
    NEW = _FIRST + 2
    """str: the keys that make a new code; None for a code."""


@dataclass(frozen=True, slots=True)
class QuickCode:
    """A code as it is offered; ``key`` is its shortcut in words, ``recent`` counts from 0 for the one used last."""

    id: int
    name: str
    parent: str
    colour: int
    ring: bool
    count: int
    key: str = ""
    recent: int | None = None


def matching(codes: Iterable[QuickCode], typed: str) -> list[QuickCode]:
    """Return the codes that hold ``typed``: at the start of the name first, of a word next, then anywhere.

    Without letters the codes used last come first, then all others in the order of the codebook.
    """
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return sorted(codes, key=lambda code: (code.recent is None, code.recent or 0))
    ranked = []
    for place, code in enumerate(codes):
        rank = _rank(code, wanted)
        if rank is not None:
            ranked.append((rank, code.recent is None, code.recent or 0, place, code))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1])]


def _rank(code: QuickCode, wanted: str) -> int | None:
    name = code.name.casefold()
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name.replace("-", " ").replace("(", " "):
        return 1
    if wanted in name:
        return 2
    initials = "".join(word[0] for word in name.split())
    if initials.startswith(wanted):
        return 3
    return 4 if wanted in f"{code.parent} {name}".casefold() else None


class QuickCodeModel(QAbstractListModel):
    """The codes that fit, then one row for a new code when something was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._found: list[QuickCode] = []
        self._typed = ""
        self._under = ""

    def show(self, codes: Sequence[QuickCode], typed: str, under: str) -> None:
        """Show what fits ``typed``; a new code would be made below the code named ``under``."""
        self.beginResetModel()
        self._typed, self._under = " ".join(typed.split()), under
        self._found = matching(codes, typed)
        self.endResetModel()

    @property
    def offers_new(self) -> bool:
        """Whether the last row makes a new code."""
        return bool(self._typed) and all(c.name.casefold() != self._typed.casefold() for c in self._found)

    def code(self, row: int) -> QuickCode | None:
        """Return the code in ``row``; None for the row that makes a new one."""
        return self._found[row] if 0 <= row < len(self._found) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found) + self.offers_new

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        code = self.code(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return code.name if code else self._new_words()
            case Qt.ItemDataRole.AccessibleTextRole:
                return _sentence(code) if code else self._new_words()
            case Qt.ItemDataRole.ToolTipRole:
                return f"{code.parent} › {code.name}" if code and code.parent else None
            case QuickRole.CODE:
                return code
            case QuickRole.MATCH:
                return self._typed
            case QuickRole.NEW:
                return None if code else "Shift Enter"
            case _:
                return None

    def _new_words(self) -> str:
        below = f" under {self._under}" if self._under else ""
        return f"New code “{self._typed}”{below}"


def _sentence(code: QuickCode) -> str:
    parts = [code.name, code.parent, f"{code.count} segments", code.key]
    return ", ".join(part for part in parts if part)


class QuickRowDelegate(QStyledItemDelegate):
    """Draws chip, name with the letters found, parent, count and key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        separate = isinstance(index.data(QuickRole.NEW), str) and index.row() > 0
        return QSize(scaled(200), scaled(_ROW + (_SEPARATOR if separate else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        row = QRect(option.rect)
        colours = theme.current()
        key = index.data(QuickRole.NEW)
        if isinstance(key, str) and index.row() > 0:
            line = QRect(row.x() + scaled(8), row.y() + scaled(_SEPARATOR // 2), row.width() - scaled(16), 1)
            painter.fillRect(line, colours.colour("line"))
            row.setTop(row.top() + scaled(_SEPARATOR))
        if pieces.has_state(option, QStyle.StateFlag.State_Selected):
            pieces.fill_rounded(painter, row, colours.colour("accent-soft"), 4)
        inner = row.adjusted(scaled(8), 0, -scaled(8), 0)
        code = index.data(QuickRole.CODE)
        if isinstance(code, QuickCode):
            self._draw_code(painter, inner, code, str(index.data(QuickRole.MATCH) or ""))
        else:
            words = str(index.data(Qt.ItemDataRole.DisplayRole))
            self._draw_new(painter, inner, words, str(key or ""))
        painter.restore()

    def _draw_code(self, painter: QPainter, row: QRect, code: QuickCode, match: str) -> None:
        colours = theme.current()
        chip = pieces.centred(row.x() + scaled(2), row, scaled(12), scaled(12))
        pieces.draw_chip(painter, chip, code.colour, ring=code.ring)
        right = self._draw_key(painter, row, code.key) if code.key else row.right() - scaled(52)
        count = QRect(right - scaled(48), row.y(), scaled(40), row.height())
        figure = f"{code.count:,}" if code.count else "–"
        pieces.draw_text(painter, count, figure, fonts.ui_font("body"), colours.colour("text-2"), pieces.RIGHT)
        name = QRect(row.x() + scaled(24), row.y(), 0, row.height())
        name.setRight(count.right() - fonts.ui_metrics("body").horizontalAdvance(figure) - scaled(12))
        used = draw_matched(painter, name, code.name, match, fonts.ui_font("body"), colours.colour("text"))
        parent = QRect(name.x() + used + scaled(10), row.y(), 0, row.height())
        parent.setRight(name.right())
        if parent.width() > scaled(24):
            pieces.draw_text(painter, parent, code.parent, fonts.ui_font("small"), colours.colour("text-2"))

    def _draw_new(self, painter: QPainter, row: QRect, words: str, key: str) -> None:
        icons.draw(painter, "plus", "text-2", pieces.centred(row.x() + scaled(1), row, scaled(14), scaled(14)))
        right = self._draw_key(painter, row, key)
        text = QRect(row.x() + scaled(24), row.y(), right - row.x() - scaled(32), row.height())
        pieces.draw_text(painter, text, words, fonts.ui_font("body"), theme.current().colour("text"))

    def _draw_key(self, painter: QPainter, row: QRect, key: str) -> int:
        """Draw a key at the right, and return where the room for it begins."""
        colours = theme.current()
        font = fonts.ui_font("micro")
        width = QFontMetrics(font).horizontalAdvance(key) + scaled(12)
        box = pieces.centred(row.right() + 1 - width, row, width, scaled(18))
        pieces.fill_rounded(painter, box, colours.colour("raised"), 4)
        pieces.outline(painter, box, colours.colour("line-strong"), 1, 4)
        pieces.draw_text(painter, box, key, font, colours.colour("text-2"), Qt.AlignmentFlag.AlignCenter)
        return min(box.left(), row.right() - scaled(52))


class QuickCodeList(QFrame):
    """A child of the window that stands above the field; the keyboard stays with the field."""

    code_chosen = Signal(object)
    """A code was clicked."""
    new_chosen = Signal()
    """The row that makes a new code was clicked."""

    def __init__(self, parent: QWidget) -> None:
        """Make a hidden, empty list inside the window ``parent``."""
        super().__init__(parent)
        self._model, self._window = QuickCodeModel(self), parent
        self.setObjectName("list.quick_code")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view = QListView(self)
        self._view.setObjectName("view.quick_code")
        self._view.setAccessibleName("Codes that fit")
        self._view.setModel(self._model)
        self._view.setItemDelegate(QuickRowDelegate(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setProperty("ground", "raised")
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.entered.connect(self._view.setCurrentIndex)
        self._view.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.addWidget(self._view)
        self.hide()

    @property
    def codes(self) -> QuickCodeModel:
        """What is listed."""
        return self._model

    @property
    def view(self) -> QListView:
        """The list itself."""
        return self._view

    def open_above(self, field: QWidget) -> int:
        """Stand above ``field``, as wide as it. Returns the height."""
        height = self.wanted_height()
        corner = field.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(corner.x(), corner.y() - height - 6, field.width(), height)
        self.show()
        self.raise_()
        return height

    def wanted_height(self) -> int:
        """Return how high the list is for what it holds."""
        rows = self._model.rowCount()
        option = QStyleOptionViewItem()
        delegate = self._view.itemDelegate()
        shown = [*range(min(rows, SHOWN)), rows - 1] if rows > SHOWN else [*range(rows)]
        heights = (delegate.sizeHint(option, self._model.index(row)).height() for row in shown)
        return sum(heights) + 2 * _PADDING + 2

    def current_row(self) -> int:
        """Return the row that Enter would take; -1 when there is none."""
        return self._view.currentIndex().row()

    def set_current_row(self, row: int) -> None:
        """Make ``row`` the one that Enter would take."""
        self._view.setCurrentIndex(self._model.index(row))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        pieces.fill_rounded(painter, self.rect(), colours.colour("raised"), 8)
        pieces.outline(painter, self.rect(), colours.colour("line-strong"), 1, 8)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        code = self._model.code(index.row())
        if code is None:
            self.new_chosen.emit()
        else:
            self.code_chosen.emit(code.id)
