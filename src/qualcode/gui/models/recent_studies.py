"""The studies opened before, for the list on the start page."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qualcode.environment.preferences import RecentStudy
from qualcode.gui.models.roles import RecentRole

_NOWHERE = QModelIndex()
_MONTHS = ("January February March April May June July August September October November December").split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class RecentStudiesModel(QAbstractListModel):
    """One row for each study; see ``RecentRole``."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._studies: tuple[RecentStudy, ...] = ()
        self._missing: frozenset[str] = frozenset()

    def set_studies(self, studies: Iterable[RecentStudy]) -> None:
        """Show ``studies``, and look which of the files are still there."""
        self.beginResetModel()
        self._studies = tuple(studies)
        self._missing = frozenset(s.path for s in self._studies if not os.path.exists(s.path))
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._studies)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        study = self._studies[index.row()]
        missing = study.path in self._missing
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return study.name
            case Qt.ItemDataRole.ToolTipRole | RecentRole.PATH:
                return study.path
            case Qt.ItemDataRole.AccessibleTextRole:
                return _sentence(study, missing)
            case RecentRole.PLACE:
                return place_words(study)
            case RecentRole.COUNTS:
                return count_words(study)
            case RecentRole.OPENED:
                return opened_words(study.opened_at, datetime.now().astimezone())
            case RecentRole.MISSING:
                return missing
            case RecentRole.SAMPLE:
                return study.sample
            case _:
                return None


def _sentence(study: RecentStudy, missing: bool) -> str:
    parts = [study.name, count_words(study).replace(" · ", ", ")]
    parts.append("opened " + opened_words(study.opened_at, datetime.now().astimezone()))
    parts.append("the file is not there any more" if missing else place_words(study))
    return ", ".join(part for part in parts if part)


def place_words(study: RecentStudy) -> str:
    """Return where the study lies, with ``~`` for the user's own folder."""
    if study.sample:
        return "built in"
    home = os.path.expanduser("~")
    if study.path.startswith(home.rstrip(os.sep) + os.sep):
        return "~" + study.path[len(home.rstrip(os.sep)) :]
    return study.path


def count_words(study: RecentStudy) -> str:
    """Return what the study held when it was last open; what is not known is left out.

    >>> count_words(RecentStudy("/a", "A", "", 1, 1904, 2))
    '1 document · 1,904 segments · 2 coders'
    """
    counted = ((study.documents, "document"), (study.segments, "segment"), (study.coders, "coder"))
    return " · ".join(f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counted if n is not None)


def opened_words(stamp: str, now: datetime) -> str:
    """Say when something was, as people say it: “today, 10:42”, “last Tuesday”, “2 March”, “2 March 2024”.

    ``now`` carries the time zone of the reader. What is no time gives an empty text.
    """
    try:
        moment = datetime.fromisoformat(stamp).astimezone(now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return ""
    days = (now.date() - moment.date()) // timedelta(days=1)
    if days == 0:
        return f"today, {moment:%H:%M}"
    if days == 1:
        return f"yesterday, {moment:%H:%M}"
    if 1 < days < 7:
        return f"last {_DAYS[moment.weekday()]}"
    day = f"{moment.day} {_MONTHS[moment.month - 1]}"
    return day if moment.year == now.year else f"{day} {moment.year}"
