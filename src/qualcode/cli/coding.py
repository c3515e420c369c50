"""``qualcode coding``: lay codes over passages, list and remove codings."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from qualcode.cli.arguments import many, noun, opened, split, verb
from qualcode.cli.output import as_json, say, show, warn
from qualcode.domain.coding import CodingDetails
from qualcode.domain.errors import Refusal
from qualcode.domain.text import Span
from qualcode.domain.wording import counted

if TYPE_CHECKING:
    from qualcode.domain.coding import Retrieved
    from qualcode.services.project import Project
    from qualcode.services.retrieval import Query

_DETAILS = ("phase", "outcome", "valence", "locus")


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of codings."""
    verbs = noun(nouns, "coding", "lay codes over passages, list and remove codings")
    add = verb(verbs, "add", _add, "code a passage", coder=True)
    add.add_argument("--document", metavar="D", required=True)
    add.add_argument("--quote", metavar="TEXT", help="the passage itself")
    add.add_argument("--occurrence", metavar="N", type=int, help="which of several places of the quote, from 1")
    add.add_argument("--start", metavar="N", type=int, help="first character, from 0")
    add.add_argument("--end", metavar="N", type=int, help="the character behind the last")
    many(add, "--code", "C", "one or several codes, by name or path")
    add.add_argument("--memo", metavar="TEXT", help="a memo beside the passage")
    note = verb(verbs, "note", _note, "change what is noted on a coding", coder=True)
    note.add_argument("id", metavar="ID", type=int)
    note.add_argument("--reason", default="", help="why the outcome changes")
    for parser in (add, note):
        for name in _DETAILS:
            parser.add_argument(f"--{name}", metavar=name[0].upper())
        parser.add_argument("--weight", type=int, metavar="0-100")
        parser.add_argument("--comment", metavar="TEXT")
    other = verb(verbs, "recode", _recode, "put another code in the place of a coding's", coder=True)
    other.add_argument("id", metavar="ID", type=int)
    other.add_argument("new_code", metavar="CODE")
    bounds = verb(verbs, "move", _move, "give a coding another start or end", coder=True)
    bounds.add_argument("id", metavar="ID", type=int)
    bounds.add_argument("--start", metavar="N", type=int, required=True)
    bounds.add_argument("--end", metavar="N", type=int, required=True)
    lines = verb(verbs, "list", _list, "list codings with their quotes")
    filters(lines)
    lines.add_argument("--coder", metavar="K", dest="by")
    gone = verb(verbs, "remove", _remove, "take codings off", coder=True)
    gone.add_argument("ids", metavar="ID", type=int, nargs="+")


def filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that narrow down which codings are meant."""
    many(parser, "--code", "C", "codes, with those below them")
    many(parser, "--document", "D", "documents")
    many(parser, "--group", "G", "participant groups")
    many(parser, "--wave", "W", "waves")
    many(parser, "--phase", "P", "phases")


def query_of(project: Project, arguments: argparse.Namespace, coders: list[str] | None) -> Query:
    """Turn the filter options into a query; every name is checked."""
    from qualcode.services.retrieval import Query

    waves = arguments.wave
    if waves is not None:
        known = {wave.casefold(): wave for wave in project.documents.waves()}
        for wave in waves:
            if wave.strip().casefold() not in known:
                raise Refusal(f"There is no wave “{wave}”. The waves: {', '.join(known.values()) or 'none yet'}.")
        waves = [known[wave.strip().casefold()] for wave in waves]
    for coder in coders or ():
        if coder not in project.coders():
            raise Refusal(f"There is no coder “{coder}”. The coders: {', '.join(project.coders()) or 'none yet'}.")
    codes, documents, groups = arguments.code, arguments.document, arguments.group
    phases = split(arguments.phase)
    for phase in phases or ():
        project.desk.choice_id("phase", phase)
    return Query(
        codes=None if codes is None else tuple(project.codebook.find(code).id for code in codes),
        exact=False,
        documents=None if documents is None else tuple(project.documents.find(name).id for name in documents),
        groups=None if groups is None else tuple(project.retrieval.group_name(group) for group in groups),
        waves=None if waves is None else tuple(waves),
        phases=None if phases is None else tuple(phases),
        coders=None if coders is None else tuple(coders),
    )


def _details(arguments: argparse.Namespace) -> CodingDetails:
    return CodingDetails(
        phase=arguments.phase,
        outcome=arguments.outcome,
        valence=arguments.valence,
        locus=arguments.locus,
        weight=arguments.weight,
        comment=arguments.comment or "",
    )


def _span(project: Project, document: int, arguments: argparse.Namespace) -> Span:
    by_quote, by_place = arguments.quote is not None, arguments.start is not None or arguments.end is not None
    if by_quote == by_place or (by_place and (arguments.start is None or arguments.end is None)):
        raise Refusal("Say which passage: either --quote TEXT, or --start N and --end N.")
    if by_quote:
        return project.documents.locate(document, arguments.quote, arguments.occurrence)
    return Span(arguments.start, arguments.end)


def _add(arguments: argparse.Namespace) -> int:
    if not arguments.code:
        raise Refusal("Say which code: --code NAME.")
    with opened(arguments, write=True) as project:
        document = project.documents.find(arguments.document)
        codes = [project.codebook.find(name).id for name in arguments.code]
        span = _span(project, document.id, arguments)
        laid = project.code_with_memo(document.id, span, codes, _details(arguments), arguments.memo)
        rows = [as_row(hit) for hit in project.retrieval.segments(_only(laid.added))]
    if arguments.json:
        say(as_json(rows))
    for row in rows if not arguments.json else ():
        say(f"Coded {row['id']}: “{row['code']}”, {len(str(row['quote']))} characters, {row['speakers'] or 'nobody'}.")
    if laid.present:
        warn(f"{len(laid.present)} of the codes lay over this passage already; nothing was changed there.")
    return 0


def _only(ids: tuple[int, ...]) -> Query:
    from qualcode.services.retrieval import Query

    return Query(codings=ids)


def as_row(hit: Retrieved) -> dict[str, object]:
    """Lay out one coding with its quote, flat, for a list or a table file."""
    details = hit.coding.details
    return {
        "id": hit.coding.id,
        "code": hit.code,
        "document": hit.document,
        "paragraph": hit.paragraph,
        "start": hit.coding.start,
        "end": hit.coding.end,
        "quote": hit.quote,
        "speakers": hit.attribution,
        "groups": list(hit.groups),
        "wave": hit.wave,
        "phase": details.phase,
        "phase_assumed": hit.coding.phase_assumed,
        "outcome": details.outcome,
        "valence": details.valence,
        "locus": details.locus,
        "weight": details.weight,
        "comment": details.comment,
        "coder": hit.coding.coder,
        "memos": hit.memos,
        "uuid": hit.coding.uuid,
        "created_at": hit.coding.created_at,
    }


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        coders = None if arguments.by is None else [arguments.by]
        rows = [as_row(hit) for hit in project.retrieval.segments(query_of(project, arguments, coders))]
    short = ("id", "code", "document", "paragraph", "speakers", "phase", "coder", "quote")
    shown = rows if arguments.json else [{key: row[key] for key in short} for row in rows]
    show(shown, as_data=arguments.json, nothing="No codings. “coding add” makes one.")
    return 0


def _note(arguments: argparse.Namespace) -> int:
    from dataclasses import replace

    given = {name: getattr(arguments, name) for name in (*_DETAILS, "weight", "comment")}
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise Refusal("Say what to note, for example --outcome averted.")
    with opened(arguments, write=True) as project:
        before = project.coding.get(arguments.id)
        details = replace(before.details, **changes)
        confirmed = arguments.phase is not None
        project.coding.change(arguments.id, details, arguments.reason, confirm_phase=confirmed)
        after = project.coding.get(arguments.id)
    say(as_json(after) if arguments.json else f"Noted on coding {after.id}: {', '.join(changes)}.")
    return 0


def _recode(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        project.coding.recode(arguments.id, project.codebook.find(arguments.new_code).id)
        (row,) = (as_row(hit) for hit in project.retrieval.segments(_only((arguments.id,))))
    say(as_json(row) if arguments.json else f"Coding {arguments.id} is now “{row['code']}”.")
    return 0


def _move(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        project.coding.move_bounds(arguments.id, Span(arguments.start, arguments.end))
        (row,) = (as_row(hit) for hit in project.retrieval.segments(_only((arguments.id,))))
    say(as_json(row) if arguments.json else f"Coding {arguments.id} reaches from {row['start']} to {row['end']}.")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as project:
        removed = project.coding.remove(arguments.ids)
    say(as_json({"removed": removed}) if arguments.json else f"Took off {counted(removed, 'coding')}.")
    return 0
