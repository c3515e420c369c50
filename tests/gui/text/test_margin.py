"""Stripes and names: where they stand, and what a mouse does with them."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qualcode.gui.text.layout import PageGeometry
from qualcode.gui.text.selection import CODES_MIME
from qualcode.gui.text.spans import ViewSpan
from qualcode.gui.text.stripes import Label, Stripe, place_labels
from qualcode.gui.text.view import TranscriptView
from qualcode.gui.theme import Theme
from tests.gui.pixels import colours as painted
from tests.gui.pixels import picture
from tests.gui.text.conftest import Shown
from tests.gui.text.scenes import LEFT, Scene, colours, long_scene, scene

WIDE = PageGeometry.fit(848, 1.0)
NARROW = PageGeometry.fit(600, 1.0)
COPY = Qt.DropAction.CopyAction


def stripe(coding: int, top: int, bottom: int, lane: int = 0) -> Stripe:
    return Stripe(ViewSpan(coding, coding, 0, 1, 1, f"Code {coding}", 1), lane, top, bottom)


def shown_at(labels: list[Label]) -> list[tuple[int, tuple[int, ...]]]:
    return [(label.top, tuple(span.coding_id for span in label.spans)) for label in labels]


def test_a_name_stands_at_the_first_line_and_is_pushed_down() -> None:
    labels = place_labels([stripe(1, 50, 90), stripe(2, 50, 70, 1), stripe(3, 200, 300)], WIDE, 20, 0, 600, None)
    assert shown_at(labels) == [(50, (1,)), (70, (2,)), (200, (3,))]


def test_a_coding_that_started_above_has_its_name_at_the_top() -> None:
    assert shown_at(place_labels([stripe(1, -6, 90)], WIDE, 20, 0, 600, None)) == [(0, (1,))]


def test_no_name_is_cut_off_below() -> None:
    assert place_labels([stripe(1, 585, 606)], WIDE, 20, 0, 600, None) == []
    assert shown_at(place_labels([stripe(1, 580, 606)], WIDE, 20, 0, 600, None)) == [(580, (1,))]


def test_what_has_no_lane_is_counted_but_the_selected_one_is_named() -> None:
    stripes = [stripe(number, 50, 200, number) for number in range(6)]
    assert shown_at(place_labels(stripes, WIDE, 20, 0, 600, None))[4:] == [(130, (4, 5))]
    assert shown_at(place_labels(stripes, WIDE, 20, 0, 600, 5))[4:] == [(130, (4,)), (150, (5,))]


def test_names_far_from_their_stripe_are_counted() -> None:
    stripes = [stripe(number, 50 + number, 72, number % 4) for number in range(8)]
    labels = place_labels(stripes, WIDE, 20, 0, 600, None)
    assert [label.counts for label in labels] == [False] * 4 + [True]
    assert labels[-1].spans == tuple(item.span for item in stripes[4:])


def test_without_room_for_names_only_the_hidden_ones_are_counted() -> None:
    stripes = [stripe(number, 50, 200, number) for number in range(5)]
    assert shown_at(place_labels(stripes, NARROW, 20, 0, 600, 1)) == [(50, (2, 3, 4))]


@pytest.fixture
def view(show: Shown, content: Scene) -> TranscriptView:
    return show(
        content,
        content.span(1, "leaflet at the chemist’s 🙂 said so. Then a letter", 1, "Absence of information"),
        content.span(2, "a letter came\u00a0late", 4, "Mistakes", ring=True),
        content.span(3, "my mother", 2, "Insufficient level of trust"),
    )


def stripe_of(view: TranscriptView, coding: int) -> QPoint:
    """Return the middle of a stripe."""
    found = next(item for item in view.margin.stripes if item.span.coding_id == coding)
    return QPoint(view.margin.lane_left(found.lane) + 2, (found.top + found.bottom) // 2)


def test_a_stripe_stands_beside_its_lines(view: TranscriptView, content: Scene) -> None:
    for coding, words in ((1, "leaflet at"), (2, "a letter"), (3, "my mother")):
        found = next(item for item in view.margin.stripes if item.span.coding_id == coding)
        lines = view.rects_of(found.span.start, found.span.end)
        assert (found.top, found.bottom) == (lines[0].top(), lines[-1].bottom() + 1)
        label = next(item for item in view.margin.labels if item.spans[0].coding_id == coding)
        assert (
            abs(view.margin.label_rect(label).center().y() - view.rects_of(*content.place(words))[0].center().y()) < 23
        )
        colour = view.colours.stripe(found.span.colour).name()
        assert picture(view.margin).pixelColor(stripe_of(view, coding)).name() == colour
    assert view.spans.lane(2) == 1


def test_a_stripe_runs_through_the_gap_between_paragraphs(show: Shown, content: Scene) -> None:
    start, end = content.turns[1].said, content.turns[3].end
    view = show(content, ViewSpan(1, 1, start, end, 1, "A", 1))
    (found,) = view.margin.stripes
    image = picture(view.margin)
    column = {image.pixelColor(view.margin.lane_left(0) + 1, y).name() for y in range(found.top + 2, found.bottom - 2)}
    assert column == {view.colours.stripe(1).name()}


def test_a_stripe_is_not_rounded_where_it_goes_on_out_of_sight(show: Shown) -> None:
    content = long_scene(60)
    view = show(content, ViewSpan(1, 1, 10, len(content.text), 1, "A", 1))
    view.scroll_to_offset(content.turns[30].start)
    assert view.visible_blocks()[0][2] == 0
    (found,) = view.margin.stripes
    assert found.top < 0
    assert found.bottom > view.margin.height()


def test_clicking_a_stripe_or_a_name_tells_its_coding(view: TranscriptView, qtbot: QtBot) -> None:
    for coding in (1, 2, 3):
        with qtbot.waitSignal(view.coding_clicked) as told:
            QTest.mouseClick(view.margin, LEFT, pos=stripe_of(view, coding))
        assert told.args == [coding]
        label = next(item for item in view.margin.labels if item.spans[0].coding_id == coding)
        with qtbot.waitSignal(view.coding_clicked) as told:
            QTest.mouseClick(view.margin, LEFT, pos=view.margin.label_rect(label).center())
        assert told.args == [coding]


def test_a_stripe_can_be_hit_10_px_wide(view: TranscriptView) -> None:
    middle = stripe_of(view, 3)
    assert [view.margin.coding_at(middle + QPoint(dx, 0)) for dx in (-6, -5, 4, 5)] == [None, 3, 3, 3]
    assert view.margin.coding_at(middle + QPoint(9, 0)) is None
    assert view.margin.coding_at(middle + QPoint(0, 60)) is None


def test_the_pointer_shows_what_can_be_clicked(view: TranscriptView) -> None:
    QTest.mouseMove(view.margin, stripe_of(view, 1))
    QTest.mouseMove(view.margin, stripe_of(view, 1) + QPoint(1, 1))
    assert view.margin.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.margin, QPoint(2, 600))
    assert view.margin.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_menu_is_asked_for_on_a_stripe_only(view: TranscriptView, qtbot: QtBot) -> None:
    place = stripe_of(view, 2)
    spot = view.margin.mapToGlobal(place)
    with qtbot.waitSignal(view.coding_context_requested) as asked:
        QApplication.sendEvent(view.margin, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, spot))
    assert asked.args == [2, spot]
    with qtbot.assertNotEmitted(view.coding_context_requested):
        away = QPoint(3, 620)
        QApplication.sendEvent(view.margin, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, away, spot))


def test_the_tooltip_is_what_the_source_says(view: TranscriptView, qtbot: QtBot) -> None:
    place = stripe_of(view, 2)
    assert view.margin.tooltip_at(place) == "Mistakes"
    asked: list[int] = []

    def tell(coding: int) -> str:
        asked.append(coding)
        return f"Deductive › coding {coding}"

    view.set_tooltip(tell)
    QApplication.sendEvent(view.margin, QHelpEvent(QEvent.Type.ToolTip, place, view.margin.mapToGlobal(place)))
    qtbot.waitUntil(lambda: QToolTip.text() == "Deductive › coding 2")
    assert asked == [2]
    away = QPoint(3, 620)
    QApplication.sendEvent(view.margin, QHelpEvent(QEvent.Type.ToolTip, away, view.margin.mapToGlobal(away)))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert view.margin.tooltip_at(away) == ""


def codes(*ids: int) -> QMimeData:
    data = QMimeData()
    data.setData(CODES_MIME, json.dumps(ids).encode())
    return data


def test_codes_dropped_on_a_stripe_tell_its_coding(view: TranscriptView, qtbot: QtBot) -> None:
    data = codes(7, 8)
    buttons, modifiers = LEFT, Qt.KeyboardModifier.NoModifier
    place = stripe_of(view, 3)
    enter = QDragEnterEvent(place, COPY, data, buttons, modifiers)
    QApplication.sendEvent(view.margin, enter)
    assert enter.isAccepted()
    before = picture(view.margin)
    move = QDragMoveEvent(place, COPY, data, buttons, modifiers)
    QApplication.sendEvent(view.margin, move)
    assert move.isAccepted()
    assert picture(view.margin) != before
    away = QDragMoveEvent(QPoint(3, 620), COPY, data, buttons, modifiers)
    QApplication.sendEvent(view.margin, away)
    assert not away.isAccepted()
    assert picture(view.margin) == before
    with qtbot.waitSignal(view.codes_dropped) as told:
        QApplication.sendEvent(view.margin, QDropEvent(QPointF(place), COPY, data, buttons, modifiers))
    assert told.args == [[7, 8], 3]


def test_other_things_and_other_places_take_no_drop(view: TranscriptView, qtbot: QtBot) -> None:
    buttons, modifiers = LEFT, Qt.KeyboardModifier.NoModifier
    text = QMimeData()
    text.setText("words")
    enter = QDragEnterEvent(stripe_of(view, 3), COPY, text, buttons, modifiers)
    QApplication.sendEvent(view.margin, enter)
    assert not enter.isAccepted()
    data = codes(7)
    QApplication.sendEvent(view.margin, QDragEnterEvent(QPoint(3, 620), COPY, data, buttons, modifiers))
    QApplication.sendEvent(view.margin, QDragLeaveEvent())
    with qtbot.assertNotEmitted(view.codes_dropped):
        QApplication.sendEvent(view.margin, QDropEvent(QPointF(3, 620), COPY, data, buttons, modifiers))


def test_the_selected_one_is_wider_and_has_a_pill(view: TranscriptView) -> None:
    assert view.colours.accent_soft.name() not in painted(picture(view.margin))
    view.set_selected_coding(3)
    image = picture(view.margin)
    assert view.colours.accent_soft.name() in painted(image)
    middle = stripe_of(view, 3)
    colour = view.colours.stripe(2).name()
    row = [image.pixelColor(x, middle.y()).name() for x in range(middle.x() - 6, middle.x() + 7)]
    assert row.count(colour) == 6
    other = stripe_of(view, 1)
    row = [image.pixelColor(x, other.y() - 6).name() for x in range(other.x() - 6, other.x() + 5)]
    assert row.count(view.colours.stripe(1).name()) == 4


def test_an_inductive_code_has_a_ring(view: TranscriptView) -> None:
    image = picture(view.margin)
    for coding, ring in ((1, False), (2, True)):
        label = next(item for item in view.margin.labels if item.spans[0].coding_id == coding)
        rect = view.margin.label_rect(label)
        middle = image.pixelColor(rect.left() + 4 + 3, rect.top() + 10).name()
        assert (middle == view.colours.paper.name()) is ring
        assert (
            image.pixelColor(rect.left() + 4, rect.top() + 10).name()
            == view.colours.stripe(label.spans[0].colour).name()
        )


def test_a_click_on_a_number_goes_through_the_codings_behind_it(show: Shown, qtbot: QtBot) -> None:
    content = scene()
    words = "They asked my mother what I had written on the form"
    view = show(content, *(content.span(number, words[: 50 - number], number) for number in range(1, 8)))
    (count,) = [label for label in view.margin.labels if label.counts]
    hidden = [span.coding_id for span in count.spans]
    assert hidden == [5, 6, 7]
    place = view.margin.label_rect(count).center()
    assert view.margin.tooltip_at(place) == "Code 5\nCode 6\nCode 7"
    with qtbot.waitSignal(view.coding_clicked) as told:
        QTest.mouseClick(view.margin, LEFT, pos=place)
    assert told.args == [5]
    view.set_selected_coding(5)
    named = [label.spans[0].coding_id for label in view.margin.labels if not label.counts]
    assert 5 in named
    # In the place of the last lane, so that it is seen.
    assert view.margin.coding_at(QPoint(view.margin.lane_left(3) + 2, stripe_of(view, 5).y())) == 5


def test_names_grow_with_the_text_of_the_window(show: Shown, content: Scene, look: Theme) -> None:
    span = content.span(1, "my mother", 1, "Mistakes")
    used = show(content, span, width=1300)
    picture(used)
    look.set_text_size(1.25)
    used.set_colours(colours())
    assert picture(used.margin) == picture(show(content, span, width=1300).margin)


def test_a_long_name_is_cut_short_with_dots(show: Shown, content: Scene) -> None:
    long = show(content, content.span(1, "my mother", 1, "Lack of bureaucratic competence " * 3))
    other = show(content, content.span(1, "my mother", 1, "Lack of bureaucratic competence " * 4))
    assert picture(long.margin) == picture(other.margin)
    width = long.margin.width()
    image = picture(long.margin)
    right = {image.pixelColor(width - 4, y).name() for y in range(image.height())}
    assert right == {long.colours.paper.name()}
