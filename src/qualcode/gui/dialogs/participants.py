"""The participant register: people and their groups, edited in place (D1, D2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDir, QModelIndex, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from qualcode.domain.errors import Refusal
from qualcode.domain.participants import DEFAULT_ATTRIBUTION, Group, Participant, ParticipantDraft
from qualcode.gui.dialogs import register_model as register
from qualcode.gui.dialogs.cells import CellDelegate, form_table
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.dialogs.group_model import GroupModel
from qualcode.gui.fonts import scaled
from qualcode.gui.models.words import counted
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.text_label import TextLabel

SEXES = ("female", "male", "other")


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group as it was filled in: made when it is new, else its label and population are changed."""

    name: str
    label: str
    population: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """What differs from the register that was shown; ``changed`` maps a participant's id to what it says now."""

    added: tuple[ParticipantDraft, ...] = ()
    changed: tuple[tuple[int, ParticipantDraft], ...] = ()
    removed: tuple[int, ...] = ()
    groups: tuple[GroupDraft, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.groups)


def ask(
    parent: QWidget | None,
    people: Sequence[Participant],
    groups: Sequence[Group],
    *,
    reader: Callable[[Path], Sequence[ParticipantDraft]],
    template: str = DEFAULT_ATTRIBUTION,
    add: str = "",
) -> RegisterChanges | None:
    """Ask what is to change in the register.

    Args:
        reader: reads a register from a csv or xlsx file; it may raise ``Refusal``.
        template: that of the attribution.
        add: speaker label of a participant who is to be added at once.
    """
    dialog = ParticipantsDialog(people, groups, reader, template, parent)
    if add:
        dialog.add_participant(add)
    return ask_for(dialog, dialog.answer)


class ParticipantsDialog(DialogFrame):
    """Two tables: the people, and their groups."""

    def __init__(
        self,
        people: Sequence[Participant],
        groups: Sequence[Group],
        reader: Callable[[Path], Sequence[ParticipantDraft]],
        template: str = DEFAULT_ATTRIBUTION,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``people`` and ``groups``; see ``ask``."""
        super().__init__("Participants", "Save", parent, width=1200)
        self._before = {person.id: register.as_draft(person) for person in people}
        self._reader = reader
        self._groups = GroupModel(groups, self)
        self._model = register.RegisterModel(people, self._groups.groups, template, self)
        self._groups.set_counter(self._model.count_in)
        self._table = form_table("people", "Participants", self._model, self)
        self._group_table = form_table("groups", "Groups", self._groups, self)
        self._lay_out()
        self._model.dataChanged.connect(self._show_state)
        self._model.modelReset.connect(self._show_state)
        self._model.rowsRemoved.connect(self._show_state)
        self._groups.dataChanged.connect(self._show_state)
        self._show_state()
        if self._model.rowCount():
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._table.setFocus()

    def _lay_out(self) -> None:
        people = CellDelegate(self._table, problem_role=register.PROBLEM_ROLE)
        people.offer(register.GROUP, self._group_names)
        people.offer(register.SEX, lambda: SEXES)
        self._table.setItemDelegate(people)
        header = self._table.horizontalHeader()
        for at, width in ((0, 80), (1, 240), (2, 168), (3, 52), (4, 80), (5, 120), (7, 256)):
            self._table.setColumnWidth(at, scaled(width))
        header.setSectionResizeMode(register.ATTRIBUTES, QHeaderView.ResizeMode.Stretch)
        self._group_table.setItemDelegate(CellDelegate(self._group_table))
        for at, width in ((1, 240), (2, 208), (3, 128)):
            self._group_table.setColumnWidth(at, scaled(width))
        self._group_table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._group_table.setFixedHeight(scaled(30 + 32 * 4))
        column = QVBoxLayout()
        column.setSpacing(scaled(8))
        self._title = TextLabel("", "strong", "text", self)
        column.addLayout(
            self._head(
                self._title,
                self._button("Import…", "import", "import", self._import),
                self._button("Remove", "remove", "trash-2", self.remove_chosen),
                self._button("Add participant", "add", "plus", self.add_like_this),
            )
        )
        column.addWidget(self._table, 1)
        column.addSpacing(scaled(8))
        self._group_title = TextLabel("Groups", "strong", "text", self)
        column.addLayout(self._head(self._group_title, self._button("Add group", "add-group", "plus", self.add_group)))
        column.addWidget(self._group_table)
        self.set_body(column)
        self.set_size(1200, 700)

    def _button(self, words: str, name: str, icon: str, act: Callable[[], None]) -> PushButton:
        button = PushButton(words, icon, parent=self)
        button.setObjectName(name)
        button.clicked.connect(act)
        return button

    @staticmethod
    def _head(title: TextLabel, *buttons: PushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        row.addWidget(title, 1)
        for button in buttons:
            row.addWidget(button)
        return row

    def _group_names(self) -> Sequence[str]:
        return (*(group.name for group in self._groups.groups()), register.MODERATOR)

    # what the user does --------------------------------------------------------------------------------------------

    @Slot()
    def add_like_this(self) -> None:
        """Add a row as the button does."""
        self.add_participant()

    def add_participant(self, speaker: str = "") -> None:
        """Add a row and begin to fill it in; its group is that of the current row, else the first one."""
        here = self._table.currentIndex()
        lines = self._model.lines()
        like = lines[here.row()].draft if here.isValid() and lines else None
        group = like.group if like and not speaker else None
        label = like.label if like and group else None
        first = next(iter(self._groups.groups()), None)
        if group is None and first is not None:
            group, label = first.name, first.label
        index = self._model.add(ParticipantDraft(speaker, group, label))
        self._begin(self._table, index)

    @Slot()
    def remove_chosen(self) -> None:
        """Take out the participants that are selected."""
        rows = {index.row() for index in self._table.selectedIndexes()}
        self._model.remove(rows)
        if rows and self._model.rowCount():
            self._table.setCurrentIndex(self._model.index(min(min(rows), self._model.rowCount() - 1), 0))
        self._table.setFocus()

    @Slot()
    def add_group(self) -> None:
        """Add a row for a group and begin to fill it in."""
        self._begin(self._group_table, self._groups.add())

    def import_file(self, path: Path) -> None:
        """Take in the register that stands in a file, or say why it cannot be read."""
        try:
            drafts = self._reader(path)
        except Refusal as refusal:
            self.set_status(str(refusal), "danger")
            return
        for draft in drafts:
            if draft.group:
                self._groups.make_known(draft.group, draft.label or draft.group)
        added, changed = self._model.take_in(drafts)
        self._show_state()
        if not self._model.problems():
            self.set_status(f"{path.name}: {added} new, {changed} changed.", "success")

    @Slot()
    def _import(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, "Participants", QDir.homePath(), "Tables (*.csv *.xlsx)")
        if found:
            self.import_file(Path(found))

    @staticmethod
    def _begin(table: QTableView, index: QModelIndex) -> None:
        table.scrollTo(index)
        table.setCurrentIndex(index)
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        table.edit(index)

    # what comes of it ----------------------------------------------------------------------------------------------

    def answer(self) -> RegisterChanges:
        """Return what differs from what was shown."""
        lines = self._model.lines()
        there = {line.id for line in lines}
        return RegisterChanges(
            added=tuple(line.draft for line in lines if line.id is None),
            changed=tuple(
                (line.id, line.draft) for line in lines if line.id is not None and line.draft != self._before[line.id]
            ),
            removed=tuple(id_ for id_ in self._before if id_ not in there),
            groups=tuple(GroupDraft(*entry) for entry in self._groups.changes()),
        )

    def problem(self) -> str | None:
        self._model.demand_all()
        found = self._model.problems()
        if found:
            index = self._model.first_problem()
            self._table.setCurrentIndex(index)
            self._table.scrollTo(index)
            self._table.setFocus()
            return found[0]
        return self._groups.problem()

    @Slot()
    def _show_state(self) -> None:
        lines = self._model.lines()
        people = sum(line.draft.group is not None for line in lines)
        moderators = len(lines) - people
        self._title.setText(
            counted(people, "participant") + (f", {counted(moderators, 'moderator')}" if moderators else "")
        )
        for draft in (line.draft for line in lines):
            if draft.group:
                self._groups.make_known(draft.group, draft.label or draft.group)
        self._groups.refresh_counts()
        problems, warnings = self._model.problems(), self._model.warnings()
        if problems:
            more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
            self.set_status(problems[0] + more, "danger")
        elif warnings:
            self.set_status(warnings[0], "warning")
        else:
            self.set_status("")
