"""A small study for every test of the services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.services.project import Project
from tests.builders import small_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """An open small study."""
    with small_study(tmp_path) as project:
        yield project
