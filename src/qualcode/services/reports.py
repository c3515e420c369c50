"""Reports for the team lead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.errors import Refusal
from qualcode.domain.progress import SILENT, Progress
from qualcode.exchange.report.content import ReportContent
from qualcode.services.report_content import ReportChoices, gather

if TYPE_CHECKING:
    from qualcode.services.project import Project

__all__ = ["ReportChoices", "ReportContent", "Reports"]


class Reports:
    """The reports of one study."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def content(self, choices: ReportChoices | None = None) -> ReportContent:
        """Put together what the report says, without writing it."""
        return gather(self._project, choices or ReportChoices())

    def write(self, path: Path, choices: ReportChoices | None = None, progress: Progress = SILENT) -> None:
        """Write the report as a Word file; the same study gives the same bytes.

        Raises:
            Refusal: the file's ending is not ``.docx``.
            EnvironmentFault: it cannot be written; what was there stays.
        """
        if path.suffix.lower() != ".docx":
            raise Refusal(f"{path.name}: the report is a Word file. Give it the ending .docx.")
        from qualcode.exchange.report.write import write_report

        write_report(self.content(choices), path, progress)
