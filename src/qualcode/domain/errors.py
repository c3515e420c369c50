"""The three ways in which an act can end without a result.

Anything else that is raised is a bug of ours.
"""

from __future__ import annotations


class Refusal(Exception):
    """The user can mend it: the message names the thing, the reason and what to do. Exit code 2."""


class EnvironmentFault(Exception):
    """The machine stands in the way (disk, lock, a file that is no study). Exit code 3."""


class Cancelled(Exception):
    """The user asked the running work to stop. Exit code 130."""


def shorten(text: str, limit: int = 60) -> str:
    r"""Make ``text`` one line of at most ``limit`` characters, for use inside a message.

    >>> shorten("one\n two   three", 11)
    'one two thr…'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit] + "…"
