"""The border between Python and Qt: code points on our side, UTF-16 units on theirs."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Translates offsets of one text in both directions.

    Only characters beyond U+FFFF take two UTF-16 units. Their places are kept, sorted; an offset is moved
    by the number of them that stand before it. Without any of them both directions return what they are
    given.
    """

    __slots__ = ("_points", "_units")

    def __init__(self, text: str, plain: bool) -> None:
        """Map ``text``; ``plain`` says that it is known to hold no character beyond U+FFFF."""
        self._points: list[int] = [] if plain else [match.start() for match in _ASTRAL.finditer(text)]
        self._units: list[int] = [point + before for before, point in enumerate(self._points)]

    @property
    def identity(self) -> bool:
        """Whether both kinds of offset are the same."""
        return not self._points

    def to_utf16(self, point: int) -> int:
        """Return the UTF-16 offset of the code point offset ``point``."""
        return point + bisect_left(self._points, point) if self._points else point

    def from_utf16(self, unit: int) -> int:
        """Return the code point offset of ``unit``; between two surrogates it is that of the character."""
        return unit - bisect_left(self._units, unit) if self._units else unit
