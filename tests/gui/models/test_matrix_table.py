"""A computed matrix as a table: columns with sums, rows that fold and sort, figures as printed, quotes behind them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt

from qualcode.domain.codebook import CodeDraft
from qualcode.gui.models.id_tree import NOWHERE
from qualcode.gui.models.matrix_layout import HeaderSpan
from qualcode.gui.models.matrix_table import MatrixTableModel
from qualcode.gui.models.roles import CodeRole, MatrixRole, TreeRole
from qualcode.services.project import Project
from tests.builders import code
from tests.gui.models.shown import SPOKEN, TIP, watch

Check = Callable[[QAbstractItemModel], None]
DOWN = Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(qapp: object, check_model: Check) -> MatrixTableModel:
    made = MatrixTableModel()
    check_model(made)
    return made


@pytest.fixture
def coded(project: Project) -> Project:
    """Codings of two groups in two phases; one segment is spoken by both groups."""
    mistakes = code(project, "workshop", "The leaflet was clear.\n\nPR1: We rang twice.", "Mistakes")
    numbers = code(project, "workshop", "The number was wrong.", "Wrong numbers")
    absence = code(project, "workshop", "Nobody told us a thing", "Absence of information")
    code(project, "interview", "I never saw them.", "Absence of information")
    for coding in (*mistakes, *absence):
        project.coding.note(coding, "phase", "before")
    for coding in numbers:
        project.coding.note(coding, "phase", "after")
    return project


def figures(model: MatrixTableModel) -> list[list[object]]:
    """Return all that is printed, row by row."""
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_is_empty_at_first(model: MatrixTableModel) -> None:
    assert (model.rowCount(), model.columnCount(), model.levels()) == (0, 0, 0)
    assert model.evidence(NOWHERE) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) is None


def test_one_dimension(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("code", ["group"]))
    assert figures(model) == [
        ["Deductive", "2", "3", "–", "4"],
        ["Absence of information", "1", "1", "–", "2"],
        ["Mistakes", "1", "2", "–", "2"],
        ["Wrong numbers", "–", "1", "–", "1"],
        ["Segments in the table", "2", "3", "–", "4"],
        ["Participants (N)", "2", "2", "–", "4"],
    ]
    assert [model.headerData(c, Qt.Orientation.Horizontal) for c in range(5)] == [
        *("Code", "Family carers", "Representatives", "Researchers", "Total"),
    ]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_nested_dimensions_have_sums_among_them(coded: Project, model: MatrixTableModel) -> None:
    matrix = coded.matrices.compute("code", ["group", "phase"])
    model.set_matrix(matrix)
    phases = ("Before", "During", "After", "Continuous", "Unclear")
    groups = coded.participants.groups()
    width = len(phases) + 1
    assert model.header(0) == (
        *(
            HeaderSpan(place * width, width, group.name, group.id, group.name, False, True)
            for place, group in enumerate(groups)
        ),
        HeaderSpan(3 * width, 1, "Total", None, "Total", True, True),
    )
    inner = model.header(1)
    assert [span.label for span in inner] == [*(*phases, "All") * 3, ""]
    assert inner[5] == HeaderSpan(5, 1, "All", None, "Family carers, All", True, True)
    assert all(span.span == 1 for span in inner)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Before"
    assert model.headerData(1, Qt.Orientation.Horizontal, TIP) == "Family carers, Before"
    assert model.headerData(19, Qt.Orientation.Horizontal) == "Total"
    absence = figures(model)[1]
    assert absence[1:7] == ["1", "–", "–", "–", "–", "1"]
    assert absence[-1] == "2"


def test_three_levels(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("code", ["wave", "group", "phase"]))
    assert model.levels() == 3
    paths = [column.path for column in model.columns]
    carers = [path for path in paths if path[:2] == ("Mid-pilot workshop", "Family carers")]
    assert carers[-1] == ("Mid-pilot workshop", "Family carers", "All")
    assert ("Mid-pilot workshop", "All", "") in paths
    assert paths[-1] == ("Total", "", "")
    ends = [column.path for column in model.columns if column.closes]
    assert ends == [*((wave, "All", "") for wave in coded.documents.waves()), ("Total", "", "")]
    printed = [[cell or 0 for cell in row[1:]] for row in figures(model)]
    assert len({len(row) for row in printed}) == 1


def test_row_heads_answer_as_codes(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("code", ["group"]))
    branch, numbers, total, n = (model.index(row, 0) for row in (0, 3, 4, 5))
    roles = (TreeRole.DEPTH, TreeRole.EXPANDED, TreeRole.FOLDER, CodeRole.CHIP, CodeRole.RING, MatrixRole.TOTAL)
    assert [branch.data(role) for role in roles] == [0, True, True, None, False, True]
    assert [numbers.data(role) for role in roles] == [2, None, False, 3, True, False]
    assert numbers.data(TreeRole.ID) == coded.codebook.find("Wrong numbers").id
    assert numbers.data(SPOKEN) == "Wrong numbers, Total: 1 segment"
    assert (total.data(MatrixRole.TOTAL), total.data(MatrixRole.NOTE)) == (True, False)
    assert (n.data(MatrixRole.TOTAL), n.data(MatrixRole.NOTE)) == (False, True)
    assert (total.data(TreeRole.DEPTH), n.data(SPOKEN)) == (None, "Participants (N)")


def test_cells_answer_how_they_are_drawn(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("code", ["group"]))
    roles = (MatrixRole.HEAT, MatrixRole.ZERO, MatrixRole.TOTAL, MatrixRole.NOTE, MatrixRole.GROUP_END)

    def answers(row: int, column: int) -> list[object]:
        return [model.index(row, column).data(role) for role in roles]

    assert answers(2, 2) == [5, False, False, False, False]
    assert answers(1, 1) == [3, False, False, False, False], "1 of at most 2: the third step of five"
    assert answers(1, 3) == [0, True, False, False, True]
    assert answers(0, 2) == [0, False, True, False, False], "a branch is not shaded"
    assert answers(1, 4) == [0, False, True, False, True]
    assert answers(4, 1) == [0, False, True, False, False]
    assert answers(5, 1) == [0, False, False, True, False]
    model.set_shading(False)
    assert answers(2, 2)[0] == 0
    assert model.index(1, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_says_row_and_column_of_a_cell(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("code", ["group", "phase"]))
    assert model.index(1, 1).data(SPOKEN) == "Absence of information, Family carers, Before: 1 segment"
    assert model.index(1, 2).data(SPOKEN) == "Absence of information, Family carers, During: 0 segments"
    assert model.index(2, 12).data(TIP) == "Mistakes, Representatives, All: 2 segments"
    assert model.index(4, 19).data(SPOKEN) == "Segments in the table, Total: 4 segments"
    assert model.index(5, 19).data(SPOKEN) == "Participants (N), Total: 4 participants"


@pytest.mark.parametrize(
    ("measure", "cells", "total", "sentence"),
    [
        ("row-percent", ["50.0", "100.0", "–"], "100.0", "50.0 % of the row"),
        ("column-percent", ["50.0", "66.7", "–"], "50.0", "50.0 % of the column"),
        ("participants", ["1", "1", "–"], "2", "1 participant"),
    ],
)
def test_measures_are_printed_in_their_own_way(
    coded: Project, model: MatrixTableModel, measure: str, cells: list[str], total: str, sentence: str
) -> None:
    model.set_matrix(coded.matrices.compute("code", ["group"], measure))
    row = figures(model)[2]
    assert (row[1:4], row[4]) == (cells, total)
    assert model.index(2, 1).data(SPOKEN) == f"Mistakes, Family carers: {sentence}"


def test_nothing_is_a_dash_or_a_zero(coded: Project, model: MatrixTableModel) -> None:
    matrix = coded.matrices.compute("code", ["group"])
    model.set_matrix(matrix)
    heard = watch(model)
    model.set_zero_as_dash(False)
    assert heard == ["changed Deductive"]
    assert figures(model)[3][1:] == ["0", "1", "0", "1"]
    model.set_matrix(coded.matrices.compute("code", ["group"], "row-percent"))
    assert figures(model)[3][1:] == ["0.0", "100.0", "0.0", "100.0"]
    model.set_zero_as_dash(True)
    assert figures(model)[3][1] == "–"


def test_what_cannot_be_divided_has_no_figure(project: Project, model: MatrixTableModel) -> None:
    model.set_zero_as_dash(False)
    model.set_matrix(project.matrices.compute("code", ["group"], "row-percent"))
    assert figures(model)[1][1:] == ["–"] * 4
    assert model.index(1, 1).data(MatrixRole.ZERO) is True
    assert model.index(1, 1).data(SPOKEN) == "Absence of information, Family carers: nothing to divide by"
    assert model.index(1, 1).data(MatrixRole.HEAT) == 0
    model.sort(1, DOWN)
    assert figures(model)[0][0] == "Deductive"


def test_the_quotes_behind_every_number(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("code", ["group", "phase"]))
    for row in range(model.rowCount() - 1):
        for column in range(1, model.columnCount()):
            evidence = model.evidence(model.index(row, column))
            assert evidence is not None
            printed = model.index(row, column).data()
            assert evidence.segments == (0 if printed == "–" else int(printed))
    head = model.evidence(model.index(1, 0))
    assert head is not None
    assert head.segments == 2
    # The number of participants opens what they said: the quotes of the whole column.
    people, all_of_column = (model.evidence(model.index(model.rowCount() - n, 1)) for n in (1, 2))
    assert people is not None
    assert all_of_column is not None
    assert people.codings == all_of_column.codings != frozenset()


def test_rows_fold(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("code", ["group"]))
    heard = watch(model)
    model.set_folded(2, True)
    assert heard == ["rowsRemoved", "changed Mistakes"]
    assert [row[0] for row in figures(model)][:4] == [
        *("Deductive", "Absence of information", "Mistakes", "Segments in the table"),
    ]
    assert model.index(2, 0).data(TreeRole.EXPANDED) is False
    model.set_folded(0, True)
    assert [row[0] for row in figures(model)] == ["Deductive", "Segments in the table", "Participants (N)"]
    model.set_folded(0, False)
    assert model.rowCount() == 5, "what was folded inside is folded still"
    model.set_folded(2, False)
    assert model.rowCount() == 6
    heard.clear()
    model.set_folded(1, True)
    model.set_folded(5, True)
    model.set_folded(2, False)
    assert heard == []


def test_sorts_siblings_below_their_parents(coded: Project, model: MatrixTableModel) -> None:
    coded.codebook.add(CodeDraft("Blaming"))
    code(coded, "workshop", "I was told, actually.", "Blaming")
    model.set_matrix(coded.matrices.compute("code", ["group"]))
    kept = QPersistentModelIndex(model.index(1, 0))
    total = QPersistentModelIndex(model.index(model.rowCount() - 2, 2))
    names = [row[0] for row in figures(model)][:-2]
    assert names == ["Deductive", "Absence of information", "Mistakes", "Wrong numbers", "Blaming"]
    model.sort(2, DOWN)
    assert [row[0] for row in figures(model)][:-2] == [
        *("Deductive", "Mistakes", "Wrong numbers", "Absence of information", "Blaming"),
    ]
    assert (kept.row(), kept.data(), total.data()) == (3, "Absence of information", "3")
    model.sort(2)
    assert [row[0] for row in figures(model)][:-2] == [
        *("Blaming", "Deductive", "Absence of information", "Mistakes", "Wrong numbers"),
    ]
    model.set_folded(1, True)
    model.sort(0)
    assert [row[0] for row in figures(model)][:-2] == ["Deductive", "Blaming"]
    model.set_folded(0, False)
    assert [row[0] for row in figures(model)][:-2] == names
    model.sort(99)


def test_new_numbers_keep_the_table_in_place(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("code", ["group"]))
    model.sort(2, DOWN)
    model.set_folded(1, True)
    kept = QPersistentModelIndex(model.index(0, 1))
    heard = watch(model)
    code(coded, "interview", "The forms were too long", "Mistakes")
    model.set_matrix(coded.matrices.compute("code", ["group"]))
    assert heard == ["changed Deductive"]
    assert kept.isValid()
    assert model.is_folded(1)
    model.set_matrix(coded.matrices.compute("code", ["phase"]))
    assert heard[1:] == ["modelReset"]
    assert not kept.isValid()
    assert not model.is_folded(1)


def test_rows_that_are_no_codes(coded: Project, model: MatrixTableModel) -> None:
    model.set_matrix(coded.matrices.compute("participant", ["wave"]))
    first = model.index(0, 0)
    assert first.data() == "Carer, female, 1"
    assert (first.data(CodeRole.CHIP), first.data(TreeRole.FOLDER), first.data(TreeRole.EXPANDED)) == (
        *(None, False, None),
    )
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Participant"


def test_a_study_without_codes(project: Project, model: MatrixTableModel) -> None:
    for each in ("Wrong numbers", "Mistakes"):
        project.codebook.delete(project.codebook.find(each).id)
    for each in ("Absence of information", "Deductive"):
        project.codebook.delete(project.codebook.find(each).id, reason="none is used")
    model.set_matrix(project.matrices.compute("code", ["group"]))
    assert [row[0] for row in figures(model)] == ["Segments in the table", "Participants (N)"]
    assert model.evidence(model.index(0, 0)) is not None
