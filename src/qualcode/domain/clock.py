"""Times as they stand in a study: UTC, ISO 8601, milliseconds."""

from __future__ import annotations

from datetime import UTC, date, datetime

from qualcode.domain.errors import Refusal


def now() -> str:
    """Return the present time, e.g. ``2026-03-14T10:42:07.123Z``."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """Write ``moment`` as the study stores it; a naive one is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_date(text: str) -> str:
    """Check a date of the form 2019-07-09 and return it.

    Raises:
        Refusal: when it is no date.
    """
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise Refusal(f"“{text}” is not a date. Write it as year-month-day, for example 2019-07-09.") from None
