"""run.py: what it decides, without touching a machine; and what the lock files promise."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "requirements" / "runtime.lock.txt", ROOT / "requirements" / "dev.lock.txt"]


def pins(lock: Path) -> set[str]:
    """Name, version and marker of every package of a lock file."""
    lines = lock.read_text("utf-8").splitlines()
    return {line.removesuffix("\\").strip() for line in lines if re.match(r"\w", line)}


class TestStamp:
    def test_is_the_same_for_the_same_things(self) -> None:
        assert run.stamp_of([b"a", b"b"], (3, 11, 2), Path("/p")) == run.stamp_of([b"a", b"b"], (3, 11, 9), Path("/p"))

    @pytest.mark.parametrize(
        ("contents", "version", "root"),
        [
            ([b"ab", b""], (3, 11), "/p"),
            ([b"b", b"a"], (3, 11), "/p"),
            ([b"a", b"b"], (3, 12), "/p"),
            ([b"a", b"b"], (3, 11), "/moved"),
        ],
    )
    def test_differs_when_anything_does(self, contents: list[bytes], version: tuple[int, int], root: str) -> None:
        assert run.stamp_of(contents, version, Path(root)) != run.stamp_of([b"a", b"b"], (3, 11), Path("/p"))

    def test_done_needs_stamp_and_python(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(run, "VENV", tmp_path)
        monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
        assert not run.is_done("runtime")
        run.mark_done("runtime")
        assert not run.is_done("runtime")
        (tmp_path / "python").touch()
        assert run.is_done("runtime")
        assert not run.is_done("dev")
        (tmp_path / "qualcode-runtime.stamp").write_text("of another day", "utf-8")
        assert not run.is_done("runtime")


class TestMissingLibraries:
    def test_are_named_once_each(self) -> None:
        output = (
            "libglib-2.0.so.0: cannot open shared object file: No such file or directory\n"
            "libEGL.so.1: cannot open shared object file: No such file or directory\n"
            "libxcb-cursor.so.0: cannot open shared object file: No such file or directory\n"
            "libEGL.so.1: cannot open shared object file: No such file or directory\n"
        )
        assert run.missing_libraries(output) == ["libglib-2.0.so.0", "libEGL.so.1", "libxcb-cursor.so.0"]

    def test_odd_names(self) -> None:
        output = "libstdc++.so.6: cannot open shared object file\nlibbrotlidec.so: cannot open shared object file"
        assert run.missing_libraries(output) == ["libstdc++.so.6", "libbrotlidec.so"]

    @pytest.mark.parametrize("output", ["", "No module named 'PySide6'", "undefined symbol: foo in libEGL.so.1"])
    def test_none(self, output: str) -> None:
        assert run.missing_libraries(output) == []

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows ships what Qt needs")
    def test_probe_finds_none_here(self) -> None:
        answer = subprocess.run(
            [sys.executable, "-c", run.PROBE, "libqoffscreen.so"], capture_output=True, text=True, check=True
        )
        assert answer.stdout == ""


class TestIndexSettings:
    def test_the_nearest_setting_wins(self) -> None:
        listing = (
            "global.index-url='https://far.example/simple'\n"
            ":env:.index-url='https://near.example/simple'\n"
            "install.find-links='/wheels'\n"
            "global.find-links='/elsewhere'\n"
            "global.extra-index-url='\\nhttps://one.example/simple\\nhttps://two.example/simple'\n"
            "download.timeout='3'\n"
            "not a setting\n"
        )
        assert run.pip_settings(listing) == {
            "index-url": "https://near.example/simple",
            "find-links": "/wheels",
            "extra-index-url": "\nhttps://one.example/simple\nhttps://two.example/simple",
        }

    def test_uv_is_told_what_pip_knows(self) -> None:
        pip = {
            "index-url": "https://one.example/simple",
            "extra-index-url": "\nhttps://two.example/simple\nhttps://three.example/simple",
            "find-links": "/wheels /more",
            "trusted-host": "one.example two.example",
            "cert": "/certificates.pem",
            "proxy": "http://proxy.example:3128",
            "default-timeout": "60",
        }
        assert run.uv_settings(pip, {}) == {
            "UV_DEFAULT_INDEX": "https://one.example/simple",
            "UV_INDEX": "https://two.example/simple https://three.example/simple",
            "UV_FIND_LINKS": "/wheels,/more",
            "UV_INSECURE_HOST": "one.example two.example",
            "UV_HTTP_TIMEOUT": "60",
            "SSL_CERT_FILE": "/certificates.pem",
            "ALL_PROXY": "http://proxy.example:3128",
            "UV_INDEX_STRATEGY": "unsafe-best-match",
        }

    def test_what_uv_was_told_by_the_user_stays(self) -> None:
        pip = {"index-url": "https://pip.example/simple", "cert": "/pip.pem"}
        environment = {"UV_INDEX_URL": "https://uv.example/simple", "SSL_CERT_FILE": "/own.pem"}
        assert run.uv_settings(pip, environment) == {"UV_INDEX_STRATEGY": "unsafe-best-match"}

    def test_pip_is_told_of_certificates(self) -> None:
        assert run.pip_from_uv({"SSL_CERT_FILE": "/own.pem"}) == {"PIP_CERT": "/own.pem"}
        assert run.pip_from_uv({"SSL_CERT_FILE": "/own.pem", "REQUESTS_CA_BUNDLE": "/other.pem"}) == {}

    def test_pip_is_told_what_uv_knows(self) -> None:
        environment = {
            "UV_DEFAULT_INDEX": "mirror=https://one.example/simple",
            "UV_INDEX": "extra=https://two.example/simple https://three.example/a=b/simple",
            "UV_FIND_LINKS": "/wheels,/more",
        }
        assert run.pip_from_uv(environment) == {
            "PIP_INDEX_URL": "https://one.example/simple",
            "PIP_EXTRA_INDEX_URL": "https://two.example/simple https://three.example/a=b/simple",
            "PIP_FIND_LINKS": "/wheels /more",
        }
        assert run.pip_from_uv({**environment, "PIP_INDEX_URL": "https://pip.example"}) == {
            "PIP_EXTRA_INDEX_URL": "https://two.example/simple https://three.example/a=b/simple",
            "PIP_FIND_LINKS": "/wheels /more",
        }


class TestCommandLine:
    @pytest.mark.parametrize(
        ("platform", "environment", "expected"),
        [
            ("linux", {}, False),
            ("linux", {"DISPLAY": ""}, False),
            ("linux", {"DISPLAY": ":0"}, True),
            ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
            ("win32", {}, True),
            ("darwin", {}, True),
        ],
    )
    def test_display(self, platform: str, environment: dict[str, str], expected: bool) -> None:
        assert run.has_display(platform, environment) is expected

    def test_help_and_unknown_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run.main(["--help"]) == 0
        assert "python3 run.py --headless" in capsys.readouterr().out
        assert run.main(["--hedless"]) == 2

    def test_the_users_faults_are_one_message(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def refuse(kind: str) -> None:
            raise run.SetUpFault(f"no {kind}")

        monkeypatch.setattr(run, "set_up", refuse)
        assert run.main(["--headless"]) == 3
        assert capsys.readouterr().err == "no runtime\n"

    def test_an_unsupported_python_says_which(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(run, "OLDEST", (98, 0))
        monkeypatch.setattr(run, "NEWEST", (98, 1))
        monkeypatch.setattr("shutil.which", lambda name: None)
        with pytest.raises(run.SetUpFault, match=r"needs Python 98\.0 to 98\.1; this is 3\."):
            run.supported_python()

    def test_renamed_packages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(run, "ask", lambda command: "" if command[-1].endswith("t64") else None)
        assert run.current_names(["libglib2.0-0", "libegl1"]) == ["libglib2.0-0t64", "libegl1"]
        monkeypatch.setattr(run, "ask", lambda command: None)
        assert run.current_names(["libglib2.0-0", "libegl1"]) == ["libglib2.0-0", "libegl1"]


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
    def test_hold_hashes_and_no_address(self, lock: Path) -> None:
        text = lock.read_text("utf-8")
        assert not re.search(r"://|--index|--extra|--find-links|--trusted|^\s*#|/\w+/", text, re.MULTILINE)
        for entry in re.split(r"\n(?=\w)", text.strip()):
            assert re.match(r"[\w.-]+==[\w.]+", entry), entry
            assert "--hash=sha256:" in entry, entry

    def test_dev_holds_all_of_runtime(self) -> None:
        assert pins(LOCKS[0]) <= pins(LOCKS[1])

    def test_hold_what_installs_the_project(self) -> None:
        assert any(pin.startswith("hatchling==") for pin in pins(LOCKS[0]))
