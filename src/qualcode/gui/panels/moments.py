"""Times of a study as people read them, in the time zone of this computer."""

from __future__ import annotations

from datetime import date, datetime

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _local(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def day_words(day: str | None) -> str:
    """Write a date as it is stored (2019-12-12) for reading; what is no date gives an empty text.

    >>> day_words("2019-12-02"), day_words(None)
    ('2 Dec 2019', '')
    """
    try:
        found = date.fromisoformat(day or "")
    except ValueError:
        return ""
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def moment_words(stamp: str) -> str:
    """Write a moment with its time: “14 Mar 2025, 10:42”."""
    found = _local(stamp)
    if found is None:
        return ""
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}, {found:%H:%M}"


def near_words(stamp: str, today: date | None = None) -> str:
    """Write a moment as a day near to ``today``: “today”, “yesterday”, “12 Mar”, “12 Mar 2024”."""
    found = _local(stamp)
    if found is None:
        return ""
    now = today or datetime.now().astimezone().date()
    days = (now - found.date()).days
    if days in (0, 1):
        return "today" if days == 0 else "yesterday"
    day = f"{found.day} {_MONTHS[found.month - 1]}"
    return day if found.year == now.year else f"{day} {found.year}"
