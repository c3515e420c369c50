"""Pictures of the window, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.gui import screenshots


def test_every_main_screen_is_saved(study: Path, tmp_path: Path) -> None:
    before = study.read_bytes()
    taken = screenshots.take(study, tmp_path / "pictures", "dark", (1366, 768))
    assert [path.name for path in taken] == [
        *("1-welcome.png", "2-workspace.png", "3-quick-code.png", "4-matrix.png"),
        *("5-import.png", "6-report.png", "7-code.png", "8-history.png"),
    ]
    for path in taken:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1366, 768), path.name
    assert QImage(str(taken[0])).pixelColor(5, 400).lightness() < 128
    assert len({path.read_bytes() for path in taken}) == len(taken)
    assert study.read_bytes() == before


def test_one_picture_of_the_window_with_a_document(study: Path, tmp_path: Path) -> None:
    path = screenshots.take_window(study, tmp_path / "window.png", "Interview, provider 2")
    picture = QImage(str(path))
    assert picture.width() == 1440
    assert picture.pixelColor(5, 400).lightness() > 128
    assert sorted(tmp_path.glob("*.png")) == [path]


def test_what_cannot_be_taken_is_refused(study: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no theme"):
        screenshots.take(study, tmp_path, "sepia")
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        screenshots.take(tmp_path / "nothing.qualcode", tmp_path)
