"""Settings: kept over sessions, safe from damage, from other windows and from full disks."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.environment import preferences
from qualcode.environment.preferences import Preferences, RecentStudy

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def study(path: str | Path, name: str = "A study", opened: str = "2026-03-14T10:42:00.000Z") -> RecentStudy:
    return RecentStudy(str(path), name, opened, 12, 217, 2)


class TestKeeping:
    def test_first_start_has_defaults_and_writes_nothing(self, config_folder: Path) -> None:
        kept = Preferences()
        assert (kept.theme, kept.text_size, kept.coder) == ("system", 1.0, "")
        assert (kept.high_contrast, kept.reduced_motion) == (False, False)
        assert kept.recent_studies() == ()
        assert kept.study_state("x") == {}
        assert kept.value("x") is None
        assert not config_folder.exists()

    def test_everything_comes_back(self) -> None:
        kept = Preferences()
        kept.theme = "dark"
        kept.text_size = 1.5
        kept.coder = "  Marta \n Rossi "
        kept.high_contrast = True
        kept.reduced_motion = True
        kept.keep_value("double click codes", {"on": [1, 2]})
        kept.keep_study_state("u1", {"open": [1, 2], "layout": "AAA="})
        again = Preferences()
        assert (again.theme, again.text_size, again.coder) == ("dark", 1.5, "Marta Rossi")
        assert (again.high_contrast, again.reduced_motion) == (True, True)
        assert again.value("double click codes") == {"on": [1, 2]}
        assert again.study_state("u1") == {"open": [1, 2], "layout": "AAA="}

    def test_file_stands_where_the_variable_says(self, config_folder: Path) -> None:
        kept = Preferences()
        kept.coder = "Marta"
        assert kept.path == config_folder / "preferences.json"
        assert [entry.name for entry in config_folder.iterdir()] == ["preferences.json"], "no temporary file"

    def test_value_of_none_is_forgotten(self) -> None:
        kept = Preferences()
        kept.keep_value("a", 1)
        kept.keep_value("b", 2)
        kept.keep_value("a", None)
        assert Preferences().value("a") is None
        assert Preferences().value("b") == 2

    @pytest.mark.parametrize(("given_", "kept"), [(0.1, 0.8), (1.25, 1.25), (7, 2.0), (float("nan"), 1.0)])
    def test_text_size_stays_in_range(self, given_: float, kept: float) -> None:
        settings_ = Preferences()
        settings_.text_size = given_
        assert Preferences().text_size == kept

    def test_what_is_given_out_can_be_changed_without_harm(self) -> None:
        kept = Preferences()
        kept.keep_study_state("u", {"open": [1]})
        state = kept.study_state("u")
        opened = state["open"]
        assert isinstance(opened, list)
        opened.append(2)
        assert kept.study_state("u") == {"open": [1]}

    def test_states_of_old_studies_make_room(self) -> None:
        kept = Preferences()
        for number in range(preferences.STATE_LIMIT + 5):
            kept.keep_study_state(f"u{number}", {"n": number})
        kept.keep_study_state("u6", {"n": "again"})
        kept.keep_study_state("new", {"n": 1})
        assert kept.study_state("u4") == {}
        assert kept.study_state("u5") == {}, "the one not used for longest"
        assert kept.study_state("u6") == {"n": "again"}


class TestRecentStudies:
    def test_latest_first_and_each_file_once(self, tmp_path: Path) -> None:
        kept = Preferences()
        kept.remember_study(study(tmp_path / "a", "A"))
        kept.remember_study(study(tmp_path / "b", "B"))
        kept.remember_study(study(tmp_path / "x" / ".." / "a", "A renamed"))
        assert [found.name for found in Preferences().recent_studies()] == ["A renamed", "B"]
        assert Preferences().recent_studies()[0].path == str(tmp_path / "a")

    def test_counts_come_back(self, tmp_path: Path) -> None:
        Preferences().remember_study(study(tmp_path / "a"))
        found = Preferences().recent_studies()[0]
        assert (found.documents, found.segments, found.coders, found.sample) == (12, 217, 2, False)

    def test_list_is_limited(self, tmp_path: Path) -> None:
        kept = Preferences()
        for number in range(preferences.RECENT_LIMIT + 3):
            kept.remember_study(study(tmp_path / str(number), str(number)))
        names = [found.name for found in kept.recent_studies()]
        assert len(names) == preferences.RECENT_LIMIT
        assert names[0] == str(preferences.RECENT_LIMIT + 2)

    def test_forgotten_study_is_off_the_list_and_its_file_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "a.qualcode"
        path.write_text("study", "utf-8")
        kept = Preferences()
        kept.remember_study(study(path))
        kept.forget_study(str(path))
        assert Preferences().recent_studies() == ()
        assert path.exists()


class TestTwoWindows:
    def test_changes_of_both_are_kept(self, tmp_path: Path) -> None:
        one, other = Preferences(), Preferences()
        one.theme = "dark"
        other.coder = "Davide"
        one.remember_study(study(tmp_path / "a", "A"))
        other.remember_study(study(tmp_path / "b", "B"))
        found = Preferences()
        assert (found.theme, found.coder) == ("dark", "Davide")
        assert [s.name for s in found.recent_studies()] == ["B", "A"]

    def test_reload_sees_what_the_other_wrote(self) -> None:
        one, other = Preferences(), Preferences()
        other.theme = "light"
        before = one.theme
        assert one.reload()
        assert (before, one.theme) == ("system", "light")


class TestDamage:
    @pytest.mark.parametrize(
        "content",
        [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"null", b'"text"', b"[" * 100_000, b'{"a": 1} trailing', b"\x00" * 40],
    )  # fmt: skip
    def test_damaged_file_is_put_aside(self, config_folder: Path, content: bytes) -> None:
        config_folder.mkdir()
        (config_folder / "preferences.json").write_bytes(content)
        kept = Preferences()
        assert kept.theme == "system"
        assert (config_folder / "preferences.damaged").read_bytes() == content
        kept.coder = "Marta"
        assert Preferences().coder == "Marta"

    def test_file_of_senseless_size_is_put_aside(self, config_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(preferences, "_LARGEST_FILE", 100)
        config_folder.mkdir()
        (config_folder / "preferences.json").write_text(json.dumps({"coder": "x" * 200}), "utf-8")
        assert Preferences().coder == ""
        assert (config_folder / "preferences.damaged").exists()

    @pytest.mark.parametrize("wrong", [None, 7, "x", [], {}, True, 10**400, -1, ["a"], [{"path": 3}], [[]]])
    def test_wrong_type_of_one_setting_leaves_the_others(self, config_folder: Path, wrong: object) -> None:
        config_folder.mkdir()
        names = ("theme", "text_size", "high_contrast", "reduced_motion", "values", "recent", "studies")
        data = {**dict.fromkeys(names, wrong), "coder": "Marta"}
        (config_folder / "preferences.json").write_text(json.dumps(data), "utf-8")
        kept = Preferences()
        assert kept.coder == "Marta"
        assert kept.theme == "system"
        assert 0.8 <= kept.text_size <= 2.0
        assert kept.recent_studies() == ()
        assert kept.study_state("u") == {}
        assert kept.value("v") is None
        kept.keep_study_state("u", {"a": 1})
        kept.keep_value("v", 2)
        assert Preferences().study_state("u") == {"a": 1}

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.dictionaries(st.sampled_from(["theme", "text_size", "coder", "recent", "studies", "values"]), JSON))
    def test_nothing_in_the_file_ever_raises(self, config_folder: Path, data: dict[str, object]) -> None:
        config_folder.mkdir(exist_ok=True)
        (config_folder / "preferences.json").write_text(json.dumps(data), "utf-8")
        kept = Preferences()
        assert isinstance(kept.coder, str)
        assert 0.8 <= kept.text_size <= 2.0
        assert isinstance(kept.recent_studies(), tuple)
        assert isinstance(kept.study_state("a"), dict)
        kept.forget_study("/nowhere")
        kept.keep_value("a", 1)
        assert Preferences().value("a") == 1

    def test_recent_entries_that_make_no_sense_are_left_out(self, config_folder: Path) -> None:
        config_folder.mkdir()
        entries = [
            {"path": "/a", "name": "A", "opened_at": 5, "documents": -3, "segments": True, "coders": "2"},
            {"path": "", "name": "no path"},
            {"path": "/b\0c", "name": "a NUL"},
            {"name": "no path"},
            "text",
        ]
        (config_folder / "preferences.json").write_text(json.dumps({"recent": entries}), "utf-8")
        assert Preferences().recent_studies() == (RecentStudy("/a", "A", ""),)

    def test_lone_surrogate_can_be_written(self) -> None:
        kept = Preferences()
        kept.coder = "Mart\ud800a"
        assert Preferences().coder == "Mart?a"


class TestMachine:
    def test_folder_that_cannot_be_made_stops_nobody(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("not a folder", "utf-8")
        kept = Preferences(tmp_path / "file")
        kept.theme = "dark"
        assert kept.theme == "dark", "it holds for this session"
        assert (tmp_path / "file").read_text("utf-8") == "not a folder"

    def test_file_that_cannot_be_read_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "preferences.json").mkdir()
        kept = Preferences(tmp_path)
        kept.coder = "Marta"
        assert kept.coder == "Marta"
        assert not kept.reload()
        assert (tmp_path / "preferences.json").is_dir()

    def test_full_disk_leaves_the_old_file(self, config_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = Preferences()
        kept.coder = "Marta"
        before = kept.path.read_bytes()

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        kept.coder = "Davide"
        assert kept.path.read_bytes() == before
        assert [entry.name for entry in config_folder.iterdir()] == ["preferences.json"]

    def test_log_says_nothing_of_the_content(self, config_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
        config_folder.mkdir()
        (config_folder / "preferences.json").write_text('{"coder": "Canary"', "utf-8")
        Preferences()
        assert "damaged" in caplog.text
        assert "Canary" not in caplog.text
