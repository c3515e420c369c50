"""The tests themselves: nothing leaves this computer, and nobody's settings are touched."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from qualcode.environment.paths import config_folder as settings_of_the_user


def test_no_socket_reaches_another_machine() -> None:
    with socket.socket() as line, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))
    with socket.socket() as line, pytest.raises(AssertionError, match=r"example\.org"):
        line.connect_ex(("example.org", 80))
    with pytest.raises(AssertionError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_is_reached() -> None:
    with socket.socket() as server, socket.socket() as line:
        server.bind(("127.0.0.1", 0))
        server.listen()
        line.connect(server.getsockname())
        assert line.getpeername() == server.getsockname()


def test_settings_are_those_of_the_test(tmp_path: Path, config_folder: Path) -> None:
    assert settings_of_the_user() == config_folder
    assert config_folder.is_relative_to(tmp_path)
    assert not config_folder.exists()
