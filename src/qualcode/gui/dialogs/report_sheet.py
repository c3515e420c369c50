"""A page of the report as it will be printed, painted from what the report says."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qualcode.environment.assets import resource
from qualcode.gui import theme
from qualcode.gui.dialogs.report_blocks import Block, Gap, Look, Numbers, Table, Text, ink_of
from qualcode.gui.dialogs.report_outline import Section

if TYPE_CHECKING:
    from qualcode.exchange.report.content import Finding, MemoText, ReportContent
    from qualcode.exchange.writers.table import TableData

_SHORT, _LONG, _MARGIN, _SIDE_MARGIN = 595.0, 842.0, 58.0, 36.0
_HEAD = Look(17, 600)
_HEAD_2 = Look(12.5, 600)
_HEAD_3 = Look(9, 600, "ui", ink="text-2")
_BODY = Look(10.5)
_SMALL = Look(8.5, 400, "ui", ink="text-2")
_LABEL = Look(8.5, 600, "ui")
_QUOTE = Look(10.5)
_MOST_FINDINGS = 40


def page(content: ReportContent, section: Section) -> tuple[list[Block], bool]:
    """Return the parts of a section, and whether its page lies on its side."""
    match section.key:
        case "cover":
            return _cover(content), False
        case "summary":
            return _summary(content, section), False
        case "inventory" | "by_group" | "by_phase" | "by_group_and_phase":
            return _table(getattr(content, section.key), section)
        case "findings":
            return _findings(content, section), False
        case "memos":
            return _memos(content, section), False
        case "codebook":
            return _codebook(content, section)
        case _:
            return _measures(content, section), False


def _title(section: Section) -> list[Block]:
    return [Text(f"{section.number}  {section.title}".strip(), _HEAD), Gap(8)]


def _nothing(section: Section) -> list[Block]:
    return [Text(section.title, Look(17, 600, ink="text-2")), Gap(8), Text(section.sentence, _SMALL)]


def _cover(content: ReportContent) -> list[Block]:
    blocks: list[Block] = [
        Gap(110),
        Text("Report on coded transcripts", _SMALL),
        Gap(6),
        Text(content.title, Look(26, 600), leading=1.2),
        Gap(6),
        Text(content.subtitle, Look(12, ink="text-2")),
        Gap(34),
        Numbers(tuple((number.value, number.label) for number in content.numbers[:5])),
        Gap(34),
    ]
    checks = content.checks or ("Nothing found",)
    for label, lines in (
        ("Date", (content.date,)),
        ("State of the study", (f"Snapshot {content.snapshot}",)),
        ("What is reported", content.filters),
        ("Check of the data", checks),
        ("Personal data", (content.personal_data,) if content.personal_data else ()),
    ):
        if lines:
            blocks += [Text(label, _LABEL), Gap(1)]
            blocks += [Text(line, Look(9.5)) for line in lines]
            blocks.append(Gap(8))
    return blocks


def _summary(content: ReportContent, section: Section) -> list[Block]:
    blocks = _title(section)
    for text in content.summary:
        blocks += [Text(text, _BODY), Gap(6)]
    for finding in content.findings:
        blocks += [Text(f"{finding.code}:", Look(10.5, 600), finding.counts, _BODY), Gap(3)]
    return blocks


def _table(table: TableData | None, section: Section) -> tuple[list[Block], bool]:
    if table is None:
        return _nothing(section), False
    from qualcode.exchange.writers.word_columns import needs_landscape

    landscape = needs_landscape(table)
    blocks: list[Block] = [*_title(section), Text(table.caption, _LABEL), Gap(4), Table(table, landscape)]
    if table.note:
        blocks += [Gap(5), Text(table.note, _SMALL)]
    return blocks, landscape


def _findings(content: ReportContent, section: Section) -> list[Block]:
    if section.empty:
        return _nothing(section)
    blocks = _title(section)
    for finding in content.findings[:_MOST_FINDINGS]:
        blocks += _finding(finding)
    more = len(content.findings) - _MOST_FINDINGS
    if more > 0:
        blocks.append(Text(f"{more} more codes follow in the file.", _SMALL))
    return blocks


def _finding(finding: Finding) -> list[Block]:
    blocks: list[Block] = [Gap(6), Text(finding.code, _HEAD_2)]
    if finding.path:
        blocks.append(Text(finding.path, _SMALL))
    if finding.definition:
        blocks += [Gap(3), Text(finding.definition, _BODY)]
    blocks += [Gap(3), Text(finding.counts, _SMALL)]
    for group in finding.groups:
        if group.quotes:
            blocks += [Gap(5), Text(group.name, _HEAD_3)]
        for quote in group.quotes:
            named = f"({quote.attribution})" if quote.attribution else ""
            blocks += [Gap(3), Text(quote.text, _QUOTE, named, _SMALL, indent=16)]
            if quote.source:
                blocks.append(Text(quote.source, Look(7.5, 400, "ui", ink="text-2"), indent=16))
    for memo in finding.memos:
        blocks += _memo(memo)
    blocks.append(Gap(8))
    return blocks


def _memo(memo: MemoText) -> list[Block]:
    return [
        Gap(6),
        Text(memo.title, _LABEL, memo.details, _SMALL) if memo.title else Text(memo.details, _SMALL),
        Gap(2),
        Text(memo.text, Look(9.5)),
    ]


def _memos(content: ReportContent, section: Section) -> list[Block]:
    if section.empty:
        return _nothing(section)
    blocks = _title(section)
    for memo in content.memos:
        blocks += _memo(memo)
    return blocks


def _codebook(content: ReportContent, section: Section) -> tuple[list[Block], bool]:
    if section.empty:
        return _nothing(section), False
    from qualcode.exchange.report.appendices import codebook_table

    return [*_title(section), Table(codebook_table(content.codebook), landscape=True)], True


def _measures(content: ReportContent, section: Section) -> list[Block]:
    blocks = _title(section)
    for measure in content.measures:
        blocks += [Text(f"{measure.name}.", Look(10.5, 600), measure.definition, _BODY), Gap(5)]
    return blocks


class ReportSheet(QWidget):
    """One section on a sheet of paper: as wide as it is told to be, at least as high as the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty sheet."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._blocks: list[Block] = []
        self._landscape = False
        self._footer = ""
        self._room = QSize(560, 700)

    def show_page(self, content: ReportContent, section: Section) -> None:
        """Show ``section`` of ``content``."""
        self._blocks, self._landscape = page(content, section)
        self._footer = f"{content.title} · {content.date} · snapshot {content.snapshot}"
        self.setAccessibleName(f"Preview of {section.title}")
        self.setAccessibleDescription(section.sentence)
        self._fit()

    def set_room(self, room: QSize) -> None:
        """Say how large the place is in which the sheet lies."""
        self._room = room
        self._fit()

    def words(self) -> str:
        """Return the running text of the sheet, a paragraph a line."""
        return "\n".join(f"{b.words} {b.tail}".strip() for b in self._blocks if isinstance(b, Text))

    def _fit(self) -> None:
        paper = _LONG if self._landscape else _SHORT
        width = min(self._room.width(), round(paper * 1.25))
        scale = width / paper
        high = max(self._content_height(width, scale), (_SHORT if self._landscape else _LONG) * scale)
        self.setFixedSize(width, round(high))
        self.update()

    def _content_height(self, width: float, scale: float) -> float:
        inner = width - 2 * self._margin() * scale
        return sum(block.height(inner, scale) for block in self._blocks) + (2 * self._margin() + 24) * scale

    def _margin(self) -> float:
        # A page on its side is shown smaller: a narrow margin leaves more for the figures.
        return _SIDE_MARGIN if self._landscape else _MARGIN

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), _paper())
        painter.setPen(QPen(theme.current().colour("line-strong"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        scale = self.width() / (_LONG if self._landscape else _SHORT)
        side = self._margin() * scale
        inner = self.width() - 2 * side
        y = side
        for block in self._blocks:
            high = block.height(inner, scale)
            if event.rect().intersects(QRectF(0, y, self.width(), high + 1).toAlignedRect()):
                block.paint(painter, side, y, inner, scale)
            y += high
        self._paint_footer(painter, side, inner, scale)

    def _paint_footer(self, painter: QPainter, side: float, inner: float, scale: float) -> None:
        top = self.height() - 44 * scale
        painter.setPen(QPen(ink_of("text-2"), 1))
        painter.setOpacity(0.4)
        painter.drawLine(QRectF(side, top, inner, 0).topLeft(), QRectF(side, top, inner, 0).topRight())
        painter.setOpacity(1)
        painter.setPen(ink_of("text-2"))
        painter.setFont(_SMALL.font(scale * 0.95))
        box = QRectF(side, top + 4 * scale, inner, 14 * scale)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._footer)


def _paper() -> QColor:
    return QColor(_papers()[theme.current().scheme]["paper"])


@cache
def _papers() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(resource("themes", "tokens.json").read_text("utf-8"))["sheet"]
    return found
