"""What qualcode remembers of its user between two sessions: a small JSON file in the user's config folder.

Settings are a comfort. A damaged file is put aside, a file that cannot be read or written is left alone, and
neither ever stops anybody from working: nothing here raises.
"""

from __future__ import annotations

import copy
import json
import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, TypeGuard

from qualcode.environment.paths import config_folder

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]
ThemeChoice = Literal["light", "dark", "system"]

RECENT_LIMIT = 12
"""How many studies the list of recent ones holds."""
STATE_LIMIT = 60
"""For how many studies the layout is remembered; the one not used for longest goes first."""
TEXT_SIZES = (0.8, 2.0)
"""The smallest and the largest factor for the size of all text."""

_LARGEST_FILE = 8_000_000
_log = logging.getLogger(__name__)


class RecentStudy(NamedTuple):
    """A study that was opened. ``opened_at`` is UTC, ISO 8601; a count is None where it is not known."""

    path: str
    name: str
    opened_at: str
    documents: int | None = None
    segments: int | None = None
    coders: int | None = None
    sample: bool = False


def is_theme_choice(value: object) -> TypeGuard[ThemeChoice]:
    """Tell whether ``value`` is one of the three choices of a theme."""
    return value in ("light", "dark", "system")


def clamp_text_size(factor: float) -> float:
    """Bring ``factor`` into the range that is offered; what is no number becomes 1."""
    # A comparison, because math.isnan fails on a whole number too long for a float.
    return 1.0 if factor != factor else float(min(max(factor, TEXT_SIZES[0]), TEXT_SIZES[1]))


class Preferences:
    """The settings of one user. Every setter writes at once, on top of what another window has written."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read the settings in ``folder``, by default those of the user."""
        self._path = (folder or config_folder()) / "preferences.json"
        self._data: JsonObject = {}
        self.reload()

    @property
    def path(self) -> Path:
        """The file in which the settings stand."""
        return self._path

    def reload(self) -> bool:
        """Read the file anew; False when it exists and cannot be read.

        A damaged file is put aside as ``preferences.damaged``.
        """
        try:
            with self._path.open("rb") as file:
                raw = file.read(_LARGEST_FILE + 1)
        except FileNotFoundError:
            return True
        except OSError as fault:
            _log.warning("The settings cannot be read: %s", fault.strerror)
            return False
        try:
            found = json.loads(raw.decode("utf-8")) if len(raw) <= _LARGEST_FILE else None
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            self._data = found
            return True
        _log.warning("The settings are damaged and were put aside")
        try:
            os.replace(self._path, self._path.with_suffix(".damaged"))
        except OSError:
            return False
        return True

    @property
    def theme(self) -> ThemeChoice:
        """The theme that the user chose; ``system`` follows the desktop."""
        found = self._data.get("theme")
        return found if is_theme_choice(found) else "system"

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._keep("theme", choice)

    @property
    def text_size(self) -> float:
        """The factor for the size of all text, 0.8 to 2.0."""
        found = self._data.get("text_size")
        return clamp_text_size(found) if _is_number(found) else 1.0

    @text_size.setter
    def text_size(self, factor: float) -> None:
        self._keep("text_size", clamp_text_size(factor))

    @property
    def high_contrast(self) -> bool:
        """Whether borders are drawn as strongly as the outlines of controls."""
        return self._data.get("high_contrast") is True

    @high_contrast.setter
    def high_contrast(self, on: bool) -> None:
        self._keep("high_contrast", on)

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may fade or move."""
        return self._data.get("reduced_motion") is True

    @reduced_motion.setter
    def reduced_motion(self, on: bool) -> None:
        self._keep("reduced_motion", on)

    @property
    def coder(self) -> str:
        """The name under which the user codes; empty before the first study."""
        found = self._data.get("coder")
        return found if isinstance(found, str) else ""

    @coder.setter
    def coder(self, name: str) -> None:
        self._keep("coder", " ".join(name.split()))

    def value(self, name: str) -> JsonValue:
        """Return what was kept under ``name`` for the whole application; None when nothing was."""
        values = self._data.get("values")
        return copy.deepcopy(values.get(name)) if isinstance(values, dict) else None

    def keep_value(self, name: str, value: JsonValue) -> None:
        """Keep ``value`` under ``name`` for the whole application; None removes it."""

        def change(data: JsonObject) -> None:
            values = data.get("values")
            kept = {**values} if isinstance(values, dict) else {}
            kept.pop(name, None)
            data["values"] = kept if value is None else {**kept, name: value}

        self._change(change)

    def recent_studies(self) -> tuple[RecentStudy, ...]:
        """Return the studies opened before, the latest first."""
        found = self._data.get("recent")
        read = [_recent(entry) for entry in found] if isinstance(found, list) else []
        return tuple(study for study in read if study is not None)[:RECENT_LIMIT]

    def remember_study(self, study: RecentStudy) -> None:
        """Put ``study`` on top of the recent ones; an older entry of the same file goes."""
        placed = study._replace(path=os.path.abspath(study.path))
        self._change_recent(lambda studies: (placed, *_without(studies, placed.path)))

    def forget_study(self, path: str) -> None:
        """Take the study at ``path`` off the list of recent ones; the file is not touched."""
        self._change_recent(lambda studies: _without(studies, path))

    def study_state(self, uuid: str) -> JsonObject:
        """Return what was kept for the study (layout, open documents …), or an empty object."""
        states = self._data.get("studies")
        found = states.get(uuid) if isinstance(states, dict) else None
        return copy.deepcopy(found) if isinstance(found, dict) else {}

    def keep_study_state(self, uuid: str, state: JsonObject) -> None:
        """Replace what is kept for the study."""

        def change(data: JsonObject) -> None:
            states = data.get("studies")
            kept = {**states} if isinstance(states, dict) else {}
            kept.pop(uuid, None)
            kept[uuid] = copy.deepcopy(state)
            data["studies"] = dict(list(kept.items())[-STATE_LIMIT:])

        self._change(change)

    def _keep(self, name: str, value: JsonValue) -> None:
        self._change(lambda data: data.update({name: value}))

    def _change_recent(self, act: Callable[[tuple[RecentStudy, ...]], tuple[RecentStudy, ...]]) -> None:
        def change(data: JsonObject) -> None:
            data["recent"] = [dict(study._asdict()) for study in act(self.recent_studies())[:RECENT_LIMIT]]

        self._change(change)

    def _change(self, act: Callable[[JsonObject], None]) -> None:
        readable = self.reload()
        act(self._data)
        if not readable:
            return
        try:
            text = json.dumps(self._data, ensure_ascii=False, indent=1).encode("utf-8", "replace")
            _write(self._path, text)
        except (OSError, ValueError, TypeError) as fault:
            _log.warning("The settings cannot be written: %s", type(fault).__name__)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix="preferences-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(one: str, other: str) -> bool:
    return os.path.normcase(os.path.abspath(one)) == os.path.normcase(os.path.abspath(other))


def _without(studies: tuple[RecentStudy, ...], path: str) -> tuple[RecentStudy, ...]:
    return tuple(study for study in studies if not _same(study.path, path))


def _recent(entry: JsonValue) -> RecentStudy | None:
    if not isinstance(entry, dict):
        return None
    path, name, opened_at = entry.get("path"), entry.get("name"), entry.get("opened_at")
    if not (isinstance(path, str) and path and "\0" not in path and isinstance(name, str)):
        return None
    return RecentStudy(
        path,
        name,
        opened_at if isinstance(opened_at, str) else "",
        _count(entry.get("documents")),
        _count(entry.get("segments")),
        _count(entry.get("coders")),
        entry.get("sample") is True,
    )


def _count(value: JsonValue) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
