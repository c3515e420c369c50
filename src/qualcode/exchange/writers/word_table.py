"""Write a table for Word row by row as strings."""

from __future__ import annotations

from qualcode.exchange.writers.table import Row, RowKind, TableData
from qualcode.exchange.writers.word_columns import INDENT, PORTRAIT, column_widths, lines_needed
from qualcode.exchange.writers.word_styles import INK
from qualcode.exchange.writers.word_xml import escaped, quoted

_STRONG_LINE = f'w:val="single" w:sz="6" w:space="0" w:color="{INK}"'
_HEAD_LINE = f"<w:tcBorders><w:bottom {_STRONG_LINE}/></w:tcBorders>"
_GROUP_LINE = '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'  # the paragraphs draw it, with gaps
_HEAD_LINE_BELOW_GROUPS = f'<w:tcBorders><w:top w:val="nil"/><w:bottom {_STRONG_LINE}/></w:tcBorders>'
_SUM_LINE = f"<w:tcBorders><w:top {_STRONG_LINE}/></w:tcBorders>"
_KEEP = "<w:keepNext/>"

_ROW_HEIGHT, _LINE_HEIGHT = 14.2, 10.4  # in points
_TALLEST_WHOLE = {True: 400, False: 330}  # upright, on its side: what still leaves room for a heading


def table_xml(data: TableData, width: int) -> str:
    """Return the table less its caption and note: header rows repeat on each page, no row splits."""
    widths = column_widths(data, width)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{quoted(data.caption)[:250]}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + _header_rows(data, widths)
        + _body_rows(data, widths)
        + "</w:tbl>"
    )


def _header_rows(data: TableData, widths: tuple[int, ...]) -> str:
    rows: list[str] = []
    for number, level in enumerate(data.header):
        last = number == len(data.header) - 1
        line = _GROUP_LINE if not last else _HEAD_LINE_BELOW_GROUPS if number else _HEAD_LINE
        cells: list[str] = []
        at = 0
        for cell in level:
            if last:
                style = "TableHead" if at == 0 or at - 1 in data.text_columns else "TableHeadFigure"
            elif not cell.text or at == 0:
                style = "TableHead"
            else:
                style = "TableGroup" if cell.span > 1 else "TableHeadFigure"
            span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
            wide = sum(widths[at : at + cell.span])
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{line}'
                + '<w:vAlign w:val="bottom"/></w:tcPr>'
                + _cell(style, cell.text, _KEEP)
            )
            at += cell.span
        rows.append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" + "".join(cells) + "</w:tr>")
    return "".join(rows)


def _body_rows(data: TableData, widths: tuple[int, ...]) -> str:
    last = len(data.rows) - 1
    sums = next((n for n, row in enumerate(data.rows) if row.kind in (RowKind.TOTAL, RowKind.N)), last + 1)
    whole = _fits_a_page(data, widths)
    plain = _prefixes(data, widths, "")
    kept = _prefixes(data, widths, _KEEP)
    rows: list[str] = []
    for number, row in enumerate(data.rows):
        # The first rows stay with the header, a branch with its first code, the sums with the rows above
        # them, and the last row with the note.
        if number == last:
            keep = bool(data.note)
        else:
            keep = whole or number < 2 or number >= sums - 2 or row.kind is RowKind.BRANCH
        rows.append(_row(data, row, widths, kept if keep else plain, _KEEP if keep else ""))
    return "".join(rows)


def _fits_a_page(data: TableData, widths: tuple[int, ...]) -> bool:
    """Estimate whether the table can be kept on one page with its heading and caption."""
    room = _TALLEST_WHOLE[sum(widths) <= PORTRAIT]
    height = (len(data.rows) + len(data.header)) * _ROW_HEIGHT
    for row in data.rows:
        if height > room:
            return False
        texts = zip((row.label, *row.cells), widths, strict=True)
        height += (max(lines_needed(text, width) for text, width in texts) - 1) * _LINE_HEIGHT
    return height <= room


def _prefixes(data: TableData, widths: tuple[int, ...], keep: str) -> tuple[str, ...]:
    """Return what comes before the text of each ordinary cell: made once, not once a row."""
    styles = ("TableText" if c in data.text_columns else "TableFigure" for c in range(data.columns))
    return tuple(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
        for width, style in zip(widths[1:], styles, strict=True)
    )


def _row(data: TableData, row: Row, widths: tuple[int, ...], prefixes: tuple[str, ...], keep: str) -> str:
    bold = row.kind in (RowKind.TOTAL, RowKind.BRANCH)
    line = _SUM_LINE if row.kind is RowKind.TOTAL else ""
    indent = f'<w:ind w:left="{row.depth * INDENT}"/>' if row.depth else ""
    label = f'<w:tc><w:tcPr><w:tcW w:w="{widths[0]}" w:type="dxa"/>{line}</w:tcPr>' + _cell(
        "TableTotal" if bold else "TableText", row.label, keep, indent
    )
    if bold:
        text_style = "TableTotal" if row.kind is RowKind.TOTAL else "TableText"
        figures = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line}</w:tcPr>'
            + _cell(text_style if column in data.text_columns else "TableTotalFigure", text, keep)
            for column, (text, width) in enumerate(zip(row.cells, widths[1:], strict=True))
        )
    else:
        figures = "".join(
            f"{prefix}{_text(text)}</w:p></w:tc>" for prefix, text in zip(prefixes, row.cells, strict=True)
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{label}{figures}</w:tr>"


def _cell(style: str, text: str, keep: str = "", indent: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{indent}</w:pPr>{_text(text)}</w:p></w:tc>'


def _text(text: str) -> str:
    if not text:
        return ""
    if "\n" in text:
        lines = (escaped(line) for line in text.split("\n") if line.strip())
        inner = '</w:t><w:br/><w:t xml:space="preserve">'.join(lines)
        return f'<w:r><w:t xml:space="preserve">{inner}</w:t></w:r>'
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
