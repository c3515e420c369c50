"""How many segments stand behind each code: of the whole study, or of some documents only (U16)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.domain.changes import ChangeSet
from qualcode.domain.codebook import Code, in_tree_order

if TYPE_CHECKING:
    from qualcode.services.project import Project


class CodeCounts:
    """Numbers behind the codes. ``own`` are a code's own segments, ``summed`` those of all codes below it too."""

    def __init__(self, project: Project) -> None:
        """Count the whole study of ``project``."""
        self._project = project
        self._scope: frozenset[int] | None = None
        self._tallies: dict[int, dict[int, int]] = {}
        self.own: dict[int, int] = {}
        self.summed: dict[int, int] = {}

    @property
    def scope(self) -> frozenset[int] | None:
        """The documents that are counted; None for all."""
        return self._scope

    def set_scope(self, documents: Iterable[int] | None) -> bool:
        """Count just some documents. Returns whether that is a change; ``count`` is due then."""
        scope = None if documents is None else frozenset(documents)
        changed, self._scope = scope != self._scope, scope
        return changed

    def follow(self, change: ChangeSet) -> None:
        """Forget what was counted in documents that a change has touched."""
        touched = change.rows("coding")
        if not touched or not self._tallies:
            return
        if touched.removed:
            # Nobody knows any more where they stood.
            self._tallies.clear()
            return
        for coding in self._project.coding.find(sorted(touched.all)):
            self._tallies.pop(coding.document_id, None)

    def count(self, codes: Iterable[Code]) -> None:
        """Count again for ``codes``, all those of the study."""
        listed = in_tree_order(codes)
        if self._scope is None:
            self.own = {code.id: code.segments for code, _ in listed}
        else:
            self.own = {code.id: 0 for code, _ in listed}
            for document in self._scope:
                for code_id, number in self._tally(document).items():
                    self.own[code_id] = self.own.get(code_id, 0) + number
        self.summed = dict(self.own)
        for code, _ in reversed(listed):
            if code.parent_id in self.summed:
                self.summed[code.parent_id] += self.summed[code.id]

    def _tally(self, document: int) -> dict[int, int]:
        """Return how many different segments of one document carry each code."""
        found = self._tallies.get(document)
        if found is None:
            segments: dict[int, set[int]] = {}
            for coding in self._project.coding.in_document(document):
                segments.setdefault(coding.code_id, set()).add(coding.segment_id)
            found = self._tallies[document] = {code: len(each) for code, each in segments.items()}
        return found
