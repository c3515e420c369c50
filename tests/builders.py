"""Small real studies for tests: real files, a real database."""

from __future__ import annotations

import re
from pathlib import Path

from qualcode.domain.codebook import CodeDraft, Origin
from qualcode.domain.documents import Attributes, Kind, Reading, TurnDraft
from qualcode.domain.participants import ParticipantDraft
from qualcode.domain.text import Span, count_words
from qualcode.services.documents import ImportRequest, Preview
from qualcode.services.project import Project, create, open_project
from qualcode.store import schema

WORKSHOP = (
    "Mid-pilot workshop\n"
    "Mod: How did it start for you?\n"
    "\n"
    "C1: Nobody told us a thing 🙂 and I waited. Perché nobody rang.\n"
    "\n"
    "C2: I was told, actually. The leaflet was clear.\n"
    "\n"
    "PR1: We rang twice. The number was wrong.\n"
)
INTERVIEW = "I: And the forms?\n\nPR1: The forms were too long, we said so.\n\nPR2: I never saw them.\n"
ACCOUNT = "R1: I noticed that I was on their side.\n\nIt changed what I heard.\n"

PEOPLE = (
    ParticipantDraft("C1", "Family carers", "Carer", 1, "female", attributes={"years": "4"}),
    ParticipantDraft("C2", "Family carers", "Carer", 2, "male"),
    ParticipantDraft("PR1", "Representatives", "Provider representative", 1, "female"),
    ParticipantDraft("PR2", "Representatives", "Provider representative", 2, "male"),
    ParticipantDraft("R1", "Researchers", "Research team member", 1, "female"),
    ParticipantDraft("Mod"),
    ParticipantDraft("I"),
)


def turns_of(text: str) -> tuple[TurnDraft, ...]:
    """Find turns of the form ``Name: words`` without any guessing."""
    heads = list(re.finditer(r"^(\w+): ", text, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return tuple(
        TurnDraft(head.group(1), Span(head.start(), len(text[:end].rstrip())), head.end())
        for head, end in zip(heads, ends, strict=True)
    )


def preview_of(name: str, text: str) -> Preview:
    """A transcript as if it had been read from ``name.txt``."""
    turns = turns_of(text)
    reading = Reading(text, "txt", turns)
    return Preview(Path(f"{name}.txt"), name, reading, turns, (), (), count_words(text))


def empty_study(folder: Path, coder: str = "Marta") -> Project:
    """An open study without documents, with the co-destruction codebook left out."""
    path = folder / "study.qualcode"
    create(path, "A small study", None)
    return open_project(path, coder)


def small_study(folder: Path, coder: str = "Marta") -> Project:
    """An open study: three documents of two waves, seven people, four codes, nothing coded."""
    project = empty_study(folder, coder)
    fill(project)
    return project


def fill(project: Project) -> None:
    """Put people, documents and codes into an empty study."""
    project.participants.import_drafts(PEOPLE)
    project.documents.add(
        [
            ImportRequest(
                preview_of("workshop", WORKSHOP),
                Attributes(kind=Kind.WORKSHOP, wave="Mid-pilot workshop", date="2019-07-09", minutes=66),
            ),
            ImportRequest(
                preview_of("interview", INTERVIEW),
                Attributes(wave="Final interviews", date="2020-01-14", minutes=42, default_phase="during"),
            ),
            ImportRequest(preview_of("account", ACCOUNT), Attributes(kind=Kind.REFLEXIVE, wave="Accounts")),
        ]
    )
    deductive = project.codebook.add(CodeDraft("Deductive", origin=Origin.DEDUCTIVE, codable=False, locked=True))
    project.codebook.add(CodeDraft("Absence of information", origin=Origin.DEDUCTIVE, locked=True), deductive)
    project.codebook.add(CodeDraft("Mistakes", origin=Origin.DEDUCTIVE), deductive)
    project.codebook.add(
        CodeDraft("Wrong numbers", definition="A number that leads nowhere"),
        project.codebook.find("Mistakes").id,
    )


def span_of(project: Project, document: str, quote: str) -> tuple[int, Span]:
    """The id of a document and the span of a quote in it."""
    owner = project.documents.find(document).id
    return owner, project.documents.locate(owner, quote)


def code(project: Project, document: str, quote: str, *names: str) -> tuple[int, ...]:
    """Code a quote; returns the codings' ids."""
    owner, span = span_of(project, document, quote)
    return project.coding.add(owner, span, [project.codebook.find(name).id for name in names]).added


def dump(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every journaled table."""
    with project.desk.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.exec_driver_sql(f'select * from "{table.name}" order by id')]
            for table in schema.JOURNALED
        }
