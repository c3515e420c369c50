"""A tree of ids that becomes another by rows inserted, moved and removed, so that views keep their place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

ROOT = 0
"""The id that stands for no row: the parent of the rows on top. Ids of rows are greater."""

_MOST_RUNS = 8
"""Up to so many runs of rows change one by one in a tree of any size."""
_MOST_WORK = 20_000
"""Rows × runs up to which more of them do: a view looks at all its rows for each run (measured: 0.6 µs a row)."""


class IdTreeModel(QAbstractItemModel):
    """Rows known by integer ids, in a tree or in a plain list. Subclasses answer the roles.

    An index carries the id of its row (``internalId``), never an object that could be gone.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty tree."""
        super().__init__(parent)
        self._below: dict[int, list[int]] = {ROOT: []}
        self._above: dict[int, int] = {}
        self._rows: dict[int, dict[int, int]] = {}

    # Qt's questions -----------------------------------------------------------------------------------------

    def index(self, row: int, column: int = 0, parent: Index = NOWHERE) -> QModelIndex:
        ids = self._below.get(self.id_of(parent), [])
        if parent.column() > 0 or not (0 <= row < len(ids) and 0 <= column < self.columnCount()):
            return QModelIndex()
        return self.createIndex(row, column, ids[row])

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        above = self._above.get(self.id_of(child), ROOT)
        return self.index_of(above)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self._below.get(self.id_of(parent), ()))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 1

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        return self.rowCount(parent) > 0

    # by id ------------------------------------------------------------------------------------------------

    @staticmethod
    def id_of(index: Index) -> int:
        """Return the id of a row; ``ROOT`` for the invalid index."""
        return int(index.internalId()) if index.isValid() else ROOT

    def index_of(self, row_id: int, column: int = 0) -> QModelIndex:
        """Return the index of a row, the invalid one when there is none of that id."""
        if row_id not in self._above:
            return QModelIndex()
        return self.createIndex(self._row(row_id), column, row_id)

    def children_of(self, row_id: int = ROOT) -> tuple[int, ...]:
        """Return the ids below a row, in order."""
        return tuple(self._below.get(row_id, ()))

    def parent_of(self, row_id: int) -> int:
        """Return the id above a row."""
        return self._above.get(row_id, ROOT)

    def ids(self) -> Iterator[int]:
        """Yield all ids, parents before children."""
        waiting = [*reversed(self._below[ROOT])]
        while waiting:
            found = waiting.pop()
            yield found
            waiting.extend(reversed(self._below.get(found, ())))

    def _row(self, row_id: int) -> int:
        above = self._above[row_id]
        known = self._rows.get(above)
        if known is None:
            known = self._rows[above] = {each: row for row, each in enumerate(self._below[above])}
        return known[row_id]

    # changing ---------------------------------------------------------------------------------------------

    def arrange(self, wanted: Mapping[int, Sequence[int]]) -> None:
        """Become the tree in which ``wanted[id]`` stand below ``id``, in order; those below ``ROOT`` on top.

        Views ask at once: what new rows show must be there already, what old ones show must be there still.
        """
        above = {child: parent for parent, ids in wanted.items() for child in ids}
        runs = self._count_runs(wanted)
        if runs > _MOST_RUNS and runs * max(len(above), len(self._above)) > _MOST_WORK:
            self._rebuild(wanted, above)
            return
        self._remove_whole(above)
        waiting = [ROOT]
        while waiting:
            parent = waiting.pop()
            self._place(parent, wanted.get(parent, ()))
            waiting.extend(wanted.get(parent, ()))
        # What held rows that stay is empty only now.
        self._remove_whole(above)

    def show_changed(self, ids: Iterable[int], roles: Sequence[int] = ()) -> None:
        """Tell the views that rows answer differently; ids without a row are passed over."""
        by_parent: dict[int, list[int]] = {}
        for each in ids:
            if each in self._above:
                by_parent.setdefault(self._above[each], []).append(self._row(each))
        last = self.columnCount() - 1
        for parent, rows in by_parent.items():
            above = self.index_of(parent)
            for first, end in _runs(sorted(rows)):
                left, right = self.index(first, 0, above), self.index(end - 1, last, above)
                self.dataChanged.emit(left, right, list(roles))

    def _count_runs(self, wanted: Mapping[int, Sequence[int]]) -> int:
        """Count the runs of rows that would have to be inserted, moved or removed."""
        runs = 0
        for parent in self._below.keys() | wanted.keys():
            now, then = self._below.get(parent, []), wanted.get(parent, ())
            here, there = set(now), set(then)
            runs += _borders(now, there) + _borders(then, here)
            stayed = (each for each in now if each in there)
            runs += sum(one != other for one, other in zip(stayed, (t for t in then if t in here), strict=True))
        return runs

    def _rebuild(self, wanted: Mapping[int, Sequence[int]], above: dict[int, int]) -> None:
        """Exchange everything at once; selection and open branches hold on to the ids."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        self._below = {parent: list(ids) for parent, ids in wanted.items() if ids}
        self._below.setdefault(ROOT, [])
        self._above = above
        self._rows = {}
        now = [self.index_of(self.id_of(index), index.column()) for index in held]
        self.changePersistentIndexList(held, now)
        self.layoutChanged.emit()

    def _remove_whole(self, above: Mapping[int, int]) -> None:
        """Remove the rows that are not wanted and hold nothing that is."""
        gone = {each for each in self._above if each not in above}
        if not gone:
            return
        for each in self._above:
            if each not in gone:  # what holds it must wait until it was moved away
                parent = self._above[each]
                while parent in gone:
                    gone.discard(parent)
                    parent = self._above[parent]
        tops: dict[int, list[int]] = {}
        for each in gone:
            if self._above[each] not in gone:
                tops.setdefault(self._above[each], []).append(self._row(each))
        for parent, rows in tops.items():
            index = self.index_of(parent)
            for first, end in reversed([*_runs(sorted(rows))]):
                self.beginRemoveRows(index, first, end - 1)
                for each in self._below[parent][first:end]:
                    self._forget(each)
                del self._below[parent][first:end]
                self._rows.pop(parent, None)
                self.endRemoveRows()

    def _forget(self, row_id: int) -> None:
        del self._above[row_id]
        self._rows.pop(row_id, None)
        for child in self._below.pop(row_id, ()):
            self._forget(child)

    def _place(self, parent: int, wanted: Sequence[int]) -> None:
        """Put the rows below ``parent`` in order; what is to go from there stands among them still."""
        now = self._below.setdefault(parent, [])
        if now == list(wanted):
            return
        stayed = [each for each in wanted if self._above.get(each) == parent]
        staying = _longest_ascent(stayed, {each: row for row, each in enumerate(now)})
        at, number = 0, 0
        while number < len(wanted):
            each = wanted[number]
            if each in staying:
                at = now.index(each, at) + 1
                number += 1
            elif each in self._above:
                at = self._move(each, parent, at) + 1
                number += 1
            else:
                end = number
                while end < len(wanted) and wanted[end] not in self._above:
                    end += 1
                self._insert(wanted[number:end], parent, at)
                at, number = at + end - number, end

    def _insert(self, ids: Sequence[int], parent: int, at: int) -> None:
        self.beginInsertRows(self.index_of(parent), at, at + len(ids) - 1)
        self._below[parent][at:at] = ids
        for each in ids:
            self._above[each] = parent
        self._rows.pop(parent, None)
        self.endInsertRows()

    def _move(self, row_id: int, parent: int, at: int) -> int:
        """Move a row before row ``at`` of ``parent``; return the row in which it then stands."""
        before = self._above[row_id]
        row = self._row(row_id)
        if before == parent and row in (at - 1, at):
            return row
        if not self.beginMoveRows(self.index_of(before), row, row, self.index_of(parent), at):
            raise ValueError(f"Row {row_id} cannot stand below itself.")
        del self._below[before][row]
        if before == parent and row < at:
            at -= 1
        self._below[parent].insert(at, row_id)
        self._above[row_id] = parent
        self._rows.pop(before, None)
        self._rows.pop(parent, None)
        self.endMoveRows()
        return at


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, beyond) of each stretch of neighbouring numbers."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place] != rows[place - 1] + 1:
            yield rows[start], rows[place - 1] + 1
            start = place


def _borders(ids: Sequence[int], others: set[int]) -> int:
    """Count the runs of those ``ids`` that are not among ``others``."""
    return sum(1 for place, each in enumerate(ids) if each not in others and (place == 0 or ids[place - 1] in others))


def _longest_ascent(ids: Sequence[int], rows: Mapping[int, int]) -> set[int]:
    """Return as many of ``ids`` as can stay where they are, because their rows ascend."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, each in enumerate(ids):
        length = bisect_left(ends, rows[each])
        before.append(places[length - 1] if length else -1)
        if length == len(ends):
            ends.append(rows[each])
            places.append(place)
        else:
            ends[length] = rows[each]
            places[length] = place
    staying: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        staying.add(ids[place])
        place = before[place]
    return staying
