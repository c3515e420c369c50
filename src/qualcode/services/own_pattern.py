"""Places of a regular expression of the user's own.

Some expressions take longer than a life on one line, and Python's matcher, once in, cannot be stopped. So the matching
is done by a helper process that is ended when its time is over.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from qualcode.domain.errors import EnvironmentFault, Refusal, shorten

SECONDS = 5.0
"""How long an expression may take for ``PORTION`` characters."""
PORTION = 200_000
MAX_PATTERN = 1000
_MOST_TEXTS = 2000
_HELPER = Path(__file__).with_name("own_pattern_helper.py")

Places = list[tuple[int, int]]
Item = TypeVar("Item")


def check(pattern: str) -> None:
    """Refuse an expression that is none, or too long."""
    if len(pattern) > MAX_PATTERN:
        raise Refusal(f"The expression has {len(pattern):,} characters: give one of at most {MAX_PATTERN:,}.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        raise Refusal(
            f"“{shorten(pattern)}” is no regular expression ({error}). Mend it, or leave --regex out."
        ) from None


def places(
    pattern: str, items: Iterable[Item], text_of: Callable[[Item], str], seconds: float | None = None
) -> Generator[tuple[Item, Places]]:
    """Yield each item in which ``pattern`` matches, with the places in its text; in any case, in order.

    The helper runs while the caller goes through the answers; close the iterator when it is left early.

    Raises:
        Refusal: when the expression is not valid, or takes longer than ``seconds`` (None: ``SECONDS``) for a portion.
        EnvironmentFault: when the helper process cannot be started, or ends by itself.
    """
    check(pattern)
    allowed = SECONDS if seconds is None else seconds
    if not sys.executable:
        raise EnvironmentFault("An expression cannot be tried here, because Python was not found: search for words.")
    try:
        helper = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_HELPER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise _unusable(error) from None
    try:
        waiting = iter(items)
        start = [json.dumps(pattern)]
        while portion := _portion(waiting, text_of):
            answer = _answer(helper, [*start, json.dumps([text_of(item) for item in portion])], allowed, pattern)
            start = []
            for item, spans in zip(portion, answer, strict=True):
                if spans:
                    yield item, [(first, last) for first, last in spans]
    finally:
        helper.kill()
        helper.communicate()


def _portion(waiting: Iterator[Item], text_of: Callable[[Item], str]) -> list[Item]:
    portion: list[Item] = []
    size = 0
    for item in islice(waiting, _MOST_TEXTS):
        portion.append(item)
        size += len(text_of(item))
        if size >= PORTION:
            break
    return portion


def _answer(helper: subprocess.Popen[bytes], lines: list[str], seconds: float, pattern: str) -> list[list[list[int]]]:
    assert helper.stdin is not None
    assert helper.stdout is not None
    over = threading.Event()

    def end() -> None:
        over.set()
        helper.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        helper.stdin.write("".join(f"{line}\n" for line in lines).encode("ascii"))
        helper.stdin.flush()
        answer = helper.stdout.readline()
        if answer.endswith(b"\n"):
            found: list[list[list[int]]] = json.loads(answer)
            return found
        fault: OSError | None = None
    except OSError as error:  # its end of the pipe is closed
        fault = error
    finally:
        timer.cancel()
    if over.is_set():
        raise Refusal(
            f"The expression “{shorten(pattern)}” takes too long (over {seconds:g} seconds): make it simpler, above "
            "all where a repetition stands inside a repetition."
        )
    raise _unusable(fault or EOFError())


def _unusable(error: Exception) -> EnvironmentFault:
    return EnvironmentFault(
        f"The expression cannot be tried ({type(error).__name__}): close other programs, or search for words."
    )
