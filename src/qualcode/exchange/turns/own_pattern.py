"""Turns by a regular expression of the user's own.

Some expressions take longer than a life on one line, and Python's matcher, once in, cannot be stopped. So the
matching is done by a helper process that is ended when its time is over; it is handed nothing but the
beginnings of the paragraphs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import cast

from qualcode.domain.errors import EnvironmentFault, Refusal, shorten
from qualcode.exchange.turns.marks import Mark, Shape
from qualcode.exchange.turns.words import tidy

SECONDS = 5.0
"""How long an expression may take for one document."""
MAX_PATTERN = 1000
LINE_BEGINNING = 300
"""How many characters of a paragraph the expression is shown."""
_GROUPS = ("name", "label", "speaker")
_HELPER = Path(__file__).with_name("pattern_helper.py")


def marks_of_pattern(text: str, pattern: str, seconds: float = SECONDS) -> list[Mark]:
    """Return a mark for each paragraph at whose start ``pattern`` matches; a blank label marks nothing.

    Raises:
        Refusal: when the expression is not valid, or takes longer than ``seconds``.
        EnvironmentFault: when the helper process cannot be started.
    """
    group = _checked(pattern)
    starts: list[int] = []
    lines: list[str] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(at)
            lines.append(line[:LINE_BEGINNING])
        at += len(line) + 1
    found: list[Mark] = []
    for start, line, match in zip(starts, lines, _matched(pattern, group, lines, seconds), strict=True):
        if match is None:
            continue
        begin, label_start, label_end, end = match
        label = tidy(line[label_start:label_end]).rstrip(":").strip()
        visible = begin + len(line[begin:end]) - len(line[begin:end].lstrip())
        if label:
            found.append(Mark(label, start + min(visible, label_start), start + end, Shape.BLANK))
    return found


def _checked(pattern: str) -> str | int:
    """Return the group that holds the label."""
    if len(pattern) > MAX_PATTERN:
        raise Refusal(f"The speaker pattern has {len(pattern):,} characters: give one of at most {MAX_PATTERN:,}.")
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise Refusal(
            f"The speaker pattern “{shorten(pattern)}” is no valid regular expression ({error}): "
            "correct it, or use auto."
        ) from None
    for name in _GROUPS:
        if name in compiled.groupindex:
            return name
    return 1 if compiled.groups else 0


def _matched(
    pattern: str, group: str | int, lines: list[str], seconds: float
) -> list[tuple[int, int, int, int] | None]:
    order = json.dumps({"pattern": pattern, "group": group, "lines": lines})
    if not sys.executable:
        raise EnvironmentFault("A speaker pattern cannot be tried here, because Python was not found: use auto.")
    try:
        answer = subprocess.run(
            [sys.executable, "-I", "-S", str(_HELPER)],
            input=order.encode("ascii"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise Refusal(
            f"The speaker pattern “{shorten(pattern)}” takes too long (over {seconds:g} seconds): make it "
            "simpler, above all where a repetition stands inside a repetition."
        ) from None
    except (OSError, subprocess.CalledProcessError) as error:
        raise EnvironmentFault(
            f"The speaker pattern cannot be tried ({type(error).__name__}): close other programs, or use auto."
        ) from None
    matches = cast("list[list[int] | None]", json.loads(answer.stdout))
    return [None if match is None else (match[0], match[1], match[2], match[3]) for match in matches]
