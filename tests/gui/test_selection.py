"""What the panels share: told once when it is different, and let go of when it is deleted."""

from __future__ import annotations

import pytest

from qualcode.domain.changes import ChangeSet, Origin, Touched
from qualcode.domain.text import Span
from qualcode.gui.selection import Selection, TextSelection

SIGNALS = (
    "documents_activated",
    "codes_activated",
    "document_changed",
    "code_changed",
    "coding_changed",
    "text_changed",
)


@pytest.fixture
def selection(qapp: object) -> Selection:
    return Selection()


@pytest.fixture
def heard(selection: Selection) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    for name in SIGNALS:
        getattr(selection, name).connect(lambda value, name=name: told.append((name, value)))
    return told


def removed(**tables: int) -> ChangeSet:
    rows = {table: Touched(removed=frozenset([row])) for table, row in tables.items()}
    return ChangeSet(1, "x", "X", Origin.DO, rows)


def test_activation_tells_what_is_different(selection: Selection, heard: list[tuple[str, object]]) -> None:
    selection.activate_documents([1, 2])
    selection.activate_documents([2, 3])
    selection.activate_documents([1], False)
    selection.activate_documents([9], False)
    selection.set_active_documents([2, 4])
    assert selection.active_documents == {2, 4}
    assert heard == [
        ("documents_activated", frozenset({1, 2})),
        ("documents_activated", frozenset({3})),
        ("documents_activated", frozenset({1})),
        ("documents_activated", frozenset({3, 4})),
    ]


@pytest.mark.parametrize("noun", ["documents", "codes"])
def test_a_folder_toggles_all_below(selection: Selection, noun: str) -> None:
    toggle = getattr(selection, f"toggle_{noun}")
    toggle([1, 2])
    toggle([2, 3])
    assert getattr(selection, f"active_{noun}") == {1, 2, 3}, "one was off: all are switched on"
    toggle([2, 3])
    assert getattr(selection, f"active_{noun}") == {1}
    getattr(selection, f"activate_{noun}")([1], False)
    assert getattr(selection, f"active_{noun}") == frozenset()


def test_ids_beyond_32_bits_arrive_whole(selection: Selection, heard: list[tuple[str, object]]) -> None:
    """Qt's own integers end at 2³¹."""
    selection.show_document(1 << 40)
    selection.select_coding(1 << 41)
    assert heard == [("document_changed", 1 << 40), ("coding_changed", 1 << 41)]


def test_the_same_again_is_not_told(selection: Selection, heard: list[tuple[str, object]]) -> None:
    for _ in range(2):
        selection.show_document(1)
        selection.select_code(2)
        selection.select_coding(3)
        selection.select_text(TextSelection(1, Span(4, 9)))
    assert [name for name, _ in heard] == ["document_changed", "code_changed", "coding_changed", "text_changed"]


def test_another_document_ends_the_selection_of_text(selection: Selection, heard: list[tuple[str, object]]) -> None:
    selection.show_document(1)
    selection.select_text(TextSelection(1, Span(4, 9)))
    selection.show_document(2)
    assert selection.text is None
    assert heard[-1] == ("text_changed", None)


def test_what_is_deleted_is_let_go_of(selection: Selection, heard: list[tuple[str, object]]) -> None:
    selection.set_active_documents([1, 2])
    selection.set_active_codes([5, 6])
    selection.show_document(1)
    selection.select_text(TextSelection(1, Span(4, 9)))
    selection.select_code(5)
    selection.select_coding(7)
    heard.clear()
    selection.follow(removed(memo=1))
    assert heard == []
    selection.follow(removed(document=1, code=5, coding=7))
    assert (selection.active_documents, selection.active_codes) == (frozenset([2]), frozenset([6]))
    assert (selection.document, selection.text, selection.code, selection.coding) == (None,) * 4
    assert len(heard) == 6


def test_everything_is_let_go_of_when_the_study_is_closed(selection: Selection) -> None:
    selection.set_active_documents([1])
    selection.set_active_codes([2])
    selection.show_document(1)
    selection.select_text(TextSelection(1, Span(0, 1)))
    selection.clear()
    assert (selection.active_documents, selection.active_codes) == (frozenset(), frozenset())
    assert (selection.document, selection.text) == (None, None)
