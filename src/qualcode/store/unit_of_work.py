"""The one way to read and to write a study: a transaction that is also an undo step, an audit line and a
notification.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from qualcode.domain import clock
from qualcode.domain.changes import ChangeSet
from qualcode.domain.errors import EnvironmentFault
from qualcode.store import journal
from qualcode.store.engine import engine_for
from qualcode.store.failures import explained
from qualcode.store.lock import StudyLock
from qualcode.store.study_file import Inspection

Subscriber = Callable[[ChangeSet], None]

View = Connection
"""A consistent view of a study, to be handed to the functions of ``store.tables``; other layers know it by this name.
"""


@dataclass(slots=True)
class Work:
    """An open transaction. ``label`` names the step and may be set until the end."""

    connection: Connection
    label: str = ""
    name: str = ""
    coder: str = ""
    at: str = field(default_factory=clock.now)


class Store:
    """An open study file."""

    def __init__(self, path: Path, inspection: Inspection, *, write: bool, holder: str) -> None:
        self.path = path
        self.read_only = not (write and inspection.writable)
        self._lock = StudyLock(path, holder)
        self._turn = threading.RLock()
        self._current: Work | None = None
        self._owner = 0
        self._subscribers: list[Subscriber] = []
        self._ready = False
        if not self.read_only:
            self._lock.acquire()
        self._writer = engine_for(path, write=True)
        self._readers = engine_for(
            path, write=False, read_only=not inspection.writable, immutable=not inspection.folder_writable
        )

    @property
    def is_acting(self) -> bool:
        """Whether this thread is inside an act, so that what it reads is not yet on disk."""
        return self._current is not None and self._owner == threading.get_ident()

    # reading -------------------------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a consistent view of the study; inside an act it sees what the act has done so far."""
        if self._current is not None and self.is_acting:
            yield self._current.connection
            return
        with explained(self.path), self._readers.connect() as connection:
            yield connection

    def refresh(self) -> None:
        """Let go of all reading connections, so that the next view is opened anew.

        SQLite's integrity check reads the search index through what a connection remembers of it, and calls it damaged
        when another connection has written since (seen with SQLite 3.53.4); searching itself notices the change.
        """
        self._readers.dispose()

    # writing -------------------------------------------------------------------------------------------------------

    @contextmanager
    def act(self, name: str, label: str, coder: str, arguments: Mapping[str, object] | None = None) -> Iterator[Work]:
        """Run one act of the user: one transaction, one undo step, one line of the audit trail, one notification.

        An act inside an act becomes part of it. When anything is raised, nothing has happened.
        """
        with self._turn:
            if self._current is not None:
                yield self._current
                return
            self._check_writable()
            done: ChangeSet | None = None
            with explained(self.path), self._writer.begin() as connection:
                self._prepare(connection)
                work = Work(connection, label, name, coder)
                text = json.dumps(arguments or {}, ensure_ascii=False, default=str)
                operation = journal.start(connection, name, label, text, coder, work.at)
                with self._as_current(work):
                    yield work
                done = journal.finish(connection, operation, name, work.label)
        if done is not None:
            self._tell(done)

    @contextmanager
    def seed(self, coder: str) -> Iterator[Work]:
        """Write without the journal: only for what a study is made with, which no undo takes back."""
        with self._turn:
            self._check_writable()
            with explained(self.path), self._writer.begin() as connection:
                work = Work(connection, coder=coder)
                with self._as_current(work):
                    yield work

    @contextmanager
    def _as_current(self, work: Work) -> Iterator[None]:
        self._current, self._owner = work, threading.get_ident()
        try:
            yield
        finally:
            self._current = None

    def undo(self, coder: str) -> ChangeSet | None:
        """Take back the last act; None when there is none."""
        return self._step(journal.last_done, journal.revert, coder)

    def redo(self, coder: str) -> ChangeSet | None:
        """Do again the act that was undone last; None when there is none."""
        return self._step(journal.first_undone, journal.repeat, coder)

    def _step(
        self,
        find: Callable[[Connection], tuple[int, str, str] | None],
        walk: Callable[[Connection, int, str, str, str, str], ChangeSet],
        coder: str,
    ) -> ChangeSet | None:
        with self._turn:
            self._check_writable()
            with explained(self.path), self._writer.begin() as connection:
                self._prepare(connection)
                found = find(connection)
                if found is None:
                    return None
                done = walk(connection, *found, coder, clock.now())
        self._tell(done)
        return done

    def _check_writable(self) -> None:
        if self.read_only:
            raise EnvironmentFault(
                f"{self.path.name} is open read-only, so nothing can be changed."
                " Copy the study to a folder that you may write in, and open the copy."
            )

    def _prepare(self, connection: Connection) -> None:
        if not self._ready:
            for statement in journal.statements():
                connection.exec_driver_sql(statement)
            self._ready = True

    # telling -------------------------------------------------------------------------------------------------------

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Have ``subscriber`` called after each commit, in the thread that wrote. Returns what ends it."""
        self._subscribers.append(subscriber)

        def end() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return end

    def _tell(self, change: ChangeSet) -> None:
        for subscriber in tuple(self._subscribers):
            subscriber(change)

    def close(self) -> None:
        """Leave one file behind: the write-ahead log is folded in and removed, the lock given back."""
        self._readers.dispose()
        if not self.read_only:
            with self._turn, explained(self.path):
                raw = self._writer.raw_connection()
                try:
                    raw.cursor().execute("pragma optimize")
                    raw.cursor().execute("pragma wal_checkpoint(truncate)")
                finally:
                    raw.close()
        self._writer.dispose()
        self._lock.release()
