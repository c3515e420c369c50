"""The sections of a report in the order in which they are printed, and how much stands in each, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcode.gui import fonts, theme
from qualcode.gui.delegates import pieces
from qualcode.gui.delegates.pieces import Index
from qualcode.gui.fonts import scaled
from qualcode.gui.models.words import counted

if TYPE_CHECKING:
    from qualcode.exchange.report.content import ReportContent
    from qualcode.exchange.writers.table import TableData

_NUMBER = int(Qt.ItemDataRole.UserRole)
_AMOUNT, _EMPTY = _NUMBER + 1, _NUMBER + 2
_ROW = 28


@dataclass(frozen=True, slots=True)
class Section:
    """One section. ``number`` is printed before its heading, ``amount`` says in a word or two how much stands in it.

    ``sentence`` tells the same in whole words; an ``empty`` section is not printed.
    """

    key: str
    number: str
    title: str
    amount: str
    sentence: str
    empty: bool = False


def sections(content: ReportContent) -> tuple[Section, ...]:
    """Return the sections that ``content`` has; they are numbered as in the Word file."""
    found = [_cover(content), _summary(content)]
    for key, title, table in (
        ("inventory", "Data inventory", content.inventory),
        ("by_group", "Code by group", content.by_group),
        ("by_phase", "Code by phase", content.by_phase),
        ("by_group_and_phase", "Code by group and phase", content.by_group_and_phase),
    ):
        found.append(_table(key, title, table))
    found += [_findings(content), _memos(content), _codebook(content), _measures(content)]
    return tuple(_numbered(found))


def _numbered(found: list[Section]) -> list[Section]:
    """Number what is printed: figures for sections, letters for appendices; the cover has none."""
    numbered, at, letter = [], 0, 0
    for section in found:
        number = ""
        if not section.empty and section.key in ("codebook", "measures"):
            letter += 1
            number = "AB"[letter - 1]
        elif not section.empty and section.key != "cover":
            at += 1
            number = str(at)
        numbered.append(Section(section.key, number, section.title, section.amount, section.sentence, section.empty))
    return numbered


def _cover(content: ReportContent) -> Section:
    count = len(content.checks)
    checks = f"{counted(count, 'finding')} to look at before it is sent on" if count else "nothing found to look at"
    return Section(
        "cover", "", "Cover", counted(count, "finding") if count else "", f"Title, state of the study; {checks}."
    )


def _summary(content: ReportContent) -> Section:
    count = len(content.findings)
    sentence = f"{counted(count, 'code')} in one line each, after {counted(len(content.summary), 'paragraph')}."
    return Section(
        "summary", "", "Summary", counted(count, "line"), sentence, not (content.summary or content.findings)
    )


def _table(key: str, title: str, table: TableData | None) -> Section:
    if table is None:
        return Section(key, "", title, "none", "Not printed: there is nothing to count.", True)
    body = sum(row.kind == "body" for row in table.rows)
    noun = "row" if key == "inventory" else "code"
    return Section(key, "", title, counted(body, noun), f"{counted(body, noun)} in {counted(table.columns, 'column')}.")


def _findings(content: ReportContent) -> Section:
    quotes = sum(len(group.quotes) for finding in content.findings for group in finding.groups)
    sentence = f"{counted(len(content.findings), 'code')} with {counted(quotes, 'quote')}."
    return Section("findings", "", "Findings by code", counted(quotes, "quote"), sentence, not content.findings)


def _memos(content: ReportContent) -> Section:
    count = len(content.memos)
    beside = sum(len(finding.memos) for finding in content.findings)
    if not count and not beside:
        return Section("memos", "", "Memos", "off", "Not printed.", True)
    sentence = f"{counted(count, 'memo')} here, and {counted(beside, 'memo')} beside their codes."
    return Section("memos", "", "Memos", counted(count + beside, "memo"), sentence, not count)


def _codebook(content: ReportContent) -> Section:
    count = sum(not entry.branch for entry in content.codebook)
    sentence = f"{counted(count, 'code')} with their definitions."
    return Section("codebook", "", "Codebook", counted(count, "code"), sentence, not content.codebook)


def _measures(content: ReportContent) -> Section:
    count = len(content.measures)
    sentence = f"How {counted(count, 'measure')} are counted."
    return Section("measures", "", "Definitions of the measures", "", sentence, not count)


def outline_model(parent: QWidget) -> QStandardItemModel:
    """Return an empty outline; ``fill`` puts the sections in."""
    return QStandardItemModel(0, 1, parent)


def fill(model: QStandardItemModel, listed: tuple[Section, ...]) -> None:
    """Show ``listed`` in ``model``; rows that are there stay the same rows, so that the choice stays."""
    for row, section in enumerate(listed):
        if row == model.rowCount():
            model.appendRow(QStandardItem())
        item = model.item(row)
        item.setEditable(False)
        item.setText(section.title)
        item.setData(section.number, _NUMBER)
        item.setData(section.amount, _AMOUNT)
        item.setData(section.empty, _EMPTY)
        item.setToolTip(section.sentence)
        item.setData(
            f"{section.number} {section.title}. {section.sentence}".strip(), Qt.ItemDataRole.AccessibleTextRole
        )
    model.setRowCount(len(listed))


class OutlineRow(QStyledItemDelegate):
    """Draws number, title and amount of a section; one that is not printed is pale."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(200), scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = theme.current()
        row = option.rect
        ground = pieces.row_ground(option)
        if ground is not None:
            painter.fillRect(row, ground)
        pale = pieces.flag(index, _EMPTY)
        soft = colours.colour("text-3" if pale else "text-2")
        number = QRect(row.x() + scaled(16), row.y(), scaled(24), row.height())
        pieces.draw_text(painter, number, str(index.data(_NUMBER) or ""), fonts.ui_font("body"), soft, pieces.RIGHT)
        amount = str(index.data(_AMOUNT) or "")
        width = fonts.ui_metrics("small").horizontalAdvance(amount) + 2
        aside = QRect(row.right() - scaled(16) - width, row.y(), width, row.height())
        pieces.draw_text(painter, aside, amount, fonts.ui_font("small"), soft, pieces.RIGHT)
        title = QRect(number.right() + scaled(10), row.y(), 0, row.height())
        title.setRight(aside.left() - scaled(8))
        ink = colours.colour("text-3" if pale else "text")
        pieces.draw_text(painter, title, str(index.data() or ""), fonts.ui_font("body"), ink)
        pieces.draw_focus(painter, option)
        painter.restore()
