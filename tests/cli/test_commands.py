"""The commands, one after the other, on real files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run


def test_a_study_from_nothing_to_a_report(tmp_path: Path, run: Run, say: Run) -> None:
    study = tmp_path / "mine.qualcode"
    register, transcript = tmp_path / "participants.csv", tmp_path / "talk.txt"
    register.write_text(
        "speaker,group,label,number,sex,role,town\nAnna,Carers,Carer,1,female,,Ponte\nI,,,,,,\n", "utf-8"
    )
    transcript.write_text("I: How was it?\n\nAnna: Nobody told us. Nobody.\n\nI: Really?\n\nAnna: Really.\n", "utf-8")
    assert run("project", "new", study, "--title", "Mine")["study"] == str(study)
    assert run("participants", "import", study, register) == {"added": 2, "changed": 0, "warnings": []}
    (result,) = run("documents", "import", study, transcript, "--kind", "interview", "--wave", "First")
    assert (result["name"], result["turns"], result["problem"]) == ("talk", 4, None)
    (coded,) = run(
        *(
            "coding",
            "add",
            study,
            "--document",
            "talk",
            "--quote",
            "Nobody told us",
            "--code",
            "Absence of information",
        ),
        *("--phase", "before", "--outcome", "present", "--valence", "co-destruction", "--locus", "system"),
        *("--coder", "Marta", "--memo", "the first hint"),
    )
    assert (coded["speakers"], coded["phase"], coded["coder"], coded["memos"]) == (
        "Carer, female, 1",
        "before",
        "Marta",
        1,
    )
    matrix = run("matrix", study, "--columns", "group,phase")
    line = next(row for row in matrix["table"] if row[0] == "Absence of information")
    assert dict(zip(matrix["header"], line, strict=True))["Carers · Before"] == 1
    assert [row[0] for row in matrix["table"][-2:]] == ["Total", "N"]
    say("report", study, "--output", tmp_path / "report.docx")
    assert (tmp_path / "report.docx").stat().st_size > 10_000
    assert [step["label"] for step in run("history", "list", study)][:1] == ["Code with “Absence of information”"]


def test_coding_by_place_and_several_codes(study: Path, run: Run) -> None:
    rows = run(
        "coding",
        "add",
        study,
        "--document",
        "workshop",
        "--start",
        53,
        "--end",
        60,
        "--code",
        "Mistakes",
        "Wrong numbers",
    )
    assert [row["code"] for row in rows] == ["Mistakes", "Wrong numbers"]
    assert len({(row["start"], row["end"]) for row in rows}) == 1
    listed = run("coding", "list", study, "--code", "Mistakes")
    assert len(listed) == 2  # the code below it, too
    assert len(run("coding", "list", study, "--code", "Wrong numbers")) == 1
    assert run("coding", "remove", study, rows[0]["id"]) == {"removed": 1}


def test_lists_can_be_narrowed_down(study: Path, run: Run) -> None:
    add = ("coding", "add", study, "--code", "Mistakes")
    run(*add, "--document", "workshop", "--quote", "I waited", "--phase", "before", "--coder", "Marta")
    run(*add, "--document", "workshop", "--quote", "We rang twice", "--phase", "after", "--coder", "Davide")
    run(*add, "--document", "interview", "--quote", "I never saw them", "--coder", "Davide")

    def quotes(*filters: str) -> list[str]:
        return [row["quote"] for row in run("coding", "list", study, *filters)]

    assert quotes("--group", "Family carers") == ["I waited"]
    assert quotes("--group", "Representatives") == ["We rang twice", "I never saw them"]
    assert quotes("--wave", "final interviews") == ["I never saw them"]
    assert quotes("--phase", "after") == ["We rang twice"]
    assert quotes("--phase", "after,during") == ["We rang twice", "I never saw them"]
    assert quotes("--coder", "Marta") == ["I waited"]
    assert quotes("--document", "interview", "--coder", "Marta") == []


def test_matrices_go_to_every_kind_of_file(study: Path, tmp_path: Path, run: Run, say: Run) -> None:
    run("coding", "add", study, "--document", "workshop", "--quote", "rang. C2: I was told", "--code", "Mistakes")
    for ending in ("csv", "xlsx", "docx", "json"):
        say("matrix", study, "--columns", "group", "phase", "--output", tmp_path / f"m.{ending}")
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header[0] == "Code"
    assert header[-1] == "Total"
    assert "Family carers · Before" in header
    assert [row[0] for row in rows] == [
        *("Deductive", "Absence of information", "Mistakes", "Wrong numbers", "Total", "N"),
    ]
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").worksheets[0]
    assert sheet.cell(sheet.max_row, 1).value == "N"
    assert json.loads((tmp_path / "m.json").read_text("utf-8"))["header"] == header


def test_the_codebook_is_listed_changed_and_exported(study: Path, tmp_path: Path, run: Run, say: Run) -> None:
    assert run("codebook", "add", study, "Trust", "--parent", "Mistakes", "--definition", "d")["path"].endswith("Trust")
    assert run("codebook", "change", study, "Trust", "--rename", "Distrust")["name"] == "Distrust"
    assert run("codebook", "move", study, "Distrust")["path"] == "Distrust"
    assert run("codebook", "merge", study, "Distrust", "Mistakes") == {"moved": 0, "into": "Mistakes"}
    assert run("codebook", "export", study, tmp_path / "book.xlsx")["codes"] == 4
    assert run("codebook", "import", study, tmp_path / "book.xlsx") == {"added": 0, "present": 4}
    assert run("codebook", "import", study, "co-production")["added"] > 5
    assert "Wrong numbers" in say("codebook", "list", study)


def test_memos_are_written_listed_and_linked(study: Path, run: Run) -> None:
    memo = run("memos", "add", study, "--text", "why?", "--type", "reflexive", "--code", "Mistakes")["id"]
    run("memos", "link", study, memo, "--document", "workshop")
    (row,) = run("memos", "list", study, "--type", "reflexive")
    assert row["beside"] == ["code Mistakes", "document workshop"]
    run("memos", "change", study, memo, "--title", "A question")
    assert run("memos", "delete", study, memo) == {"deleted": memo}


def test_words_are_found(study: Path, run: Run, say: Run) -> None:
    hits = run("search", study, "perche")
    assert [(hit["document"], hit["match"]) for hit in hits] == [("workshop", "Perché")]
    assert len(run("search", study, "nobody t*")) == 1
    assert [hit["match"] for hit in run("search", study, r"r[ai]ng", "--regex")] == ["rang", "rang"]
    assert "0 places" in say("search", study, "never-said")


def test_undo_and_redo_across_commands(study: Path, run: Run) -> None:
    run("coding", "add", study, "--document", "workshop", "--quote", "I waited", "--code", "Mistakes")
    assert run("history", "undo", study) == {"undone": "Code with “Mistakes”"}
    assert run("coding", "list", study) == []
    assert run("history", "redo", study) == {"redone": "Code with “Mistakes”"}
    assert len(run("coding", "list", study)) == 1


def test_documents_are_shown_described_and_their_speakers_named(study: Path, run: Run, say: Run) -> None:
    assert "Nobody told us" in say("documents", "show", study, "workshop")
    shown = run("documents", "show", study, "workshop")
    assert [turn["participant"] for turn in shown["turns"]][1:] == [
        *("Carer, female, 1", "Carer, male, 2", "Provider representative, female, 1"),
    ]
    run("documents", "speaker", study, "workshop", "C2", "--participant", "PR2")
    run("documents", "speaker", study, "workshop", "C1", "--merge-into", "C2")
    assert len(run("documents", "speaker", study, "workshop", "Mod", "--moderator")) == 3
    assert run("documents", "describe", study, "workshop", "--minutes", "70")["attributes"]["minutes"] == 70
    run("documents", "rename", study, "workshop", "first workshop")
    assert run("documents", "delete", study, "first workshop")["codings"] == 0


def test_every_command_without_a_screen_leaves_qt_alone(study: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys\nfrom qualcode.cli.main import main\n"
        f"assert main(['project', 'info', {str(study)!r}]) == 0\n"
        "heavy = {'PySide6', 'pandas', 'docx', 'matplotlib', 'openpyxl', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["project", "info", "nowhere.qualcode"], 3, ["There is no study at nowhere.qualcode"]),
        (["documents", "show", "STUDY", "nothing"], 2, ["There is no document “nothing”", "workshop"]),
        (["documents", "import", "STUDY", "nowhere.txt"], 2, ["nowhere.txt"]),
        (["coding", "add", "STUDY", "--document", "workshop", "--quote", "rang", "--code", "Mistakes"], 2, ["2 times"]),
        (
            ["coding", "add", "STUDY", "--document", "workshop", "--quote", "zzz", "--code", "Mistakes"],
            2,
            ["is not in"],
        ),
        (
            ["coding", "add", "STUDY", "--document", "workshop", "--quote", "I waited", "--code", "No"],
            2,
            ["no code “No”"],
        ),
        (["coding", "add", "STUDY", "--document", "workshop", "--code", "Mistakes"], 2, ["--quote TEXT, or --start"]),
        (
            [
                "coding",
                "add",
                "STUDY",
                "--document",
                "workshop",
                "--start",
                "3",
                "--end",
                "99999",
                "--code",
                "Mistakes",
            ],
            2,
            ["out of range"],
        ),
        (
            ["coding", "add", "STUDY", "--document", "workshop", "--start", "9", "--end", "9", "--code", "Mistakes"],
            2,
            ["empty or reversed"],
        ),
        (["coding", "remove", "STUDY", "77"], 2, ["no coding 77"]),
        (["matrix", "STUDY", "--columns", "colour"], 2, ["no dimension “colour”", "group"]),
        (["matrix", "STUDY", "--columns", "group", "--measure", "hearts"], 2, ["no measure “hearts”"]),
        (["matrix", "STUDY", "--columns", "group", "--output", "m.pdf"], 2, ["m.pdf", ".csv"]),
        (["matrix", "STUDY", "--columns", "group", "--output", "nowhere/m.csv"], 3, ["nowhere"]),
        (["matrix", "STUDY", "--columns", "group", "--wave", "Never"], 2, ["no wave “Never”"]),
        (["report", "STUDY", "--output", "r.pdf"], 2, [".docx"]),
        (["search", "STUDY", "(", "--regex"], 2, ["no regular expression"]),
        (["search", "STUDY", "nobody", "--limit", "0"], 2, ["limit of 0"]),
        (["search", "STUDY", "nobody", "--limit", "-1"], 2, ["limit of -1"]),
        (["memos", "change", "STUDY", "1"], 2, ["nothing to change"]),
        (["codebook", "merge", "STUDY", "Mistakes", "Mistakes"], 2, ["into itself"]),
        (["history", "list", "STUDY", "--limit", "-1"], 2, ["limit of -1"]),
        (["history", "redo", "STUDY"], 2, ["nothing to redo"]),
        (["participants", "remove", "STUDY", "Zoe"], 2, ["“Zoe” is not in the register"]),
        (["codebook", "change", "STUDY", "Absence of information", "--rename", "X"], 2, ["needs a reason"]),
        (["screenshots", "STUDY", "shots", "--size", "large"], 2, ["no size"]),
        (["nonsense"], 2, ["invalid choice"]),
    ],
)
def test_bad_input_gets_a_sentence_and_changes_nothing(
    study: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refuse: Run,
    arguments: list[str],
    code: int,
    words: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    before = study.read_bytes()
    files = sorted(tmp_path.iterdir())
    given = [str(study) if argument == "STUDY" else argument for argument in arguments]
    exit_code, message = refuse(*given)
    assert exit_code == code
    for word in words:
        assert word in message
    if arguments != ["nonsense"]:
        assert message.startswith("qualcode: ")
        assert len(message.splitlines()) == 1
    assert study.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


def test_a_bug_names_its_place_but_no_interview_text(study: Path, monkeypatch: pytest.MonkeyPatch, refuse: Run) -> None:
    from qualcode.services.project import Project

    def broken(self: Project) -> None:
        raise KeyError("Nobody told us a thing")

    monkeypatch.setattr(Project, "info", broken)
    code, message = refuse("project", "info", study)
    assert code == 70
    assert "KeyError in" in message
    assert "Nobody" not in message


def test_control_c_stops(study: Path, monkeypatch: pytest.MonkeyPatch, refuse: Run) -> None:
    from qualcode.services.project import Project

    def stopped(self: Project) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "info", stopped)
    assert refuse("project", "info", study) == (130, "qualcode: Stopped.")
