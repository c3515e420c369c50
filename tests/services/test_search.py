"""Words found in the transcripts."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from qualcode.domain.documents import Attributes
from qualcode.domain.errors import Refusal
from qualcode.services import own_pattern
from qualcode.services.documents import ImportRequest
from qualcode.services.project import Project
from tests.builders import preview_of, small_study

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Project]:
    """A study with the same lines in both normal forms."""
    lines = "A: Perché no? L’été passé.\n\nB: हिन्दी भाषा.\n\nC: 한국어 말.\n\nD: καλά ναί.\n\nE: Việt Nam ❤️trust.\n"
    with small_study(tmp_path) as project:
        project.documents.add(
            [ImportRequest(preview_of(form, unicodedata.normalize(form, lines)), Attributes()) for form in FORMS]
        )
        yield project


@pytest.mark.parametrize("asked", FORMS)
@pytest.mark.parametrize(
    "word", ["perché", "été", "passé", "हिन्दी", "भाषा", "한국어", "καλά", "Việt", "việt nam", "passe*"]
)
def test_words_are_found_in_either_normal_form(written: Project, word: str, asked: Form) -> None:
    hits = [hit for hit in written.search.find(unicodedata.normalize(asked, word)) if hit.document in FORMS]
    assert [hit.document for hit in hits] == ["NFC", "NFD"]
    for hit in hits:
        found = unicodedata.normalize("NFC", hit.match).casefold()
        assert found == ("passé" if word == "passe*" else word).casefold()
        assert written.documents.text(hit.document_id)[hit.start : hit.end] == hit.match


def test_accents_may_be_left_out(written: Project) -> None:
    for word in ("perche", "ete", "PASSE", "viet"):
        hits = [hit for hit in written.search.find(word) if hit.document in FORMS]
        assert len(hits) == 2
        assert all(len(unicodedata.normalize("NFC", hit.match)) == len(word) for hit in hits)


def test_words_of_other_scripts_are_not_cut(written: Project) -> None:
    assert [hit for hit in written.search.find("हिन्द") if hit.document in FORMS] == []
    assert {hit.match for hit in written.search.find("हिन्*") if hit.document in FORMS} == {"हिन्दी"}


def test_a_word_behind_an_emoji_is_found(written: Project) -> None:
    assert [hit.document for hit in written.search.find("trust") if hit.document in FORMS] == ["NFC", "NFD"]


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_is_at_least_one(study: Project, limit: int) -> None:
    with pytest.raises(Refusal, match="limit"):
        study.search.find("nobody", limit=limit)


def test_an_expression_without_an_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_pattern, "SECONDS", 0.5)
    with small_study(tmp_path) as project:
        project.documents.add([ImportRequest(preview_of("long", "A: " + "a" * 46 + "\n"), Attributes())])
        begun = time.monotonic()
        with pytest.raises(Refusal, match=r"takes too long \(over 0.5 seconds\)"):
            project.search.find("(a+)+c", regex=True)
        assert time.monotonic() - begun < 20


def test_expressions_match_in_any_case_and_never_nothing(study: Project) -> None:
    assert [hit.match for hit in study.search.find(r"R[ai]ng|x*", regex=True)] == ["rang", "rang"]
    assert len(study.search.find("r[ai]ng", regex=True, limit=1)) == 1
    for hit in study.search.find(r"\\b\\w", regex=True):
        assert study.documents.text(hit.document_id)[hit.start : hit.end] == hit.match


def test_more_texts_than_one_portion_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_pattern, "PORTION", 10)
    texts = [f"number {n}" for n in range(50)]
    found = list(own_pattern.places("9", texts, str))
    assert found == [(text, [(text.index("9"), text.index("9") + 1)]) for text in texts if "9" in text]


@pytest.mark.parametrize("pattern", ["(", "a" * 2000, "a{99999999999999999999}"])
def test_expressions_that_are_none(study: Project, pattern: str) -> None:
    with pytest.raises(Refusal):
        study.search.find(pattern, regex=True)
