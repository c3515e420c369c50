"""``qualcode demo``: the main job from end to end on the sample study."""

from __future__ import annotations

import argparse
from pathlib import Path

from qualcode.cli.arguments import verb
from qualcode.cli.output import Bar, as_json, say


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the demonstration."""
    demo = verb(nouns, "demo", _demo, "do the main job on the sample study", study=False)
    demo.add_argument("--folder", metavar="FOLDER", type=Path, default=Path("demo-output"))
    demo.add_argument("--window", action="store_true", help="open the window on the sample study instead")


def _demo(arguments: argparse.Namespace) -> int:
    if arguments.window:
        from qualcode.gui.app import run_sample

        return run_sample()
    written = make(arguments.folder)
    if arguments.json:
        say(as_json(written))
    else:
        say("Wrote:")
        for path in written:
            say(f"  {path} ({path.stat().st_size / 1024:,.0f} kB)")
    return 0


def make(folder: Path) -> list[Path]:
    """Build the sample study, code an excerpt, write report, matrix and a picture of the window into ``folder``."""
    from qualcode.domain.coding import CodingDetails
    from qualcode.domain.text import Span
    from qualcode.services.project import open_project
    from qualcode.services.reports import ReportChoices
    from qualcode.services.sample import build

    folder.mkdir(parents=True, exist_ok=True)
    study = folder / "filo.qualcode"
    study.unlink(missing_ok=True)
    info = build(study, Bar())
    say(f"Built the sample study: {info.documents} documents, {info.words:,} words, {info.codings} codings.")
    with open_project(study, "Marta") as project:
        hit = project.search.find("nobody", limit=1)[0]
        owner = hit.document_id
        turn = next(t for t in project.documents.transcript(owner).turns if t.said <= hit.start < t.end)
        codes = [project.codebook.find("Absence of information").id]
        details = CodingDetails(phase="during", outcome="present", valence="co-destruction")
        project.code_with_memo(owner, Span(turn.said, turn.end), codes, details, "Coded by the demonstration.")
        say(f"Coded a turn of {hit.document} with “Absence of information”.")
        report, matrix = folder / "report.docx", folder / "matrix.xlsx"
        project.reports.write(report, ReportChoices(memos=True))
        project.matrices.write(project.matrices.compute("code", ("group", "phase")), matrix)
    from qualcode.gui.screenshots import take_window

    picture = take_window(study, folder / "window.png", hit.document)
    return [study, report, matrix, picture]
