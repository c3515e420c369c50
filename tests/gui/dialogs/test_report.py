"""The report: outline, preview, choices; on a real study."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from qualcode.domain.errors import Refusal
from qualcode.exchange.report.content import ReportContent
from qualcode.gui.dialogs.report import ReportAnswer, ReportDialog
from qualcode.gui.dialogs.report_outline import sections
from qualcode.gui.dialogs.report_sheet import ReportSheet, page
from qualcode.gui.tasks import Runner
from qualcode.services.project import Project
from qualcode.services.reports import ReportChoices
from tests.gui.dialogs.examples import shown
from tests.gui.dialogs.studies import Failures, make_study, settle


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return the small study, with a memo."""
    with make_study(tmp_path_factory.mktemp("report")) as project:
        project.memos.add("The keys come up everywhere.", title="Keys")
        yield project


@pytest.fixture(scope="module")
def content(project: Project) -> ReportContent:
    """Return what a report with memos says."""
    return project.reports.content(ReportChoices(memos=True))


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    """Return a lane of background work; a bug in it fails the test."""
    failures = Failures()
    runner = Runner(failures.add)
    yield runner
    assert runner.shutdown()
    assert failures.errors == []


@pytest.fixture
def dialog(qtbot: QtBot, project: Project, runner: Runner, tmp_path: Path) -> ReportDialog:
    """Return the dialog with its preview."""
    dialog = ReportDialog(tmp_path / "report.docx", project.reports.content, runner)
    shown(qtbot, dialog)
    settle(runner)
    return dialog


def _outline(dialog: QWidget) -> QListView:
    found = dialog.findChild(QListView, "outline")
    assert found is not None
    return found


def _sheet(dialog: QWidget) -> ReportSheet:
    found = dialog.findChild(ReportSheet, "sheet")
    assert found is not None
    return found


def _press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_sections_say_in_numbers_what_stands_in_them(content: ReportContent) -> None:
    listed = {section.key: section for section in sections(content)}
    assert [section.number for section in listed.values()] == ["", "1", "2", "3", "4", "5", "6", "7", "A", "B"]
    assert listed["by_group"].sentence == "10 codes in 8 columns."
    assert listed["findings"].amount == "6 quotes"
    assert listed["memos"].amount == "1 memo"
    assert listed["codebook"].sentence == "10 codes with their definitions."


def test_what_is_not_printed_has_no_number(content: ReportContent) -> None:
    bare = replace(content, memos=(), findings=(), by_phase=None, codebook=(), summary=())
    listed = {section.key: section for section in sections(bare)}
    assert listed["by_phase"].empty
    assert [listed[key].number for key in ("summary", "by_group", "by_group_and_phase", "measures")] == [
        "",
        "2",
        "3",
        "A",
    ]


def test_the_preview_begins_with_codes_by_group(dialog: ReportDialog) -> None:
    assert _outline(dialog).currentIndex().data() == "Code by group"
    assert _sheet(dialog).isVisible()
    assert "Code by group" in _sheet(dialog).words()


def test_every_section_can_be_seen(dialog: ReportDialog) -> None:
    outline = _outline(dialog)
    outline.setFocus()
    QTest.keyClick(outline, Qt.Key.Key_Home)
    seen = []
    for _ in range(outline.model().rowCount()):
        picture = _sheet(dialog).grab()
        assert not picture.isNull()
        seen.append(_sheet(dialog).words())
        QTest.keyClick(outline, Qt.Key.Key_Down)
    assert "A small study" in seen[0]
    assert "I stopped telling them about the nights. (Carer, female, 8)" in "\n".join(seen)
    assert len(set(seen)) == len(seen)


def test_the_arrows_turn_the_sections(dialog: ReportDialog) -> None:
    _press(dialog, "next")
    assert _outline(dialog).currentIndex().data() == "Code by phase"
    _press(dialog, "previous")
    _press(dialog, "previous")
    assert _outline(dialog).currentIndex().data() == "Data inventory"


def test_choices_are_answered_and_shown_at_once(
    qtbot: QtBot, dialog: ReportDialog, runner: Runner, tmp_path: Path
) -> None:
    outline = _outline(dialog)
    memos = next(r for r in range(outline.model().rowCount()) if outline.model().index(r, 0).data() == "Memos")
    assert "Not printed" in outline.model().index(memos, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    _press(dialog, "memos")
    _press(dialog, "reflexive")
    spin = dialog.findChild(QSpinBox, "quotes")
    assert spin is not None
    QTest.keyClick(spin, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: runner.busy, timeout=3000)
    settle(runner)
    assert "1 memo" in outline.model().index(memos, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert outline.currentIndex().data() == "Code by group"
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.answer() == ReportAnswer(ReportChoices(True, True, 4), tmp_path / "report.docx")


@pytest.mark.parametrize(("name", "words"), [("report.pdf", "Word file"), ("nowhere/report.docx", "no folder")])
def test_a_file_that_cannot_be_is_named_at_its_field(
    dialog: ReportDialog, tmp_path: Path, name: str, words: str
) -> None:
    path = dialog.findChild(QLineEdit, "path")
    assert path is not None
    path.setText(str(tmp_path / name))
    dialog.accept()
    assert dialog.isVisible()
    assert words in dialog._path_field.error()


def test_a_file_that_would_be_replaced_is_named(dialog: ReportDialog, tmp_path: Path) -> None:
    (tmp_path / "there.docx").touch()
    path = dialog.findChild(QLineEdit, "path")
    assert path is not None
    path.setText(str(tmp_path / "there.docx"))
    assert dialog._path_field.hint() == "Replaces the file “there.docx”."
    assert dialog.problem() is None


def test_findings_of_the_check_lead_to_the_cover(
    qtbot: QtBot, project: Project, runner: Runner, tmp_path: Path
) -> None:
    def doubtful(choices: ReportChoices) -> ReportContent:
        return replace(project.reports.content(choices), checks=("C4 has no wave.", "Zoe is nobody."))

    dialog = ReportDialog(tmp_path / "r.docx", doubtful, runner)
    shown(qtbot, dialog)
    settle(runner)
    assert dialog.status() == "2 findings to look at before the report is sent on."
    _press(dialog, "show-checks")
    assert _outline(dialog).currentIndex().data() == "Cover"
    assert "Zoe is nobody." in _sheet(dialog).words()


def test_a_preview_that_is_refused_says_why(qtbot: QtBot, runner: Runner, tmp_path: Path) -> None:
    def refuse(_choices: ReportChoices) -> ReportContent:
        raise Refusal("The study is empty: code something first.")

    dialog = ReportDialog(tmp_path / "r.docx", refuse, runner)
    shown(qtbot, dialog)
    settle(runner)
    assert dialog.status() == "The study is empty: code something first."
    assert not _sheet(dialog).isVisible()


def test_a_dialog_closed_early_is_not_told_of_its_preview(
    qtbot: QtBot, project: Project, runner: Runner, tmp_path: Path
) -> None:
    dialog = ReportDialog(tmp_path / "r.docx", project.reports.content, runner)
    shown(qtbot, dialog)
    dialog.reject()
    settle(runner)
    assert dialog._content is None


def test_wide_tables_lie_on_their_side(content: ReportContent) -> None:
    listed = {section.key: section for section in sections(content)}
    _, on_its_side = page(content, listed["by_group_and_phase"])
    assert on_its_side
    assert not page(content, listed["by_phase"])[1]
