"""The codebook: codes made, changed, moved, merged and taken out; codebooks read and handed on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from qualcode.domain import clock
from qualcode.domain.codebook import (
    Addresses,
    Code,
    CodeDraft,
    Origin,
    Status,
    descendants,
    in_tree_order,
    path_of,
)
from qualcode.domain.errors import Refusal, shorten
from qualcode.domain.text import canonicalise
from qualcode.domain.wording import counted
from qualcode.environment import assets
from qualcode.services.code_entry import TEXT_FIELDS, CodeEntry, checked_colour, checked_name, tidy_name
from qualcode.services.desk import Desk
from qualcode.services.operation import operation
from qualcode.store.tables import codebook as table
from qualcode.store.tables import coding as coding_table
from qualcode.store.tables import history as history_table
from qualcode.store.tables import memos as memo_table
from qualcode.store.tables.history import Version
from qualcode.store.unit_of_work import Work

COLUMNS = (
    *("name", "parent", "origin", "provenance", "codable", "locked", "definition"),
    *("inclusion", "exclusion", "example", "atypical", "status", "colour"),
)


@dataclass(frozen=True, slots=True)
class ShippedCodebook:
    """A codebook that comes with qualcode."""

    key: str
    title: str
    description: str
    source: str
    path: Path


def shipped() -> list[ShippedCodebook]:
    """Return the codebooks that come with qualcode, the co-destruction one first."""
    entries = json.loads(assets.resource("codebooks", "index.json").read_text(encoding="utf-8"))
    return [
        ShippedCodebook(e["key"], e["title"], e["description"], e["source"], assets.resource("codebooks", e["file"]))
        for e in entries
    ]


def read_drafts(source: str | Path, known: Collection[str] = ()) -> list[CodeDraft]:
    """Read a codebook from a shipped one's name, or from a csv or xlsx file.

    Args:
        known: the names or paths of codes that are there already and may be parents.
    """
    from qualcode.exchange.readers.tables import codes_from, read_table

    for ours in shipped():
        if str(source) == ours.key:
            return codes_from(read_table(ours.path), ours.path.name)
    path = Path(source)
    if not path.exists():
        names = ", ".join(ours.key for ours in shipped())
        raise Refusal(f"“{source}” is neither a codebook of qualcode ({names}) nor a file. Check the name.")
    return codes_from(read_table(path), path.name, known)


class Codebook:
    """The codes of one study."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tree: tuple[Version, tuple[Code, ...]] | None = None
        self._addresses: tuple[tuple[Code, ...], Addresses[int]] | None = None

    def all(self) -> list[Code]:
        """Return all codes in the order of the tree, each with the number of its own segments."""
        with self._desk.read() as connection:
            counts = table.counts(connection)
        return [replace(code, segments=counts.get(code.id, 0)) for code in self.tree()]

    def tree(self) -> tuple[Code, ...]:
        """Return all codes in the order of the tree without counting segments; kept until a code changes."""
        with self._desk.read() as connection:
            version = history_table.version(connection, "code", "coder")
            kept = self._tree
            if kept is not None and kept[0] == version:
                return kept[1]
            tree = tuple(code for code, _ in in_tree_order(table.listed(connection)))
        if not self._desk.store.is_acting:  # what is read inside an act may yet be taken back
            self._tree = (version, tree)
        return tree

    def read(self, source: str | Path) -> list[CodeDraft]:
        """Read codes to be added to this codebook; they may stand below codes that are there."""
        codes = self.by_id()
        return read_drafts(source, [path_of(codes, code) for code in codes])

    def by_id(self) -> dict[int, Code]:
        """Return all codes by id, segments not counted."""
        return {code.id: code for code in self.tree()}

    def get(self, code_id: int) -> Code:
        """Return one code with the number of its segments.

        Raises:
            Refusal: when it is not there (any more).
        """
        found = self.by_id().get(code_id)
        if found is None:
            raise Refusal("This code is not in the codebook any more.")
        with self._desk.read() as connection:
            return replace(found, segments=table.counts(connection, code_id).get(code_id, 0))

    def find(self, name: str) -> Code:
        """Return the code of this name or path (``Parent › Child`` or ``Parent/Child``), in any case.

        A name alone that is also the name of a code deeper down means the code at the root.

        Raises:
            Refusal: when there is none, or more than one.
        """
        tree = self.tree()
        codes = {code.id: code for code in tree}
        whole = name.strip().casefold()
        kept = self._addresses
        if kept is None or kept[0] is not tree:
            kept = self._addresses = (tree, _addresses(tree))
        hits = [codes[key] for key in kept[1].find(name)]
        if len(hits) == 1:
            return hits[0]
        if not hits:
            near = [code.name for code in codes.values() if whole and whole[:4] in code.name.casefold()][:5]
            hint = f" Did you mean {', '.join(near)}?" if near else " “codebook list” shows the codes."
            raise Refusal(f"There is no code “{name}” in this study.{hint}")
        paths = "; ".join(path_of(codes, code.id) for code in hits)
        raise Refusal(f"“{name}” is the name of {len(hits)} codes ({paths}). Give the path of the one you mean.")

    def path(self, code_id: int) -> str:
        """Return a code's full path."""
        return path_of(self.by_id(), code_id)

    @operation("codebook.add")
    def add(self, draft: CodeDraft, parent_id: int | None = None) -> int:
        """Make a code; returns its id. ``parent_id`` wins over the parent's name in the draft."""
        if parent_id is not None:
            self.get(parent_id)
        elif draft.parent:
            parent_id = self.find(draft.parent).id
        with self._desk.act("codebook.add", f"New code “{tidy_name(draft.name)}”") as work:
            return CodeEntry(work, self._desk.coder_id(work)).enter(draft, parent_id)

    @operation("codebook.import")
    def import_drafts(self, drafts: Sequence[CodeDraft]) -> tuple[int, int]:
        """Add codes from a codebook; those that are there already (same name, same parent) are left alone.

        Returns:
            How many were added and how many were there.
        """
        with self._desk.act("codebook.import", "Import a codebook") as work:
            return self.enter_drafts(work, drafts)

    def enter_drafts(self, work: Work, drafts: Iterable[CodeDraft]) -> tuple[int, int]:
        """Add codes inside an act that is under way, parents before their children.

        A parent that stands among ``drafts`` itself is meant before one of the same name in the study.
        """
        # what a study starts with is nobody's: it is made before anybody works on it
        entry = CodeEntry(work, self._desk.coder_id(work) if work.name else None)
        added = there = 0
        own: set[int] = set()
        for draft in drafts:
            parent = entry.by_name(draft.parent, own) if draft.parent else None
            if draft.parent and parent is None:
                raise Refusal(f"The code “{draft.name}” stands below “{draft.parent}”, which is not in the codebook.")
            present = entry.at(draft.name, parent)
            if present is None:
                own.add(entry.enter(draft, parent))
                added += 1
            else:
                own.add(present)
                there += 1
        work.label = f"Import {counted(added, 'code')}"
        return added, there

    @operation("codebook.change")
    def change(self, code_id: int, reason: str = "", **fields: str | int | bool) -> None:
        """Change fields of a code: name, colour, origin, status, codable, locked, or one of its texts.

        Raises:
            Refusal: a locked code is renamed without a reason (C3), nothing is to be changed, or a field or its value
                is unknown.
        """
        code = self.get(code_id)
        reason = canonicalise(reason).text
        if not fields:
            raise Refusal(f"There is nothing to change in “{code.name}”: say which field is to have which value.")
        values: dict[str, object] = {}
        for field, value in fields.items():
            if field in TEXT_FIELDS:
                values[field] = canonicalise(str(value)).text.strip()
            elif field == "name":
                values["name"] = checked_name(self.tree(), str(value), code.parent_id, code.id)
            elif field == "colour":
                values["colour"] = checked_colour(_whole(value))
            elif field == "origin":
                values["origin"] = _one_of(Origin, field, value)
            elif field == "status":
                values["status"] = _one_of(Status, field, value)
            elif field in ("codable", "locked"):
                values[field] = int(bool(value))
            else:
                raise Refusal(f"A code has no field “{field}”.")
        if code.locked and "name" in values and values["name"] != code.name and not reason.strip():
            raise Refusal(f"“{code.name}” is a locked deductive code: renaming it needs a reason.")
        renamed = "name" in values and values["name"] != code.name
        label = f"Rename “{code.name}” to “{values['name']}”" if renamed else f"Change the code “{code.name}”"
        with self._desk.act("codebook.change", label, reason=reason) as work:
            table.change(work.connection, code_id, values)

    @operation("codebook.move")
    def move(self, code_id: int, parent_id: int | None, position: int | None = None) -> None:
        """Put a code below another (None: at the root), at a place among its siblings (None: last)."""
        codes = self.tree()
        code = self.get(code_id)
        if parent_id is not None:
            self.get(parent_id)
            if parent_id in descendants(codes, code_id):
                raise Refusal(f"“{code.name}” cannot stand below itself.")
        checked_name(codes, code.name, parent_id, code_id)
        siblings = [c.id for c in codes if c.parent_id == parent_id and c.id != code_id]
        at = len(siblings) if position is None else max(0, min(position, len(siblings)))
        siblings.insert(at, code_id)
        places = {c.id: c.position for c in codes}
        with self._desk.act("codebook.move", f"Move the code “{code.name}”") as work:
            if code.parent_id != parent_id:
                table.change(work.connection, code_id, {"parent_id": parent_id})
            for place, sibling in enumerate(siblings):
                if sibling == code_id or places[sibling] != place:
                    table.change(work.connection, sibling, {"position": place})

    @operation("codebook.merge")
    def merge(self, code_id: int, into: int, reason: str = "") -> int:
        """Lay all codings of one code under another and take the first out. Returns how many codings moved.

        Where the same coder has laid the other code over the very same segment, one coding stays.
        """
        codes = self.by_id()
        code, other = self.get(code_id), self.get(into)
        reason = canonicalise(reason).text
        if into == code_id:
            raise Refusal(f"“{code.name}” cannot be merged into itself. Choose another code.")
        if into in descendants(codes.values(), code_id):
            raise Refusal(
                f"“{code.name}” cannot be merged into “{other.name}”, which stands below it. Move that first."
            )
        if not other.codable:
            raise Refusal(f"“{other.name}” is a branch and takes no codings. Choose a code below it.")
        self._check_lock(code, reason)
        label = f"Merge “{code.name}” into “{other.name}”"
        with self._desk.act("codebook.merge", label, reason=reason) as work:
            moved = self._hand_over(work, code_id, into)
            for child in [c for c in codes.values() if c.parent_id == code_id]:
                checked_name([*codes.values()], child.name, into, child.id)
                table.change(work.connection, child.id, {"parent_id": into})
            self._take_out(work, [code_id])
        return moved

    @staticmethod
    def _check_lock(code: Code, reason: str) -> None:
        if code.locked and not reason.strip():
            raise Refusal(f"“{code.name}” is a locked deductive code: taking it out needs a reason.")

    @staticmethod
    def _hand_over(work: Work, code_id: int, into: int) -> int:
        moved = 0
        doubles = []
        for coding, segment, coder in coding_table.of_code(work.connection, code_id):
            if coding_table.laid(work.connection, segment, into, coder):
                doubles.append(coding)
            else:
                coding_table.change(work.connection, coding, {"code_id": into, "edited_at": work.at})
                moved += 1
        coding_table.remove(work.connection, doubles)
        return moved

    @staticmethod
    def _take_out(work: Work, code_ids: Sequence[int]) -> None:
        from qualcode.domain.memos import TargetKind

        memo_table.unlink(work.connection, TargetKind.CODE, code_ids)
        for code_id in code_ids:
            table.remove(work.connection, code_id)

    @operation("codebook.delete")
    def delete(self, code_id: int, move_to: int | None = None, reason: str = "") -> int:
        """Take a code out with all codes below it; its codings go too, or move to ``move_to``. Returns how many."""
        codes = self.by_id()
        code = self.get(code_id)
        reason = canonicalise(reason).text
        gone = descendants(codes.values(), code_id)
        if move_to in gone:
            raise Refusal("The codings cannot move to a code that is deleted with it. Choose another.")
        if move_to is not None and not self.get(move_to).codable:
            raise Refusal(f"“{codes[move_to].name}” is a branch and takes no codings. Choose a code below it.")
        for each in gone:
            self._check_lock(codes[each], reason)
        with self._desk.act("codebook.delete", f"Delete the code “{code.name}”", reason=reason) as work:
            touched = 0
            for each in gone:
                rows = coding_table.of_code(work.connection, each)
                touched += len(rows)
                if move_to is not None:
                    self._hand_over(work, each, move_to)
                else:
                    coding_table.remove(work.connection, [coding for coding, _, _ in rows])
                    coding_table.remove_bare_segments(work.connection, [segment for _, segment, _ in rows])
            deepest_first = [c.id for c, _ in reversed(in_tree_order(codes.values())) if c.id in gone]
            self._take_out(work, deepest_first)
        return touched

    def rows(self) -> list[dict[str, str]]:
        """Return the codebook as a table with ``COLUMNS``, parents before children.

        A parent is written by its name, or by its path where the name may mean another code too.
        """
        codes = self.by_id()
        addresses = _addresses(codes.values())
        return [
            {
                "name": code.name,
                "parent": _written(codes, addresses, code.parent_id) if code.parent_id else "",
                "origin": code.origin.value,
                "codable": "yes" if code.codable else "no",
                "locked": "yes" if code.locked else "no",
                "status": code.status.value,
                "colour": str(code.colour),
                **{field: getattr(code, field) for field in TEXT_FIELDS},
            }
            for code in codes.values()
        ]

    def export(self, path: Path) -> int:
        """Write the codebook as csv or xlsx, after the file's ending. Returns how many codes were written."""
        from qualcode.services.table_files import write_table

        rows = self.rows()
        write_table(path, "Codebook", COLUMNS, [[row[column] for column in COLUMNS] for row in rows])
        return len(rows)


def _addresses(codes: Iterable[Code]) -> Addresses[int]:
    found: Addresses[int] = Addresses()
    for code in codes:
        found.add(code.id, code.name, code.parent_id)
    return found


def _written(codes: dict[int, Code], addresses: Addresses[int], code_id: int) -> str:
    """Return the shortest writing that finds a code and no other."""
    writings = (codes[code_id].name, path_of(codes, code_id), path_of(codes, code_id, "/"))
    return next((writing for writing in writings if addresses.find(writing) == [code_id]), writings[1])


def _whole(value: str | int | bool) -> int:
    try:
        return int(value)
    except ValueError:
        raise Refusal(f"The colour “{shorten(str(value))}” is not a number: give one from 1 to 24.") from None


def _one_of(kind: type[StrEnum], field: str, value: str | int | bool) -> str:
    try:
        return kind(str(value)).value
    except ValueError:
        allowed = ", ".join(each.value for each in kind)
        raise Refusal(f"The {field} “{shorten(str(value))}” is not one of: {allowed}.") from None


def draft_for(name: str, now: str | None = None) -> CodeDraft:
    """Return what a code made from a selection starts with: inductive, noted with its day (C3)."""
    return CodeDraft(name=name, origin=Origin.INDUCTIVE, provenance=f"since {(now or clock.now())[:10]}")
