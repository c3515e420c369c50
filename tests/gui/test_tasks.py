"""Background work with real threads: progress, cancelling, order, errors, the end of the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from qualcode.domain.errors import Cancelled, Refusal
from qualcode.domain.progress import Progress
from qualcode.gui import tasks
from qualcode.gui.tasks import Advance, Runner


class Window(QObject):
    """Hears of everything, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        self.own_errors: list[BaseException] = []
        self.stopped = 0
        self.advances: list[Advance] = []
        self.busy: list[bool] = []
        self.threads: set[bool] = set()

    def _note(self) -> None:
        self.threads.add(threading.current_thread() is threading.main_thread())

    @Slot(object)
    def take(self, value: object) -> None:
        self._note()
        self.results.append(value)

    @Slot(object)
    def fail(self, error: BaseException) -> None:
        self._note()
        self.errors.append(error)

    @Slot(object)
    def fail_here(self, error: BaseException) -> None:
        self.own_errors.append(error)

    @Slot(object)
    def stop(self, nothing: None) -> None:
        self._note()
        self.stopped += 1

    @Slot(object)
    def advance(self, advance: Advance) -> None:
        self._note()
        self.advances.append(advance)

    @Slot(bool)
    def follow(self, busy: bool) -> None:
        self.busy.append(busy)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    return Window()


@pytest.fixture
def runner(window: Window) -> Iterator[Runner]:
    made = Runner(window.fail)
    made.busy_changed.connect(window.follow)
    yield made
    assert made.shutdown()


def test_a_result_arrives_in_the_thread_of_the_window(qtbot: QtBot, runner: Runner, window: Window) -> None:
    runner.start(lambda progress: threading.current_thread() is threading.main_thread(), window.take)
    qtbot.waitUntil(lambda: window.results == [False])
    assert window.threads == {True}


def test_errors_go_where_they_are_wanted(qtbot: QtBot, runner: Runner, window: Window) -> None:
    def refuse(progress: Progress) -> None:
        raise Refusal("No such file.")

    runner.start(refuse, window.take)
    runner.start(lambda progress: 1 / 0, window.take, window.fail_here)
    qtbot.waitUntil(lambda: not runner.busy)
    assert [str(error) for error in window.errors] == ["No such file."]
    assert [type(error) for error in window.own_errors] == [ZeroDivisionError]
    assert window.results == []


def test_reports_progress(qtbot: QtBot, runner: Runner, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_INTERVAL", 0)

    def work(progress: Progress) -> str:
        for number in range(4):
            progress.report(number, 4, f"file {number}")
        progress.report(4, 4)
        return "done"

    task = runner.start(work, window.take)
    task.progressed.connect(window.advance)
    qtbot.waitUntil(lambda: window.results == ["done"])
    assert window.advances == [*(Advance(n, 4, f"file {n}") for n in range(4)), Advance(4, 4, "")]
    assert window.threads == {True}


def test_progress_is_not_reported_more_often_than_it_can_be_seen(
    qtbot: QtBot, runner: Runner, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "_INTERVAL", 3600)

    def work(progress: Progress) -> None:
        for number in range(10_001):
            progress.report(number, 10_000)

    runner.start(work, window.take).progressed.connect(window.advance)
    qtbot.waitUntil(lambda: window.results == [None])
    assert [advance.done for advance in window.advances] == [0, 10_000]


def test_cancelled_work_ends_at_its_next_report(qtbot: QtBot, runner: Runner, window: Window) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        for number in range(100_000):
            begun.set()
            progress.report(number, 0)
            time.sleep(0.001)

    task = runner.start(work, window.take, on_cancelled=window.stop)
    assert begun.wait(5)
    with qtbot.waitSignal(task.finished):
        task.cancel()
    assert task.cancelled
    assert (window.results, window.errors, window.stopped) == ([], [], 1)


def test_work_that_waits_can_be_cancelled_before_it_begins(qtbot: QtBot, runner: Runner, window: Window) -> None:
    hold = threading.Event()
    runner.start(lambda progress: hold.wait(5), window.take)
    second = runner.start(lambda progress: "never", window.take, on_cancelled=window.stop)
    second.cancel()
    hold.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert (window.results, window.stopped) == ([True], 1)


def test_nobody_need_be_told_of_cancelled_work(qtbot: QtBot, runner: Runner, window: Window) -> None:
    def work(progress: Progress) -> None:
        raise Cancelled

    with qtbot.waitSignal(runner.start(work, window.take).finished):
        pass
    assert (window.results, window.errors) == ([], [])


@pytest.mark.parametrize("number", [1, 2, 40])
def test_one_after_the_other_and_none_is_lost(qtbot: QtBot, runner: Runner, window: Window, number: int) -> None:
    running: list[int] = []

    def work(each: int, progress: Progress) -> int:
        running.append(each)
        assert len(running) == 1
        running.remove(each)
        return each

    for each in range(number):
        runner.start(partial(work, each), window.take)
    qtbot.waitUntil(lambda: not runner.busy)
    assert window.results == list(range(number))
    assert window.busy == [True, False]


def test_a_result_that_its_receiver_cannot_bear_ends_the_task_all_the_same(
    qtbot: QtBot, runner: Runner, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fragile(QObject):
        @Slot(object)
        def take(self, value: object) -> None:
            raise KeyError(value)

    fragile = Fragile()
    with qtbot.captureExceptions() as raised:
        task = runner.start(lambda progress: 1, fragile.take)
        with qtbot.waitSignal(task.finished):
            pass
    assert [error[0] for error in raised] == [KeyError]
    assert not runner.busy


def test_a_receiver_that_is_gone_is_not_told(qtbot: QtBot, runner: Runner, window: Window) -> None:
    hold = threading.Event()
    dialog = Window()
    task = runner.start(lambda progress: hold.wait(5), dialog.take)
    del dialog
    hold.set()
    with qtbot.waitSignal(task.finished):
        pass
    assert window.errors == []


def test_outcomes_go_to_objects_only(runner: Runner) -> None:
    with pytest.raises(TypeError, match="bound methods"):
        runner.start(lambda progress: 1, print)
    assert not runner.busy


def test_the_end_of_the_window_cancels_everything(qtbot: QtBot, window: Window) -> None:
    runner = Runner(window.fail)
    begun = threading.Event()

    def work(progress: Progress) -> None:
        while True:
            begun.set()
            progress.report(0, 0)
            time.sleep(0.001)

    runner.start(work, window.take, on_cancelled=window.stop)
    runner.start(lambda progress: window.results.append("begun"), window.take)
    assert begun.wait(5)
    assert runner.shutdown()
    qtbot.waitUntil(lambda: True)
    assert (window.results, window.stopped) == ([], 0), "nothing is delivered any more"
    with pytest.raises(RuntimeError, match="closed"):
        runner.start(lambda progress: 1, window.take)
    assert runner.shutdown()


def test_work_that_does_not_stop_is_told(qtbot: QtBot, window: Window) -> None:
    runner = Runner(window.fail)
    hold, begun = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        hold.wait(10)

    runner.start(work, window.take)
    assert begun.wait(5)
    assert not runner.shutdown(0.01)
    hold.set()
    assert runner.shutdown()
