"""How fast the matrix is, beside the fastest ways we know to count the same codings.

Run ``python benchmarks/matrix.py`` (50,000 and 1,000,000 codings) or ``python benchmarks/matrix.py 50000``.
Times are medians of process CPU time in milliseconds; absolute times drift between machines, the ratios less.

Two limits, both given an easier task than ours (documents of one speaker, no turns, doubles, sub-codes or totals):

* numpy: ``bincount`` over columns that are ready in memory, with distinct participants;
* SQL: sqlite3 with a covering index, aggregated by code and document before anything is joined.
"""

from __future__ import annotations

import gc
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.frames import StudyFrame
from qualcode.analysis.matrix import compute
from qualcode.domain.codebook import Code, Origin, Status

CODES, GROUPS, PHASES, PEOPLE_PER_GROUP = 60, 3, 5, 100
TURN, TURNS = 380, 120
CODINGS_PER_DOCUMENT = 500
Ints = npt.NDArray[np.int64]


@dataclass
class Rows:
    """A study as the database would hand it over."""

    codings: list[tuple[int, ...]]
    segments: list[tuple[int, ...]]
    turns: list[tuple[int, ...]]
    documents: list[tuple[int, int, bool]]
    participants: list[tuple[int, int, str | None]]


def make_rows(codings: int) -> Rows:
    """Write a study: one document in ten is a workshop of twelve people; a fifth of the segments has two codings."""
    random = np.random.default_rng(7)
    documents = max(2, codings // CODINGS_PER_DOCUMENT)
    people = np.arange(1, GROUPS * PEOPLE_PER_GROUP + 1)
    speakers = random.integers(1, people.size + 1, documents)
    turns: list[tuple[int, ...]] = []
    for document in range(1, documents + 1):
        workshop = document % 10 == 0
        around = random.integers(1, people.size + 1, 12) if workshop else [speakers[document - 1]]
        for number in range(TURNS):
            person = 0 if number % 2 == 0 else int(around[(number // 2) % len(around)])
            begin = number * TURN
            turns.append((document, begin + 6, begin + TURN - 2, person, int(person == 0)))
    count = int(codings / 1.2)
    lengths = np.clip(random.lognormal(5.2, 0.8, count), 10, 4000).astype(np.int64)
    start = (random.random(count) * (TURN * TURNS - lengths - 1)).astype(np.int64)
    place = np.sort(random.integers(1, documents + 1, count))
    order = np.lexsort((start, place))
    segments = np.stack((np.arange(1, count + 1), place[order], start[order], (start + lengths)[order]), axis=1)
    of = np.concatenate((np.arange(count), random.integers(0, count, codings - count)))
    of.sort()
    coded = [
        np.arange(1, codings + 1),
        of + 1,
        random.integers(1, CODES + 1, codings),
        random.integers(1, 4, codings),
        random.integers(0, PHASES + 1, codings),
        random.integers(0, 6, codings),
        random.integers(0, 5, codings),
        random.integers(0, 5, codings),
    ]
    return Rows(
        list(map(tuple, np.stack(coded, axis=1).tolist())),
        list(map(tuple, segments.tolist())),
        turns,
        [(key, 1 + key % 4, False) for key in range(1, documents + 1)],
        [(int(key), 1 + int(key) % GROUPS, "female" if key % 3 else "male") for key in people],
    )


def make_codes() -> list[Code]:
    """Make two branches, a fifth of the codes one level deeper."""
    parents = {key: None if key <= 2 else 1 + key % 2 if key % 5 else 3 + key % 2 for key in range(1, CODES + 1)}
    parents |= {3: 1, 4: 2, 5: 1}
    return [
        Code(
            key, f"code-{key}", parents[key], f"Code {key}", key, 1, Origin.DEDUCTIVE,
            "", "", "", "", "", "", key > 2, False, Status.ACTIVE, None, "2020-01-01T00:00:00.000Z",
        )
        for key in range(1, CODES + 1)
    ]  # fmt: skip


def make_frame(rows: Rows, codes: list[Code]) -> StudyFrame:
    """Fill the frame as services do."""
    labels = {
        "group": [(key, f"Group {key}") for key in range(1, GROUPS + 1)],
        "wave": [(key, f"Wave {key}") for key in range(1, 5)],
        "document": [(key, f"Document {key}") for key, _, _ in rows.documents],
        "participant": [(key, f"Person {key}") for key, _, _ in rows.participants],
        "coder": [(key, f"Coder {key}") for key in range(1, 4)],
        "phase": [(key, f"Phase {key}") for key in range(1, PHASES + 1)],
        "outcome": [(key, f"Outcome {key}") for key in range(1, 6)],
        "valence": [(key, f"Valence {key}") for key in range(1, 5)],
        "locus": [(key, f"Locus {key}") for key in range(1, 5)],
    }
    text = ("word " * (TURN // 5 - 1)).ljust(TURN) * TURNS
    return StudyFrame.from_rows(
        codes=codes,
        labels=labels,
        documents=rows.documents,
        participants=rows.participants,
        segments=rows.segments,
        codings=rows.codings,
        turns=rows.turns,
        words=lambda _: text,
    )


def median(work: Callable[[], object], repeat: int) -> float:
    """Return the median CPU time of ``work`` in milliseconds, after one run to warm up."""
    work()
    times = []
    for _ in range(repeat):
        gc.collect()
        begin = time.process_time()
        work()
        times.append((time.process_time() - begin) * 1e3)
    return statistics.median(times)


def columns_of(rows: Rows) -> Iterator[Ints]:
    """Give the columns that the limits count: code, phase, document of each coding; person of each document."""
    documents = np.array([document for _, document, _, _ in rows.segments])
    table = np.array(rows.codings)
    yield table[:, 2]
    yield table[:, 4]
    yield documents[table[:, 1] - 1]
    first = {turn[0]: turn[3] for turn in reversed(rows.turns) if turn[3]}
    yield np.array([0, *(first[key] for key, _, _ in rows.documents)])


def limit_numpy(rows: Rows) -> Callable[[], object]:
    """Count codings and participants by code × group × phase on columns that are ready."""
    code, phase, document, person_of = columns_of(rows)
    person = person_of[document].astype(np.int32)
    group_of = np.array([0, *(group for _, group, _ in rows.participants)])
    cell = (code * 100 + group_of[person] * 10 + phase).astype(np.int32)
    size, people = (CODES + 1) * 100, int(person.max()) + 1

    def count() -> object:
        numbers = np.bincount(cell, minlength=size)
        seen = np.zeros((size, people), dtype=bool)
        seen[cell, person] = True
        return numbers, seen.sum(axis=1)

    return count


def limit_sql(rows: Rows) -> Callable[[], object]:
    """Count the same in sqlite3, in the order of a covering index, joined last."""
    code, phase, document, person_of = columns_of(rows)
    base = sqlite3.connect(":memory:")
    base.executescript(
        "CREATE TABLE coding(code INT, document INT, phase INT);"
        "CREATE TABLE document(id INTEGER PRIMARY KEY, person INT);"
        "CREATE TABLE participant(id INTEGER PRIMARY KEY, team INT)"
    )
    table = zip(code.tolist(), document.tolist(), phase.tolist(), strict=True)
    base.executemany("INSERT INTO coding VALUES(?, ?, ?)", table)
    base.executemany("INSERT INTO document VALUES(?, ?)", list(enumerate(person_of.tolist()))[1:])
    base.executemany("INSERT INTO participant VALUES(?, ?)", [row[:2] for row in rows.participants])
    base.execute("CREATE INDEX covering ON coding(code, document, phase)")
    query = (
        "WITH part AS MATERIALIZED (SELECT code, document, phase, count(*) n FROM coding INDEXED BY covering"
        " GROUP BY code, document, phase) SELECT code, team, phase, sum(n), count(DISTINCT person)"
        " FROM part JOIN document d ON d.id = part.document JOIN participant p ON p.id = d.person GROUP BY 1, 2, 3"
    )
    return lambda: base.execute(query).fetchall()


def measure(codings: int) -> None:
    """Print what one size takes."""
    repeat = 7 if codings <= 100_000 else 5
    rows, codes = make_rows(codings), make_codes()
    numpy_ms, sql_ms = median(limit_numpy(rows), repeat), median(limit_sql(rows), repeat)
    fill_ms = median(lambda: make_frame(rows, codes), 3)
    frame = make_frame(rows, codes)

    def cold() -> object:
        for name in [name for name in vars(frame) if name in ("touches", "speakers", "facts", "voices")]:
            del vars(frame)[name]
        vars(frame).pop("facts_without_reflexive", None)
        return compute(frame)

    print(f"\n{codings:,} codings, {len(rows.segments):,} segments, {len(rows.turns):,} turns; CPU ms")
    print(f"  limit: numpy on ready columns           {numpy_ms:9.1f}")
    print(f"  limit: SQL, covering index              {sql_ms:9.1f}")
    print(f"  fill the frame from lists of tuples     {fill_ms:9.1f}")
    lines: list[tuple[str, Callable[[], object]]] = [
        ("code × group × phase, frame new", cold),
        ("code × group × phase, frame in use", lambda: compute(frame)),
        ("  the same without sub-codes summed", lambda: compute(frame, aggregate=False)),
        ("  participants instead of segments", lambda: compute(frame, measure="participants")),
        ("  words instead of segments", lambda: compute(frame, measure="words")),
        ("code × document", lambda: compute(frame, columns=("document",))),
        ("phase × code × group", lambda: compute(frame, "phase", ("code", "group"))),
    ]
    for label, work in lines:
        took = median(work, repeat)
        print(f"  {label:<40}{took:9.1f}   {took / numpy_ms:6.1f} × numpy {took / sql_ms:6.2f} × SQL")
    matrix = compute(frame)
    print(f"  the codings behind one number           {median(lambda: matrix.cell(7, 3), repeat):9.1f}")


def main() -> None:
    """Measure the sizes given as arguments, or both."""
    for size in [int(word) for word in sys.argv[1:]] or [50_000, 1_000_000]:
        measure(size)


if __name__ == "__main__":
    main()
