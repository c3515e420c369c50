"""Coding passages."""

from __future__ import annotations

import pytest

from qualcode.domain.coding import CodingDetails
from qualcode.domain.errors import Refusal
from qualcode.domain.memos import Target, TargetKind
from qualcode.domain.text import Span
from qualcode.services.project import Project
from tests.builders import code, dump, span_of


def test_coding_carries_who_when_and_what_is_noted(study: Project) -> None:
    owner, span = span_of(study, "workshop", "Nobody told us a thing 🙂")
    details = CodingDetails("before", "averted", "both", "system", 40, "first hint")
    laid = study.coding.add(owner, span, [study.codebook.find("Mistakes").id], details)
    coding = study.coding.get(laid.added[0])
    assert (coding.start, coding.end, coding.coder, coding.details) == (
        span.start,
        span.end,
        "Marta",
        details,
    )
    assert not coding.phase_assumed
    assert study.documents.text(owner)[coding.start : coding.end] == "Nobody told us a thing 🙂"


def test_a_phase_is_taken_from_the_document_and_marked_as_assumed(study: Project) -> None:
    (made,) = code(study, "interview", "The forms were too long", "Mistakes")
    assert (study.coding.get(made).details.phase, study.coding.get(made).phase_assumed) == ("during", True)
    study.coding.note(made, "valence", "both")
    assert study.coding.get(made).phase_assumed
    study.coding.note(made, "phase", "after")
    assert (study.coding.get(made).details.phase, study.coding.get(made).phase_assumed) == ("after", False)


def test_several_codes_over_one_segment_and_overlaps(study: Project) -> None:
    both = code(study, "workshop", "I waited", "Mistakes", "Absence of information")
    wider = code(study, "workshop", "and I waited. Perché nobody rang", "Mistakes")
    codings = study.coding.in_document(study.documents.find("workshop").id)
    assert len(codings) == 3
    assert len({coding.segment_id for coding in codings if coding.id in both}) == 1
    assert study.coding.get(wider[0]).segment_id != study.coding.get(both[0]).segment_id


def test_the_same_code_is_not_laid_twice_by_one_coder_but_by_two(study: Project) -> None:
    owner, span = span_of(study, "workshop", "I waited")
    mistakes = [study.codebook.find("Mistakes").id]
    first = study.coding.add(owner, span, mistakes)
    before = dump(study)
    again = study.coding.add(owner, span, mistakes)
    assert (again.added, again.present) == ((), first.added)
    assert dump(study) == before
    assert study.coding.add(owner, span, mistakes, coder="Davide").added


def test_an_emoji_is_never_cut(study: Project) -> None:
    owner, _ = span_of(study, "workshop", "I waited")
    text = study.documents.text(owner)
    at = text.index("é nobody")
    laid = study.coding.add(owner, Span(at, at + 3), [study.codebook.find("Mistakes").id])
    assert study.coding.get(laid.added[0]).start == at


@pytest.mark.parametrize(
    ("span", "names", "details", "sentence"),
    [
        (Span(0, 100_000), ["Mistakes"], CodingDetails(), "out of range"),
        (Span(0, 5), ["Deductive"], CodingDetails(), "branch"),
        (Span(0, 5), [], CodingDetails(), "at least one code"),
        (Span(0, 5), ["Mistakes"], CodingDetails(phase="soon"), "no phase of this study"),
        (Span(0, 5), ["Mistakes"], CodingDetails(weight=101), "between 0 and 100"),
    ],
)
def test_what_cannot_be_coded_is_refused_and_changes_nothing(
    study: Project, span: Span, names: list[str], details: CodingDetails, sentence: str
) -> None:
    owner = study.documents.find("workshop").id
    before = dump(study)
    with pytest.raises(Refusal, match=sentence):
        study.coding.add(owner, span, [study.codebook.find(name).id for name in names], details)
    assert dump(study) == before


def test_white_space_alone_is_no_passage(study: Project) -> None:
    owner = study.documents.find("workshop").id
    at = study.documents.text(owner).index("\n\n")
    with pytest.raises(Refusal, match="no words"):
        study.coding.add(owner, Span(at, at + 2), [study.codebook.find("Mistakes").id])


def test_outcomes_keep_their_history(study: Project) -> None:
    (made,) = code(study, "workshop", "I waited", "Mistakes")
    study.coding.note(made, "outcome", "present")
    study.coder = "Davide"
    study.coding.note(made, "outcome", "averted", "the second workshop says so")
    history = study.coding.outcome_history(made)
    assert [(line.outcome, line.coder, line.reason) for line in history] == [
        ("present", "Marta", ""),
        ("averted", "Davide", "the second workshop says so"),
    ]


def test_uncoding_takes_the_bare_segment_along_but_keeps_the_memo(study: Project) -> None:
    bare = code(study, "workshop", "I waited", "Mistakes")
    noted = code(study, "workshop", "The leaflet was clear", "Mistakes")
    memo = study.memos.add("why?", [Target(TargetKind.CODING, noted[0])])
    segment = study.coding.get(noted[0]).segment_id
    assert study.coding.remove([*bare, *noted]) == 2
    assert study.info().segments == 0  # it carries a memo, but it is not coded any more
    assert [row[0] for row in dump(study)["segment"]] == [segment]
    assert study.memos.get(memo).targets == (Target(TargetKind.SEGMENT, segment),)
    with pytest.raises(Refusal, match="no coding"):
        study.coding.remove(bare)
    study.memos.delete(memo)
    assert dump(study)["segment"] == []


def test_bounds_move_and_codes_are_exchanged(study: Project) -> None:
    (made,) = code(study, "workshop", "I waited", "Mistakes")
    owner, span = span_of(study, "workshop", "and I waited")
    study.coding.move_bounds(made, span)
    assert (study.coding.get(made).start, study.coding.get(made).end) == (span.start, span.end)
    assert study.info().segments == 1
    other = study.codebook.find("Absence of information").id
    study.coding.recode(made, other)
    assert study.coding.get(made).code_id == other
    study.coding.add(owner, span, [study.codebook.find("Mistakes").id])
    with pytest.raises(Refusal, match="already"):
        study.coding.recode(made, study.codebook.find("Mistakes").id)


def test_a_whole_document_is_loaded_in_one_step(study: Project) -> None:
    owner = study.documents.find("workshop").id
    mistakes = study.codebook.find("Mistakes").id
    spans = [(start, start + 4, mistakes) for start in range(0, 40, 2)]
    assert study.coding.load(owner, spans) == 20
    assert study.history.next_undo() == "Code 20 passages"
    with pytest.raises(Refusal, match="coded already"):
        study.coding.load(owner, spans)


def test_a_comment_alone_confirms_no_assumed_phase(study: Project) -> None:
    (made,) = code(study, "interview", "The forms were too long", "Mistakes")
    study.coding.change(made, CodingDetails(phase="during", comment="a\r\nb"))
    assert study.coding.get(made).phase_assumed
    assert study.coding.get(made).details.comment == "a\nb"
    study.coding.annotate(made, weight=5, comment="c")
    assert study.coding.get(made).phase_assumed
    study.coding.change(made, CodingDetails(phase="during"), confirm_phase=True)
    assert not study.coding.get(made).phase_assumed


def test_a_memo_follows_the_bounds_of_the_last_coding(study: Project) -> None:
    owner, span = span_of(study, "workshop", "I waited")
    mistakes = study.codebook.find("Mistakes").id
    laid = study.code_with_memo(owner, span, [mistakes], memo="why?")
    study.coding.move_bounds(laid.added[0], Span(span.start - 4, span.end))
    segment = study.coding.get(laid.added[0]).segment_id
    assert study.memos.all()[0].targets == (Target(TargetKind.SEGMENT, segment),)
    assert [row[0] for row in dump(study)["segment"]] == [segment]


def test_loading_lays_doubles_once_and_uses_what_is_there(study: Project) -> None:
    owner = study.documents.find("interview").id
    mistakes = study.codebook.find("Mistakes").id
    study.memos.add_beside(owner, Span(3, 9), "a memo alone")
    assert study.coding.load(owner, [(3, 9, mistakes), (3, 9, mistakes), (4, 9, mistakes)]) == 2
    codings = study.coding.in_document(owner)
    assert [coding.details.phase for coding in codings] == ["during", "during"]
    assert len(dump(study)["segment"]) == 2


def test_what_another_program_wrote_is_seen(study: Project) -> None:
    from qualcode.domain.codebook import CodeDraft
    from qualcode.services.project import open_project

    with open_project(study.path, write=False) as reader:
        assert len(reader.codebook.tree()) == 4
        assert reader.matrices.compute("code", ("group",)).grand_total == 0
        study.codebook.add(CodeDraft("Late"))
        code(study, "workshop", "I waited", "Late")
        assert reader.retrieval.segments()[0].code == "Late"
        assert reader.matrices.compute("code", ("group",)).grand_total == 1
        study.history.undo()
        assert reader.matrices.compute("code", ("group",)).grand_total == 0
