"""Checking a study: what SQLite itself does not see is found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qualcode.services.project import open_project
from tests.builders import code, small_study


def test_a_whole_study_is_well(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        code(project, "workshop", "I waited", "Mistakes")
        project.history.undo()
        project.history.redo()
        assert project.check() == []


def test_a_changed_word_is_found(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    connection = sqlite3.connect(path)
    connection.execute("drop trigger paragraph_search_u")
    connection.execute("update paragraph set text = replace(text, 'too long', 'too good') where text like '%too long%'")
    connection.commit()
    connection.close()
    with open_project(path) as project:
        problems = project.check()
    assert any("text of “interview” is not what was imported" in problem for problem in problems)
    assert any("search index" in problem for problem in problems)
