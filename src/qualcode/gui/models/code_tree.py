"""The codebook as a tree that can be filtered, activated, and rearranged by drag and drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal, Slot

from qualcode.domain.changes import ChangeSet
from qualcode.domain.codebook import Code, Origin, Status, path_of
from qualcode.domain.errors import shorten
from qualcode.gui.models.code_counts import CodeCounts
from qualcode.gui.models.code_drops import (
    CodeMerge,
    CodeMove,
    TextDrop,
    codes_to_mime,
    line_above,
    outermost,
    span_of,
)
from qualcode.gui.models.id_tree import ROOT, IdTreeModel, Index
from qualcode.gui.models.roles import CodeRole, TreeRole
from qualcode.gui.models.words import counted
from qualcode.gui.selection import Selection
from qualcode.gui.text.selection import CODES_MIME, SELECTION_MIME, codes_of

if TYPE_CHECKING:
    from qualcode.services.project import Project

_ACTIVATION = [Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.AccessibleTextRole]
_COUNTS = [CodeRole.COUNT, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole]


class CodeTreeModel(IdTreeModel):
    """Codes below their parents; see ``TreeRole`` and ``CodeRole``. Ids of rows are those of the codes.

    A branch holds codes and is not laid over text itself: it toggles all codes below it, and its count is theirs.
    Any other code counts its own segments, and while it is folded those below it too.
    """

    rename_requested = Signal(object, str)
    """int, str: the user gave a code another name in place."""
    move_requested = Signal(object)
    """CodeMove."""
    merge_requested = Signal(object)
    """CodeMerge."""
    coding_requested = Signal(object)
    """TextDrop."""

    def __init__(self, project: Project, selection: Selection, parent: QObject | None = None) -> None:
        """Show the codes of ``project``."""
        super().__init__(parent)
        self._project = project
        self._selection = selection
        self._codes: dict[int, Code] = {}
        self._parents: dict[int, int | None] = {}
        self._children: dict[int, list[int]] = {}
        self._codable: dict[int, frozenset[int]] = {}
        self._counts = CodeCounts(project)
        self._folded: frozenset[int] = frozenset()
        self._filter = ""
        selection.codes_activated.connect(self._show_activation)
        self._load()

    # asked by panels ----------------------------------------------------------------------------------------

    def code(self, index: Index) -> Code | None:
        """Return the code of a row."""
        return self._codes.get(self.id_of(index))

    def codes(self) -> list[Code]:
        """Return all codes in the order of the tree, whether the filter shows them or not."""
        return list(self._codes.values())

    def codes_at(self, index: Index) -> tuple[int, ...]:
        """Return the ids that a click on the dot of a row toggles."""
        code = self.code(index)
        if code is None:
            return ()
        return (code.id,) if code.codable else tuple(sorted(self._codable[code.id]))

    def count(self, code_id: int) -> int:
        """Return the number that stands behind a code."""
        code = self._codes[code_id]
        summed = not code.codable or (code_id in self._folded and not self._filter)
        return (self._counts.summed if summed else self._counts.own)[code_id]

    # what is shown ------------------------------------------------------------------------------------------

    @property
    def filter(self) -> str:
        """The letters that the tree is narrowed to."""
        return self._filter

    def set_filter(self, letters: str) -> None:
        """Show only codes with these letters in their name, what stands above them, and what stands below (U20).

        Upper and lower case and accents make no difference. The view opens all branches then; those that were
        folded are still in ``folded``.
        """
        tidy = " ".join(letters.split())
        if tidy != self._filter:
            self._filter = tidy
            self.arrange(self._wanted())
            self.show_changed(self.ids(), [CodeRole.MATCH, *_COUNTS])

    def set_count_scope(self, documents: Iterable[int] | None) -> None:
        """Count the segments of just these documents; None for those of the whole study."""
        if self._counts.set_scope(documents):
            self._counts.count(self._codes.values())
            self.show_changed(self.ids(), _COUNTS)

    @property
    def folded(self) -> frozenset[int]:
        """The codes that are folded, so that nothing below them is seen."""
        return self._folded

    def set_folded(self, code_ids: Iterable[int]) -> None:
        """Count as if just these codes were folded; the view folds them itself."""
        before, self._folded = self._folded, frozenset(code_ids)
        self.show_changed(before ^ self._folded, _COUNTS)

    @Slot(QModelIndex)
    def note_folded(self, index: QModelIndex) -> None:
        """Take note of a branch that the user has folded; connect it to ``QTreeView.collapsed``."""
        if not self._filter:
            self.set_folded(self._folded | {self.id_of(index)})

    @Slot(QModelIndex)
    def note_opened(self, index: QModelIndex) -> None:
        """Take note of a branch that the user has opened; connect it to ``QTreeView.expanded``."""
        if not self._filter:
            self.set_folded(self._folded - {self.id_of(index)})

    # Qt's questions -----------------------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        code = self.code(index)
        if code is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return code.name
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(code)
            case Qt.ItemDataRole.CheckStateRole:
                return self._state(code).value
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(code)
            case TreeRole.ID:
                return code.id
            case TreeRole.FOLDER:
                return not code.codable
            case TreeRole.DIMMED:
                return code.status is Status.RETIRED
            case CodeRole.CHIP:
                return code.colour if code.codable else None
            case CodeRole.RING:
                return code.origin is not Origin.DEDUCTIVE
            case CodeRole.COUNT:
                return self.count(code.id)
            case CodeRole.LOCKED:
                above = self._codes.get(code.parent_id or ROOT)
                # The lock of a branch stands for all codes below it: one sign, not one in every row.
                return code.locked and not (above is not None and above.locked)
            case CodeRole.MATCH:
                return self._filter
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Toggle the activation, or ask for another name; the study itself is never written here."""
        code = self.code(index)
        if code is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            self._selection.activate_codes(self.codes_at(index), Qt.CheckState(value) != Qt.CheckState.Unchecked)
            return True
        if role == Qt.ItemDataRole.EditRole:
            name = " ".join(str(value).split())
            if name and name != code.name:
                self.rename_requested.emit(code.id, name)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags if self._project.read_only else flag.ItemIsDropEnabled
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable
        if self._project.read_only:
            return flags
        return flags | flag.ItemIsEditable | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled

    # drag and drop ------------------------------------------------------------------------------------------

    def mimeTypes(self) -> list[str]:
        return [CODES_MIME, SELECTION_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        chosen = {self.id_of(index) for index in indexes}
        codes = [code for code in self._codes.values() if code.id in chosen]
        return codes_to_mime([code.id for code in codes], [code.name for code in codes])

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return self._asked(data, action, row, parent) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for what was dropped: codes become children, with Ctrl they are merged; text is coded (U1, U19)."""
        asked = self._asked(data, action, row, parent)
        match asked:
            case TextDrop():
                self.coding_requested.emit(asked)
            case CodeMove():
                self.move_requested.emit(asked)
            case CodeMerge():
                self.merge_requested.emit(asked)
        return asked is not None

    def _asked(
        self, data: QMimeData, action: Qt.DropAction, row: int, parent: Index
    ) -> TextDrop | CodeMove | CodeMerge | None:
        if self._project.read_only:
            return None
        target = self.code(parent)
        onto = row < 0
        span = span_of(data)
        if span is not None:
            return TextDrop(target.id, span) if onto and target is not None and target.codable else None
        moved = outermost(codes_of(data), self._parents)
        line = () if target is None else (target.id, *line_above(target.id, self._parents))
        if not moved or any(each in line for each in moved):
            return None
        if action == Qt.DropAction.CopyAction:
            return CodeMerge(moved, target.id) if onto and target is not None and target.codable else None
        above = None if target is None else target.id
        return CodeMove(moved, above, None if onto else self._follower(moved, above, row))

    def _follower(self, moved: Sequence[int], parent: int | None, row: int) -> int | None:
        """Return the child that is to follow what is dropped before ``row`` of what the filter shows."""
        below = [each for each in self.children_of(parent or ROOT)[row:] if each not in moved]
        if below or not self._filter:
            return below[0] if below else None
        # Below the last row shown; what is hidden behind it stays behind.
        hidden = self._children.get(parent or ROOT, [])
        shown = [each for each in self.children_of(parent or ROOT) if each not in moved]
        behind = hidden[hidden.index(shown[-1]) + 1 :] if shown else []
        return next((each for each in behind if each not in moved), None)

    # following the study ------------------------------------------------------------------------------------

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Show what a change did to the codes or their counts; connect it to ``ChangeBridge.changed``."""
        if change.touched("code", "coding"):
            self._counts.follow(change)
            self._load()

    def _load(self) -> None:
        before, own, summed = self._codes, self._counts.own, self._counts.summed
        states = {each: self._state(code) for each, code in before.items()}
        fresh = {code.id: code for code in self._project.codebook.all()}
        self._counts.count(fresh.values())
        # Until the rows are arranged, views may ask for old and new ones alike.
        self._codes = before | fresh
        for each in before.keys() - fresh.keys():
            self._counts.own[each], self._counts.summed[each] = own[each], summed[each]
        self._index(fresh)
        self.arrange(self._wanted())
        self._codes = fresh
        self._folded = frozenset(self._folded & fresh.keys())
        now = self._counts
        self.show_changed(
            each
            for each, code in fresh.items()
            if before.get(each, code) != code
            or (own.get(each), summed.get(each)) != (now.own[each], now.summed[each])
            or states.get(each) != self._state(code)
        )

    def _index(self, fresh: dict[int, Code]) -> None:
        self._parents = {code.id: code.parent_id for code in fresh.values()}
        self._children = {}
        codable: dict[int, set[int]] = {each: set() for each in self._codes}
        for code in fresh.values():
            self._children.setdefault(code.parent_id or ROOT, []).append(code.id)
            if code.codable:
                for above in (code.id, *line_above(code.id, self._parents)):
                    codable[above].add(code.id)
        self._codable = {each: frozenset(below) for each, below in codable.items()}

    def _wanted(self) -> dict[int, list[int]]:
        if not self._filter:
            return self._children
        from qualcode.services.search import fold

        letters = fold(self._filter)
        hits = [each for each in self._parents if letters in fold(self._codes[each].name)]
        shown = set(hits)
        for each in hits:
            shown.update(line_above(each, self._parents))
        # Codes stand in the order of the tree, parents first.
        below = set(hits)
        for each, above in self._parents.items():
            if above in below:
                below.add(each)
        shown |= below
        return {above: [each for each in ids if each in shown] for above, ids in self._children.items()}

    # activation ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _show_activation(self, code_ids: frozenset[int]) -> None:
        touched = set(code_ids)
        for each in code_ids:
            touched.update(line_above(each, self._parents))
        self.show_changed(touched, _ACTIVATION)

    def _state(self, code: Code) -> Qt.CheckState:
        below = frozenset((code.id,)) if code.codable else self._codable[code.id]
        active = below & self._selection.active_codes
        if active and active == below:
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if active else Qt.CheckState.Unchecked

    # words --------------------------------------------------------------------------------------------------

    def _tip(self, code: Code) -> str:
        kind = f"{code.origin.value.capitalize()} code" if code.codable else "Branch: holds codes, takes no text"
        facts = [kind, code.provenance, "locked" if code.locked else ""]
        facts.append(code.status.value if code.status is not Status.ACTIVE else "")
        own, summed = self._counts.own[code.id], self._counts.summed[code.id]
        numbers = counted(own if code.codable else summed, "segment")
        if code.codable and summed != own:
            numbers += f", {summed:,} with the codes below it"
        lines = [path_of(self._codes, code.id), " · ".join(fact for fact in facts if fact)]
        return "\n".join([*lines, *([shorten(code.definition, 300)] if code.definition else []), numbers])

    def _sentence(self, code: Code) -> str:
        parts = [code.name, code.origin.value if code.codable else "branch"]
        if not code.codable:
            parts.append(counted(len(self._codable[code.id]), "code"))
        parts.append(counted(self.count(code.id), "segment"))
        parts += ["locked"] if code.locked else []
        parts += [code.status.value] if code.status is not Status.ACTIVE else []
        active = {
            Qt.CheckState.Checked: "activated",
            Qt.CheckState.PartiallyChecked: "partly activated",
            Qt.CheckState.Unchecked: "not activated",
        }
        return ", ".join([*parts, active[self._state(code)]])
