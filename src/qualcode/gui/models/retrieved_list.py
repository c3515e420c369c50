"""The retrieved segments: read page by page, and kept as they are while the study changes below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from qualcode.domain import choices
from qualcode.domain.changes import ChangeSet
from qualcode.domain.codebook import Code, Origin, path_of
from qualcode.domain.coding import Retrieved
from qualcode.domain.errors import shorten
from qualcode.domain.memos import TargetKind
from qualcode.domain.progress import Progress
from qualcode.gui.models.id_tree import NOWHERE, ROOT, IdTreeModel, Index
from qualcode.gui.models.roles import RetrievedRole
from qualcode.gui.models.words import counted
from qualcode.gui.tasks import Runner

if TYPE_CHECKING:
    from qualcode.services.project import Project
    from qualcode.services.retrieval import Query, Totals

PAGE = 100
"""How many segments are read at a time."""
_FEW = 200
"""Up to so many changed codings are looked at one by one; after more the pages shown are read again."""
_ELSEWHERE = (
    *("document", "wave", "speaker", "turn", "participant", "participant_group", "study", "choice"),
    "paragraph",
)
"""Tables of which every row of the list may show something."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """Totals that were counted in the background, and for which question."""

    asked: int
    totals: Totals


class RetrievedListModel(IdTreeModel):
    """The codings that a query finds, in the order of the documents; see ``RetrievedRole``.

    The rows are always the first ones of what the query finds; views ask for more when they come to the end.
    """

    totals_changed = Signal()
    """The numbers of the header are others, or are known now."""

    def __init__(self, project: Project, runner: Runner | None = None, parent: QObject | None = None) -> None:
        """Show nothing yet. With a ``runner`` long lists are counted in the background."""
        super().__init__(parent)
        self._project = project
        self._runner = runner
        self._query: Query | None = None
        self._asked = 0
        self._found: dict[int, Retrieved] = {}
        self._more = False
        self._taking = False
        self._totals: Totals | None = None
        self._codes: dict[int, Code] = {}
        self._groups: dict[str, int] = {}
        self._labels: dict[tuple[str, str], str] = {}

    # asked by panels ----------------------------------------------------------------------------------------

    @property
    def query(self) -> Query | None:
        """What is shown; None for nothing."""
        return self._query

    @property
    def totals(self) -> Totals | None:
        """The numbers of the header; None while they are being counted."""
        return self._totals

    def show(self, query: Query | None) -> None:
        """Show what ``query`` finds; None empties the list."""
        if query == self._query:
            return
        self._query = query
        self._load(PAGE)

    def retrieved(self, index: Index) -> Retrieved | None:
        """Return all that is known of a row."""
        return self._found.get(self.id_of(index))

    def header(self) -> str:
        """Return the words above the list, for example “23 segments · 4 documents · 11 participants”.

        A segment with several of the codes asked for is one segment and several rows.
        """
        if self._query is None:
            return ""
        totals = self._totals
        if totals is None:
            return f"more than {counted(self.rowCount(), 'segment')}"
        segments = counted(totals.segments, "segment")
        if totals.codings != totals.segments:
            segments = f"{counted(totals.codings, 'coding')} of {segments}"
        people = counted(totals.participants, "participant")
        return " · ".join((segments, counted(totals.documents, "document"), people))

    def quotation(self, index: Index) -> str:
        """Return quote and source as they are copied: “…” (Carer, female, 8; workshop-1, ¶ 12)."""
        found = self.retrieved(index)
        if found is None:
            return ""
        source = "; ".join(part for part in (found.attribution, self._source(found)) if part)
        return f"“{' '.join(found.quote.split())}” ({source})"

    # Qt's questions -----------------------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.retrieved(index)
        if found is None:
            return None
        code = self._codes.get(found.coding.code_id)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return found.quote
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(found)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(found)
            case RetrievedRole.ID:
                return found.coding.id
            case RetrievedRole.CHIP:
                return code.colour if code else None
            case RetrievedRole.RING:
                return code is not None and code.origin is not Origin.DEDUCTIVE
            case RetrievedRole.CODE:
                return code.name if code else found.code
            case RetrievedRole.SOURCE:
                return self._source(found)
            case RetrievedRole.ATTRIBUTION:
                return found.attribution
            case RetrievedRole.GROUP:
                return self._groups.get(found.groups[0]) if len(found.groups) == 1 else None
            case RetrievedRole.DETAIL:
                return self._phase(found)
            case RetrievedRole.MEMOS:
                return found.memos
            case RetrievedRole.DOCUMENT_ID:
                return found.coding.document_id
            case RetrievedRole.SPAN:
                return found.coding.start, found.coding.end
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren

    def canFetchMore(self, parent: Index) -> bool:
        # A view may ask at the very moment in which it hears of new rows; the next page comes after them.
        return self._more and not self._taking and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        page = self._project.retrieval.segments(self._query, PAGE, len(self._found))
        self._more = len(page) == PAGE
        self._take(self._found | {found.coding.id: found for found in page})

    # following the study ------------------------------------------------------------------------------------

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Show what a change did to the list; connect it to ``ChangeBridge.changed``."""
        if self._query is None:
            return
        codings = change.rows("coding").all
        if change.touched(*_ELSEWHERE) or len(codings) > _FEW:
            self._load(len(self._found))
            return
        if change.touched("code"):
            self._read_codes()
            self.show_changed(self._found)
        if codings:
            self._look_at(codings, all_new=codings == change.rows("coding").added)
        if change.touched("memo_link"):
            self._count_memos()

    def _load(self, number: int) -> None:
        """Read the first ``number`` rows, and at least a page."""
        before = self._found
        self._read_codes()
        self._groups = {group.name: place for place, group in enumerate(self._project.participants.groups(), 1)}
        self._labels = {(choice.dimension, choice.key): choice.label for choice in self._project.choices}
        wanted = max(number, PAGE)
        page = [] if self._query is None else self._project.retrieval.segments(self._query, wanted)
        self._more = len(page) == wanted
        self._take({found.coding.id: found for found in page})
        # Colours and names of groups stand in no row: rows that are equal may look different.
        self.show_changed(each for each in self._found if each in before)
        self._count()

    def _read_codes(self) -> None:
        self._codes = self._project.codebook.by_id()

    def _look_at(self, coding_ids: Iterable[int], *, all_new: bool) -> None:
        """Read just some codings again: they may be new, other ones, or gone."""
        query = self._query
        if query is None:
            return
        asked = set(coding_ids)
        among = asked if query.codings is None else asked.intersection(query.codings)
        fresh = self._project.retrieval.segments(replace(query, codings=tuple(sorted(among))))
        if all_new and not fresh:
            return  # the query finds none of them
        found = {each: row for each, row in self._found.items() if each not in asked}
        if self._more:
            if not found:
                self._load(PAGE)
                return
            # What comes after the last row shown will come with the next page.
            last = max(map(_place, found.values()))
            fresh = [row for row in fresh if _place(row) < last]
        rows = sorted((*found.values(), *fresh), key=_place)
        self._take({row.coding.id: row for row in rows})
        if len(rows) < PAGE:
            self.fetchMore(NOWHERE)
        self._count()

    def _count_memos(self) -> None:
        marked = self._project.memos.marked
        segments = marked(TargetKind.SEGMENT, sorted({f.coding.segment_id for f in self._found.values()}))
        codings = marked(TargetKind.CODING, sorted(self._found))
        self._take(
            {
                each: replace(found, memos=segments.get(found.coding.segment_id, 0) + codings.get(each, 0))
                for each, found in self._found.items()
            }
        )

    def _take(self, fresh: dict[int, Retrieved]) -> None:
        before = self._found
        # Until the rows are arranged, views may ask for old and new ones alike.
        self._found, self._taking = before | fresh, True
        try:
            self.arrange({ROOT: [*fresh]})
        finally:
            self._found, self._taking = fresh, False
        self.show_changed(each for each, found in fresh.items() if before.get(each, found) != found)

    # the header ---------------------------------------------------------------------------------------------

    def _count(self) -> None:
        query = self._query
        self._asked += 1
        if query is None or not self._more:
            self._set_totals(self._totals_of_rows())
        elif self._runner is None:
            self._set_totals(self._project.retrieval.totals(query))
        else:
            retrieval, asked = self._project.retrieval, self._asked

            def work(_progress: Progress) -> _Answer:
                return _Answer(asked, retrieval.totals(query))

            self._set_totals(None)
            self._runner.start(work, self._take_answer)

    def _totals_of_rows(self) -> Totals:
        from qualcode.services.retrieval import Totals

        codings = [found.coding for found in self._found.values()]
        return Totals(
            len(codings),
            len({coding.segment_id for coding in codings}),
            len({coding.document_id for coding in codings}),
            len({person for found in self._found.values() for person in found.speakers}),
        )

    @Slot(object)
    def _take_answer(self, answer: _Answer) -> None:
        if answer.asked == self._asked:
            self._set_totals(answer.totals)

    def _set_totals(self, totals: Totals | None) -> None:
        if totals != self._totals:
            self._totals = totals
            self.totals_changed.emit()

    # words --------------------------------------------------------------------------------------------------

    @staticmethod
    def _source(found: Retrieved) -> str:
        return f"{found.document}, ¶ {found.paragraph}"

    def _label(self, dimension: str, key: str | None) -> str:
        return "" if key is None else self._labels.get((dimension, key), key)

    def _phase(self, found: Retrieved) -> str:
        phase = self._label(choices.PHASE, found.coding.details.phase)
        return f"{phase} (assumed)" if phase and found.coding.phase_assumed else phase

    def _noted(self, found: Retrieved) -> list[str]:
        details = found.coding.details
        noted = [
            self._phase(found),
            self._label(choices.OUTCOME, details.outcome),
            self._label(choices.VALENCE, details.valence),
            self._label(choices.LOCUS, details.locus),
            "" if details.weight is None else f"Weight {details.weight}",
        ]
        return [each for each in noted if each]

    def _tip(self, found: Retrieved) -> str:
        source = [self._source(found), found.attribution, found.wave or ""]
        edited = f", changed {found.coding.edited_at[:10]}" if found.coding.edited_at else ""
        lines = [
            shorten(found.quote, 800),
            path_of(self._codes, found.coding.code_id) or found.code,
            " · ".join(part for part in source if part),
            " · ".join(self._noted(found)),
            f"{found.coding.coder}, {found.coding.created_at[:10]}{edited}",
            shorten(found.coding.details.comment, 200),
        ]
        return "\n".join(line for line in lines if line)

    def _sentence(self, found: Retrieved) -> str:
        code = self._codes.get(found.coding.code_id)
        parts = [
            shorten(found.quote, 200),
            code.name if code else found.code,
            f"{found.document}, paragraph {found.paragraph}",
            found.attribution,
            *self._noted(found),
            counted(found.memos, "memo") if found.memos else "",
        ]
        return ", ".join(part for part in parts if part)


def _place(found: Retrieved) -> tuple[int, int, int, int]:
    coding = found.coding
    return coding.document_id, coding.start, coding.end, coding.id
