"""The data inventory of a study (D7, T1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.inventory import Inventory, take_inventory
from qualcode.exchange.writers.table import HeaderCell, Row, TableData

if TYPE_CHECKING:
    from qualcode.services.project import Project


def inventory(project: Project, *, include_reflexive: bool = True) -> Inventory:
    """Compute what was collected from whom."""
    return take_inventory(
        project.matrices.frame(),
        project.documents.all(coverage=False),
        project.participants.all(),
        project.participants.groups(),
        include_reflexive,
    )


def inventory_table(project: Project, *, include_reflexive: bool = True) -> TableData:
    """Lay the inventory out for print."""
    found = inventory(project, include_reflexive=include_reflexive)
    width = len(found.header) - 1
    return TableData(
        "Data inventory",
        (tuple(HeaderCell(name) for name in found.header),),
        tuple(Row(line[0], line[1:]) for line in found.rows),
        " ".join(found.notes),
        text_columns=frozenset(range(width)),
    )
