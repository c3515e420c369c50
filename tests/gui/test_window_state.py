"""What is remembered of a study's window comes back; a damaged memory is no memory, and never an error."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.environment.preferences import JsonValue, Preferences
from qualcode.gui.window_state import WindowState, from_json, remember, remembered, to_json

STATE = WindowState(
    geometry=b"\x01\xd9\x00",
    layouts={"transcripts": "AAAA", "matrix": "BBBB"},
    page="matrix",
    documents=(3, 1),
    current=3,
    offsets={3: 1200, 1: 0},
    active_documents=frozenset({1, 2}),
    active_codes=frozenset({7}),
    collapsed_codes=frozenset({4}),
    recent_codes=(7, 8),
    favourites={1: 7, 9: 8},
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers().map(str), inner),
    max_leaves=12,
)


def test_comes_back_from_the_preferences(tmp_path: Path) -> None:
    remember(Preferences(tmp_path), "study-1", STATE)
    assert remembered(Preferences(tmp_path), "study-1") == STATE
    assert remembered(Preferences(tmp_path), "study-2") == WindowState()


def test_what_was_deleted_meanwhile_is_left_out() -> None:
    assert STATE.limited_to({1}, {8}) == WindowState(
        geometry=STATE.geometry,
        layouts=STATE.layouts,
        page="matrix",
        documents=(1,),
        current=None,
        offsets={1: 0},
        active_documents=frozenset({1}),
        recent_codes=(8,),
        favourites={9: 8},
    )
    assert STATE.limited_to({1, 2, 3}, {4, 7, 8}) == STATE


@given(st.dictionaries(st.sampled_from(sorted(to_json(STATE))), json_values))
def test_anything_may_stand_in_the_file(kept: dict[str, JsonValue]) -> None:
    state = from_json(kept)
    assert from_json(to_json(state)) == state


def test_nonsense_counts_for_nothing() -> None:
    state = from_json(
        {
            "geometry": "not base64!",
            "layouts": {"matrix": 5, "transcripts": "AAAA"},
            "page": 7,
            "documents": [1, True, -2, "3", 1, 2, 1 << 70],
            "current": True,
            "offsets": {"1": 5, "x": 6, "²": 7, "9" * 5000: 8, "2": "y"},
            "favourites": [1],
        }
    )
    assert state == WindowState(layouts={"transcripts": "AAAA"}, documents=(1, 2), offsets={1: 5})
