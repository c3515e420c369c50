"""The documentation tells the truth: what it shows runs, what it lists is there, and its links lead somewhere."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Table

import run
from qualcode import __version__
from qualcode.cli.main import build_parser, main
from qualcode.exchange.readers.tables import codes_from, participants_from, read_table, speaker_map_from
from qualcode.services.codebook import COLUMNS, shipped
from qualcode.store import engine, schema

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "samples" / "README.md", ROOT / "resources" / "SOURCES.md"]
)

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def name_of(page: Path) -> str:
    """Name a page in the list of tests."""
    return page.relative_to(ROOT).as_posix()


@cache
def words_of(page: Path) -> str:
    """Return the whole text of a page."""
    return page.read_text(encoding="utf-8")


# Links -------------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Return the names under which the headings of a page can be linked to."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", words_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    lost = []
    for link in _LINK.findall(_FENCE.sub("", words_of(page))):
        if re.match(r"\w+://", link):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        if not target.exists():
            lost.append(f"{link}: there is no such file")
        elif anchor and anchor not in anchors(target):
            lost.append(f"{link}: there is no such heading")
    assert not lost


@pytest.mark.parametrize("page", [ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"], ids=name_of)
def test_files_that_are_named_are_there(page: Path) -> None:
    lost = []
    for name in re.findall(r"`([\w./*-]+/[\w./*-]*)`", words_of(page)):
        if name.startswith((".venv", "run.py")) or "…" in name:
            continue
        if not any(any(root.glob(name.rstrip("/"))) for root in (ROOT, ROOT / "src" / "qualcode")):
            lost.append(name)
    assert not lost


def test_every_decision_is_listed() -> None:
    listed = re.findall(r"\(docs/decisions/([\w-]+\.md)\)", words_of(ROOT / "ARCHITECTURE.md"))
    assert listed == sorted(path.name for path in (DOCS / "decisions").glob("*.md"))


# What is shown runs ------------------------------------------------------------------------------------------------


def blocks(page: Path, mark: str, language: str) -> list[str]:
    """Return the fenced blocks of a language that stand under a mark."""
    return re.findall(rf"^<!-- {mark} -->\n```{language}\n(.*?)^```$", words_of(page), re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the reader works: in a folder with the samples."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_commands(page: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Run the commands of a page in their order. Returns what each of them prints."""
    printed = {}
    for line in "".join(blocks(page, "runs", "sh")).splitlines():
        program, *arguments = shlex.split(line)
        assert program == "qualcode", line
        code = main(arguments)
        out, err = capsys.readouterr()
        assert code == 0, f"{line}\n{err}"
        printed[line] = out.replace("\u00a0", " ")
    return printed


def test_the_commands_of_the_readme_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = ROOT / "README.md"
    printed = run_commands(page, capsys)
    assert len(printed) > 5
    shown = re.findall(r"^<!-- prints: (.+) -->\n```\n(.*?)^```$", words_of(page), re.MULTILINE | re.DOTALL)
    assert shown
    for command, words in shown:
        assert printed[command] == words
    assert {"filo.qualcode", "matrix.xlsx", "report.docx"} <= {path.name for path in folder.iterdir()}


def test_the_commands_of_the_tutorial_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = run_commands(DOCS / "tutorial.md", capsys)
    assert len(printed) > 25
    info = next(words for line, words in printed.items() if line.startswith("qualcode project info filo"))
    told = re.search(r"holds the work of weeks: (\w+) documents, (\d+) codings, (\d+) memos", _told("tutorial.md"))
    assert told is not None
    assert told[1] == "ten"
    assert re.findall(r"^(?:documents|codings|memos) +(\d+)$", info, re.MULTILINE) == ["10", told[2], told[3]]


def _told(page: str) -> str:
    return " ".join(words_of(DOCS / page).split())


def test_the_python_of_the_readme_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (script,) = blocks(ROOT / "README.md", "runs", "python")
    exec(compile(script, "README.md", "exec"), {"__name__": "readme"})
    assert "Lack of clear expectations" in capsys.readouterr().out
    assert (folder / "report-from-python.docx").stat().st_size > 10_000


def test_the_readme_names_the_two_commands_and_the_pythons() -> None:
    words = words_of(ROOT / "README.md")
    commands = re.findall(r"^```\n(python3 .+)\n```$", words, re.MULTILINE)
    assert commands == ["python3 run.py", "python3 run.py test"]
    pythons = "Python " + " to ".join(".".join(map(str, version)) for version in (run.OLDEST, run.NEWEST))
    assert pythons in words
    assert pythons in words_of(ROOT / "CONTRIBUTING.md")


def test_the_changelog_knows_this_version() -> None:
    assert f"\n## {__version__}\n" in words_of(ROOT / "CHANGELOG.md")


# The page of the commands ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Command:
    """A command as the program knows it: its options, the values they offer, the names of what it is given."""

    options: frozenset[str]
    values: frozenset[str]
    given: tuple[str, ...]


def commands(parser: argparse.ArgumentParser, path: str = "qualcode") -> Iterator[tuple[str, Command]]:
    """Yield every command of the program with its options."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if below:
        for name, sub in below[0].choices.items():
            yield from commands(sub, f"{path} {name}")
        return
    told = [action for action in parser._actions if action.dest != "help"]
    values = {str(value) for action in told if isinstance(action.choices, list) for value in action.choices}
    yield (
        path,
        Command(
            frozenset(option for action in told for option in action.option_strings),
            frozenset(values),
            tuple(str(action.metavar) for action in told if not action.option_strings),
        ),
    )


@cache
def known_commands() -> dict[str, Command]:
    """Return every command of the program."""
    return dict(commands(build_parser()))


@cache
def sections() -> dict[str, str]:
    """Return the section of each command on the page."""
    parts = re.split(r"^### `(qualcode [^`]+)`$", words_of(DOCS / "command-line.md"), flags=re.MULTILINE)
    return {
        name: re.split(r"^## ", words, maxsplit=1, flags=re.MULTILINE)[0]
        for name, words in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_the_page_lists_the_commands_of_the_program() -> None:
    assert list(sections()) == list(dict.fromkeys(sections()))
    assert set(sections()) == set(known_commands())


@pytest.mark.parametrize("name", sorted(known_commands()))
def test_the_page_tells_every_option_of_a_command(name: str) -> None:
    command, words = known_commands()[name], sections()[name]
    synopsis = re.search(r"^```\n(qualcode .*?)^```$", words, re.MULTILINE | re.DOTALL)
    prose = _FENCE.sub("", words)
    if command.options or command.given:
        assert synopsis is not None
        assert set(_FLAG.findall(synopsis[1])) == command.options
        assert synopsis[1].startswith(" ".join((name, *command.given)))
    # --json and --coder are explained once, at the top of the page; where --coder filters, the section says so
    explained = set(_FLAG.findall(prose))
    assert command.options - {"--json", "--coder"} <= explained <= command.options
    described = prose + _described_elsewhere(prose)
    assert all(f"`{value}`" in described for value in command.values)


def _described_elsewhere(words: str) -> str:
    """Return the sections that a section refers to for its options."""
    linked = re.findall(r"as for \[`[^`]+`\]\(#([\w-]+)\)", words)
    return "".join(_FENCE.sub("", text) for name, text in sections().items() if name.replace(" ", "-") in linked)


def test_the_page_tells_the_exit_codes() -> None:
    from qualcode.cli import main as module

    told = re.findall(r"^\| (\d+) \|", words_of(DOCS / "command-line.md"), re.MULTILINE)
    assert told == [str(code) for code in (0, module.REFUSED, module.ENVIRONMENT, module.BUG, module.STOPPED)]


# The page of the file ----------------------------------------------------------------------------------------------


def rows_of(words: str) -> list[list[str]]:
    """Return the cells of the first table in ``words``, without its heading."""
    lines = [line for line in words.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def columns_of(table: Table) -> list[list[str]]:
    """Return what the page must tell of each column: name, type, whether it is needed, and what it refers to."""
    return [
        [
            f"`{column.name}`",
            str(column.type),
            "" if column.nullable else "yes",
            " ".join(f"`{key.column.table.name}`" for key in column.foreign_keys),
        ]
        for column in table.columns
    ]


def test_the_page_lists_the_tables_of_the_file() -> None:
    listed = re.findall(r"^### `(\w+)`$", words_of(DOCS / "file-format.md"), re.MULTILINE)
    assert listed == list(schema.metadata.tables)


@pytest.mark.parametrize("table", schema.metadata.tables.values(), ids=lambda table: str(table.name))
def test_the_page_lists_the_columns_of_a_table(table: Table) -> None:
    part = words_of(DOCS / "file-format.md").partition(f"### `{table.name}`\n")[2].partition("\n### ")[0]
    assert [row[:4] for row in rows_of(part)] == columns_of(table)


def test_the_page_tells_how_the_file_is_set_up() -> None:
    words = words_of(DOCS / "file-format.md")
    assert f"| `application_id` | 0x{schema.APPLICATION_ID:X} (" in words
    assert f"| `user_version` | {schema.SCHEMA_VERSION} |" in words
    assert f"| `alembic_version.version_num` | {schema.HEAD} |" in words
    assert f"schema version {schema.SCHEMA_VERSION}." in words
    pragmas, search = re.findall(r"^```sql\n(.*?)^```$", words, re.MULTILINE | re.DOTALL)
    assert pragmas.split("\n")[1:-1] == [f"pragma {pragma};" for pragma in engine.PRAGMAS]
    assert search == "".join(f"{statement};\n" for statement in schema.SEARCH)


def test_the_page_names_the_states_of_a_step() -> None:
    words = words_of(DOCS / "file-format.md").partition("## The journal")[2].partition("\n## ")[0]
    assert [row[0] for row in rows_of(words)] == ["`done`", "`undone`", "`abandoned`"]


# The page of the files that go in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "reader", "count"),
    [("participants", participants_from, 4), ("codebook", codes_from, 4), ("speakers", speaker_map_from, 3)],
)
def test_the_tables_of_the_page_are_read(
    tmp_path: Path, mark: str, reader: Callable[..., list[object]], count: int
) -> None:
    page = DOCS / "participants-and-codebook-files.md"
    (block,) = blocks(page, mark, "csv")
    path = tmp_path / f"{mark}.csv"
    path.write_text(block, encoding="utf-8")
    rows = read_table(path)
    assert len(reader(rows, path.name)) == count
    part = words_of(page).partition(f"<!-- {mark} -->")[2].partition("\n## ")[0]
    told = set(re.findall(r"`(\w+)`", " ".join(row[0] for row in rows_of(_FENCE.sub("", part)))))
    assert {name for name in rows[0] if name != "years caring"} <= told


def test_the_page_tells_every_column_of_a_codebook_and_every_codebook() -> None:
    page = DOCS / "participants-and-codebook-files.md"
    (block,) = blocks(page, "codebook", "csv")
    assert set(block.splitlines()[0].split(",")) == set(COLUMNS)
    assert re.findall(r"^\| `([\w-]+-[\w-]+)` \|", words_of(page), re.MULTILINE) == [book.key for book in shipped()]
