"""Which styles of a Word document are bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.errors import Refusal
from qualcode.exchange.readers.word_package import Package

if TYPE_CHECKING:
    from lxml import etree

_OFF = frozenset({"0", "false", "off"})


def bold_styles(package: Package, part: str | None) -> frozenset[str]:
    """Return the identifiers of the styles that make text bold, themselves or by what they build on.

    A style sheet that is missing or damaged makes no style bold: no word is lost by that.
    """
    if part is None or part not in package:
        return frozenset()
    try:
        root = package.parse(part)
    except Refusal:
        return frozenset()
    space = root.tag[: root.tag.index("}") + 1] if root.tag.startswith("{") else ""
    styles = {style.get(f"{space}styleId") or "": style for style in root.iterchildren(f"{space}style")}
    if next(root.iter(f"{space}b"), None) is None:
        return frozenset()
    return frozenset(name for name in styles if _is_bold(name, styles, space))


def _is_bold(name: str, styles: dict[str, etree._Element], space: str) -> bool:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        parent = ""
        for child in styles[name].iterchildren(f"{space}rPr", f"{space}basedOn"):
            if child.tag == f"{space}basedOn":
                parent = child.get(f"{space}val") or ""
                continue
            own = next(child.iterchildren(f"{space}b"), None)
            if own is not None:
                return own.get(f"{space}val") not in _OFF
        name = parent
    return False
