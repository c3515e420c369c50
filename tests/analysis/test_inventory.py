"""The data inventory (D7): a study told by hand, and any study against a count in plain Python."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.inventory import Inventory, take_inventory
from qualcode.analysis.matrix import Filters
from qualcode.domain.documents import Attributes, Document, Kind, Mode
from qualcode.domain.participants import Group, Participant
from tests.analysis.matrix.brute_force import BruteForce
from tests.analysis.small_studies import SmallStudy, make_code, small_studies

CARERS, PROVIDERS, RESEARCHERS = 1, 2, 3


def make_document(key: int, attributes: Attributes) -> Document:
    """Make a document of which only the attributes matter."""
    return Document(key, f"document-{key}", f"Document {key}", attributes, None, "", "", 0, 0, True, key, "")


def make_participant(key: int, group: int, sex: str | None) -> Participant:
    """Make a participant of a group; 0 is a moderator's."""
    return Participant(key, f"person-{key}", f"P{key}", group or None, None, "", None, sex, None)


def inventory_of(study: SmallStudy, sessions: dict[int, Attributes], **rest: object) -> Inventory:
    """Take the inventory of a study whose documents have these attributes."""
    groups = [
        Group(key, f"group-{key}", label, f"Label {key}", {CARERS: 26, PROVIDERS: 4}.get(key), key)
        for key, label in study.labels["group"]
    ]
    return take_inventory(
        study.frame(),
        [make_document(key, attributes) for key, attributes in sessions.items()],
        [make_participant(*row) for row in study.participants],
        groups,
        **rest,  # type: ignore[arg-type]
    )


def write(study: SmallStudy, document: int, *turns: tuple[int, str], reflexive: bool = False) -> None:
    """Add a document turn by turn; the moderator is person 9, a person who is not mapped 0."""
    text = ""
    for person, words in turns:
        text += "X: "
        study.turns.append((document, len(text), len(text) + len(words), person, 0))
        text += words + "\n"
    study.texts[document] = text or "nothing but a text"
    study.documents.append((document, 0, reflexive))
    study.labels["document"].append((document, f"Document {document}"))


@pytest.fixture
def study() -> SmallStudy:
    """Two mixed workshops of three carers, four interviews with a provider each, an account by a researcher."""
    study = SmallStudy(
        codes=[make_code(1, "Mistakes")],
        labels={
            "group": [(CARERS, "Family carers"), (PROVIDERS, "Providers"), (RESEARCHERS, "Researchers")],
            "participant": [(key, f"P{key}") for key in (*range(1, 9), 9)],
            "document": [],
            "coder": [(1, "Anna")],
        },
        participants=[
            *[(1, CARERS, "female"), (2, CARERS, "female"), (3, CARERS, "male")],
            *[(4, PROVIDERS, "male"), (5, PROVIDERS, "male"), (6, PROVIDERS, "female"), (7, PROVIDERS, None)],
            *[(8, RESEARCHERS, "female"), (9, 0, None)],
        ],
    )
    write(study, 1, (9, "how are you"), (1, "well"), (4, "so so"), (1, "and you"))
    write(study, 2, (9, "again"), (1, "a b c"), (2, "d"), (3, "e"))
    for number, provider in enumerate((4, 5, 6, 7), start=3):
        write(study, number, (9, "tell me"), (provider, "one two three"))
    write(study, 7, (8, "I wrote this"), reflexive=True)
    return study


@pytest.fixture
def sessions() -> dict[int, Attributes]:
    """The attributes of the documents of ``study``."""
    return {
        1: Attributes(Kind.WORKSHOP, date="2019-07-09", minutes=66),
        2: Attributes(Kind.WORKSHOP, date="2019-12-12", minutes=72, mode=Mode.FACE_TO_FACE),
        3: Attributes(Kind.INTERVIEW, date="2020-01-10", minutes=54),
        4: Attributes(Kind.INTERVIEW, date="2020-01-08", minutes=48),
        5: Attributes(Kind.INTERVIEW, date="2020-01-11", minutes=57),
        6: Attributes(Kind.INTERVIEW, minutes=42, mode=Mode.TELEPHONE),
        7: Attributes(Kind.REFLEXIVE, date="2020-02-01"),
    }


def line(inventory: Inventory, label: str) -> tuple[str, ...]:
    """Return the cells of a line."""
    return next(row[1:] for row in inventory.rows if row[0] == label)


def test_the_inventory_of_a_study_with_mixed_workshops(study: SmallStudy, sessions: dict[int, Attributes]) -> None:
    study.segments = [(1, 1, 17, 28), (2, 3, 17, 20), (3, 7, 3, 4)]
    study.codings = [(key, key, 1, 1, 0, 0, 0, 0) for key in (1, 2, 3)]
    inventory = inventory_of(study, sessions)
    assert inventory.header == ("", "Family carers", "Providers", "Researchers", "Total")
    workshop, interview = "Co-assessment workshop", "Semi-structured interview"
    assert line(inventory, "Method") == (
        workshop,
        f"{interview} (1 by telephone); {workshop}",
        "Reflexive account",
        f"{interview} (1 by telephone); {workshop}; Reflexive account",
    )
    assert line(inventory, "Sessions") == (
        "2",
        f"5: {interview} 4, {workshop} 1",
        "1",
        f"7: {interview} 4, {workshop} 2, Reflexive account 1",
    )
    assert line(inventory, "Participants") == ("3 (out of 26)", "4 (out of 4)", "1", "8")
    assert line(inventory, "Sex") == (
        "2 female, 1 male",
        "1 female, 2 male, 1 not stated",
        "1 female",
        "4 female, 3 male, 1 not stated",
    )
    assert line(inventory, "Participants by method")[1] == (
        f"{interview}: 4 (1 female, 2 male, 1 not stated); {workshop}: 1 (1 male)"
    )
    assert line(inventory, "Dates") == (
        "2019-07-09 to 2019-12-12",
        "2019-07-09 to 2020-01-11",
        "2020-02-01",
        "2019-07-09 to 2020-02-01",
    )
    assert line(inventory, "Duration, total (minutes)") == ("138", "267", "–", "339")
    assert line(inventory, "Duration, mean (minutes)") == ("69.0", "53.4", "–", "56.5")
    assert line(inventory, "Words") == ("8", "14", "3", "25")
    assert line(inventory, "Segments") == ("1", "2", "1", "3")
    assert inventory.notes == (
        "1 session is mixed: each counts once for every group that speaks in it, and once in the total.",
        "The duration is known of 6 of 7 sessions; total and mean are of these alone.",
        "Moderators are not counted among the participants, nor their words.",
        "Reflexive accounts are included.",
    )


def test_four_interviews_of_201_minutes_have_a_mean_of_50_3(study: SmallStudy, sessions: dict[int, Attributes]) -> None:
    inventory = inventory_of(study, sessions, filters=Filters(documents=frozenset({3, 4, 5, 6})))
    assert line(inventory, "Duration, total (minutes)") == ("–", "201", "–", "201")
    assert line(inventory, "Duration, mean (minutes)") == ("–", "50.3", "–", "50.3")
    assert "Participants by method" not in [row[0] for row in inventory.rows]
    assert line(inventory, "Participants") == ("0 (out of 26)", "4 (out of 4)", "0", "4")
    assert line(inventory, "Method")[0] == line(inventory, "Dates")[0] == line(inventory, "Sex")[0] == "–"


def test_parts_of_minutes_add_up_exactly(study: SmallStudy, sessions: dict[int, Attributes]) -> None:
    sessions |= {
        key: Attributes(Kind.INTERVIEW, minutes=minutes) for key, minutes in ((3, 0.1), (4, 0.2), (5, 1234.45))
    }
    inventory = inventory_of(study, sessions, filters=Filters(documents=frozenset({3, 4, 5})))
    assert inventory.columns[-1].minutes == Decimal("1234.75")
    assert line(inventory, "Duration, total (minutes)")[-1] == "1,234.8"
    assert line(inventory, "Duration, mean (minutes)")[-1] == "411.6"


def test_reflexive_accounts_can_be_left_out(study: SmallStudy, sessions: dict[int, Attributes]) -> None:
    inventory = inventory_of(study, sessions, include_reflexive=False)
    assert [column.sessions for column in inventory.columns] == [2, 5, 0, 6]
    assert inventory.columns[2].participants == 0
    assert inventory.notes[-1] == "Reflexive accounts are left out."


def test_sessions_of_nobody_stand_in_a_column_of_their_own(study: SmallStudy, sessions: dict[int, Attributes]) -> None:
    write(study, 20, (9, "only the moderator speaks"))
    write(study, 21)
    write(study, 22, (1, "one"), (0, "two three"))
    sessions |= {key: Attributes(Kind.OTHER, minutes=10) for key in (20, 21, 22)}
    inventory = inventory_of(study, sessions)
    assert inventory.header[-2:] == ("(not assigned)", "Total")
    nobody, total = inventory.columns[-2:]
    assert (nobody.key, nobody.sessions, nobody.participants, nobody.words) == (0, 3, 0, 6)
    assert (total.key, total.sessions, total.words) == (None, 10, 25 + 1 + 6)
    carers = inventory_of(study, sessions, filters=Filters(groups=frozenset({CARERS})))
    assert [column.label for column in carers.columns] == ["Family carers", "Total"]
    assert carers.columns[-1].sessions == 3
    assert carers.columns[-1].population == 26


def test_the_total_has_a_population_only_when_every_group_has_one(
    study: SmallStudy, sessions: dict[int, Attributes]
) -> None:
    assert inventory_of(study, sessions).columns[-1].population is None
    study.labels["group"] = study.labels["group"][:2]
    study.participants[-2] = (8, 0, None)
    assert inventory_of(study, sessions).columns[-1].population == 30


def test_an_empty_study_has_an_inventory(study: SmallStudy) -> None:
    empty = SmallStudy(labels={"group": [(CARERS, "Family carers")]})
    inventory = inventory_of(empty, {})
    assert inventory.header == ("", "Family carers", "Total")
    assert line(inventory, "Participants") == ("0 (out of 26)", "0 (out of 26)")
    assert line(inventory, "Sessions") == ("0", "0")


@settings(max_examples=60)
@given(small_studies(), st.booleans(), st.data())
def test_every_column_equals_a_count_by_hand(study: SmallStudy, reflexive: bool, data: st.DataObject) -> None:
    filters = {}
    if data.draw(st.booleans()):
        filters["document"] = frozenset(data.draw(st.sets(st.sampled_from([key for key, *_ in study.documents]))))
    sessions = {
        key: Attributes(
            data.draw(st.sampled_from(list(Kind))), minutes=data.draw(st.sampled_from([None, 30.5, 45, 50.25]))
        )
        for key, _, _ in study.documents
    }
    inventory = inventory_of(
        study,
        sessions,
        include_reflexive=reflexive,
        filters=Filters(documents=filters.get("document")),
    )
    brute = BruteForce(study, True, reflexive, filters)
    in_scope = [key for key in sorted(brute.kept) if "document" not in filters or key in filters["document"]]
    for column in inventory.columns:
        if column.key is None:
            voices, held, facts = brute.voices, set(in_scope), brute.facts
        else:
            voices = brute.voices_in(("group",), (column.key,))
            held = {document for document, _ in voices}
            facts = brute.facts_in(("group",), (column.key,))
            if column.key == 0:
                held |= set(in_scope) - {document for document, _ in brute.voices}
        people = {person for _, person in voices if person}
        minutes = [Decimal(str(sessions[key].minutes)) for key in held if sessions[key].minutes is not None]
        assert column.sessions == len(held) == sum(kind.sessions for kind in column.kinds)
        assert column.participants == len(people) == sum(count for _, count in column.sexes)
        assert column.segments == brute.count("segments", facts)
        assert column.timed == len(minutes)
        assert column.minutes == (sum(minutes) if minutes else None)
        if minutes:
            mean = sum(minutes, Decimal(0)) / len(minutes)
            assert column.mean_minutes == mean.quantize(Decimal("0.1"), ROUND_HALF_UP)
        for kind in column.kinds:
            of_kind = {key for key in held if sessions[key].kind is kind.kind}
            assert kind.sessions == len(of_kind)
            assert kind.participants == len({who for document, who in voices if who and document in of_kind})
    words = {column.key: column.words for column in inventory.columns}
    assert words.pop(None) == brute.all_words((), ()) == sum(words.values())
    for key, count in words.items():
        assert count == brute.all_words(("group",), (key or 0,))
