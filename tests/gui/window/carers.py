"""The study that the tests of the window work in, invented from beginning to end."""

from __future__ import annotations

from pathlib import Path

from qualcode.domain.codebook import CodeDraft, Origin
from qualcode.domain.documents import Attributes, Kind
from qualcode.domain.participants import ParticipantDraft
from qualcode.services.documents import ImportRequest
from qualcode.services.project import create, open_project
from tests.builders import preview_of

_TALK = (
    ("Mod", "How did it begin for you?"),
    ("C8", "I had hoped that somebody would ring. There was a leaflet at the chemist’s, and then for a month nothing."),
    ("C3", "With us it was the other way round. Two of them came, very kind, and asked what I had written already."),
    (
        "PR2",
        "May I say something to that? We never passed those forms on, not one. Each of us believed a colleague had.",
    ),
    ("C8", "You begin to wonder who reads what you write. I stopped telling them about the nights."),
    ("C3", "Since September my neighbour has kept the keys, and nobody at the office knows what that has changed."),
)
WORKSHOP = "".join(f"{who}: {words}\n" for who, words in _TALK) + "".join(
    f"{('C8', 'C3', 'PR2')[n % 3]}: Passage number {n} goes on about the road, the keys and the snow, at some length, "
    "so that it fills more than one line of the page and has to be read slowly.\n"
    for n in range(1, 60)
)
INTERVIEW = "".join(
    f"{('Mod', 'PR2')[n % 2]}: Answer {n} of the director, who says that the rota is made on Friday in pencil.\n"
    for n in range(40)
)
ACCOUNT = "R1: I caught myself siding with the carers here.\nIt changed what I heard.\n"
PEOPLE = (
    ParticipantDraft("C8", "Family carers", "Carer", 8, "female"),
    ParticipantDraft("C3", "Family carers", "Carer", 3, "female"),
    ParticipantDraft("PR2", "Provider representatives", "Provider representative", 2, "male"),
    ParticipantDraft("R1", "Research team", "Research team member", 1, "female"),
    ParticipantDraft("Mod"),
)
DEDUCTIVE = (
    "Absence of information",
    "Insufficient level of trust",
    "Lack of clear expectations",
    "Lack of transparency",
)
INDUCTIVE = ("Cohesive partnership", "Travel and distance")


def make(path: Path) -> None:
    """Make a study with three documents, five people and eight codes; nothing is coded."""
    create(path, "Carers of the upper valley", None)
    with open_project(path, "Marta") as project:
        project.participants.import_drafts(PEOPLE)
        project.documents.add(
            [
                ImportRequest(
                    preview_of("Workshop 2, part B", WORKSHOP),
                    Attributes(
                        kind=Kind.WORKSHOP,
                        wave="End-of-pilot workshop",
                        date="2019-12-12",
                        minutes=71,
                        default_phase="during",
                    ),
                ),
                ImportRequest(
                    preview_of("Interview, provider 2", INTERVIEW),
                    Attributes(wave="Final interviews", date="2020-01-14"),
                ),
                ImportRequest(preview_of("Reflexive account 1", ACCOUNT), Attributes(kind=Kind.REFLEXIVE)),
            ]
        )
        theory = project.codebook.add(CodeDraft("Deductive", origin=Origin.DEDUCTIVE, codable=False, locked=True))
        for name in DEDUCTIVE:
            project.codebook.add(CodeDraft(name, origin=Origin.DEDUCTIVE, locked=name.startswith("Absence")), theory)
        found = project.codebook.add(CodeDraft("Inductive", codable=False))
        for name in INDUCTIVE:
            project.codebook.add(CodeDraft(name), found)
