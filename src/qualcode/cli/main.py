"""The entry point: find the command, run it, turn what went wrong into a sentence and an exit code.

Exit codes: 0 done · 2 the user can mend it · 3 the machine stands in the way · 70 a bug of ours · 130 stopped.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence

from qualcode import __version__
from qualcode.domain.errors import Cancelled, EnvironmentFault, Refusal

REFUSED, ENVIRONMENT, BUG, STOPPED = 2, 3, 70, 130


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
        parsed = build_parser().parse_args(given)
        return int(parsed.run(parsed))
    except Refusal as error:
        return _fail(str(error), REFUSED)
    except EnvironmentFault as error:
        return _fail(str(error), ENVIRONMENT)
    except (Cancelled, KeyboardInterrupt):
        return _fail("Stopped.", STOPPED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nothing is left to say
        return 0
    except Exception as error:
        return _bug(error)


def _fail(sentence: str, code: int) -> int:
    print(f"qualcode: {sentence}", file=sys.stderr)
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
