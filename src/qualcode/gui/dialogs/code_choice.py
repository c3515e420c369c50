"""A list of codes to choose one from, drawn as the tree that they form."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcode.domain.codebook import Code, Origin, in_tree_order, path_of
from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled

_ID = int(Qt.ItemDataRole.UserRole)
_DEPTH, _COLOUR, _RING, _BRANCH = _ID + 1, _ID + 2, _ID + 3, _ID + 4
_ROW, _INDENT, _CHIP = 28, 16, 12


class CodeCombo(QComboBox):
    """Offers codes in the order of the tree; a code that may not be chosen is shown, pale."""

    def __init__(
        self,
        codes: Sequence[Code],
        parent: QWidget | None = None,
        *,
        nothing: str = "",
        without: Collection[int] = (),
        only_codable: bool = False,
    ) -> None:
        """Offer ``codes``.

        Args:
            nothing: words for no code at all, offered first; without them one code must be chosen.
            without: ids that are left out.
            only_codable: branches may not be chosen.
        """
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(scaled(160))
        self.setMaxVisibleItems(14)
        self.view().setItemDelegate(_CodeItem(self))
        self.setIconSize(QSize(scaled(_CHIP), scaled(_CHIP)))
        if nothing:
            self.addItem(nothing, None)
        known = {code.id: code for code in codes}
        for code, depth in in_tree_order(codes):
            if code.id in without:
                continue
            ring = code.origin is not Origin.DEDUCTIVE
            self.addItem(_chip_icon(code.colour, ring) if code.codable else QIcon(), code.name, code.id)
            at = self.count() - 1
            for role, value in ((_DEPTH, depth), (_COLOUR, code.colour), (_RING, ring), (_BRANCH, not code.codable)):
                self.setItemData(at, value, role)
            self.setItemData(at, path_of(known, code.id), Qt.ItemDataRole.ToolTipRole)
            if only_codable and not code.codable:
                _forbid(self.model(), at)
        if not nothing:
            self.setCurrentIndex(self._first_possible())

    def code_id(self) -> int | None:
        """Return the id of the chosen code; None for none."""
        found = self.currentData(_ID)
        return found if isinstance(found, int) else None

    def set_code(self, code_id: int | None) -> None:
        """Choose a code, or none; nothing changes when that is not offered."""
        at = self.findData(code_id, _ID)
        if at >= 0:
            self.setCurrentIndex(at)

    def _first_possible(self) -> int:
        model = self.model()
        for at in range(self.count()):
            if model.flags(model.index(at, 0)) & Qt.ItemFlag.ItemIsEnabled:
                return at
        return -1


class _CodeItem(QStyledItemDelegate):
    """Draws a line of the list: indent, chip, name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        depth = pieces.answer(index, _DEPTH, int) or 0
        name = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = fonts.ui_metrics("strong").horizontalAdvance(name) + scaled(_INDENT * depth + _CHIP + 32)
        return QSize(width, scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = theme.current()
        if pieces.has_state(option, QStyle.StateFlag.State_Selected):
            pieces.fill_rounded(painter, option.rect, colours.colour("accent-soft"), 4)
        x = option.rect.x() + scaled(8 + _INDENT * (pieces.answer(index, _DEPTH, int) or 0))
        branch = pieces.flag(index, _BRANCH)
        colour = pieces.answer(index, _COLOUR, int)
        if colour is not None and not branch:
            chip = pieces.centred(x, option.rect, scaled(_CHIP), scaled(_CHIP))
            pieces.draw_chip(painter, chip, colour, ring=pieces.flag(index, _RING))
            x += scaled(_CHIP + 8)
        usable = pieces.has_state(option, QStyle.StateFlag.State_Enabled)
        name = QRect(x, option.rect.y(), option.rect.right() - x - scaled(8), option.rect.height())
        ink = colours.colour("text" if usable else "text-3")
        font = fonts.ui_font("strong" if branch else "body")
        pieces.draw_text(painter, name, str(index.data(Qt.ItemDataRole.DisplayRole) or ""), font, ink)
        painter.restore()


def _chip_icon(colour: int, ring: bool) -> QIcon:
    side = scaled(_CHIP)
    picture = QPixmap(side * 2, side * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    pieces.draw_chip(painter, QRect(0, 0, side, side), colour, ring=ring)
    painter.end()
    return QIcon(picture)


def _forbid(model: QAbstractItemModel, row: int) -> None:
    from PySide6.QtGui import QStandardItemModel

    if isinstance(model, QStandardItemModel):
        model.item(row).setEnabled(False)
