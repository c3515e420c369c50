"""What is remembered of a study's window until the study is opened again: place, activation, layout (U23)."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from qualcode.environment.preferences import JsonObject, JsonValue, Preferences

_LARGEST = 1 << 53
_DIGITS = re.compile("[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class WindowState:
    """The window of one study. Ids are those of the study.

    ``offsets`` are the places, in code points, to which the documents were scrolled; ``layouts`` maps the
    name of a page to the arrangement of its docks, as text; ``geometry`` is what the window saves of itself.
    """

    geometry: bytes = b""
    layouts: dict[str, str] = field(default_factory=dict)
    page: str = ""
    documents: tuple[int, ...] = ()
    current: int | None = None
    offsets: dict[int, int] = field(default_factory=dict)
    active_documents: frozenset[int] = frozenset()
    active_codes: frozenset[int] = frozenset()
    collapsed_codes: frozenset[int] = frozenset()
    recent_codes: tuple[int, ...] = ()
    favourites: dict[int, int] = field(default_factory=dict)

    def limited_to(self, documents: Collection[int], codes: Collection[int]) -> WindowState:
        """Leave out everything about documents and codes that are not in the study any more."""
        return replace(
            self,
            documents=tuple(each for each in self.documents if each in documents),
            current=self.current if self.current in documents else None,
            offsets={each: at for each, at in self.offsets.items() if each in documents},
            active_documents=self.active_documents.intersection(documents),
            active_codes=self.active_codes.intersection(codes),
            collapsed_codes=self.collapsed_codes.intersection(codes),
            recent_codes=tuple(each for each in self.recent_codes if each in codes),
            favourites={place: code for place, code in self.favourites.items() if code in codes},
        )


def remembered(preferences: Preferences, study: str) -> WindowState:
    """Return what is remembered of the study with this UUID; what cannot be understood is left out."""
    return from_json(preferences.study_state(study))


def remember(preferences: Preferences, study: str, state: WindowState) -> None:
    """Keep the state of a study's window."""
    preferences.keep_study_state(study, to_json(state))


def to_json(state: WindowState) -> JsonObject:
    """Write a state as it is kept."""
    return {
        "geometry": _text(state.geometry),
        "layouts": {**state.layouts},
        "page": state.page,
        "documents": [*state.documents],
        "current": state.current,
        "offsets": {str(each): at for each, at in state.offsets.items()},
        "active_documents": [*sorted(state.active_documents)],
        "active_codes": [*sorted(state.active_codes)],
        "collapsed_codes": [*sorted(state.collapsed_codes)],
        "recent_codes": [*state.recent_codes],
        "favourites": {str(place): code for place, code in state.favourites.items()},
    }


def from_json(kept: JsonObject) -> WindowState:
    """Read a state back. Anything may have happened to the file, so nothing is taken for granted."""
    page, current = kept.get("page"), kept.get("current")
    return WindowState(
        geometry=_bytes(kept.get("geometry")),
        layouts=_texts(kept.get("layouts")),
        page=page if isinstance(page, str) else "",
        documents=_ids(kept.get("documents")),
        current=current if _is_number(current) else None,
        offsets=_numbers(kept.get("offsets")),
        active_documents=frozenset(_ids(kept.get("active_documents"))),
        active_codes=frozenset(_ids(kept.get("active_codes"))),
        collapsed_codes=frozenset(_ids(kept.get("collapsed_codes"))),
        recent_codes=_ids(kept.get("recent_codes")),
        favourites=_numbers(kept.get("favourites")),
    )


def _texts(value: JsonValue) -> dict[str, str]:
    pairs = value if isinstance(value, dict) else {}
    return {key: each for key, each in pairs.items() if isinstance(each, str)}


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _bytes(value: JsonValue) -> bytes:
    if not isinstance(value, str):
        return b""
    try:
        return b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_number(value: JsonValue) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST


def _ids(value: JsonValue) -> tuple[int, ...]:
    listed = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(each for each in listed if _is_number(each)))


def _numbers(value: JsonValue) -> dict[int, int]:
    pairs = value if isinstance(value, dict) else {}
    return {int(key): each for key, each in pairs.items() if _DIGITS.fullmatch(key) and _is_number(each)}
