"""The bar in which the dimensions of a matrix are arranged: by dragging, by menu, or by Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QMenu, QWidget

from qualcode.gui import icons, theme
from qualcode.gui.fonts import scaled
from qualcode.gui.panels.matrix_arrangement import DIMENSIONS, MOST_COLUMNS, Arrangement
from qualcode.gui.widgets.chip import Chip
from qualcode.gui.widgets.flow_layout import FlowLayout
from qualcode.gui.widgets.text_label import TextLabel

MIME = "application/x-qualcode-dimension"
ROWS, COLUMNS, POOL = "rows", "columns", "pool"
_ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_LABEL = 64


class DimensionBar(QWidget):
    """Rows and columns in the first line, what else there is in the second."""

    changed = Signal(object)
    """Arrangement: the user has moved a dimension."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show codes by group and phase."""
        super().__init__(parent)
        self._now = Arrangement()
        self._zones = {name: DropZone(name, self) for name in (ROWS, COLUMNS, POOL)}
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        line.addWidget(self._zones[ROWS])
        line.addSpacing(scaled(16))
        line.addWidget(TextLabel("Columns", "small", "text-2", self))
        line.addSpacing(scaled(4))
        line.addWidget(self._zones[COLUMNS], 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(scaled(8))
        grid.setVerticalSpacing(scaled(8))
        for row, words in enumerate(("Rows", "Available")):
            label = TextLabel(words, "small", "text-2", self)
            label.setMinimumWidth(scaled(_LABEL))
            label.setMinimumHeight(scaled(28))
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(line, 0, 1)
        grid.addWidget(self._zones[POOL], 1, 1)
        grid.setColumnStretch(1, 1)
        for zone in self._zones.values():
            zone.dropped.connect(self._drop)
        self._build()

    def arrangement(self) -> Arrangement:
        """Return which dimension stands where."""
        return self._now

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Show another arrangement without telling anybody."""
        if arrangement != self._now:
            self._now = arrangement
            self._build()

    def chip(self, name: str) -> DimensionChip:
        """Return the chip of a dimension."""
        return next(chip for zone in self._zones.values() for chip in zone.chips() if chip.name == name)

    def zone(self, name: str) -> DropZone:
        """Return the place called ``rows``, ``columns`` or ``pool``."""
        return self._zones[name]

    def place(self, name: str, where: str, at: int | None = None) -> None:
        """Put a dimension to the rows, the columns (at a place) or out of use, as the user did."""
        if where == ROWS:
            self._take(self._now.with_rows(name), name)
        elif where == COLUMNS:
            self._take(self._now.with_column(name, at), name)
        else:
            self._take(self._now.without(name), name)

    def nudge(self, name: str, towards: str) -> None:
        """Move a dimension one place, as the user did."""
        self._take(self._now.nudged(name, towards), name)

    @Slot(str, str, int)
    def _drop(self, name: str, where: str, at: int) -> None:
        self.place(name, where, at)

    def _take(self, arrangement: Arrangement, focus: str) -> None:
        if arrangement == self._now:
            return
        self._now = arrangement
        self._build()
        self.chip(focus).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(arrangement)

    def _build(self) -> None:
        now = self._now
        self._zones[ROWS].fill([DimensionChip(now.rows, ROWS, self)])
        self._zones[COLUMNS].fill([DimensionChip(name, COLUMNS, self) for name in now.columns], self._empty_place())
        self._zones[POOL].fill([DimensionChip(name, POOL, self) for name in now.available])

    def _empty_place(self) -> Chip | None:
        count = len(self._now.columns)
        if count >= MOST_COLUMNS:
            return None
        place = _EmptyPlace("Add a second level" if count == 1 else "Add a third level", kind="dashed")
        place.setObjectName("empty-place")
        place.setToolTip("Drop a dimension here, or choose one")
        place.clicked.connect(self._choose_column)
        return place

    @Slot()
    def _choose_column(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("dimension-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._now.available:
            act = menu.addAction(DIMENSIONS[name][0])
            act.setData((name, COLUMNS))
        menu.triggered.connect(self._chosen)
        sender = self.sender()
        under = sender if isinstance(sender, QWidget) else self
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def open_menu(self, chip: DimensionChip) -> None:
        """Offer all moves of a dimension."""
        menu = QMenu(self)
        menu.setObjectName("dimension-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, move in self._moves(chip.name):
            menu.addAction(words).setData((chip.name, move))
        menu.triggered.connect(self._chosen)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))

    def _moves(self, name: str) -> list[tuple[str, str]]:
        now = self._now
        moves: list[tuple[str, str]] = []
        if name != now.rows:
            moves.append(("Use for the rows", ROWS))
        if name not in now.columns:
            moves.append(("Use for the columns", COLUMNS))
        elif now.columns.index(name) > 0:
            moves.append(("Move outwards\tAlt+Left", "left"))
        if name in now.columns and now.columns.index(name) < len(now.columns) - 1:
            moves.append(("Move inwards\tAlt+Right", "right"))
        if name in now.columns and len(now.columns) > 1:
            moves.append(("Take out\tAlt+Down", POOL))
        return moves

    @Slot(object)
    def _chosen(self, act: object) -> None:
        name, move = act.data()  # type: ignore[attr-defined]  # a QAction, whose data we set ourselves
        if move in (ROWS, COLUMNS, POOL):
            self.place(name, move)
        else:
            self.nudge(name, move)


class _EmptyPlace(Chip):
    """A place for one more dimension, as high as the chips beside it."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(28))


class DimensionChip(Chip):
    """The chip of one dimension: dragged by the mouse, moved by Alt and arrows, its moves in a menu."""

    def __init__(self, name: str, where: str, bar: DimensionBar) -> None:
        """Show dimension ``name`` in the place ``where`` of ``bar``."""
        used = where in (ROWS, COLUMNS)
        removable = where == COLUMNS and len(bar.arrangement().columns) > 1
        word = DIMENSIONS[name][1 if where == ROWS else 0]
        super().__init__(word, kind="raised" if used else "outlined", removable=removable, grip=True)
        self.name, self._where, self._bar = name, where, bar
        self._pressed_at: QPoint | None = None
        self.setObjectName(f"dimension-{name}")
        places = {ROWS: "rows", COLUMNS: "columns", POOL: "not in use"}
        self.setAccessibleName(f"{DIMENSIONS[name][0]}, {places[where]}")
        self.setAccessibleDescription("Enter for its moves, Alt and an arrow key to move it")
        self.clicked.connect(self._open_menu)
        self.removed.connect(self._remove)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @Slot()
    def _open_menu(self) -> None:
        self._bar.open_menu(self)

    @Slot()
    def _remove(self) -> None:
        self._bar.place(self.name, POOL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        towards = _ARROWS.get(Qt.Key(event.key()))
        if towards is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._bar.nudge(self.name, towards)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._bar.open_menu(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pressed = self._pressed_at
        moved = (event.position().toPoint() - pressed).manhattanLength() if pressed is not None else 0
        if pressed is None or moved < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self._pressed_at = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(dimension_data(self.name))
        drag.setPixmap(self.grab())
        drag.setHotSpot(pressed)
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        super().mouseReleaseEvent(event)


def dimension_data(name: str) -> QMimeData:
    """Return what is dragged with a chip."""
    data = QMimeData()
    data.setData(MIME, name.encode())
    return data


class DropZone(QWidget):
    """A place that holds chips and takes those that are dropped on it."""

    dropped = Signal(str, str, int)
    """The dimension, the name of this place, and before which of its chips."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty place."""
        super().__init__(parent)
        self.setObjectName(f"zone-{name}")
        self._name = name
        self._chips: list[DimensionChip] = []
        self._at: int | None = None
        self._flow = FlowLayout(self, scaled(8))
        self.setAcceptDrops(True)
        self.setMinimumHeight(scaled(28))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def chips(self) -> list[DimensionChip]:
        """Return the chips that lie here."""
        return list(self._chips)

    def fill(self, chips: Sequence[DimensionChip], last: Chip | None = None) -> None:
        """Show ``chips``, nested ones with a sign between them, and ``last`` behind them."""
        self._flow.clear()
        self._chips = list(chips)
        for place, chip in enumerate(chips):
            if place and self._name == COLUMNS:
                self._flow.addWidget(self._nested())
            chip.setParent(self)
            self._flow.addWidget(chip)
            chip.show()
        if last is not None:
            last.setParent(self)
            self._flow.addWidget(last)
            last.show()
        if self._name == ROWS:
            self.setFixedWidth(sum(chip.sizeHint().width() for chip in chips))
        self.updateGeometry()

    def _nested(self) -> QLabel:
        side = scaled(14)
        sign = QLabel(self)
        sign.setPixmap(icons.pixmap("chevron-right", theme.current().colour("text-3"), side, self.devicePixelRatioF()))
        sign.setFixedHeight(scaled(28))
        sign.show()
        return sign

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._at = self._place_at(event.position().toPoint())
        self.update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._at = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        at = self._place_at(event.position().toPoint())
        self._at = None
        self.update()
        name = bytes(event.mimeData().data(MIME).data()).decode()
        event.acceptProposedAction()
        if name in DIMENSIONS:
            self.dropped.emit(name, self._name, at)

    def _place_at(self, point: QPoint) -> int:
        """Return before which chip something lands that is dropped at ``point``."""
        for place, chip in enumerate(self._chips):
            middle = chip.geometry().center()
            if point.y() <= chip.geometry().bottom() and point.x() < middle.x():
                return place
        return len(self._chips)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._at is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        painter.setBrush(colours.colour("accent-faint"))
        painter.setPen(QPen(colours.colour("accent"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
