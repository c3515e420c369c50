"""Numbers, days and times as people write them: the wording of lists and of what a screen reader says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def counted(number: int, noun: str) -> str:
    """Say how many there are.

    >>> counted(1, "segment"), counted(1904, "segment")
    ('1 segment', '1,904 segments')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def day(date: str) -> str:
    """Write a day like 2019-07-09 for people.

    >>> day("2019-07-09")
    '9 Jul 2019'
    """
    return f"{int(date[8:10])} {_MONTHS[int(date[5:7]) - 1]} {date[:4]}"


def period(dates: Iterable[str]) -> str:
    """Say in a word or two when something was, from days like 2019-07-09.

    >>> period(["2019-07-09", "2019-07-30"]), period(["2019-07-09", "2019-12-12"])
    ('Jul 2019', '2019')
    >>> period(["2018-01-01", "2019-01-01"]), period([])
    ('2018–2019', '')
    """
    days = sorted(dates)
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first[:7] == last[:7]:
        return f"{_MONTHS[int(first[5:7]) - 1]} {first[:4]}"
    return first[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"


def moment(stamp: str, now: datetime) -> str:
    """Say when something was done: “today, 10:42”, “yesterday, 18:05”, “12 Mar, 09:00”, “12 Mar 2024, 09:00”.

    Args:
        stamp: UTC, ISO 8601, as the study stores it.
        now: the present time in the reader's time zone.
    """
    at = datetime.fromisoformat(stamp).astimezone(now.tzinfo)
    days = (now.date() - at.date()) // timedelta(days=1)
    if days in (0, 1):
        return f"{'yesterday' if days else 'today'}, {at:%H:%M}"
    year = "" if at.year == now.year else f" {at.year}"
    return f"{at.day} {_MONTHS[at.month - 1]}{year}, {at:%H:%M}"
