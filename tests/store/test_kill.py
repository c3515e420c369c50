"""Killing the process at any moment while it codes loses no coding that was acknowledged (case 62, T1)."""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from qualcode.services.project import open_project
from tests.builders import small_study
from tests.store.killed_coder import code_until_killed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


def _told(reading: Connection) -> set[int]:
    told = set()
    with reading, contextlib.suppress(EOFError):
        while True:
            told.add(int(reading.recv()))
    return told


@pytest.mark.timeout(900)
def test_sigkill_loses_nothing_that_was_acknowledged(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    context = multiprocessing.get_context("forkserver")  # starting Python anew would take longer than the coding
    context.set_forkserver_preload(["tests.store.killed_coder"])
    chance = random.Random(20)
    acknowledged: set[int] = set()
    for _ in range(1000 if request.config.getoption("--long") else 60):
        reading, writing = context.Pipe(duplex=False)
        process = context.Process(target=code_until_killed, args=(str(path), writing), daemon=True)
        process.start()
        writing.close()
        if chance.random() < 0.8:  # else it may die while it opens the study
            assert reading.poll(60)
        process.join(chance.uniform(0, 0.06))
        process.kill()
        process.join()
        acknowledged |= _told(reading)
    with open_project(path) as project:
        kept = {coding.id for coding in project.coding.in_document(project.documents.find("workshop").id)}
        steps = [step for step in project.history.all() if step.name == "coding.add"]
        assert len(acknowledged) >= 40
        assert acknowledged <= kept
        assert len(steps) == len(kept)
        assert project.check() == []
