"""``qualcode search``: words in the transcripts."""

from __future__ import annotations

import argparse

from qualcode.cli.arguments import opened, verb
from qualcode.cli.output import as_json, say
from qualcode.domain.wording import counted


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the search."""
    find = verb(nouns, "search", _search, "find a word, a phrase or a word's beginning (trust*) in all transcripts")
    find.add_argument("term", metavar="TERM")
    find.add_argument("--regex", action="store_true", help="TERM is a regular expression")
    find.add_argument("--limit", type=int, metavar="N")


def _search(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        hits = project.search.find(arguments.term, regex=arguments.regex, limit=arguments.limit)
    if arguments.json:
        say(as_json(hits))
        return 0
    for hit in hits:
        say(f"{hit.document} ¶{hit.paragraph} [{hit.start}–{hit.end}]  …{hit.before}«{hit.match}»{hit.after}…")
    say(f"{counted(len(hits), 'place')} in {counted(len({hit.document_id for hit in hits}), 'document')}.")
    return 0
