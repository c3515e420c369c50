"""A small study as plain data, for the dialogs."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.domain.choices import PHASE, Choice
from qualcode.domain.codebook import Code, Origin, Status
from qualcode.domain.participants import Group, Participant

MOMENT = "2026-03-14T10:42:07.123Z"
W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, window: W) -> W:
    """Show ``window`` and give it the keyboard: only then the focus moves as it does for a user."""
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def code(
    id_: int,
    name: str,
    parent: int | None = None,
    *,
    origin: Origin = Origin.DEDUCTIVE,
    codable: bool = True,
    locked: bool = False,
    segments: int = 0,
) -> Code:
    """Return a code with what matters to a dialog."""
    return Code(
        id=id_,
        uuid=f"00000000-0000-7000-8000-{id_:012d}",
        parent_id=parent,
        name=name,
        position=id_,
        colour=(id_ - 1) % 24 + 1,
        origin=origin,
        provenance="Järvi et al. 2018" if locked else "",
        definition=f"What “{name}” means, in our words." if codable else "",
        inclusion="",
        exclusion="",
        example="",
        atypical="",
        codable=codable,
        locked=locked,
        status=Status.ACTIVE,
        creator="Marta",
        created_at=MOMENT,
        segments=segments,
    )


def codebook() -> list[Code]:
    """Return eight codes below two branches; the deductive ones are locked."""
    return [
        code(1, "Deductive", codable=False),
        code(2, "Absence of information", 1, locked=True, segments=31),
        code(3, "Insufficient level of trust", 1, locked=True, segments=27),
        code(4, "Lack of clear expectations", 1, locked=True, segments=22),
        code(5, "Inability to change", 1, locked=True, segments=19),
        code(6, "Inability", 5, origin=Origin.INDUCTIVE, segments=4),
        code(7, "Impossibility", 5, origin=Origin.INDUCTIVE, segments=3),
        code(8, "Inductive", codable=False),
        code(9, "Difficulty of a cohesive partnership", 8, origin=Origin.INDUCTIVE, segments=21),
        code(10, "Effective engagement of participants", 8, origin=Origin.INDUCTIVE),
    ]


def groups() -> list[Group]:
    """Return three groups."""
    names = (
        ("Family carers", "Carer", 26),
        ("Service-provider representatives", "Provider representative", 4),
        ("Project researchers", "Research team member", 8),
    )
    return [Group(n, f"g{n}", name, label, people, n) for n, (name, label, people) in enumerate(names, 1)]


def participants() -> list[Participant]:
    """Return carers, providers, researchers and a moderator."""
    of = {group.name: group for group in groups()}

    def person(id_: int, speaker: str, group: str | None, number: int | None, sex: str | None) -> Participant:
        found = of.get(group or "")
        label = found.label if found else speaker
        return Participant(id_, f"p{id_}", speaker, found.id if found else None, group, label, number, sex, None)

    carers, providers, team = (group.name for group in groups())
    return [
        person(1, "C1", carers, 1, "female"),
        person(2, "C3", carers, 3, "female"),
        person(3, "C4", carers, 4, "male"),
        person(4, "C8", carers, 8, "female"),
        person(5, "PR1", providers, 1, "female"),
        person(6, "PR2", providers, 2, "male"),
        person(7, "R1", team, 1, "male"),
        person(8, "Mod", None, None, None),
    ]


def phases() -> list[Choice]:
    """Return the phases of a study."""
    labels = ("Before", "During", "After", "Continuous", "Unclear")
    return [Choice(n, PHASE, label.lower(), label, n) for n, label in enumerate(labels, 1)]
