"""``qualcode`` and ``qualcode open``: the window; ``qualcode screenshots``: its screens as pictures."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from pathlib import Path

from qualcode.cli.arguments import verb
from qualcode.cli.output import as_json, say
from qualcode.domain.errors import EnvironmentFault, Refusal


def register(nouns: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands that show the window."""
    verb(nouns, "window", _window, "open the window", study=False, data=False)
    verb(nouns, "open", _window, "open the window on a study", data=False, coder=True)
    shots = verb(nouns, "screenshots", _screenshots, "save every main screen as a picture, for documentation")
    shots.add_argument("folder", metavar="FOLDER", type=Path)
    shots.add_argument("--theme", choices=["light", "dark"], default="light")
    shots.add_argument("--size", metavar="WIDTHxHEIGHT", default="1366x768")


def _window(arguments: argparse.Namespace) -> int:
    _check_screen()
    gc.disable()  # until the window is painted: looking for garbage costs a tenth of the start
    from qualcode.gui.app import run

    study = getattr(arguments, "study", None)
    if study is not None:
        from qualcode.services.project import find_study
        from qualcode.store import study_file

        study = find_study(study)
        study_file.inspect(study)
    return run(study, getattr(arguments, "coder", None))


def _check_screen() -> None:
    """Say that there is no screen: Qt would end the process without a word that helps."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named):
        raise EnvironmentFault(
            "There is no screen to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set). Start qualcode from"
            " a desktop session, or use its commands: “qualcode --help” lists them."
        )


def _screenshots(arguments: argparse.Namespace) -> int:
    size = re.fullmatch(r"(\d{3,4})x(\d{3,4})", arguments.size)
    if size is None:
        raise Refusal(f"“{arguments.size}” is no size. Write it as 1366x768.")
    from qualcode.gui.screenshots import take
    from qualcode.services.project import find_study

    written = take(find_study(arguments.study), arguments.folder, arguments.theme, (int(size[1]), int(size[2])))
    say(as_json(written) if arguments.json else "\n".join(map(str, written)))
    return 0
