"""What a person with habits tries first: finding, activating, going there and back, undoing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from qualcode.domain.memos import Target, TargetKind
from qualcode.gui.dialogs import delete_code
from qualcode.gui.models.roles import RetrievedRole
from tests.gui.window.bench import ALT, CTRL, LEFT, PLAIN, SHIFT, Bench, Key

NIGHTS = "I stopped telling them about the nights."
LEAFLET = "There was a leaflet at the chemist’s"
LATE = "Passage number 55 goes on"
TRUST = "Insufficient level of trust"


@pytest.fixture
def coded(bench: Bench) -> Bench:
    """Return a window in whose workshop three passages are coded."""
    workshop = bench.project.documents.find("Workshop 2, part B").id
    interview = bench.project.documents.find("Interview, provider 2").id
    for document, words in ((workshop, NIGHTS), (workshop, LATE), (interview, "Answer 3 of the director")):
        span = bench.project.documents.locate(document, words)
        bench.project.coding.add(document, span, [bench.code_id(TRUST)])
    bench.settle()
    return bench


def test_u9_a_click_on_a_stripe_selects_and_the_inspector_shows_it(coded: Bench) -> None:
    coded.rect(NIGHTS)
    stripe = coded.view.margin.stripes[0]
    at = QPoint(coded.view.margin.lane_left(stripe.lane) + 2, (stripe.top + stripe.bottom) // 2)
    QTest.mouseClick(coded.view.margin, LEFT, PLAIN, at)
    coded.settle()
    shown = coded.space.inspector.shown
    assert shown is not None
    assert shown.quote == NIGHTS
    assert shown.voices[0].name == "Carer, female, 8"
    assert coded.view.selected_coding == shown.coding.id
    # The document's phase is taken over, and said to be assumed.
    phase = coded.space.inspector.fields["phase"]
    assert (phase.value(), phase.is_assumed) == ("during", True)


def test_u12_u13_a_document_and_a_code_fill_the_retrieved_segments(coded: Bench) -> None:
    coded.click_row(coded.documents, "Workshop 2, part B", dot=True)
    coded.settle()
    model = coded.space.retrieved_model
    assert model.rowCount() == 0
    coded.click_row(coded.codes, TRUST, dot=True)
    coded.settle()
    assert [model.index(row).data() for row in range(model.rowCount())] == [NIGHTS, LATE]
    assert coded.window.docks.header("dock.retrieved").detail() == "2 segments · 1 document · 2 participants"


def test_u14_a_click_on_a_retrieved_segment_goes_there_and_the_list_stays(coded: Bench) -> None:
    coded.space.study_acts.activate_all_documents()
    coded.space.study_acts.activate_all_codes()
    coded.settle()
    view = coded.space.retrieved.view
    assert view.model().rowCount() == 3
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, view.visualRect(view.model().index(2, 0)).center())
    coded.settle()
    assert coded.space.transcripts.current == coded.project.documents.find("Interview, provider 2").id
    start, end = coded.place("Answer 3 of the director")
    assert coded.view.rects_of(start, end)
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, view.visualRect(view.model().index(1, 0)).center())
    coded.settle()
    start, end = coded.place(LATE)
    assert coded.view.rects_of(start, end)
    assert view.model().rowCount() == 3
    assert coded.space.inspector.shown is not None
    assert coded.space.inspector.shown.coding.id == view.model().index(1, 0).data(RetrievedRole.ID)


def test_u15_the_quotes_behind_a_number(coded: Bench) -> None:
    ids = [coding.id for coding in coded.project.coding.in_document(coded.space.transcripts.current or 0)]
    coded.space.retrieval_acts.show_codings(ids[:1], "Trust, Family carers")
    assert coded.space.retrieved_model.rowCount() == 1
    assert coded.window.docks.dock("dock.retrieved").isVisible()
    # What is activated next takes the list over again.
    coded.space.study_acts.activate_all_documents()
    coded.space.study_acts.activate_all_codes()
    coded.settle()
    assert coded.space.retrieved_model.rowCount() == 3


def test_u16_the_numbers_behind_the_codes_count_what_was_chosen(coded: Bench) -> None:
    code = coded.code_id(TRUST)
    assert coded.space.code_model.count(code) == 3
    header = coded.window.docks.header("dock.codebook")
    next(a for a in header.menu.actions() if a.text() == "Count in this document").trigger()
    assert coded.space.code_model.count(code) == 2
    coded.show_document("Interview, provider 2")
    assert coded.space.code_model.count(code) == 1


def test_u17_undo_names_the_step_takes_it_back_and_shows_the_place(coded: Bench) -> None:
    coded.rect(LEAFLET)
    undo = coded.window.registry.action("edit.undo")
    assert undo is not None
    coded.space.coding_acts.uncode([coded.project.coding.in_document(1)[1].id])
    coded.settle()
    assert undo.text() == f"&Undo: Uncode “{TRUST}”"
    start, end = coded.place(LATE)
    assert not coded.view.rects_of(start, end)
    coded.space.transcripts.focus_text()
    coded.key(Key.Key_Z, CTRL)
    assert (TRUST, LATE) in coded.coded()
    assert (TRUST, LATE) in coded.shown()
    assert coded.view.rects_of(start, end)
    assert coded.said() == f"Undone: Uncode “{TRUST}”"
    coded.key(Key.Key_Y, CTRL)
    assert (TRUST, LATE) not in coded.coded()


@pytest.mark.parametrize("what", ["delete code", "merge codes", "delete document", "rename", "move"])
def test_u17_undo_after_anything(coded: Bench, what: str) -> None:
    from tests.builders import dump

    project, trust, other = coded.project, coded.code_id(TRUST), coded.code_id("Travel and distance")
    before = dump(project)
    match what:
        case "delete code":
            project.codebook.delete(trust)
        case "merge codes":
            project.codebook.merge(trust, other)
        case "delete document":
            project.documents.delete(1)
        case "rename":
            coded.space.codebook_acts.rename(trust, "Confidence")
        case _:
            project.codebook.move(trust, coded.code_id("Inductive"))
    coded.settle()
    assert dump(project) != before
    coded.window.activateWindow()
    QTest.keyClick(coded.window, Key.Key_Z, CTRL)
    coded.settle()
    assert dump(project) == before
    # Also a document that was gone is open again, at the place that came back.
    assert (TRUST, NIGHTS) in coded.shown()


def test_u18_deleting_a_code_asks_what_becomes_of_its_segments(coded: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    target = coded.code_id("Lack of transparency")

    def answer(_parent: object, code: object, codes: object, **_: object) -> delete_code.DeleteCode:
        asked.append((code.name, code.segments))  # type: ignore[attr-defined]
        return delete_code.DeleteCode("move", target)

    monkeypatch.setattr(delete_code, "ask", answer)
    coded.click_row(coded.codes, TRUST)
    coded.key(Key.Key_Delete, target=coded.codes)
    assert coded.coded() == [("Lack of transparency", NIGHTS), ("Lack of transparency", LATE)]
    assert asked == [(TRUST, 3)]


def test_u20_the_filter_narrows_the_tree_while_typing(bench: Bench) -> None:
    bench.space.code_panel.filter.setFocus()
    bench.type("tran", bench.space.code_panel.filter)
    model = bench.space.code_model
    assert [model.code(model.index_of(each)).name for each in model.ids()] == ["Deductive", "Lack of transparency"]  # type: ignore[union-attr]
    bench.key(Key.Key_Escape, target=bench.space.code_panel.filter)
    assert sum(1 for _ in model.ids()) == 8


@pytest.mark.parametrize("tree", ["codes", "documents"])
def test_u21_f2_renames_in_place(bench: Bench, tree: str) -> None:
    view = bench.codes if tree == "codes" else bench.documents
    before, after = (
        ("Travel and distance", "The road") if tree == "codes" else ("Interview, provider 2", "The director")
    )
    bench.click_row(view, before)
    view.setFocus()
    bench.key(Key.Key_F2, target=view)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor.parent() is view.viewport()
    bench.type(after, editor)
    bench.key(Key.Key_Return, target=editor)
    bench.settle()
    names = bench.project.codebook.all() if tree == "codes" else bench.project.documents.all()
    assert after in [each.name for each in names]
    assert before not in [each.name for each in names]


def test_u22_find_in_the_text(bench: Bench) -> None:
    bench.key(Key.Key_F, CTRL, bench.view)
    find = bench.space.transcripts.find_bar
    assert QApplication.focusWidget() is find.field
    bench.type("passage number 5", find.field)
    assert len(find.hits) == 11
    assert find.count_text() == "1 of 11"
    bench.key(Key.Key_Return, target=find.field)
    assert find.count_text() == "2 of 11"
    start, end = bench.place("Passage number 50")
    assert bench.view.selection() == (start, end - 1)
    bench.key(Key.Key_Return, SHIFT, find.field)
    assert find.count_text() == "1 of 11"
    bench.key(Key.Key_Escape, target=find.field)
    assert find.isHidden()
    assert QApplication.focusWidget() is bench.view


def test_u22_search_the_study_and_code_what_was_found(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.key(Key.Key_F, CTRL | SHIFT, bench.view)
    search = bench.space.search
    assert QApplication.focusWidget() is search.field
    assert bench.window.docks.dock("dock.retrieved").isHidden()
    bench.type("pencil", search.field)
    bench.key(Key.Key_Return, target=search.field)
    bench.qtbot.waitUntil(lambda: search.said() == "40 places in 1 document")
    QTest.mouseClick(
        search.view.viewport(), LEFT, PLAIN, search.view.visualRect(search.view.model().index(0, 0)).center()
    )
    bench.settle()
    start, end = bench.view.selection() or (0, 0)
    assert bench.view.text[start:end] == "pencil"
    monkeypatch.setattr(bench.window, "ask_code", lambda *_a, **_k: bench.code_id(TRUST))
    search.view.clearSelection()
    button = search.findChild(QPushButton, "button.code_hits")
    assert button is not None
    assert button.text() == "Code all…"
    button.click()
    assert len(bench.coded("Interview, provider 2")) == 40


def test_u23_close_and_reopen(open_window: Callable[[], Bench]) -> None:
    first = open_window()
    first.show_document("Reflexive account 1")
    first.show_document("Workshop 2, part B")
    start, _ = first.place("Passage number 40 goes on")
    first.view.scroll_to_offset(start)
    QTest.qWait(1)
    top = first.view.top_offset()
    first.click_row(first.documents, "Workshop 2, part B", dot=True)
    first.click_row(first.codes, TRUST, dot=True)
    first.codes.collapse(first.codes.model().index(1, 0))
    first.window.docks.dock("dock.memos").hide()
    first.settle()
    first.close()

    again = open_window()
    # The bench puts the docks in their places; the layout that was remembered counts here.
    again.window.docks._page = ""
    again.window.docks.enter("transcripts")
    again.settle()
    assert again.space.transcripts.documents() == [3, 1]
    assert again.space.transcripts.current == 1
    assert again.view.top_offset() == top
    assert again.space.selection.active_documents == {1}
    assert again.space.selection.active_codes == {again.code_id(TRUST)}
    assert not again.codes.isExpanded(again.codes.model().index(1, 0))
    assert again.window.docks.dock("dock.memos").isHidden()
    assert again.window.docks.dock("dock.codebook").isVisible()


def test_u24_ctrl_s_makes_a_copy_and_says_so(bench: Bench) -> None:
    folder = bench.project.path.parent
    before = set(folder.iterdir())
    bench.key(Key.Key_S, CTRL, bench.view)
    bench.qtbot.waitUntil(lambda: bench.said().startswith("Copy saved"))
    made = [
        path
        for path in set(folder.iterdir()) - before
        if path.suffix == bench.project.path.suffix or "copy" in path.name
    ]
    assert len(made) == 1
    assert made[0].name in bench.said()


def test_places_back_and_forward(coded: Bench) -> None:
    coded.space.navigation.show_place(1, *coded.place(LATE))
    coded.space.navigation.show_place(2, 100, 120)
    coded.settle()
    assert coded.space.transcripts.current == 2
    coded.key(Key.Key_Left, ALT, coded.view)
    coded.settle()
    assert coded.space.transcripts.current == 1
    start, end = coded.place(LATE)
    assert coded.view.rects_of(start, end)
    coded.key(Key.Key_Right, ALT, coded.view)
    assert coded.space.transcripts.current == 2


def test_tabs_by_keyboard(bench: Bench) -> None:
    bench.show_document("Interview, provider 2")
    bench.key(Key.Key_Tab, CTRL, bench.view)
    assert bench.space.transcripts.current == 1
    bench.key(Key.Key_W, CTRL, bench.view)
    assert bench.space.transcripts.documents() == [2]
    assert bench.space.transcripts.current == 2


def test_focus_mode_hides_everything_but_the_text(bench: Bench) -> None:
    bench.key(Key.Key_F11, target=bench.view)
    docks = bench.window.docks
    assert all(docks.dock(name).isHidden() for name in ("dock.documents", "dock.inspector", "dock.retrieved"))
    assert bench.window.toolbar.isHidden()
    assert bench.view.isVisible()
    bench.key(Key.Key_F11, target=bench.view)
    assert all(docks.dock(name).isVisible() for name in ("dock.documents", "dock.inspector", "dock.retrieved"))


def test_ctrl_m_writes_a_memo_beside_the_selection_without_any_box(bench: Bench) -> None:
    bench.select(NIGHTS)
    bench.key(Key.Key_M, CTRL)
    draft = bench.space.memos.draft
    assert draft is not None
    assert QApplication.focusWidget() is draft.text
    bench.type("Silence as protection.", draft.text)
    assert bench.project.memos.all() == []
    bench.space.transcripts.focus_text()
    bench.settle()
    memo = bench.project.memos.all()[0]
    assert memo.text == "Silence as protection."
    assert memo.targets[0].kind is TargetKind.SEGMENT
    assert bench.project.memos.places(1)[memo.targets[0].id or 0].start == bench.place(NIGHTS)[0]
    assert bench.view.gutter.memo_in(bench.view.document().findBlock(bench.place(NIGHTS)[0])) is not None
    # It is edited where it stands, and saved two seconds after the last key.
    card = bench.space.memos.cards()[0]
    card.text.setFocus()
    bench.type(" More", card.text)
    assert bench.project.memos.get(memo.id).text == memo.text
    bench.qtbot.waitUntil(lambda: bench.project.memos.get(memo.id).text.endswith("More"), timeout=4000)


def test_a_memo_beside_a_code(bench: Bench) -> None:
    code = bench.code_id(TRUST)
    bench.space.memo_acts.begin_beside_code(code)
    draft = bench.space.memos.draft
    assert draft is not None
    bench.type("Trust is not information.", draft.text)
    bench.space.memos.flush()
    bench.settle()
    memo = bench.project.memos.all(target=Target(TargetKind.CODE, code))[0]
    assert (memo.type.value, memo.text) == ("definition", "Trust is not information.")
    menu = bench.space.memos.cards()[0].menu()
    next(action for action in menu.actions() if action.text().startswith("Reflexive")).trigger()
    bench.settle()
    assert bench.project.memos.get(memo.id).type.value == "reflexive"
    menu = bench.space.memos.cards()[0].menu()
    next(action for action in menu.actions() if action.text() == "Delete the memo").trigger()
    bench.settle()
    assert bench.project.memos.all() == []
    assert bench.space.memos.cards() == []
