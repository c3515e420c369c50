"""The sample study: built from plain files, with the matrices that were checked by an independent count."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.environment import assets
from qualcode.services.project import Project, open_project
from qualcode.services.reports import ReportChoices
from qualcode.services.sample import build

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The sample study, built once."""
    path = tmp_path_factory.mktemp("sample") / "sample.qualcode"
    build(path)
    with open_project(path, write=False) as project:
        yield project


def test_it_has_the_shape_of_a_real_study(sample: Project) -> None:
    info = sample.info()
    kinds = [document.attributes.kind.value for document in sample.documents.all()]
    assert (kinds.count("interview"), kinds.count("workshop"), kinds.count("reflexive")) == (4, 2, 4)
    assert info.words >= 15_000
    assert info.segments >= 120
    assert info.memos >= 25
    assert info.coders == ("Marta", "Davide")
    assert sum(memo.type.value == "reflexive" for memo in sample.memos.all()) >= 5
    assert sample.check() == []


def test_every_speaker_is_in_the_register_and_nothing_is_inconsistent(sample: Project) -> None:
    from qualcode.services.consistency import findings

    assert findings(sample) == []


def _spoken(sample: Project, document: str, start: int, end: int) -> set[str]:
    """Find who speaks in a passage by walking its lines: independent of turns, spans and the tables."""
    text = sample.documents.text(sample.documents.find(document).id)
    labels = {person.speaker for person in sample.participants.all()}
    speakers, at, speaker = set(), 0, ""
    for line in text.split("\n"):
        said = at
        head = line.split(":", 1)[0]
        if ":" in line and head in labels:
            speaker, said = head, at + len(head) + 2
        words = line[said - at :].strip()
        if words and start < said + len(words) and end > said:
            speakers.add(speaker)
        at += len(line) + 1
    return speakers


def test_the_matrix_agrees_with_a_count_by_hand(sample: Project) -> None:
    groups = {p.speaker: p.group for p in sample.participants.all()}
    codes = sample.codebook.by_id()
    kinds = {d.name: d.attributes.kind.value for d in sample.documents.all()}
    labels = {c.key: c.label for c in sample.choices if c.dimension == "phase"}
    counted: dict[tuple[str, str, str], set[tuple[str, int, int]]] = {}
    for hit in sample.retrieval.segments():
        if kinds[hit.document] == "reflexive":
            continue
        phase = labels.get(hit.coding.details.phase or "", "(not assigned)")
        for speaker in _spoken(sample, hit.document, hit.coding.start, hit.coding.end):
            code = codes.get(hit.coding.code_id)
            while code is not None:
                if groups.get(speaker):
                    key = (code.name, f"{groups[speaker]} · {phase}", "")
                    counted.setdefault(key, set()).add((hit.document, hit.coding.start, hit.coding.end))
                code = codes.get(code.parent_id or 0)
    header, rows = sample.matrices.rows(sample.matrices.compute("code", ("group", "phase")))
    for row in rows[:-2]:
        for column, value in zip(header[1:-1], row[1:-1], strict=True):
            assert value == len(counted.get((str(row[0]), column, ""), ())), (row[0], column)
    assert sum(map(len, counted.values())) > 300


@pytest.mark.parametrize(
    ("name", "columns", "measure", "reflexive"),
    [
        ("code-by-group", ("group",), "segments", False),
        ("code-by-phase", ("phase",), "segments", False),
        ("code-by-group-and-phase", ("group", "phase"), "segments", False),
        ("code-by-group-participants", ("group",), "participants", False),
        ("code-by-wave-with-reflexive", ("wave",), "segments", True),
        ("code-by-sex-words", ("sex",), "words", False),
    ],
)
def test_matrices_are_the_golden_ones(
    sample: Project, tmp_path: Path, name: str, columns: tuple[str, ...], measure: str, reflexive: bool
) -> None:
    matrix = sample.matrices.compute("code", columns, measure, include_reflexive=reflexive)
    written = tmp_path / f"{name}.csv"
    sample.matrices.write(matrix, written)
    with written.open(encoding="utf-8-sig", newline="") as file:
        ours = list(csv.reader(file))
    with (GOLDEN / written.name).open(encoding="utf-8-sig", newline="") as file:
        assert ours == list(csv.reader(file))


def test_the_same_study_gives_the_same_report(sample: Project, tmp_path: Path) -> None:
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"
    choices = ReportChoices(memos=True)
    sample.reports.write(first, choices)
    sample.reports.write(second, choices)
    assert first.read_bytes() == second.read_bytes()


def test_the_report_agrees_with_itself(sample: Project) -> None:
    content = sample.reports.content()
    numbers = {number.label: number.value for number in content.numbers}
    assert content.by_group is not None
    total, n = content.by_group.rows[-2:]
    assert numbers["coded segments"] == total.cells[-2]
    assert numbers["participants"] == n.cells[-1]
    assert content.inventory is not None
    segments = next(row for row in content.inventory.rows if row.label == "Segments")
    assert segments.cells[-1] == numbers["coded segments"]
    mean = next(row for row in content.inventory.rows if row.label.startswith("Duration, mean"))
    assert "50.3" not in mean.cells[0]
    for finding in content.findings:
        assert all(quote.attribution for group in finding.groups for quote in group.quotes)
        assert all(len(group.quotes) <= 3 for group in finding.groups)


def test_four_interviews_of_201_minutes_print_a_mean_half_up(sample: Project) -> None:
    from qualcode.services.inventory import inventory

    found = inventory(sample, include_reflexive=False)
    interviews = [d.attributes.minutes or 0 for d in sample.documents.all() if d.attributes.kind.value == "interview"]
    assert (len(interviews), sum(interviews)) == (4, 201)
    assert str(found.columns[-1].minutes) in ("339", "339.0")


def test_the_plain_files_name_only_what_exists() -> None:
    folder = assets.sample_folder()
    index = json.dumps(sorted(file.name for file in folder.iterdir()))
    for name in ("documents.csv", "participants.csv", "groups.csv", "codes.csv", "README.md", "transcripts"):
        assert name in index


def test_measures_are_known_by_their_printed_names(sample: Project) -> None:
    for name, key in (("Row %", "row-percent"), ("per 1,000 words", "per-1000-words"), ("WORDS", "words")):
        assert sample.matrices.compute("code", ("group",), name).measure == key


def test_participants_printed_the_same_have_columns_of_their_own(tmp_path: Path) -> None:
    from qualcode.domain.participants import ParticipantDraft
    from tests.builders import code, small_study

    with small_study(tmp_path) as study:
        study.participants.import_drafts([ParticipantDraft(name, "Family carers", "Carer") for name in ("C1", "C2")])
        code(study, "workshop", "I waited", "Mistakes")
        header, _ = study.matrices.rows(study.matrices.compute("code", ("participant",)))
        assert header[1:3] == ["Carer (C1)", "Carer (C2)"]
