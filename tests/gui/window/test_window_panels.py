"""Inspector, memos, matrix, docks: what they show, and what a change in them does to the study."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QMenu, QTableView, QTextEdit, QWidget

from qualcode.gui.dialogs import reason
from qualcode.gui.panels.matrix_page import MatrixPage
from qualcode.gui.widgets.chip import Chip
from tests.gui.window.bench import CTRL, LEFT, PLAIN, Bench, Drags, Key, drop

NIGHTS = "I stopped telling them about the nights."
TRUST, INFORMATION, TRAVEL = "Insufficient level of trust", "Absence of information", "Travel and distance"


@pytest.fixture
def inspected(bench: Bench) -> Bench:
    """Return a window whose inspector shows a coding of the nights."""
    owner = bench.project.documents.find("Workshop 2, part B").id
    span = bench.project.documents.locate(owner, NIGHTS)
    bench.project.coding.add(owner, span, [bench.code_id(TRUST), bench.code_id(INFORMATION)])
    bench.settle()
    coding = bench.project.coding.in_document(owner)[0]
    bench.space.select_coding(coding.id)
    bench.settle()
    return bench


def _coding(bench: Bench) -> int:
    shown = bench.space.inspector.shown
    assert shown is not None
    return shown.coding.id


def _choose(field: QComboBox, row: int) -> None:
    field.setCurrentIndex(row)
    field.activated.emit(row)


def test_the_inspector_shows_what_is_noted(inspected: Bench) -> None:
    panel = inspected.space.inspector
    assert panel.quote.text() == f"“{NIGHTS}”"
    assert panel.place.text() == "¶ 5"
    assert [chip.text() for chip in panel.chips] == [TRUST, INFORMATION, "Add code"]
    assert panel.fields["phase"].currentText() == "During"
    assert panel.fields["phase"].is_assumed
    assert panel.fields["outcome"].currentText() == "Not noted"
    assert not panel.weighs.isChecked()
    assert not panel.history.isVisible()


@pytest.mark.parametrize(("dimension", "row", "key"), [("valence", 2, "co-destruction"), ("locus", 4, "system")])
def test_a_value_is_noted_and_undone(inspected: Bench, dimension: str, row: int, key: str) -> None:
    coding = _coding(inspected)
    _choose(inspected.space.inspector.fields[dimension], row)
    inspected.settle()
    assert getattr(inspected.project.coding.get(coding).details, dimension) == key
    # A phase that was assumed stays assumed when something else is noted.
    assert inspected.project.coding.get(coding).phase_assumed
    inspected.space.transcripts.focus_text()
    inspected.key(Key.Key_Z, CTRL)
    inspected.settle()
    assert getattr(inspected.project.coding.get(coding).details, dimension) is None
    assert inspected.space.inspector.fields[dimension].value() is None


def test_choosing_the_assumed_phase_confirms_it(inspected: Bench) -> None:
    field = inspected.space.inspector.fields["phase"]
    _choose(field, field.currentIndex())
    inspected.settle()
    assert not inspected.project.coding.get(_coding(inspected)).phase_assumed
    assert not field.is_assumed


def test_an_outcome_that_becomes_another_keeps_its_history_and_asks_why(
    inspected: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reason, "ask", lambda *_a, **_k: reason.Reason("She said so in December"))
    field = inspected.space.inspector.fields["outcome"]
    _choose(field, 1)
    inspected.settle()
    _choose(field, 2)
    inspected.settle()
    history = inspected.project.coding.outcome_history(_coding(inspected))
    assert [(change.outcome, change.reason) for change in history] == [
        ("co-destruction", ""),
        ("averted", "She said so in December"),
    ]
    menu = inspected.space.inspector.history.menu()
    assert [action.text().split(",")[0] for action in menu.actions()] == [
        "Averted or recovered",
        "Led to co-destruction",
    ]
    assert menu.actions()[0].text().endswith("She said so in December")


def test_weight_and_comment(inspected: Bench) -> None:
    panel = inspected.space.inspector
    QTest.mouseClick(panel.weighs, LEFT, PLAIN, QPoint(8, panel.weighs.height() // 2))
    panel.weight.setValue(70)
    inspected.settle()
    panel.comment.setFocus()
    inspected.type("Silence as protection", panel.comment)
    inspected.space.transcripts.focus_text()
    inspected.settle()
    found = inspected.project.coding.get(_coding(inspected))
    assert (found.details.weight, found.details.comment) == (70, "Silence as protection")
    assert found.phase_assumed
    QTest.mouseClick(panel.weighs, LEFT, PLAIN, QPoint(8, panel.weighs.height() // 2))
    inspected.settle()
    assert inspected.project.coding.get(_coding(inspected)).details.weight is None


def test_a_comment_goes_to_the_coding_that_it_was_written_for(inspected: Bench) -> None:
    panel, first = inspected.space.inspector, _coding(inspected)
    panel.comment.setFocus()
    inspected.type("About trust", panel.comment)
    other = next(chip for chip in panel.chips if chip.text() == INFORMATION)
    other.click()
    inspected.settle()
    assert panel.shown is not None
    assert panel.shown.coding.id != first
    assert inspected.project.coding.get(first).details.comment == "About trust"
    assert panel.shown.coding.details.comment == ""


def test_chips_take_codes_off_and_add_them(inspected: Bench) -> None:
    chip = next(chip for chip in inspected.space.inspector.chips if chip.text() == INFORMATION)
    cross = chip.cross()
    assert cross is not None
    cross.click()
    assert inspected.coded() == [(TRUST, NIGHTS)]
    add = inspected.window.findChild(Chip, "chip.add_code")
    assert add is not None
    add.click()
    assert QApplication.focusWidget() is inspected.space.transcripts.quick.field
    inspected.type("trav")
    inspected.key(Key.Key_Return)
    assert sorted(inspected.coded()) == sorted([(TRUST, NIGHTS), (TRAVEL, NIGHTS)])


def test_u8_the_tooltip_of_a_stripe(inspected: Bench) -> None:
    inspected.rect(NIGHTS)
    tip = inspected.space.tips.of_coding(_coding(inspected))
    assert tip.splitlines()[:3] == [f"Deductive › {TRUST}", "Carer, female, 8", "During (assumed)"]
    assert tip.splitlines()[3].startswith("Marta, today")


def test_u11_the_menu_of_a_stripe(inspected: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    coding = inspected.project.coding.get(_coding(inspected))
    menu = inspected.window.context_menus.coding_menu(coding)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:3] == ["Uncode", "Change the code…", "Add a code…"]
    outcome = next(action.menu() for action in menu.actions() if action.text() == "Outcome")
    assert isinstance(outcome, QMenu)
    next(action for action in outcome.actions() if action.text() == "Averted or recovered").trigger()
    inspected.settle()
    assert inspected.project.coding.get(coding.id).details.outcome == "averted"
    monkeypatch.setattr(inspected.window, "ask_code", lambda *_a, **_k: inspected.code_id(TRAVEL))
    next(action for action in menu.actions() if action.text() == "Change the code…").trigger()
    assert (TRAVEL, NIGHTS) in inspected.coded()
    menu.deleteLater()


def test_a_coding_moves_to_the_selected_text(inspected: Bench) -> None:
    coding = inspected.project.coding.get(_coding(inspected))
    inspected.select("telling them about the nights")
    menu = inspected.window.context_menus.coding_menu(coding)
    next(action for action in menu.actions() if action.text() == "Move it to the selected text").trigger()
    menu.deleteLater()
    assert (TRUST, "telling them about the nights") in inspected.coded()
    assert (TRUST, "telling them about the nights") in inspected.shown()


def test_a_memo_is_linked_to_a_second_place(inspected: Bench) -> None:
    memo = inspected.project.memos.add("Compare the two")
    inspected.settle()
    inspected.space.memos.set_scope("all")
    inspected.space.memo_acts.refresh()
    menu = inspected.space.memos.cards()[0].menu()
    next(action for action in menu.actions() if action.text() == "Link to the selected segment").trigger()
    inspected.settle()
    segment = inspected.project.coding.get(_coding(inspected)).segment_id
    assert segment in [target.id for target in inspected.project.memos.get(memo).targets]


def test_u15_a_double_click_on_a_number_brings_its_quotes(inspected: Bench) -> None:
    action = inspected.window.registry.action("analysis.matrix")
    assert action is not None
    action.trigger()
    page = inspected.window.page_widget("matrix")
    assert isinstance(page, MatrixPage)
    inspected.qtbot.waitUntil(lambda: page.matrix() is not None)
    assert inspected.window.docks.dock("dock.documents").isHidden()
    figures = next(v for v in page.findChildren(QTableView) if v.isVisible() and _row_of(v, TRUST) is not None)
    row = _row_of(figures, TRUST)
    assert row is not None
    column = next(c for c in range(1, figures.model().columnCount()) if figures.model().index(row, c).data() == "1")
    shown = next(
        v
        for v in page.findChildren(QTableView)
        if v.isVisible() and v.visualRect(v.model().index(row, column)).isValid()
    )
    QTest.mouseDClick(shown.viewport(), LEFT, PLAIN, shown.visualRect(shown.model().index(row, column)).center())
    model = inspected.space.retrieved_model
    assert [model.index(r).data() for r in range(model.rowCount())] == [NIGHTS]
    inspected.window.show_transcripts()
    assert inspected.window.docks.dock("dock.documents").isVisible()
    assert model.rowCount() == 1


def _row_of(view: QTableView, name: str) -> int | None:
    model = view.model()
    return next((row for row in range(model.rowCount()) if model.index(row, 0).data() == name), None)


def test_u19_a_code_dropped_on_a_code_becomes_its_child(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    row = bench.row(bench.codes, TRAVEL)
    data = Drags(monkeypatch).pull(bench.codes.viewport(), QPoint(row.left() + 90, row.center().y()))
    target = bench.row(bench.codes, "Cohesive partnership").center()
    assert drop(bench.codes.viewport(), target, data, Qt.DropAction.MoveAction)
    bench.settle()
    assert bench.project.codebook.find(TRAVEL).parent_id == bench.code_id("Cohesive partnership")
    assert bench.said() == f"Moved “{TRAVEL}” below “Cohesive partnership” Ctrl Z undoes"


def test_renaming_a_locked_code_asks_for_a_reason(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reason, "ask", lambda *_a, **_k: None)
    bench.space.codebook_acts.rename(bench.code_id(INFORMATION), "No information")
    bench.settle()
    assert bench.project.codebook.find(INFORMATION).locked
    monkeypatch.setattr(reason, "ask", lambda *_a, **_k: reason.Reason("Agreed in the meeting"))
    bench.space.codebook_acts.rename(bench.code_id(INFORMATION), "No information")
    bench.settle()
    assert bench.project.codebook.find("No information").locked


def test_a_refusal_is_said_in_the_status_bar_and_nothing_stops(bench: Bench) -> None:
    bench.space.codebook_acts.rename(bench.code_id(TRAVEL), "Cohesive partnership")
    bench.settle()
    assert bench.said() == "There is a code “Cohesive partnership” in this place already. Choose another name."
    assert bench.window.notices.box is None


def test_a_fault_of_the_machine_is_shown_in_a_box_with_a_hint(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.domain.errors import EnvironmentFault

    def fail(*_: object) -> None:
        raise EnvironmentFault("study.qualcode cannot be written. Make room on the disk.")

    monkeypatch.setattr(bench.project.coding, "remove", fail)
    bench.space.coding_acts.uncode([1])
    bench.settle()
    box = bench.window.notices.box
    assert box is not None
    assert (box.text(), box.informativeText()) == ("study.qualcode cannot be written.", "Make room on the disk.")
    box.close()


def test_files_dropped_on_the_window_are_brought_in(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(bench.space.document_acts, "import_these", seen.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/interview.docx")])
    assert drop(bench.window, QPoint(400, 300), data)
    bench.qtbot.waitUntil(lambda: bool(seen))
    assert [path.name for path in seen[0]] == ["interview.docx"]  # type: ignore[attr-defined]


def test_imported_documents_are_opened_and_counted(bench: Bench) -> None:
    from qualcode.domain.documents import Attributes
    from qualcode.services.documents import ImportRequest
    from tests.builders import preview_of

    bench.space.document_acts.enter([ImportRequest(preview_of("New one", "C8: Word for word.\n"), Attributes())])
    bench.qtbot.waitUntil(lambda: "Imported 1 document" in bench.said())
    assert bench.view.text == "C8: Word for word.\n"
    assert bench.space.selection.active_documents == {bench.project.documents.find("New one").id}


def test_speakers_of_a_document_are_said_and_its_colours_follow(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.gui.window import speaker_question

    document = bench.project.documents.find("Workshop 2, part B").id
    voice = next(v for v in bench.project.documents.speakers(document) if v.label == "C8")
    change = speaker_question.SpeakerChange(voice.id, None, True)
    monkeypatch.setattr(speaker_question, "ask", lambda *_a: (change,))
    bench.space.document_acts.speakers(document)
    bench.settle()
    assert next(v for v in bench.project.documents.speakers(document) if v.label == "C8").moderator
    start, _ = bench.place(NIGHTS)
    turn = bench.view.speaker(start)
    assert turn is not None
    assert turn.moderator


def test_another_coder_works_and_can_be_shown_alone(bench: Bench) -> None:
    owner = bench.project.documents.find("Workshop 2, part B").id
    span = bench.project.documents.locate(owner, NIGHTS)
    bench.space.coding_acts.lay(owner, span, [bench.code_id(TRUST)])
    bench.settle()
    bench.window.bindings.set_coder("Davide")
    bench.space.coding_acts.lay(owner, span, [bench.code_id(TRAVEL)])
    bench.settle()
    coders = {c.coder for c in bench.project.coding.in_document(owner)}
    assert coders == {"Marta", "Davide"}
    info = bench.space.transcripts.info
    menu = info.findChild(QAbstractButton, "transcript.coders").menu()  # type: ignore[union-attr]
    next(action for action in menu.actions() if action.text() == "Davide").trigger()
    assert bench.shown() == [(TRAVEL, NIGHTS)]
    menu = info.findChild(QAbstractButton, "transcript.stripes").menu()  # type: ignore[union-attr]
    next(action for action in menu.actions() if action.text() == "None").trigger()
    assert bench.shown() == []


def test_reset_layout_brings_closed_docks_back(bench: Bench) -> None:
    docks = bench.window.docks
    docks.dock("dock.memos").close()
    docks.dock("dock.codebook").setFloating(True)
    action = bench.window.registry.action("view.reset-layout")
    assert action is not None
    action.trigger()
    assert docks.dock("dock.memos").isVisible()
    assert not docks.dock("dock.codebook").isFloating()


def test_focus_mode_ends_with_the_page_and_the_docks_come_back(bench: Bench) -> None:
    focus = bench.window.registry.action("view.focus")
    assert focus is not None
    focus.trigger()
    bench.window.show_page("matrix")
    assert not focus.isChecked()
    assert bench.window.toolbar.isVisible()
    bench.window.show_page("transcripts")
    assert bench.window.docks.dock("dock.documents").isVisible()


def test_retrieved_segments_lie_under_the_text_only(bench: Bench) -> None:
    bench.settle()
    docks, text = bench.window.docks, bench.space.transcripts
    retrieved, left, right = (docks.dock(f"dock.{name}") for name in ("retrieved", "codebook", "memos"))
    assert retrieved.geometry().left() == text.mapTo(bench.window, QPoint(0, 0)).x()
    assert left.geometry().bottom() == retrieved.geometry().bottom() == right.geometry().bottom()


def test_every_control_has_a_name_for_a_screen_reader(inspected: Bench) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QTextEdit)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in inspected.window.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible() and widget.focusPolicy() and not _spoken(widget)
    ]
    assert nameless == []


def _spoken(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    # The line inside a spin box or a combo box is read with it.
    parent = widget.parent()
    return parent.accessibleName() if isinstance(parent, QWidget) else ""


def test_docks_views_and_actions_can_be_found_by_name(bench: Bench) -> None:
    names = {child.objectName() for child in bench.window.findChildren(QWidget)}
    names |= {action.objectName() for action in bench.window.actions()}
    wanted = {
        *("dock.documents", "dock.codebook", "dock.inspector", "dock.memos", "dock.retrieved", "dock.search"),
        *("view.transcript", "view.codes", "view.documents", "view.retrieved", "view.memos", "view.inspector"),
        *("field.quick_code", "field.filter_codes", "page.transcripts", "page.welcome", "action.edit.undo"),
        *("action.codes.quick", "action.project.snapshot", "tabs.documents", "status", "toolbar", "menubar"),
    }
    assert wanted - names == set()
