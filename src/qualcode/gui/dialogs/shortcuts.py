"""All keys of the window, in groups, with a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QSize, QSortFilterProxyModel, Qt, Slot
from PySide6.QtGui import QKeySequence, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QVBoxLayout, QWidget

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.dialogs.frame import DialogFrame, veil
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.search_field import SearchField

_KEYS = int(Qt.ItemDataRole.UserRole)
_ROW, _KEY = 32, 20


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What an action is called, the group it belongs to, and its keys as Qt writes them (``Ctrl+K``)."""

    group: str
    words: str
    keys: tuple[str, ...]


def ask(parent: QWidget | None, shortcuts: Sequence[Shortcut]) -> None:
    """Show ``shortcuts``, group by group in the order given."""
    dialog = ShortcutsDialog(shortcuts, parent)
    try:
        with veil(parent):
            dialog.exec()
    finally:
        dialog.deleteLater()


class ShortcutsDialog(DialogFrame):
    """A filter and a list."""

    def __init__(self, shortcuts: Sequence[Shortcut], parent: QWidget | None = None) -> None:
        """Show ``shortcuts``."""
        super().__init__("Keyboard", "", parent, cancel="Close", width=560)
        self.setObjectName("shortcuts-dialog")
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(_model(shortcuts, self))
        self._proxy.setRecursiveFilteringEnabled(True)
        self._proxy.setAutoAcceptChildRows(True)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter = SearchField("Filter by word or key", "list-filter", self)
        self._filter.setObjectName("filter")
        self._list = QTreeView(self)
        self._list.setObjectName("shortcuts")
        self._list.setAccessibleName("Keys")
        self._list.setModel(self._proxy)
        self._list.setProperty("framed", True)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setItemsExpandable(False)
        self._list.setIndentation(0)
        self._list.setItemDelegate(_ShortcutRow(self._list))
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout()
        column.setSpacing(scaled(12))
        column.addWidget(self._filter)
        column.addWidget(self._list, 1)
        self.set_body(column)
        self.set_size(560, 640)
        self._filter.textChanged.connect(self._narrow)
        self._filter.moved.connect(self._enter_list)
        self._narrow("")
        self._filter.setFocus()

    def shown(self) -> list[tuple[str, str]]:
        """Return what is listed now: words and keys of each line, groups left out."""
        found = []
        for group in range(self._proxy.rowCount()):
            above = self._proxy.index(group, 0)
            for row in range(self._proxy.rowCount(above)):
                first, second = self._proxy.index(row, 0, above), self._proxy.index(row, 1, above)
                found.append((str(first.data()), str(second.data())))
        return found

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._proxy.setFilterFixedString(text.strip())
        self._list.expandAll()
        for row in range(self._proxy.rowCount()):
            self._list.setFirstColumnSpanned(row, QModelIndex(), True)
        count = len(self.shown())
        self.set_status("Nothing is called that." if not count else "", None)

    @Slot(int)
    def _enter_list(self, _step: int) -> None:
        self._list.setFocus()
        if not self._list.currentIndex().parent().isValid() and self._proxy.rowCount():
            self._list.setCurrentIndex(self._proxy.index(0, 0, self._proxy.index(0, 0)))


class _ShortcutRow(QStyledItemDelegate):
    """Draws a heading, or the words of an action and its keys as key caps."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        keys = index.data(_KEYS) or ()
        return QSize(sum(self._cap(key) + scaled(6) for key in keys) + scaled(24), scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = theme.current()
        row = option.rect
        heading = not index.parent().isValid()
        ground = colours.colour("header") if heading else pieces.row_ground(option, on_paper=True)
        if ground is not None:
            painter.fillRect(row, ground)
        painter.fillRect(QRect(row.x(), row.bottom(), row.width(), 1), colours.colour("line"))
        if index.column() == 1:
            self._draw_keys(painter, row, index.data(_KEYS) or ())
        else:
            words = row.adjusted(scaled(12), 0, -scaled(12), 0)
            font = fonts.ui_font("label" if heading else "body")
            ink = colours.colour("text-2" if heading else "text")
            pieces.draw_text(painter, words, str(index.data() or ""), font, ink)
        painter.restore()

    def _draw_keys(self, painter: QPainter, row: QRect, keys: Sequence[str]) -> None:
        colours = theme.current()
        x = row.right() - scaled(12)
        for key in reversed(keys):
            width = self._cap(key)
            x -= width
            cap = pieces.centred(x, row, width, scaled(_KEY))
            pieces.fill_rounded(painter, cap, colours.colour("raised"), 4)
            pieces.outline(painter, cap, colours.colour("line-strong"), 1, 4)
            font, middle = fonts.ui_font("micro", weight=500), Qt.AlignmentFlag.AlignCenter
            pieces.draw_text(painter, cap, key, font, colours.colour("text-2"), middle)
            x -= scaled(6)

    @staticmethod
    def _cap(key: str) -> int:
        return fonts.ui_metrics("micro", weight=500).horizontalAdvance(key) + scaled(14)


def _model(shortcuts: Sequence[Shortcut], parent: QWidget) -> QStandardItemModel:
    model = QStandardItemModel(0, 2, parent)
    groups: dict[str, QStandardItem] = {}
    for entry in shortcuts:
        group = groups.get(entry.group)
        if group is None:
            group = groups[entry.group] = _item(entry.group)
            model.appendRow(group)
        native = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key for key in entry.keys]
        words, keys = _item(entry.words), _item(", ".join(native))
        words.setData(f"{entry.words}: {', '.join(native)}", Qt.ItemDataRole.AccessibleTextRole)
        keys.setData(tuple(native), _KEYS)
        group.appendRow([words, keys])
    return model


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    return item
