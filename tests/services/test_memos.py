"""Memos."""

from __future__ import annotations

import pytest

from qualcode.domain.documents import Attributes
from qualcode.domain.errors import Refusal
from qualcode.domain.memos import Target, TargetKind
from qualcode.services.documents import ImportRequest
from qualcode.services.project import Project
from tests.builders import preview_of, span_of


def test_the_paragraph_is_that_of_the_text(study: Project) -> None:
    study.documents.add(
        [ImportRequest(preview_of("lines", "A: One.\n\t\n\u00a0\nA: Two.\n\u2003\nA: Three.\n"), Attributes())]
    )
    document, span = span_of(study, "lines", "Three")
    memo = study.memos.get(study.memos.add_beside(document, span, "words"))
    assert study.memos.beside(memo.targets[0]) == "lines, ¶ 3"
    (hit,) = study.search.find("Three")
    assert hit.paragraph == 3


def test_other_things_are_named(study: Project) -> None:
    code = study.codebook.find("Mistakes").id
    assert study.memos.beside(Target(TargetKind.CODE, code)) == "code Mistakes"
    assert study.memos.beside(Target(TargetKind.PROJECT)) == "project"
    assert study.memos.beside(Target(TargetKind.SEGMENT, 999)) == "segment"


def test_texts_are_stored_in_one_form(study: Project) -> None:
    memo = study.memos.add("one\r\ntwo\u2028three\x00\ud800", title="a\x85b\udc00")
    assert (study.memos.get(memo).text, study.memos.get(memo).title) == ("one\ntwo\nthree\ufffd", "a\nb\ufffd")
    study.memos.change(memo, text="x\ry\x00", title="z\ud800")
    assert (study.memos.get(memo).text, study.memos.get(memo).title) == ("x\ny", "z\ufffd")


def test_a_memo_of_nothing_is_refused(study: Project) -> None:
    with pytest.raises(Refusal, match="empty"):
        study.memos.add("\x00 \n", title="\ufeff")
    memo = study.memos.add("words")
    with pytest.raises(Refusal, match="empty"):
        study.memos.change(memo, text=" ")
    with pytest.raises(Refusal, match="nothing to change"):
        study.memos.change(memo)
    assert study.memos.get(memo).text == "words"
