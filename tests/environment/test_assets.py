"""Shipped files: found in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.environment import assets, paths


def test_resources_of_the_checkout_are_found() -> None:
    assert assets.resource("themes", "tokens.json").is_file()
    assert assets.resource("icons").is_dir()
    assert assets.sample_folder().is_dir()


def test_resources_of_a_wheel_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "qualcode"
    (package / "_resources" / "icons").mkdir(parents=True)
    (package / "_samples").mkdir()
    monkeypatch.setattr(assets, "_PACKAGE", package)
    assert assets.resource("icons") == package / "_resources" / "icons"
    assert assets.sample_folder() == package / "_samples"


def test_missing_resource_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/no\.svg.*missing from the installation"):
        assets.resource("icons", "no.svg")
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "a" / "b")
    with pytest.raises(FileNotFoundError, match="sample study is missing"):
        assets.sample_folder()


def test_folders_of_the_user_follow_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_CONFIG_DIR", str(tmp_path / "c"))
    assert paths.config_folder() == tmp_path / "c"
    assert paths.log_folder() == tmp_path / "c" / "logs"


def test_folders_of_the_user_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_CONFIG_DIR")
    for folder in (paths.config_folder(), paths.log_folder()):
        assert folder.is_absolute()
        assert "qualcode" in folder.parts
