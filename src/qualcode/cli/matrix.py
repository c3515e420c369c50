"""``qualcode matrix``: codes by group, phase and the rest."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.arguments import many, opened, split, verb
from qualcode.cli.coding import filters, query_of
from qualcode.cli.output import as_json, say, table

if TYPE_CHECKING:
    from qualcode.analysis.matrix import Filters
    from qualcode.services.project import Project


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the matrix."""
    matrix = verb(nouns, "matrix", _matrix, "count codes by group, phase and whatever else is noted")
    matrix.add_argument("--rows", metavar="DIMENSION", default="code", help="default: code")
    many(matrix, "--columns", "DIMENSION", "one to three dimensions, joined with commas; the outermost first")
    matrix.add_argument(
        "--measure",
        metavar="M",
        default="segments",
        help="segments, participants, documents, words, row-percent, column-percent or per-1000-words",
    )
    matrix.add_argument(
        "--no-aggregate",
        action="store_true",
        help="do not count for a code what is coded with the codes below it",
    )
    matrix.add_argument("--include-reflexive", action="store_true", help="count reflexive accounts, too")
    filters(matrix)
    matrix.add_argument("--coder", metavar="K", dest="by")
    matrix.add_argument("--output", metavar="FILE", type=Path, help="a .csv, .xlsx, .docx or .json file")


def filters_of(project: Project, arguments: argparse.Namespace) -> Filters:
    """Turn the filter options into ids; every name is checked."""
    from qualcode.analysis.matrix import Filters

    query = query_of(project, arguments, None if arguments.by is None else [arguments.by])
    frame = project.matrices.frame()

    def ids(dimension: str, labels: tuple[str, ...] | None) -> frozenset[int] | None:
        if labels is None:
            return None
        return frozenset(value.key for value in frame.values[dimension] if value.label in labels)

    phases = query.phases
    keys = None if phases is None else frozenset(project.desk.choice_id("phase", p) or 0 for p in phases)
    return Filters(
        documents=None if query.documents is None else frozenset(query.documents),
        codes=None if query.codes is None else frozenset(query.codes),
        groups=ids("group", query.groups),
        waves=ids("wave", query.waves),
        phases=keys,
        coders=ids("coder", query.coders),
    )


def _matrix(arguments: argparse.Namespace) -> int:
    columns = split(arguments.columns) or ["group", "phase"]
    with opened(arguments) as project:
        matrix = project.matrices.compute(
            arguments.rows,
            columns,
            arguments.measure,
            aggregate=not arguments.no_aggregate,
            include_reflexive=arguments.include_reflexive,
            filters=filters_of(project, arguments),
        )
        if arguments.output is not None:
            project.matrices.write(matrix, arguments.output)
        header, rows = project.matrices.rows(matrix)
    if arguments.json:
        from qualcode.services.matrix_files import as_data

        say(as_json(as_data(matrix)))
    elif arguments.output is not None:
        say(f"Wrote {len(matrix.rows)} rows and {len(matrix.columns)} columns to {arguments.output}.")
    else:
        depths = [row.depth for row in matrix.rows] + [0, 0]
        shown = [["\u00a0\u00a0" * d + str(row[0]), *map(str, row[1:])] for d, row in zip(depths, rows, strict=True)]
        say(table(header, shown))
        say("\n".join(matrix.notes))
    return 0
