"""Which part of a package is the main text, and which parts belong to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from qualcode.exchange.readers.word_package import Package


@dataclass(frozen=True, slots=True)
class Relations:
    """The parts that one part points to: pairs of the last word of the relation's type and the name."""

    found: tuple[tuple[str, str], ...] = ()

    def target(self, kind: str) -> str | None:
        """Return the first part of a kind (``styles``, ``footnotes``), None when there is none."""
        return next((name for found, name in self.found if found == kind), None)

    def targets(self, kind: str) -> list[str]:
        """Return all parts of a kind (``header``)."""
        return [name for found, name in self.found if found == kind]


def main_part(package: Package) -> str:
    """Return the name of the part with the document's text.

    Raises:
        Refusal: when the package has none.
    """
    named = _read(package, "_rels/.rels", "")
    usual = "word/document.xml"
    candidates: Iterable[str | None] = (
        Relations(named).target("officeDocument"),
        usual,
        "word/document2.xml",
    )
    for name in candidates:
        if name is not None and name in package:
            return name
    raise package.damaged("it has no text part")


def read_relations(package: Package, part: str) -> Relations:
    """Return the relations of ``part``; none when the package does not list any."""
    folder, name = posixpath.split(part)
    return Relations(_read(package, posixpath.join(folder, "_rels", f"{name}.rels"), folder))


def _read(package: Package, name: str, folder: str) -> tuple[tuple[str, str], ...]:
    if name not in package:
        return ()
    found: list[tuple[str, str]] = []
    for relation in package.parse(name):
        if relation.get("TargetMode") == "External":  # never followed
            continue
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = unquote(relation.get("Target") or "").replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found.append((kind, posixpath.normpath(whole)))
    return tuple(found)
