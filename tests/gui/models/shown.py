"""What a model shows, and what it tells its views."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt

from qualcode.gui.models.id_tree import NOWHERE, Index

CHECK = Qt.ItemDataRole.CheckStateRole
EDIT = Qt.ItemDataRole.EditRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
TIP = Qt.ItemDataRole.ToolTipRole
OFF, HALF, ON = (
    state.value for state in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked)
)


def outline(model: QAbstractItemModel, index: Index = NOWHERE) -> list[object]:
    """Return what a tree shows: names, and below them lists of names."""
    shown: list[object] = []
    for row in range(model.rowCount(index)):
        child = model.index(row, 0, index)
        shown.append(child.data())
        if model.rowCount(child):
            shown.append(outline(model, child))
    return shown


def watch(model: QAbstractItemModel) -> list[str]:
    """Return a list that grows with every signal of the model."""
    heard: list[str] = []
    for name in ("rowsInserted", "rowsRemoved", "rowsMoved", "layoutChanged", "modelReset"):
        getattr(model, name).connect(lambda *_, name=name: heard.append(name))
    model.dataChanged.connect(lambda first, last, roles: heard.append(f"changed {first.data()}"))
    return heard
