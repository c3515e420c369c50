"""Labels that are probably one speaker spelled in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_NOT_LETTERS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_SHORTEST = 4
"""Below this length two names that differ in one letter are likely two people."""


def similar_labels(labels: Sequence[str]) -> list[tuple[str, str]]:
    """Return pairs of labels that look like one, the one that comes first in ``labels`` first.

    Two labels are alike when they differ only in case, accents, spaces or points (``C 8``, ``c8``), when one
    wrong letter parts two longer ones (``Mildred``, ``Mildrid``), or when one is the other with a family name
    (``Ann``, ``Ann Oakley``). Labels with different numbers never are.

    >>> similar_labels(["C8", "Mildred", "C 8", "MILDRED", "C9"])
    [('C8', 'C 8'), ('Mildred', 'MILDRED')]
    """
    unique = list(dict.fromkeys(labels))
    plain = [_plain(label) for label in unique]
    return [
        (unique[one], unique[two])
        for one in range(len(unique))
        for two in range(one + 1, len(unique))
        if _alike(unique[one], unique[two], plain[one], plain[two])
    ]


def _alike(one: str, two: str, plain_one: str, plain_two: str) -> bool:
    if not plain_one or not plain_two or _DIGITS.findall(one) != _DIGITS.findall(two):
        return False
    if plain_one == plain_two:
        return True
    if min(len(plain_one), len(plain_two)) >= _SHORTEST and _one_slip(plain_one, plain_two):
        return True
    words_one, words_two = _words(one), _words(two)
    short, long = sorted((words_one, words_two), key=len)
    # "P 1" and "P 2" were sorted out above; a single letter is a role ("I"), not a first name.
    return 0 < len(short) < len(long) and long[: len(short)] == short and len(short[0]) > 2 and not _DIGITS.search(two)


def _plain(label: str) -> str:
    """Return the letters and digits of a label without case and accents."""
    spread = unicodedata.normalize("NFKD", label.casefold())
    return _NOT_LETTERS.sub("", "".join(c for c in spread if not unicodedata.combining(c)))


def _words(label: str) -> list[str]:
    return [word for word in (_plain(piece) for piece in label.split()) if word]


def _one_slip(one: str, two: str) -> bool:
    """Tell whether one letter more, less, other, or two neighbours exchanged make ``two`` of ``one``."""
    if abs(len(one) - len(two)) > 1:
        return False
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    rest_one, rest_two = one[start:], two[start:]
    if len(rest_one) == len(rest_two):
        exchanged = rest_one[:2] == rest_two[:2][::-1] and rest_one[2:] == rest_two[2:]
        return rest_one[1:] == rest_two[1:] or exchanged
    longer, shorter = (rest_one, rest_two) if len(rest_one) > len(rest_two) else (rest_two, rest_one)
    return longer[1:] == shorter
