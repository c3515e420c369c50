"""Who speaks where, in the styles that transcripts use and in texts that only look like transcripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.documents import Reading, SpeakerFound, TurnDraft
from qualcode.domain.errors import Refusal
from qualcode.domain.text import Span
from qualcode.exchange.readers import read_transcript
from qualcode.exchange.speakers import find_turns, speakers_found
from tests.exchange.word_files import paragraph, run, table, write_word


def reading(text: str, bold: str = "", kind: str = "txt") -> Reading:
    """Return a reading; ``bold`` is an expression that matches what is bold."""
    spans = tuple(Span(m.start(), m.end()) for m in re.finditer(bold, text, re.MULTILINE)) if bold else ()
    return Reading(text, kind, bold=spans)


def said(text: str, bold: str = "", kind: str = "txt", pattern: str = "auto") -> list[tuple[str, str]]:
    """Return label and words of each turn."""
    return [(t.label, text[t.said : t.span.end]) for t in find_turns(reading(text, bold, kind), pattern)]


def labels(text: str, bold: str = "", kind: str = "txt") -> str:
    """Return the labels of all turns."""
    return " | ".join(label for label, _ in said(text, bold, kind))


STYLES = {
    "name and colon": "Anna: Snow.\nMarco: Where?\nAnna: Here.",
    "colon and tab": "Anna:\tSnow.\n\nMarco:\tWhere?\n\nAnna:\tHere.",
    "blanks before the colon": "Anna  : Snow.\nMarco  : Where?\nAnna  : Here.",
    "tab alone": "Anna\tThe road was closed.\nMarco\tWhich road was that?\nAnna\tThe one to Ponte.",
    "no blank behind the colon": "Anna:Snow.\nMarco:Where?\nAnna:Here.",
    "no-break space": "Anna\u00a0: Snow.\nMarco\u00a0: Where?\nAnna\u00a0: Here.",
    "indented": "   Anna: snow.\n   Marco: where?\n   Anna: here.",
    "stamp before": "[00:01:02] Anna: Snow.\n[00:01:09] Marco: Where?\n[00:02:00] Anna: Here.",
    "bare stamp before": "00:01 Anna: Snow.\n00:09 - Marco: Where?\n01:00 Anna: Here.",
    "stamp behind": "Anna (00:01:02): Snow.\nMarco (00:01:09): Where?\nAnna [1:02:00]: Here.",
    "lines with stamp and name": "[00:01:02] Anna\nSnow.\n\n[00:01:09] Marco\nWhere?\n\n[00:02:00] Anna\nHere.",
    "lines with name and stamp": "Anna  0:03\nSnow.\n\nMarco  0:10\nWhere?\n\nAnna  0:15\nHere.",
    "label on a line of its own": "Anna:\nSnow.\n\nMarco:\n\nWhere?\n\nAnna:\nHere.",
    "brackets": "[Anna]: Snow.\n[Marco]: Where?\n[Anna]: Here.",
    "three columns": "0:01\tAnna\tSnow on the road.\n0:02\tMarco\tWhere is that?\n0:03\tAnna\tHere and there.",
    "table with a head": "Speaker\tText\nAnna\tSnow on the road.\nMarco\tWhere is that?\nAnna\tHere.",
}


@pytest.mark.parametrize("style", STYLES)
def test_styles_of_labels(style: str) -> None:
    assert labels(STYLES[style]) == "Anna | Marco | Anna"
    first = said(STYLES[style])[0][1]
    assert first.startswith(("Snow", "snow", "The road"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I  : So?\nAL  : Yes.\nK2  : (Flo) No.\nI  : Oh.", "I | AL | K2 | I"),
        ("i: so?\np: yes\nmore\ni: ok\np: mm", "i | p | i | p"),
        ("INTERVIEWER: So?\n\nCARER 8: Yes.\n\nINTERVIEWER: Oh.", "INTERVIEWER | CARER 8 | INTERVIEWER"),
        ("Mod: Round the table.\nP1: Snow.\nP2: Keys.\nP3: Bus.", "Mod | P1 | P2 | P3"),
        ("C1: Snow.\nC2: Keys.\nC3: Bus.", "C1 | C2 | C3"),
        ("Interviewer: How are you?\nMaria: Fine.", "Interviewer | Maria"),
        ("Anna: hi there\nMarco: Hello Anna.", "Anna | Marco"),
        ("I: So?\nAnna: Well.\nI: Oh.", "I | Anna | I"),
        (
            "Paul: So?\nMildred: Yes: I did.\nWaiter: More coffee?\nPaul: No.\nMildred: Yes.",
            "Paul | Mildred | Waiter | Paul | Mildred",
        ),
        ("I: So?\nFamily carer 3: Yes.\nI: Oh.\nAll: Yes!", "I | Family carer 3 | I | All"),
        (
            "older daughter: a\nI: b\nolder daughter: c\nI: d\nolder daughter: e",
            "older daughter | I | older daughter | I | older daughter",
        ),
        (
            "Carer, female, 8: Yes.\nI: Oh.\nCarer, female, 8: No.\nI: Oh.",
            "Carer, female, 8 | I | Carer, female, 8 | I",
        ),
        ("Q: Why?\nA: So.\nQ: When?\nA: Now.", "Q | A | Q | A"),
        ("Question: Why?\nAnswer: So.\nQuestion: When?\nAnswer: Now.", "Question | Answer | Question | Answer"),
        ("سارة: مرحبا\nأحمد: أهلا\nسارة: كيف", "سارة | أحمد | سارة"),
        ("张三：你好\n李四：好\n张三：再见", "张三 | 李四 | 张三"),
        ("Anna:\tSnow.\nMarco:\tWhere?\nAnna:\tHere.\nMarco\tThe colon is forgotten.", "Anna | Marco | Anna | Marco"),
        ("Paul: So?\nPAUL: Yes.\npaul: No.", "Paul | PAUL | paul"),
    ],
)
def test_labels_that_are_speakers(text: str, found: str) -> None:
    assert labels(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Just words. Nothing else.",
        "An essay\n\nThere is one thing: trust.\n\nRemember: always ask.\n\nNote: The form.\n\nExample: A key.",
        "Note: One.\n\nText here.\n\nNote: Two.\n\nText.\n\nNote: Three.",
        "Pergunta 1: Quantos?\nDepende.\n\nPergunta 2: Quais?\nQuatro.\n\nPergunta 3: Como?\nAssim.",
        "Pergunta 1: Quantos?\nResposta:\nDepende.\n\nPergunta 2: Quais?\nResposta:\nQuatro.",
        "Aspect 1: Snow.\nText.\nAspect 2: Keys.\nText.\nAspect 3: Bus.\nText.",
        "Q1: How many?\nText.\nQ2: Which?\nText.\nQ3: Why?\nText.",
        "12:30 lunch\n14:00 meeting\n15:30 talk",
        "See http://here.example: there\nSee https://there.example: here",
        "a:b:c:d\n1:2:3:4\n5:6:7:8",
        "Date of birth   \t: 1886\nGender          \t: F\nMarital status\t: \nOccupation\t: Housework",
        "Tomatoes\t12\t3\t4\t5\nPotatoes\t3\t4\t5\t6\nTomatoes\t1\t2\t3\t4\nPotatoes\t5\t6\t7\t8",
        "Anna - I go.\nMarco - me too.\nAnna - well.",
    ],
)
def test_texts_without_speakers(text: str) -> None:
    assert said(text) == []


def test_header_belongs_to_nobody() -> None:
    text = (
        "Interview 3\nDate of birth   \t: 1886\nGender          \t: F\nInterview conducted: 2 August\n"
        "Interviewer: Marta\nDuration: 50 minutes\n\nI: So?\nC8: Yes.\nMore.\nI: Oh.\n"
    )
    assert said(text) == [("I", "So?"), ("C8", "Yes.\nMore."), ("I", "Oh.")]


def test_heading_in_the_middle_belongs_to_the_running_turn() -> None:
    text = "Ann:\tYes.\n\nLiz:\tAnd?\n\nPart Two: Interview of 20 April.\n\nAnn:\tWell.\n\nLiz:\tNo."
    assert said(text)[1] == ("Liz", "And?\n\nPart Two: Interview of 20 April.")


def test_account_of_one_person_is_a_turn_to_its_end() -> None:
    text = "Reflexive account\nMarch 2020\n\nR1: I had doubts.\n\nThen: nothing. Note: this.\n\nRemember: it ended.\n"
    (turn,) = find_turns(reading(text, kind="md"))
    assert turn == TurnDraft("R1", Span(text.index("R1"), len(text) - 1), text.index("I had"))


def test_turn_reaches_to_its_last_paragraph_that_is_not_blank() -> None:
    text = "I: So?\n\n \nC1: Yes.\n\nMore. \n\n\nI: Oh.\n\n"
    assert find_turns(reading(text)) == (
        TurnDraft("I", Span(0, 6), 3),
        TurnDraft("C1", Span(10, 25), 14),
        TurnDraft("I", Span(29, 35), 32),
    )


def test_turn_without_words_ends_where_its_words_would_begin() -> None:
    text = "I:\nC1: \nI: So?"
    assert find_turns(reading(text))[:2] == (TurnDraft("I", Span(0, 2), 2), TurnDraft("C1", Span(3, 6), 6))


def test_stamps_become_milliseconds() -> None:
    text = "[00:01:02] Anna: Snow.\nMarco (1:02:03.5): Where?\nAnna: Here."
    assert [turn.time_ms for turn in find_turns(reading(text))] == [62_000, 3_723_500, None]
    assert find_turns(reading(text))[0].span.start == 0


def test_bold_names_on_lines_of_their_own() -> None:
    text = "Val Serena\n\nAnna\nSnow.\nMore.\nMarco\nWhere?\nAnna\nHere."
    assert said(text, bold="^(Val Serena|Anna|Marco)$") == [
        ("Anna", "Snow.\nMore."),
        ("Marco", "Where?"),
        ("Anna", "Here."),
    ]
    assert said(text) == []


def test_bold_names_at_the_start_of_paragraphs() -> None:
    text = "Anna  Snow.\nMarco Where?\nAnna Here. Anna again."
    assert said(text, bold="^(Anna|Marco)") == [("Anna", "Snow."), ("Marco", "Where?"), ("Anna", "Here. Anna again.")]


def test_bold_headings_are_not_speakers() -> None:
    text = "Background\nText text.\nMethods\nText.\nConclusion\nText."
    assert said(text, bold="^[A-Z][a-z]+$") == []


@pytest.mark.parametrize("label", ["**{}:** ", "**{}**: ", "*{}:* ", "__{}__: ", "**{}** "])
def test_names_in_markdown(label: str) -> None:
    text = "\n\n".join(
        label.format(name) + words for name, words in [("Anna", "Snow."), ("Marco", "Where?"), ("Anna", "Here.")]
    )
    assert said(text, kind="md") == [("Anna", "Snow."), ("Marco", "Where?"), ("Anna", "Here.")]


def test_none_finds_nothing() -> None:
    assert said("I: So?\nC1: Yes.\nI: Oh.", pattern="none") == []


TRANSCRIPT = [
    ("Mod", "Who begins?"),
    ("C1", "Me. The snow…"),
    ("", "And the keys: lost."),
    ("PR2", "Perché? 🙂"),
    ("Mod", "Well."),
]


def test_one_transcript_in_four_files_has_the_same_turns(tmp_path: Path) -> None:
    lines = [f"{name}:\t{words}" if name else words for name, words in TRANSCRIPT]
    (tmp_path / "a.txt").write_bytes(("\ufeff" + "\r\n\r\n".join(["Workshop", *lines])).encode())
    (tmp_path / "b.txt").write_bytes("\r\r".join(["Workshop", *lines]).encode("utf-16"))
    pieces = [
        run(f"{name}:", "<w:b/>") + "<w:r><w:tab/></w:r>" + run(words) if name else run(words)
        for name, words in TRANSCRIPT
    ]
    write_word(tmp_path / "c.docx", paragraph("Workshop"), *(paragraph(piece) + paragraph() for piece in pieces))
    rows = [(name, words) if name else (paragraph(), words) for name, words in TRANSCRIPT]
    rows[1:3] = [("C1", paragraph(TRANSCRIPT[1][1]) + paragraph(TRANSCRIPT[2][1]))]
    write_word(tmp_path / "d.docx", paragraph("Workshop"), table(*rows))
    expected = [
        ("Mod", "Who begins?"),
        ("C1", "Me. The snow… And the keys: lost."),
        ("PR2", "Perché? 🙂"),
        ("Mod", "Well."),
    ]
    for name in ("a.txt", "b.txt", "c.docx", "d.docx"):
        found = read_transcript(tmp_path / name)
        turns = [(t.label, " ".join(found.text[t.said : t.span.end].split())) for t in find_turns(found)]
        assert turns == expected, name


def test_speakers_of_the_preview() -> None:
    text = "I: So, what was it?\nC1:\nI don’t know.\n\nI: Oh.\nMod:"
    assert speakers_found(text, find_turns(reading(text))) == [
        SpeakerFound("I", 2, 5, "So, what was it?"),
        SpeakerFound("C1", 1, 3, "I don’t know."),
        SpeakerFound("Mod", 1, 0, ""),
    ]


def test_first_line_of_the_preview_is_short() -> None:
    text = "I: " + "word " * 100
    (found,) = speakers_found(text, find_turns(reading(text)))
    assert found.first_line == ("word " * 16).strip() + " …" or len(found.first_line) <= 81
    assert found.words == 100


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Anna: hi",
                "Marco: Yes",
                "I:\tSo?",
                "",
                "  ",
                "more words",
                "Note: x",
                "[00:01] Anna: x",
                "C 8\twords here",
                "Anna",
            ]
        ),
        st.text(alphabet="ab:\t 1()[]*é🙂.-", max_size=12),
    ),
    max_size=14,
)


@given(LINES, st.sampled_from(["txt", "md"]), st.booleans())
def test_turns_never_overlap_and_hold_their_words(lines: list[str], kind: str, bold: bool) -> None:
    text = "\n".join(lines)
    turns = find_turns(reading(text, bold=r"^\w+" if bold else "", kind=kind))
    end = 0
    for turn in turns:
        assert end <= turn.span.start <= turn.said <= turn.span.end <= len(text)
        assert text[turn.span.start : turn.span.end].strip() == text[turn.span.start : turn.span.end]
        assert turn.label
        assert turn.label == " ".join(turn.label.split())
        assert text[: turn.span.start].rpartition("\n")[2].strip() == ""
        assert turn.said == turn.span.end or not text[turn.said].isspace()
        assert not text[end : turn.span.start].strip() or turn == turns[0]
        end = turn.span.end
    if turns:
        assert not text[end:].strip()


@pytest.mark.parametrize(
    "line",
    [
        "a" + " " * 50_000,
        "a" + "\t" * 50_000,
        "1:" * 20_000,
        "*" * 50_000,
        "a -" * 20_000,
        "a \t" * 20_000,
        "(((" * 20_000,
    ],
)
def test_hostile_lines_take_no_time(line: str) -> None:
    """Each took minutes with repetitions that stand side by side; the limit of time of the suite would end it."""
    assert said("\n".join([line] * 20)) == []


# A pattern of the user's own


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(\w+) > ", [("Anna", "Snow."), ("Marco", "Where?\nmore")]),
        (r"(?P<label>\w+) > ", [("Anna", "Snow."), ("Marco", "Where?\nmore")]),
        (r"(?P<x>.)(?P<name>\w+) > ", [("nna", "Snow."), ("arco", "Where?\nmore")]),
        (r"\w+ >", [("Anna >", "Snow."), ("Marco >", "Where?\nmore")]),
        (r"(?i)(ANNA) > ", [("Anna", "Snow.\nMarco > Where?\nmore")]),
        (r"(Nobody): ", []),
        (r"( *)\w+ > ", []),
        (r"(?:(Anna)|Marco) > ", [("Anna", "Snow.\nMarco > Where?\nmore")]),
    ],
)
def test_own_patterns(pattern: str, expected: list[tuple[str, str]]) -> None:
    assert said("Title\nAnna > Snow.\nMarco > Where?\nmore", pattern=pattern) == expected


def test_own_pattern_of_names_with_several_words() -> None:
    text = "Mary Ann Rossi: Snow.\nI: Oh."
    assert said(text, pattern=r"(?P<name>\w+(?: \w+)*): ") == [("Mary Ann Rossi", "Snow."), ("I", "Oh.")]


@pytest.mark.parametrize("pattern", ["(", "[a-", "(?P<name>", "*x", "(?<=a+)b", "(" * 300 + ")" * 299])
def test_pattern_that_is_none(pattern: str) -> None:
    with pytest.raises(Refusal, match="is no valid regular expression"):
        said("I: So?", pattern=pattern)


def test_pattern_that_is_too_long() -> None:
    with pytest.raises(Refusal, match="has 1,001 characters"):
        said("I: So?", pattern="x" * 1001)
