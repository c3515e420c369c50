#!/usr/bin/env python3
"""Set qualcode up in .venv and run it: the standard library alone, from a bare machine on.

    python3 run.py                   the window with the sample study; without a display as --headless
    python3 run.py --headless        the sample study from transcripts to report, into demo-output/
    python3 run.py test [...]        all checks; what follows goes to pytest (--long, -k ..., a path)
    python3 run.py lock              make requirements/*.lock.txt anew from pyproject.toml

The first start fetches the packages. After that a stamp in .venv says that nothing has changed, and set-up
costs some milliseconds. Mirrors and proxies are settings of yours (pip.conf, PIP_INDEX_URL, UV_DEFAULT_INDEX,
SSL_CERT_FILE); no address stands in any file of the project.
"""

# Must parse on Python 3.7, so that an old Python can say that it is too old.
from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
OLDEST, NEWEST = (3, 11), (3, 14)  # NEWEST: what PySide6 below 6.12 has wheels for

# What Qt links to and a bare Debian or Ubuntu lacks, tried on Debian 12.
OFFSCREEN_PACKAGES = (
    "libglib2.0-0 libegl1 libgl1 libx11-6 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libbrotli1 "
    "libgssapi-krb5-2"
).split()
SCREEN_PACKAGES = (
    "libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 "
    "libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libwayland-client0 libwayland-cursor0"
).split()
RENAMED_PACKAGES = {"libglib2.0-0": "libglib2.0-0t64"}  # Debian 13, Ubuntu 24.04

# Run by the Python of .venv; prints one error for each part of Qt that cannot be loaded.
PROBE = """
import ctypes, importlib, importlib.util, pathlib, sys
def attempt(load, name):
    try:
        load(name)
    except (ImportError, OSError) as fault:
        print(fault)
for name in ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport", "QtTest"):
    attempt(importlib.import_module, "PySide6." + name)
package = pathlib.Path(importlib.util.find_spec("PySide6").origin).parent
plugins = package / "Qt" / "plugins" / "platforms"
for name in sys.argv[1:]:
    if (plugins / name).exists():
        attempt(ctypes.CDLL, str(plugins / name))
"""


class SetUpFault(Exception):
    """Something about this machine that the user can mend; the message says how."""


def say(text: str) -> None:
    print(text, flush=True)


# --- pure parts, tested in tests/test_run.py -------------------------------------------------------------


def stamp_of(contents: Iterable[bytes], version: Sequence[int], root: Path) -> str:
    """Fingerprint all that a set-up depends on.

    The folder counts, because the scripts in .venv and the editable install hold its path. Of the Python
    version only major and minor do: a security update must not cost a new set-up.
    """
    digest = hashlib.sha256(f"{version[0]}.{version[1]}\n{root}\n".encode("utf-8", "surrogateescape"))
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def missing_libraries(output: str) -> list[str]:
    """Name the shared libraries that the loader did not find, each once, in the order of the messages."""
    found = re.findall(r"(\S+?\.so[.\d]*): cannot open shared object file", output)
    return list(dict.fromkeys(found))


def pip_settings(listing: str) -> dict[str, str]:
    """Read `pip config list`; what pip would use where an option is set at several places."""
    rank = {":env:": 3, "install": 2, "global": 1}
    best: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        key, separator, literal = line.partition("=")
        section, _, option = key.partition(".")
        if not separator or section not in rank:
            continue
        try:
            value = str(ast.literal_eval(literal))
        except (SyntaxError, ValueError):
            continue
        option = option.replace("_", "-").lower()
        if rank[section] >= best.get(option, (0, ""))[0]:
            best[option] = (rank[section], value)
    return {option: value for option, (_, value) in best.items()}


def uv_settings(pip: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Say to uv what pip is told by its files, which uv does not read. What the user tells uv wins."""
    told = {
        "UV_DEFAULT_INDEX": pip.get("index-url", ""),
        "UV_INDEX": " ".join(pip.get("extra-index-url", "").split()),
        "UV_FIND_LINKS": ",".join(pip.get("find-links", "").split()),
        "UV_INSECURE_HOST": " ".join(pip.get("trusted-host", "").split()),
        "UV_HTTP_TIMEOUT": pip.get("timeout", pip.get("default-timeout", "")),
        "SSL_CERT_FILE": pip.get("cert", ""),
        "ALL_PROXY": pip.get("proxy", ""),
        # As pip does: the version decides, not the order of the indexes. The hashes make this safe.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    older_names = {"UV_DEFAULT_INDEX": "UV_INDEX_URL", "UV_INDEX": "UV_EXTRA_INDEX_URL"}
    return {
        name: value
        for name, value in told.items()
        if value and name not in environment and older_names.get(name, name) not in environment
    }


def pip_from_uv(environment: Mapping[str, str]) -> dict[str, str]:
    """Say to pip what only uv was told, since pip fetches uv and stands in for it.

    The certificates too: older versions of pip look at a bundle of their own, not at SSL_CERT_FILE.
    """
    index = environment.get("UV_DEFAULT_INDEX") or environment.get("UV_INDEX_URL", "")
    extra = environment.get("UV_INDEX") or environment.get("UV_EXTRA_INDEX_URL", "")
    links = environment.get("UV_FIND_LINKS", "")
    told = {
        "PIP_INDEX_URL": without_name(index),
        "PIP_EXTRA_INDEX_URL": " ".join(without_name(url) for url in extra.split()),
        "PIP_FIND_LINKS": " ".join(links.split(",")),
        "PIP_CERT": "" if "REQUESTS_CA_BUNDLE" in environment else environment.get("SSL_CERT_FILE", ""),
    }
    return {name: value for name, value in told.items() if value and name not in environment}


def without_name(index: str) -> str:
    """Drop the name that uv lets an index have: `mirror=https://…`."""
    return re.sub(r"^[\w-]+=(?=\w+://)", "", index)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    if platform in ("win32", "cygwin", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


# --- the machine -----------------------------------------------------------------------------------------


def supported_python() -> None:
    """Go on with a Python that the packages exist for, or say which one is needed."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other:
            replace_process([other, str(ROOT / "run.py"), *sys.argv[1:]])
    raise SetUpFault(
        f"qualcode needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}; this is "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Install one of them and start again with it."
    )


def replace_process(command: Sequence[str]) -> NoReturn:
    sys.stdout.flush()
    if os.name == "nt":  # exec on Windows returns to the prompt before the new process ends
        sys.exit(subprocess.call(command))
    os.execv(command[0], list(command))


def run(command: Sequence[object], environment: Mapping[str, str] | None = None) -> bool:
    """Run with its output shown; whether it went well."""
    return subprocess.run([str(part) for part in command], env=environment, check=False).returncode == 0


def ask(command: Sequence[object]) -> str | None:
    """Run and return what it printed, or None where it failed."""
    try:
        answer = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return answer.stdout if answer.returncode == 0 else None


def may_install_packages() -> bool:
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_line(packages: Sequence[str]) -> str:
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def apt_install(packages: Sequence[str]) -> None:
    say(f"Installing system packages: {' '.join(packages)}")
    apt_get("update", "-q")  # where this fails, what is known already may do
    failure = apt_get("install", "-qy", "--no-install-recommends", *current_names(packages))
    if failure:
        raise SetUpFault(f"{failure}\napt-get could not install what is missing. Try: {apt_line(packages)}")


def apt_get(*arguments: str) -> str:
    """Run apt-get without its talk; return the end of it where it failed."""
    answer = subprocess.run(
        ["apt-get", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = answer.stdout.decode("utf-8", "replace").splitlines()
    return "\n".join(lines[-6:]) if answer.returncode else ""


def current_names(packages: Sequence[str]) -> list[str]:
    def exists(name: str) -> bool:
        return ask(["apt-cache", "show", name]) is not None

    return [
        RENAMED_PACKAGES[name] if name in RENAMED_PACKAGES and exists(RENAMED_PACKAGES[name]) else name
        for name in packages
    ]


# --- set-up ----------------------------------------------------------------------------------------------


def set_up(kind: str) -> None:
    """Bring .venv to the state of requirements/<kind>.lock.txt; return at once where it is in it."""
    if is_done(kind):
        return
    began = time.monotonic()
    say("Setting up qualcode in .venv: this takes a minute or two the first time.")
    make_venv()
    install(ROOT / "requirements" / f"{kind}.lock.txt")
    mark_done(kind)
    if kind == "dev":
        mark_done("runtime")  # the dev lock holds all of the runtime lock: tests/test_run.py
    say(f"Set-up done in {time.monotonic() - began:.0f} s.")


def stamp(kind: str) -> str:
    lock = "dev" if kind == "dev" else "runtime"
    files = [ROOT / "requirements" / f"{lock}.lock.txt", ROOT / "pyproject.toml"]
    return stamp_of([file.read_bytes() for file in files], sys.version_info[:2], ROOT)


def is_done(kind: str) -> bool:
    try:
        return (VENV / f"qualcode-{kind}.stamp").read_text("utf-8") == stamp(kind) and PYTHON.exists()
    except FileNotFoundError:
        return False


def mark_done(kind: str) -> None:
    (VENV / f"qualcode-{kind}.stamp").write_text(stamp(kind), "utf-8")


def make_venv() -> None:
    version = ask([PYTHON, "-c", "import sys; print(*sys.version_info[:2])"]) if PYTHON.exists() else None
    origin = VENV / "qualcode-folder.txt"
    moved = origin.exists() and origin.read_text("utf-8") != str(ROOT)  # its scripts hold the old path
    if moved or version is None or tuple(map(int, version.split())) != sys.version_info[:2]:
        need_venv_module()
        if not run([sys.executable, "-m", "venv", "--clear", VENV]):
            raise SetUpFault(f"Python could not make the folder {VENV}; the lines above say why.")
        origin.write_text(str(ROOT), "utf-8")
    elif ask([PYTHON, "-c", "import pip"]) is None and not run([PYTHON, "-m", "ensurepip"]):
        raise SetUpFault(f"{VENV} has no pip and will not take one. Delete the folder and start again.")


def need_venv_module() -> None:
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if may_install_packages():
        apt_install([package])
    elif shutil.which("apt-get"):
        raise SetUpFault(f"Python's venv module is missing. Install it and start again: {apt_line([package])}")
    else:
        raise SetUpFault("Python's venv and ensurepip modules are missing. Install them and start again.")


def install(lock: Path) -> None:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}
    settings = pip_settings(ask([PYTHON, "-m", "pip", "config", "list"]) or "")
    for_pip = pip_from_uv(environment)
    if "cert" in settings:
        for_pip.pop("PIP_CERT", None)
    environment = {**environment, **uv_settings(settings, environment), **for_pip}
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    pip = [PYTHON, "-m", "pip", "install", *quiet]
    uv = [PYTHON, "-m", "uv", "pip", "install", *quiet, "--python", PYTHON]
    have_uv = ask([PYTHON, "-m", "uv", "--version"]) is not None or run([*pip, "uv"], environment)
    if not have_uv:
        say("uv is not to be had here: going on with pip, which takes longer.")
    # The second step installs qualcode itself, as a path to src/; its build tool came with the lock.
    project = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    for arguments in (["--require-hashes", "-r", lock], project):
        if have_uv and run([*uv, *arguments], environment):
            continue
        if have_uv:
            say("uv could not install this; trying with pip.")
        if not run([*pip, *arguments], environment):
            raise SetUpFault(
                "The packages could not be installed; the lines above say why. Where the network needs a "
                "mirror or a proxy, set PIP_INDEX_URL, HTTPS_PROXY or SSL_CERT_FILE and start again."
            )


def ask_qt(plugins: Sequence[str]) -> str:
    """What Qt complains about when it is loaded; empty where all is well."""
    answer = ask([PYTHON, "-c", PROBE, *plugins])
    return "the attempt ended in a crash" if answer is None else answer


def need_qt_libraries(screen: bool) -> None:
    """See that Qt finds the system's libraries; install them where we may, else say which line does."""
    kind = "screen" if screen else "offscreen"
    if os.name != "posix" or sys.platform == "darwin" or is_done(kind):
        return
    plugins = ["libqxcb.so", "libqwayland.so"] if screen else ["libqoffscreen.so"]
    packages = OFFSCREEN_PACKAGES + SCREEN_PACKAGES if screen else OFFSCREEN_PACKAGES
    complaint = ask_qt(plugins)
    if missing_libraries(complaint) and may_install_packages():
        apt_install(packages)
        complaint = ask_qt(plugins)
    missing = missing_libraries(complaint)
    if missing and shutil.which("apt-get"):
        line = apt_line(current_names(packages))
        raise SetUpFault(f"Qt lacks system libraries ({', '.join(missing)}). Install them and start again:\n  {line}")
    if missing:
        raise SetUpFault(f"Qt lacks system libraries: {', '.join(missing)}. Install them and start again.")
    if complaint:
        raise SetUpFault(f"Qt cannot be loaded on this machine: {complaint.splitlines()[0]}")
    mark_done(kind)


# --- the jobs --------------------------------------------------------------------------------------------


def demo(headless: bool) -> NoReturn:
    set_up("runtime")
    try:
        need_qt_libraries(screen=not headless)
    except SetUpFault as fault:
        if not headless:
            raise
        say(f"{fault}\nGoing on without: only the window needs them.")
    if headless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    where = ["--folder", "demo-output"] if headless else ["--window"]
    os.chdir(ROOT)
    replace_process([str(PYTHON), "-m", "qualcode", "demo", *where])


def test(arguments: Sequence[str]) -> int:
    """Run every check, also after one has failed; 0 if all have passed."""
    set_up("dev")
    need_qt_libraries(screen=False)
    os.chdir(ROOT)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    checks: dict[str, list[object]] = {
        "ruff": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "import-linter": [SCRIPTS / "lint-imports"],
        "mypy": [PYTHON, "-m", "mypy"],
        "pytest": [PYTHON, "-m", "pytest", "-n", "2", *arguments],
    }
    results = []
    for name, command in checks.items():
        say(f"--- {name}")
        began = time.monotonic()
        results.append((name, run(command, environment), time.monotonic() - began))
    say("---")
    for name, passed, seconds in results:
        say(f"{name:<14} {'passed' if passed else 'FAILED'} {seconds:6.1f} s")
    return 0 if all(passed for _, passed, _ in results) else 1


def lock() -> int:
    """Make both lock files anew: hashes of every platform's files, and no address."""
    set_up("dev")
    os.chdir(ROOT)
    common: list[object] = [PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--upgrade"]
    common += [
        "--universal",
        "--python-version",
        f"{OLDEST[0]}.{OLDEST[1]}",
        "--generate-hashes",
        "--no-header",
    ]
    common += ["--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--group", "build"]
    runtime, dev = "requirements/runtime.lock.txt", "requirements/dev.lock.txt"
    made = run([*common, "-o", runtime]) and run([*common, "--group", "dev", "-c", runtime, "-o", dev])
    return 0 if made else 1


def main(arguments: list[str]) -> int:
    try:
        if arguments[:1] == ["test"]:
            supported_python()
            return test(arguments[1:])
        if arguments == ["lock"]:
            supported_python()
            return lock()
        if arguments in ([], ["--headless"]):
            supported_python()
            demo(headless=bool(arguments) or not has_display(sys.platform, os.environ))
        say((__doc__ or "").strip())
        return 0 if arguments in (["-h"], ["--help"]) else 2
    except SetUpFault as fault:
        print(fault, file=sys.stderr)
        return 3
    except OSError as fault:  # no right to write here, a full disk
        print(f"Set-up stopped: {fault}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
