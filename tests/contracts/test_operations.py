"""Every operation undoes and redoes to an equal dump, and has its place on the command line and in the window."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode import services
from qualcode.domain.codebook import CodeDraft
from qualcode.domain.coding import CodingDetails
from qualcode.domain.documents import Attributes
from qualcode.domain.memos import MemoType, Target, TargetKind
from qualcode.domain.participants import ParticipantDraft
from qualcode.domain.text import Span
from qualcode.services.coding import CodingDraft
from qualcode.services.documents import ImportRequest
from qualcode.services.operation import OPERATIONS
from qualcode.services.project import Project
from tests.builders import code, dump, preview_of, small_study, span_of

for module in pkgutil.iter_modules(services.__path__):
    importlib.import_module(f"qualcode.services.{module.name}")

Example = Callable[[Project], object]


def _speakers(p: Project, document: str) -> dict[str, int]:
    return {voice.label: voice.id for voice in p.documents.speakers(p.documents.find(document).id)}


def _coded(p: Project) -> int:
    return p.coding.in_document(p.documents.find("workshop").id)[0].id


def _code(p: Project, name: str) -> int:
    return p.codebook.find(name).id


EXAMPLES: dict[str, Example] = {
    "project.describe": lambda p: p.describe(title="Another", attribution="{group}, {number}"),
    "participants.import": lambda p: p.participants.import_drafts(
        [
            ParticipantDraft("C9", "New group", "Carer", 9, "male", attributes={"a": "b"}),
            ParticipantDraft("C1"),
        ]
    ),
    "participants.add": lambda p: p.participants.add(ParticipantDraft("C9", "Family carers", "Carer", 9)),
    "participants.change": lambda p: p.participants.change(
        p.participants.find("C1").id,
        ParticipantDraft("C1", "Representatives", "Other", 5, attributes={"years": "5"}),
    ),
    "participants.remove": lambda p: p.participants.remove(p.participants.find("C1").id),
    "participants.set-group": lambda p: p.participants.set_group("Family carers", label="Carers", population=26),
    "documents.import": lambda p: p.documents.add(
        [ImportRequest(preview_of("new", "C1: New words.\n\nX: Others.\n"), Attributes(wave="A new wave"))]
    ),
    "documents.rename": lambda p: p.documents.rename(p.documents.find("workshop").id, "Renamed"),
    "documents.describe": lambda p: p.documents.describe(
        p.documents.find("workshop").id, Attributes(wave="Another wave", minutes=3.5, default_phase="after")
    ),
    "documents.set-speaker": lambda p: p.documents.set_speaker(_speakers(p, "workshop")["C1"], None, True),
    "documents.merge-speakers": lambda p: p.documents.merge_speakers(
        _speakers(p, "workshop")["C1"], _speakers(p, "workshop")["C2"]
    ),
    "documents.delete": lambda p: p.documents.delete(p.documents.find("workshop").id),
    "codebook.add": lambda p: p.codebook.add(CodeDraft("New", "Mistakes", definition="d")),
    "codebook.import": lambda p: p.codebook.import_drafts([CodeDraft("A"), CodeDraft("B", "A"), CodeDraft("A")]),
    "codebook.change": lambda p: p.codebook.change(_code(p, "Mistakes"), name="Errors", colour=7, status="retired"),
    "codebook.move": lambda p: p.codebook.move(_code(p, "Wrong numbers"), None, 0),
    "codebook.merge": lambda p: p.codebook.merge(_code(p, "Wrong numbers"), _code(p, "Mistakes")),
    "codebook.delete": lambda p: p.codebook.delete(_code(p, "Mistakes")),
    "coding.add": lambda p: p.coding.add(
        *span_of(p, "interview", "forms were"), [_code(p, "Mistakes")], CodingDetails(outcome="averted")
    ),
    "coding.add-many": lambda p: p.coding.add_many(
        [CodingDraft(*span_of(p, "interview", "too long"), (_code(p, "Mistakes"),), coder="Davide")]
    ),
    "coding.load": lambda p: p.coding.load(p.documents.find("account").id, [(0, 5, _code(p, "Mistakes"))]),
    "coding.change": lambda p: p.coding.change(
        _coded(p), replace(p.coding.get(_coded(p)).details, outcome="averted", weight=3), "because"
    ),
    "coding.recode": lambda p: p.coding.recode(_coded(p), _code(p, "Absence of information")),
    "coding.move-bounds": lambda p: p.coding.move_bounds(_coded(p), Span(20, 40)),
    "coding.remove": lambda p: p.coding.remove([_coded(p)]),
    "memos.add": lambda p: p.memos.add(
        "words",
        [Target(TargetKind.CODE, _code(p, "Mistakes")), Target(TargetKind.PROJECT)],
        MemoType.REFLEXIVE,
        "t",
    ),
    "memos.change": lambda p: p.memos.change(p.memos.all()[0].id, "other words", "title", MemoType.MEETING),
    "memos.link": lambda p: p.memos.link(p.memos.all()[0].id, Target(TargetKind.CODE, _code(p, "Mistakes"))),
    "memos.delete": lambda p: p.memos.delete(p.memos.all()[0].id),
}


def test_every_operation_has_an_example() -> None:
    assert set(EXAMPLES) == set(OPERATIONS)


@pytest.fixture
def study(tmp_path: Path) -> object:
    """A study in which something of everything is there."""
    with small_study(tmp_path) as project:
        (made, *_) = code(project, "workshop", "I waited", "Mistakes", "Wrong numbers")
        project.coding.note(made, "outcome", "present")
        segment = project.coding.get(made).segment_id
        targets = [Target(TargetKind.CODING, made), Target(TargetKind.SEGMENT, segment)]
        targets.append(Target(TargetKind.PARTICIPANT, project.participants.find("C1").id))
        targets.append(Target(TargetKind.DOCUMENT, project.documents.find("workshop").id))
        targets.append(Target(TargetKind.CODE, _code(project, "Wrong numbers")))
        project.memos.add("a memo", targets)
        yield project


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_operation_undoes_and_redoes_to_an_equal_dump(study: Project, name: str) -> None:
    before, steps = dump(study), len(study.history.all())
    EXAMPLES[name](study)
    after = dump(study)
    assert after != before
    assert len(study.history.all()) == steps + 1
    done = study.history.all(1)[0]
    assert done.name == name
    assert done.label
    assert study.history.next_undo() == done.label
    study.history.undo()
    assert dump(study) == before
    study.history.redo()
    assert dump(study) == after
    assert study.check() == []


COMMANDS = {
    "participants.import": "participants import",
    "participants.remove": "participants remove",
    "participants.set-group": "participants group",
    "documents.import": "documents import",
    "documents.rename": "documents rename",
    "documents.describe": "documents describe",
    "documents.set-speaker": "documents speaker",
    "documents.merge-speakers": "documents speaker",
    "documents.delete": "documents delete",
    "codebook.add": "codebook add",
    "codebook.import": "codebook import",
    "codebook.change": "codebook change",
    "codebook.move": "codebook move",
    "codebook.merge": "codebook merge",
    "codebook.delete": "codebook delete",
    "coding.add": "coding add",
    "coding.change": "coding note",
    "coding.recode": "coding recode",
    "coding.move-bounds": "coding move",
    "coding.remove": "coding remove",
    "memos.add": "memos add",
    "memos.change": "memos change",
    "memos.link": "memos link",
    "memos.delete": "memos delete",
    "project.describe": "project describe",
}
EXEMPT = {
    "participants.add": "a register of one row does it: participants import",
    "participants.change": "participants import brings a registered speaker up to date",
    "coding.add-many": "the sample is built with it; scripts use the Python API",
    "coding.load": "for programs that code whole documents; scripts use the Python API",
}


def test_every_operation_has_a_command_or_a_reason() -> None:
    from qualcode.cli.main import build_parser

    assert set(COMMANDS) | set(EXEMPT) == set(OPERATIONS)
    help_texts = _commands(build_parser())
    assert set(COMMANDS.values()) <= set(help_texts)
    assert all(help_texts.values())


def _commands(parser: object, prefix: str = "") -> dict[str, str]:
    import argparse

    found = {}
    assert isinstance(parser, argparse.ArgumentParser)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                path = f"{prefix} {name}".strip()
                found[path] = below.description or ""
                found |= _commands(below, path)
    return found
