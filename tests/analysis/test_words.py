"""Words found with columns of numbers are the words of the pattern."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.analysis.words import WordIndex, find_words
from qualcode.domain.text import WORD, word_offsets

AWKWARD = "ab1_ '’-\u00ad\u2010\u2011\u0300\u036f.\n½²è"


@given(st.text(alphabet=AWKWARD, max_size=30) | st.text(max_size=30))
@example("")
@example("\u0301-a\u0301\u0301'b-")
@example("don’t home-care -x- 3½ _a_")
@example("हिन्दी भाषा \u0940क\u0940")
@example("Lucia arriva domani 🙂 ok")
def test_the_words_are_those_of_the_pattern(text: str) -> None:
    starts, ends = find_words(text)
    assert (starts.tolist(), ends.tolist()) == word_offsets(text)


def test_every_character_of_the_basic_plane_is_classed_as_in_the_pattern() -> None:
    text = "\n".join(f"{character} a{character} a{character}a" for character in map(chr, range(0x10000)))
    starts, ends = find_words(text)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [word.span() for word in WORD.finditer(text)]


def test_a_document_is_read_once_until_it_is_forgotten() -> None:
    texts, asked = {7: "one two"}, []

    def text_of(document: int) -> str:
        asked.append(document)
        return texts[document]

    index = WordIndex(text_of)
    assert index.offsets(7)[0].tolist() == index.offsets(7)[0].tolist() == [0, 4]
    assert asked == [7]
    texts[7] = "one"
    index.forget(7)
    assert index.offsets(7)[1].tolist() == [3]
    index.forget(8)
    with pytest.raises(KeyError):
        index.offsets(8)
