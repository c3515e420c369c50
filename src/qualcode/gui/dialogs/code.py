"""A code: made, or changed (C2, C3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from qualcode.domain.codebook import Code, CodeDraft, Origin, Status, descendants
from qualcode.gui.dialogs.code_choice import CodeCombo
from qualcode.gui.dialogs.field import Field, TextArea, field_row
from qualcode.gui.dialogs.frame import DialogFrame, ask_for
from qualcode.gui.dialogs.swatches import SwatchPicker
from qualcode.gui.fonts import scaled
from qualcode.gui.widgets.segmented import SegmentedControl

LONGEST_NAME = 200
_ORIGINS = ((Origin.DEDUCTIVE, "Deductive"), (Origin.INDUCTIVE, "Inductive"), (Origin.IN_VIVO, "In vivo"))
_STATES = (
    (Status.ACTIVE, "Active"),
    (Status.CANDIDATE, "Candidate, on trial"),
    (Status.RETIRED, "Retired, kept for the record"),
)


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """The code as it was filled in; ``reason`` is given when a locked one gets another name."""

    draft: CodeDraft
    parent_id: int | None
    reason: str = ""

    def changes(self, code: Code) -> dict[str, str | int | bool]:
        """Return the fields that differ from ``code``, as the codebook takes them; its parent is not among them."""
        draft = self.draft
        new: dict[str, str | int | bool] = {
            "name": draft.name,
            "colour": draft.colour or code.colour,
            "origin": draft.origin.value,
            "status": draft.status.value,
            "provenance": draft.provenance,
            "definition": draft.definition,
            "inclusion": draft.inclusion,
            "exclusion": draft.exclusion,
            "example": draft.example,
            "atypical": draft.atypical,
            "codable": draft.codable,
            "locked": draft.locked,
        }
        return {field: value for field, value in new.items() if value != getattr(code, field)}


def ask(
    parent: QWidget | None,
    codes: Sequence[Code],
    *,
    code: Code | None = None,
    parent_id: int | None = None,
    draft: CodeDraft | None = None,
) -> CodeAnswer | None:
    """Ask for a new code, or for what is to change in ``code``.

    Args:
        codes: the whole codebook: for the parents to choose from, and so that no name stands twice in one place.
        parent_id: where a new code is to stand at first.
        draft: what a new code starts with (a name in vivo, the next colour).
    """
    dialog = CodeDialog(codes, code, parent_id, draft, parent)
    return ask_for(dialog, dialog.answer)


class CodeDialog(DialogFrame):
    """The fields of one code."""

    def __init__(
        self,
        codes: Sequence[Code],
        code: Code | None = None,
        parent_id: int | None = None,
        draft: CodeDraft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``code``, or what a new one starts with."""
        new = code is None
        super().__init__("New code" if new else "Edit code", "Create code" if new else "Save", parent, width=640)
        self.setObjectName("code-dialog")
        self._codes, self._code = list(codes), code
        start = draft or CodeDraft("", colour=_least_used(codes))
        self._name = QLineEdit(code.name if code else start.name, self)
        self._name.setObjectName("name")
        self._name.setMaxLength(LONGEST_NAME)
        self._name_field = Field("Name", self._name)
        without = descendants(codes, code.id) if code else ()
        self._parent = CodeCombo(codes, self, nothing="Top level", without=without)
        self._parent.setObjectName("parent")
        self._parent.set_code(code.parent_id if code else parent_id)
        self._colour = SwatchPicker(code.colour if code else start.colour or _least_used(codes), self)
        self._colour.setObjectName("colour")
        self._state = QComboBox(self)
        self._state.setObjectName("status-of-code")
        for state, words in _STATES:
            self._state.addItem(words, state)
        self._state.setCurrentIndex([s for s, _ in _STATES].index(code.status if code else start.status))
        self._origin = SegmentedControl([(o.value, words) for o, words in _ORIGINS], "Origin", self)
        self._origin.setObjectName("origin")
        self._origin.set_value((code.origin if code else start.origin).value)
        self._texts(code or start)
        self._branch = QCheckBox("Only a heading for other codes: takes no segments itself", self)
        self._branch.setObjectName("branch")
        self._branch.setChecked(not (code or start).codable)
        self._locked = QCheckBox("Locked: another name, or deletion, needs a reason", self)
        self._locked.setObjectName("locked")
        self._locked.setChecked((code or start).locked)
        self._reason = TextArea("", 2, self)
        self._reason.setObjectName("reason")
        self._reason_field = Field(
            "Reason for the new name", self._reason, hint="This code is locked. The reason is kept in the history."
        )
        self._lay_out()
        self._origin.chosen.connect(self._show_origin)
        self._parent.currentIndexChanged.connect(self._name_field.clear_error)
        self._name.textChanged.connect(self._show_reason)
        self._branch.toggled.connect(self._show_branch)
        self._show_origin()
        self._show_branch()
        self._show_reason()
        self._name.selectAll()
        self._name.setFocus()

    def _texts(self, of: Code | CodeDraft) -> None:
        self._provenance = QLineEdit(of.provenance, self)
        self._provenance.setObjectName("provenance")
        self._provenance.setPlaceholderText("Reference or day, e.g. Järvi et al. 2018")
        self._areas = {
            name: TextArea(getattr(of, name), lines, self)
            for name, lines in (("definition", 3), ("inclusion", 2), ("exclusion", 2), ("example", 2), ("atypical", 2))
        }
        for name, area in self._areas.items():
            area.setObjectName(name)

    def _lay_out(self) -> None:
        areas = self._areas
        column = QVBoxLayout()
        column.setSpacing(scaled(14))
        column.addWidget(self._name_field)
        column.addWidget(self._reason_field)
        column.addLayout(field_row((Field("Below", self._parent), 3), (Field("Status", self._state), 2)))
        self._colour_field = Field("Colour", self._colour)
        column.addWidget(self._colour_field)
        column.addLayout(
            field_row((Field("Origin", self._origin), 0), (Field("Where it comes from", self._provenance), 1))
        )
        column.addWidget(Field("Definition", areas["definition"]))
        column.addLayout(
            field_row(Field("Code a passage when", areas["inclusion"]), Field("Do not code when", areas["exclusion"]))
        )
        column.addLayout(
            field_row(Field("Typical example", areas["example"]), Field("Borderline example", areas["atypical"]))
        )
        checks = QVBoxLayout()
        checks.setSpacing(scaled(4))
        checks.addWidget(self._branch)
        checks.addWidget(self._locked)
        column.addLayout(checks)
        column.addStretch(1)
        self.set_body(column, scrolls=True)

    # what the fields say ------------------------------------------------------------------------------------------

    def answer(self) -> CodeAnswer:
        """Return the code as it is filled in."""
        texts = {name: area.words() for name, area in self._areas.items()}
        draft = CodeDraft(
            name=self._tidy_name(),
            origin=Origin(self._origin.value()),
            provenance=self._provenance.text().strip(),
            codable=not self._branch.isChecked(),
            locked=self._locked.isChecked(),
            status=Status(self._state.currentData()),
            colour=self._colour.value(),
            **texts,
        )
        return CodeAnswer(draft, self._parent.code_id(), self._reason.words() if self._needs_reason() else "")

    def problem(self) -> str | None:
        name, place = self._tidy_name(), self._parent.code_id()
        if not name:
            self._name_field.set_error("A code needs a name.")
            return ""
        own = self._code.id if self._code else None
        for other in self._codes:
            if other.parent_id == place and other.id != own and other.name.casefold() == name.casefold():
                self._name_field.set_error(f"There is a code “{other.name}” in this place already.")
                return ""
        if self._needs_reason() and not self._reason.words():
            self._reason_field.set_error("Say why this locked code gets another name.")
            return ""
        return None

    def _tidy_name(self) -> str:
        return " ".join(self._name.text().split())

    def _needs_reason(self) -> bool:
        return self._code is not None and self._code.locked and self._tidy_name() != self._code.name

    @Slot()
    def _show_reason(self) -> None:
        self._reason_field.setVisible(self._needs_reason())

    @Slot()
    def _show_origin(self) -> None:
        self._colour.set_ring(self._origin.value() != Origin.DEDUCTIVE.value)

    @Slot()
    def _show_branch(self) -> None:
        # A heading is drawn without a colour.
        self._colour_field.setEnabled(not self._branch.isChecked())


def _least_used(codes: Sequence[Code]) -> int:
    used = [0] * 24
    for code in codes:
        if code.codable:
            used[(code.colour - 1) % 24] += 1
    return used.index(min(used)) + 1
