"""The documents of a study in the folders of their waves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from qualcode.domain.changes import ChangeSet
from qualcode.domain.documents import Document
from qualcode.gui.delegates.document_row import document_icon
from qualcode.gui.delegates.pieces import percent
from qualcode.gui.models.id_tree import ROOT, IdTreeModel, Index
from qualcode.gui.models.roles import DocumentRole, TreeRole
from qualcode.gui.models.words import counted, day, period
from qualcode.gui.selection import Selection

if TYPE_CHECKING:
    from qualcode.services.project import Project

NO_WAVE = "No wave"
_FEW_SEGMENTS = 200
"""Up to so many changed segments it is quicker to look up whose they are than to measure all documents."""
_ACTIVATION = [Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.AccessibleTextRole]


@dataclass(frozen=True, slots=True)
class _Folder:
    """A wave: its name (None for no wave) and its documents in order."""

    wave: str | None
    documents: tuple[int, ...]
    time: str

    @property
    def name(self) -> str:
        return NO_WAVE if self.wave is None else self.wave


class DocumentTreeModel(IdTreeModel):
    """Waves as folders, documents below them; “No wave” last. See ``TreeRole`` and ``DocumentRole``.

    Activation is that of ``Selection``; a folder toggles all documents below it.
    """

    rename_requested = Signal(object, str)
    """int, str: the user gave a document another name in place."""

    def __init__(self, project: Project, selection: Selection, parent: QObject | None = None) -> None:
        """Show the documents of ``project``."""
        super().__init__(parent)
        self._project = project
        self._selection = selection
        self._documents: dict[int, Document] = {}
        self._folders: dict[int, _Folder] = {}
        self._folder_ids: dict[str | None, int] = {}
        selection.documents_activated.connect(self._show_activation)
        self._load()

    # asked by panels ----------------------------------------------------------------------------------------

    def document(self, index: Index) -> Document | None:
        """Return the document of a row; None for a folder."""
        return self._documents.get(_document_id(self.id_of(index)))

    def documents_at(self, index: Index) -> tuple[int, ...]:
        """Return the ids of the document of a row, or of all documents of a folder."""
        row = self.id_of(index)
        if row in self._folders:
            return self._folders[row].documents
        document = _document_id(row)
        return (document,) if document in self._documents else ()

    def index_of_document(self, document_id: int) -> Index:
        """Return the row of a document; the invalid index when it is not in the study."""
        return self.index_of(_row_id(document_id))

    def ordered(self) -> list[Document]:
        """Return all documents as they stand, from top to bottom."""
        return [self._documents[each] for folder in self._in_order() for each in folder.documents]

    # Qt's questions -----------------------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.id_of(index)
        if row in self._folders:
            return self._folder_data(self._folders[row], role)
        document = self._documents.get(_document_id(row))
        return None if document is None else self._document_data(document, role)

    def _folder_data(self, folder: _Folder, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return folder.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{folder.name}: {counted(len(folder.documents), 'document')}"
            case Qt.ItemDataRole.CheckStateRole:
                return self._folder_state(folder).value
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._folder_sentence(folder)
            case TreeRole.FOLDER:
                return True
            case DocumentRole.ASIDE:
                return folder.time
            case _:
                return None

    def _document_data(self, document: Document, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return document.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{document.name}\n{described(document)}"
            case Qt.ItemDataRole.CheckStateRole:
                active = document.id in self._selection.active_documents
                return (Qt.CheckState.Checked if active else Qt.CheckState.Unchecked).value
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._document_sentence(document)
            case TreeRole.ID:
                return document.id
            case TreeRole.FOLDER | TreeRole.DIMMED:
                return False
            case DocumentRole.ICON:
                attributes = document.attributes
                return document_icon(attributes.kind.value, attributes.mode.value if attributes.mode else None)
            case DocumentRole.CODED:
                return document.coded
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Toggle the activation, or ask for another name; the study itself is never written here."""
        if role == Qt.ItemDataRole.CheckStateRole:
            active = Qt.CheckState(value) != Qt.CheckState.Unchecked
            self._selection.activate_documents(self.documents_at(index), active)
            return True
        document = self.document(index)
        if role == Qt.ItemDataRole.EditRole and document is not None:
            name = " ".join(str(value).split())
            if name and name != document.name:
                self.rename_requested.emit(document.id, name)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        if self.document(index) is None:
            return flags
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags if self._project.read_only else flags | Qt.ItemFlag.ItemIsEditable

    # following the study ------------------------------------------------------------------------------------

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Show what a change did to the documents; connect it to ``ChangeBridge.changed``."""
        if change.touched("document", "wave", "speaker"):
            self._load()
            return
        segments = change.rows("segment").all
        if not segments:
            return
        owners = self._owners(change) if len(segments) <= _FEW_SEGMENTS else None
        if owners is None:
            self._load()
        else:
            self._measure(owners)

    def _owners(self, change: ChangeSet) -> set[int] | None:
        """Return the documents of the segments that a change touched; None when it does not say."""
        owners = set()
        for table, _, before, after in self._project.history.changes(change.operation):
            if table == "segment":
                owner = (after or before or {}).get("document_id")
                if not isinstance(owner, int):
                    return None
                owners.add(owner)
        return owners

    def _measure(self, document_ids: Iterable[int]) -> None:
        """Read some documents again: other parts of them are coded now."""
        changed = []
        for each in document_ids:
            if each in self._documents:
                fresh = self._project.documents.get(each)
                if fresh != self._documents[each]:
                    self._documents[each] = fresh
                    changed.append(_row_id(each))
        self.show_changed(changed)

    def _load(self) -> None:
        listed = self._project.documents.all()
        before, folders_before = self._documents, self._folders
        fresh = {document.id: document for document in listed}
        by_wave: dict[str | None, list[Document]] = {}
        for document in listed:
            by_wave.setdefault(document.attributes.wave, []).append(document)
        folders = {self._folder_id(wave): _folder(wave, held) for wave, held in by_wave.items()}
        # Until the rows are arranged, views may ask for old and new ones alike.
        self._documents, self._folders = before | fresh, folders_before | folders
        wanted = {row: [_row_id(each) for each in folder.documents] for row, folder in folders.items()}
        ordered = sorted(folders, key=lambda row: folders[row].wave is None)
        self.arrange({ROOT: ordered, **wanted})
        self._documents, self._folders = fresh, folders
        changed = [_row_id(each) for each, document in fresh.items() if before.get(each, document) != document]
        renewed = [row for row, folder in folders.items() if folders_before.get(row, folder) != folder]
        self.show_changed([*changed, *renewed])

    def _folder_id(self, wave: str | None) -> int:
        # Odd numbers are folders, even ones documents; a wave keeps its number for as long as we live.
        return self._folder_ids.setdefault(wave, 2 * len(self._folder_ids) + 1)

    def _in_order(self) -> list[_Folder]:
        return [self._folders[row] for row in self.children_of()]

    # activation ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _show_activation(self, document_ids: frozenset[int]) -> None:
        rows = [_row_id(each) for each in document_ids if each in self._documents]
        self.show_changed(rows, _ACTIVATION)
        self.show_changed({self.parent_of(row) for row in rows}, _ACTIVATION)

    def _folder_state(self, folder: _Folder) -> Qt.CheckState:
        active = sum(each in self._selection.active_documents for each in folder.documents)
        if active == len(folder.documents):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if active else Qt.CheckState.Unchecked

    # words --------------------------------------------------------------------------------------------------

    def _folder_sentence(self, folder: _Folder) -> str:
        number = len(folder.documents)
        active = sum(each in self._selection.active_documents for each in folder.documents)
        state = "not activated" if not active else "activated" if active == number else f"{active} activated"
        return f"{folder.name}, {counted(number, 'document')}, {state}"

    def _document_sentence(self, document: Document) -> str:
        active = document.id in self._selection.active_documents
        parts = [document.name, document.attributes.kind.label.lower(), f"{percent(document.coded)} coded"]
        return ", ".join([*parts, "activated" if active else "not activated"])


def _row_id(document_id: int) -> int:
    return 2 * document_id


def _document_id(row_id: int) -> int:
    return row_id // 2 if row_id % 2 == 0 else 0


def _folder(wave: str | None, documents: list[Document]) -> _Folder:
    dates = [document.attributes.date for document in documents if document.attributes.date]
    return _Folder(wave, tuple(document.id for document in documents), period(dates))


def described(document: Document) -> str:
    """Say in one line what is known of a document."""
    attributes = document.attributes
    parts = [
        attributes.kind.label,
        day(attributes.date) if attributes.date else "",
        f"{attributes.minutes:g} min" if attributes.minutes is not None else "",
        counted(document.speakers, "speaker") if document.speakers else "",
        counted(document.words, "word"),
        counted(document.segments, "segment"),
        f"{percent(document.coded)} coded",
    ]
    return " · ".join(part for part in parts if part)
