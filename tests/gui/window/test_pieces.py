"""Small parts of the window by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.gui.panels.find_bar import places
from qualcode.gui.panels.growing_text import GrowingText
from qualcode.gui.panels.people import Floor, Voice, speakers
from qualcode.gui.panels.quick_code_list import QuickCode, matching
from qualcode.gui.window.acts.places import Place, Places
from qualcode.gui.window.status_line import StatusLine
from tests.gui.window.bench import CTRL, Key


def _code(number: int, name: str, parent: str = "Deductive", recent: int | None = None) -> QuickCode:
    return QuickCode(number, name, parent, number, False, 0, recent=recent)


CODES = (
    _code(1, "Insufficient level of trust"),
    _code(2, "Lack of transparency", recent=1),
    _code(3, "Travel and distance", "Inductive"),
    _code(4, "Mistakes", recent=0),
    _code(5, "Contrary"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tra", [3, 2, 5]),
        ("TRU", [1]),
        ("lot", [2]),
        ("level  of", [1]),
        ("induct", [3]),
        ("zzz", []),
        ("", [4, 2, 1, 3, 5]),
    ],
)
def test_the_best_match_comes_first(typed: str, found: list[int]) -> None:
    assert [code.id for code in matching(CODES, typed)] == found


def test_places_of_words() -> None:
    text = "Trust and\ntrusting, TRUST and trust."
    assert places(text, "trust") == [(0, 5), (10, 15), (20, 25), (30, 35)]
    assert places(text, "trust", whole=True, case=True) == [(30, 35)]
    assert places(text, "and trusting") == [(6, 18)]
    assert places(text, "  ") == []
    assert places("a.b a+b", "a+b") == [(4, 7)]


def test_back_and_forth_between_places(qtbot: QtBot) -> None:
    walked = Places()
    for place in (Place(1, 0), Place(1, 5000), Place(2, 10)):
        walked.note(place)
    assert walked.back(Place(2, 20)) == Place(1, 5000)
    assert walked.back(Place(1, 5100)) == Place(1, 0)
    assert walked.back(Place(1, 0)) is None
    assert walked.forward() == Place(1, 5000)
    walked.note(Place(3, 0))
    assert not walked.can_go_forward
    walked.forget(frozenset({1}))
    assert walked.back(Place(3, 0)) is None


def test_back_can_return_to_where_one_really_was(qtbot: QtBot) -> None:
    walked = Places()
    walked.note(Place(1, 0))
    walked.note(Place(1, 5000))
    # The reader has scrolled on since the last jump.
    assert walked.back(Place(1, 9000)) == Place(1, 5000)
    assert walked.forward() == Place(1, 9000)


def test_near_places_are_one(qtbot: QtBot) -> None:
    walked = Places()
    for offset in (0, 100, 300, 550):
        walked.note(Place(1, offset))
    assert not walked.can_go_back


def test_speakers_of_a_passage() -> None:
    people = {7: Voice("Carer, female, 7", "C", 1), 9: Voice("Carer, male, 9", "C", 1)}
    floors = (Floor(4, 20, 7), Floor(25, 40, 9), Floor(45, 60, 7), Floor(65, 80, 3))
    assert [voice.name for voice in speakers(floors, 10, 50, people)] == ["Carer, female, 7", "Carer, male, 9"]
    assert speakers(floors, 20, 25, people) == ()
    assert speakers(floors, 66, 70, people) == ()


def test_a_growing_field_hands_on_what_was_written_when_it_is_left(qtbot: QtBot) -> None:
    field = GrowingText("Memo", lines=1, most=4)
    qtbot.addWidget(field)
    field.show()
    told: list[str] = []
    field.settled.connect(told.append)
    low = field.sizeHint().height()
    field.set_text("One")
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, " two")
    assert told == []
    field.flush()
    field.flush()
    assert told == ["One two"]
    field.set_text("\n".join("abcdef"))
    assert field.sizeHint().height() > low
    assert told == ["One two"]


def test_undo_in_a_field_belongs_to_the_field_only_while_something_was_typed(qtbot: QtBot) -> None:
    field = GrowingText("Memo")
    qtbot.addWidget(field)
    field.show()
    field.set_text("Known")
    field.setFocus()
    QTest.keyClick(field, Key.Key_Z, CTRL)
    assert field.toPlainText() == "Known"
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Key.Key_Z, CTRL)
    assert field.toPlainText() == "Known"


def test_the_status_line_says_what_was_done_and_whether_it_is_saved(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.tell("Coded “Trust”", ", 12 characters", undo=True)
    assert line.message() == "Coded “Trust”, 12 characters Ctrl Z undoes"
    line.warn("Select some text first", ".")
    assert line.message() == "Select some text first."
    line.set_pending(1)
    assert line.saved_text() == ""
    qtbot.waitUntil(lambda: line.saved_text() == "Saving …")
    line.set_pending(0)
    assert line.saved_text() == "All changes saved"
    line.show_progress(1, 4, "Importing")
    assert line.message() == ""
    line.end_progress()
    line.close()
