"""What a drop on the codebook asks for. Nothing is done here: the window does it, or asks first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from qualcode.domain.errors import Refusal
from qualcode.domain.text import Span
from qualcode.gui.text.selection import CODES_MIME, SELECTION_MIME


@dataclass(frozen=True, slots=True)
class CodeMove:
    """Codes are to stand below another code (None: on top), before one of its children (None: last)."""

    codes: tuple[int, ...]
    parent: int | None
    before: int | None

    def place(self, code_id: int, siblings: Iterable[int]) -> int | None:
        """Return the position for ``Codebook.move`` of one of the codes after the other; None is last.

        Args:
            code_id: the code that is moved next.
            siblings: all children of ``parent`` as they stand by then.

        >>> CodeMove((1, 2), None, 4).place(1, [1, 2, 3, 4]), CodeMove((1, 2), None, 4).place(2, [2, 3, 1, 4])
        (2, 2)
        """
        others = [each for each in siblings if each != code_id]
        return others.index(self.before) if self.before in others else None


@dataclass(frozen=True, slots=True)
class CodeMerge:
    """Codes are to become one with another code."""

    codes: tuple[int, ...]
    into: int


@dataclass(frozen=True, slots=True)
class TextDrop:
    """Text selected in the current document was let go over a code."""

    code: int
    span: Span


def codes_to_mime(ids: Iterable[int], names: Iterable[str]) -> QMimeData:
    """Pack codes for a drag; other programs are given the names."""
    data = QMimeData()
    data.setData(CODES_MIME, json.dumps(list(ids)).encode())
    data.setText("\n".join(names))
    return data


def span_of(data: QMimeData) -> Span | None:
    """Return the span of selected text that is being dragged; None when it is no such drag."""
    try:
        found = json.loads(bytes(data.data(SELECTION_MIME).data()).decode())
        return Span(int(found["start"]), int(found["end"]))
    except (ValueError, TypeError, KeyError, Refusal):
        return None


def outermost(ids: Iterable[int], parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """Leave out codes that go along with one above them, and codes that nobody knows.

    >>> outermost([1, 3, 9, 2, 1], {1: None, 2: 1, 3: 2, 4: None})
    (1,)
    """
    named = dict.fromkeys(each for each in ids if each in parents)
    return tuple(each for each in named if not any(above in named for above in line_above(each, parents)))


def line_above(code_id: int, parents: Mapping[int, int | None]) -> list[int]:
    """Return the codes above a code, the nearest first.

    >>> line_above(3, {1: None, 2: 1, 3: 2})
    [2, 1]
    """
    line: list[int] = []
    above = parents.get(code_id)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line
