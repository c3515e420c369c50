"""The one way to read and to write a study: a transaction that is also an undo step, an audit line and a
notification.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from qualcode.domain import clock
from qualcode.domain.changes import ChangeSet
from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.store import journal
from qualcode.store.engine import engine_for
from qualcode.store.failures import explained
from qualcode.store.lock import NoRoomForLock, StudyLock
from qualcode.store.study_file import Inspection, has_log, status

_log = logging.getLogger(__name__)

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
        self._hindrance = inspection.hindrance
        self._identity = inspection.identity
        self._lock = StudyLock(path, holder)
        self._turn = threading.RLock()
        self._current: Work | None = None
        self._owner = 0
        self._subscribers: list[Subscriber] = []
        self._closed = False
        self._frozen = _seen(path) if inspection.immutable else None
        if not self.read_only:
            self._acquire(inspection.links)
        self._writer = engine_for(path, write=True, prepare=journal.statements())
        self._readers = engine_for(path, write=False, read_only=not inspection.writable, immutable=inspection.immutable)

    def _acquire(self, links: int) -> None:
        if links > 1:
            raise EnvironmentFault(
                f"{self.path.name} has {links} names (hard links), so two windows could write to it without seeing each"
                " other. Copy it, and open the copy."
            )
        try:
            self._lock.acquire()
        except NoRoomForLock as fault:
            self.read_only, self._hindrance = True, str(fault)

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
        self._check_readable()
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

        An act inside an act becomes part of it; when it fails and the outer one goes on, only its own part is taken
        back. When anything leaves the outer act, nothing has happened.

        Raises:
            Refusal: when what is written refers to something that is gone, or is there already.
            EnvironmentFault: when the study cannot be written.
        """
        with self._turn:
            if self._current is not None:
                with self._within(self._current) as work:
                    yield work
                return
            done: ChangeSet | None = None
            with self._transaction() as connection:
                work = Work(connection, label, name, coder)
                text = json.dumps(arguments or {}, ensure_ascii=False, default=str)
                operation = journal.start(connection, name, label, text, coder, work.at)
                with self._as_current(work):
                    yield work
                self._check_whole(connection)
                done = journal.finish(connection, operation, name, work.label)
        if done is not None:
            self._tell(done)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """One transaction on the file that was opened, whatever has happened to its name meanwhile."""
        self._check_writable()
        try:
            with explained(self.path), self._writer.begin() as connection:
                yield connection
                self._check_place()
        except (IntegrityError, dbapi.IntegrityError) as error:
            raise Refusal(
                "What it refers to is not in the study any more, or is there already; nothing was changed."
                " Look at the study as it is now, then do it again."
            ) from error

    @contextmanager
    def _within(self, work: Work) -> Iterator[Work]:
        label = work.label
        try:
            with work.connection.begin_nested():
                yield work
        except BaseException:
            work.label = label
            raise

    def _check_whole(self, connection: Connection) -> None:
        """Refuse to go on when SQLite has ended the transaction by itself, as it does when the disk is full."""
        driver = connection.connection.dbapi_connection
        if driver is not None and not driver.in_transaction:
            raise EnvironmentFault(f"{self.path.name}: The disk could not take what was done; nothing was changed.")

    @contextmanager
    def seed(self, coder: str) -> Iterator[Work]:
        """Write without the journal: only for what a study is made with, which no undo takes back."""
        with self._turn:
            if self._current is not None:
                raise RuntimeError("a study is not seeded within an act: the journal would take it for a part of that")
            with self._transaction() as connection:
                work = Work(connection, coder=coder)
                with self._as_current(work):
                    yield work
                self._check_whole(connection)

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
            if self._current is not None:
                raise Refusal("Something is still being done. Wait until it is finished, then undo or redo.")
            with self._transaction() as connection:
                found = find(connection)
                if found is None:
                    return None
                done = walk(connection, *found, coder, clock.now())
        self._tell(done)
        return done

    def _check_writable(self) -> None:
        self._check_open()
        if self.read_only:
            raise EnvironmentFault(
                f"{self.path.name} is open read-only, so nothing can be changed."
                + (
                    f" {self._hindrance}"
                    if self._hindrance
                    else " Copy the study to a folder that you may write in, and open the copy."
                )
            )
        self._check_place()

    def _check_readable(self) -> None:
        self._check_open()
        if self._frozen is not None and (_seen(self.path) != self._frozen or has_log(self.path)):
            raise EnvironmentFault(
                f"{self.path.name} was changed by somebody else since it was opened here. Close it, and open it again."
            )

    def _check_open(self) -> None:
        if self._closed:
            raise EnvironmentFault(f"{self.path.name} is closed. Open it again to go on.")

    def _is_in_place(self) -> bool:
        found = status(self.path)
        return found is not None and (found.st_dev, found.st_ino) == self._identity

    def _check_place(self) -> None:
        """Refuse to write to a file that has lost its name: nobody would find there what was written."""
        if not self._is_in_place():
            raise EnvironmentFault(
                f"{self.path.name} was moved, renamed or replaced while it was open, so nothing was written. Put the"
                f" file back as it was, beside {self.path.name}-wal, or close it here and open it where it is now."
            )

    # telling -------------------------------------------------------------------------------------------------------

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Have ``subscriber`` called after each commit, in the thread that wrote. Returns what ends it."""
        self._subscribers.append(subscriber)

        def end() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return end

    def _tell(self, change: ChangeSet) -> None:
        """Tell everybody; one who fails must neither keep it from the others nor make a committed act look failed."""
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(change)
            except Exception as error:
                _log.error("telling of “%s” failed: %s", change.name, type(error).__name__)

    def close(self) -> None:
        """Leave one file behind: the write-ahead log is folded in and removed, the lock given back, whatever happens.

        Raises:
            EnvironmentFault: when the log could not be folded in; it stays beside the study, and nothing is lost.
        """
        with self._turn:
            if self._closed:
                return
            self._closed = True
            try:
                self._readers.dispose()
                if not self.read_only:
                    self._fold()
            finally:
                try:
                    self._writer.dispose()
                finally:
                    self._lock.release()

    def _fold(self) -> None:
        self._check_place()
        with explained(self.path):
            raw = self._writer.raw_connection()
            try:
                raw.cursor().execute("pragma optimize")
                raw.cursor().execute("pragma wal_checkpoint(truncate)")
            finally:
                raw.close()


def _seen(path: Path) -> tuple[int, int, int] | None:
    found = status(path)
    return None if found is None else (found.st_ino, found.st_size, found.st_mtime_ns)
