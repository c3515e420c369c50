"""The data inventory: what was collected from whom, computed and never typed (D7, T1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from qualcode.analysis.frames import NOT_ASSIGNED, StudyFrame
from qualcode.analysis.matrix import Filters, compute
from qualcode.analysis.matrix.scope import Scope, take_scope
from qualcode.analysis.rounding import half_up
from qualcode.domain.documents import Document, Kind, Mode
from qualcode.domain.participants import Group, Participant

NOTHING = "–"
NOT_STATED = "not stated"


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

    ``key`` is the group's id, 0 for sessions of nobody in particular, None for the total. ``participants`` are those
    who speak in the sessions, ``population`` how many could have; ``minutes`` is the duration of the ``timed``
    sessions together, None when none is known; dates are ISO dates; ``words`` are those that the group speaks.
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
        lines = (
            ("Method", _method),
            ("Sessions", _sessions),
            ("Participants", _participants),
            ("Sex", lambda column: _sexes(column.sexes)),
            ("Participants by method", _by_method),
            ("Dates", _dates),
            ("Duration, total (minutes)", lambda column: _minutes(column.minutes)),
            ("Duration, mean (minutes)", lambda column: _minutes(column.mean_minutes)),
            ("Words", lambda column: f"{column.words:,}"),
            ("Segments", lambda column: f"{column.segments:,}"),
        )
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

    A session in which several groups speak counts once for each of them and once in the total. Sessions in which only
    people without a group of the register speak stand in a column of their own, if there are any.

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
    counter = _Counter(
        frame,
        scope,
        {document.id: document for document in documents},
        {person.id: person for person in participants},
    )
    segments = compute(frame, "group", ("coder",), "segments", True, include_reflexive, filters)
    coded = dict(zip((row.key for row in segments.rows), segments.row_totals.tolist(), strict=True))
    columns = [
        counter.column(group.id, group.label or group.name, group.population, int(coded.get(group.id, 0)))
        for group in groups
        if filters.groups is None or group.id in filters.groups
    ]
    unassigned = counter.column(0, NOT_ASSIGNED, None, int(coded.get(0, 0)))
    populations = [column.population for column in columns]
    known = [size for size in populations if size is not None]
    population = sum(known) if known and len(known) == len(populations) else None
    total = counter.column(None, "Total", population, int(segments.grand_total))
    shown = [*columns, *([unassigned] if unassigned.sessions or unassigned.segments else []), total]
    return Inventory(tuple(shown), counter.notes(include_reflexive))


class _Counter:
    """Counts sessions and people from the voices in reach."""

    def __init__(
        self, frame: StudyFrame, scope: Scope, documents: dict[int, Document], people: dict[int, Participant]
    ) -> None:
        self._frame = frame
        self._documents, self._people = documents, people
        voices = frame.voices
        reach = scope.voices
        self._document, self._person = voices.document[reach], voices.person[reach]
        self._group = voices.column(frame, "group")[reach]
        self._words = frame.voice_words[reach]

    def column(self, key: int | None, label: str, population: int | None, segments: int) -> InventoryColumn:
        """Count the sessions in which a group speaks; all sessions for None."""
        position = 0 if not key else self._position(key)
        here = np.ones(self._group.size, dtype=bool) if key is None else self._group == position
        sessions = self._sessions(self._document[here].tolist())
        speakers = self._speakers(self._person[here].tolist())
        minutes = [Decimal(repr(s.attributes.minutes)) for s in sessions if s.attributes.minutes is not None]
        dates = sorted(s.attributes.date for s in sessions if s.attributes.date)
        return InventoryColumn(
            key=key,
            label=label,
            kinds=tuple(
                self._kind(kind, [s for s in sessions if s.attributes.kind is kind], here)
                for kind in Kind
                if any(s.attributes.kind is kind for s in sessions)
            ),
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
