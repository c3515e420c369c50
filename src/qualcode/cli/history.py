"""``qualcode history``: the audit trail, undo and redo."""

from __future__ import annotations

import argparse

from qualcode.cli.arguments import noun, opened, verb
from qualcode.cli.output import as_json, plain, say, show
from qualcode.domain.errors import Refusal


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of the history."""
    verbs = noun(nouns, "history", "the audit trail, undo and redo")
    lines = verb(verbs, "list", _list, "list what was done, newest first")
    lines.add_argument("--limit", type=int, metavar="N")
    lines.add_argument("--changes", action="store_true", help="with every value before and after (JSON only)")
    verb(verbs, "undo", _undo, "take back the last step, whoever did it", coder=True)
    verb(verbs, "redo", _redo, "do again the step that was undone last", coder=True)


def _list(arguments: argparse.Namespace) -> int:
    if arguments.limit is not None and arguments.limit < 1:
        raise Refusal(f"A limit of {arguments.limit} shows nothing: give 1 or more.")
    with opened(arguments) as project:
        steps = project.history.all(arguments.limit)
        if arguments.json:
            rows = []
            for step in steps:
                row = plain(step)
                assert isinstance(row, dict)
                if arguments.changes:
                    row["changes"] = [
                        {"table": table, "row": key, "before": before, "after": after}
                        for table, key, before, after in project.history.changes(step.id)
                    ]
                rows.append(row)
            say(as_json(rows))
            return 0
    shown = [
        {
            "step": step.id,
            "at": step.at[:16].replace("T", " "),
            "who": step.coder,
            "what": step.label if step.origin.value == "do" else f"{step.origin.value}: {step.label}",
            "state": step.state,
            "rows": step.rows,
        }
        for step in steps
    ]
    show(shown, as_data=False, nothing="Nothing was done yet.")
    return 0


def _undo(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        change = project.history.undo()
    if change is None:
        raise Refusal("There is nothing to undo.")
    say(as_json({"undone": change.label}) if arguments.json else f"Undone: {change.label}.")
    return 0


def _redo(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        change = project.history.redo()
    if change is None:
        raise Refusal("There is nothing to redo.")
    say(as_json({"redone": change.label}) if arguments.json else f"Done again: {change.label}.")
    return 0
