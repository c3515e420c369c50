"""``qualcode codebook``: the codes of a study."""

from __future__ import annotations

import argparse
from pathlib import Path

from qualcode.cli.arguments import noun, opened, verb
from qualcode.cli.output import as_json, say, show
from qualcode.domain.codebook import CodeDraft, Origin, Status, in_tree_order
from qualcode.domain.errors import Refusal
from qualcode.domain.wording import counted

_TEXTS = ("provenance", "definition", "inclusion", "exclusion", "example", "atypical")


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of codes."""
    verbs = noun(nouns, "codebook", "the codes of a study")
    verb(verbs, "list", _list, "list the codes as a tree")
    bring = verb(verbs, "import", _import, "add codes from a codebook of qualcode, a csv or an xlsx file", coder=True)
    bring.add_argument("file", metavar="FILE")
    out = verb(verbs, "export", _export, "write the codebook as csv or xlsx")
    out.add_argument("file", metavar="FILE", type=Path)
    add = verb(verbs, "add", _add, "make a code", coder=True)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--parent", metavar="P")
    add.add_argument("--origin", choices=[origin.value for origin in Origin], default="inductive")
    add.add_argument("--branch", action="store_true", help="it only holds other codes")
    change = verb(verbs, "change", _change, "change a code", coder=True)
    change.add_argument("name", metavar="NAME")
    change.add_argument("--rename", metavar="NEW-NAME")
    change.add_argument("--origin", choices=[origin.value for origin in Origin])
    change.add_argument("--status", choices=[status.value for status in Status])
    for parser in (add, change):
        for field in _TEXTS:
            parser.add_argument(f"--{field}", metavar="TEXT", default=None)
        parser.add_argument("--colour", type=int, choices=range(1, 25), metavar="1-24")
    move = verb(verbs, "move", _move, "put a code below another, or at the root", coder=True)
    move.add_argument("name", metavar="NAME")
    move.add_argument("--parent", metavar="P", help="without it: at the root")
    merge = verb(verbs, "merge", _merge, "lay all codings of a code under another", coder=True)
    merge.add_argument("name", metavar="NAME")
    merge.add_argument("into", metavar="INTO")
    gone = verb(verbs, "delete", _delete, "take a code out", coder=True)
    gone.add_argument("name", metavar="NAME")
    gone.add_argument("--move-to", metavar="CODE", help="where its codings go (without it they go too)")
    for parser in (change, merge, gone):
        parser.add_argument("--reason", default="", help="needed for locked deductive codes")


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        codes = project.codebook.all()
    names = {code.id: code.name for code in codes}
    rows = [
        {
            "name": code.name if arguments.json else "  " * depth + code.name,
            **({"parent": names.get(code.parent_id or 0), "depth": depth} if arguments.json else {}),
            "origin": code.origin.value,
            "provenance": code.provenance,
            "segments": code.segments,
            **({"codable": code.codable, "locked": code.locked} if arguments.json else {}),
            **({field: getattr(code, field) for field in _TEXTS} if arguments.json else {}),
            "definition": code.definition,
        }
        for code, depth in in_tree_order(codes)
    ]
    if arguments.json:
        show(rows, as_data=True, nothing="")
    else:
        show(_indented(rows), as_data=False, nothing="No codes yet. “codebook add” makes one.")
    return 0


def _indented(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    # a table cell is trimmed: the depth is shown with no-break spaces
    for row in rows:
        name = str(row["name"])
        row["name"] = "\u00a0" * (len(name) - len(name.lstrip())) + name.lstrip()
    return rows


def _import(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        added, there = project.codebook.import_drafts(project.codebook.read(arguments.file))
    done = {"added": added, "present": there}
    say(as_json(done) if arguments.json else f"{counted(added, 'code')} added, {there} were there already.")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        written = project.codebook.export(arguments.file)
    done = {"file": arguments.file, "codes": written}
    say(as_json(done) if arguments.json else f"Wrote {counted(written, 'code')} to {arguments.file}.")
    return 0


def _add(arguments: argparse.Namespace) -> int:
    draft = CodeDraft(
        name=arguments.name,
        parent=arguments.parent,
        origin=Origin(arguments.origin),
        codable=not arguments.branch,
        colour=arguments.colour,
        provenance=arguments.provenance or "",
        definition=arguments.definition or "",
        inclusion=arguments.inclusion or "",
        exclusion=arguments.exclusion or "",
        example=arguments.example or "",
        atypical=arguments.atypical or "",
    )
    with opened(arguments, write=True) as project:
        code = project.codebook.add(draft)
        path = project.codebook.path(code)
    say(as_json({"id": code, "path": path}) if arguments.json else f"New code: {path}.")
    return 0


def _change(arguments: argparse.Namespace) -> int:
    wanted = {field: getattr(arguments, field) for field in (*_TEXTS, "origin", "status", "colour")}
    fields = {field: value for field, value in wanted.items() if value is not None}
    if arguments.rename is not None:
        fields["name"] = arguments.rename
    if not fields:
        raise Refusal("Say what to change, for example --rename or --definition.")
    with opened(arguments, write=True) as project:
        code = project.codebook.find(arguments.name)
        project.codebook.change(code.id, arguments.reason, **fields)
        after = project.codebook.get(code.id)
    say(as_json(after) if arguments.json else f"Changed “{after.name}”.")
    return 0


def _move(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        code = project.codebook.find(arguments.name)
        parent = project.codebook.find(arguments.parent).id if arguments.parent else None
        project.codebook.move(code.id, parent)
        path = project.codebook.path(code.id)
    say(as_json({"path": path}) if arguments.json else f"Moved: {path}.")
    return 0


def _merge(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        code, into = project.codebook.find(arguments.name), project.codebook.find(arguments.into)
        moved = project.codebook.merge(code.id, into.id, arguments.reason)
    done = {"moved": moved, "into": into.name}
    say(
        as_json(done)
        if arguments.json
        else f"Merged “{code.name}” into “{into.name}”: {counted(moved, 'coding')} moved."
    )
    return 0


def _delete(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        code = project.codebook.find(arguments.name)
        target = project.codebook.find(arguments.move_to).id if arguments.move_to else None
        touched = project.codebook.delete(code.id, target, arguments.reason)
    verb_done = "moved" if target else "deleted"
    done = {"deleted": code.name, "codings": touched}
    say(as_json(done) if arguments.json else f"Deleted “{code.name}”; {counted(touched, 'coding')} {verb_done}.")
    return 0
