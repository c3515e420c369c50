"""Rows of documents and codes: what is drawn, and how they react to mouse and keyboard."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QTreeView
from pytestqt.qtbot import QtBot

from qualcode.gui.delegates.code_row import CodeRowDelegate
from qualcode.gui.delegates.document_row import DocumentRowDelegate, document_icon
from qualcode.gui.delegates.tree_row import activation, places
from qualcode.gui.models.roles import CodeRole, TreeRole
from qualcode.gui.theme import Theme
from tests.gui import gallery
from tests.gui.pixels import holds, picture

ON, OFF, HALF = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def codes(qtbot: QtBot) -> QTreeView:
    view = gallery.tree(gallery.codes(), CodeRowDelegate)
    view.model().setParent(view)
    return shown(view, qtbot)


@pytest.fixture
def documents(qtbot: QtBot) -> QTreeView:
    view = gallery.tree(gallery.documents(), DocumentRowDelegate)
    view.model().setParent(view)
    return shown(view, qtbot)


def shown(view: QTreeView, qtbot: QtBot) -> QTreeView:
    qtbot.addWidget(view)
    view.resize(272, 420)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def at(view: QTreeView, text: str) -> QModelIndex:
    return gallery.find(cast(QStandardItemModel, view.model()), text)


def row(view: QTreeView, text: str) -> QRect:
    return view.visualRect(at(view, text))


def row_picture(view: QTreeView, text: str) -> QImage:
    return picture(view.viewport(), row(view, text))


def parts(view: QTreeView, text: str) -> QRect:
    """Return the rectangle of the dot of a row."""
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = row(view, text)
    return places(option, at(view, text)).dot


class TestGeometry:
    def test_row_is_28_high_and_grows_with_the_text(self, codes: QTreeView, look: Theme) -> None:
        assert row(codes, "Absence").height() == 28
        assert row(codes, "Absence").width() == codes.viewport().width(), "over the full width"
        look.set_text_size(1.5)
        codes.doItemsLayout()
        assert row(codes, "Absence").height() == 42

    def test_dot_stands_at_12_at_every_depth(self, codes: QTreeView) -> None:
        for text in ("Deductive", "Absence", "Impossibility"):
            dot = parts(codes, text)
            assert (dot.x(), dot.width(), dot.height()) == (12, 8, 8)
            assert dot.center().y() - row(codes, text).center().y() in (0, 1)

    def test_children_are_indented_and_figures_end_in_one_line(self, codes: QTreeView) -> None:
        option = QStyleOptionViewItem()
        codes.initViewItemOption(option)
        contents = {}
        for text in ("Deductive", "Absence", "Impossibility"):
            option.rect = row(codes, text)
            contents[text] = places(option, at(codes, text)).content
        assert [contents[text].x() for text in contents] == [46, 36, 56]
        assert len({content.right() for content in contents.values()}) == 1

    def test_scroll_bar_takes_from_the_padding(self, codes: QTreeView, qtbot: QtBot) -> None:
        def right() -> int:
            option = QStyleOptionViewItem()
            codes.initViewItemOption(option)
            option.rect = row(codes, "Deductive")
            return places(option, at(codes, "Deductive")).content.right()

        free = right()
        codes.resize(codes.width(), 120)
        qtbot.waitUntil(codes.verticalScrollBar().isVisible)
        assert right() == free

    def test_table_asks_for_depth_and_expansion_by_role(self, codes: QTreeView) -> None:
        model = cast(QStandardItemModel, codes.model())
        index = at(codes, "Absence")
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 272, 28)
        assert places(option, index).chevron is None
        model.setData(index, 2, TreeRole.DEPTH)
        model.setData(index, True, TreeRole.EXPANDED)
        where = places(option, index)
        assert where.content.x() == 56
        assert where.chevron is not None


class TestDrawing:
    def test_activation_is_told_by_the_fill_of_the_dot(self, codes: QTreeView, look: Theme) -> None:
        image = picture(codes.viewport())
        accent = look.colour("accent").name()

        def pixel(text: str, dx: int) -> str:
            return image.pixelColor(parts(codes, text).center() + QPoint(dx, 0)).name()

        def ground(text: str) -> str:
            return image.pixelColor(2, row(codes, text).center().y()).name()

        assert pixel("Absence", 0) == accent, "active: filled"
        assert pixel("Lack of clear", 0) == ground("Lack of clear"), "not active: a ring"
        assert (pixel("Deductive", -2), pixel("Deductive", 2)) == (accent, ground("Deductive")), "mixed: half"
        assert pixel("Lack of clear", -3) != ground("Lack of clear")

    def test_chip_is_solid_or_a_ring_and_never_alone(self, codes: QTreeView, look: Theme) -> None:
        image = picture(codes.viewport())
        deductive, inductive = row(codes, "Absence"), row(codes, "Cohesive")
        solid = image.pixelColor(deductive.x() + 42, deductive.center().y())
        hole = image.pixelColor(inductive.x() + 42, inductive.center().y())
        edge = image.pixelColor(inductive.x() + 37, inductive.center().y())
        assert (solid, hole, edge) == (look.stripe(1), look.colour("window"), look.stripe(15))

    def test_locked_branch_has_a_lock(self, codes: QTreeView) -> None:
        before = row_picture(codes, "Deductive")
        codes.model().setData(at(codes, "Deductive"), False, CodeRole.LOCKED)
        assert row_picture(codes, "Deductive") != before, "the lock is gone"

    def test_count_is_drawn_and_zero_is_a_dash(self, codes: QTreeView) -> None:
        model, zero = codes.model(), at(codes, "Customer")
        dash = row_picture(codes, "Customer")
        model.setData(zero, 31, CodeRole.COUNT)
        counted = row_picture(codes, "Customer")
        model.setData(zero, None, CodeRole.COUNT)
        empty = row_picture(codes, "Customer")
        assert len({bytes(i.constBits()) for i in (dash, counted, empty)}) == 3

    def test_current_row_has_the_accent_only_with_the_keyboard(self, codes: QTreeView, look: Theme) -> None:
        codes.setCurrentIndex(at(codes, "Absence"))
        codes.setFocus()
        assert holds(row_picture(codes, "Absence"), look.colour("accent-soft"))
        codes.clearFocus()
        image = row_picture(codes, "Absence")
        assert holds(image, look.colour("current"))
        assert not holds(image, look.colour("accent-soft"))

    def test_focus_ring_is_drawn_for_the_keyboard(self, codes: QTreeView, look: Theme) -> None:
        codes.clearFocus()
        codes.setFocus(Qt.FocusReason.ShortcutFocusReason)
        codes.setCurrentIndex(at(codes, "Absence"))
        QTest.keyClick(codes, Qt.Key.Key_Down)
        assert codes.currentIndex().data() == "Insufficient level of trust"
        ring = row_picture(codes, "Insufficient")
        assert ring.pixelColor(ring.width() // 2, 0) == look.colour("accent")

    def test_typed_letters_stand_out(self, codes: QTreeView) -> None:
        model, index = codes.model(), at(codes, "Cohesive")
        marked = row_picture(codes, "Cohesive")
        model.setData(index, "not in it", CodeRole.MATCH)
        plain = row_picture(codes, "Cohesive")
        model.setData(index, "PART", CodeRole.MATCH)
        assert row_picture(codes, "Cohesive") == marked, "upper and lower case are the same"
        assert plain != marked

    def test_bar_shows_the_share(self, documents: QTreeView, look: Theme) -> None:
        control = look.colour("control").name()

        def filled(text: str) -> int:
            image = row_picture(documents, text)
            y = image.height() // 2
            return sum(image.pixelColor(x, y).name() == control for x in range(image.width()))

        assert filled("Interview, provider 4") == 0
        assert 0 < filled("Reflexive") < filled("Workshop 2, part B") < filled("Workshop 2, part A") <= 28

    def test_name_is_elided_before_the_bar(self, documents: QTreeView, look: Theme) -> None:
        image = row_picture(documents, "Workshop 2, part B")
        text = look.colour("text").name()
        last = max(
            x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).name() == text
        )
        assert last < image.width() - 16 - 32 - 28

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_both_themes_are_drawn(self, codes: QTreeView, look: Theme, scheme: str) -> None:
        look.set_choice(scheme)  # type: ignore[arg-type]
        image = picture(codes.viewport())
        assert holds(image, look.colour("window"))
        assert holds(image, look.stripe(4))


def at_name(view: QTreeView) -> str:
    return str(view.currentIndex().data())


class TestReacting:
    def test_click_on_the_dot_toggles_and_selects_nothing(self, codes: QTreeView, qtbot: QtBot) -> None:
        dot = parts(codes, "Absence").center()
        QTest.mouseClick(codes.viewport(), LEFT, pos=dot)
        assert activation(at(codes, "Absence")) == OFF
        assert not codes.selectionModel().hasSelection()
        QTest.mouseClick(codes.viewport(), LEFT, pos=dot)
        assert activation(at(codes, "Absence")) == ON

    def test_half_active_folder_becomes_active(self, codes: QTreeView, qtbot: QtBot) -> None:
        QTest.mouseClick(codes.viewport(), LEFT, pos=parts(codes, "Deductive").center())
        assert activation(at(codes, "Deductive")) == ON

    def test_double_click_on_the_dot_is_two_clicks(self, codes: QTreeView, qtbot: QtBot) -> None:
        dot = parts(codes, "Absence").center()
        QTest.mouseClick(codes.viewport(), LEFT, pos=dot)
        QTest.mouseDClick(codes.viewport(), LEFT, pos=dot)
        QTest.mouseRelease(codes.viewport(), LEFT, pos=dot)
        assert activation(at(codes, "Absence")) == ON

    def test_right_button_and_a_drag_to_the_dot_toggle_nothing(self, codes: QTreeView, qtbot: QtBot) -> None:
        dot = parts(codes, "Absence").center()
        QTest.mouseClick(codes.viewport(), Qt.MouseButton.RightButton, pos=dot)
        QTest.mousePress(codes.viewport(), LEFT, pos=row(codes, "Absence").center())
        QTest.mouseRelease(codes.viewport(), LEFT, pos=dot)
        assert activation(at(codes, "Absence")) == ON

    def test_click_on_the_name_selects(self, codes: QTreeView, qtbot: QtBot) -> None:
        QTest.mouseClick(codes.viewport(), LEFT, pos=row(codes, "Absence").center())
        assert codes.currentIndex().data() == "Absence of information"
        assert activation(at(codes, "Absence")) == ON

    def test_space_toggles_the_current_row(self, codes: QTreeView, qtbot: QtBot) -> None:
        codes.setFocus()
        codes.setCurrentIndex(at(codes, "Absence"))
        QTest.keyClick(codes, Qt.Key.Key_Space)
        assert activation(at(codes, "Absence")) == OFF

    def test_row_that_cannot_be_activated_stays_so(self, documents: QTreeView, qtbot: QtBot) -> None:
        dot = parts(documents, "Field notes").center()
        QTest.mouseClick(documents.viewport(), LEFT, pos=dot)
        assert activation(at(documents, "Field notes")) is None

    def test_disabled_row_keeps_its_state(self, codes: QTreeView, qtbot: QtBot) -> None:
        item = cast(QStandardItemModel, codes.model()).itemFromIndex(at(codes, "Absence"))
        item.setEnabled(False)
        QTest.mouseClick(codes.viewport(), LEFT, pos=parts(codes, "Absence").center())
        assert activation(at(codes, "Absence")) == ON

    @pytest.mark.parametrize(("text", "x"), [("Deductive", 33), ("Inability to change", 28)])
    def test_chevron_folds(self, codes: QTreeView, qtbot: QtBot, text: str, x: int) -> None:
        place = QPoint(x, row(codes, text).center().y())
        assert codes.isExpanded(at(codes, text))
        QTest.mouseClick(codes.viewport(), LEFT, pos=place)
        assert not codes.isExpanded(at(codes, text))
        QTest.mouseClick(codes.viewport(), LEFT, pos=place)
        assert codes.isExpanded(at(codes, text))

    def test_arrow_keys_fold(self, codes: QTreeView, qtbot: QtBot) -> None:
        codes.setFocus()
        codes.setCurrentIndex(at(codes, "Deductive"))
        QTest.keyClick(codes, Qt.Key.Key_Left)
        assert not codes.isExpanded(at(codes, "Deductive"))

    def test_name_is_edited_where_it_stands(self, codes: QTreeView, qtbot: QtBot) -> None:
        codes.setCurrentIndex(at(codes, "Absence"))
        codes.edit(codes.currentIndex())
        editor = codes.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        assert editor.x() >= 46, "right of the chip"
        editor.setText("Silence")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: at_name(codes) == "Silence")

    def test_other_events_are_left_to_the_view(self, codes: QTreeView) -> None:
        delegate = cast(CodeRowDelegate, codes.itemDelegate())
        option = QStyleOptionViewItem()
        index = at(codes, "Absence")
        assert not delegate.editorEvent(QEvent(QEvent.Type.Enter), codes.model(), option, index)


@pytest.mark.parametrize(
    ("kind", "mode", "name"),
    [
        ("workshop", None, "users"),
        ("interview", "face to face", "message-square-text"),
        ("interview", "telephone", "phone"),
        ("reflexive", None, "notebook-pen"),
        ("something new", None, "file-text"),
    ],
)
def test_document_icon(kind: str, mode: str | None, name: str) -> None:
    assert document_icon(kind, mode) == name
