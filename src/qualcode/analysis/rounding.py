"""Rounding as people do it on paper (D7)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def half_up(number: float | Decimal, places: int) -> Decimal:
    """Round half up, counting in decimal digits: 201 minutes over 4 interviews print as 50.3.

    >>> str(half_up(201 / 4, 1)), format(201 / 4, ".1f")
    ('50.3', '50.2')
    >>> str(half_up(2.675, 2))
    '2.68'
    """
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
