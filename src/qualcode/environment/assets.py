"""Where the files that are shipped with qualcode lie: icons, fonts, themes, codebooks, the sample study.

In a wheel they stand inside the package (``_resources``, ``_samples``), in a checkout beside ``src``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _shipped(inside: str, beside: str) -> Path:
    packed = _PACKAGE / inside
    return packed if packed.is_dir() else _PACKAGE.parent.parent / beside


def resource(*parts: str) -> Path:
    """Return the path of a shipped resource, e.g. ``resource("icons", "check.svg")``.

    Raises:
        FileNotFoundError: when the installation lacks it.
    """
    path = _shipped("_resources", "resources").joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"“{'/'.join(parts)}” is missing from the installation of qualcode ({path}).")
    return path


def sample_folder() -> Path:
    """Return the folder of the sample study.

    Raises:
        FileNotFoundError: when the installation lacks it.
    """
    folder = _shipped("_samples", "samples")
    if not folder.is_dir():
        raise FileNotFoundError(f"The sample study is missing from the installation of qualcode ({folder}).")
    return folder
