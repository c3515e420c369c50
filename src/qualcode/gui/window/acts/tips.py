"""What is said of a coding under the mouse (U8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qualcode.domain import choices
from qualcode.domain.codebook import path_of
from qualcode.domain.errors import shorten
from qualcode.gui.models.words import counted
from qualcode.gui.panels.moments import moment_words

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace

_LONGEST_COMMENT = 200


class Tips(QObject):
    """Puts tooltips together."""

    def __init__(self, workspace: Workspace) -> None:
        """Speak of the codings of ``workspace``."""
        super().__init__(workspace)
        self._space = workspace

    def of_coding(self, coding_id: int) -> str:
        """Return path, speakers, what is noted, who coded when, and the comment."""
        if coding_id < 0:
            return "Being saved"
        found = self._space.inspected(coding_id)
        if found is None:
            return ""
        details, coding = found.coding.details, found.coding
        noted = []
        for dimension in choices.DIMENSIONS:
            key = getattr(details, dimension)
            if key is not None:
                assumed = " (assumed)" if dimension == choices.PHASE and coding.phase_assumed else ""
                noted.append(f"{self._space.choice_label(dimension, key)}{assumed}")
        if details.weight is not None:
            noted.append(f"weight {details.weight}")
        edited = f", edited {moment_words(coding.edited_at)}" if coding.edited_at else ""
        lines = [
            path_of(self._space.codes, coding.code_id),
            "; ".join(voice.name for voice in found.voices),
            " · ".join(noted),
            f"{coding.coder}, {moment_words(coding.created_at)}{edited}",
            shorten(details.comment, _LONGEST_COMMENT),
            counted(found.memos, "memo") if found.memos else "",
        ]
        return "\n".join(line for line in lines if line)
