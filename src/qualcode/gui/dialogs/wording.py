"""How dialogs and pages write numbers of things and days."""

from __future__ import annotations

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    >>> counted(1, "segment"), counted(2210, "word"), counted(2, "study", "studies")
    ('1 segment', '2,210 words', '2 studies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def short_day(iso: str) -> str:
    """Write a day or moment (ISO 8601) as people do; what is none stays as it is.

    >>> short_day("2019-12-12"), short_day("2026-03-14T10:42:07.123Z"), short_day("soon")
    ('12 Dec 2019', '14 Mar 2026', 'soon')
    """
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
