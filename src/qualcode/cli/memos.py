"""``qualcode memos``: write and list memos."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from qualcode.cli.arguments import noun, opened, verb
from qualcode.cli.output import as_json, say, show
from qualcode.domain.errors import Refusal
from qualcode.domain.memos import MemoType, Target, TargetKind
from qualcode.domain.wording import counted

if TYPE_CHECKING:
    from qualcode.services.project import Project

_TYPES = [type.value for type in MemoType]


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of memos."""
    verbs = noun(nouns, "memos", "write and list memos")
    add = verb(verbs, "add", _add, "write a memo", coder=True)
    add.add_argument("--text", metavar="TEXT", required=True)
    add.add_argument("--type", choices=_TYPES, default="analytic")
    add.add_argument("--title", metavar="T", default="")
    lines = verb(verbs, "list", _list, "list memos")
    lines.add_argument("--type", choices=_TYPES)
    change = verb(verbs, "change", _change, "change a memo", coder=True)
    change.add_argument("id", metavar="ID", type=int)
    change.add_argument("--text", metavar="TEXT")
    change.add_argument("--title", metavar="T")
    change.add_argument("--type", choices=_TYPES)
    gone = verb(verbs, "delete", _delete, "take a memo out", coder=True)
    gone.add_argument("id", metavar="ID", type=int)
    link = verb(verbs, "link", _link, "put a memo beside one thing more", coder=True)
    link.add_argument("id", metavar="ID", type=int)
    for parser in (add, link):
        parser.add_argument("--document", metavar="D", help="beside a document")
        parser.add_argument("--participant", metavar="SPEAKER", help="beside a participant")
        parser.add_argument("--code", metavar="C", help="beside a code")
        parser.add_argument("--coding", metavar="ID", type=int, help="on a coding")
        parser.add_argument("--segment-of", metavar="ID", type=int, help="beside the segment of a coding")


def _targets(project: Project, arguments: argparse.Namespace) -> list[Target]:
    targets = []
    if arguments.document:
        targets.append(Target(TargetKind.DOCUMENT, project.documents.find(arguments.document).id))
    if arguments.participant:
        targets.append(Target(TargetKind.PARTICIPANT, project.participants.find(arguments.participant).id))
    if arguments.code:
        targets.append(Target(TargetKind.CODE, project.codebook.find(arguments.code).id))
    if arguments.coding is not None:
        targets.append(Target(TargetKind.CODING, project.coding.get(arguments.coding).id))
    if arguments.segment_of is not None:
        targets.append(Target(TargetKind.SEGMENT, project.coding.get(arguments.segment_of).segment_id))
    return targets


def _add(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        targets = _targets(project, arguments)
        memo = project.memos.add(arguments.text, targets, MemoType(arguments.type), arguments.title)
    say(as_json({"id": memo}) if arguments.json else f"Wrote memo {memo}.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        memos = project.memos.all(MemoType(arguments.type) if arguments.type else None)
        rows = [
            {
                "id": memo.id,
                "type": memo.type.value,
                "author": memo.author,
                "date": memo.created_at[:10],
                "beside": [project.memos.beside(target) for target in memo.targets],
                "title": memo.title,
                "text": memo.text,
            }
            for memo in memos
        ]
    show(rows, as_data=arguments.json, nothing="No memos yet. “memos add” writes one.")
    return 0


def _change(arguments: argparse.Namespace) -> int:
    kind = MemoType(arguments.type) if arguments.type else None
    with opened(arguments, write=True) as project:
        project.memos.change(arguments.id, arguments.text, arguments.title, kind)
        after = project.memos.get(arguments.id)
    say(as_json(after) if arguments.json else f"Changed memo {after.id}.")
    return 0


def _link(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        targets = _targets(project, arguments)
        if not targets:
            raise Refusal("Say what to link the memo to, for example --code NAME.")
        for target in targets:
            project.memos.link(arguments.id, target)
        after = project.memos.get(arguments.id)
    say(as_json(after) if arguments.json else f"Memo {after.id} stands beside {counted(len(after.targets), 'thing')}.")
    return 0


def _delete(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        project.memos.delete(arguments.id)
    say(as_json({"deleted": arguments.id}) if arguments.json else f"Deleted memo {arguments.id}.")
    return 0
