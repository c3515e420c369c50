"""Changes reach the window: in its own thread, in one order, and never as a failure of the act that made them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qualcode.domain.changes import ChangeSet, Origin
from qualcode.domain.codebook import CodeDraft
from qualcode.gui.bridge import ChangeBridge
from qualcode.services.project import Project
from tests.builders import empty_study


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with empty_study(tmp_path) as opened:
        yield opened


class Ear:
    """Remembers what was heard, and in which thread."""

    def __init__(self, bridge: ChangeBridge) -> None:
        self.heard: list[tuple[str, bool]] = []
        bridge.changed.connect(self.hear)

    def hear(self, change: ChangeSet) -> None:
        self.heard.append((change.label, threading.current_thread() is threading.main_thread()))

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.heard]


def add(project: Project, name: str) -> None:
    project.codebook.add(CodeDraft(name))


def in_thread(*acts: object) -> threading.Thread:
    def run() -> None:
        for act in acts:
            assert callable(act)
            act()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_change_of_the_window_is_heard_before_the_act_returns(qtbot: QtBot, project: Project) -> None:
    ear = Ear(ChangeBridge(project))
    add(project, "A")
    assert ear.heard == [("New code “A”", True)]
    project.history.undo()
    assert ear.labels[1:] == ["New code “A”"]


def test_tells_what_was_changed_and_how(qtbot: QtBot, project: Project) -> None:
    bridge = ChangeBridge(project)
    changes: list[ChangeSet] = []
    bridge.changed.connect(changes.append)
    add(project, "A")
    project.history.undo()
    assert [change.origin for change in changes] == [Origin.DO, Origin.UNDO]
    assert changes[0].rows("code").added == changes[1].rows("code").removed != frozenset()


def test_a_change_of_another_thread_is_heard_in_that_of_the_window(qtbot: QtBot, project: Project) -> None:
    ear = Ear(ChangeBridge(project))
    in_thread(lambda: add(project, "A"), lambda: add(project, "B")).join()
    assert ear.heard == []
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    assert ear.heard == [("New code “A”", True), ("New code “B”", True)]


def test_what_waits_is_heard_before_what_comes_later(qtbot: QtBot, project: Project) -> None:
    ear = Ear(ChangeBridge(project))
    in_thread(lambda: add(project, "A")).join()
    add(project, "B")
    assert ear.labels == ["New code “A”", "New code “B”"]
    qtbot.waitUntil(lambda: True)
    assert len(ear.heard) == 2


def test_can_be_delivered_without_the_event_loop(qtbot: QtBot, project: Project) -> None:
    bridge = ChangeBridge(project)
    ear = Ear(bridge)
    in_thread(lambda: add(project, "A")).join()
    bridge.deliver()
    assert ear.labels == ["New code “A”"]


def test_a_receiver_that_changes_the_study_keeps_the_order(qtbot: QtBot, project: Project) -> None:
    bridge = ChangeBridge(project)
    once: list[str] = []

    def answer(change: ChangeSet) -> None:
        if not once:
            once.append(change.label)
            add(project, "B")

    bridge.changed.connect(answer)
    ear = Ear(bridge)
    add(project, "A")
    assert ear.labels == ["New code “A”", "New code “B”"]


def test_nothing_is_heard_after_the_end(qtbot: QtBot, project: Project) -> None:
    bridge = ChangeBridge(project)
    ear = Ear(bridge)
    in_thread(lambda: add(project, "A")).join()
    bridge.close()
    add(project, "B")
    bridge.deliver()
    assert ear.heard == []


def test_the_study_outlives_the_window(qtbot: QtBot, project: Project) -> None:
    window = QObject()
    bridge = ChangeBridge(project, window)
    ear = Ear(bridge)
    window.deleteLater()
    with qtbot.waitSignal(window.destroyed):
        pass
    add(project, "A")
    in_thread(lambda: add(project, "B")).join()
    assert ear.heard == []
    assert [code.name for code in project.codebook.all()] == ["A", "B"]


def test_an_error_of_a_receiver_is_no_failure_of_the_act(qtbot: QtBot, project: Project) -> None:
    bridge = ChangeBridge(project)

    def fail(change: ChangeSet) -> None:
        raise ZeroDivisionError(change.label)

    bridge.changed.connect(fail)
    ear = Ear(bridge)
    with qtbot.captureExceptions() as raised:
        add(project, "A")
    assert [error[0] for error in raised] == [ZeroDivisionError]
    assert ear.labels == ["New code “A”"]
    add_after = [code.name for code in project.codebook.all()]
    assert add_after == ["A"]


def test_many_threads_lose_nothing(qtbot: QtBot, project: Project) -> None:
    ear = Ear(ChangeBridge(project))
    threads = [in_thread(*(lambda n=n, k=k: add(project, f"{n}-{k}") for k in range(5))) for n in range(4)]
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: len(ear.heard) == 20)
    assert len(set(ear.labels)) == 20
    assert all(main for _, main in ear.heard)
