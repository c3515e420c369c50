"""The codes at the user's fingertips: those used last, and those on Ctrl+1 to Ctrl+9."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from qualcode.domain.changes import ChangeSet

PLACES = range(1, 10)
"""The numbers of the places for favourite codes."""
RECENT_LIMIT = 9
"""How many codes the list of recent ones holds (U4)."""


class Favourites(QObject):
    """Recently used and favourite codes of one study."""

    changed = Signal()
    """The recent codes or the favourites are others."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._recent: tuple[int, ...] = ()
        self._places: dict[int, int] = {}

    @property
    def recent(self) -> tuple[int, ...]:
        """The codes used last, the latest first."""
        return self._recent

    @property
    def last(self) -> int | None:
        """The code used last."""
        return self._recent[0] if self._recent else None

    @property
    def places(self) -> dict[int, int]:
        """The favourite codes by the number of their key."""
        return dict(self._places)

    def place_of(self, code_id: int) -> int | None:
        """Return the number of a code's key, if it has one."""
        return next((place for place, code in sorted(self._places.items()) if code == code_id), None)

    def restore(self, recent: Iterable[int], places: Mapping[int, int]) -> None:
        """Take over what was remembered of a study; places other than 1 to 9 are left out."""
        self._recent = tuple(dict.fromkeys(recent))[:RECENT_LIMIT]
        self._places = {place: code for place, code in places.items() if place in PLACES}
        self.changed.emit()

    def note_use(self, code_ids: Iterable[int]) -> None:
        """Put codes on top of the recent ones, in this order."""
        used = tuple(dict.fromkeys([*code_ids, *self._recent]))[:RECENT_LIMIT]
        if used != self._recent:
            self._recent = used
            self.changed.emit()

    def assign(self, place: int, code_id: int | None) -> None:
        """Put a code on a key; it leaves the key that it had. None frees the key.

        Raises:
            ValueError: when the place is none of 1 to 9.
        """
        if place not in PLACES:
            raise ValueError(f"There is no place {place} for a favourite code.")
        kept = {at: code for at, code in self._places.items() if at != place and code != code_id}
        if code_id is not None:
            kept[place] = code_id
        if kept != self._places:
            self._places = kept
            self.changed.emit()

    @Slot(object)
    def follow(self, change: ChangeSet) -> None:
        """Forget codes that are not in the study any more; connect it to ``ChangeBridge.changed``."""
        gone = change.rows("code").removed
        recent = tuple(code for code in self._recent if code not in gone)
        places = {place: code for place, code in self._places.items() if code not in gone}
        if recent != self._recent or places != self._places:
            self._recent, self._places = recent, places
            self.changed.emit()
