"""Small rules of English for sentences that count."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun.

    >>> counted(1, "document"), counted(1200, "document"), counted(2, "memory", "memories")
    ('1 document', '1,200 documents', '2 memories')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
