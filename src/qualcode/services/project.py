"""A study, opened: the one door for the command line, the window and scripts."""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from qualcode.domain.changes import ChangeSet
from qualcode.domain.choices import Choice
from qualcode.domain.coding import CodingDetails
from qualcode.domain.errors import Refusal
from qualcode.domain.memos import Target, TargetKind
from qualcode.domain.text import Span
from qualcode.services.codebook import Codebook, read_drafts
from qualcode.services.coding import CodingService, Laid
from qualcode.services.desk import Desk
from qualcode.services.documents import Documents
from qualcode.services.history import History
from qualcode.services.memos import Memos
from qualcode.services.operation import operation
from qualcode.services.participants import Participants
from qualcode.services.retrieval import Retrieval
from qualcode.services.search import Search
from qualcode.store import creation, migrate, schema, study_file
from qualcode.store.tables import coding as coding_table
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import memos as memo_table
from qualcode.store.tables import participants as participant_table
from qualcode.store.tables import study as study_table
from qualcode.store.unit_of_work import Store

if TYPE_CHECKING:
    from qualcode.services.matrices import Matrices
    from qualcode.services.reports import Reports

DEFAULT_CODER = "Researcher"
SUFFIX = study_file.SUFFIX
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The numbers of a study at a glance."""

    title: str
    path: str
    documents: int
    words: int
    participants: int
    groups: int
    codes: int
    segments: int
    codings: int
    memos: int
    coders: tuple[str, ...]
    created_at: str


def create(path: Path, title: str | None = None, codebook: str | Path | None = "co-destruction") -> None:
    """Make a new study file.

    Args:
        path: where; ``.qualcode`` is added when it does not end so.
        codebook: a shipped codebook's name, a csv or xlsx file, or None for an empty one.

    Raises:
        Refusal: the file exists, or the codebook cannot be read; nothing is made then.
        EnvironmentFault: the file cannot be made.
    """
    target = study_path(path)
    drafts = read_drafts(codebook) if codebook is not None else []
    name = (title or "").strip() or target.stem
    creation.create_file(target, _SURROGATE.sub("\ufffd", name))
    try:
        store = Store(target, study_file.inspect(target), write=True, holder=holder_name())
        try:
            with store.seed(DEFAULT_CODER) as work:
                Codebook(Desk(store, DEFAULT_CODER)).enter_drafts(work, drafts)
        finally:
            store.close()
    except BaseException:
        for ending in ("", "-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        raise


def study_path(path: Path) -> Path:
    """Return the path of a study: ``.qualcode`` is added to any name that does not end so already."""
    if not path.name or path.name == "..":
        raise Refusal(f"“{path}” is a folder. Give the name of a study in it.")
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def find_study(path: Path) -> Path:
    """Return the path of a study whose ending may have been left out."""
    return path if study_file.status(path) is not None or not path.name else study_path(path)


def holder_name() -> str:
    """Return who holds a study's lock: the name of the login, or nothing where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


def open_project(path: Path | str, coder: str | None = None, *, write: bool = True) -> Project:
    """Open a study.

    Args:
        coder: who is working; by default the study's first coder.
        write: take the lock that keeps others from writing. Without it, any number may read beside a writer.

    Raises:
        EnvironmentFault: missing, damaged, not a study, of a newer program, or open elsewhere.
    """
    target = find_study(Path(path))
    inspection = study_file.inspect(target)
    holder = coder or holder_name()
    if inspection.revision != schema.HEAD:
        migrate.bring_up_to_date(target, inspection, write=write, holder=holder)
        inspection = study_file.inspect(target)
    return Project(Store(target, inspection, write=write, holder=holder), coder)


class Project:
    """An open study. Use as a context manager, or call ``close``."""

    def __init__(self, store: Store, coder: str | None = None) -> None:
        self._store = store
        try:
            with store.read() as connection:
                known = list(study_table.coders(connection).values())
        except BaseException:
            store.close()
            raise
        self._desk = Desk(store, coder or (known[0] if known else DEFAULT_CODER))
        self.codebook = Codebook(self._desk)
        self.documents = Documents(self._desk)
        self.participants = Participants(self._desk)
        self.coding = CodingService(self._desk, self.codebook)
        self.memos = Memos(self._desk)
        self.retrieval = Retrieval(self._desk, self.codebook)
        self.search = Search(self._desk)
        self.history = History(self._desk)

    @cached_property
    def matrices(self) -> Matrices:
        """Numbers by group, phase and the rest; loaded when first asked for, because it brings NumPy along."""
        from qualcode.services.matrices import Matrices

        return Matrices(self._desk)

    @cached_property
    def reports(self) -> Reports:
        """Reports for the team lead; loaded when first asked for."""
        from qualcode.services.reports import Reports

        return Reports(self)

    @property
    def path(self) -> Path:
        """Where the study lies."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._store.read_only

    @property
    def coder(self) -> str:
        """Who is working: the name on every coding and memo from now on."""
        return self._desk.coder

    @coder.setter
    def coder(self, name: str) -> None:
        if not name.strip():
            raise Refusal("A coder needs a name.")
        self._desk.coder = name.strip()

    @property
    def desk(self) -> Desk:
        """What the services share."""
        return self._desk

    @property
    def facts(self) -> study_table.StudyFacts:
        """Title, description, attribution template and identity of the study."""
        with self._desk.read() as connection:
            return study_table.facts(connection)

    @property
    def title(self) -> str:
        """The study's title."""
        return self.facts.title

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The values of phase, outcome, valence and locus."""
        return self._desk.choices

    def coders(self) -> list[str]:
        """Return the names of all coders."""
        with self._desk.read() as connection:
            return list(study_table.coders(connection).values())

    def code_with_memo(
        self,
        document_id: int,
        span: Span,
        code_ids: Sequence[int],
        details: CodingDetails | None = None,
        memo: str | None = None,
    ) -> Laid:
        """Code a passage and write a memo beside it, in one step."""
        with self._desk.act("coding.add", "Code a passage") as work:
            laid = self.coding.add(document_id, span, code_ids, details)
            names = ", ".join(f"“{self.codebook.get(code).name}”" for code in dict.fromkeys(code_ids))
            work.label = f"Code with {names}"
            if memo:
                self.memos.add(memo, [Target(TargetKind.SEGMENT, laid.segment_id)])
        return laid

    @operation("project.describe")
    def describe(self, **values: str) -> None:
        """Change title, description or attribution (a template such as ``{label}, {sex}, {number}``)."""
        unknown = set(values) - {"title", "description", "attribution"}
        if unknown:
            raise Refusal(f"A study has no {', '.join(sorted(unknown))}.")
        if "title" in values and not values["title"].strip():
            raise Refusal("A study needs a title.")
        with self._desk.act("project.describe", "Describe the study") as work:
            study_table.set_facts(work.connection, **{name: value.strip() for name, value in values.items()})

    def info(self) -> ProjectInfo:
        """Count what the study holds."""
        with self._desk.read() as connection:
            facts = study_table.facts(connection)
            documents = document_table.listed(connection)
            segments, codings = coding_table.counts(connection)
            people = participant_table.people(connection)
            coders = tuple(study_table.coders(connection).values())
            memos = len(memo_table.listed(connection))
            groups = len(participant_table.groups(connection))
        return ProjectInfo(
            title=facts.title,
            path=str(self.path),
            documents=len(documents),
            words=sum(document.words for document in documents),
            participants=sum(not person.is_moderator for person in people),
            groups=groups,
            codes=sum(code.codable for code in self.codebook.all()),
            segments=segments,
            codings=codings,
            memos=memos,
            coders=coders,
            created_at=facts.created_at,
        )

    def subscribe(self, subscriber: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Have ``subscriber`` told of every change after it is on disk. Returns what ends it."""
        return self._store.subscribe(subscriber)

    def check(self) -> list[str]:
        """Check the file: structure, references, search index, and each transcript against its checksum.

        Returns:
            What is wrong, a sentence each; empty when all is well.
        """
        from qualcode.services.health import problems

        return problems(self._desk)

    def back_up(self, why: str = "copy") -> Path:
        """Copy the study beside itself, safely while it is open. Returns the copy's path."""
        return migrate.back_up(self.path, why)

    def close(self) -> None:
        """Close the study: one file is left, and others may write to it."""
        self._store.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
