"""What the commands of documents refuse, and how a speaker map is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.services.project import open_project
from tests.cli.conftest import Run

TALK = "C1: A good word.\n\nPR1: And another one.\n\nC1: Yes.\n"


def test_describing_with_nothing_to_say_is_refused(study: Path, refuse: Run) -> None:
    code, sentence = refuse("documents", "describe", study, "workshop")
    assert code == 2
    assert "Say what is to be noted" in sentence


@pytest.mark.parametrize(
    "flags", [("--minutes", "inf"), ("--minutes", "nan"), ("--invited=-1",), ("--attended", "9" * 30)]
)
def test_numbers_that_are_none_are_refused(study: Path, tmp_path: Path, refuse: Run, flags: tuple[str, ...]) -> None:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    code, sentence = refuse("documents", "import", study, tmp_path / "talk.txt", *flags)
    assert code == 2
    assert "0 or more" in sentence


def test_a_map_with_an_unknown_label_is_refused(study: Path, tmp_path: Path, refuse: Run) -> None:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "map.csv").write_text("label,participant\nC9,C1\n", "utf-8")
    code, sentence = refuse("documents", "import", study, tmp_path / "talk.txt", "--map", tmp_path / "map.csv")
    assert code == 2
    assert "“C9”, which no file has. The labels that there are: C1, PR1." in sentence


@pytest.mark.parametrize(
    ("table", "people"),
    [
        ("label,moderator\nPR1,yes\nC1,no\n", ["C1", "PR1"]),
        ("label,participant,moderator\nPR1,PR1,yes\nC1,,no\n", [None, "PR1"]),
    ],
)
def test_only_a_map_with_participants_says_that_a_label_is_nobody(
    study: Path, tmp_path: Path, run: Run, table: str, people: list[str | None]
) -> None:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "map.csv").write_text(table, "utf-8")
    run("documents", "import", study, tmp_path / "talk.txt", "--map", tmp_path / "map.csv")
    with open_project(study, "Marta") as project:
        names = {person.id: person.speaker for person in project.participants.all()}
        voices = project.documents.speakers(project.documents.find("talk").id)
        assert [names.get(voice.participant_id or 0) for voice in voices] == people
        assert [voice.moderator for voice in voices] == [False, True]
