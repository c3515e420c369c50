"""A page with every widget and every painter, and models that feed them."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDockWidget,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QTableView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qualcode.gui import icons
from qualcode.gui.delegates.code_row import CodeRowDelegate
from qualcode.gui.delegates.document_row import DocumentRowDelegate, document_icon
from qualcode.gui.delegates.matrix_cell import MatrixCellDelegate
from qualcode.gui.delegates.retrieved_row import RetrievedRowDelegate
from qualcode.gui.models.roles import CodeRole, DocumentRole, MatrixRole, RetrievedRole, TreeRole
from qualcode.gui.widgets.card_button import CardButton
from qualcode.gui.widgets.chip import Chip
from qualcode.gui.widgets.dock_header import DockHeader
from qualcode.gui.widgets.empty_state import EmptyState
from qualcode.gui.widgets.flow_layout import FlowLayout
from qualcode.gui.widgets.info_bar import InfoBar
from qualcode.gui.widgets.line import Line
from qualcode.gui.widgets.logo import Logo
from qualcode.gui.widgets.number_field import NumberField
from qualcode.gui.widgets.progress_bar import ProgressBar
from qualcode.gui.widgets.push_button import PushButton
from qualcode.gui.widgets.search_field import SearchField
from qualcode.gui.widgets.segmented import SegmentedControl
from qualcode.gui.widgets.tag import GroupBadge, Swatch, Tag
from qualcode.gui.widgets.text_label import ElidedLabel, TextLabel
from qualcode.gui.widgets.word_button import WordButton

CHECK = Qt.ItemDataRole.CheckStateRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def item(text: str, roles: dict[int, object], *, activated: Qt.CheckState | None = None) -> QStandardItem:
    """Return an item that answers ``roles``."""
    made = QStandardItem(text)
    made.setEditable(True)
    for role, value in roles.items():
        made.setData(value, role)
    if activated is not None:
        made.setCheckable(True)
        made.setCheckState(activated)
    made.setData(text, SPOKEN)
    return made


def documents() -> QStandardItemModel:
    """Return two waves with their documents."""
    on, off, half = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked
    model = QStandardItemModel()
    end = item("End-of-pilot workshop", {TreeRole.FOLDER: True, DocumentRole.ASIDE: "Dec 2019"}, activated=half)
    for name, kind, mode, share, state in (
        ("Workshop 2, part A", "workshop", None, 0.72, on),
        ("Workshop 2, part B with a name that is far too long", "workshop", None, 0.34, off),
        ("Interview, provider 1", "interview", None, 1.0, on),
        ("Interview, provider 4", "interview", "telephone", 0.0, off),
        ("Reflexive account 1", "reflexive", None, 0.004, off),
    ):
        roles: dict[int, object] = {DocumentRole.ICON: document_icon(kind, mode), DocumentRole.CODED: share}
        end.appendRow(item(name, roles, activated=state))
    model.appendRow(item("Co-design", {TreeRole.FOLDER: True, DocumentRole.ASIDE: "2018"}, activated=off))
    model.appendRow(end)
    model.item(0).appendRow(item("Field notes", {DocumentRole.ICON: "map-pin", DocumentRole.CODED: 0.5}))
    return model


def codes() -> QStandardItemModel:
    """Return a codebook: a locked branch with a code that has two of its own, and an inductive branch."""
    on, off, half = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked
    model = QStandardItemModel()
    deductive = item("Deductive", {TreeRole.FOLDER: True, CodeRole.COUNT: 1173, CodeRole.LOCKED: True}, activated=half)
    names = (
        "Absence of information",
        "Insufficient level of trust",
        "Lack of clear expectations",
        "Inability to change",
        "Customer misbehaviour",
        "Lack of bureaucratic competence and what belongs to it",
    )
    for number, (name, count) in enumerate(zip(names, (31, 27, 22, 19, 0, 19), strict=True), 1):
        code = item(name, {CodeRole.CHIP: number, CodeRole.COUNT: count}, activated=on if number < 3 else off)
        deductive.appendRow(code)
    for number, name in ((11, "Inability"), (12, "Impossibility")):
        child = item(name, {CodeRole.CHIP: number, CodeRole.RING: True, CodeRole.COUNT: 4}, activated=off)
        deductive.child(3).appendRow(child)
    inductive = item("Inductive", {TreeRole.FOLDER: True, CodeRole.COUNT: 44}, activated=off)
    for number, name in ((15, "Cohesive partnership"), (21, "Effective engagement")):
        roles: dict[int, object] = {CodeRole.CHIP: number, CodeRole.RING: True, CodeRole.COUNT: 21}
        roles[CodeRole.MATCH] = "part"
        inductive.appendRow(item(name, roles, activated=off))
    retired: dict[int, object] = {CodeRole.CHIP: 17, CodeRole.COUNT: 3, TreeRole.DIMMED: True}
    inductive.appendRow(item("A retired code", retired, activated=off))
    model.appendRow(deductive)
    model.appendRow(inductive)
    return model


def retrieved() -> QStandardItemModel:
    """Return three segments, the last one with several speakers and a memo."""
    model = QStandardItemModel()
    long = "Each of us believed that a colleague had explained it,\n\nand so nobody had. " * 8
    for quote, code, chip, ring, who, group, memos in (
        ("You begin to wonder who reads it.", "Insufficient trust", 2, False, "Carer, female, 8", 2, 0),
        ("One waits, one is used to it.", "Cohesive partnership", 15, True, "Provider, male, 2", 1, 0),
        (long, "Absence of information", 1, False, "Carer, female, 8; Carer, male, 4", None, 2),
    ):  # fmt: skip
        roles: dict[int, object] = {
            RetrievedRole.CODE: code,
            RetrievedRole.CHIP: chip,
            RetrievedRole.RING: ring,
            RetrievedRole.SOURCE: "Workshop 2, part B, ¶ 14",
            RetrievedRole.ATTRIBUTION: who,
            RetrievedRole.GROUP: group,
            RetrievedRole.DETAIL: "During",
            RetrievedRole.MEMOS: memos,
        }
        model.appendRow(item(quote, roles))
    return model


def matrix() -> QStandardItemModel:
    """Return six rows of six cells: all steps of shading, zeroes, totals, a row of notes."""
    model = QStandardItemModel(4, 7)
    for row in range(4):
        for column in range(7):
            value = (row * 2 + column) % 6
            roles: dict[int, object] = {MatrixRole.HEAT: value, MatrixRole.ZERO: value == 0}
            text = str(value * 2) if value else "–"
            if column == 6 or row == 2:
                roles, text = {MatrixRole.TOTAL: True}, str(20 + row + column)
            if row == 3:
                roles, text = {MatrixRole.NOTE: True}, f"{row + column / 10:.1f}"
            roles[MatrixRole.GROUP_END] = column in (2, 5)
            roles[MatrixRole.AMBIVALENT] = (row, column) == (0, 4)
            model.setItem(row, column, item(text, roles))
    return model


def tree(model: QStandardItemModel, kind: type[DocumentRowDelegate] | type[CodeRowDelegate]) -> QTreeView:
    """Return a tree set up as the docks do it."""
    view = QTreeView()
    view.setModel(model)
    view.setItemDelegate(kind(view))
    view.setHeaderHidden(True)
    view.setIndentation(0)
    view.setUniformRowHeights(True)
    view.setMouseTracking(True)
    view.setProperty("ground", "window")
    view.expandAll()
    return view


@dataclass
class Gallery:
    """The page and what is on it, by name."""

    page: QWidget
    parts: dict[str, QWidget] = field(default_factory=dict)

    def add(self, name: str, part: QWidget) -> QWidget:
        """Put ``part`` on the list and give it its name."""
        part.setObjectName(name)
        self.parts[name] = part
        return part


def build() -> Gallery:
    """Return the page; nothing of it is shown yet."""
    page = QWidget()
    page.setProperty("ground", "window")
    gallery = Gallery(page)
    grid = QGridLayout(page)
    grid.setContentsMargins(16, 16, 16, 16)
    grid.setHorizontalSpacing(24)
    for column, fill in enumerate((_trees, _controls, _views)):
        side = QVBoxLayout()
        side.setSpacing(8)
        fill(gallery, side)
        grid.addLayout(side, 0, column)
    grid.setColumnMinimumWidth(0, 288)
    grid.setColumnStretch(2, 1)
    page.resize(1360, 900)
    return gallery


def _row(side: QVBoxLayout, *widgets: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    side.addLayout(row)


def _trees(gallery: Gallery, side: QVBoxLayout) -> None:
    side.setSpacing(0)
    for name, model, kind, height in (
        ("documents", documents(), DocumentRowDelegate, 240),
        ("codes", codes(), CodeRowDelegate, 400),
    ):
        dock = QDockWidget(name.capitalize(), gallery.page)
        header = DockHeader(name.capitalize(), dock)
        header.add_button("plus", f"Add to {name}")
        gallery.add(f"{name} header", header)
        view = gallery.add(name, tree(model, kind))
        model.setParent(view)
        view.setFixedHeight(height)
        dock.setWidget(view)
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        side.addWidget(dock)
        side.addWidget(Line())
    side.addStretch(1)


def _controls(gallery: Gallery, side: QVBoxLayout) -> None:
    add = gallery.add
    _row(side, add("logo", Logo()), add("display", TextLabel("Every part", "display")))
    plain, primary, off = PushButton("Cancel"), PushButton("Import", kind="primary"), PushButton("Off")
    off.setEnabled(False)
    with_icon, link = PushButton("Excel", "file-spreadsheet"), PushButton("Show", kind="link")
    names = ("button", "primary button", "disabled button", "icon button", "link button")
    _row(side, *(add(n, b) for n, b in zip(names, (plain, primary, off, with_icon, link), strict=True)))
    checked = WordButton("Transcripts", "file-text")
    checked.setCheckable(True)
    checked.setChecked(True)
    undo, redo = WordButton("Undo", "undo-2"), WordButton("Redo", "redo-2")
    redo.setEnabled(False)
    _row(side, add("checked word", checked), add("word", undo), add("disabled word", redo))
    _row(side, add("search", SearchField("Filter codes", "list-filter")), add("line", QLineEdit("A line")))
    combo, spin = QComboBox(), NumberField()
    combo.addItems(["Led to co-destruction", "Averted or recovered"])
    spin.setValue(71)
    wrong = QLineEdit("2019-13-01")
    wrong.setProperty("error", True)
    _row(side, add("combo", combo), add("spin", spin), add("wrong line", wrong))
    some, on, radio = QCheckBox("Some"), QCheckBox("Shading"), QRadioButton("Counts")
    some.setTristate(True)
    some.setCheckState(Qt.CheckState.PartiallyChecked)
    on.setChecked(True)
    radio.setChecked(True)
    boxes = (on, QCheckBox("Zero as 0"), some, radio, QRadioButton("Row %"))
    _row(side, *(add(box.text(), box) for box in boxes))
    parts = (("s", "Segments"), ("p", "Participants"), ("d", "Documents"))
    _row(side, add("segmented", SegmentedControl(parts, "Measure")))
    _row(
        side,
        *(add(f"tag {t}", Tag(t, t)) for t in ("neutral", "accent", "success", "warning", "danger", "key")),
    )
    badges = [add(f"badge {n}", GroupBadge("CPRABDEF"[n - 1], n)) for n in range(1, 9)]
    _row(side, *badges)
    for ring in (False, True):
        _row(side, *(add(f"swatch {n} {ring}", Swatch(n, ring=ring)) for n in range(1, 25)))
    chips = QWidget()
    flow = FlowLayout(chips)
    for chip in (
        Chip("Insufficient level of trust", colour=2, removable=True),
        Chip("Cohesive partnership", colour=15, ring=True, removable=True),
        Chip("Add code", icon="plus", kind="dashed"),
        Chip("Group", grip=True, removable=True),
        Chip("Wave", grip=True, kind="outlined"),
    ):
        flow.addWidget(add(f"chip {chip.text()}", chip))
    side.addWidget(add("chips", chips))
    field_ = QPlainTextEdit("Silence as protection: she withholds the nights.")
    field_.setProperty("field", True)
    field_.setFixedHeight(56)
    side.addWidget(add("field", field_))
    side.addWidget(add("card", CardButton("New study", "An empty study with a codebook", "plus")))
    side.addWidget(add("primary card", CardButton("Open a study", "Ctrl O", "folder-open", primary=True)))
    side.addStretch(1)


def _views(gallery: Gallery, side: QVBoxLayout) -> None:
    add = gallery.add
    tabs = QTabBar()
    tabs.setDrawBase(False)
    tabs.setExpanding(False)
    tabs.setTabsClosable(True)
    for name in ("Workshop 2, part B", "Interview, provider 2"):
        tabs.addTab(icons.icon("users"), name)
    side.addWidget(add("tabs", tabs))
    for tone in ("info", "success", "warning", "danger"):
        bar = InfoBar()
        bar.tell("Two carers are quoted as male, the register holds one.", tone, "Show")
        side.addWidget(add(f"bar {tone}", bar))
    rows = QListView()
    rows.setModel(retrieved())
    rows.model().setParent(rows)
    rows.setItemDelegate(RetrievedRowDelegate(rows))
    rows.setUniformItemSizes(True)
    rows.setMouseTracking(True)
    rows.setFixedHeight(150)
    side.addWidget(add("retrieved", rows))
    table = QTableView()
    table.setModel(matrix())
    table.model().setParent(table)
    table.setItemDelegate(MatrixCellDelegate(table))
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultSectionSize(48)
    table.verticalHeader().setDefaultSectionSize(28)
    table.setFixedHeight(150)
    side.addWidget(add("matrix", table))
    progress = ProgressBar()
    progress.set_progress(34, 100, "Importing workshop-2.docx")
    side.addWidget(add("progress", progress))
    side.addWidget(add("elided", ElidedLabel("A long line. " * 30, "small", "text-2")))
    long = "Select words and press Ctrl K. Type three letters of the code, press Enter. " * 2
    side.addWidget(add("wrapped", TextLabel(long, "body", "text-2", wrap=True)))
    side.addWidget(add("empty", EmptyState("No document is open yet.", "Import transcripts", "download")), 1)


def find(model: QStandardItemModel, text: str) -> QModelIndex:
    """Return the item whose text begins with ``text``."""
    found = model.match(
        model.index(0, 0),
        Qt.ItemDataRole.DisplayRole,
        text,
        1,
        Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive,
    )
    return found[0]
