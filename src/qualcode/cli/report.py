"""``qualcode report``: the Word report for the team lead."""

from __future__ import annotations

import argparse
from pathlib import Path

from qualcode.cli.arguments import opened, verb
from qualcode.cli.output import Bar, as_json, say


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the report."""
    report = verb(nouns, "report", _report, "write the report as a Word file")
    report.add_argument("--output", metavar="FILE.docx", type=Path, required=True)
    report.add_argument("--memos", action="store_true", help="with memos")
    report.add_argument("--include-reflexive", action="store_true", help="count reflexive accounts, too")
    report.add_argument("--quotes", metavar="N", type=int, default=3, help="quotes per code and group (default: 3)")


def _report(arguments: argparse.Namespace) -> int:
    from qualcode.services.reports import ReportChoices

    choices = ReportChoices(
        memos=arguments.memos, include_reflexive=arguments.include_reflexive, quotes=arguments.quotes
    )
    with opened(arguments) as project:
        project.reports.write(arguments.output, choices, Bar())
    say(as_json({"file": arguments.output}) if arguments.json else f"Wrote {arguments.output}.")
    return 0
