"""A matrix on the clipboard: as a table that Word and Excel paste as a table, and as plain text with tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QMimeData, QModelIndex, Qt

from qualcode.gui.models.matrix_table import MatrixTableModel
from qualcode.gui.models.roles import MatrixRole, TreeRole
from qualcode.gui.panels.matrix_header import Heading, Levels
from qualcode.gui.text.selection import blank_mime


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """A cell as it is pasted, ``span`` columns wide; ``heading`` and ``total`` are bold, a ``figure`` to the right."""

    text: str
    span: int = 1
    heading: bool = False
    total: bool = False
    figure: bool = True
    depth: int = 0


CopiedRows = Sequence[Sequence[CopiedCell]]


def as_mime(rows: CopiedRows, caption: str = "", note: str = "") -> QMimeData:
    """Return both forms together; a program takes the one that it knows better."""
    data = blank_mime()
    data.setHtml(as_html(rows, caption, note))
    data.setText(as_text(rows))
    return data


def as_text(rows: CopiedRows) -> str:
    """Return the rows with tabs between the cells; a heading over several columns is followed by empty ones.

    >>> as_text([[CopiedCell("a", span=2), CopiedCell("b")], [CopiedCell("1"), CopiedCell("2"), CopiedCell("3")]])
    'a\\t\\tb\\n1\\t2\\t3'
    """
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            cells += [" ".join(cell.text.split()), *[""] * (cell.span - 1)]
        lines.append("\t".join(cells))
    return "\n".join(lines)


def as_html(rows: CopiedRows, caption: str = "", note: str = "") -> str:
    """Return an HTML table with styles that Word keeps: lines under rows, figures right, headings bold."""
    lines = []
    for row in rows:
        heading = any(cell.heading for cell in row)
        cells = "".join(_cell(cell, heading) for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    above = f"<p><b>{escape(caption)}</b></p>" if caption else ""
    below = f'<p style="font-size:8pt">{escape(note)}</p>' if note else ""
    style = "border-collapse:collapse;font-family:Arial,sans-serif;font-size:9pt"
    return (
        '<html><head><meta charset="utf-8"></head><body>'
        f'{above}<table cellspacing="0" cellpadding="3" style="{style}">{"".join(lines)}</table>{below}</body></html>'
    )


def _cell(cell: CopiedCell, heading: bool) -> str:
    tag = "th" if heading else "td"
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    side = "right" if cell.figure and cell.span == 1 else "left"
    line = "1pt solid #000000" if heading else "0.5pt solid #999999"
    style = f"text-align:{side};border-bottom:{line};padding:2pt 4pt"
    if cell.depth:
        style += f";padding-left:{4 + 10 * cell.depth}pt"
    if cell.total or heading:
        style += ";font-weight:bold"
    return f'<{tag}{span} style="{style}">{escape(cell.text)}</{tag}>'


def rows_of(model: MatrixTableModel, levels: Levels, chosen: Sequence[QModelIndex] = ()) -> list[list[CopiedCell]]:
    """Return the table as it stands on screen, or the smallest rectangle round ``chosen``, with its headings."""
    rows = range(model.rowCount())
    columns = range(1, model.columnCount())
    if chosen:
        rows = range(min(i.row() for i in chosen), max(i.row() for i in chosen) + 1)
        places = [index.column() for index in chosen if index.column() > 0] or list(columns)
        columns = range(min(places), max(places) + 1)
    copied = [_headings(model, level, columns, number == len(levels) - 1) for number, level in enumerate(levels)]
    for row in rows:
        head = model.index(row, 0)
        strong = head.data(MatrixRole.TOTAL) is True
        depth = head.data(TreeRole.DEPTH)
        line = [CopiedCell(str(head.data()), total=strong, figure=False, depth=depth if isinstance(depth, int) else 0)]
        for column in columns:
            cell = model.index(row, column)
            line.append(CopiedCell(str(cell.data()), total=cell.data(MatrixRole.TOTAL) is True))
        copied.append(line)
    return copied


def _headings(model: MatrixTableModel, level: Sequence[Heading], columns: range, last: bool) -> list[CopiedCell]:
    corner = str(model.headerData(0, Qt.Orientation.Horizontal)) if last else ""
    cells = [CopiedCell(corner, heading=True, figure=False)]
    for heading in level:
        shared = range(max(heading.first, columns.start), min(heading.first + heading.span, columns.stop))
        if shared:
            cells.append(CopiedCell(heading.text, len(shared), heading=True))
    return cells
