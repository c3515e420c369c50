"""How fast Word and Excel files are written, beside the fastest ways to write the same words (rows 20 to 22).

Run ``python benchmarks/word_excel.py``. Times are medians of process CPU time in milliseconds; absolute times drift
between machines, the ratios less. The limit of Word is python-docx's blank document, saved, and strings zipped in the
place of its body; that of Excel the XML of the sheet written by hand, and XlsxWriter called with nothing round it. Ours
also checks every character, lays out columns, numbers headings and tables, and writes to disk safely. The exit code is
1 when a ratio is above its goal.
"""

from __future__ import annotations

import gc
import io
import random
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import xlsxwriter

from qualcode.exchange.report.content import Finding, Quote, QuoteGroup, ReportContent
from qualcode.exchange.report.write import write_report, write_table_docx
from qualcode.exchange.writers.csv_table import write_csv
from qualcode.exchange.writers.excel import Sheet, write_excel
from qualcode.exchange.writers.table import Cell, HeaderCell, Row, TableData

ROUNDS = 7
QUOTES, CODES = 2_000, 60
TABLE_ROWS, TABLE_COLUMNS = 300, 12
SHEET_ROWS = 50_000
WORDS = "the carers said that nobody had told them when the van came & so they waited <long> perché no one knew".split()
DAY = date(2020, 3, 14)


@dataclass(frozen=True)
class Case:
    """One line of the result: the limit, ours, and how many times the limit ours may take."""

    name: str
    limit: Callable[[], object]
    ours: Callable[[], object]
    goal: float
    rounds: int = ROUNDS


def sentences(count: int) -> list[str]:
    """Return ``count`` passages of some 35 words, always the same ones."""
    chosen = random.Random(7)
    return [" ".join(chosen.choices(WORDS, k=35)) for _ in range(count)]


def cpu_ms(work: Callable[[], object], rounds: int) -> float:
    """Return the median CPU time of ``work``."""
    work()
    times: list[float] = []
    for _ in range(rounds):
        gc.collect()
        begin = time.process_time()
        work()
        times.append((time.process_time() - begin) * 1000)
    return statistics.median(times)


def word_zipped(body: str) -> None:
    """Put ``body`` into python-docx's blank document."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "word/document.xml"
    before, after = parts[name].decode().split("<w:sectPr")
    zipped(parts, name, f"{before}{body}<w:sectPr{after}")


def zipped(parts: dict[str, bytes], name: str, content: str) -> None:
    """Put the parts into a package in memory, with ``content`` as the part ``name``."""
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, data in parts.items():
            archive.writestr(part, content if part == name else data)


def report_case(folder: Path) -> Case:
    """Return row 20: a report with 2,000 quotes."""
    texts = sentences(QUOTES)
    each = QUOTES // CODES
    findings = tuple(
        Finding(
            f"Code {code}",
            groups=(
                QuoteGroup(
                    "Family carers",
                    tuple(
                        Quote(text, "Carer, female, 8", f"Interview {code}, ¶ {number}")
                        for number, text in enumerate(texts[code * each : (code + 1) * each])
                    ),
                ),
            ),
        )
        for code in range(CODES + 1)
    )
    content = ReportContent("Study", "Quotes", DAY.isoformat(), "7f3a", findings=findings)
    path = folder / "report.docx"

    def limit() -> None:
        body = "".join(
            '<w:p><w:pPr><w:pStyle w:val="Quotation"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(quote.text)}</w:t></w:r>'
            '<w:r><w:rPr><w:rStyle w:val="Attribution"/></w:rPr>'
            f'<w:t xml:space="preserve">({escape(quote.attribution)})</w:t></w:r><w:r><w:br/></w:r>'
            '<w:r><w:rPr><w:rStyle w:val="QuoteSource"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(quote.source)}</w:t></w:r></w:p>'
            for finding in findings
            for group in finding.groups
            for quote in group.quotes
        )
        word_zipped(body)

    return Case(f"Word report, {QUOTES:,} quotes", limit, lambda: write_report(content, path), 4)


def table_case(folder: Path) -> Case:
    """Return row 21: a table of 300 × 12."""
    cells = [[f"{row},{column}" for column in range(TABLE_COLUMNS)] for row in range(TABLE_ROWS)]
    data = TableData(
        "Table",
        (tuple(HeaderCell(f"c{n}") for n in range(TABLE_COLUMNS)),),
        tuple(Row(row[0], tuple(row[1:])) for row in cells),
    )
    path = folder / "table.docx"

    def limit() -> None:
        rows = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="756" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableFigure"/>'
                f'</w:pPr><w:r><w:t xml:space="preserve">{escape(cell)}</w:t></w:r></w:p></w:tc>'
                for cell in row
            )
            + "</w:tr>"
            for row in cells
        )
        grid = '<w:gridCol w:w="756"/>' * TABLE_COLUMNS
        word_zipped(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")

    return Case(f"Word table, {TABLE_ROWS} × {TABLE_COLUMNS}", limit, lambda: write_table_docx(path, data, DAY), 2)


def sheet_rows() -> list[list[Cell]]:
    """Return 50,000 codings as a list exports them: ten columns, one of them a passage."""
    texts = sentences(1000)
    return [
        [
            *(n, f"Interview {n % 200}", f"code {n % 60}", "Marta", n * 10, n * 10 + 150, "Carers", "During"),
            *(texts[n % 1000], "" if n % 5 else "memo"),
        ]
        for n in range(SHEET_ROWS)
    ]


def excel_case(folder: Path, header: tuple[str, ...], rows: list[list[Cell]]) -> Case:
    """Return row 22: 50,000 rows × 10 columns; the limit writes the XML of the sheet by hand."""
    path = folder / "codings.xlsx"

    def limit() -> None:
        stream = io.BytesIO()
        workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
        workbook.add_worksheet("Codings")
        workbook.close()
        with zipfile.ZipFile(stream) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        lines = [
            f'<row r="{number}">'
            + "".join(
                f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
                if isinstance(cell, str)
                else f"<c><v>{cell}</v></c>"
                for cell in row
            )
            + "</row>"
            for number, row in enumerate((header, *rows), start=1)
        ]
        name = "xl/worksheets/sheet1.xml"
        sheet = parts[name].decode().replace("<sheetData/>", f"<sheetData>{''.join(lines)}</sheetData>")
        zipped(parts, name, sheet)

    return Case(
        "Excel, 50,000 × 10, by hand", limit, lambda: write_excel(path, [Sheet("Codings", header, rows)]), 7.5, 3
    )


def library_case(folder: Path, header: tuple[str, ...], rows: list[list[Cell]]) -> Case:
    """Return the same sheet beside XlsxWriter alone, called with each cell as it is."""
    path = folder / "codings.xlsx"

    def limit() -> None:
        workbook = xlsxwriter.Workbook(str(folder / "limit.xlsx"), {"constant_memory": True})
        sheet = workbook.add_worksheet("Codings")
        for number, row in enumerate([header, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write_number(number, column, cell or 0)
        workbook.close()

    return Case("Excel, XlsxWriter alone", limit, lambda: write_excel(path, [Sheet("Codings", header, rows)]), 1.5, 3)


def csv_case(folder: Path, header: tuple[str, ...], rows: list[list[Cell]]) -> Case:
    """Return the same rows as CSV; the limit is the module ``csv`` alone."""
    import csv

    path = folder / "codings.csv"

    def limit() -> None:
        with open(folder / "limit.csv", "w", encoding="utf-8-sig", newline="") as text:
            table = csv.writer(text)
            table.writerow(header)
            table.writerows(rows)

    return Case("CSV, 50,000 × 10", limit, lambda: write_csv(path, header, rows), 4, 3)


def main() -> int:
    """Run every case and print a line for each."""
    header = ("id", "document", "code", "coder", "start", "end", "group", "phase", "quote", "memo")
    rows = sheet_rows()
    too_slow = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = (
            report_case(folder),
            table_case(folder),
            excel_case(folder, header, rows),
            library_case(folder, header, rows),
            csv_case(folder, header, rows),
        )
        print(f"{'':28}{'limit ms':>10}{'ours ms':>10}{'ratio':>8}{'goal':>8}")
        for case in cases:
            limit, ours = cpu_ms(case.limit, case.rounds), cpu_ms(case.ours, case.rounds)
            too_slow += ours / limit > case.goal
            print(f"{case.name:28}{limit:10.1f}{ours:10.1f}{ours / limit:7.1f}×{case.goal:7.1f}×")
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main())
