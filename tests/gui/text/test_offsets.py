"""Code points and UTF-16: exact for every text, and the same as in a real document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from qualcode.domain.text import canonicalise, is_plain
from qualcode.gui.text.offsets import OffsetMap

TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("🙂👩\u200d👧\U0001f1ee\U0001f1f9e\u0301\u00a0אب\n 𝄞"),
    ),
    max_size=60,
).map(lambda raw: canonicalise(raw).text)


@given(TEXTS)
def test_agrees_with_the_encoder_both_ways(text: str) -> None:
    offsets = OffsetMap(text, is_plain(text))
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert offsets.to_utf16(point) == unit
        assert offsets.from_utf16(unit) == point


@given(TEXTS)
def test_a_place_inside_a_pair_belongs_to_its_character(text: str) -> None:
    offsets = OffsetMap(text, False)
    for point, character in enumerate(text):
        if ord(character) > 0xFFFF:
            assert offsets.from_utf16(offsets.to_utf16(point) + 1) == point


@given(st.data())
def test_selects_the_same_words_in_a_real_document(qapp: object, data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    document = QTextDocument()
    document.setPlainText(text)
    offsets = OffsetMap(text, is_plain(text))
    cursor = QTextCursor(document)
    cursor.setPosition(offsets.to_utf16(start))
    cursor.setPosition(offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
    # What a document gives back is not what it was given: it must only be as many characters.
    assert cursor.selectedText().replace("\u2029", "\n") == text[start:end]
    assert offsets.from_utf16(cursor.selectionStart()) == start
    assert offsets.from_utf16(cursor.selectionEnd()) == end


@pytest.mark.parametrize(("text", "identity"), [("Perché no", True), ("domani 🙂", False)])
def test_knows_when_nothing_needs_to_be_mapped(text: str, identity: bool) -> None:
    assert OffsetMap(text, is_plain(text)).identity is identity
