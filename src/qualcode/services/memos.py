"""Memos: written, changed, linked, listed (M1)."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.domain.errors import Refusal, shorten
from qualcode.domain.memos import Memo, MemoType, Target, TargetKind
from qualcode.domain.text import Span, canonicalise, paragraph_number, paragraph_starts, snap_to_graphemes
from qualcode.services.desk import Desk
from qualcode.services.operation import operation
from qualcode.store.tables import coding as coding_table
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import memos as table


class Memos:
    """The memos of one study."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._numbered: tuple[str, list[int]] = ("", [])

    def all(self, type: MemoType | None = None, target: Target | None = None) -> list[Memo]:
        """Return memos by date, all of them or those of one type or beside one thing."""
        with self._desk.read() as connection:
            return [
                memo
                for memo in table.listed(connection)
                if (type is None or memo.type is type) and (target is None or target in memo.targets)
            ]

    def get(self, memo_id: int) -> Memo:
        """Return one memo.

        Raises:
            Refusal: when it is not there (any more).
        """
        with self._desk.read() as connection:
            found = table.listed(connection, memo_id)
        if not found:
            raise Refusal("This memo is not in the study any more.")
        return found[0]

    def marked(self, kind: TargetKind, ids: Sequence[int]) -> dict[int, int]:
        """Return how many memos each of the things carries; those without are left out."""
        with self._desk.read() as connection:
            return table.linked_to(connection, kind, ids)

    def beside(self, target: Target) -> str:
        """Name what a memo stands beside, e.g. ``code Mistakes`` or ``workshop-1, ¶ 12``."""
        with self._desk.read() as connection:
            if target.kind not in (TargetKind.SEGMENT, TargetKind.CODING):
                return table.name_of(connection, target)
            place = table.place_of(connection, target)
            if place is None:
                return "segment"
            document, name, start = place
            text = self._desk.text(connection, document)
        kept, starts = self._numbered
        if kept is not text:  # memos are listed one after the other, and often stand in one document
            starts = paragraph_starts(text)
            self._numbered = (text, starts)
        return f"{name}, ¶ {paragraph_number(starts, start)}"

    def places(self, document_id: int) -> dict[int, Span]:
        """Return the passages of a document beside which memos stand, by segment, whether they are coded or not."""
        with self._desk.read() as connection:
            return table.passages(connection, document_id)

    def add_beside(
        self, document_id: int, span: Span, text: str, type: MemoType = MemoType.ANALYTIC, title: str = ""
    ) -> int:
        """Write a memo beside a passage, which need not be coded; returns its id.

        Raises:
            Refusal: the memo is empty, or the span lies outside the text.
        """
        with self._desk.act("memos.add", "Write a memo") as work:
            words = document_table.text_of(work.connection, document_id)
            if span.end > len(words):
                raise Refusal(f"The document ends at {len(words):,}: choose an end up to there.")
            segment = coding_table.segment_at(work.connection, document_id, snap_to_graphemes(words, span))
            work.label = f"Memo “{shorten(_tidy(title) or _tidy(text), 40)}”"
            return self.add(text, [Target(TargetKind.SEGMENT, segment)], type, title)

    @operation("memos.add")
    def add(
        self,
        text: str,
        targets: Sequence[Target] = (),
        type: MemoType = MemoType.ANALYTIC,
        title: str = "",
        author: str | None = None,
        at: str | None = None,
    ) -> int:
        """Write a memo; returns its id. Without a target it stands beside the project."""
        text, title = _tidy(text), _tidy(title)
        _check_filled(text, title)
        linked = tuple(dict.fromkeys(targets)) or (Target(TargetKind.PROJECT),)
        with self._desk.act("memos.add", f"Memo “{shorten(title or text, 40)}”") as work:
            values = {
                "type": type.value,
                "title": title,
                "text": text,
                "coder_id": self._desk.coder_id(work, author),
                "created_at": at or work.at,
            }
            return table.add(work.connection, values, linked)

    @operation("memos.change")
    def change(
        self, memo_id: int, text: str | None = None, title: str | None = None, type: MemoType | None = None
    ) -> None:
        """Change a memo's words, title or type; what is as it was already is no change.

        Raises:
            Refusal: nothing is given to be changed, or nothing would be left in the memo.
        """
        if text is None and title is None and type is None:
            raise Refusal("There is nothing to change: give the memo's new text, title or type.")
        before = self.get(memo_id)
        words = before.text if text is None else _tidy(text)
        heading = before.title if title is None else _tidy(title)
        _check_filled(words, heading)
        values: dict[str, object] = {}
        if words != before.text:
            values["text"] = words
        if heading != before.title:
            values["title"] = heading
        if type is not None and type is not before.type:
            values["type"] = type.value
        if not values:
            return
        with self._desk.act("memos.change", f"Change the memo “{shorten(before.title or before.text, 40)}”") as work:
            table.change(work.connection, memo_id, values | {"edited_at": work.at})

    @operation("memos.link")
    def link(self, memo_id: int, target: Target) -> None:
        """Link a memo to one thing more."""
        if target in self.get(memo_id).targets:
            return
        with self._desk.act("memos.link", f"Link a memo to a {target.kind.value}") as work:
            table.link(work.connection, memo_id, target)

    @operation("memos.delete")
    def delete(self, memo_id: int) -> None:
        """Take a memo out."""
        before = self.get(memo_id)
        with self._desk.act("memos.delete", f"Delete the memo “{shorten(before.title or before.text, 40)}”") as work:
            table.remove(work.connection, memo_id)
            passages = [each.id for each in before.targets if each.kind is TargetKind.SEGMENT and each.id is not None]
            coding_table.remove_bare_segments(work.connection, passages)


def _tidy(text: str) -> str:
    return canonicalise(text).text.strip()


def _check_filled(text: str, title: str) -> None:
    if not text and not title:
        raise Refusal("The memo is empty: write something first.")
