"""The data inventory: what was collected from whom, computed and never typed (D7, T1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from qualcode.analysis.columns import Mask, Positions, distinct
from qualcode.analysis.frames import NOT_ASSIGNED, StudyFrame
from qualcode.analysis.matrix import Filters, compute
from qualcode.analysis.matrix.scope import Scope, take_scope
from qualcode.analysis.rounding import half_up
from qualcode.domain.documents import Document, Kind, Mode
from qualcode.domain.participants import Group, Participant

NOTHING = "–"
NOT_STATED = "not stated"
_HELD = {Mode.TELEPHONE: "by telephone", Mode.ONLINE: "online"}
"""How a session was held, where that is worth saying: face to face is what a reader takes for granted."""


@dataclass(frozen=True, slots=True)
class KindOfSession:
    """The sessions of one kind in a column: how many, held how, and who of the group speaks in them."""

    kind: Kind
    sessions: int
    modes: tuple[tuple[Mode, int], ...]
    participants: int
    sexes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class InventoryColumn:
    """What is known of one group, or of all.

    ``key`` is the group's id, 0 for nobody's sessions, None for the total. ``participants``
    are those who speak in the sessions, ``population`` how many could have; ``minutes`` is the duration of
    the ``timed`` sessions together, None when none is known; dates are ISO dates; ``words`` are those that
    the group speaks.
    """

    key: int | None
    label: str
    kinds: tuple[KindOfSession, ...]
    sessions: int
    participants: int
    population: int | None
    sexes: tuple[tuple[str, int], ...]
    first_date: str | None
    last_date: str | None
    minutes: Decimal | None
    timed: int
    words: int
    segments: int

    @property
    def mean_minutes(self) -> Decimal | None:
        """Return the mean duration of a session to one decimal place, rounded half up."""
        return None if self.minutes is None else half_up(self.minutes / self.timed, 1)


@dataclass(frozen=True, slots=True)
class Inventory:
    """The inventory as numbers (``columns``) and as a table of text (``header``, ``rows``), with its notes."""

    columns: tuple[InventoryColumn, ...]
    notes: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Return the heads of the table; the first column holds the labels of the rows and has none."""
        return ("", *(column.label for column in self.columns))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the lines of the table, each with its label first."""
        lines: list[tuple[str, Callable[[InventoryColumn], str]]] = [
            ("Method", _method),
            ("Sessions", _session_count),
            ("Participants", _participant_count),
            ("Sex", lambda column: _sexes(column.sexes)),
            ("Dates", _dates),
            ("Duration, total (minutes)", _total_minutes),
            ("Duration, mean (minutes)", _mean_minutes),
            ("Words", lambda column: f"{column.words:,}"),
            ("Segments", lambda column: f"{column.segments:,}"),
        ]
        if any(len(column.kinds) > 1 for column in self.columns):
            lines.insert(4, ("Participants by method", _by_method))
        return tuple((label, *(write(column) for column in self.columns)) for label, write in lines)


def take_inventory(
    frame: StudyFrame,
    documents: Iterable[Document],
    participants: Iterable[Participant],
    groups: Sequence[Group],
    include_reflexive: bool = True,
    filters: Filters | None = None,
) -> Inventory:
    """Compute the inventory: a column for each group in the order given, and one for all.

    A session in which several groups speak counts once for each of them and once in the total. Sessions in
    which only people without a group of the register speak stand in a column of their own, if there are any.

    Args:
        frame: the study.
        documents: its documents; only those in the frame count.
        participants: its register.
        groups: its groups.
        include_reflexive: whether reflexive accounts are sessions, too.
        filters: what the inventory is restricted to; filters on codings restrict only the number of segments.
    """
    filters = filters or Filters()
    scope = take_scope(frame, filters, include_reflexive, aggregate=True)
    counter = _Counter(scope, include_reflexive, documents, participants)
    segments = compute(frame, "group", ("coder",), "segments", True, include_reflexive, filters)
    coded = dict(zip((row.key for row in segments.rows), segments.row_totals.tolist(), strict=True))
    columns = [
        counter.column(group.id, group.name, group.population, int(coded.get(group.id, 0)))
        for group in groups
        if filters.groups is None or group.id in filters.groups
    ]
    nobody = counter.column(0, NOT_ASSIGNED, None, int(coded.get(0, 0)))
    populations = [column.population for column in columns if column.population is not None]
    population = sum(populations) if columns and len(populations) == len(columns) else None
    total = counter.column(None, "Total", population, int(segments.grand_total))
    columns = [*columns, *([nobody] if nobody.sessions else []), total]
    return Inventory(tuple(columns), tuple(_notes(columns, counter.mixed(), include_reflexive)))


class _Counter:
    """Counts sessions and people from the voices in reach."""

    def __init__(
        self,
        scope: Scope,
        include_reflexive: bool,
        documents: Iterable[Document],
        participants: Iterable[Participant],
    ) -> None:
        self._frame = frame = scope.frame
        self._sessions = {document.id: document for document in documents}
        self._people = {person.id: person for person in participants}
        self._document, self._person = frame.voices.document[scope.voices], frame.voices.person[scope.voices]
        self._group = frame.voices.column(frame, "group")[scope.voices]
        self._words = frame.voice_words[scope.voices]
        self._silent = _silent_documents(scope, include_reflexive)

    def column(self, key: int | None, label: str, population: int | None, segments: int) -> InventoryColumn:
        """Count the sessions in which a group speaks; those of nobody's group for 0, all for None."""
        position = self._frame.position_of("group", key) if key else 0
        here = np.ones(self._group.size, dtype=bool) if key is None else self._group == position
        places = distinct(self._document[here]) if key else distinct(np.append(self._document[here], self._silent))
        listed = self._frame.values["document"]
        sessions = [self._sessions[listed[place - 1].key] for place in places.tolist()]
        minutes = [Decimal(repr(s.attributes.minutes)) for s in sessions if s.attributes.minutes is not None]
        dates = sorted(s.attributes.date for s in sessions if s.attributes.date)
        speakers = self._speakers(here)
        return InventoryColumn(
            key=key,
            label=label,
            kinds=tuple(self._kind(kind, sessions, here) for kind in Kind if _of_kind(sessions, kind)),
            sessions=len(sessions),
            participants=len(speakers),
            population=population,
            sexes=_count_sexes(speakers),
            first_date=dates[0] if dates else None,
            last_date=dates[-1] if dates else None,
            minutes=sum(minutes, Decimal(0)) if minutes else None,
            timed=len(minutes),
            words=int(self._words[here].sum()),
            segments=segments,
        )

    def mixed(self) -> int:
        """Count the sessions in which several groups speak."""
        groups = len(self._frame.values["group"]) + 1
        spoken = self._group > 0
        pairs = distinct(self._document[spoken].astype(np.int64) * groups + self._group[spoken])
        return int(np.count_nonzero(np.bincount(pairs // groups) > 1))

    def _kind(self, kind: Kind, sessions: list[Document], here: Mask) -> KindOfSession:
        held = _of_kind(sessions, kind)
        keys = {session.id for session in held}
        among = np.array([value.key in keys for value in self._frame.values["document"]], dtype=bool)
        speakers = self._speakers(here & among[self._document - 1])
        modes = Counter(session.attributes.mode for session in held)
        return KindOfSession(
            kind,
            len(held),
            tuple((mode, modes[mode]) for mode in Mode if modes[mode]),
            len(speakers),
            _count_sexes(speakers),
        )

    def _speakers(self, here: Mask) -> list[Participant]:
        listed = self._frame.values["participant"]
        return [self._people[listed[place - 1].key] for place in distinct(self._person[here]).tolist() if place]


def _silent_documents(scope: Scope, include_reflexive: bool) -> Positions:
    """Return the documents in which only moderators speak; they are nobody's, but they are sessions."""
    frame = scope.frame
    if "group" in scope.allowed and not scope.allowed["group"][0]:
        return np.empty(0, dtype=np.int32)
    silent = np.ones(frame.document_wave.size, dtype=bool)
    silent[0] = False
    silent[frame.voices.document] = False
    if not include_reflexive:
        silent &= ~frame.document_reflexive
    if "document" in scope.allowed:
        silent &= scope.allowed["document"]
    if "wave" in scope.allowed:
        silent &= np.take(scope.allowed["wave"], frame.document_wave)
    return np.flatnonzero(silent).astype(np.int32)


def _of_kind(sessions: list[Document], kind: Kind) -> list[Document]:
    return [session for session in sessions if session.attributes.kind is kind]


def _count_sexes(people: list[Participant]) -> tuple[tuple[str, int], ...]:
    """Count each sex, by name; those of whom it is not known come last."""
    counts = Counter(person.sex or NOT_STATED for person in people)
    return tuple(sorted(counts.items(), key=lambda item: (item[0] == NOT_STATED, item[0])))


def _notes(columns: list[InventoryColumn], mixed: int, include_reflexive: bool) -> Iterator[str]:
    """Say what the numbers do not: mixed sessions, missing durations, who is left out."""
    if mixed:
        sessions = "1 session is" if mixed == 1 else f"{mixed:,} sessions are"
        yield f"{sessions} mixed: each counts once for every group that speaks in it, and once in the total."
    total = columns[-1]
    if total.minutes is not None and total.timed < total.sessions:
        yield (
            f"The duration is known of {total.timed:,} of {total.sessions:,} sessions; "
            "total and mean are of these alone."
        )
    yield "Moderators are not counted among the participants, nor their words."
    yield f"Reflexive accounts are {'included' if include_reflexive else 'left out'}."


def _method(column: InventoryColumn) -> str:
    names = []
    for kind in column.kinds:
        apart = [f"{count} {_HELD[mode]}" for mode, count in kind.modes if mode in _HELD]
        names.append(f"{kind.kind.label} ({', '.join(apart)})" if apart else kind.kind.label)
    return "; ".join(names) or NOTHING


def _session_count(column: InventoryColumn) -> str:
    if len(column.kinds) < 2:
        return str(column.sessions)
    return f"{column.sessions}: " + ", ".join(f"{kind.kind.label} {kind.sessions}" for kind in column.kinds)


def _participant_count(column: InventoryColumn) -> str:
    if column.population is None:
        return str(column.participants)
    return f"{column.participants} (out of {column.population})"


def _sexes(sexes: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{count} {sex}" for sex, count in sexes) or NOTHING


def _by_method(column: InventoryColumn) -> str:
    parts = []
    for kind in column.kinds:
        sexes = f" ({_sexes(kind.sexes)})" if kind.sexes else ""
        parts.append(f"{kind.kind.label}: {kind.participants}{sexes}")
    return "; ".join(parts) or NOTHING


def _dates(column: InventoryColumn) -> str:
    if column.first_date is None or column.first_date == column.last_date:
        return column.first_date or NOTHING
    return f"{column.first_date} to {column.last_date}"


def _total_minutes(column: InventoryColumn) -> str:
    if column.minutes is None:
        return NOTHING
    rounded = half_up(column.minutes, 1)
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,}"


def _mean_minutes(column: InventoryColumn) -> str:
    return NOTHING if column.mean_minutes is None else str(column.mean_minutes)
