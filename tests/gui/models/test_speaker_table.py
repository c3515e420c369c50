"""The speakers of a file to be imported: proposals taken over, labels merged, people chosen, moderators marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.qtbot import QtBot

from qualcode.domain.documents import Reading, SpeakerFound, SpeakerMapping
from qualcode.gui.models.id_tree import NOWHERE
from qualcode.gui.models.speaker_table import NOBODY, SpeakerColumn, SpeakerRole, SpeakerTableModel
from qualcode.services.documents import ImportRequest, Preview
from qualcode.services.project import Project
from tests.builders import preview_of
from tests.gui.models.shown import CHECK, EDIT, OFF, ON, SPOKEN, TIP

Check = Callable[[QAbstractItemModel], None]
TEXT = (
    "Mod: Who begins?\n\nC1: I had hoped that somebody would ring.\n\nC 1: And the keys, she brings them.\n\n"
    "C1: Nobody did.\n\nX9: I am new here.\n"
)


def with_speakers(preview: Preview) -> Preview:
    """Count the speakers of a preview, and name two that look alike."""
    counts: dict[str, SpeakerFound] = {}
    for turn in preview.turns:
        said = preview.reading.text[turn.said : turn.span.end]
        before = counts.get(turn.label, SpeakerFound(turn.label, 0, 0, said))
        counts[turn.label] = replace(before, turns=before.turns + 1, words=before.words + len(said.split()))
    return replace(preview, speakers=tuple(counts.values()), similar=(("C1", "C_1"),))


@pytest.fixture
def preview() -> Preview:
    return with_speakers(preview_of("workshop 2", TEXT.replace("C 1", "C_1")))


@pytest.fixture
def model(project: Project, preview: Preview, check_model: Check) -> SpeakerTableModel:
    made = SpeakerTableModel(project.participants.all(), project.participants.attributions())
    check_model(made)
    made.show(preview, project.documents.suggest(preview))
    return made


def row_of(model: SpeakerTableModel, label: str) -> int:
    return next(row for row in range(model.rowCount()) if at(model, row, SpeakerColumn.LABEL).data() == label)


def at(model: SpeakerTableModel, row: int, column: SpeakerColumn) -> QModelIndex:
    return model.index(row, column)


def shown(model: SpeakerTableModel) -> list[list[object]]:
    return [[at(model, row, column).data() for column in SpeakerColumn] for row in range(model.rowCount())]


def test_shows_what_was_found_and_proposed(model: SpeakerTableModel) -> None:
    assert shown(model) == [
        ["", "Mod", "1", "2", "Who begins?", "Mod"],
        ["", "C1", "2", "9", "I had hoped that somebody would ring.", "C1 · Carer, female, 1"],
        ["", "C_1", "1", "6", "And the keys, she brings them.", "Same as C1?"],
        ["", "X9", "1", "4", "I am new here.", "Who is this?"],
    ]
    assert [at(model, row, SpeakerColumn.MODERATOR).data(CHECK) for row in range(4)] == [ON, OFF, OFF, OFF]
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in SpeakerColumn] == [
        *("Moderator", "In the file", "Turns", "Words", "First line", "Participant"),
    ]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.unsettled() == 2
    c1 = at(model, 1, SpeakerColumn.TURNS)
    assert (c1.data(SpeakerRole.SPEAKER), c1.data(SpeakerRole.GROUP)) == ("C1", "Family carers")


def test_a_misspelling_is_merged(model: SpeakerTableModel, qtbot: QtBot) -> None:
    row = row_of(model, "C_1")
    assert at(model, row, SpeakerColumn.LABEL).data(SpeakerRole.TWIN) == "C1", "the rare spelling is the odd one"
    with qtbot.waitSignal(model.decided):
        model.merge(row)
    assert shown(model)[row][1:6:4] == ["C_1 → C1", "C1 · Carer, female, 1"]
    assert at(model, row, SpeakerColumn.LABEL).data(SpeakerRole.MERGED) is True
    assert at(model, row, SpeakerColumn.LABEL).data(SPOKEN) == (
        "C_1, taken for C1, 1 turn, 6 words, C1 · Carer, female, 1"
    )
    assert model.mapping()[row] == SpeakerMapping("C_1", "C1", "C1")
    assert model.unsettled() == 1


def test_what_is_decided_for_one_row_holds_for_all_of_its_label(model: SpeakerTableModel) -> None:
    model.merge(2)
    assert model.setData(at(model, 2, SpeakerColumn.PARTICIPANT), "C2 · Carer, male, 2", EDIT)
    assert model.setData(at(model, 1, SpeakerColumn.MODERATOR), ON, CHECK)
    assert model.mapping()[1:3] == (
        SpeakerMapping("C1", "C1", "C2", True),
        SpeakerMapping("C_1", "C1", "C2", True),
    )


def test_a_label_written_in_place_merges_or_renames(model: SpeakerTableModel) -> None:
    label = at(model, 3, SpeakerColumn.LABEL)
    assert label.data(EDIT) == "X9"
    assert model.setData(label, "  C1 ", EDIT)
    assert model.mapping()[3] == SpeakerMapping("X9", "C1", "C1")
    assert model.setData(label, "C9", EDIT)
    assert model.mapping()[3] == SpeakerMapping("X9", "C9", "C1"), "a new name, still the same person"
    assert label.data(SpeakerRole.MERGED) is False
    assert not model.setData(label, "   ", EDIT)
    assert model.setData(label, "C9", EDIT)
    assert label.data() == "X9 → C9"


def test_a_row_can_stand_for_itself(model: SpeakerTableModel) -> None:
    model.merge(2)
    model.part(2)
    assert model.mapping()[2] == SpeakerMapping("C_1", "C_1")
    assert at(model, 2, SpeakerColumn.LABEL).data(SpeakerRole.TWIN) is None
    assert at(model, 2, SpeakerColumn.LABEL).data(SpeakerRole.PROBLEM) == "Who is this?"
    model.merge(2)
    assert model.mapping()[2] == SpeakerMapping("C_1", "C_1"), "it has no twin any more"


def test_people_are_chosen_from_the_register(model: SpeakerTableModel) -> None:
    assert model.choices() == [
        NOBODY,
        *("C1 · Carer, female, 1", "C2 · Carer, male, 2"),
        *("PR1 · Provider representative, female, 1", "PR2 · Provider representative, male, 2"),
        *("R1 · Research team member, female, 1", "Mod", "I"),
    ]
    cell = at(model, 3, SpeakerColumn.PARTICIPANT)
    assert cell.data(EDIT) == NOBODY
    assert model.setData(cell, "PR2", EDIT)
    assert cell.data() == cell.data(EDIT) == "PR2 · Provider representative, male, 2"
    assert not model.setData(cell, "Somebody else", EDIT)
    assert model.setData(cell, "I", EDIT)
    assert model.mapping()[3] == SpeakerMapping("X9", "X9", "I", True), "who belongs to no group moderates"
    assert model.setData(cell, NOBODY, EDIT)
    assert model.mapping()[3].participant is None


def test_a_moderator_needs_no_participant(model: SpeakerTableModel) -> None:
    assert model.setData(at(model, 3, SpeakerColumn.MODERATOR), ON, CHECK)
    assert at(model, 3, SpeakerColumn.LABEL).data(SpeakerRole.PROBLEM) == ""
    assert model.setData(at(model, 3, SpeakerColumn.MODERATOR), OFF, CHECK)
    assert at(model, 3, SpeakerColumn.LABEL).data(SpeakerRole.PROBLEM) == "Who is this?"


def test_only_three_columns_can_be_changed(model: SpeakerTableModel) -> None:
    editable = [column for column in SpeakerColumn if at(model, 0, column).flags() & Qt.ItemFlag.ItemIsEditable]
    assert editable == [SpeakerColumn.LABEL, SpeakerColumn.PARTICIPANT]
    assert at(model, 0, SpeakerColumn.MODERATOR).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.setData(at(model, 0, SpeakerColumn.TURNS), "5", EDIT)
    assert not model.setData(at(model, 0, SpeakerColumn.LABEL), ON, CHECK)
    assert not model.setData(NOWHERE, "x", EDIT)
    assert at(model, 0, SpeakerColumn.TURNS).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert all(at(model, 0, column).data(TIP) for column in SpeakerColumn)


def test_the_decisions_are_what_the_import_takes(project: Project, model: SpeakerTableModel, preview: Preview) -> None:
    model.merge(2)
    model.setData(at(model, 3, SpeakerColumn.PARTICIPANT), "C2", EDIT)
    (result,) = project.documents.add([ImportRequest(preview, mapping=model.mapping())])
    assert result.document_id is not None
    speakers = {s.label: s for s in project.documents.speakers(result.document_id)}
    people = {person.id: person.speaker for person in project.participants.all()}
    assert {label: people[s.participant_id or 0] for label, s in speakers.items()} == {
        "Mod": "Mod",
        "C1": "C1",
        "X9": "C2",
    }
    assert [label for label, s in speakers.items() if s.moderator] == ["Mod"]


def test_a_file_without_speakers(model: SpeakerTableModel) -> None:
    model.show(Preview(Path("a.txt"), "a", Reading("words", "txt"), (), (), (), 1), ())
    assert (model.rowCount(), model.unsettled(), model.mapping()) == (0, 0, ())
