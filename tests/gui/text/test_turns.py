"""The text as it is laid out, and the formats of speaker labels."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from qualcode.domain.text import is_plain, line_starts
from qualcode.gui.text.offsets import OffsetMap
from qualcode.gui.text.turns import Speakers, TurnMark, view_text
from tests.gui.text.scenes import colours, scene

PARAGRAPHS = st.lists(st.text("ab .?\u00a0é", max_size=120), max_size=6).map("\n".join)


@given(PARAGRAPHS, st.integers(5, 40))
def test_a_long_paragraph_is_cut_at_spaces_and_no_offset_moves(text: str, limit: int) -> None:
    shown, continued = view_text(text, line_starts(text), limit)
    assert len(shown) == len(text)
    changed = [at for at, (was, now) in enumerate(zip(text, shown, strict=True)) if was != now]
    assert all(text[at] == " " and shown[at] == "\n" for at in changed)
    assert continued == [at + 1 for at in changed]
    for piece in shown.split("\n"):
        # The last words stay with the piece before them when there is no space between.
        assert len(piece) <= limit or " " not in piece[limit:-1]


def test_it_is_cut_after_a_sentence() -> None:
    text = "It snowed. " + "We waited for the bus and it did not come. " * 60
    _, continued = view_text(text, [0])
    assert len(continued) == 1
    assert text[continued[0] - 2] == "."
    assert continued[0] <= 1500
    assert view_text("x" * 4000, [0]) == ("x" * 4000, [])


def test_labels_and_speakers_are_found() -> None:
    content = scene()
    speakers = Speakers(content.turns, OffsetMap(content.text, False), colours(), 1.0)
    second = content.turns[1]
    assert speakers.at(second.said + 3) == second
    assert speakers.at(second.end) is None
    assert speakers.labels(second.start + 1, second.said + 5) == [(second.start + 1, second.said)]
    assert speakers.labels(second.said, second.end) == []
    assert speakers.labels(0, len(content.text)) == [(turn.start, turn.said) for turn in content.turns]


def test_a_label_has_the_colour_of_its_group_and_a_moderator_none() -> None:
    text = "🙂 Mod: Yes\nC8: No"
    turns = [TurnMark(0, 7, 10, "Mod", 3, moderator=True), TurnMark(11, 15, 17, "C8", 2)]
    offsets = OffsetMap(text, is_plain(text))
    worn = colours()
    speakers = Speakers(turns, offsets, worn, 2.0)
    first, first_gap = speakers.formats(0, 11)
    second, second_gap = speakers.formats(12, 6)
    assert (first.start, first.length, second.start, second.length) == (0, 8, 0, 4)
    assert (first_gap.start, first_gap.length, second_gap.start) == (7, 1, 3)
    assert first.format.foreground().color() == worn.text_3
    assert second.format.foreground().color() == worn.group(2)
    assert second.format.font().pixelSize() == 26
    assert second.format.font().weight() == 600
    speakers.dress(colours("dark"), 1.0)
    assert speakers.formats(12, 6)[0].format.foreground().color() == QColor(colours("dark").group(2))


def test_a_label_over_two_blocks_is_clipped_to_each() -> None:
    text = "Carer 8\nI had hoped."
    speakers = Speakers([TurnMark(0, 8, len(text), "Carer 8", 1)], OffsetMap(text, True), colours(), 1.0)
    assert speakers.formats(0, 7)[0].length == 7
    assert speakers.formats(8, 12) == []
