"""What the user does to the study as a whole: undo, copies, checks, its description, tables and reports."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from qualcode.domain.changes import ChangeSet
from qualcode.domain.progress import Progress
from qualcode.gui.models.words import counted

if TYPE_CHECKING:
    from qualcode.domain.participants import ParticipantDraft
    from qualcode.gui.dialogs.participants import RegisterChanges
    from qualcode.gui.window.workspace import Workspace
    from qualcode.services.project import Project


class StudyActs(QObject):
    """Acts on the whole of one study."""

    def __init__(self, workspace: Workspace) -> None:
        """Act on the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace

    # Back and forth -----------------------------------------------------------------------------------------------

    @Slot()
    def undo(self) -> None:
        """Take the last step back and show the place (U17)."""
        self._space.finish_typing()
        self._space.deeds.do(self._space.project.history.undo, then=partial(self._told, "Undone"))

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self._space.finish_typing()
        self._space.deeds.do(self._space.project.history.redo, then=partial(self._told, "Done again"))

    def _told(self, verb: str, change: ChangeSet | None) -> None:
        if change is None:
            self._space.status.inform(
                "There is nothing more to take back" if verb == "Undone" else "Nothing to do again"
            )
        else:
            self._space.status.tell(verb, f": {change.label}", undo=verb != "Undone")

    # Copies and checks --------------------------------------------------------------------------------------------

    @Slot()
    def snapshot(self) -> None:
        """Put a dated copy beside the study (U24)."""
        self._space.flush()
        project = self._space.project

        def work(progress: Progress) -> Path:
            progress.report(0, 0, "Copying the study")
            return project.back_up("copy")

        self._space.run(work, self._copied, "Copying the study")

    @Slot(object)
    def _copied(self, path: Path) -> None:
        self._space.status.tell("Copy saved", f" as {path.name}, beside the study. Your work is saved all the time.")

    @Slot()
    def check(self) -> None:
        """Check the file and the texts."""
        self._space.flush()
        project = self._space.project

        def work(progress: Progress) -> list[str]:
            progress.report(0, 0, "Checking the study")
            return project.check()

        self._space.run(work, self._checked, "Checking the study")

    @Slot(object)
    def _checked(self, problems: list[str]) -> None:
        if problems:
            self._space.transcripts.notice.tell("\n".join(problems[:6]), "danger")
            self._space.status.warn("The check found problems", f": {counted(len(problems), 'problem')}")
        else:
            self._space.status.tell("The study is in order", ": file, references and all texts")

    @Slot()
    def history(self) -> None:
        """Show everything that was done, with the way back."""
        from qualcode.gui.dialogs import history as dialog
        from qualcode.gui.models.history_list import HistoryListModel

        self._space.flush()
        history = self._space.project.history
        model = HistoryListModel(self._space.project)
        self._space.bridge.changed.connect(model.follow)
        dialog.ask(
            self._space.window,
            model,
            undo=history.undo,
            redo=history.redo,
            next_steps=lambda: (history.next_undo(), history.next_redo()),
            changes=history.changes,
        )
        self._space.bridge.changed.disconnect(model.follow)
        model.deleteLater()

    @Slot()
    def describe(self) -> None:
        """Ask what the study says of itself."""
        from qualcode.gui.window import questions

        facts = self._space.project.facts
        before = questions.Facts(facts.title, facts.description, facts.attribution)
        answer = questions.ask_facts(self._space.window, before)
        if answer is not None and answer != before:
            act = partial(
                self._space.project.describe,
                title=answer.title,
                description=answer.description,
                attribution=answer.attribution,
            )
            self._space.deeds.do(act, said=("Described the study", ""))

    # People -------------------------------------------------------------------------------------------------------

    @Slot()
    def participants(self) -> None:
        """Show the register, and enter what was changed in it."""
        from qualcode.gui.dialogs import participants as dialog

        project = self._space.project
        answer = dialog.ask(
            self._space.window,
            project.participants.all(),
            project.participants.groups(),
            reader=project.participants.read,
            template=project.facts.attribution,
        )
        if answer:
            self._space.deeds.do(partial(_register, project, answer), said=("Participants saved", ""))

    @Slot()
    def import_participants(self) -> None:
        """Ask for a file and enter the participants in it."""
        path = self._space.window.ask_file("Import participants", "Tables (*.csv *.xlsx)")
        if path is not None:
            read = self._space.project.participants.read

            def work(progress: Progress) -> list[ParticipantDraft]:
                progress.report(0, 0, f"Reading {path.name}")
                return read(path)

            self._space.run(work, self._enter_participants, f"Reading {path.name}")

    @Slot(object)
    def _enter_participants(self, drafts: list[ParticipantDraft]) -> None:
        act = partial(self._space.project.participants.import_drafts, drafts)
        self._space.deeds.do(act, then=self._participants_entered)

    def _participants_entered(self, counts: tuple[int, int]) -> None:
        added, changed = counts
        self._space.status.tell(f"Imported {counted(added, 'participant')}", f", {changed:,} changed", undo=True)

    # Codebooks ----------------------------------------------------------------------------------------------------

    @Slot()
    def import_codebook(self) -> None:
        """Ask for a file and add the codes in it."""
        from qualcode.services.codebook import read_drafts

        path = self._space.window.ask_file("Import a codebook", "Tables (*.csv *.xlsx)")
        if path is not None:
            drafts = read_drafts(path)
            self._space.deeds.do(partial(self._space.project.codebook.import_drafts, drafts), then=self._codes_entered)

    def _codes_entered(self, counts: tuple[int, int]) -> None:
        added, there = counts
        known = f", {there:,} were there already" if there else ""
        self._space.status.tell(f"Imported {counted(added, 'code')}", known, undo=True)

    @Slot()
    def export_codebook(self) -> None:
        """Ask for a file and write the codebook to it."""
        kinds = "Excel (*.xlsx);;Comma-separated (*.csv)"
        path = self._space.window.ask_new_file("Export the codebook", f"{self._stem()} codebook.xlsx", kinds)
        if path is not None:
            number = self._space.project.codebook.export(path)
            self._space.status.tell(f"Wrote {counted(number, 'code')}", f" to {path.name}")

    def _stem(self) -> str:
        return self._space.project.path.stem

    # Reports ------------------------------------------------------------------------------------------------------

    @Slot()
    def report(self) -> None:
        """Ask what the report is to hold, and write it."""
        from qualcode.gui.dialogs import report as dialog

        self._space.flush()
        project = self._space.project
        path = project.path.with_name(f"{self._stem()} report.docx")
        answer = dialog.ask(self._space.window, path, project.reports.content, self._space.runner)
        if answer is None:
            return

        def work(progress: Progress) -> Path:
            progress.report(0, 0, "Writing the report")
            project.reports.write(answer.path, answer.choices, progress)
            return answer.path

        self._space.run(work, self._reported, "Writing the report")

    @Slot(object)
    def _reported(self, path: Path) -> None:
        self._space.status.tell("Report written", f" to {path}")

    # Activation ---------------------------------------------------------------------------------------------------

    def activate_all_documents(self) -> None:
        """Activate all documents."""
        listed = self._space.document_model.ordered()
        self._space.selection.set_active_documents(document.id for document in listed)

    def deactivate_all_documents(self) -> None:
        """Deactivate all documents."""
        self._space.selection.set_active_documents(())

    def activate_all_codes(self) -> None:
        """Activate all codes."""
        self._space.selection.set_active_codes(code.id for code in self._space.codes.values() if code.codable)

    def deactivate_all_codes(self) -> None:
        """Deactivate all codes."""
        self._space.selection.set_active_codes(())


def _register(project: Project, changes: RegisterChanges) -> None:
    with project.desk.act("participants.change", "Change the register of participants"):
        for group in changes.groups:
            project.participants.set_group(group.name, label=group.label, population=group.population)
        for removed in changes.removed:
            project.participants.remove(removed)
        for participant, draft in changes.changed:
            project.participants.change(participant, draft)
        for draft in changes.added:
            project.participants.add(draft)
