"""The whole view: what is painted under the words, and how it follows what happens."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.gui.text.layout import KEPT
from qualcode.gui.text.selection import CODES_MIME
from qualcode.gui.text.spans import ViewSpan
from qualcode.gui.text.tint import Tints
from qualcode.gui.text.view import TranscriptView
from qualcode.gui.theme import Theme
from tests.gui.pixels import colours as painted
from tests.gui.pixels import picture
from tests.gui.text.conftest import Shown
from tests.gui.text.scenes import LEFT, Scene, colours, long_scene, middle, scene

COPY = Qt.DropAction.CopyAction


def ground(view: TranscriptView, offset: int) -> str:
    """Return the colour behind the character at ``offset``: its lower left corner, where no letter reaches."""
    rect = view.rects_of(offset, offset + 1)[0]
    return view.viewport().grab(QRect(rect.left() + 1, rect.top() + 1, 1, 1)).toImage().pixelColor(0, 0).name()


def test_coded_words_have_the_tint_of_their_codes(show: Shown, content: Scene) -> None:
    view = show(
        content,
        content.span(1, "They asked my mother what I had", 4),
        content.span(2, "mother what I had written", 2),
        content.span(3, "mother what I", 2),
    )
    tints = Tints(view.colours)
    paper = view.colours.paper.name()
    assert ground(view, content.text.index("asked") + 1) == tints.of((4,)).name()
    # Two codings of one code count once.
    assert ground(view, content.text.index("other what") + 1) == tints.of((2, 4)).name()
    assert ground(view, content.text.index("ritten on")) == tints.of((2,)).name()
    assert ground(view, content.text.index("on the form") + 1) == paper


def test_words_behind_an_emoji_are_tinted_where_they_stand(show: Shown, content: Scene) -> None:
    view = show(content, content.span(1, "said so", 4))
    tint = Tints(view.colours).of((4,)).name()
    start, end = content.place("said so")
    assert [ground(view, at) == tint for at in (start - 2, start + 1, end - 1, end + 1)] == [False, True, True, False]


def test_a_speaker_label_is_never_tinted(show: Shown, content: Scene) -> None:
    turn = content.turns[2]
    view = show(content, ViewSpan(1, 1, content.turns[1].said, turn.end, 4, "A", 4))
    tint = Tints(view.colours).of((4,)).name()
    assert ground(view, turn.start) == view.colours.paper.name()
    assert ground(view, turn.said + 1) == tint
    only_label = show(content, ViewSpan(1, 1, turn.start, turn.said, 4, "A", 4))
    assert tint not in painted(picture(only_label.viewport()))


def test_a_coding_that_comes_and_goes_is_painted_at_once(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    before = picture(view)
    span = content.span(9, "my mother", 4)
    view.add_span(span)
    at = content.text.index("mother")
    tint = Tints(view.colours).of((4,)).name()
    assert ground(view, at + 1) == tint
    assert view.colours.stripe(4).name() in painted(picture(view.margin))
    moved = content.span(9, "told you", 4)
    view.add_span(moved)
    assert ground(view, at + 1) == view.colours.paper.name()
    assert len(view.spans) == 1
    view.remove_span(9)
    view.remove_span(9)
    assert picture(view) == before
    view.replace_spans([span, content.span(10, "told you", 3)])
    assert ground(view, at + 1) == tint
    assert len(view.spans) == 2


def test_a_change_out_of_sight_is_seen_when_one_comes_there(show: Shown) -> None:
    content = long_scene(100)
    view = show(content)
    turn = content.turns[80]
    view.scroll_to_offset(turn.start)
    assert ground(view, turn.said + 1) == view.colours.paper.name()
    view.scroll_to_offset(0)
    view.add_span(ViewSpan(1, 1, turn.said, turn.said + 20, 4, "A", 4))
    view.scroll_to_offset(turn.start)
    assert ground(view, turn.said + 1) == Tints(view.colours).of((4,)).name()


def chosen(view: TranscriptView) -> int | None:
    """Return the selected coding."""
    return view.selected_coding


def test_the_selected_coding_is_underlined(show: Shown, content: Scene) -> None:
    view = show(content, content.span(1, "my mother", 4), content.span(2, "my mother", 2))
    rect = view.rects_of(*content.place("my mother"))[0]
    line = QRect(rect.left() + 5, rect.bottom() - 1, rect.width() - 10, 2)
    before = picture(view)
    view.set_selected_coding(1)
    assert chosen(view) == 1
    assert view.colours.stripe(4).name() in painted(picture(view.viewport(), line))
    assert ground(view, content.text.index("mother") + 1) == Tints(view.colours).of((2, 4), True).name()
    view.set_selected_coding(2)
    assert view.colours.stripe(4).name() not in painted(picture(view.viewport(), line))
    view.set_selected_coding(None)
    assert picture(view) == before
    view.set_selected_coding(77)
    assert chosen(view) is None
    view.set_selected_coding(2)
    view.remove_span(2)
    assert chosen(view) is None
    view.set_selected_coding(1)
    view.replace_spans([])
    assert chosen(view) is None


def test_ends_are_round_where_a_coding_ends_and_flush_inside(show: Shown, content: Scene) -> None:
    view = show(content, content.span(1, "my mother what I had", 4), content.span(2, "what I had", 2))
    image = picture(view.viewport())
    paper = view.colours.paper.name()

    def corners(words: str) -> list[str]:
        rect = view.rects_of(*content.place(words))[0]
        return [image.pixelColor(x, rect.top()).name() for x in (rect.left(), rect.right())]

    tints = Tints(view.colours)
    one, both = tints.of((4,)).name(), tints.of((2, 4)).name()
    left, _ = corners("my mother what I had")
    inner, right = corners("what I had")
    # A round corner lets some paper through.
    assert left not in (one, paper)
    assert inner == both
    assert right not in (both, paper)


def test_a_coding_over_two_paragraphs_is_straight_between_them(show: Shown) -> None:
    content = Scene("The road is long.\nThe bus is late.")
    view = show(content, ViewSpan(1, 1, 4, 25, 4, "A", 4))
    image = picture(view.viewport())
    tint = Tints(view.colours).of((4,)).name()
    above, below = view.rects_of(4, 17)[0], view.rects_of(18, 25)[0]
    straight = [image.pixelColor(above.right(), above.top()), image.pixelColor(below.left(), below.top())]
    assert [colour.name() for colour in straight] == [tint, tint]
    ends = [image.pixelColor(above.left(), above.top()), image.pixelColor(below.right(), below.top())]
    assert tint not in [colour.name() for colour in ends]


@pytest.mark.parametrize("change", [lambda view: view.set_zoom(1.5), lambda view: view.resize(600, 640)])
def test_tints_follow_words_that_move(show: Shown, content: Scene, change: Callable[[TranscriptView], None]) -> None:
    span = content.span(1, "asked my mother what I had written on the form, and she", 4)
    used = show(content, span)
    picture(used)
    change(used)
    used.clearFocus()
    fresh = show(content, span, width=used.width())
    fresh.set_zoom(used.zoom)
    fresh.clearFocus()
    assert picture(used) == picture(fresh)


def test_search_hits_are_marked_over_the_tints(show: Shown, content: Scene) -> None:
    view = show(content, content.span(1, "They asked my mother", 4))
    before = picture(view)
    view.set_hits([content.place("told"), content.place("mother")])
    for words in ("told", "mother"):
        assert ground(view, content.text.index(words) + 1) == view.colours.warning_soft.name()
        rect = view.rects_of(*content.place(words))[0]
        assert view.viewport().grab(rect).toImage().pixelColor(0, 5).name() == view.colours.warning.name()
    view.set_hits([])
    assert picture(view) == before


def test_a_passage_that_is_revealed_is_in_sight_and_flashes(show: Shown, qtbot: QtBot) -> None:
    content = long_scene()
    turn = content.turns[200]
    view = show(content, ViewSpan(1, 1, turn.said, turn.said + 40, 4, "A", 4))
    view.reveal(turn.said, turn.said + 40)
    first = view.rects_of(turn.said, turn.said + 40)[0]
    assert view.height() / 4 < first.center().y() < view.height() * 0.4
    assert view.caret() == turn.said
    assert view.selection() is None
    tint = Tints(view.colours).of((4,)).name()
    assert ground(view, turn.said + 1) != tint
    qtbot.waitUntil(lambda: ground(view, turn.said + 1) == tint, timeout=3000)


def test_a_second_flash_ends_the_first(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    view.clearFocus()
    view.reveal(*content.place("leaflet"))
    qtbot.waitUntil(lambda: on_screen(view) == view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
    view.reveal(*content.place("told you"))
    first = content.text.index("leaflet")
    assert ground(view, first + 1) == view.colours.paper.name()
    qtbot.waitUntil(lambda: ground(view, content.text.index("told") + 1) == view.colours.paper.name(), timeout=3000)
    qtbot.waitUntil(lambda: on_screen(view) == view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))


def test_revealing_what_is_in_sight_moves_nothing_and_keeps_the_selection(show: Shown, content: Scene) -> None:
    view = show(long_scene())
    view.scroll_to_offset(3000)
    top = view.top_offset()
    view.select(top + 10, top + 14)
    view.reveal(top + 200, top + 230, flash=False)
    assert view.top_offset() == top
    assert view.selection() == (top + 10, top + 14)
    view.reveal(0, 10, flash=False)
    assert view.top_offset() == 0
    assert view.selection() == (top + 10, top + 14)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_any_place_can_be_revealed(show: Shown, share: float) -> None:
    content = scene(*((f"C{turn}", 2, "She keeps on talking about the road. " * 60) for turn in range(30)))
    view = show(content)
    at = int((len(content.text) - 2) * share)
    view.reveal(at, at + 1, flash=False)
    (rect,) = view.rects_of(at, at + 1)
    assert rect.top() >= 0
    assert rect.bottom() < view.viewport().height()
    if 0 < share < 1:
        assert 0.2 < rect.center().y() / view.viewport().height() < 0.45


def test_with_reduced_motion_an_outline_stays_for_the_time(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    view.set_reduced_motion(True)
    start, end = content.place("my mother")
    view.reveal(start, end)
    rect = view.rects_of(start, end)[0]
    assert view.colours.accent.name() in painted(picture(view.viewport(), rect))
    assert ground(view, start + 4) in (view.colours.paper.name(), view.colours.accent.name())
    qtbot.waitUntil(lambda: view.colours.accent.name() not in painted(picture(view.viewport(), rect)), timeout=3000)


def test_dark_colours_leave_nothing_light(show: Shown, content: Scene, look: Theme) -> None:
    view = show(content, content.span(1, "They asked my mother", 4), content.span(2, "told you", 2, ring=True))
    view.set_memo_marks([content.turns[1].said])
    view.set_selected_coding(1)
    dark = colours("dark")
    look.set_choice("dark")
    view.set_colours(dark)
    seen = painted(picture(view.margin)) | painted(picture(view.gutter)) | painted(picture(view.viewport()))
    assert dark.paper.name() in seen
    assert colours().paper.name() not in seen
    assert ground(view, content.text.index("asked") + 1) == Tints(dark).of((4,), True).name()
    label = view.rects_of(content.turns[1].start, content.turns[1].said)[0]
    assert dark.group(2).name() in painted(picture(view.viewport(), label))


class Painted(QObject):
    """Counts paint events and what they cover."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rects: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.rects.append(event.rect())  # type: ignore[attr-defined]
        return super().eventFilter(watched, event)


def test_a_frame_is_painted_once_and_a_coding_only_where_it_is(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    text, beside = Painted(view), Painted(view)
    view.viewport().installEventFilter(text)
    view.margin.installEventFilter(beside)
    view.add_span(content.span(1, "my mother", 4))
    view.set_selected_coding(1)
    view.add_span(content.span(2, "asked", 4))
    assert text.rects == beside.rects == []
    qtbot.waitUntil(lambda: bool(text.rects and beside.rects))
    QCoreApplication.sendPostedEvents()
    assert len(text.rects) == len(beside.rects) == 1
    assert text.rects[0].height() < 100


def test_a_blinking_caret_leaves_the_margin_alone(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    QTest.keyClick(view, Qt.Key.Key_Right)
    text, beside = Painted(view), Painted(view)
    view.viewport().installEventFilter(text)
    view.margin.installEventFilter(beside)
    QTest.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(text.rects))
    assert beside.rects == []


def drop(view: TranscriptView, place: QPoint, codes: object) -> QDropEvent:
    data = QMimeData()
    data.setData(CODES_MIME, json.dumps(codes).encode())
    buttons, modifiers = LEFT, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, COPY, data, buttons, modifiers)
    QApplication.sendEvent(view.viewport(), enter)
    move = QDragMoveEvent(place, COPY, data, buttons, modifiers)
    QApplication.sendEvent(view.viewport(), move)
    event = QDropEvent(QPointF(place), COPY, data, buttons, modifiers)
    QApplication.sendEvent(view.viewport(), event)
    assert event.isAccepted() == move.isAccepted()
    return event


def test_codes_dropped_on_the_selection_are_told(show: Shown, content: Scene, qtbot: QtBot) -> None:
    view = show(content)
    view.select(*content.place("spoke of a pathway"))
    with qtbot.waitSignal(view.codes_dropped) as told:
        assert drop(view, middle(view, "of a", content), [4, 5]).isAccepted()
    assert told.args == [[4, 5], None]
    with qtbot.assertNotEmitted(view.codes_dropped):
        assert not drop(view, middle(view, "my mother", content), [4, 5]).isAccepted()
        assert not drop(view, middle(view, "of a", content), "no list").isAccepted()
    assert view.selection() == content.place("spoke of a pathway")
    view.select(0, 0)
    with qtbot.assertNotEmitted(view.codes_dropped):
        assert not drop(view, middle(view, "of a", content), [4]).isAccepted()


def test_the_selection_shows_that_codes_would_fall_on_it(show: Shown, content: Scene) -> None:
    view = show(content)
    view.select(*content.place("spoke of a pathway"))
    before = picture(view.viewport())
    data = QMimeData()
    data.setData(CODES_MIME, b"[4]")
    place = middle(view, "of a", content)
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(view.viewport(), kind(place, COPY, data, LEFT, Qt.KeyboardModifier.NoModifier))
    assert view.colours.accent.name() in painted(picture(view.viewport())) - painted(before)
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view.colours.accent.name() not in painted(picture(view.viewport())) - painted(before)


def test_codings_are_walked_by_keyboard(show: Shown, qtbot: QtBot) -> None:
    content = long_scene(100)
    spans = [ViewSpan(i, i, turn.said, turn.said + 9, 1, "A", 1) for i, turn in enumerate(content.turns)]
    view = show(content, *spans)
    alt = Qt.KeyboardModifier.AltModifier
    told: list[int] = []
    view.coding_clicked.connect(told.append)
    for _ in range(20):
        QTest.keyClick(view, Qt.Key.Key_Down, alt)
    QTest.keyClick(view, Qt.Key.Key_Up, alt)
    assert told == [*range(20), 18]
    assert view.selected_coding == 18
    assert view.rects_of(spans[18].start, spans[18].end)


def test_what_is_kept_of_blocks_has_an_end(show: Shown) -> None:
    content = scene(*((f"C{turn}", 2, "She keeps on.") for turn in range(900)))
    view = show(content)
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum(), 15):
        bar.setValue(value)
        picture(view.viewport())
    assert len(view._overlay._kept) <= KEPT
    assert len(view._layout._lines) <= KEPT


def test_a_view_that_is_closed_leaves_nothing_behind(qtbot: QtBot, content: Scene) -> None:
    for _ in range(5):
        view = TranscriptView(colours())
        view.load(content.text, False, content.turns, [content.span(1, "my mother", 4)])
        view.show()
        qtbot.waitExposed(view)
        picture(view)
        gone = weakref.ref(view)
        view.close()
        view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del view
        gc.collect()
        assert gone() is None


def test_another_document_in_the_same_view_is_painted_as_in_a_new_one(show: Shown, content: Scene) -> None:
    used = show(long_scene(50))
    used.scroll_to_offset(5000)
    used.set_hits([(5000, 5010)])
    used.set_memo_marks([5000])
    used.load(content.text, False, content.turns, [content.span(1, "my mother", 4)])
    used.clearFocus()
    fresh = show(content, content.span(1, "my mother", 4))
    fresh.clearFocus()
    assert picture(used) == picture(fresh)


def test_colours_of_groups_set_speakers_apart(show: Shown, content: Scene) -> None:
    view = show(content)

    def inks(turn: int) -> list[QColor]:
        block = view.document().findBlock(view._offsets.to_utf16(content.turns[turn].start))
        ranges = block.layout().formats()
        return [item.format.foreground().color() for item in ranges][:1]

    assert inks(0) == [view.colours.text_3]
    assert inks(1) == inks(2) == [view.colours.group(2)]
    assert inks(3) == [view.colours.group(5)]


def on_screen(view: TranscriptView) -> QImage:
    """Return what stands on the screen, as it was painted bit by bit."""
    return view.screen().grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_what_was_painted_bit_by_bit_is_what_would_be_painted_anew(show: Shown, qtbot: QtBot) -> None:
    content = long_scene(120)
    view = show(content, width=900)
    view.clearFocus()  # no blinking caret
    view.set_memo_marks([turn.said for turn in content.turns[::3]])
    top = content.turns[40].said
    bar = view.verticalScrollBar()
    span = ViewSpan(1, 1, top + 5, top + 300, 4, "A", 4)
    acts: list[Callable[[], object]] = [
        lambda: view.scroll_to_offset(top),
        lambda: view.add_span(span),
        lambda: view.add_span(ViewSpan(2, 2, top + 50, top + 80, 2, "B", 2)),
        lambda: view.set_selected_coding(1),
        *[lambda: bar.setValue(bar.value() + 3)] * 3,
        lambda: bar.setValue(bar.value() - 8),
        lambda: view.add_span(ViewSpan(3, 3, top + 20, top + 60, 3, "C", 3)),
        lambda: view.set_selected_coding(2),
        lambda: view.set_hits([(top + 100, top + 120)]),
        lambda: view.remove_span(2),
        lambda: view.select(top + 10, top + 40),
        lambda: bar.setValue(bar.value() + 40),
        lambda: view.set_zoom(1.25),
        lambda: view.resize(760, 500),
        lambda: view.reveal(top, top + 10, flash=False),
        lambda: view.replace_spans([span]),
    ]
    for number, act in enumerate(acts):
        act()
        qtbot.waitUntil(lambda: on_screen(view) == view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
        assert number < len(acts)
