"""How long work reports how far it is, and learns that it is to stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to every function that may take longer than 50 ms."""

    def report(self, done: int, total: int, label: str = "") -> None:
        """Tell how much is done; raises ``Cancelled`` when the user has asked to stop."""


class Silent:
    """A progress that nobody watches and nobody cancels."""

    def report(self, done: int, total: int, label: str = "") -> None:
        """Do nothing."""


SILENT: Progress = Silent()
