"""Paint first, save next: real codings written in a thread, in order, with a way back when one fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from qualcode.domain.changes import ChangeSet
from qualcode.domain.errors import Refusal
from qualcode.domain.text import Span
from qualcode.gui.bridge import ChangeBridge
from qualcode.gui.saver import Saver
from qualcode.services.coding import Laid
from qualcode.services.project import Project
from tests.builders import small_study


class Painted(QObject):
    """A coding that is on the page before it is saved."""

    def __init__(self, page: Page, span: tuple[int, int]) -> None:
        super().__init__(page)
        self.page, self.span = page, span

    @Slot(object)
    def settle(self, laid: Laid) -> None:
        self.page.laid.append(laid)

    @Slot(object)
    def roll_back(self, error: BaseException) -> None:
        assert isinstance(error, Refusal)
        self.page.errors.append(str(error))
        self.page.painted.remove(self.span)


class Page(QObject):
    """Shows codings before they are saved, and takes back those that are not."""

    def __init__(self, project: Project, saver: Saver) -> None:
        super().__init__()
        self.project, self.saver = project, saver
        self.document = project.documents.find("workshop").id
        self.code = project.codebook.find("Mistakes").id
        self.painted: list[tuple[int, int]] = []
        self.errors: list[str] = []
        self.outcomes: list[object] = []
        self.laid: list[Laid] = []
        self.pending: list[int] = []
        saver.pending_changed.connect(self.pending.append)

    def add(self, start: int, end: int) -> None:
        self.painted.append((start, end))
        painted = Painted(self, (start, end))

        def act() -> Laid:
            assert threading.current_thread() is not threading.main_thread()
            return self.project.coding.add(self.document, Span(start, end), [self.code])

        self.saver.submit(act, painted.settle, painted.roll_back)

    @Slot(object)
    def note(self, outcome: object) -> None:
        self.outcomes.append(outcome)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with small_study(tmp_path) as opened:
        yield opened


@pytest.fixture
def saver(qtbot: QtBot, project: Project) -> Iterator[Saver]:
    made = Saver()
    yield made
    assert made.close()


@pytest.fixture
def page(project: Project, saver: Saver) -> Page:
    return Page(project, saver)


def spans(project: Project, page: Page) -> list[tuple[int, int]]:
    return [(coding.start, coding.end) for coding in project.coding.in_document(page.document)]


def test_saves_in_the_order_of_the_acts(qtbot: QtBot, project: Project, page: Page, saver: Saver) -> None:
    for number in range(10):
        page.add(60 + number, 70)
    assert page.painted == [(60 + number, 70) for number in range(10)], "nobody waits for the disk"
    qtbot.waitUntil(lambda: saver.pending == 0)
    assert [laid.added[0] for laid in page.laid] == sorted(laid.added[0] for laid in page.laid)
    assert spans(project, page) == page.painted
    assert page.pending[:10] == list(range(1, 11))
    assert page.pending[-1] == 0


def test_what_fails_is_rolled_back_and_the_rest_goes_on(
    qtbot: QtBot, project: Project, page: Page, saver: Saver
) -> None:
    page.add(20, 27)
    page.add(20, 99_999)
    page.add(30, 40)
    qtbot.waitUntil(lambda: saver.pending == 0)
    assert page.painted == [(20, 27), (30, 40)] == spans(project, page)
    (message,) = page.errors
    assert "out of range" in message


def test_flush_waits_and_delivers_without_the_event_loop(project: Project, page: Page, saver: Saver) -> None:
    page.add(20, 27)
    page.add(20, 99_999)
    assert saver.flush()
    assert saver.pending == 0
    assert page.painted == [(20, 27)]
    assert len(page.laid) == len(page.errors) == 1
    assert saver.flush(), "nothing to wait for"


def test_undo_after_a_flush_takes_back_what_was_painted_last(project: Project, page: Page, saver: Saver) -> None:
    page.add(20, 27)
    page.add(30, 40)
    saver.flush()
    project.history.undo()
    assert spans(project, page) == [(20, 27)]


def test_flush_gives_up_after_a_while(qtbot: QtBot, saver: Saver, page: Page) -> None:
    hold = threading.Event()
    saver.submit(lambda: hold.wait(10), page.note, page.note)
    assert not saver.flush(0.01)
    assert saver.pending == 1
    hold.set()
    assert saver.flush()


def test_the_window_hears_of_the_change_before_the_outcome(
    qtbot: QtBot, project: Project, page: Page, saver: Saver
) -> None:
    """So that the page knows the coding under its own number when the painted one is settled."""
    heard: list[object] = []

    class Listener(QObject):
        @Slot(object)
        def hear(self, change: ChangeSet) -> None:
            heard.append(next(iter(change.rows("coding").added)))

        @Slot(object)
        def settle(self, laid: Laid) -> None:
            heard.append(laid)

    listener, bridge = Listener(), ChangeBridge(project)
    bridge.changed.connect(listener.hear)

    def act() -> Laid:
        return project.coding.add(page.document, Span(20, 27), [page.code])

    saver.submit(act, listener.settle, page.note)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert isinstance(heard[1], Laid)
    assert heard[0] == heard[1].added[0]


def test_closing_saves_everything_first(qtbot: QtBot, project: Project) -> None:
    saver = Saver()
    page = Page(project, saver)
    for number in range(5):
        page.add(20, 30 + number)
    assert saver.close()
    assert len(spans(project, page)) == 5
    assert len(page.laid) == 5
    with pytest.raises(RuntimeError, match="closed"):
        page.add(20, 50)


def test_the_window_writes_beside_the_saver(qtbot: QtBot, project: Project, page: Page, saver: Saver) -> None:
    """Two threads write to one study: each act is whole, and none is lost."""
    for number in range(20):
        page.add(20, 30 + number)
        project.memos.add(f"Memo {number}")
    saver.flush()
    assert len(spans(project, page)) == 20
    assert len(project.memos.all()) == 20
    assert page.errors == []
    assert project.check() == []
