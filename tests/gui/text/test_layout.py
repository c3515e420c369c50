"""The columns of the page and the lines of a paragraph."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from PySide6.QtGui import QTextCharFormat, QTextLayout

from qualcode.environment.assets import resource
from qualcode.gui import fonts
from qualcode.gui.text import layout, margin
from qualcode.gui.text.layout import PageGeometry, Spacing
from qualcode.gui.text.turns import Speakers, TurnMark
from tests.gui.text.conftest import Shown
from tests.gui.text.scenes import Scene, scene


def test_sizes_are_those_of_the_design() -> None:
    size = json.loads(resource("themes", "tokens.json").read_text("utf-8"))["size"]
    assert (
        size["measure"],
        size["gutter"],
        size["paragraphGap"],
    ) == (layout.MEASURE, layout.GUTTER, layout.PARAGRAPH_GAP)
    assert (
        size["laneGap"],
        size["lanePitch"],
        size["lanesMax"],
    ) == (layout.LANE_GAP, layout.LANE_PITCH, layout.LANES)
    assert (size["labelColumn"], size["labelColumnMin"]) == (layout.LABELS, layout.LABELS_MIN)
    assert (
        size["stripe"],
        size["stripeSelected"],
        size["stripeLabel"],
        size["chipSmall"],
    ) == (margin.STRIPE, margin.STRIPE_CHOSEN, margin.LABEL, margin.CHIP)


@pytest.mark.parametrize(
    ("width", "zoom", "left", "measure", "lanes", "names"),
    [
        (848, 1.0, 26, 496, 4, True),
        (1400, 1.0, 40, 496, 4, True),
        (783, 1.0, 0, 496, 4, True),  # a window of 1364 px: there is no free paper left, names are cut short
        (783, 1.1, 0, 546, 4, True),
        (704, 1.0, 0, 496, 4, True),  # 80 px for names: the least
        (703, 1.0, 27, 496, 4, False),
        (648, 1.0, 0, 496, 4, False),
        (647, 1.0, 0, 496, 2, False),
        (600, 1.0, 0, 468, 2, False),
        (848, 2.0, 0, 716, 2, False),
    ],
)
def test_names_give_way_first_then_lanes_then_the_measure(
    width: int, zoom: float, left: int, measure: int, lanes: int, names: bool
) -> None:
    page = PageGeometry.fit(width, zoom)
    assert (page.left, page.measure, page.lanes, page.names) == (left, measure, lanes, names)
    assert page.text_right + layout.LANE_GAP + lanes * layout.LANE_PITCH + 4 + page.labels <= width


def test_a_narrow_window_keeps_a_column_of_text() -> None:
    assert PageGeometry.fit(0, 1.0).measure > 100


@pytest.mark.parametrize("zoom", [0.8, 1.0, 1.25, 2.0])
def test_lines_are_24_px_apart_at_every_zoom(show: Shown, content: Scene, zoom: float) -> None:
    view = show(content, width=1200)
    view.set_zoom(zoom)
    step = round(24 * zoom)
    assert view.line_step == step
    for block, _, top, height in view.visible_blocks():
        lines = block.layout().lineCount()
        assert top == int(top)
        if block.length() == 1:
            continue
        assert height >= lines * step
        bottoms = [block.layout().lineAt(i).naturalTextRect().bottom() for i in range(lines)]
        assert bottoms == pytest.approx([(i + 1) * step for i in range(lines)], abs=0.02)


def test_paragraphs_are_12_px_apart_with_and_without_empty_lines(show: Shown) -> None:
    tops = []
    for gap in ("\n", "\n\n"):
        view = show(scene(gap=gap))
        said = [view.rects_of(turn.said, turn.said + 1)[0].top() for turn in scene(gap=gap).turns]
        tops.append(said)
        view.close()
    assert tops[0] == tops[1]
    first = tops[0][0]
    assert tops[0][1] - first == 24 + 12
    assert (first - 2) == layout.PAD


def test_a_piece_of_a_long_paragraph_goes_on_without_a_gap(show: Shown) -> None:
    long = scene(("C1", 1, "We waited for the bus and it did not come. " * 80))
    view = show(long)
    view.scroll_to_offset(long.turns[-1].start)
    blocks = view.visible_blocks()
    inside = [b for b in blocks if view.extent(b[0])[0] > long.turns[-1].start]
    assert view.document().blockCount() > long.text.count("\n") + 1
    for block, _, _, height in [blocks[0], *inside][:-1]:
        assert height == block.layout().lineCount() * 24
    assert all(view.gutter.number_of(b[0]) == 0 for b in inside)
    assert view.gutter.number_of(blocks[0][0]) == 5


def test_a_tall_font_gets_the_room_that_it_needs(show: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    content = scene(("C1", 1, "She keeps on talking about the road and the keys. " * 4))
    start, end = content.turns[-1].start, content.turns[-1].end
    deep = content.text.index("keys", start)

    def formats(self: Speakers, unit: int, length: int) -> list[QTextLayout.FormatRange]:
        # As a font that stands in for letters that ours has not, twice as high as ours.
        made = QTextLayout.FormatRange()
        made.start, made.length = max(0, deep + 1 - unit), 4
        made.format.setFont(fonts.reading_font())
        made.format.setProperty(QTextCharFormat.Property.FontPixelSize, 40)
        return [made] if unit <= deep + 1 < unit + length else []

    monkeypatch.setattr(Speakers, "formats", formats)
    view = show(content)
    block, number, top, height = next(b for b in view.visible_blocks() if view.extent(b[0])[0] == start)
    inner = block.layout()
    lines = [inner.lineAt(i) for i in range(inner.lineCount())]
    assert max(line.height() for line in lines) > 40
    for above, below in pairwise(lines):
        assert below.y() >= above.y() + above.naturalTextRect().height() - 1
    assert height > 24 * len(lines) + 12
    assert (
        len(
            {
                line.y() + line.ascent() - slot[0]
                for line, slot in zip(lines, view._layout.slots(number, len(lines)), strict=True)
                if line.height() < 30
            }
        )
        == 1
    )
    for line, rect in zip(lines, view.rects_of(start, end), strict=True):
        assert rect.top() - top <= line.y() + 2
        assert rect.bottom() + 1 - top >= line.y() + line.naturalTextRect().height() - 1


def test_a_line_with_a_label_alone_stands_on_the_line(show: Shown) -> None:
    content = Scene("Carer 8\nI had hoped.", [TurnMark(0, 8, 20, "Carer 8", 2)])
    view = show(content)
    first, second = (block for block, *_ in view.visible_blocks())
    assert first.layout().lineAt(0).height() < second.layout().lineAt(0).height()
    assert view.first_baseline(first) == pytest.approx(view.first_baseline(second))


def test_what_the_font_says_is_what_counts() -> None:
    font = fonts.reading_font()
    spacing = Spacing.of(font, 1.0)
    assert (spacing.step, spacing.gap) == (24, 12)
    font.setPixelSize(40)
    assert Spacing.of(font, 1.0).step >= 40


def test_text_in_both_directions_is_covered_where_it_stands(show: Shown) -> None:
    content = scene(("C1", 1, "She wrote שלום עולם on the door."))
    view = show(content)
    start, end = content.place("שלום")
    rects = view.rects_of(start, end)
    assert len(rects) == 1
    # Read from the right: the first word stands right of the second one, between it and the words that follow.
    second, after = view.rects_of(*content.place("עולם"))[0], view.rects_of(*content.place("on the"))[0]
    assert second.right() < rects[0].left() < rects[0].right() < after.left()
    whole = view.rects_of(*content.place("wrote שלום עולם on"))
    assert len(whole) == 1
    # Half in one direction and half in the other, and not touching: two pieces.
    assert len(view.rects_of(*content.place("wrote שלום"))) == 2
    assert view.rects_of(start, start) == []
