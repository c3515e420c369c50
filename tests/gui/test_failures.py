"""What is said when something fails, and that a bug's report holds no word of an interview."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer, Signal, qInstallMessageHandler, qWarning
from pytestqt.qtbot import QtBot

from qualcode.domain.errors import Cancelled, EnvironmentFault, Refusal
from qualcode.gui.failures import Failure, FailureDesk, Kind, describe, report

CANARY = "I stopped telling them about the nights"


def raised(error: BaseException) -> BaseException:
    """Return ``error`` as it is after it went through some frames."""
    try:
        deeper(error, CANARY)
    except BaseException as caught:
        return caught
    raise AssertionError


def deeper(error: BaseException, words: str) -> None:
    raise error


class TestDescribe:
    def test_a_refusal_is_a_line_where_the_user_works(self) -> None:
        failure = describe(Refusal("A code needs a name. Type one."))
        assert failure == Failure(Kind.INLINE, "Please check", "A code needs a name.", "Type one.")

    def test_a_fault_of_the_machine_is_a_box_with_a_hint(self) -> None:
        failure = describe(EnvironmentFault("a.qualcode: The disk is full. Free some space, then do it again."))
        assert (failure.kind, failure.title) == (Kind.BOX, "This could not be done")
        assert failure.text == "a.qualcode: The disk is full."
        assert failure.hint == "Free some space, then do it again."

    @pytest.mark.parametrize(
        ("message", "text", "hint"),
        [
            ("One sentence.", "One sentence.", ""),
            ("No full stop", "No full stop", ""),
            ("There is no “Trust”. Its codes: “A”. Choose one.", "There is no “Trust”.", "Its codes: “A”. Choose one."),
            ("There is no code “trust?” Did you mean Trust?", "There is no code “trust?”", "Did you mean Trust?"),
            ("v1.2 of x.docx is damaged. Mend it.", "v1.2 of x.docx is damaged.", "Mend it."),
            ("", "", ""),
        ],
    )
    def test_the_first_sentence_says_what_happened(self, message: str, text: str, hint: str) -> None:
        failure = describe(Refusal(message))
        assert (failure.text, failure.hint) == (text, hint)

    @pytest.mark.parametrize("error", [Cancelled(), KeyboardInterrupt(), SystemExit(1)])
    def test_what_was_wished_for_is_silent(self, error: BaseException) -> None:
        assert describe(error).kind is Kind.SILENT

    def test_too_little_memory_is_no_bug(self) -> None:
        failure = describe(MemoryError())
        assert failure.kind is Kind.BOX
        assert failure.hint

    def test_anything_else_is_a_bug_of_ours(self) -> None:
        failure = describe(raised(ValueError(f"invalid literal: {CANARY}")))
        assert failure.kind is Kind.CRASH
        assert "ValueError" in failure.report
        assert "test_failures.py:" in failure.report
        assert " deeper" in failure.report


class TestReport:
    def test_holds_no_message_and_no_value(self) -> None:
        error = raised(KeyError(CANARY))
        error.add_note(CANARY)
        assert CANARY not in repr(describe(error))

    def test_names_all_errors_that_led_to_it(self) -> None:
        def work() -> None:
            try:
                deeper(OSError(CANARY), "")
            except OSError:
                try:
                    deeper(ZeroDivisionError(), "")
                except ZeroDivisionError as error:
                    raise RuntimeError(CANARY) from error

        with pytest.raises(RuntimeError) as caught:
            work()
        lines = [line for line in report(caught.value).splitlines() if not line.startswith("  ")]
        assert lines == ["RuntimeError", "because of ZeroDivisionError", "while handling OSError"]
        assert CANARY not in report(caught.value)

    def test_names_the_members_of_a_group(self) -> None:
        group = ExceptionGroup(CANARY, [ValueError(CANARY), Refusal(CANARY)])
        lines = [line for line in report(group).splitlines() if not line.startswith("  ")]
        assert lines == ["ExceptionGroup", "one of them qualcode.domain.errors.Refusal", "one of them ValueError"]

    def test_ends_where_errors_lead_in_a_circle(self) -> None:
        one, other = ValueError(), KeyError()
        one.__cause__, other.__cause__ = other, one
        assert report(one).splitlines() == ["ValueError", "because of KeyError"]

    def test_names_no_folder_of_the_user(self) -> None:
        from qualcode.services.project import open_project

        with pytest.raises(EnvironmentFault) as caught:
            open_project("/home/marta rossi/valley.qualcode")
        text = report(caught.value)
        assert "  qualcode/services/project.py:" in text
        assert "/home" not in text
        assert "marta" not in text


class Button(QObject):
    """Somebody whose slot fails."""

    clicked = Signal()

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error
        self.clicked.connect(self.act)

    def act(self) -> None:
        raise self.error


def press(error: BaseException) -> None:
    """Let a slot fail."""
    button = Button(error)
    button.clicked.emit()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[FailureDesk]:
    made = FailureDesk()
    made.install()
    yield made
    made.uninstall()


@pytest.fixture
def told(desk: FailureDesk) -> list[Failure]:
    heard: list[Failure] = []
    desk.failed.connect(heard.append)
    return heard


class TestDesk:
    def test_hears_of_errors_that_leave_a_slot(self, desk: FailureDesk, told: list[Failure]) -> None:
        press(Refusal("A code needs a name."))
        press(Cancelled())
        press(EnvironmentFault("The disk is full."))
        assert [failure.kind for failure in told] == [Kind.INLINE, Kind.BOX]

    def test_hears_of_errors_in_the_event_loop(self, desk: FailureDesk, told: list[Failure], qtbot: QtBot) -> None:
        button = Button(Refusal("Later."))
        QTimer.singleShot(0, button.act)
        qtbot.waitUntil(lambda: len(told) == 1)

    def test_hears_of_errors_in_other_threads(self, desk: FailureDesk, told: list[Failure], qtbot: QtBot) -> None:
        threads: list[bool] = []
        desk.failed.connect(lambda failure: threads.append(threading.current_thread() is threading.main_thread()))
        thread = threading.Thread(target=deeper, args=(ZeroDivisionError(), ""))
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(told) == 1)
        assert told[0].kind is Kind.CRASH
        assert threads == [True]

    def test_is_told_of_errors_that_were_caught(self, desk: FailureDesk, told: list[Failure]) -> None:
        desk.report(Refusal("No."))
        desk.report(Cancelled())
        assert [failure.text for failure in told] == ["No."]

    def test_a_bug_that_comes_back_with_every_paint_is_told_once(
        self, desk: FailureDesk, told: list[Failure], caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.ERROR):
            for _ in range(3):
                press(ZeroDivisionError())
        assert len(told) == len(caplog.records) == 1
        press(Refusal("The dialog stands open."))
        assert len(told) == 2, "what the user can mend is told all the same"
        desk.acknowledge()
        press(ZeroDivisionError())
        assert len(told) == 3

    def test_bugs_are_logged_without_a_word_of_an_interview(
        self, desk: FailureDesk, told: list[Failure], caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            press(ValueError(CANARY))
            press(Refusal(CANARY))
        assert "ValueError" in caplog.text
        assert CANARY not in caplog.text

    def test_messages_of_qt_go_to_the_log(self, desk: FailureDesk, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG, "qualcode.qt"):
            qWarning("a property of " + "x" * 1000)
        (record,) = caplog.records
        assert (record.name, record.levelno) == ("qualcode.qt", logging.WARNING)
        assert record.getMessage().startswith("a property of xxx")
        assert len(record.getMessage()) == 300

    def test_puts_back_what_was_there(self, qtbot: QtBot) -> None:
        before = sys.excepthook, threading.excepthook
        handler = qInstallMessageHandler(None)
        qInstallMessageHandler(handler)
        desk = FailureDesk()
        desk.install()
        desk.install()
        assert sys.excepthook != before[0]
        desk.uninstall()
        desk.uninstall()
        assert (sys.excepthook, threading.excepthook) == before
        now = qInstallMessageHandler(None)
        qInstallMessageHandler(now)
        assert now == handler

    def test_the_keyboard_still_ends_the_program(
        self, desk: FailureDesk, told: list[Failure], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ended: list[type[BaseException]] = []
        monkeypatch.setattr(sys, "__excepthook__", lambda kind, error, trace: ended.append(kind))
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        assert ended == [KeyboardInterrupt]
        assert told == []
