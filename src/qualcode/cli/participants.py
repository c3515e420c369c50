"""``qualcode participants``: the register and its groups."""

from __future__ import annotations

import argparse
from pathlib import Path

from qualcode.cli.arguments import noun, opened, verb
from qualcode.cli.output import as_json, say, show, warn
from qualcode.domain.wording import counted


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of participants."""
    verbs = noun(nouns, "participants", "the participant register and its groups")
    bring = verb(verbs, "import", _import, "bring a register in from csv or xlsx", coder=True)
    bring.add_argument("file", metavar="FILE", type=Path)
    verb(verbs, "list", _list, "list the participants")
    group = verb(verbs, "group", _group, "set up a group: its printed label and how many could take part", coder=True)
    group.add_argument("name", metavar="NAME")
    group.add_argument("--label")
    group.add_argument("--population", type=int, metavar="N")
    gone = verb(verbs, "remove", _remove, "take a participant out of the register", coder=True)
    gone.add_argument("speaker", metavar="SPEAKER")


def _import(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        added, changed = project.participants.import_drafts(project.participants.read(arguments.file))
        warnings = project.participants.warnings()
    if arguments.json:
        say(as_json({"added": added, "changed": changed, "warnings": warnings}))
    else:
        say(f"{arguments.file.name}: {counted(added, 'participant')} added, {changed} changed.")
        for warning in warnings:
            warn(warning)
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        printed = project.participants.attributions()
        people = project.participants.all()
    rows = [
        {
            "speaker": person.speaker,
            "group": person.group,
            "label": person.label,
            "number": person.number,
            "sex": person.sex,
            "role": person.role,
            "printed": "" if person.is_moderator else printed[person.id],
            **({"attributes": person.attributes} if arguments.json else {}),
        }
        for person in people
    ]
    show(
        rows,
        as_data=arguments.json,
        nothing="No participants yet. “participants import” brings a register in.",
    )
    return 0


def _group(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        project.participants.set_group(arguments.name, label=arguments.label, population=arguments.population)
        groups = project.participants.groups()
    say(as_json(groups) if arguments.json else f"The study has {counted(len(groups), 'group')}.")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        person = project.participants.find(arguments.speaker)
        project.participants.remove(person.id)
    say(as_json({"removed": person.speaker}) if arguments.json else f"Removed {person.speaker}.")
    return 0
