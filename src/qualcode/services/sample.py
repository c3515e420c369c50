"""Building the sample study from the plain files that are shipped (invented from beginning to end)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from qualcode.domain.coding import CodingDetails
from qualcode.domain.documents import Attributes, Kind, Mode
from qualcode.domain.errors import Refusal
from qualcode.domain.memos import MemoType, Target, TargetKind
from qualcode.domain.progress import SILENT, Progress
from qualcode.environment import assets
from qualcode.services.coding import CodingDraft
from qualcode.services.documents import ImportRequest, preview
from qualcode.services.project import Project, ProjectInfo, create, open_project, study_path

TITLE = "Filo: a service for family carers"
_DAY = "T10:00:00.000Z"


def build(path: Path, progress: Progress = SILENT, folder: Path | None = None) -> ProjectInfo:
    """Make the sample study at ``path``: the whole way from transcripts to coded segments and memos.

    Args:
        folder: where the plain files lie; by default those that are shipped.

    Raises:
        Refusal: a file is there already, or a plain file is wrong; nothing is left then.
    """
    source = folder or assets.sample_folder()
    create(path, TITLE, "co-destruction")
    target = study_path(path)
    try:
        with open_project(target, "Marta") as project:
            _fill(project, source, progress)
            return project.info()
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _fill(project: Project, source: Path, progress: Progress) -> None:
    for row in _rows(source / "groups.csv"):
        project.participants.set_group(row["group"], label=row["label"], population=int(row["population"]))
    project.participants.import_drafts(project.participants.read(source / "participants.csv"))
    _documents(project, source, progress)
    project.codebook.import_drafts(project.codebook.read(source / "codes.csv"))
    for file in sorted(source.glob("codings*.csv")):
        project.coding.add_many(list(_codings(project, file)))
    for file in sorted(source.glob("memos*.csv")):
        for row in _rows(file):
            _memo(project, row)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _documents(project: Project, source: Path, progress: Progress) -> None:
    requests = []
    rows = list(_rows(source / "documents.csv"))
    for number, row in enumerate(rows):
        progress.report(number, len(rows), row["name"])
        found = preview(source / row["file"])
        attributes = Attributes(
            kind=Kind(row["kind"]),
            wave=row["wave"] or None,
            date=row["date"] or None,
            place=row["place"] or None,
            mode=Mode(row["mode"]) if row["mode"] else None,
            minutes=float(row["minutes"]) if row["minutes"] else None,
            language=row["language"] or None,
            recorded={"yes": True, "no": False}.get(row["recorded"]),
            interviewer=row["interviewer"] or None,
            invited=int(row["invited"]) if row["invited"] else None,
            attended=int(row["attended"]) if row["attended"] else None,
        )
        requests.append(ImportRequest(found, attributes, project.documents.suggest(found), row["name"]))
    project.documents.add(requests)
    progress.report(len(rows), len(rows))


def _codings(project: Project, file: Path) -> Iterator[CodingDraft]:
    documents = {document.name: document.id for document in project.documents.all()}
    codes = {code.name: code.id for code in project.codebook.all()}
    for number, row in enumerate(_rows(file), 2):
        try:
            document = documents[row["document"]]
            chosen = tuple(codes[name.strip()] for name in row["codes"].split(";"))
        except KeyError as missing:
            raise Refusal(f"{file.name}, line {number}: {missing} is not in the study.") from None
        occurrence = int(row["occurrence"]) if row["occurrence"] else None
        details = CodingDetails(
            phase=row["phase"] or None,
            outcome=row["outcome"] or None,
            valence=row["valence"] or None,
            locus=row["locus"] or None,
            weight=int(row["weight"]) if row["weight"] else None,
            comment=row["comment"],
        )
        span = project.documents.locate(document, row["quote"], occurrence)
        yield CodingDraft(document, span, chosen, details, row["coder"])


def _memo(project: Project, row: dict[str, str]) -> None:
    project.memos.add(
        row["text"],
        [_target(project, row)],
        MemoType(row["type"]),
        row["title"],
        row["author"],
        row["date"] + _DAY,
    )


def _target(project: Project, row: dict[str, str]) -> Target:
    kind = TargetKind(row["target"])
    if kind is TargetKind.DOCUMENT:
        return Target(kind, project.documents.find(row["document"]).id)
    if kind is TargetKind.PARTICIPANT:
        return Target(kind, project.participants.find(row["participant"]).id)
    if kind is TargetKind.CODE:
        return Target(kind, project.codebook.find(row["code"]).id)
    if kind is TargetKind.SEGMENT:
        document = project.documents.find(row["document"]).id
        span = project.documents.locate(document, row["quote"])
        for coding in project.coding.in_document(document):
            if (coding.start, coding.end) == (span.start, span.end):
                return Target(kind, coding.segment_id)
        raise Refusal(f"The memo “{row['title']}” stands beside a passage that nobody coded.")
    return Target(kind)
