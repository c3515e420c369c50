"""How wide the columns of a Word table are, and where one that is too wide for any page is cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from qualcode.exchange.writers.table import HeaderCell, TableData
from qualcode.exchange.writers.word_xml import TWIPS_PER_CM

PORTRAIT, LANDSCAPE = 9072, 14796
"""The width of the text on an A4 page, in twips: upright with margins of 2.5 cm, on its side with 1.8 cm."""

BODY_SIZE, HEAD_SIZE = 8.5, 7.5
"""The sizes of the type in cells and in headings, in points."""

INDENT = 200
"""How far a row is indented per level of the tree, in twips."""

_MOST_COLUMNS = 63  # Word's limit
_GAP, _SMALL_GAP = 150, 65  # between the figures of two columns; before the first of a group nearly as much again
_HEADING_INDENT = 220  # of a heading over several columns, so that the lines under two groups do not touch
_NARROWEST_TEXT = int(1.5 * TWIPS_PER_CM)
_WIDEST_LABEL = 5 * TWIPS_PER_CM
_NARROW_LABEL = 3 * TWIPS_PER_CM
_WIDEST_FIGURE = 3 * TWIPS_PER_CM

# Widths of Arial in thousandths of its size.
_REGULAR = {
    222: "ijl'’‘|", 278: " .,:;!/\\ftI[]", 333: "()-r“”`", 389: "*\"^", 500: "ckvxyzsJ",
    556: "abdeghnopquL0123456789_#$?–", 611: "FTZ", 667: "ABEKPSVXY&", 584: "+<>=~",
    722: "CDHNRUw", 778: "GOQ", 833: "mM", 944: "W%@", 1000: "—…",
}  # fmt: skip
_BOLD = {
    278: "ijlI'’‘| .,/\\", 333: ":;!ft()-[]", 389: "r*", 556: "aceksvxyJ0123456789_#$–",
    500: "z“”\"", 611: "bdghnopquFTZL?", 667: "EPSVXY", 584: "+<>=~^",
    722: "ABCDHKNRU&", 778: "GOQw", 833: "M", 889: "m%", 944: "W@", 1000: "—…",
}  # fmt: skip
_WIDTHS = tuple(
    {character: width for width, characters in table.items() for character in characters} for table in (_REGULAR, _BOLD)
)


@lru_cache(maxsize=4096)
def text_width(text: str, heading: bool = False) -> int:
    """Return the width in twips that ``text`` takes on one line of a cell, or of a heading, in bold."""
    widths = _WIDTHS[heading]
    thousandths = sum(widths.get(c, 620 if c < "\u2e80" else 1000) for c in text)
    return int(thousandths * (HEAD_SIZE if heading else BODY_SIZE) / 50) + 6


def lines_needed(text: str, width: int) -> int:
    """Estimate how many lines ``text`` takes in a column of ``width`` twips."""
    if len(text) * 100 < width and "\n" not in text:
        return 1
    room = max(1, width - 140)  # the gap, and what a broken line leaves empty, as one
    return sum(1 + text_width(line) // room for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Needs:
    """The least width of the label column and of each other one, and the label's width on one line."""

    label: int
    label_whole: int
    columns: tuple[int, ...]

    @property
    def least(self) -> int:
        return self.label + sum(self.columns)

    @property
    def comfortable(self) -> int:
        return min(self.label_whole, _WIDEST_LABEL) + sum(self.columns)


def needs_landscape(data: TableData) -> bool:
    """Tell whether the table is too wide for an upright page."""
    return _needs(data).comfortable > PORTRAIT


def panels(data: TableData, width: int) -> list[TableData]:
    """Cut a table that is wider than ``width`` into tables that are not, each with the labels at its left.

    The cut is made between two groups of columns where that is possible.
    """
    needs = _needs(data, _SMALL_GAP)
    room = width - max(needs.label, min(needs.label_whole, _NARROW_LABEL))
    if data.columns < _MOST_COLUMNS and sum(needs.columns) <= room:
        return [data]
    borders: set[int] = set()
    at = -1
    for cell in data.header[0]:
        at += cell.span
        borders.add(at)
    cut: list[TableData] = []
    start = 0
    while start < data.columns:
        end, used = start, 0
        while end < data.columns and end - start < _MOST_COLUMNS - 1:
            used += needs.columns[end]
            if used > room and end > start:
                break
            end += 1
        if end < data.columns:
            end = max((border for border in borders if start < border <= end), default=end)
        cut.append(_columns(data, start, end))
        start = end
    return cut


def _columns(data: TableData, start: int, end: int) -> TableData:
    """Return the table with columns ``start`` to ``end`` (exclusive) beside the labels."""
    kept = {-1, *range(start, end)}
    levels: list[tuple[HeaderCell, ...]] = []
    for level in data.header:
        cells: list[HeaderCell] = []
        at = -1
        for cell in level:
            covered = len(kept.intersection(range(at, at + cell.span)))
            if covered:
                cells.append(HeaderCell(cell.text, covered))
            at += cell.span
        levels.append(tuple(cells))
    return replace(
        data,
        header=tuple(levels),
        rows=tuple(replace(row, cells=row.cells[start:end]) for row in data.rows),
        text_columns=frozenset(c - start for c in data.text_columns if start <= c < end),
    )


def column_widths(data: TableData, width: int) -> tuple[int, ...]:
    """Share ``width`` among the columns, the labels' first, so that words and figures stay whole."""
    if data.text_columns:
        return _share_text(data, _needs(data), width)
    needs = _needs(data, _GAP, whole_headings=True)
    if needs.comfortable > width:
        needs = _needs(data)
    if needs.comfortable > width:
        needs = _needs(data, _SMALL_GAP)
    if needs.least > width:  # words break: there is no more room
        columns = [int(least * width / needs.least) for least in needs.columns]
        return (width - sum(columns), *columns)
    label = min(needs.label_whole, width - sum(needs.columns))
    columns = list(needs.columns)
    even = max(columns, default=0)
    if even * len(columns) <= width - label:
        columns = [even] * len(columns)
    slack = width - label - sum(columns)
    each = max(0, min(slack // (len(columns) + 1), _WIDEST_FIGURE - even))
    columns = [column + each for column in columns]
    return (width - sum(columns), *columns)


def _share_text(data: TableData, needs: _Needs, width: int) -> tuple[int, ...]:
    """Give figures their least width, and each column of text a share by the length of its longer cells."""
    label = max(needs.label, min(needs.label_whole, width // (4 if len(data.text_columns) < 5 else 6)))
    columns = list(needs.columns)
    weights = {c: _long_cell(data, c) for c in data.text_columns}
    room = width - label - sum(w for c, w in enumerate(columns) if c not in weights)
    while weights:  # whoever would get less than it needs keeps its least; the others share the rest
        whole = sum(weights.values())
        poor = [c for c, weight in weights.items() if room * weight / whole < columns[c]]
        if not poor:
            for column, weight in weights.items():
                columns[column] = int(room * weight / whole)
            break
        for column in poor:
            room -= columns[column]
            del weights[column]
    if label + sum(columns) > width:
        columns = [int(column * (width - label) / sum(columns)) for column in columns]
    return (width - sum(columns), *columns)


def _long_cell(data: TableData, column: int) -> int:
    """Return the length of the cell that a quarter of the filled ones exceed."""
    lengths = sorted(len(row.cells[column]) for row in data.rows if row.cells[column])
    return 20 + (lengths[len(lengths) * 3 // 4] if lengths else 0)


def _needs(data: TableData, gap: int = _GAP, whole_headings: bool = False) -> _Needs:
    columns: list[int] = []
    last = [cell.text for cell in data.header[-1] for _ in range(cell.span)]
    for column in range(data.columns):
        heading = _longest_word(last[column + 1], heading=True)
        if column in data.text_columns:
            word = max((_longest_word(row.cells[column]) for row in data.rows), default=0)
            columns.append(gap + max(heading, min(word, 2 * _NARROWEST_TEXT), _NARROWEST_TEXT))
        else:
            figures = max((text_width(row.cells[column]) for row in data.rows), default=0)
            columns.append(gap + max(heading, figures))
    for level in data.header[:-1]:
        at = -1
        for cell in level:
            if at >= 0 and cell.text:
                text = text_width(cell.text, heading=True) if whole_headings else 0
                text = text or _longest_word(cell.text, heading=True)
                missing = _HEADING_INDENT + text - sum(columns[at : at + cell.span])
                for column in range(at, at + cell.span):
                    columns[column] += max(0, -(-missing // cell.span))
                if cell.span > 1 and level is data.header[0]:
                    columns[at] += gap * 3 // 4
            at += cell.span
    labels = [(row.depth * INDENT, row.label) for row in data.rows] + [(0, last[0])]
    return _Needs(
        _GAP + max(indent + min(_longest_word(text), _WIDEST_LABEL) for indent, text in labels),
        _GAP + max(indent + text_width(text) for indent, text in labels),
        tuple(columns),
    )


def _longest_word(text: str, heading: bool = False) -> int:
    return max((text_width(word, heading) for word in text.split()), default=0)
