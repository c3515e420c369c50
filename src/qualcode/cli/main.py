"""The entry point: find the command, run it, turn what went wrong into a sentence and an exit code.

Exit codes: 0 done · 2 the user can mend it · 3 the machine stands in the way · 70 a bug of ours · 130 stopped.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

from qualcode import __version__
from qualcode.domain.errors import Cancelled, EnvironmentFault, Refusal

REFUSED, ENVIRONMENT, BUG, STOPPED = 2, 3, 70, 130

_SURROGATE = re.compile("[\ud800-\udfff]")


def build_parser() -> argparse.ArgumentParser:
    """Assemble the parser from the modules of the nouns."""
    from qualcode.cli import (
        codebook,
        coding,
        demo,
        documents,
        history,
        matrix,
        memos,
        participants,
        project,
        report,
        search,
        window,
    )

    parser = argparse.ArgumentParser(
        prog="qualcode",
        description="Code interview transcripts, compare groups and phases, and report what was found.",
        epilog="Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"qualcode {__version__}")
    nouns = parser.add_subparsers(metavar="COMMAND", dest="command")
    for module in (
        *(window, project, documents, participants, codebook, coding, memos),
        *(search, matrix, report, history, demo),
    ):
        module.register(nouns)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe in another encoding must not stop a transcript from being shown
            stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        given = ["window"]
    try:
        parsed = _cleaned(build_parser().parse_args(given))
        code = int(parsed.run(parsed))
        sys.stdout.flush()
        return code
    except Refusal as error:
        return _fail(str(error), REFUSED)
    except EnvironmentFault as error:
        return _fail(str(error), ENVIRONMENT)
    except (Cancelled, KeyboardInterrupt):
        return _fail("Stopped.", STOPPED)
    except BrokenPipeError:
        for stream in (sys.stdout, sys.stderr):
            _silence(stream)  # the reader of our output has gone: nothing is left to say
        return 0
    except OSError as error:
        if not _is_of_output(error):
            return _bug(error)
        _silence(sys.stdout)
        return _fail(
            f"The output could not be written ({error.strerror}). What the command does to a study may have been done"
            " already: look at it before you run the command again.",
            ENVIRONMENT,
        )
    except Exception as error:
        return _bug(error)


def _cleaned(parsed: argparse.Namespace) -> argparse.Namespace:
    """Replace what is no character in the texts that were given; the names of files stay as they are."""
    for name, value in vars(parsed).items():
        if isinstance(value, list):
            setattr(parsed, name, [_clean(each) for each in value])
        else:
            setattr(parsed, name, _clean(value))
    return parsed


def _clean(value: object) -> object:
    if isinstance(value, str) and not os.path.exists(value):
        return _SURROGATE.sub("\ufffd", value)
    return value


def _is_of_output(error: OSError) -> bool:
    """Tell whether it was raised by what prints: here, or in the module of the output."""
    from qualcode.cli import output

    return traceback.extract_tb(error.__traceback__)[-1].filename in (__file__, output.__file__)


def _silence(stream: TextIO) -> None:
    """Let a stream that nobody reads, or that has no room, end in nothing: Python flushes it once more at the end."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def _fail(sentence: str, code: int) -> int:
    try:
        print(f"qualcode: {sentence}", file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        return code
    _silence(sys.stdout)
    return code


def _bug(error: Exception) -> int:
    """Name the place of the bug; the error's own words may hold interview text and are left out."""
    frames = traceback.extract_tb(error.__traceback__)
    place = "; ".join(f"{frame.name} ({frame.filename.rsplit('/', 1)[-1]}:{frame.lineno})" for frame in frames[-3:])
    return _fail(
        f"A bug of ours: {type(error).__name__} in {place}. The study is as it was. Please report this line.",
        BUG,
    )


if __name__ == "__main__":
    sys.exit(main())
