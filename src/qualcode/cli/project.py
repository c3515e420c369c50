"""``qualcode project``: make a study, look at it, check it."""

from __future__ import annotations

import argparse

from qualcode.cli.arguments import noun, opened, verb
from qualcode.cli.output import Bar, as_json, plain, say, table
from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.domain.wording import counted


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of the study itself."""
    verbs = noun(nouns, "project", "make a study, look at it, check it")
    new = verb(verbs, "new", _new, "make a new study")
    new.add_argument("--title", metavar="T", help="the study's title (default: the file's name)")
    new.add_argument(
        "--codebook",
        metavar="NAME|FILE|none",
        default="co-destruction",
        help="a codebook of qualcode, a csv or xlsx file, or none (default: co-destruction)",
    )
    verb(verbs, "sample", _sample, "build the sample study")
    verb(verbs, "info", _info, "count what a study holds")
    verb(verbs, "check", _check, "check that a study file is whole")
    describe = verb(verbs, "describe", _describe, "change the title, or how quotes name their speaker", coder=True)
    describe.add_argument("--title", metavar="T")
    describe.add_argument("--description", metavar="TEXT")
    describe.add_argument("--attribution", metavar="TEMPLATE", help="e.g. “{label}, {sex}, {number}”")
    verb(verbs, "backup", _backup, "copy a study safely, even while it is open")


def _new(arguments: argparse.Namespace) -> int:
    from qualcode.services.project import create, study_path

    codebook = None if arguments.codebook == "none" else arguments.codebook
    create(arguments.study, arguments.title, codebook)
    path = study_path(arguments.study)
    say(as_json({"study": path}) if arguments.json else f"Made {path}.")
    return 0


def _sample(arguments: argparse.Namespace) -> int:
    from qualcode.services.sample import build

    info = build(arguments.study, Bar())
    if arguments.json:
        say(as_json(info))
    else:
        say(
            f"Made {info.path}: {counted(info.documents, 'document')}, {counted(info.participants, 'participant')},"
            f" {counted(info.segments, 'coded segment')}, {counted(info.memos, 'memo')}."
        )
    return 0


def _info(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        info = project.info()
    if arguments.json:
        say(as_json(info))
        return 0
    facts = plain(info)
    assert isinstance(facts, dict)
    rows = [[name.replace("_", " "), ", ".join(v) if isinstance(v, list) else str(v)] for name, v in facts.items()]
    say(table(["", "study"], rows))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=_is_free(arguments)) as project:
        problems = project.check()
        info = project.info()
    if arguments.json:
        say(as_json({"problems": problems}))
    elif not problems:
        seen = f"{counted(info.documents, 'document')}, {counted(info.codings, 'coding')} checked"
        say(f"{info.title}: all is well ({seen}).")
    if problems and not arguments.json:
        raise EnvironmentFault(" ".join(problems))
    return 3 if problems else 0


def _is_free(arguments: argparse.Namespace) -> bool:
    """Tell whether nobody else has the study open: only then can the search index be checked, too."""
    try:
        with opened(arguments, write=True):
            return True
    except EnvironmentFault:
        return False


def _describe(arguments: argparse.Namespace) -> int:
    given = {name: getattr(arguments, name) for name in ("title", "description", "attribution")}
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise Refusal("Say what to change, for example --title.")
    with opened(arguments, write=True) as project:
        project.describe(**changes)
        facts = project.facts
    say(as_json(facts) if arguments.json else f"{facts.title}: {', '.join(changes)} changed.")
    return 0


def _backup(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        copy = project.back_up()
    say(as_json({"backup": copy}) if arguments.json else f"Copied to {copy}.")
    return 0
