"""Bringing transcripts in: real files, read in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListView, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from qualcode.domain.documents import Attributes, Kind, Mode, SpeakerMapping
from qualcode.domain.participants import ParticipantDraft, attribution
from qualcode.gui.dialogs import import_discard, import_newcomers
from qualcode.gui.dialogs.import_files import State, guess_kind
from qualcode.gui.dialogs.import_newcomers import NewParticipantDialog
from qualcode.gui.dialogs.import_transcripts import ImportGround, ImportTranscriptsDialog
from qualcode.gui.models.speaker_table import NOBODY, SpeakerColumn, SpeakerRole
from qualcode.gui.tasks import Runner
from tests.gui.dialogs.examples import groups, participants, phases, shown
from tests.gui.dialogs.studies import Failures, read_text, settle, suggest

WORKSHOP = "".join(
    f"{label}: {words}\n\n"
    for label, words in (
        ("Mod", "Good evening, shall we begin?"),
        ("C8", "I had hoped that somebody would ring."),
        ("C3", "With us it was the other way round."),
        ("C8", "Nobody did, all winter."),
        ("Zoe", "May I say something to that?"),
        ("C 8", "And the keys, she brings them."),
        ("C3", "She does."),
        ("Zoe", "Then I say nothing."),
    )
)
INTERVIEW = "I: How was it?\n\nPR1: The road was closed.\n\nI: And then?\n\nPR1: We walked.\n"
Make = Callable[..., ImportTranscriptsDialog]


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    """Return a lane of background work; a bug in it fails the test."""
    failures = Failures()
    runner = Runner(failures.add)
    yield runner
    assert runner.shutdown()
    assert failures.errors == []


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return what is answered to the question whether the import may be given up; “yes” in the end."""
    answers: list[bool] = []
    monkeypatch.setattr(import_discard, "ask", lambda _parent: answers.pop() if answers else True)
    return answers


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return a workshop, an interview and a file that cannot be read."""
    made = {"workshop-2.txt": WORKSHOP, "interview-provider-1.txt": INTERVIEW, "scan.pdf": "%PDF-1.4"}
    for name, text in made.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in made]


@pytest.fixture
def make(qtbot: QtBot, runner: Runner) -> Make:
    """Return what shows the dialog with files and waits until they are read."""

    def build(*paths: Path) -> ImportTranscriptsDialog:
        people = participants()
        ground = ImportGround(
            people, groups(), {p.id: attribution(p) for p in people}, ["Mid-pilot workshop"], phases()
        )
        dialog = ImportTranscriptsDialog(paths, ground, read_text, suggest, runner)
        shown(qtbot, dialog)
        settle(runner)
        return dialog

    return build


def _table(dialog: QWidget) -> QTableView:
    found = dialog.findChild(QTableView, "speakers")
    assert found is not None
    return found


def _row(dialog: QWidget, label: str) -> int:
    model = _table(dialog).model()
    return next(r for r in range(model.rowCount()) if model.index(r, SpeakerColumn.LABEL).data() == label)


def _choose_file(dialog: QWidget, row: int) -> None:
    found = dialog.findChild(QListView, "files")
    assert found is not None
    found.setFocus()
    found.setCurrentIndex(found.model().index(row, 0))


def _type(dialog: QWidget, name: str, text: str) -> None:
    field = dialog.findChild(QWidget, name)
    if isinstance(field, QComboBox):
        field = field.lineEdit()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def _press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _mapping(dialog: ImportTranscriptsDialog, file: int = 0) -> dict[str, SpeakerMapping]:
    return {each.found: each for each in dialog.files()[file].speakers.mapping()}


def test_files_are_read_and_each_says_how_far_it_is(make: Make, files: list[Path]) -> None:
    dialog = make(*files)
    assert [file.state for file in dialog.files()] == [State.OPEN, State.OPEN, State.REFUSED]
    assert [file.summary() for file in dialog.files()][:2] == ["5 labels · 51 words", "2 labels · 15 words"]
    assert dialog.accept_button.text() == "Import 2 documents"
    assert dialog.status() == "2 speakers to settle in this file, 1 in others"


def test_speakers_are_listed_with_turns_words_and_first_line(make: Make, files: list[Path]) -> None:
    dialog = make(files[0])
    model = _table(dialog).model()
    row = _row(dialog, "C8")
    cells = [model.index(row, column).data() for column in range(1, 6)]
    assert cells == ["C8", "2", "11", "I had hoped that somebody would ring.", "C8 · Carer, female, 8"]
    assert _mapping(dialog)["Mod"].moderator


def test_the_answer_holds_everything_that_was_decided(make: Make, files: list[Path]) -> None:
    dialog = make(*files)
    _type(dialog, "wave", "End-of-pilot workshop")
    _type(dialog, "date", "12.12.2019")
    _type(dialog, "minutes", "72")
    _type(dialog, "language", "English")
    _type(dialog, "place", "Ponte")
    _type(dialog, "name", "Workshop 2")
    for name, steps in (("mode", 1), ("phase", 2)):
        combo = dialog.findChild(QComboBox, name)
        assert combo is not None
        for _ in range(steps):
            QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    first, second = dialog.answer()
    assert first.name == "Workshop 2"
    assert first.attributes == Attributes(
        kind=Kind.WORKSHOP,
        wave="End-of-pilot workshop",
        date="2019-12-12",
        place="Ponte",
        mode=Mode.FACE_TO_FACE,
        minutes=72,
        language="en",
        default_phase="during",
    )
    assert first.preview.path == files[0]
    assert {m.found: m.participant for m in first.mapping}["C3"] == "C3"
    assert (second.name, second.attributes.kind) == ("interview-provider-1", Kind.INTERVIEW)
    assert second.attributes.wave is None


def test_all_files_are_described_alike_but_for_name_and_minutes(make: Make, files: list[Path]) -> None:
    dialog = make(*files[:2])
    _type(dialog, "minutes", "72")
    _type(dialog, "wave", "Final interviews")
    _press(dialog, "apply-to-all")
    _choose_file(dialog, 1)
    name, minutes = dialog.findChild(QLineEdit, "name"), dialog.findChild(QLineEdit, "minutes")
    assert name is not None
    assert minutes is not None
    assert (name.text(), minutes.text()) == ("interview-provider-1", "")
    assert dialog.answer()[1].attributes.wave == "Final interviews"
    assert dialog.answer()[0].attributes.minutes == 72


def test_a_misspelled_label_is_merged_by_a_click(make: Make, files: list[Path]) -> None:
    dialog = make(files[0])
    table = _table(dialog)
    index = table.model().index(_row(dialog, "C 8"), SpeakerColumn.PARTICIPANT)
    assert index.data(SpeakerRole.PROBLEM) == "Same as C8?"
    table.scrollTo(index)
    rect = table.visualRect(index)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.right() - 60, rect.center().y()))
    assert _mapping(dialog)["C 8"] == SpeakerMapping("C 8", "C8", "C8", False)
    assert dialog.status() == "1 speaker to settle in this file"


def _open_list(dialog: QWidget, label: str) -> QMenu:
    """Open the list of participants of a row by the keyboard."""
    table = _table(dialog)
    table.setFocus()
    table.setCurrentIndex(table.model().index(_row(dialog, label), SpeakerColumn.PARTICIPANT))
    QTest.keyClick(table, Qt.Key.Key_F2)
    return next(menu for menu in table.findChildren(QMenu, "participants-menu") if menu.isVisible())


def _pick(menu: QMenu, words: str) -> None:
    """Choose a line of the open list."""
    act = next(act for act in menu.actions() if act.text() == words)
    menu.setActiveAction(act)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_a_label_is_given_to_a_participant_by_the_keyboard(make: Make, files: list[Path]) -> None:
    dialog = make(files[0])
    _pick(_open_list(dialog, "Zoe"), "C1 · Carer, female, 1")
    assert _mapping(dialog)["Zoe"].participant == "C1"
    _pick(_open_list(dialog, "C 8"), "Not the same as C8")
    assert dialog.files()[0].speakers.unsettled() == 1
    index = _table(dialog).model().index(_row(dialog, "C 8"), SpeakerColumn.PARTICIPANT)
    assert index.data(SpeakerRole.PROBLEM) == "Who is this?"


def test_a_merge_can_be_chosen_from_the_list_and_taken_back(make: Make, files: list[Path]) -> None:
    dialog = make(files[0])
    _pick(_open_list(dialog, "C 8"), "Merge with C8")
    assert _mapping(dialog)["C 8"].label == "C8"
    _pick(_open_list(dialog, "C 8 → C8"), "Stand for itself again")
    assert _mapping(dialog)["C 8"].label == "C 8"
    table = _table(dialog)
    index = table.model().index(_row(dialog, "C3"), SpeakerColumn.PARTICIPANT)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    _pick(next(m for m in table.findChildren(QMenu, "participants-menu") if m.isVisible()), NOBODY)
    assert _mapping(dialog)["C3"].participant is None


def test_who_moderates_is_ticked_by_mouse_and_keys(make: Make, files: list[Path]) -> None:
    dialog = make(files[1])
    table = _table(dialog)
    index = table.model().index(_row(dialog, "I"), SpeakerColumn.MODERATOR)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    assert _mapping(dialog)["I"].moderator
    assert dialog.files()[0].state is State.READY
    table.setCurrentIndex(index)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert not _mapping(dialog)["I"].moderator


def test_a_refused_file_says_why_and_goes(make: Make, files: list[Path]) -> None:
    dialog = make(*files)
    _choose_file(dialog, 2)
    why = dialog.findChild(QLabel, "why")
    assert why is not None
    assert why.isVisible()
    assert why.text() == "scan.pdf is a PDF: save it as .docx."
    _press(dialog, "remove-refused")
    assert len(dialog.files()) == 2
    assert not why.isVisible()


def test_the_delete_key_takes_a_file_off_the_list(make: Make, files: list[Path]) -> None:
    dialog = make(*files[:2])
    _choose_file(dialog, 0)
    found = dialog.findChild(QListView, "files")
    assert found is not None
    QTest.keyClick(found, Qt.Key.Key_Delete)
    assert [file.path for file in dialog.files()] == [files[1]]
    QTest.keyClick(found, Qt.Key.Key_Delete)
    assert dialog.files() == []
    assert not dialog.accept_button.isEnabled()
    assert dialog._empty.isVisible()


def test_speakers_can_be_left_out(make: Make, files: list[Path], runner: Runner) -> None:
    dialog = make(files[0])
    _press(dialog, "none")
    settle(runner)
    assert dialog.answer()[0].preview.turns == ()
    assert dialog.files()[0].summary().startswith("0 labels")


def test_an_own_pattern_is_tried_while_it_is_typed(qtbot: QtBot, make: Make, tmp_path: Path, runner: Runner) -> None:
    file = tmp_path / "marked.txt"
    file.write_text("<<C8>> The keys.\n\n<<C3>> Which keys?\n\n<<C8>> Hers.\n", encoding="utf-8")
    dialog = make(file)
    assert dialog.files()[0].summary().startswith("0 labels")
    _press(dialog, "own")
    _type(dialog, "pattern", "<<(.+")
    qtbot.waitUntil(lambda: bool(dialog._speakers._pattern_field.error()), timeout=4000)
    assert "no valid regular expression" in dialog._speakers._pattern_field.error()
    assert not dialog.accept_button.isEnabled()
    _type(dialog, "pattern", r"<<(.+?)>>\s")
    qtbot.waitUntil(lambda: dialog.files()[0].summary().startswith("2 labels"), timeout=4000)
    assert dialog._speakers._pattern_field.error() == ""
    assert dialog.accept_button.isEnabled()
    assert _mapping(dialog)["C8"].participant == "C8"


def test_an_answer_that_comes_late_is_not_taken(make: Make, files: list[Path], runner: Runner) -> None:
    dialog = make(files[0])
    _press(dialog, "none")
    _press(dialog, "auto")
    settle(runner)
    assert dialog.files()[0].summary().startswith("5 labels")


def test_the_encoding_can_be_chosen(make: Make, tmp_path: Path, runner: Runner) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes("C8: però è così\n\nC3: sì\n\nC8: già\n".encode("cp1252"))
    dialog = make(file)
    combo = dialog.findChild(QComboBox, "encoding")
    assert combo is not None
    assert combo.isVisible()
    combo.setFocus()
    while combo.currentData() != "mac-roman":
        QTest.keyClick(combo, Qt.Key.Key_Down)
    settle(runner)
    first = dialog.answer()[0].preview.reading
    assert "però" not in first.text
    QTest.keyClick(combo, Qt.Key.Key_Home)
    settle(runner)
    reading = dialog.answer()[0].preview.reading
    assert "però è così" in reading.text
    assert dialog._speakers.notes() == list(reading.notes)
    assert reading.notes


def test_a_day_that_is_none_keeps_the_dialog_open(make: Make, files: list[Path]) -> None:
    dialog = make(files[0])
    _type(dialog, "date", "Tuesday")
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()


def test_a_file_is_on_the_list_once(make: Make, files: list[Path], runner: Runner) -> None:
    dialog = make(files[0])
    dialog.add_file(files[0])
    dialog.add_file(files[1])
    settle(runner)
    assert [file.path for file in dialog.files()] == files[:2]


def test_a_file_still_being_read_is_not_imported(make: Make, tmp_path: Path, runner: Runner) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text(INTERVIEW, encoding="utf-8")
    dialog = make()
    dialog.add_file(slow)
    assert dialog.files()[0].state is State.READING
    assert not dialog.accept_button.isEnabled()
    assert dialog.status() == "Reading 1 file …"
    settle(runner)
    assert dialog.accept_button.isEnabled()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("focus group 3", Kind.WORKSHOP), ("Reflexive account", Kind.REFLEXIVE), ("field notes", Kind.FIELD_NOTE)],
)
def test_the_kind_is_guessed_from_the_name(name: str, kind: Kind) -> None:
    assert guess_kind(name) is kind


def test_an_import_that_was_worked_on_is_not_given_up_without_a_question(
    make: Make, files: list[Path], asked: list[bool]
) -> None:
    dialog = make(*files)
    _type(dialog, "name", "Workshop in the hall")
    asked.append(False)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert asked == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_import_in_which_nothing_was_done_closes_at_once(make: Make, files: list[Path], asked: list[bool]) -> None:
    dialog = make(*files)
    _choose_file(dialog, 1)
    asked.append(False)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert asked == [False]


def test_choosing_nobody_settles_the_warning(make: Make, files: list[Path]) -> None:
    dialog = make(files[0])
    before = dialog.files()[0].speakers.unsettled()
    _pick(_open_list(dialog, "Zoe"), NOBODY)
    assert dialog.files()[0].speakers.unsettled() == before - 1
    cell = _table(dialog).model().index(_row(dialog, "Zoe"), SpeakerColumn.PARTICIPANT)
    assert cell.data() == NOBODY
    assert not cell.data(SpeakerRole.PROBLEM)
    assert _mapping(dialog)["Zoe"].participant is None


def test_somebody_who_is_not_registered_comes_in_with_the_import(
    make: Make, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: NewParticipantDialog, answer: Callable[[], ParticipantDraft]) -> ParticipantDraft:
        number, sex = dialog.findChild(QLineEdit, "number"), dialog.findChild(QComboBox, "sex")
        assert number is not None
        assert sex is not None
        number.setText("77")
        sex.setCurrentText("female")
        assert dialog.problem() is None
        return answer()

    monkeypatch.setattr(import_newcomers, "ask_for", fill)
    dialog = make(*files)
    assert dialog.newcomers() == ()
    _pick(_open_list(dialog, "Zoe"), "New participant…")
    first = groups()[0]
    zoe = ParticipantDraft("Zoe", first.name, first.label, 77, "female")
    assert dialog.newcomers() == (zoe,)
    assert _mapping(dialog)["Zoe"].participant == "Zoe"
    assert any(words.startswith("Zoe · ") for words in dialog.files()[1].speakers.choices())


def test_a_new_participant_has_a_label_of_their_own(qtbot: QtBot) -> None:
    dialog = NewParticipantDialog("c 8.", groups(), [ParticipantDraft("C8", "Family carers", "Carer", 8, "female")])
    shown(qtbot, dialog)
    dialog.accept()
    assert dialog.isVisible()
