"""Small rules: attributions, trees, identities, dates; and every example in a docstring."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import analysis, domain
from qualcode.domain import clock
from qualcode.domain.codebook import Code, Origin, Status, descendants, in_tree_order, path_of
from qualcode.domain.documents import Kind, storable_name
from qualcode.domain.errors import Refusal
from qualcode.domain.identity import new_uuid
from qualcode.domain.participants import (
    ParticipantDraft,
    attribution,
    attribution_conflicts,
    label_warnings,
    number_warnings,
)

PERSON = ParticipantDraft("C8", "Family carers", "Carer", 8, "female", "cook")


@pytest.mark.parametrize("package", [domain, analysis])
def test_examples_in_docstrings_hold(package: object) -> None:
    ran = 0
    for module in pkgutil.iter_modules(package.__path__):  # type: ignore[attr-defined]  # a package has a path
        if not module.ispkg:
            found = importlib.import_module(f"{package.__name__}.{module.name}")  # type: ignore[attr-defined]  # and a name
            result = doctest.testmod(found)
            assert result.failed == 0
            ran += result.attempted
    assert ran > 0


@pytest.mark.parametrize(
    ("person", "template", "printed"),
    [
        (PERSON, "{label}, {sex}, {number}", "Carer, female, 8"),
        (replace(PERSON, sex=None), "{label}, {sex}, {number}", "Carer, 8"),
        (replace(PERSON, number=None, sex=None), "{label}, {sex}, {number}", "Carer"),
        (PERSON, "{group} {number} ({role})", "Family carers 8 (cook)"),
        (replace(PERSON, label=None), "{label}, {number}", "Family carers, 8"),
        (PERSON, "{unknown}, {number}", "{unknown}, 8"),
    ],
)
def test_attributions_follow_the_template_without_stray_commas(
    person: ParticipantDraft, template: str, printed: str
) -> None:
    assert attribution(person, template) == printed


def test_a_printed_attribution_is_unique_but_a_number_may_serve_a_man_and_a_woman() -> None:
    man = replace(PERSON, speaker="C8m", sex="male")
    double = replace(PERSON, speaker="C8b")
    assert attribution_conflicts([PERSON, man]) == []
    assert attribution_conflicts([PERSON, man, double]) == ["Carer, female, 8"]


def test_one_label_for_two_groups_is_warned_about() -> None:
    other = replace(PERSON, speaker="X", group="Neighbours")
    assert label_warnings([PERSON]) == []
    assert "“Carer” is used for 2 groups" in label_warnings([PERSON, other])[0]


def test_people_who_are_printed_alike_for_want_of_a_number_are_warned_about() -> None:
    bare = replace(PERSON, speaker="X", number=None)
    moderators = [ParticipantDraft("M1", None, "Mod"), ParticipantDraft("M2", None, "Mod")]
    assert number_warnings([PERSON, bare, replace(bare, speaker="Y", sex="male"), *moderators]) == []
    (warning,) = number_warnings([PERSON, bare, replace(bare, speaker="Y")])
    assert warning.startswith("2 participants are printed alike, as (Carer, female): X, Y.")
    assert number_warnings([PERSON, bare], "{label}")[0].startswith("2 participants are printed alike, as (Carer)")


@given(st.text(st.characters(categories=["L", "Cc", "Cs", "Zs"])))
def test_a_storable_name_can_be_written_and_keeps_every_letter(name: str) -> None:
    stored = storable_name(name)
    stored.encode("utf-8")
    assert [c for c in stored if c.isalpha()] == [c for c in name if c.isalpha()]
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in stored)
    assert storable_name("a\tb\udcff.txt") == "ab\ufffd.txt"


def _code(key: int, parent: int | None, position: int = 0) -> Code:
    texts = ("", "", "", "", "", "")
    return Code(
        key, str(key), parent, f"c{key}", position, 1, Origin.INDUCTIVE, *texts, True, False, Status.ACTIVE, None, ""
    )


@given(st.permutations([1, 2, 3, 4, 5]))
def test_a_tree_is_walked_parents_first(order: list[int]) -> None:
    codes = {1: _code(1, None, 1), 2: _code(2, 1, 1), 3: _code(3, 1, 0), 4: _code(4, 3), 5: _code(5, None, 0)}
    walked = [(code.id, depth) for code, depth in in_tree_order(codes[key] for key in order)]
    assert walked == [(5, 0), (1, 0), (3, 1), (4, 2), (2, 1)]
    assert descendants(codes.values(), 1) == {1, 2, 3, 4}
    assert path_of(codes, 4) == "c1 › c3 › c4"


def test_a_code_whose_parent_is_not_in_the_list_stands_at_the_root() -> None:
    assert [depth for _, depth in in_tree_order([_code(7, 99)])] == [0]


def test_uuids_are_of_version_7_and_sort_by_age() -> None:
    made = [new_uuid() for _ in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == 2000
    assert all(str(UUID(each)) == each and UUID(each).version == 7 for each in made)


def test_dates_are_checked() -> None:
    assert clock.as_date(" 2019-07-09 ") == "2019-07-09"
    assert clock.stamp(datetime(2020, 1, 2, 3, 4, 5)) == "2020-01-02T03:04:05.000Z"
    for wrong in ("09.07.2019", "2019-13-01", ""):
        with pytest.raises(Refusal, match="year-month-day"):
            clock.as_date(wrong)


def test_kinds_of_documents_are_known_by_any_of_their_names() -> None:
    assert Kind.named("Workshop") is Kind.named("co-assessment workshop") is Kind.WORKSHOP
    assert Kind.named("field note") is Kind.named("field-note") is Kind.FIELD_NOTE
    with pytest.raises(Refusal, match=r"no kind of document.*reflexive"):
        Kind.named("poem")
