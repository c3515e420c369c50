"""Coded segments found again: by code, document, speaker, wave and what is noted on them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.domain import choices
from qualcode.domain.codebook import descendants
from qualcode.domain.coding import Coding, Retrieved
from qualcode.domain.errors import Refusal
from qualcode.domain.memos import TargetKind
from qualcode.domain.text import paragraph_starts
from qualcode.services.codebook import Codebook
from qualcode.services.desk import Desk
from qualcode.services.voices import Voices
from qualcode.store.tables import coding as coding_table
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import memos as memo_table
from qualcode.store.unit_of_work import View

Place = tuple[int, int, int, int, int]
"""Coding, segment, document, start, end."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; None means no restriction. ``codes`` include the codes below them unless ``exact``."""

    documents: tuple[int, ...] | None = None
    codes: tuple[int, ...] | None = None
    exact: bool = True
    groups: tuple[str, ...] | None = None
    participants: tuple[int, ...] | None = None
    waves: tuple[str, ...] | None = None
    coders: tuple[str, ...] | None = None
    phases: tuple[str, ...] | None = None
    outcomes: tuple[str, ...] | None = None
    valences: tuple[str, ...] | None = None
    loci: tuple[str, ...] | None = None
    codings: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The header of a list of segments."""

    codings: int = 0
    segments: int = 0
    documents: int = 0
    participants: int = 0


@dataclass(slots=True)
class _Pages:
    """Texts for a list, each document fetched once."""

    desk: Desk
    connection: View
    texts: dict[int, str] = field(default_factory=dict)
    starts: dict[int, list[int]] = field(default_factory=dict)

    def text(self, document: int) -> str:
        if document not in self.texts:
            self.texts[document] = self.desk.text(self.connection, document)
        return self.texts[document]

    def quote(self, coding: Coding) -> tuple[str, int]:
        document = coding.document_id
        text = self.text(document)[coding.start : coding.end]
        if document not in self.starts:
            self.starts[document] = paragraph_starts(self.texts[document])
        return text, bisect_right(self.starts[document], coding.start)


class Retrieval:
    """Coded segments of one study, with everything that a list shows of them."""

    def __init__(self, desk: Desk, codebook: Codebook) -> None:
        self._desk = desk
        self._codebook = codebook

    def segments(self, query: Query | None = None, limit: int | None = None, offset: int = 0) -> list[Retrieved]:
        """Return codings with quote, source, speakers and number of memos, in the order of the documents.

        Args:
            limit: how many at most (None: all).
            offset: how many to pass over first.
        """
        asked = query or Query()
        with self._desk.read() as connection:
            places = self._places(connection, asked, limit, offset)
            found = coding_table.find(connection, [place[0] for place in places])
            return self._dress(connection, found)

    def totals(self, query: Query | None = None) -> Totals:
        """Return the numbers of the header: codings, different segments, documents and participants."""
        with self._desk.read() as connection:
            found = self._places(connection, query or Query())
            voices = Voices(connection, {place[2] for place in found})
            people = {p for _, _, document, start, end in found for p in voices.in_span(document, start, end)}
        segments, documents = {place[1] for place in found}, {place[2] for place in found}
        return Totals(len(found), len(segments), len(documents), len(people))

    def _places(self, connection: View, query: Query, limit: int | None = None, offset: int = 0) -> list[Place]:
        codes = query.codes
        if codes is not None and not query.exact:
            tree = self._codebook.tree()
            codes = tuple({below for code in codes for below in descendants(tree, code)})
        by_speaker = query.groups is not None or query.participants is not None
        found = coding_table.places(
            connection,
            ids=query.codings,
            documents=query.documents,
            codes=codes,
            choices=self._choices(query),
            coders=query.coders,
            waves=query.waves,
            limit=None if by_speaker else limit,
            offset=0 if by_speaker else offset,
        )
        places = [(row[0], row[1], row[2], row[3], row[4]) for row in found]
        if not by_speaker:
            return places
        voices = Voices(connection, {place[2] for place in places})
        spoken = [place for place in places if self._speaks(voices, place, query)]
        return spoken[offset : None if limit is None else offset + limit]

    def _choices(self, query: Query) -> dict[str, list[int]]:
        wanted: dict[str, list[int]] = {}
        for dimension, values in (
            (choices.PHASE, query.phases),
            (choices.OUTCOME, query.outcomes),
            (choices.VALENCE, query.valences),
            (choices.LOCUS, query.loci),
        ):
            if values is not None:
                ids = [self._desk.choice_id(dimension, value) for value in values]
                wanted[dimension] = [each for each in ids if each is not None]
        return wanted

    @staticmethod
    def _speaks(voices: Voices, place: Place, query: Query) -> bool:
        people = voices.in_span(place[2], place[3], place[4])
        if query.participants is not None and not set(people) & set(query.participants):
            return False
        return query.groups is None or bool(set(voices.groups(people)) & set(query.groups))

    def _dress(self, connection: View, found: Sequence[Coding]) -> list[Retrieved]:
        voices = Voices(connection, {coding.document_id for coding in found})
        names = {code.id: code.name for code in self._codebook.tree()}
        documents = document_table.labels(connection)
        noted = memo_table.linked_to(connection, TargetKind.SEGMENT, sorted({c.segment_id for c in found}))
        on_coding = memo_table.linked_to(connection, TargetKind.CODING, [c.id for c in found])
        pages = _Pages(self._desk, connection)
        dressed = []
        for coding in found:
            people = voices.in_span(coding.document_id, coding.start, coding.end)
            quote, paragraph = pages.quote(coding)
            document, wave = documents[coding.document_id]
            dressed.append(
                Retrieved(
                    coding=coding,
                    document=document,
                    code=names[coding.code_id],
                    quote=quote,
                    paragraph=paragraph,
                    speakers=people,
                    attribution=voices.printed(people),
                    groups=voices.groups(people),
                    wave=wave,
                    memos=noted.get(coding.segment_id, 0) + on_coding.get(coding.id, 0),
                )
            )
        return dressed

    def group_name(self, name: str) -> str:
        """Return the group of this name or label, in any case.

        Raises:
            Refusal: when there is none.
        """
        from qualcode.store.tables import participants as participant_table

        with self._desk.read() as connection:
            groups = participant_table.groups(connection)
        for group in groups:
            if name.strip().casefold() in (group.name.casefold(), group.label.casefold()):
                return group.name
        known = ", ".join(group.name for group in groups) or "none yet"
        raise Refusal(f"There is no group “{name}” in this study. Its groups: {known}.")
