"""Arguments that several commands share, and opening the study that they name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.services.project import Project

Command = Callable[[argparse.Namespace], int]


def noun(
    nouns: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    """Add a noun whose verbs follow, e.g. ``qualcode codebook list``."""
    parser = nouns.add_parser(name, help=help, description=help)
    return parser.add_subparsers(metavar="VERB", required=True, dest=f"{name}_verb")


def verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Command,
    help: str,
    *,
    study: bool = True,
    data: bool = True,
    coder: bool = False,
) -> argparse.ArgumentParser:
    """Add a command.

    Args:
        study: its first argument is a study.
        data: it prints data and takes ``--json``.
        coder: it writes under a coder's name and takes ``--coder``.
    """
    parser = verbs.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    if study:
        parser.add_argument("study", metavar="STUDY", type=Path, help="the study, a .qualcode file")
    if data:
        parser.add_argument("--json", action="store_true", help="print JSON")
    if coder:
        parser.add_argument("--coder", metavar="NAME", help="who is working (default: the study's first coder)")
    return parser


@contextmanager
def opened(arguments: argparse.Namespace, *, write: bool = False) -> Iterator[Project]:
    """Open the study that the command names."""
    from qualcode.services.project import open_project

    project = open_project(arguments.study, getattr(arguments, "coder", None), write=write)
    try:
        yield project
    finally:
        project.close()


def many(parser: argparse.ArgumentParser, flag: str, metavar: str, help: str) -> None:
    """Add an option that may be given several times, each with one or more values."""
    parser.add_argument(flag, metavar=metavar, action="extend", nargs="+", default=None, help=help)


def split(values: Sequence[str] | None) -> list[str] | None:
    """Return the values of a list option, also where they were written with commas."""
    if values is None:
        return None
    return [part.strip() for value in values for part in value.split(",") if part.strip()]
