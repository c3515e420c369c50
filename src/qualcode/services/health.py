"""Checking that a study file is whole (cases 9, 71)."""

from __future__ import annotations

import hashlib

from qualcode.services.desk import Desk
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import health as health_table
from qualcode.store.tables import search as search_table


def problems(desk: Desk) -> list[str]:
    """Return what is wrong with a study, a sentence each."""
    found = []
    desk.store.refresh()
    with desk.read() as connection:
        for message in health_table.structure(connection):
            found.append(f"The file is damaged: {message}. Open the newest backup.")
        dangling = health_table.dangling(connection)
        if dangling:
            found.append(f"{dangling} references point to rows that are not there. Open the newest backup.")
        for document in document_table.listed(connection):
            text = document_table.text_of(connection, document.id)
            if hashlib.sha256(text.encode("utf-8")).hexdigest() != document.sha256:
                found.append(f"The text of “{document.name}” is not what was imported. Compare it with a backup.")
            beyond = health_table.segments_beyond(connection, document.id, len(text))
            if beyond:
                found.append(f"{beyond} segments of “{document.name}” reach beyond its text.")
    if not desk.store.read_only:
        with desk.store.seed(desk.coder) as work:
            if not search_table.is_intact(work.connection):
                found.append("The search index disagrees with the text; words may not be found.")
    return found
