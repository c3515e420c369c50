"""How the transcript view compares with the fastest thing that would do the job, row by row (1 to 6).

Run ``python benchmarks/text_view.py``. Each row runs a limit and our view in turn, in one process, and
prints the medians of the CPU time and their ratio. The limit of most rows is a bare ``QPlainTextEdit`` with
the same text, font, measure and size of window; for the jump it is a page that lays out nothing but the
paragraphs in sight.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import ParamSpec, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCursor, QTextLayout
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget

from qualcode.gui import fonts
from qualcode.gui.text.colours import TextColours
from qualcode.gui.text.layout import MEASURE, PAD, PageGeometry
from qualcode.gui.text.spans import ViewSpan
from qualcode.gui.text.turns import TurnMark
from qualcode.gui.text.view import TranscriptView
from qualcode.gui.tokens import tokens

WIDTH, HEIGHT = 1200, 900
SYLLABLES = (
    "ba",
    "re",
    "to",
    "mi",
    "sa",
    "len",
    "gar",
    "pro",
    "ti",
    "on",
    "der",
    "ver",
    "ü",
    "é",
    "per",
    "al",
)
ROUNDS = 7
CODES = 60

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Material:
    """A transcript to be shown, with its turns and codings."""

    text: str
    turns: tuple[TurnMark, ...]
    spans: tuple[ViewSpan, ...]


def material(characters: int, codings: int, seed: int = 1) -> Material:
    """Make a transcript in turns of about 60 words, and overlapping codings of about 250 characters."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(4000)]
    parts: list[str] = []
    turns: list[TurnMark] = []
    at = 0
    while at < characters:
        speaker = chance.randrange(12)
        label = f"C{speaker}: "
        words = " ".join(chance.choices(vocabulary, k=max(4, int(chance.lognormvariate(0, 0.8) * 60))))
        turns.append(TurnMark(at, at + len(label), at + len(label) + len(words), label[:-2], speaker % 8 + 1))
        parts.append(f"{label}{words}.")
        at += len(parts[-1]) + 1
    text = "\n".join(parts)
    spans = []
    for coding in range(codings):
        length = min(4000, max(10, int(chance.lognormvariate(5.2, 0.8))))
        start = chance.randrange(len(text) - length)
        code = chance.randrange(CODES)
        spans.append(ViewSpan(coding, coding, start, start + length, code, f"Code {code}", code % 24 + 1))
    # The store hands them over in this order.
    return Material(text, tuple(turns), tuple(sorted(spans, key=lambda span: (span.start, span.end))))


class OwnPage(QAbstractScrollArea):
    """The limit of a jump: lays out what is in sight, guesses the rest, knows no caret and no selection."""

    def __init__(self, text: str, font: QFont) -> None:
        super().__init__()
        self._paragraphs = text.split("\n")
        self._font = font
        self.verticalScrollBar().setRange(0, len(self._paragraphs) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it by this name
        painter = QPainter(self.viewport())
        top, at = 0.0, self.verticalScrollBar().value()
        while top < self.viewport().height() and at < len(self._paragraphs):
            layout = QTextLayout(self._paragraphs[at], self._font)
            layout.beginLayout()
            height = 0.0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(MEASURE)
                line.setPosition(QPointF(0, height))
                height += line.height()
            layout.endLayout()
            layout.draw(painter, QPointF(0, top))
            top += height
            at += 1
        painter.end()


def limit_open(content: Material) -> QPlainTextEdit:
    """Open a bare editor at our measure, in a window of the same size."""
    edit = QPlainTextEdit()
    edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    edit.setViewportMargins(*_margins())
    edit.setReadOnly(True)
    edit.setUndoRedoEnabled(False)
    edit.setFont(fonts.reading_font())
    edit.document().setDocumentMargin(PAD)
    edit.setPlainText(content.text)
    _show(edit)
    return edit


@cache
def _colours() -> TextColours:
    return TextColours.from_tokens(tokens(), "light")


def _margins() -> tuple[int, int, int, int]:
    columns = PageGeometry.fit(WIDTH, 1.0)
    left = columns.text_left - PAD
    return left, 0, WIDTH - left - columns.measure - 2 * PAD, 0


def ours_open(content: Material) -> TranscriptView:
    """Open the transcript view with all codings."""
    view = TranscriptView(_colours())
    view.load(content.text, True, content.turns, content.spans)
    _show(view)
    return view


def limit_own_open(content: Material) -> OwnPage:
    """Open the page that lays out nothing but what is in sight."""
    page = OwnPage(content.text, fonts.reading_font())
    page.setViewportMargins(*_margins())
    _show(page)
    return page


def _show(widget: QWidget) -> None:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    QApplication.processEvents()
    widget.grab()


def limit_add(edit: QPlainTextEdit) -> None:
    """Paint the bare editor once more."""
    edit.viewport().update()
    QApplication.processEvents()


def ours_add(view: TranscriptView, coding: int, full: bool) -> None:
    """Add a coding near the top and paint; ``full`` paints all of the window, as the limit does."""
    view.add_span(ViewSpan(coding, coding, 150 + coding % 40, 420, 7, "New", 5))
    if full:
        view.viewport().update()
    QApplication.processEvents()


def limit_frame(edit: QPlainTextEdit, step: int) -> None:
    """Scroll by a turn of the wheel and paint all."""
    edit.verticalScrollBar().setValue(1000 + step * 3)
    edit.viewport().update()
    QApplication.processEvents()


def ours_frame(view: TranscriptView, step: int) -> None:
    """Scroll by a turn of the wheel and paint all, margin and gutter too."""
    view.verticalScrollBar().setValue(1000 + step * 3)
    view.viewport().update()
    QApplication.processEvents()


def limit_jump(page: OwnPage) -> None:
    """Jump to 90 % of a text that was just opened."""
    page.verticalScrollBar().setValue(int(page.verticalScrollBar().maximum() * 0.9))
    page.grab()


def bare_jump(edit: QPlainTextEdit, offset: int) -> None:
    """The same in the bare editor."""
    cursor = QTextCursor(edit.document())
    cursor.setPosition(offset)
    edit.setTextCursor(cursor)
    edit.ensureCursorVisible()
    edit.grab()


def ours_jump(view: TranscriptView, offset: int) -> None:
    """The same in ours."""
    view.reveal(offset, offset + 40, flash=False)
    view.grab()


def _discard(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def _cpu(act: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> tuple[float, R]:
    """Return the milliseconds of CPU time that an act takes, and what it returns."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    made = act(*arguments, **named)
    spent = (time.process_time() - start) * 1000
    gc.enable()
    return spent, made


def _print(row: int, name: str, limit: list[float], ours: list[float], goal: float | None, unit: str = "ms") -> None:
    low, high = statistics.median(limit), statistics.median(ours)
    verdict = "" if goal is None else f"goal {goal}  {'ok' if high <= goal * low else 'MISSED'}"
    print(f"{row}  {name:<52} limit {low:7.2f}  ours {high:7.2f} {unit}  ratio {high / low:5.2f}  {verdict}")


def _opening(row: int, name: str, content: Material, goal: float) -> None:
    limits: list[float] = []
    ours: list[float] = []
    for _ in range(ROUNDS):
        pairs: tuple[tuple[list[float], Callable[[Material], QWidget]], ...]
        pairs = ((limits, limit_open), (ours, ours_open))
        for spent, build in pairs:
            took, made = _cpu(build, content)
            spent.append(took)
            _discard(made)
    _print(row, name, limits, ours, goal)


def _adding(content: Material) -> None:
    edit, view = limit_open(content), ours_open(content)
    for full, name in ((True, "add 1 of 5,000, paint all"), (False, "add 1 of 5,000, paint what it touches")):
        limits: list[float] = []
        ours: list[float] = []
        for turn in range(30):
            limits.append(_cpu(limit_add, edit)[0])
            coding = 10_000 + turn + full * 100
            ours.append(_cpu(ours_add, view, coding, full)[0])
            view.remove_span(coding)
            QApplication.processEvents()
        _print(3, name, limits, ours, 2.0)
    _discard(edit)
    _discard(view)


def _scrolling(content: Material) -> None:
    edit, view = limit_open(content), ours_open(content)
    limits: list[float] = []
    ours: list[float] = []
    for step in range(120):
        limits.append(_cpu(limit_frame, edit, step)[0])
        ours.append(_cpu(ours_frame, view, step)[0])
    _print(4, "scroll frame, 1 MB / 5,000, all painted", limits, ours, 1.5)
    print(f"   {'99th percentile of our frame':<52} {sorted(ours)[int(len(ours) * 0.99)]:.2f} ms (goal 16)")
    _discard(edit)
    _discard(view)


def _jumping(content: Material) -> None:
    target = int(len(content.text) * 0.9)
    spent: dict[str, list[float]] = {"own": [], "bare": [], "ours": []}
    for _ in range(ROUNDS):
        page = limit_own_open(content)
        spent["own"].append(_cpu(limit_jump, page)[0])
        _discard(page)
        edit = limit_open(content)
        spent["bare"].append(_cpu(bare_jump, edit, target)[0])
        _discard(edit)
        view = ours_open(content)
        spent["ours"].append(_cpu(ours_jump, view, target)[0])
        _discard(view)
    _print(5, "jump to 90 % of a fresh 1 MB, against own layout", spent["own"], spent["ours"], 3.0)
    _print(5, "the same against the bare editor", spent["bare"], spent["ours"], None)


def _resident() -> float:
    with open("/proc/self/statm", encoding="ascii") as figures:
        return int(figures.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def _grown(kind: str) -> float:
    """Return by how many MB the process grows when it opens its first large document."""
    content = material(1_000_000, 5000)
    build: Callable[[Material], QWidget] = ours_open if kind == "ours" else limit_open
    _discard(build(material(3000, 20)))
    gc.collect()
    before = _resident()
    view = build(content)
    grown = _resident() - before
    _discard(view)
    return grown


def _memory() -> None:
    spent: dict[str, list[float]] = {"limit": [], "ours": []}
    for _ in range(3):
        for kind, figures in spent.items():
            answer = subprocess.run(
                [sys.executable, __file__, "memory", kind], capture_output=True, text=True, check=True
            )
            figures.append(float(answer.stdout))
    _print(6, "memory of an open 1 MB document with 5,000 codings", spent["limit"], spent["ours"], 1.5, "MB")


def _rows() -> Iterator[Callable[[], None]]:
    large = material(1_000_000, 5000)
    small = material(46_000, 1000)
    yield lambda: _opening(1, "open 1 MB with 5,000 codings, first paint", large, 2.5)
    yield lambda: _opening(2, "open 8,000 words with 1,000 codings", small, 2.0)
    yield lambda: _adding(large)
    yield lambda: _scrolling(large)
    yield lambda: _jumping(large)
    yield _memory


def main() -> None:
    """Run all rows, or print the memory of one kind for the run that asked for it."""
    application = QApplication(sys.argv[:1])
    fonts.load_fonts()
    if sys.argv[1:2] == ["memory"]:
        print(_grown(sys.argv[2]))
    else:
        for build in (limit_open, ours_open):
            _discard(build(material(20_000, 200)))
        for row in _rows():
            row()
    del application


if __name__ == "__main__":
    main()
