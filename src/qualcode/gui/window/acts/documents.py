"""What the user does to documents: bring them in, open, rename, describe, take them out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from qualcode.domain.progress import Progress
from qualcode.gui.models.words import counted
from qualcode.gui.window import questions

if TYPE_CHECKING:
    from qualcode.domain.participants import ParticipantDraft
    from qualcode.gui.dialogs.import_transcripts import ImportGround
    from qualcode.gui.window.speaker_question import SpeakerChange
    from qualcode.gui.window.workspace import Workspace
    from qualcode.services.documents import ImportRequest, ImportResult
    from qualcode.services.project import Project


class DocumentActs(QObject):
    """Acts on the documents of one study."""

    def __init__(self, workspace: Workspace) -> None:
        """Act on the study of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace

    @Slot()
    def import_files(self) -> None:
        """Ask for files and bring them in."""
        self.import_these(())

    def import_these(self, paths: Sequence[Path]) -> None:
        """Show the import dialog, with ``paths`` in it if there are any, and bring in what it returns."""
        if self._space.project.read_only:
            self._space.status.warn("The study is open to be read only", ": nothing can be imported.")
            return
        from qualcode.gui.dialogs import import_transcripts as dialog
        from qualcode.services.documents import preview

        project = self._space.project
        answer = dialog.ask(
            self._space.window,
            paths,
            self.ground(),
            reader=preview,
            suggest=project.documents.suggest,
            runner=self._space.runner,
        )
        if answer is not None and answer.requests:
            self.enter(answer.requests, answer.newcomers)

    def ground(self) -> ImportGround:
        """Return what the study knows already, for the import dialog to choose from."""
        from qualcode.gui.dialogs.import_transcripts import ImportGround

        project = self._space.project
        return ImportGround(
            participants=project.participants.all(),
            groups=project.participants.groups(),
            attributions=project.participants.attributions(),
            waves=project.documents.waves(),
            phases=[choice for choice in project.choices if choice.dimension == "phase"],
        )

    def enter(self, requests: Sequence[ImportRequest], newcomers: Sequence[ParticipantDraft] = ()) -> None:
        """Enter documents that were read, and with them the people who are new, in the background."""
        project = self._space.project
        label = f"Import {counted(len(requests), 'document')}"

        def work(progress: Progress) -> list[ImportResult]:
            if not newcomers:
                return project.documents.add(requests, progress)
            with project.desk.act("documents.import", f"{label} and {counted(len(newcomers), 'participant')}"):
                for draft in newcomers:
                    project.participants.add(draft)
                return project.documents.add(requests, progress)

        self._space.run(work, self._entered, f"Importing {counted(len(requests), 'document')}")

    @Slot(object)
    def _entered(self, results: list[ImportResult]) -> None:
        entered = [result for result in results if result.document_id is not None]
        problems = [result.problem for result in results if result.problem]
        notes = [f"{result.name}: {note}" for result in entered for note in result.notes]
        if problems:
            self._space.transcripts.notice.tell("\n".join(problems), "warning")
        elif notes:
            self._space.transcripts.notice.tell("\n".join(notes[:4]), "info")
        if not entered:
            self._space.status.warn("Nothing was imported", "")
            return
        words = sum(result.words for result in entered)
        new = [result.document_id for result in entered if result.document_id is not None]
        # What has just come is what one wants to work on.
        self._space.selection.activate_documents(new)
        self._space.navigation.open_document(new[0])
        said = f"Imported {counted(len(entered), 'document')}"
        self._space.status.tell(said, f", {counted(words, 'word')}", undo=True)

    @Slot(object, str)
    def rename(self, document: int, name: str) -> None:
        """Give a document another name."""
        act = partial(self._space.project.documents.rename, document, name)
        self._space.deeds.do(act, said=(f"Renamed to “{name}”", ""))

    @Slot(object)
    def describe(self, document: int) -> None:
        """Ask what is known of a document's session."""
        from qualcode.gui.dialogs import attributes as dialog

        project = self._space.project
        found = project.documents.get(document)
        phases = [choice for choice in project.choices if choice.dimension == "phase"]
        answer = dialog.ask(
            self._space.window, found.name, found.attributes, waves=project.documents.waves(), phases=phases
        )
        if answer is not None and answer != found.attributes:
            act = partial(project.documents.describe, document, answer)
            self._space.deeds.do(act, said=(f"Described “{found.name}”", ""))

    @Slot(object)
    def speakers(self, document: int) -> None:
        """Ask who the speakers of a document are."""
        from qualcode.gui.window import speaker_question as dialog

        project = self._space.project
        found = project.documents.get(document)
        voices = project.documents.speakers(document)
        answer = dialog.ask(self._space.window, found.name, voices, self._space.people)
        if answer:
            act = partial(_set_speakers, project, answer)
            self._space.deeds.do(act, said=(f"Noted who speaks in “{found.name}”", ""))

    @Slot(object)
    def delete(self, document: int) -> None:
        """Ask, and take a document out with its codings."""
        project = self._space.project
        found = project.documents.get(document)
        if not questions.confirm(
            self._space.window,
            f"Delete “{found.name}”?",
            f"{counted(found.segments, 'coded segment')} go with it. Undo brings both back.",
            "Delete document",
        ):
            return
        self._space.deeds.do(
            partial(project.documents.delete, document), said=(f"Deleted the document “{found.name}”", "")
        )


def _set_speakers(project: Project, changes: Sequence[SpeakerChange]) -> None:
    with project.desk.act("documents.set-speaker", "Say who speaks in a document"):
        for change in changes:
            project.documents.set_speaker(change.speaker, change.participant, change.moderator)
            if change.into is not None:
                project.documents.merge_speakers(change.speaker, change.into)
