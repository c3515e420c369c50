"""Where the reader has been: back and forth between passages, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

MOST: Final = 100
NEAR: Final = 600
"""Characters: a place so near to the last one is no new place."""


@dataclass(frozen=True, slots=True)
class Place:
    """A document and an offset in it."""

    document_id: int
    offset: int


class Places(QObject):
    """A list of places and where in it the reader is."""

    changed = Signal()
    """It is now possible, or not any more, to go back or forward."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin nowhere."""
        super().__init__(parent)
        self._places: list[Place] = []
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place after this one."""
        return self._at < len(self._places) - 1

    def note(self, place: Place) -> None:
        """The reader has jumped to ``place``; what lay ahead is gone. A place nearby replaces the present one."""
        del self._places[self._at + 1 :]
        if self._places and _near(self._places[-1], place):
            self._places[-1] = place
        else:
            self._places.append(place)
        del self._places[:-MOST]
        self._at = len(self._places) - 1
        self.changed.emit()

    def back(self, here: Place | None) -> Place | None:
        """Return the place before this one; ``here``, where the reader really is, can be come back to."""
        if here is not None and self._places and not _near(self._places[self._at], here):
            if self._at == len(self._places) - 1:
                self._places.append(here)
                self._at += 1
            else:
                self._places[self._at] = here
        return self._go(-1)

    def forward(self) -> Place | None:
        """Return the place after this one."""
        return self._go(1)

    def forget(self, documents: frozenset[int]) -> None:
        """Leave out places in documents that are not there any more."""
        if not any(place.document_id in documents for place in self._places):
            return
        kept = [place for place in self._places if place.document_id not in documents]
        self._at = min(self._at, len(kept) - 1)
        self._places = kept
        self.changed.emit()

    def _go(self, step: int) -> Place | None:
        at = self._at + step
        if not 0 <= at < len(self._places):
            return None
        self._at = at
        self.changed.emit()
        return self._places[at]


def _near(one: Place, other: Place) -> bool:
    return one.document_id == other.document_id and abs(one.offset - other.offset) < NEAR
