"""A pattern that never ends is ended; one that cannot be tried is said."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.exchange.turns import own_pattern
from qualcode.exchange.turns.own_pattern import marks_of_pattern


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", r"(.*.*.*.*.*.*.*.*.*.*.*.*)\d"])
def test_endless_pattern_is_ended(pattern: str) -> None:
    start = time.monotonic()
    with pytest.raises(Refusal, match=r"takes too long \(over 0\.3 seconds\): make it simpler"):
        marks_of_pattern("a" * 60 + "!", pattern, seconds=0.3)
    assert time.monotonic() - start < 10


def test_long_paragraphs_are_shown_by_their_beginning() -> None:
    text = "Anna: " + "x" * 5_000_000 + "\nMarco: y"
    assert [mark.label for mark in marks_of_pattern(text, r"(\w+): ")] == ["Anna", "Marco"]


def test_offsets_count_characters() -> None:
    text = "🙂🙂\n  Zoë: 🙂 hi\n\nZoë: so"
    marks = marks_of_pattern(text, r"\s*(\w+): ")
    assert [(mark.start, mark.said) for mark in marks] == [
        (text.index("Zoë"), text.index("🙂 hi")),
        (text.rindex("Zoë"), text.rindex("so")),
    ]


def test_helper_that_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(EnvironmentFault, match=r"cannot be tried \(FileNotFoundError\)"):
        marks_of_pattern("I: So?", "(I):")
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(EnvironmentFault, match="Python was not found"):
        marks_of_pattern("I: So?", "(I):")


def test_helper_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(own_pattern, "_HELPER", tmp_path / "missing.py")
    with pytest.raises(EnvironmentFault, match=r"cannot be tried \(CalledProcessError\)"):
        marks_of_pattern("I: So?", "(I):")
