"""The codes used last, and the codes on the number keys."""

from __future__ import annotations

import pytest

from qualcode.domain.changes import ChangeSet, Origin, Touched
from qualcode.gui.favourites import Favourites


@pytest.fixture
def favourites(qapp: object) -> Favourites:
    return Favourites()


@pytest.fixture
def told(favourites: Favourites) -> list[int]:
    count: list[int] = []
    favourites.changed.connect(lambda: count.append(1))
    return count


def test_begins_with_none(favourites: Favourites) -> None:
    assert (favourites.recent, favourites.last, favourites.places) == ((), None, {})


def test_the_latest_comes_first(favourites: Favourites, told: list[int]) -> None:
    for code in (1, 2, 3, 1):
        favourites.note_use([code])
    assert list(favourites.recent) == [1, 3, 2]
    assert favourites.last == 1
    favourites.note_use([1])
    assert len(told) == 4
    favourites.note_use([7, 8])
    assert favourites.recent == (7, 8, 1, 3, 2)


def test_nine_are_remembered(favourites: Favourites) -> None:
    for code in range(20):
        favourites.note_use([code])
    assert favourites.recent == tuple(range(19, 10, -1))


def test_a_code_stands_on_one_key(favourites: Favourites, told: list[int]) -> None:
    favourites.assign(1, 50)
    favourites.assign(2, 60)
    assert (favourites.place_of(50), favourites.place_of(60), favourites.place_of(70)) == (1, 2, None)
    favourites.assign(3, 50)
    assert favourites.places == {2: 60, 3: 50}
    favourites.assign(2, None)
    favourites.assign(2, None)
    assert favourites.places == {3: 50}
    assert len(told) == 4
    with pytest.raises(ValueError, match="no place 10"):
        favourites.assign(10, 50)


def test_comes_back_as_it_was_left(favourites: Favourites) -> None:
    favourites.restore([3, 3, 4], {1: 3, 0: 4, 12: 5})
    assert (favourites.recent, favourites.places) == ((3, 4), {1: 3})


def test_deleted_codes_are_forgotten(favourites: Favourites, told: list[int]) -> None:
    favourites.restore([3, 4], {1: 3, 2: 4})
    told.clear()
    gone = {"code": Touched(removed=frozenset([3]))}
    favourites.follow(ChangeSet(1, "codebook.delete", "Delete", Origin.DO, gone))
    favourites.follow(ChangeSet(1, "codebook.delete", "Delete", Origin.DO, gone))
    assert (favourites.recent, favourites.places) == ((4,), {2: 4})
    assert len(told) == 1
