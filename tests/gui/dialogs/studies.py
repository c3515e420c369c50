"""A small study in a file: two documents, three groups, seven codings; and a reader of texts that are no files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Slot

from qualcode.domain.coding import CodingDetails
from qualcode.domain.documents import Attributes, Kind, SpeakerMapping
from qualcode.domain.errors import Refusal
from qualcode.domain.participants import ParticipantDraft
from qualcode.gui.tasks import Runner
from qualcode.services.documents import ImportRequest, Preview, preview
from qualcode.services.project import Project, create, open_project

WORKSHOP = """Mod: Shall we begin?

C8: I stopped telling them about the nights. They said it stays between us.

PR1: We never got the form back. On Monday it was in another office.

C4: The bus was late, and the key was at the neighbour's.

C8: And nobody rang.

Mod: Thank you.
"""
ACCOUNT = """R1: I thought that they trusted us. They did not, and I did not ask."""


class Failures(QObject):
    """Collects what background work raised."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.errors: list[BaseException] = []

    @Slot(object)
    def add(self, error: BaseException) -> None:
        """Note one."""
        self.errors.append(error)


def settle(runner: Runner, seconds: float = 20) -> None:
    """Let background work end and the window hear of it."""
    limit = time.monotonic() + seconds
    while runner.busy:
        QCoreApplication.processEvents()
        if time.monotonic() > limit:
            raise TimeoutError("the background work does not end")
        time.sleep(0.002)
    QCoreApplication.processEvents()


def make_study(folder: Path) -> Project:
    """Make and open the study in ``folder``."""
    path = folder / "small.qualcode"
    create(path, "A small study", "co-destruction")
    project = open_project(path, "Marta")
    people = project.participants
    for name, label, population in (
        ("Family carers", "Carer", 26),
        ("Providers", "Provider representative", 4),
        ("Researchers", "Team member", 8),
    ):
        people.set_group(name, label=label, population=population)
    people.import_drafts(
        [
            ParticipantDraft("C8", "Family carers", "Carer", 8, "female"),
            ParticipantDraft("C4", "Family carers", "Carer", 4, "male"),
            ParticipantDraft("PR1", "Providers", "Provider representative", 1, "female"),
            ParticipantDraft("R1", "Researchers", "Team member", 1, "male"),
            ParticipantDraft("Mod"),
        ]
    )
    _bring_in(project, folder, "workshop", WORKSHOP, Kind.WORKSHOP)
    _bring_in(project, folder, "account", ACCOUNT, Kind.REFLEXIVE)
    _code(project)
    return project


def _bring_in(project: Project, folder: Path, name: str, text: str, kind: Kind) -> None:
    file = folder / f"{name}.txt"
    file.write_text(text, encoding="utf-8")
    found = preview(file)
    project.documents.add([ImportRequest(found, Attributes(kind=kind), project.documents.suggest(found))])


def _code(project: Project) -> None:
    for document, quote, code, phase, valence in (
        ("workshop", "I stopped telling them about the nights.", "Insufficient level of trust", "during", "both"),
        ("workshop", "They said it stays between us.", "Insufficient level of trust", "during", "co-destruction"),
        ("workshop", "And nobody rang.", "Absence of information", "after", "co-destruction"),
        ("workshop", "We never got the form back.", "Absence of information", "during", None),
        ("workshop", "The bus was late", "Inability to serve", "before", "neutral"),
        ("workshop", "We never got the form back. On Monday it was in another office.", "Mistakes", None, None),
        ("account", "I thought that they trusted us.", "Insufficient level of trust", "during", None),
    ):
        where = project.documents.find(document).id
        span = project.documents.locate(where, quote)
        code_id = project.codebook.find(code).id
        project.coding.add(where, span, [code_id], CodingDetails(phase=phase, valence=valence))


def read_text(path: Path, speakers: str, encoding: str | None) -> Preview:
    """Read a file as the services do; one called “slow” takes its time."""
    if "slow" in path.name:
        time.sleep(0.05)
    if path.suffix == ".pdf":
        raise Refusal(f"{path.name} is a PDF: save it as .docx.")
    return preview(path, speakers, encoding)


def suggest(found: Preview) -> Sequence[SpeakerMapping]:
    """Propose for each label the participant of the same label."""
    known = {"C1", "C3", "C8", "PR1", "PR2", "R1"}
    return [
        SpeakerMapping(
            s.label, s.label, s.label if s.label in known else "Mod" if s.label == "Mod" else None, s.label == "Mod"
        )
        for s in found.speakers
    ]
