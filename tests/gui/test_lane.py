"""One thread beside the window's: order, outcomes, and what happens to those who do not live to hear them."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from functools import partial
from weakref import ref

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from qualcode.gui.lane import Handler, Lane, Outcome


class Receiver(QObject):
    """Takes values."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.values: list[object] = []

    @Slot(object)
    def take(self, value: object) -> None:
        self.values.append(value)


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane("test")
    yield made
    assert made.close(5, drop=True)


def in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


class TestHandler:
    def test_calls_a_bound_method(self) -> None:
        receiver = Receiver()
        Handler(receiver.take)("word")
        assert receiver.values == ["word"]

    @pytest.mark.parametrize("method", [print, lambda value: None, [].append], ids=["function", "lambda", "no QObject"])
    def test_takes_nothing_else(self, method: Callable[[object], object]) -> None:
        with pytest.raises(TypeError, match="bound methods of QObjects"):
            Handler(method)

    def test_keeps_nobody_alive(self) -> None:
        receiver = Receiver()
        gone = ref(receiver)
        handler = Handler(receiver.take)
        del receiver
        gc.collect()
        assert gone() is None
        handler("word")

    def test_does_not_call_what_qt_has_deleted(self, qtbot: QtBot) -> None:
        window = QObject()
        receiver = Receiver(window)
        handler = Handler(receiver.take)
        window.deleteLater()
        with qtbot.waitSignal(window.destroyed):
            pass
        handler("word")
        assert receiver.values == []


class TestLane:
    def test_outcomes_come_in_order_and_in_the_thread_of_the_window(self, qtbot: QtBot, lane: Lane) -> None:
        def where(number: int) -> tuple[int, bool]:
            return number, in_main_thread()

        told: list[tuple[object, bool]] = []
        for number in range(20):
            lane.submit(partial(where, number), lambda outcome: told.append((outcome.result, in_main_thread())))
        assert lane.pending == 20
        qtbot.waitUntil(lambda: lane.pending == 0)
        assert told == [((number, False), True) for number in range(20)]

    def test_errors_are_outcomes_too(self, qtbot: QtBot, lane: Lane) -> None:
        told: list[Outcome[object]] = []
        lane.submit(lambda: 1 / 0, told.append)
        lane.submit(lambda: "after it", told.append)
        qtbot.waitUntil(lambda: len(told) == 2)
        assert isinstance(told[0].error, ZeroDivisionError)
        assert told[1] == Outcome("after it")

    def test_can_be_waited_for_without_the_event_loop(self, lane: Lane) -> None:
        told: list[object] = []
        hold = threading.Event()
        lane.submit(hold.wait, told.append)
        assert not lane.wait(0.01)
        hold.set()
        assert lane.wait(5)
        assert told == []
        lane.deliver()
        assert told == [Outcome(True)]
        assert lane.wait(0)

    def test_an_error_while_telling_loses_no_other_outcome(self, qtbot: QtBot, lane: Lane) -> None:
        told: list[object] = []

        def fail(outcome: Outcome[object]) -> None:
            raise KeyError("telling")

        lane.submit(lambda: 1, fail)
        lane.submit(lambda: 2, told.append)
        with qtbot.captureExceptions() as raised:
            qtbot.waitUntil(lambda: len(told) == 1)
        assert [error[0] for error in raised] == [KeyError]

    def test_telling_may_deliver_the_rest(self, lane: Lane) -> None:
        told: list[object] = []

        def tell(outcome: Outcome[object]) -> None:
            lane.deliver()
            told.append(outcome.result)

        lane.submit(lambda: 1, tell)
        lane.submit(lambda: 2, lambda outcome: told.append(outcome.result))
        assert lane.wait(5)
        lane.deliver()
        assert told == [2, 1]

    def test_a_widget_held_by_a_call_dies_in_the_thread_of_the_window(self, qtbot: QtBot, lane: Lane) -> None:
        """Python deletes an object in the thread that lets go of it last; Qt allows that in one thread only."""
        deaths: list[bool] = []

        class Held:
            def __del__(self) -> None:
                deaths.append(in_main_thread())

        def submit() -> None:
            held = Held()
            lane.submit(lambda: held is not None, lambda outcome: None)

        for _ in range(50):
            submit()
        qtbot.waitUntil(lambda: lane.pending == 0)
        gc.collect()
        assert deaths == [True] * 50

    def test_takes_nothing_after_its_end(self, qtbot: QtBot) -> None:
        lane = Lane("test")
        told: list[object] = []
        lane.submit(lambda: 1, told.append)
        assert lane.close(5)
        assert told == [Outcome(1)]
        assert lane.closed
        with pytest.raises(RuntimeError, match="closed"):
            lane.submit(lambda: 2, told.append)

    def test_can_drop_what_has_not_begun(self, qtbot: QtBot) -> None:
        lane = Lane("test")
        begun, hold = threading.Event(), threading.Event()
        done: list[str] = []
        told: list[object] = []

        def first() -> None:
            begun.set()
            hold.wait(5)
            done.append("first")

        lane.submit(first, told.append)
        lane.submit(lambda: done.append("second"), told.append)
        assert begun.wait(5)
        assert not lane.close(0.01, drop=True)
        hold.set()
        assert lane.close(5, drop=True)
        lane.deliver()
        assert (done, told) == (["first"], [])

    def test_deleted_while_it_works_it_harms_nobody(self, qtbot: QtBot) -> None:
        window = QObject()
        lane = Lane("test", window)
        begun, hold, done = threading.Event(), threading.Event(), threading.Event()

        def work() -> None:
            begun.set()
            hold.wait(5)
            done.set()

        lane.submit(work, lambda outcome: pytest.fail("told after its end"))
        assert begun.wait(5)
        window.deleteLater()
        with qtbot.waitSignal(window.destroyed):
            pass
        hold.set()
        assert done.wait(5)
