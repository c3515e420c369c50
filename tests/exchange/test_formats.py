"""What a file is, told from its content; what is said of what we do not read."""

from __future__ import annotations

import errno
import os
import socket
import struct
import zipfile
from pathlib import Path

import pytest

from qualcode.domain.errors import EnvironmentFault, Refusal
from qualcode.exchange import formats
from qualcode.exchange.formats import recognise, refusal, shown, unreadable, wide_encoding
from qualcode.exchange.readers import read_transcript
from tests.exchange.word_files import paragraph, write_word


def compound(*streams: str) -> bytes:
    """Return a compound file of the old Office with a directory of streams."""
    entries = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + b"\0" * 62
        for name in ("Root Entry", *streams)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


def package(path: Path, **entries: str) -> bytes:
    """Return the bytes of a zip package with the entries given."""
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in entries.items():
            opened.writestr(name, content)
    return path.read_bytes()


CONTENTS: list[tuple[bytes, str, str]] = [
    (b"%PDF-1.7\n...", "pdf", "is a PDF"),
    (b"\xef\xbb\xbf%PDF-1.4", "pdf", "is a PDF"),
    (b"{\\rtf1\\ansi I: So?}", "rtf", "rich text"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "image", "is a picture"),
    (b"\xff\xd8\xff\xe0" + b"\0" * 9, "image", "is a picture"),
    (b"\0\0\0\x20ftypM4A ", "recording", "transcribe it first"),
    (b"RIFF\x10\0\0\0WAVEfmt ", "recording", "transcribe it first"),
    (b"ID3\x03\0", "recording", "transcribe it first"),
    (b"\x1f\x8b\x08\0", "archive", "unpack it"),
    (b"SQLite format 3\0" + b"\0" * 80, "database", "open it as a project"),
    (b"\0\x05\x16\x07" + b"\0" * 30, "side-file", "side file of macOS"),
    (compound("EncryptionInfo", "EncryptedPackage"), "encrypted", "protected by a password"),
    (compound("WordDocument", "1Table"), "doc", "an old Word document"),
    (compound("Workbook"), "xls", "an old Excel workbook"),
    (compound("Anything"), "ole", "an old Office file, or protected by a password"),
    (b"<!DOCTYPE html><html><body>I: So?", "html", "is a web page"),
    (b"<?xml version='1.0'?><w:wordDocument/>", "xml", "is an XML file"),
    (bytes(range(256)) * 4, "binary", "neither text nor a Word document"),
]


@pytest.mark.parametrize(("content", "kind", "said"), CONTENTS)
@pytest.mark.parametrize("name", ["interview.docx", "interview.txt", "interview"])
def test_content_decides_and_not_the_name(tmp_path: Path, content: bytes, kind: str, said: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert recognise(path) == kind
    with pytest.raises(Refusal, match=rf"^{name} is ") as caught:
        read_transcript(path)
    assert said in str(caught.value)
    assert ": " in str(caught.value)


def test_packages_are_told_by_what_is_in_them(tmp_path: Path) -> None:
    made = tmp_path / "package"
    text, sheet = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"
    main = "application/vnd.openxmlformats-officedocument.{}.main+xml"
    for entries, kind in (
        ({"mimetype": text}, "odt"),
        ({"mimetype": sheet}, "opendocument"),
        ({"mimetype": "application/epub+zip"}, "ebook"),
        ({"word/document.xml": "x"}, "docx"),
        ({"xl/workbook.xml": "x"}, "xlsx"),
        ({"ppt/presentation.xml": "x"}, "ppt"),
        ({"[Content_Types].xml": main.format("wordprocessingml.document"), "odd.xml": "x"}, "docx"),
        ({"[Content_Types].xml": main.format("spreadsheetml.sheet"), "word/": ""}, "xlsx"),
        ({"[Content_Types].xml": "presentationml.x spreadsheetml.sheet", "ppt/x": ""}, "ppt"),
        ({"project.qde": "x"}, "exchange"),
        ({"interview.docx": "x"}, "archive"),
        ({}, "archive"),
    ):
        path = tmp_path / "a.docx"
        path.write_bytes(package(made, **entries))
        assert recognise(path) == kind, entries


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", b"I: So?", "txt"),
        ("a.TXT", b"", ""),
        ("a.md", b"# Title", "md"),
        ("a.markdown", b"x", "md"),
        ("a.csv", b"a,b", "csv"),
        ("a.docx", b"I: So?", "txt"),
        ("a", b"I: So?", "txt"),
        ("a.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nSo?", "subtitles"),
        ("a.txt", b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\nSo?", "subtitles"),
        ("a.txt", "Perché".encode("utf-16"), "txt"),
        ("a.txt", "Perché no".encode("utf-16-be"), "txt"),
        ("a.txt", "Почему".encode("cp866"), "txt"),
        ("a.txt", b"a\0b\x01c", "txt"),
        ("a.txt", b"ID3: I was there.\nGIF8: Me too.", "txt"),
        ("~$a.docx", b"\x05Marta" + b"\0" * 100, "lock-file"),
    ],
)
def test_kinds_of_text(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    if content:
        assert recognise(path) == kind
    else:
        with pytest.raises(Refusal, match=r"^a\.TXT is empty"):
            recognise(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    """A pipe would block for ever: the test ends only if nobody opens it."""
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    door = tmp_path / "door.txt"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(door))
        for path in (pipe, door, Path(os.devnull)):
            with pytest.raises(Refusal, match="is a pipe or a device, not a file"):
                read_transcript(path)
    with pytest.raises(Refusal, match="is a folder: choose the files in it"):
        read_transcript(tmp_path)
    with pytest.raises(Refusal, match=r"There is no file missing\.txt"):
        read_transcript(tmp_path / "missing.txt")
    with pytest.raises(Refusal, match="is not the name of a file"):
        read_transcript(tmp_path / "a\0b.txt")


def test_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("I: So?")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert read_transcript(tmp_path / "link.txt").text == "I: So?"


def test_failures_of_the_disk_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    assert isinstance(unreadable(path, FileNotFoundError()), Refusal)
    denied = unreadable(path, PermissionError(errno.EACCES, "Permission denied"))
    assert isinstance(denied, Refusal)
    assert "change its permissions" in str(denied)
    broken = unreadable(path, OSError(errno.EIO, "Input/output error"))
    assert isinstance(broken, EnvironmentFault)
    assert str(broken).startswith("a.docx cannot be read: Input/output error.")


def test_file_that_vanishes_or_fails_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("I: So?")

    def fail(self: Path, mode: str = "r") -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(EnvironmentFault, match=r"a\.txt cannot be read: Input/output error"):
        read_transcript(path)


@pytest.mark.parametrize(
    ("name", "said"),
    [("a\u202etxt.docx", "a\\u202etxt.docx"), ("a\nb.txt", "a\\u000ab.txt"), ("x" * 300, "x" * 120 + "…")],
)
def test_names_in_messages_are_one_visible_line(name: str, said: str) -> None:
    assert shown(Path("/folder") / name) == said


def test_table_wanted_and_transcript_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    assert "is a Word document: choose a table" in str(refusal(path, formats.DOCX, table=True))
    assert "is a PDF: choose a table" in str(refusal(path, "pdf", table=True))
    assert "save it as .xlsx or .csv" in str(refusal(path, "xls", table=True))
    assert "import it as participants or codes" in str(refusal(path, formats.XLSX))


def test_name_that_says_something_else_is_noted(tmp_path: Path) -> None:
    text = tmp_path / "a.docx"
    text.write_text("I: So?")
    assert read_transcript(text).notes == ("The name ends in “.docx”, but the file is plain text.",)
    word = write_word(tmp_path / "a.txt", paragraph("I: So?"))
    assert read_transcript(word).notes == ("The name ends in “.txt”, but the file is a Word document.",)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark(encoding: str) -> None:
    assert wide_encoding("I: And you waited, perché?\n".encode(encoding)) == encoding


def test_nothing_wide_in_text_with_a_few_nuls() -> None:
    assert wide_encoding(b"I: so\0me words and no \0 pattern") is None
    assert wide_encoding(b"") is None
