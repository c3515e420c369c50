"""Rows 7, 8, 9, 14 and 17 of the speed goals: loading, opening, coding durably, excerpts, reading a Word file.

Each goal is a ratio to the fastest thing that does the job, measured in the same run (medians).

    python -m benchmarks.store
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as dbapi

from qualcode.domain.codebook import CodeDraft
from qualcode.domain.documents import Reading
from qualcode.domain.text import Span, count_words
from qualcode.services.documents import ImportRequest, Preview
from qualcode.services.project import Project, create, open_project
from qualcode.services.retrieval import Query

WORDS = (
    "the carers said that nobody had told them when the nurse would come and they waited in the kitchen while snow fell"
    " on the road so trust was slow to grow although everybody was kind"
).split()


def cpu(work: Callable[[], object], rounds: int = 15) -> float:
    """Return the median of process CPU time in milliseconds."""
    return statistics.median(_timed(work, time.process_time) for _ in range(rounds))


def wall(work: Callable[[], object], rounds: int = 15) -> float:
    """Return the median of wall time in milliseconds."""
    return statistics.median(_timed(work, time.perf_counter) for _ in range(rounds))


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return (clock() - start) * 1000


def make_text(words: int, seed: int) -> str:
    """Make a transcript of about ``words`` words in paragraphs of 60, with two speakers."""
    chance = random.Random(seed)
    lines = [
        f"{'AB'[number % 2]}: " + " ".join(chance.choice(WORDS) for _ in range(60)) for number in range(words // 60)
    ]
    return "\n".join(lines)


def add_document(project: Project, name: str, text: str) -> int:
    """Enter a text as a document."""
    preview = Preview(Path(name), name, Reading(text, "txt"), (), (), (), count_words(text))
    (result,) = project.documents.add([ImportRequest(preview)])
    assert result.document_id is not None
    return result.document_id


def make_study(path: Path, documents: int, codings: int) -> None:
    """Make a study of documents of 8,000 words with ``codings`` codings each over 60 codes."""
    create(path, "Benchmark", None)
    chance = random.Random(1)
    with open_project(path, "Bench") as project:
        codes = [project.codebook.add(CodeDraft(f"Code {n}")) for n in range(60)]
        for number in range(documents):
            text = make_text(8000, number)
            spans = {
                (start, start + chance.randrange(20, 400), chance.choice(codes))
                for start in (chance.randrange(len(text) - 500) for _ in range(codings))
            }
            project.coding.load(add_document(project, f"Interview {number}", text), sorted(spans))


def row(number: int, what: str, limit: float, ours: float, goal: str) -> None:
    """Print one line: the limit, ours, the ratio and the goal."""
    times = f"limit {limit:9.3f} ms  ours {ours:9.3f} ms"
    print(f"row {number:>2}  {what:<44} {times}  ratio {ours / limit:6.2f}  goal {goal}")


def load_document(path: Path) -> None:
    """Row 7: a document of 46 kB with 250 codings from the database."""
    raw = dbapi.connect(str(path))
    query = (
        'select c.id, s.start, s."end", c.code_id, c.coder_id from coding c join segment s on s.id = c.segment_id'
        " where s.document_id = 1 order by s.start"
    )

    def limit() -> None:
        "\n".join(r[0] for r in raw.execute("select text from paragraph where document_id = 1 order by position"))
        raw.execute(query).fetchall()

    with open_project(path) as project:

        def ours() -> None:
            project.documents.transcript(1)
            project.coding.marks(1)

        row(7, "load a document and its codings (CPU)", cpu(limit), cpu(ours), "<= 3 x")
    raw.close()


def open_study(path: Path) -> None:
    """Row 8: open the study and ask the first question."""

    def limit() -> None:
        connection = dbapi.connect(str(path))
        connection.execute("select count(*) from document").fetchone()
        connection.close()

    times = []
    for _ in range(15):
        start = time.perf_counter()
        project = open_project(path)
        project.title  # noqa: B018 - the first query
        times.append((time.perf_counter() - start) * 1000)
        project.close()
    row(8, "open a study, first query (wall)", wall(limit), statistics.median(times), "<= 10 ms")


def code_durably(path: Path) -> None:
    """Row 9: one coding, on disk when the call returns, beside one fdatasync of 4 kB."""
    with tempfile.NamedTemporaryFile(dir=path.parent) as file:

        def limit() -> None:
            os.pwrite(file.fileno(), b"x" * 4096, 0)
            os.fdatasync(file.fileno())

        with open_project(path) as project:
            code = project.codebook.all()[0].id
            places = iter(range(1000))

            def ours() -> None:
                start = next(places)
                project.coding.add(1, Span(start, start + 3000), [code])

            ours()
            row(9, "add one coding, committed (wall)", wall(limit, 60), wall(ours, 60), "<= 1.25 x")
            row(9, "add one coding (CPU)", wall(limit, 60), cpu(ours, 60), "")


def excerpts(path: Path) -> None:
    """Row 14: the first 100 segments of a code as the list shows them, with speakers, source and memos, beside the bare
    query with the texts at hand.
    """
    raw = dbapi.connect(str(path))
    texts: dict[int, str] = {}
    for document, text in raw.execute("select document_id, text from paragraph order by document_id, position"):
        texts[document] = texts.get(document, "") + text + "\n"
    query = (
        'select s.document_id, s.start, s."end" from coding c join segment s on s.id = c.segment_id'
        " where c.code_id = 7 order by s.document_id, s.start limit 100"
    )

    def limit() -> None:
        for document, start, end in raw.execute(query).fetchall():
            texts[document][start:end]

    with open_project(path) as project:
        row(
            14,
            "first 100 excerpts of a code (CPU)",
            cpu(limit),
            cpu(lambda: project.retrieval.segments(Query(codes=(7,)), limit=100)),
            "<= 4 x",
        )
    raw.close()


def read_word(folder: Path) -> None:
    """Row 17: a Word file of 8,000 words, beside the bare parse of its main part."""
    from docx import Document
    from docx.shared import Pt
    from lxml import etree

    from qualcode.exchange.readers import read_transcript

    path = folder / "interview.docx"
    document = Document()
    for line in make_text(8000, 3).split("\n"):
        paragraph, words = document.add_paragraph(), line.split()
        for start in range(0, len(words), 6):  # Word breaks what people type into many runs
            run = paragraph.add_run(" ".join(words[start : start + 6]) + " ")
            run.font.size, run.font.name, run.italic = Pt(11), "Calibri", start % 18 == 0
    document.save(str(path))

    def limit() -> None:
        with zipfile.ZipFile(path) as package:
            etree.fromstring(package.read("word/document.xml"))

    row(17, "read a Word file of 8,000 words (CPU)", cpu(limit), cpu(lambda: read_transcript(path)), "<= 2 x")


def main() -> None:
    """Measure all rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.qualcode"
        make_study(path, 200, 250)
        load_document(path)
        open_study(path)
        code_durably(path)
        excerpts(path)
        read_word(Path(folder))


if __name__ == "__main__":
    main()
