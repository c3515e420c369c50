"""A process that codes until it is killed, and tells of each coding after it was acknowledged."""

from __future__ import annotations

from multiprocessing.connection import Connection

from qualcode.domain.text import Span
from qualcode.services.project import open_project


def code_until_killed(path: str, pipe: Connection) -> None:
    """Code passage after passage; send each coding's id down the ``pipe`` once it is acknowledged."""
    project = open_project(path, "Killed")
    document = project.documents.find("workshop").id
    code = project.codebook.find("Mistakes").id
    number = project.info().codings
    while True:
        start, length = number % 90, 4 + number // 90
        laid = project.coding.add(document, Span(start + 19, start + 19 + length), [code])
        number += 1
        for coding in laid.added:
            pipe.send(coding)
