"""The value lists of a coding: phase, outcome, valence, locus (source: the study design, K2, K3, D5).

A study keeps its own copy of each list; these are the values that it starts with.
"""

from __future__ import annotations

from dataclasses import dataclass

PHASE, OUTCOME, VALENCE, LOCUS = "phase", "outcome", "valence", "locus"
DIMENSIONS = (PHASE, OUTCOME, VALENCE, LOCUS)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list. ``key`` is written on the command line, ``label`` is printed."""

    id: int
    dimension: str
    key: str
    label: str
    position: int


DEFAULTS: dict[str, tuple[tuple[str, str], ...]] = {
    PHASE: (
        ("before", "Before"),
        ("during", "During"),
        ("after", "After"),
        ("continuous", "Continuous"),
        ("unclear", "Unclear"),
    ),
    OUTCOME: (
        ("co-destruction", "Led to co-destruction"),
        ("averted", "Averted or recovered"),
        ("present", "Present, no co-destruction"),
        ("co-creation", "Supports co-creation"),
        ("undetermined", "Undetermined"),
    ),
    VALENCE: (
        ("co-creation", "Co-creation"),
        ("co-destruction", "Co-destruction"),
        ("both", "Both"),
        ("neutral", "Neutral"),
    ),
    LOCUS: (
        ("citizens", "Citizens"),
        ("team", "Team"),
        ("researchers-providers", "Researchers, providers"),
        ("system", "System"),
    ),
}
