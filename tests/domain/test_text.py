"""Canonical text, spans, words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import Refusal
from qualcode.domain.text import (
    Span,
    canonicalise,
    count_words,
    is_plain,
    line_starts,
    occurrences,
    paragraph_number,
    paragraph_starts,
    snap_to_graphemes,
    trim,
    word_offsets,
    words,
)

ANY = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeffa\r\nb\rc\u2028d\u2029e\x85f\x0bg", "a\nb\nc\nd\ne\nf\ng"),
        ("a \x0c\nb\x0cc", "a\n\nb\n\nc"),
        ("a\x00b\x07\tc\x7f", "ab\tc"),
        ("a\ud800b\ufdd0c\ufffe", "a\ufffdb\ufffdc\ufffd"),
        ("a\u00a0b\u00adc\u200dd\ufeffe", "a\u00a0b\u00adc\u200dd\ufeffe"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_text_has_one_form(raw: str, text: str) -> None:
    assert canonicalise(raw).text == text


@given(ANY)
def test_canonical_text_stays_as_it_is(raw: str) -> None:
    text = canonicalise(raw).text
    assert canonicalise(text.removeprefix("\ufeff")).text == text.removeprefix("\ufeff")
    assert "\r" not in text
    text.encode("utf-8")


def test_what_was_taken_out_is_counted() -> None:
    done = canonicalise("a\x00\x01b\ud800")
    assert (done.removed_controls, done.replaced) == (2, 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_span_is_never_empty_or_reversed(start: int, end: int) -> None:
    with pytest.raises(Refusal):
        Span(start, end)


@given(ANY)
def test_paragraphs_are_lines_with_something_in_them(raw: str) -> None:
    text = canonicalise(raw).text
    lines = text.split("\n")
    assert [text[s : s + len(line)] for s, line in zip(line_starts(text), lines, strict=True)] == lines
    starts = paragraph_starts(text)
    assert [text[start:].split("\n")[0] for start in starts] == [line for line in lines if line.strip()]
    for number, start in enumerate(starts, 1):
        assert paragraph_number(starts, start) == number
    if starts:
        assert paragraph_number(starts, len(text)) == len(starts)


def test_words_are_those_that_people_count() -> None:
    assert count_words("Don’t – it's Perché, home-care! 24 hours… (yes)") == 7
    assert count_words("e\u0301cole d\u2019e\u0301te\u0301") == 2
    assert count_words(" \n – … ") == 0


@given(ANY)
def test_the_offsets_of_words_are_their_spans(raw: str) -> None:
    starts, ends = word_offsets(raw)
    assert [Span(start, end) for start, end in zip(starts, ends, strict=True)] == list(words(raw))


def test_marks_of_all_scripts_stand_inside_words() -> None:
    assert count_words("हिन्दी भाषा") == 2
    assert count_words("שָׁלוֹם עֲלֵיכֶם") == 2
    assert count_words("ภาษาที่ดี") == 1
    for point in range(0x10000):
        if unicodedata.category(chr(point))[0] == "M":
            assert count_words(f"a{chr(point)}a") == 1, hex(point)


def test_no_sign_joins_two_words() -> None:
    joining = "'’-\u00ad\u2010\u2011"
    for point in range(0x20000):
        sign = chr(point)
        if unicodedata.category(sign)[0] in "PSZ" and sign not in joining:
            assert count_words(f"a{sign}a") == 2, hex(point)


@pytest.mark.parametrize(
    ("text", "span", "snapped"),
    [
        ("e\u0301a", Span(1, 2), Span(0, 2)),
        ("a👩\u200d🔬b", Span(2, 3), Span(1, 4)),
        ("👍\U0001f3fd!", Span(0, 1), Span(0, 2)),
        ("🇮🇹🇦🇹", Span(0, 1), Span(0, 2)),
        ("🇮🇹🇦🇹", Span(2, 3), Span(2, 4)),
        ("abc", Span(1, 2), Span(1, 2)),
    ],
)
def test_a_selection_cuts_no_character(text: str, span: Span, snapped: Span) -> None:
    assert snap_to_graphemes(text, span) == snapped


@given(st.text(st.sampled_from("ae\u0301👩\u200d🔬🇮🇹\U0001f3fd \n"), min_size=1, max_size=30), st.data())
def test_snapping_widens_and_is_stable(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    snapped = snap_to_graphemes(text, Span(start, end))
    assert snapped.start <= start < end <= snapped.end
    assert snap_to_graphemes(text, snapped) == snapped
    assert not unicodedata.combining(text[snapped.start]) or snapped.start == 0


@given(ANY, st.data())
def test_trimming_leaves_the_words(raw: str, data: st.DataObject) -> None:
    if not raw:
        return
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, len(raw)))
    trimmed = trim(raw, Span(start, end))
    assert (raw[trimmed.start : trimmed.end] if trimmed else "") == raw[start:end].strip()


@given(ANY)
def test_plain_text_needs_no_map(raw: str) -> None:
    assert is_plain(raw) == all(ord(letter) <= 0xFFFF for letter in raw)


def test_a_quote_is_found_across_line_breaks() -> None:
    text = "One two\n\nthree. One  two three."
    assert occurrences(text, "two three") == [Span(4, 14), Span(21, 30)]
    with pytest.raises(Refusal, match="empty"):
        occurrences(text, " \n ")


@given(ANY, st.data())
def test_what_is_quoted_is_found_where_it_stands(raw: str, data: st.DataObject) -> None:
    text = canonicalise(raw).text
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = trim(text, Span(start, end))
    if place is not None:
        found = occurrences(text, text[place.start : place.end])
        assert found
        quoted = _joined(text[place.start : place.end])
        assert all(_joined(text[s.start : s.end]) == quoted for s in found)


def _joined(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


@pytest.mark.parametrize("quoted_words", ["perché no", "Việt Nam", "한국어", "καλά"])
def test_a_quote_is_found_in_either_normal_form(quoted_words: str) -> None:
    for written in ("NFC", "NFD"):
        text = unicodedata.normalize(written, f"So {quoted_words}.")
        for quoted in ("NFC", "NFD"):
            quote = unicodedata.normalize(quoted, quoted_words)
            assert occurrences(text, quote) == [Span(3, len(text) - 1)]


def test_no_sign_of_a_letter_is_cut_off() -> None:
    assert snap_to_graphemes("हिन्दी", Span(0, 5)) == Span(0, 6)
