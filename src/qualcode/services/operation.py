"""The register of everything that changes a study.

A method marked with ``operation`` is one act of the user: the contract tests undo and redo each of them, and look for
its
command and its place in the window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

OPERATIONS: dict[str, str] = {}
"""Name of the operation → where it is implemented (module and qualified name)."""


def operation(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Enter a method under ``name`` (noun.verb)."""

    def enter(method: Callable[P, R]) -> Callable[P, R]:
        OPERATIONS[name] = f"{method.__module__}.{method.__qualname__}"
        return method

    return enter
