"""The design tokens: every colour and type style of the window, as they stand in ``themes/tokens.json``.

Named tuples and not dataclasses: whose import alone takes as long as reading the tokens, before the first window.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Literal, NamedTuple

from qualcode.environment.assets import resource

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")

Role = Literal[
    "window",
    "paper",
    "raised",
    "sunken",
    "header",
    "hover",
    "current",
    "pressed",
    "line",
    "line-strong",
    "control",
    "text",
    "text-2",
    "text-3",
    "disabled",
    "accent",
    "accent-hover",
    "on-accent",
    "accent-soft",
    "accent-faint",
    "selection",
    "success",
    "success-soft",
    "warning",
    "warning-soft",
    "danger",
    "danger-soft",
    "tooltip",
    "on-tooltip",
]
"""What a colour is for. Code asks for a role, never for a colour."""

Style = Literal["micro", "small", "body", "label", "strong", "title", "display", "speaker", "transcript", "quote"]
"""A type style: family, size, line and weight together."""


class TypeStyle(NamedTuple):
    """One type style; ``size`` and ``line`` in px at 96 dpi and 100 % text size."""

    families: tuple[str, ...]
    size: int
    line: int
    weight: int


class SchemeTokens(NamedTuple):
    """The colours of one scheme as ``#RRGGBB``; item 0 of a palette is number 1 of the design."""

    colour: dict[str, str]
    stripe: tuple[str, ...]
    wash: tuple[str, ...]
    group: tuple[str, ...]
    group_badge: tuple[str, ...]
    heat: tuple[str, ...]
    tint_alpha: tuple[float, ...]


class Tokens(NamedTuple):
    """All of them. ``tint_selected`` is added to the alpha of a selected coding."""

    schemes: dict[Scheme, SchemeTokens]
    colour_names: tuple[str, ...]
    tint_selected: float
    styles: dict[str, TypeStyle]


@cache
def tokens() -> Tokens:
    """Read the tokens; the file is read once."""
    raw: dict[str, Any] = json.loads(resource("themes", "tokens.json").read_text("utf-8"))
    kinds = raw["type"]
    return Tokens(
        schemes={scheme: _scheme(raw, scheme) for scheme in SCHEMES},
        colour_names=tuple(entry["name"] for entry in raw["codePalette"]),
        tint_selected=raw["tint"]["selected"],
        styles={
            name: TypeStyle(tuple(kinds["families"][style["family"]]), style["size"], style["line"], style["weight"])
            for name, style in kinds["styles"].items()
        },
    )


def _scheme(raw: dict[str, Any], scheme: Scheme) -> SchemeTokens:
    badge = "badge" + scheme.capitalize()
    return SchemeTokens(
        colour={role: values[scheme] for role, values in raw["colour"].items()},
        stripe=tuple(entry[scheme]["stripe"] for entry in raw["codePalette"]),
        wash=tuple(entry[scheme]["wash"] for entry in raw["codePalette"]),
        group=tuple(entry[scheme] for entry in raw["groupPalette"]),
        group_badge=tuple(entry[badge] for entry in raw["groupPalette"]),
        heat=tuple(raw["heat"][scheme]),
        tint_alpha=tuple(raw["tint"]["alpha"][scheme]),
    )
