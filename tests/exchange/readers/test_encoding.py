"""Text files in the encodings that transcripts come in; what is assumed is said."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import Refusal
from qualcode.domain.text import canonicalise
from qualcode.exchange.readers import plain_text, read_transcript, transcript
from qualcode.exchange.readers.encoding import decode

WORDS = "I: Perché?\nC1: “Già” – 20 € 🙂\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_marks_are_honoured_and_removed(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + WORDS.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.notes) == (WORDS, encoding, ())


def test_utf8_needs_no_word() -> None:
    assert decode(WORDS.encode()) == decode(WORDS.encode(), "utf-8")
    assert decode(WORDS.encode()).notes == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-be"])
def test_wide_text_without_mark_is_read_and_said(encoding: str) -> None:
    decoded = decode(WORDS.encode(encoding))
    assert (decoded.text, decoded.encoding) == (WORDS, encoding)
    assert "because of its NUL bytes" in decoded.notes[0]


@pytest.mark.parametrize("words", ["Perché", "“So” – she said", "20 €", "è", "caffè\nperò\npiù"])
def test_western_text_is_never_another_alphabet(words: str) -> None:
    decoded = decode(words.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (words, "cp1252")
    assert decoded.notes[0].startswith("The file is not UTF-8 and does not say its encoding: read as Windows-1252")


def test_other_alphabets_are_read_as_western_with_a_warning() -> None:
    russian = "Где она была вчера и кто её видел?"
    decoded = decode(russian.encode("cp866"))
    assert decoded.encoding == "cp1252"
    assert "The letters look wrong" in decoded.notes[0]
    assert decode(russian.encode("cp866"), "cp866").text == russian


def test_utf8_with_foreign_bytes_names_the_first_line() -> None:
    decoded = decode("Già\nPerché\n".encode() + b"Caff\xe8\n" + "però\n".encode() + b"x\xff\n")
    assert decoded.text == "Già\nPerché\nCaff\ufffd\nperò\nx\ufffd\n"
    assert decoded.notes[0].startswith(
        "2 places do not fit the encoding UTF-8 and became “\ufffd”, the first in line 3."
    )


def test_genuine_replacement_characters_are_not_counted_as_new() -> None:
    decoded = decode("a\ufffdb è è è".encode() + b"\xff")
    assert decoded.notes[0].startswith("1 place does not fit")


def test_bytes_that_windows_does_not_know_are_counted() -> None:
    decoded = decode(b"a\xe8b\n\x81\x8d\n")
    assert decoded.text == "aèb\n\ufffd\ufffd\n"
    assert "2 places do not fit the encoding Windows-1252 (Western European)" in decoded.notes[1]
    assert "line 2" in decoded.notes[1]


@pytest.mark.parametrize(
    ("data", "chosen", "text"),
    [
        ("Größe".encode("cp1252"), "latin-1", "Größe"),
        ("żółć".encode("cp1250"), "CP1250", "żółć"),
        (codecs.BOM_UTF8 + b"x", "utf-8", "x"),
        (b"x", "utf-8-sig", "x"),
        ("Già".encode("utf-16"), "utf-16", "Già"),
        ("Già".encode("utf-16-be"), "utf-16", "Già"),
        ("Già".encode("utf-16-le"), "utf-16-le", "Già"),
        ("日本".encode("shift_jis"), " shift_jis ", "日本"),
    ],
)
def test_choice_of_the_user_is_followed(data: bytes, chosen: str, text: str) -> None:
    decoded = decode(data, chosen)
    assert decoded.text == text
    assert decoded.notes == ()


def test_choice_that_does_not_fit_is_followed_and_counted() -> None:
    decoded = decode(b"ok\nPerch\xe9", "utf-8")
    assert decoded.text == "ok\nPerch\ufffd"
    assert "line 2" in decoded.notes[0]


@pytest.mark.parametrize("chosen", ["utf-9", "", "hex", "rot13", "zlib", "idna", "undefined", "a\0b", "è"])
def test_unknown_encodings_are_refused(chosen: str) -> None:
    with pytest.raises(Refusal, match="is no encoding of text that is known here"):
        decode(b"Perch\xe9 \\x", chosen)


# the mark of UTF-16 and a NUL are together the mark of UTF-32: such a text cannot be told apart
@given(st.text().filter(lambda text: not text.startswith("\0")))
def test_unicode_comes_back_whole(text: str) -> None:
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).text == text
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@given(st.binary())
def test_any_bytes_are_decoded_without_silence(data: bytes) -> None:
    decoded = decode(data)
    try:
        strict = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        assert decoded.notes or decoded.encoding.startswith("utf-")
    else:
        assert decoded.notes or decoded.text == strict or decoded.encoding.startswith("utf-")


# Whole files


def test_plain_text_keeps_all_that_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffa\r\nb\rc\u2028d\x0ce\xa0f\xad\ufeffg".encode())
    reading = read_transcript(path)
    assert reading.text == "a\nb\nc\nd\n\ne\xa0f\xad\ufeffg"
    assert (reading.format, reading.encoding, reading.notes) == ("txt", "utf-8", ())


def test_controls_and_noncharacters_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("words\0 and\x01 more \ufdd0 words".encode())
    reading = read_transcript(path)
    assert reading.text == "words and more \ufffd words"
    assert reading.notes == (
        "2 control characters were removed, which no text should hold.",
        "1 invalid character was replaced by “\ufffd”.",
    )


def test_letters_lost_before_are_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\nthe of\ufffdce, the \ufffdrst", encoding="utf-8")
    assert read_transcript(path).notes == (
        "The file itself holds “\ufffd” in 2 places (first in line 2): letters were lost before.",
    )


def test_markdown_keeps_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Title\n\n**I:** So?\n")
    reading = read_transcript(path)
    assert (reading.text, reading.format) == ("# Title\n\n**I:** So?\n", "md")


def test_subtitles_are_read_as_text_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nSo?\n")
    reading = read_transcript(path)
    assert reading.format == "txt"
    assert reading.notes == ("The file holds subtitles: their numbers and times were kept as part of the text.",)


@pytest.mark.parametrize(
    "content", [b" \n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b" \0", "\u200b\ufeff".encode()]
)
def test_file_without_words_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=r"^a\.txt holds no text: check"):
        read_transcript(path)


def test_rare_encoding_is_read_when_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Почему".encode("utf-16-le"))
    with pytest.raises(Refusal, match="name the encoding"):
        read_transcript(path)
    assert read_transcript(path, encoding="utf-16-le").text == "Почему"


def test_too_long_files_are_refused_with_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 101)
    monkeypatch.setattr(transcript, "MAX_CHARACTERS", 100)
    with pytest.raises(Refusal, match=r"^a\.txt has 101 characters, more than the limit of 100: split the file"):
        read_transcript(path)
    monkeypatch.setattr(plain_text, "MAX_BYTES", 100)
    with pytest.raises(Refusal, match=r"^a\.txt has .* MB, more than a document"):
        read_transcript(path)


def test_size_is_known_before_anything_is_read(tmp_path: Path) -> None:
    """A hole in the file gives it a size without giving it bytes."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(b"words " * 20_000)
        file.truncate(plain_text.MAX_BYTES + 1)
    with pytest.raises(Refusal, match=r"^a\.txt has 200 MB"):
        read_transcript(path)


@given(st.text(alphabet=st.sampled_from("ab \t\n\r\x0c\x00\x85\u2028\ufeff\ufdd0é🙂"), max_size=30), st.data())
def test_bold_ranges_follow_the_canonical_text(raw: str, data: st.DataObject) -> None:
    cut = sorted(data.draw(st.lists(st.integers(0, len(raw)), min_size=2, max_size=2)))
    raw = raw[: cut[0]] + "B" + raw[cut[0] : cut[1]] + "D" + raw[cut[1] :]
    reading = transcript.as_reading(Path("a.docx"), raw, "docx", bold=[(cut[0], cut[0] + 1), (cut[1] + 1, cut[1] + 2)])
    assert reading.text == canonicalise(raw).text
    assert [reading.text[span.start : span.end] for span in reading.bold] == ["B", "D"]
