"""Retrieved segments: page by page, always the first rows of what the service finds, whatever happens to the study."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, QPersistentModelIndex, Qt, Slot
from pytestqt.qtbot import QtBot

from qualcode.domain.codebook import CodeDraft
from qualcode.domain.coding import CodingDetails
from qualcode.domain.memos import Target, TargetKind
from qualcode.domain.text import Span
from qualcode.gui.bridge import ChangeBridge
from qualcode.gui.models import retrieved_list
from qualcode.gui.models.id_tree import NOWHERE
from qualcode.gui.models.retrieved_list import RetrievedListModel
from qualcode.gui.models.roles import RetrievedRole
from qualcode.gui.tasks import Runner
from qualcode.services.documents import ImportRequest
from qualcode.services.project import Project
from qualcode.services.retrieval import Query
from tests.builders import code, preview_of
from tests.gui.models.shown import SPOKEN, TIP, watch

Check = Callable[[QAbstractItemModel], None]


@pytest.fixture
def model(project: Project, bridge: ChangeBridge, check_model: Check) -> RetrievedListModel:
    made = RetrievedListModel(project)
    bridge.changed.connect(made.follow)
    check_model(made)
    return made


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Make pages small, so that a small study has several."""
    monkeypatch.setattr(retrieved_list, "PAGE", 5)
    return 5


def quotes(model: RetrievedListModel) -> list[object]:
    return [model.index(row).data() for row in range(model.rowCount())]


def ask(project: Project, *codes: str) -> Query:
    """All documents, the codes of these names."""
    return Query(
        documents=tuple(document.id for document in project.documents.all()),
        codes=tuple(project.codebook.find(name).id for name in codes),
    )


def fill(project: Project, number: int) -> list[int]:
    """Code so many passages of a long document."""
    text = "".join(f"C1: Word number {n} was said.\n" for n in range(number))
    (result,) = project.documents.add([ImportRequest(preview_of("long", text))])
    assert result.document_id is not None
    code_id = project.codebook.find("Mistakes").id
    width = len(text) // number
    spans = [(at * width, at * width + 20, code_id) for at in range(number)]
    project.coding.load(result.document_id, spans)
    return [coding.id for coding in project.coding.in_document(result.document_id)]


def test_shows_nothing_until_asked(model: RetrievedListModel) -> None:
    assert (model.rowCount(), model.header(), model.query) == (0, "", None)
    assert model.quotation(NOWHERE) == ""


def test_answers_what_the_row_shows(project: Project, model: RetrievedListModel) -> None:
    (coding,) = code(project, "workshop", "We rang twice. The number was wrong.", "Mistakes")
    project.coding.change(coding, CodingDetails("after", "averted", "both", "system", 40, "They own up to it."))
    project.memos.add("Who answers?", [Target(TargetKind.CODING, coding)])
    model.show(ask(project, "Mistakes"))
    row = model.index(0)
    document = project.documents.find("workshop").id
    assert row.data() == "We rang twice. The number was wrong."
    span = project.documents.locate(document, "We rang twice. The number was wrong.")
    expected = {
        RetrievedRole.ID: coding,
        RetrievedRole.CHIP: 2,
        RetrievedRole.RING: False,
        RetrievedRole.CODE: "Mistakes",
        RetrievedRole.SOURCE: "workshop, ¶ 5",
        RetrievedRole.ATTRIBUTION: "Provider representative, female, 1",
        RetrievedRole.GROUP: 2,
        RetrievedRole.DETAIL: "After",
        RetrievedRole.MEMOS: 1,
        RetrievedRole.DOCUMENT_ID: document,
        RetrievedRole.SPAN: (span.start, span.end),
    }
    assert {role: row.data(role) for role in expected} == expected
    assert row.data(SPOKEN) == (
        "We rang twice. The number was wrong., Mistakes, workshop, paragraph 5, Provider representative, female, 1,"
        " After, Averted or recovered, Both, System, Weight 40, 1 memo"
    )
    today = project.coding.get(coding).created_at[:10]
    assert row.data(TIP) == (
        "We rang twice. The number was wrong.\nDeductive › Mistakes\n"
        "workshop, ¶ 5 · Provider representative, female, 1 · Mid-pilot workshop\n"
        "After · Averted or recovered · Both · System · Weight 40\n"
        f"Marta, {today}, changed {today}\nThey own up to it."
    )
    assert model.quotation(row) == (
        "“We rang twice. The number was wrong.” (Provider representative, female, 1; workshop, ¶ 5)"
    )


def test_an_assumed_phase_is_marked(project: Project, model: RetrievedListModel) -> None:
    code(project, "interview", "I never saw them.", "Mistakes")
    model.show(ask(project, "Mistakes"))
    assert model.index(0).data(RetrievedRole.DETAIL) == "During (assumed)"


def test_a_segment_of_two_groups_has_no_colour_of_a_group(project: Project, model: RetrievedListModel) -> None:
    code(project, "workshop", "The leaflet was clear.\n\nPR1: We rang twice.", "Mistakes")
    model.show(ask(project, "Mistakes"))
    assert model.index(0).data(RetrievedRole.GROUP) is None


def test_the_header_counts(project: Project, model: RetrievedListModel) -> None:
    code(project, "workshop", "We rang twice.", "Mistakes", "Wrong numbers")
    code(project, "interview", "The forms were too long", "Mistakes")
    model.show(ask(project, "Mistakes"))
    assert model.header() == "2 segments · 2 documents · 1 participant"
    model.show(ask(project, "Mistakes", "Wrong numbers"))
    assert model.header() == "3 codings of 2 segments · 2 documents · 1 participant"
    model.show(Query(documents=(), codes=()))
    assert model.header() == "0 segments · 0 documents · 0 participants"
    model.show(None)
    assert (model.header(), model.rowCount()) == ("", 0)


def test_is_read_page_by_page(project: Project, model: RetrievedListModel, few: int) -> None:
    fill(project, 12)
    model.show(Query())
    assert model.rowCount() == few
    assert model.header() == "12 segments · 1 document · 1 participant"
    kept = QPersistentModelIndex(model.index(3))
    heard = watch(model)
    while model.canFetchMore(NOWHERE):
        model.fetchMore(NOWHERE)
    assert heard == ["rowsInserted", "rowsInserted"]
    assert quotes(model) == [found.quote for found in project.retrieval.segments()]
    assert kept.row() == 3
    model.fetchMore(NOWHERE)
    assert model.rowCount() == 12


def test_asking_the_same_again_changes_nothing(project: Project, model: RetrievedListModel) -> None:
    code(project, "workshop", "We rang twice.", "Mistakes")
    model.show(Query())
    heard = watch(model)
    model.show(Query())
    assert heard == []


def test_a_new_coding_comes_to_stand_in_its_place(project: Project, model: RetrievedListModel) -> None:
    model.show(ask(project, "Mistakes"))
    code(project, "interview", "I never saw them.", "Mistakes")
    code(project, "workshop", "We rang twice.", "Mistakes")
    code(project, "workshop", "We rang twice.", "Wrong numbers")
    code(project, "workshop", "Nobody told us a thing", "Mistakes")
    assert quotes(model) == ["Nobody told us a thing", "We rang twice.", "I never saw them."]
    assert model.header() == "3 segments · 2 documents · 3 participants"
    heard = watch(model)
    project.coding.remove([model.index(1).data(RetrievedRole.ID)])
    assert heard == ["rowsRemoved"]
    project.history.undo()
    assert heard == ["rowsRemoved", "rowsInserted"]
    assert len(quotes(model)) == 3


def test_recoding_takes_a_row_out_and_back(project: Project, model: RetrievedListModel) -> None:
    (coding,) = code(project, "workshop", "We rang twice.", "Mistakes")
    model.show(ask(project, "Mistakes"))
    project.coding.recode(coding, project.codebook.find("Wrong numbers").id)
    assert quotes(model) == []
    project.history.undo()
    assert quotes(model) == ["We rang twice."]


def test_a_list_of_codings_stays_that_list(project: Project, model: RetrievedListModel) -> None:
    """The quotes behind a number (U15): another coding does not slip in."""
    (first,) = code(project, "workshop", "We rang twice.", "Mistakes")
    model.show(Query(codings=(first,)))
    code(project, "interview", "I never saw them.", "Mistakes")
    assert quotes(model) == ["We rang twice."]
    project.coding.note(first, "phase", "before")
    assert model.index(0).data(RetrievedRole.DETAIL) == "Before"


def test_shows_new_names_everywhere(project: Project, model: RetrievedListModel) -> None:
    code(project, "workshop", "We rang twice.", "Mistakes")
    model.show(ask(project, "Mistakes"))
    row = QPersistentModelIndex(model.index(0))
    heard = watch(model)
    project.codebook.change(project.codebook.find("Mistakes").id, name="Errors", colour=7)
    assert (row.data(RetrievedRole.CODE), row.data(RetrievedRole.CHIP)) == ("Errors", 7)
    project.documents.rename(project.documents.find("workshop").id, "Workshop 1")
    assert row.data(RetrievedRole.SOURCE) == "Workshop 1, ¶ 5"
    project.describe(attribution="{group}")
    assert row.data(RetrievedRole.ATTRIBUTION) == "Representatives"
    project.memos.add(
        "A thought", [Target(TargetKind.SEGMENT, project.coding.get(row.data(RetrievedRole.ID)).segment_id)]
    )
    assert row.data(RetrievedRole.MEMOS) == 1
    assert set(heard) == {"changed We rang twice."}


@pytest.mark.parametrize("seed", range(4))
def test_stays_what_the_service_finds(project: Project, model: RetrievedListModel, few: int, seed: int) -> None:
    """Random acts, undone and redone: the rows are always the first ones of a fresh answer."""
    chance = random.Random(seed)
    codings = fill(project, 20)
    (document,) = {coding.document_id for coding in project.coding.find(codings)}
    mistakes, numbers = project.codebook.find("Mistakes").id, project.codebook.find("Wrong numbers").id
    query = ask(project, "Mistakes")
    model.show(query)
    acts: list[Callable[[], object]] = [
        lambda: project.coding.add(document, Span(start := chance.randrange(500), start + 9), [mistakes]),
        lambda: project.coding.remove(chance.sample(sorted(shown(project, query)), 3)),
        lambda: project.coding.recode(chance.choice(sorted(shown(project, query))), numbers),
        lambda: project.coding.move_bounds(
            chance.choice(sorted(shown(project, query))), Span(start := chance.randrange(500), start + 9)
        ),
        project.history.undo,
        project.history.redo,
        lambda: model.fetchMore(NOWHERE),
    ]
    for _ in range(25):
        if len(shown(project, query)) < 6:
            project.history.undo()
        chance.choice(acts)()
        fresh = project.retrieval.segments(query)
        rows = [model.index(row).data(RetrievedRole.ID) for row in range(model.rowCount())]
        assert rows == [found.coding.id for found in fresh[: len(rows)]]
        assert len(rows) == len(fresh) or (model.canFetchMore(NOWHERE) and len(rows) >= few)
        assert model.totals == project.retrieval.totals(query)


def shown(project: Project, query: Query) -> set[int]:
    return {found.coding.id for found in project.retrieval.segments(query)}


def test_many_codings_at_once_are_read_anew(
    project: Project, model: RetrievedListModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieved_list, "_FEW", 3)
    model.show(Query())
    fill(project, 12)
    assert model.rowCount() == 12
    project.history.undo()
    assert model.rowCount() == 0


class Trouble(QObject):
    """Takes errors of background work."""

    @Slot(object)
    def take(self, error: BaseException) -> None:
        raise error


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    trouble = Trouble()
    lane = Runner(trouble.take)
    yield lane
    assert lane.shutdown()


def test_long_lists_are_counted_in_the_background(
    project: Project, bridge: ChangeBridge, runner: Runner, few: int, qtbot: QtBot, check_model: Check
) -> None:
    fill(project, 12)
    model = RetrievedListModel(project, runner)
    bridge.changed.connect(model.follow)
    check_model(model)
    model.show(Query())
    assert (model.totals, model.header()) == (None, "more than 5 segments")
    qtbot.waitUntil(lambda: model.header() == "12 segments · 1 document · 1 participant")
    code(project, "interview", "I never saw them.", "Mistakes")
    model.show(ask(project, "Wrong numbers"))
    assert model.header() == "0 segments · 0 documents · 0 participants"
    qtbot.waitUntil(lambda: not runner.busy)
    assert model.header() == "0 segments · 0 documents · 0 participants", "a late answer to another question"


def test_a_code_made_while_the_list_is_shown_does_no_harm(project: Project, model: RetrievedListModel) -> None:
    code(project, "workshop", "We rang twice.", "Mistakes")
    model.show(Query())
    new = project.codebook.add(CodeDraft("Blaming"))
    project.codebook.merge(project.codebook.find("Mistakes").id, new)
    assert model.index(0).data(RetrievedRole.CODE) == "Blaming"
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
