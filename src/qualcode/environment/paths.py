"""The folders of the user in which qualcode keeps something outside a study."""

from __future__ import annotations

import os
from pathlib import Path

CONFIG_VARIABLE = "QUALCODE_CONFIG_DIR"
"""Name of the environment variable that moves settings and logs elsewhere."""


def config_folder() -> Path:
    """Return the folder of the user's settings. It need not exist yet."""
    moved = os.environ.get(CONFIG_VARIABLE)
    if moved:
        return Path(moved).expanduser()
    import platformdirs

    return platformdirs.user_config_path("qualcode", appauthor=False)


def log_folder() -> Path:
    """Return the folder of the logs. It need not exist yet."""
    moved = os.environ.get(CONFIG_VARIABLE)
    if moved:
        return Path(moved).expanduser() / "logs"
    import platformdirs

    return platformdirs.user_log_path("qualcode", appauthor=False)
