"""What a model answers beside Qt's own roles: the contract between models and delegates.

Models know the study; delegates ask for these roles and never query. Of Qt's own roles every model answers

* ``DisplayRole``: the text that is drawn, also what the keyboard search of a view looks at,
* ``ToolTipRole``: the whole of what may be cut on screen (the full path of a code, the whole quote),
* ``AccessibleTextRole``: one sentence that says everything that is painted, for example “Insufficient level
  of trust, deductive, 27 segments, activated”; for an item of a tree also whether it is locked, for a cell
  also its row and column.

The numbers of the roles are of one series, so that no model confuses two of them.
"""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole) + 1


class TreeRole(IntEnum):
    """Roles of every row with an activation dot: documents and their folders, codes and their branches.

    ``Qt.CheckStateRole`` is the activation: ``Checked`` a filled dot, ``PartiallyChecked`` a half-filled one
    (a folder of which some are active), ``Unchecked`` a ring, None no dot. The delegate writes ``Checked`` or
    ``Unchecked`` as a number through ``setData``; the item needs ``Qt.ItemFlag.ItemIsUserCheckable``.
    """

    ID = _FIRST
    """int: the id of the row in the study; None for a folder that stands for no row."""
    FOLDER = _FIRST + 1
    """bool: the row groups others (a wave, a branch); drawn medium, without icon or chip."""
    DEPTH = _FIRST + 2
    """int, from 0: asked only in a view that is no tree (a table's first column); a tree knows it itself."""
    EXPANDED = _FIRST + 3
    """bool or None: as ``DEPTH``; None for a row without children."""
    DIMMED = _FIRST + 4
    """bool: drawn in ``text-2`` and italic (a retired code, a document left out)."""


class DocumentRole(IntEnum):
    """Roles of a row of the documents, beside ``TreeRole``."""

    ICON = _FIRST + 20
    """str: name of the icon before the name, see ``document_icon``."""
    CODED = _FIRST + 21
    """float 0 to 1 or None: share of the characters that are coded; drawn as a bar and a percentage."""
    ASIDE = _FIRST + 22
    """str: a short text at the right instead of the bar, for example the time of a wave (“Jul 2019”)."""


class CodeRole(IntEnum):
    """Roles of a row of the codebook, beside ``TreeRole``."""

    CHIP = _FIRST + 40
    """int from 1 or None: place in the code palette; None for a branch."""
    RING = _FIRST + 41
    """bool: a ring instead of a solid chip: the code is inductive or in vivo."""
    COUNT = _FIRST + 42
    """int or None: number of segments; 0 is drawn as a dash, None as nothing."""
    LOCKED = _FIRST + 43
    """bool: a lock stands behind the name."""
    MATCH = _FIRST + 44
    """str: letters typed into the filter; the first place where they stand in the name is drawn semi-bold."""


class RetrievedRole(IntEnum):
    """Roles of a retrieved segment. ``DisplayRole`` is the quote; line breaks are drawn as spaces."""

    ID = _FIRST + 60
    """int: id of the coding."""
    CHIP = _FIRST + 61
    """int from 1: palette place of the code, for the bar at the left."""
    CODE = _FIRST + 62
    """str: name of the code."""
    SOURCE = _FIRST + 63
    """str: where it stands, for example “Workshop 2, part B, ¶ 14”."""
    ATTRIBUTION = _FIRST + 64
    """str: the speakers as printed, for example “Carer, female, 8”; empty without a speaker."""
    GROUP = _FIRST + 65
    """int from 1 or None: palette place of the speakers' group; None for none or several."""
    DETAIL = _FIRST + 66
    """str: what else is noted, for example the phase (“During”)."""
    MEMOS = _FIRST + 67
    """int: number of memos; the icon at the right is drawn when there is one."""
    DOCUMENT_ID = _FIRST + 68
    """int: id of the document; for the panel, not drawn."""
    SPAN = _FIRST + 69
    """tuple[int, int]: start and end in code points; for the panel, not drawn."""
    RING = _FIRST + 70
    """bool: the bar is drawn hollow: the code is inductive or in vivo."""


class MatrixRole(IntEnum):
    """Roles of a cell of a matrix. ``DisplayRole`` is the figure as printed (“9”, “12.4”, “0”, “–”)."""

    HEAT = _FIRST + 80
    """int 0 to 5: step of the shading; 0 for none. A total is never shaded."""
    ZERO = _FIRST + 81
    """bool: nothing was counted; the figure or dash is drawn pale."""
    TOTAL = _FIRST + 82
    """bool: a total, in a row, a column or a branch; medium on the ground of headers."""
    NOTE = _FIRST + 83
    """bool: a figure about the table (participants, words): in ``text-2`` on the ground of headers."""
    GROUP_END = _FIRST + 84
    """bool: a stronger line closes the column group at the right."""
    AMBIVALENT = _FIRST + 85
    """bool: the cell holds both valences; a sign ± stands at its left."""
