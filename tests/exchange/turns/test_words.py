"""What a label looks like."""

from __future__ import annotations

import doctest

import pytest

from qualcode.exchange.turns import marks, spelling, words
from qualcode.exchange.turns.words import Likeness, likeness, numbered, question_or_answer


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("I", Likeness.CODE),
        ("i", Likeness.CODE),
        ("AL", Likeness.CODE),
        ("PR 1", Likeness.CODE),
        ("K2", Likeness.CODE),
        ("p03", Likeness.CODE),
        ("Mod", Likeness.CODE),
        ("Int.", Likeness.CODE),
        ("Moderatrice", Likeness.CODE),
        ("Family carers", Likeness.CODE),
        ("Speaker #2", Likeness.CODE),
        ("Dr. Müller", Likeness.NAME),
        ("Maria de la Cruz", Likeness.NAME),
        ("O’Brien", Likeness.NAME),
        ("سارة", Likeness.NAME),
        ("older sister", Likeness.PHRASE),
        ("", Likeness.HEADING),
        ("12", Likeness.HEADING),
        ("Date", Likeness.HEADING),
        ("Date of birth", Likeness.HEADING),
        ("DATA", Likeness.HEADING),
        ("Field note", Likeness.HEADING),
        ("Note 3", Likeness.HEADING),
        ("Part Two", Likeness.HEADING),
        ("Domanda 4", Likeness.HEADING),
        ("I said", Likeness.HEADING),
        ("He said", Likeness.HEADING),
        ("However", Likeness.HEADING),
        ("One Two Three Four Five", Likeness.HEADING),
        ("A" * 41, Likeness.HEADING),
    ],
)
def test_likeness(label: str, kind: Likeness) -> None:
    assert likeness(label) is kind


def test_numbers_and_questions() -> None:
    assert numbered("Carer-08") == ("carer", 8)
    assert numbered("8") is None
    assert question_or_answer("Q.") == "question"
    assert question_or_answer("Risposta") == "answer"
    assert question_or_answer("Paul") is None


@pytest.mark.parametrize("module", [marks, spelling, words])
def test_examples_in_the_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]  # the stub asks for a module, and gets one
    assert result.attempted > 0
    assert result.failed == 0
