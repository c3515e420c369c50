"""What stays where it is when a code is looked up, taken out, merged or searched for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qualcode.domain.documents import Attributes, SpeakerMapping
from qualcode.domain.participants import ParticipantDraft
from qualcode.gui.dialogs import delete_code, merge_code
from qualcode.gui.panels.coding_chip import CodingChip
from qualcode.gui.window.docks import RETRIEVED, SEARCH
from qualcode.services.documents import ImportRequest
from tests.builders import preview_of
from tests.gui.window.bench import CTRL, LEFT, PLAIN, SHIFT, Bench, Drags, Key, drop

NIGHTS = "I stopped telling them about the nights."
TRUST, INFORMATION, TRAVEL = "Insufficient level of trust", "Absence of information", "Travel and distance"


@pytest.fixture
def coded(bench: Bench) -> Bench:
    """A window in front of a passage with two codes."""
    owner = bench.project.documents.find("Workshop 2, part B").id
    span = bench.project.documents.locate(owner, NIGHTS)
    bench.project.coding.add(owner, span, [bench.code_id(TRUST), bench.code_id(INFORMATION)])
    bench.settle()
    bench.space.select_coding(bench.project.coding.in_document(owner)[0].id)
    bench.settle()
    return bench


def _chips(bench: Bench) -> list[CodingChip]:
    return [chip for chip in bench.space.inspector.chips if isinstance(chip, CodingChip)]


def test_the_chip_of_the_edited_coding_is_marked_and_a_click_goes_to_the_other(coded: Bench) -> None:
    assert [chip.current for chip in _chips(coded)] == [True, False]
    first, second = _chips(coded)
    accent = first.grab().toImage().pixelColor(first.width() // 2, 1)
    assert accent != second.grab().toImage().pixelColor(second.width() // 2, 1)
    wanted = second.coding
    QTest.mouseClick(second, LEFT, PLAIN, QPoint(20, second.height() // 2))
    coded.settle()
    shown = coded.space.inspector.shown
    assert shown is not None
    assert shown.coding.id == wanted
    assert [chip.current for chip in _chips(coded)] == [False, True]


def test_the_inspector_lets_go_of_a_passage_when_another_document_comes_to_the_front(coded: Bench) -> None:
    coded.show_document("Interview, provider 2")
    assert coded.space.selection.coding is None
    assert coded.space.inspector.shown is None


def test_a_double_click_on_a_code_activates_nothing(coded: Bench) -> None:
    space = coded.space
    chosen = frozenset({coded.code_id(TRAVEL)})
    space.selection.set_active_codes(chosen)
    coded.view.select(0, 0)
    coded.settle()
    coded.click_row(coded.codes, TRUST, double=True)
    coded.settle()
    assert space.selection.active_codes == chosen
    assert not space.selection.active_documents
    assert space.retrieved_model.rowCount() == 1
    assert coded.said().startswith(f"Segments of “{TRUST}”")


def test_a_search_that_is_closed_gives_its_place_back(bench: Bench) -> None:
    docks = bench.window.docks
    assert docks.dock(RETRIEVED).isVisible()
    bench.key(Key.Key_F, CTRL | SHIFT)
    assert docks.dock(SEARCH).isVisible()
    assert not docks.dock(RETRIEVED).isVisible()
    docks.dock(SEARCH).close()
    assert docks.dock(RETRIEVED).isVisible()
    assert not docks.dock(SEARCH).isVisible()


def test_a_search_over_hidden_segments_leaves_them_hidden(bench: Bench) -> None:
    docks = bench.window.docks
    docks.dock(RETRIEVED).close()
    bench.key(Key.Key_F, CTRL | SHIFT)
    docks.dock(SEARCH).close()
    assert not docks.dock(RETRIEVED).isVisible()


def test_taking_back_that_a_code_was_deleted_stays_where_one_is(coded: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delete_code, "ask", lambda *_a, **_k: delete_code.DeleteCode("delete"))
    coded.space.codebook_acts.delete(coded.code_id(TRUST))
    coded.settle()
    assert "1 segment with it" in coded.said()
    coded.show_document("Interview, provider 2")
    coded.space.study_acts.undo()
    coded.settle()
    assert coded.code_id(TRUST)
    assert coded.space.transcripts.current == coded.project.documents.find("Interview, provider 2").id


def test_the_code_beside_it_is_offered_for_a_merge(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[int | None] = []

    def ask(*_: object, into: int | None = None) -> None:
        offered.append(into)

    monkeypatch.setattr(merge_code, "ask", ask)
    for name in (TRAVEL, "Cohesive partnership"):
        bench.space.codebook_acts.merge(bench.code_id(name))
    assert offered == [bench.code_id("Cohesive partnership"), bench.code_id(TRAVEL)]


def test_a_row_is_not_hovered_after_a_drop(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.select(NIGHTS)
    data = Drags(monkeypatch).pull(bench.view.viewport(), bench.rect(NIGHTS).center())
    row = bench.row(bench.codes, TRUST)
    place = QPoint(row.right() - 60, row.top() + 4)
    assert drop(bench.codes.viewport(), row.center(), data)
    bench.settle()
    QApplication.processEvents()
    other = bench.row(bench.codes, "Lack of clear expectations")
    picture = bench.codes.viewport().grab().toImage()
    assert picture.pixelColor(place) == picture.pixelColor(QPoint(place.x(), other.top() + 4))


def test_a_copy_is_opened_to_be_read(bench: Bench, study: Path, tmp_path: Path) -> None:
    copy = tmp_path / "Carers 2026-01-02.qualcode.bak"
    shutil.copy(study, copy)
    bench.window.studies.open(str(copy))
    bench.qtbot.waitUntil(lambda: bench.space.project.path == copy, timeout=10_000)
    assert bench.space.project.read_only
    assert bench.said().startswith("This is a copy")


def test_people_who_are_new_come_in_and_go_with_the_import(bench: Bench) -> None:
    request = ImportRequest(
        preview_of("New one", "V1: Word for word.\n"), Attributes(), (SpeakerMapping("V1", "V1", "V1"),)
    )
    bench.space.document_acts.enter([request], [ParticipantDraft("V1", "Volunteers", "Volunteer", 1, "male")])
    bench.qtbot.waitUntil(lambda: bench.said().startswith("Imported 1 document"), timeout=10_000)
    document = bench.project.documents.find("New one").id
    person = bench.project.participants.find("V1")
    assert [voice.participant_id for voice in bench.project.documents.speakers(document)] == [person.id]
    bench.space.study_acts.undo()
    bench.settle()
    assert all(each.speaker != "V1" for each in bench.project.participants.all())
    assert all(each.name != "New one" for each in bench.project.documents.all())
