"""What a person with habits tries first: coding with the mouse and with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.window.bench import ALT, CTRL, LEFT, PLAIN, SHIFT, Bench, Drags, Key, drop

NIGHTS = "I stopped telling them about the nights."
LEAFLET = "There was a leaflet at the chemist’s"
TRUST = "Insufficient level of trust"


def test_u1_selected_text_dragged_to_a_code_is_coded(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.select(NIGHTS)
    inside = bench.rect(NIGHTS).center()
    data = Drags(monkeypatch).pull(bench.view.viewport(), inside)
    target = bench.row(bench.codes, TRUST)
    assert drop(bench.codes.viewport(), target.center(), data)
    # The stripe is there before anything is on disk.
    assert bench.shown() == [(TRUST, NIGHTS)]
    assert bench.said() == f"Coded “{TRUST}”, {len(NIGHTS)} characters Ctrl Z undoes"
    assert bench.coded() == [(TRUST, NIGHTS)]
    assert bench.shown() == [(TRUST, NIGHTS)]


def test_u1_a_branch_takes_no_text(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.select(NIGHTS)
    data = Drags(monkeypatch).pull(bench.view.viewport(), bench.rect(NIGHTS).center())
    assert not drop(bench.codes.viewport(), bench.row(bench.codes, "Deductive").center(), data)
    assert bench.coded() == []


def test_u2_a_code_dragged_onto_the_selection_codes_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.select(NIGHTS)
    row = bench.row(bench.codes, TRUST)
    data = Drags(monkeypatch).pull(bench.codes.viewport(), QPoint(row.left() + 90, row.center().y()))
    assert drop(bench.view.viewport(), bench.rect(NIGHTS).center(), data)
    assert bench.coded() == [(TRUST, NIGHTS)]


def test_u2_a_code_dragged_onto_a_stripe_offers_to_add_or_to_replace(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    _code(bench, NIGHTS, TRUST)
    row = bench.row(bench.codes, "Travel and distance")
    data = Drags(monkeypatch).pull(bench.codes.viewport(), QPoint(row.left() + 90, row.center().y()))
    assert drop(bench.view.margin, _stripe(bench), data)
    menu = bench.window.context_menus.last
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "Add “Travel and distance”",
        f"Replace “{TRUST}” by “Travel and distance”",
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert bench.coded() == [("Travel and distance", NIGHTS)]


def test_u3_a_double_click_on_a_code_codes_the_selection(bench: Bench) -> None:
    bench.select(LEAFLET)
    bench.click_row(bench.codes, TRUST, double=True)
    assert bench.coded() == [(TRUST, LEAFLET)]


def test_u3_a_plain_click_never_codes(bench: Bench) -> None:
    bench.select(LEAFLET)
    bench.click_row(bench.codes, TRUST)
    assert bench.coded() == []
    assert bench.view.selection() == bench.place(LEAFLET)


def test_u3_a_plain_click_codes_when_the_user_has_chosen_so(bench: Bench) -> None:
    bench.window.preferences.keep_value("click_codes", True)
    bench.select(LEAFLET)
    bench.click_row(bench.codes, TRUST)
    assert bench.coded() == [(TRUST, LEAFLET)]


def test_u4_the_menu_of_the_selection(bench: Bench) -> None:
    _code(bench, LEAFLET, TRUST)
    bench.select(NIGHTS)
    QTest.mouseClick(bench.view.viewport(), Qt.MouseButton.RightButton, PLAIN, bench.rect(NIGHTS).center())
    at = bench.rect(NIGHTS).center()
    bench.window.context_menus.open_text_menu(bench.view.viewport().mapToGlobal(at), bench.place(NIGHTS)[0])
    menu = bench.window.context_menus.last
    assert menu is not None
    words = [action.text().replace("&", "").removesuffix("…").strip() for action in menu.actions() if action.text()]
    assert words == ["Code with", TRUST, "New code", "In vivo code", "Memo here", "Uncode", "Copy with reference"]
    next(action for action in menu.actions() if action.text() == TRUST).trigger()
    menu.close()
    assert (TRUST, NIGHTS) in bench.coded()


def test_u5_quick_code_by_keyboard(bench: Bench) -> None:
    bench.select(NIGHTS)
    quick = bench.space.transcripts.quick
    bench.key(Key.Key_K, CTRL)
    assert QApplication.focusWidget() is quick.field
    assert quick.is_open()
    bench.type("tra")
    model = quick.list.view.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "Travel and distance",
        "Lack of transparency",
        "New code “tra” under Inductive",
    ]
    bench.key(Key.Key_Down)
    bench.key(Key.Key_Return)
    assert not quick.is_open()
    assert bench.coded() == [("Lack of transparency", NIGHTS)]
    assert QApplication.focusWidget() is bench.view


def test_u5_the_list_opens_upward_and_the_selection_lies_above_it(bench: Bench) -> None:
    low = bench.view.visible_blocks()[-2][0]
    start, end = bench.view.extent(low)
    bench.view.select(start, end)
    bench.key(Key.Key_K, CTRL)
    quick = bench.space.transcripts.quick
    top = quick.list.mapTo(bench.window, QPoint(0, 0)).y()
    assert top + quick.list.height() <= quick.field.mapTo(bench.window, QPoint(0, 0)).y()
    rects = bench.view.rects_of(start, end)
    lowest = bench.view.viewport().mapTo(bench.window, rects[-1].bottomLeft()).y()
    assert lowest < top


def test_u5_also_at_the_very_end_of_the_document(bench: Bench) -> None:
    start, end = bench.place("Passage number 59 goes on")
    bench.view.select(start, end)
    bench.view.bring_into_view(start, end)
    bench.key(Key.Key_K, CTRL)
    quick = bench.space.transcripts.quick
    top = quick.list.mapTo(bench.window, QPoint(0, 0)).y()
    QTest.qWait(1)
    rects = bench.view.rects_of(start, end)
    assert rects
    assert bench.view.viewport().mapTo(bench.window, rects[-1].bottomLeft()).y() < top
    bench.key(Key.Key_Escape)
    assert not quick.is_open()
    assert QApplication.focusWidget() is bench.view
    assert bench.view.selection() == (start, end)


def test_u5_shift_enter_makes_a_new_code_under_the_last_parent(bench: Bench) -> None:
    bench.select(NIGHTS)
    bench.key(Key.Key_K, CTRL)
    bench.type("Silence")
    bench.key(Key.Key_Return, SHIFT)
    assert bench.coded() == [("Silence", NIGHTS)]
    made = bench.project.codebook.find("Silence")
    assert made.parent_id == bench.code_id("Inductive")
    # One step made it: one step takes it back.
    bench.key(Key.Key_Z, CTRL)
    assert bench.coded() == []
    assert "Silence" not in [code.name for code in bench.project.codebook.all()]


def test_u7_a_new_code_is_laid_over_the_selected_text_at_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.domain.codebook import CodeDraft
    from qualcode.gui.dialogs import code as dialog

    answer = dialog.CodeAnswer(CodeDraft("Keeping quiet"), bench.code_id("Inductive"))
    monkeypatch.setattr(dialog, "ask", lambda *_args, **_more: answer)
    bench.select(NIGHTS)
    bench.key(Key.Key_N, ALT)
    assert bench.coded() == [("Keeping quiet", NIGHTS)]


def test_the_last_code_again_in_vivo_and_favourites(bench: Bench) -> None:
    _code(bench, LEAFLET, TRUST)
    bench.select(NIGHTS)
    bench.key(Key.Key_K, CTRL | SHIFT)
    assert (TRUST, NIGHTS) in bench.coded()
    bench.select("wonder who reads")
    bench.key(Key.Key_I, CTRL | SHIFT)
    assert ("wonder who reads", "wonder who reads") in bench.coded()
    assert bench.project.codebook.find("wonder who reads").origin.value == "in vivo"
    bench.space.favourites.assign(3, bench.code_id("Travel and distance"))
    bench.settle()
    bench.select("my neighbour has kept the keys")
    bench.key(Key.Key_3, CTRL)
    assert ("Travel and distance", "my neighbour has kept the keys") in bench.coded()


def test_uncode_under_the_cursor(bench: Bench) -> None:
    _code(bench, NIGHTS, TRUST)
    QTest.mouseClick(bench.view.viewport(), LEFT, PLAIN, bench.rect(NIGHTS).center())
    bench.key(Key.Key_U, CTRL)
    assert bench.shown() == []
    assert bench.said() == f"Uncoded “{TRUST}” Ctrl Z undoes"
    assert bench.coded() == []


def test_the_same_code_is_not_laid_twice(bench: Bench) -> None:
    _code(bench, NIGHTS, TRUST)
    bench.space.coding_acts.code_selection([bench.code_id(TRUST)])
    assert bench.coded() == [(TRUST, NIGHTS)]
    assert "already" in bench.said()


def test_a_coding_that_cannot_be_saved_is_taken_back_and_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.domain.errors import Refusal

    def refuse(*_: object) -> None:
        raise Refusal("The disk is full. Make room on it.")

    monkeypatch.setattr(bench.project.coding, "add", refuse)
    bench.select(NIGHTS)
    bench.click_row(bench.codes, TRUST, double=True)
    assert bench.shown() == [(TRUST, NIGHTS)]
    bench.settle()
    assert bench.shown() == []
    assert bench.said() == "The disk is full. Make room on it."


def _code(bench: Bench, words: str, code: str) -> None:
    bench.select(words)
    bench.space.coding_acts.code_selection([bench.code_id(code)])
    bench.settle()


def _stripe(bench: Bench) -> QPoint:
    bench.rect(NIGHTS)
    stripe = bench.view.margin.stripes[0]
    return QPoint(bench.view.margin.lane_left(stripe.lane) + 2, (stripe.top + stripe.bottom) // 2)
