"""What every test gets: no screen, no network, its own settings, the fonts that are shipped."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A window on a screen of 200 % would have twice the pixels of the same test elsewhere.
os.environ.setdefault("QT_SCALE_FACTOR", "1")

# Two cores may be shared by many: an example that takes long says nothing about the code.
settings.register_profile("qualcode", deadline=None)
settings.load_profile("qualcode")

_LOCAL = frozenset({"127.0.0.1", "::1", "localhost", ""})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--long``."""
    parser.addoption("--long", action="store_true", help="run the tests that take more than some seconds too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out unless they are asked for."""
    if config.getoption("--long"):
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="takes long: add --long"))


def _check(host: object) -> None:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if name not in _LOCAL:
        raise AssertionError(f"The test wants to reach {name}: nothing may leave this computer.")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a socket reach nothing but this machine."""
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def allowed(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            _check(address[0])

    def guarded(self: socket.socket, address: Any) -> None:
        allowed(self, address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        allowed(self, address)
        return connect_ex(self, address)

    def guarded_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check(host)
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)


@pytest.fixture(autouse=True)
def config_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty folder for settings; the user's own are never touched."""
    folder = tmp_path / "settings of the user"
    monkeypatch.setenv("QUALCODE_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Return the application, with the fonts that are shipped: a picture is the same on every machine."""
    from qualcode.gui import fonts

    fonts.load_fonts()
    return qapp
