"""A report of the size and shape that a study gives, invented from the first word to the last."""

from __future__ import annotations

from qualcode.exchange.report.content import (
    CodebookEntry,
    Finding,
    HeaderCell,
    Measure,
    MemoText,
    Quote,
    QuoteGroup,
    ReportContent,
    Row,
    RowKind,
    SummaryNumber,
    TableData,
)

GROUPS = ("Family carers", "Provider representatives", "Project researchers")
SIZES = (11, 4, 4)
PHASES = ("Before", "During", "After", "Continuous", "Unclear")
CODES: tuple[tuple[str, int], ...] = (
    ("Absence of information", 1),
    ("Insufficient level of trust", 1),
    ("Lack of clear expectations", 1),
    ("Inability to serve", 1),
    ("Inability to change", 1),
    ("Inability", 2),
    ("Impossibility", 2),
    ("Mistakes", 1),
    ("Customer misbehaviour", 1),
    ("Blaming", 1),
    ("Lack of bureaucratic competence", 1),
    ("Lack of transparency", 1),
    ("Difficulty of a cohesive partnership", 1),
    ("Effective engagement of participants", 1),
)
DEFINITIONS = (
    "Provider or user cannot share, find or understand what the other needs to know.",
    "One side cannot rely on what the other says or means to do.",
    "The user cannot form, or cannot say, what they expect of the service.",
    "The provider cannot deliver what was expected, or not in time.",
    "Provider or user cannot adapt habits and ways of working to a new situation.",
    "They could change, with help, but do not manage to.",
    "They could not change whatever they did: a rule, a road, an illness stands in the way.",
    "Unintended errors: a wrong assumption, a wrong purchase, a wrong decision.",
    "Resources are misused, or behaviour harms the service or the project.",
    "Complaints that put the fault on the service or on other people.",
    "The user lacks the skill to deal with the rules and forms of the institution.",
    "The reasons, procedures or decisions of the institution cannot be seen.",
    "Universities and the local agency do not find into one team: roles, meetings, ways of working.",
    "People take part in decisions, and see that it made a difference.",
)
_SAID = (
    "I only heard about the Thursday van because my neighbour's girl works at the chemist's. Nobody rang me. "
    "Nobody wrote. And I thought, well, if it is like that with the van, what else is there that I don't "
    "know?",
    "They gave us the folder, yes, the blue one, it's under the telephone. I have never opened it. I'm "
    "honest. It is forty pages and my glasses are for far away.",
    "You ask in Ponte and they say ask the doctor, you ask the doctor and he says, ah, that is social, that is Ponte.",
    "Lucia came in with her shoes in her hand, because of the snow, and she sat down with my mother before "
    "she sat down with me. From that day I trusted her. Not the office. Her.",
    "I do not sleep more than three hours. I have not told them, no. [pause] If I tell them, they write it "
    "down, and what is written down is read by somebody, and then they come and say she has to go to the "
    "home in the valley.",
    "When the form says “degree of autonomy”, what do I put? On Monday he ties his shoes. On Tuesday he "
    "does not know what shoes are.",
    "First it was mornings, then it was afternoons, and then the girl was ill and it was nothing at all for "
    "nine days. I had asked for leave at school. I had to give it back.",
    "It worked. I say it because everybody here complains. For me it worked.",
    "We said yes to the tablets in a meeting where nobody from the villages was sitting. That was our "
    "mistake, not theirs. There is no signal past the second bridge, and everyone who lives there could "
    "have told us.",
    "We are eleven on the roster for a valley that is thirty-one kilometres long. I can promise you a "
    "visit. I cannot promise you a visit at eight.",
    "My brother says I should have asked earlier. My brother lives in Turin.",
    "There was a list on the door with names on it and mine was not on it. I never learned who had made "
    "that list, or what you had to do to be on it.",
    "In the second meeting I understood that they really wrote down what we said. In the first I thought it "
    "was for the photograph.",
    "I came to those meetings as the one who knows, and I went home as the one who has to ask. It took me "
    "some months to see that this was the work, and not a disturbance of the work.",
    "The university people talk about the “pilot”, we say “the service”, and the families say “Lucia”. "
    "Three names. Perhaps that was the first thing we should have sorted out.",
    "They told us the hours would be counted from the door. From whose door? [laughs]",
    "Somebody kept the key of the community room for two weeks, and we stood outside, with the coffee.",
    "Perché no? I would do it again. But I would want the dates before, not after.",
    "We had written “flexible” in the leaflet, and then of course people rang and wanted it to be flexible. "
    "You can't blame them for reading it.",
    "My father would not open to a stranger. That's not the service's fault and it isn't his. He was a border guard.",
)
_WHO = (
    (("Carer, female, 8", "Workshop 2"), ("Carer, female, 1", "Workshop 1"), ("Carer, male, 4", "Workshop 1"),
     ("Carer, female, 10", "Workshop 2"), ("Carer, female, 6", "Workshop 1")),
    (("Provider representative, female, 1", "Interview, provider 1"),
     ("Provider representative, male, 2", "Interview, provider 2")),
    (("Research team member, female, 3", "Reflexive account 3"),
     ("Research team member, male, 1", "Reflexive account 1")),
)  # fmt: skip
_WAVES = {"W": "Mid-pilot workshop", "I": "Final interviews", "R": "Reflexive accounts"}


def count(code: int, group: int, phase: int) -> int:
    """Return an invented number of segments; “Customer misbehaviour” has hardly any."""
    if CODES[code][0] == "Customer misbehaviour":
        return 1 if (group, phase) == (1, 1) else 0
    return (code * 7 + group * 5 + phase * 3 + code * group) % (9 - 2 * group)


def shown(number: int) -> str:
    """Print a zero as a dash."""
    return str(number) if number else "–"


def _people(segments: int, size: int) -> int:
    return min(size, (segments + 2) // 3)


def by_group() -> TableData:
    """Return code × group: segments and participants."""
    rows = [Row("Deductive", ("",) * 8, 0, RowKind.BRANCH)]
    sums = [0, 0, 0]
    for code, (name, depth) in enumerate(CODES):
        if code == 12:
            rows.append(Row("Inductive", ("",) * 8, 0, RowKind.BRANCH))
        cells: list[str] = []
        segments = people = 0
        for group, size in enumerate(SIZES):
            n = sum(count(code, group, phase) for phase in range(5))
            sums[group] += n
            segments += n
            people += _people(n, size)
            cells += [shown(n), shown(_people(n, size))]
        rows.append(Row(name, (*cells, shown(segments), shown(people)), depth))
    rows.append(
        Row(
            "Segments",
            (str(sums[0]), "", str(sums[1]), "", str(sums[2]), "", str(sum(sums)), ""),
            0,
            RowKind.TOTAL,
        )
    )
    rows.append(Row("Participants (N)", ("", "11", "", "4", "", "4", "", "19"), 0, RowKind.N))
    groups = tuple(HeaderCell(name, 2) for name in (*GROUPS, "Total"))
    measures = tuple(HeaderCell(text) for _ in range(4) for text in ("segm.", "part."))
    return TableData(
        "Coded segments and participants, by group of the speaker",
        ((HeaderCell(""), *groups), (HeaderCell("Code"), *measures)),
        tuple(rows),
        "A segment in which two people of different groups speak counts once in each group and once in the "
        "total. Moderators are not counted.",
    )


def by_phase() -> TableData:
    """Return code × phase: segments."""
    rows = [
        Row(
            name,
            (
                *(shown(sum(count(code, g, p) for g in range(3))) for p in range(5)),
                shown(sum(count(code, g, p) for g in range(3) for p in range(5))),
            ),
            depth - 1,
        )
        for code, (name, depth) in enumerate(CODES)
    ]
    sums = tuple(sum(count(c, g, p) for c in range(14) for g in range(3)) for p in range(5))
    rows.append(Row("Segments", (*map(str, sums), str(sum(sums))), 0, RowKind.TOTAL))
    header = (HeaderCell("Code"), *(HeaderCell(phase) for phase in PHASES), HeaderCell("Total"))
    return TableData("Coded segments, by the phase they talk about", (header,), tuple(rows))


def by_group_and_phase() -> TableData:
    """Return code × group × phase: seventeen columns, too many for an upright page."""
    rows: list[Row] = []
    for code, (name, depth) in enumerate(CODES):
        cells = [count(code, g, p) for g in range(3) for p in range(5)]
        rows.append(Row(name, (*map(shown, cells), shown(sum(cells))), depth - 1))
    sums = [sum(count(c, g, p) for c in range(14)) for g in range(3) for p in range(5)]
    rows.append(Row("Segments", (*map(str, sums), str(sum(sums))), 0, RowKind.TOTAL))
    return TableData(
        "Coded segments, by group of the speaker and phase they talk about",
        (
            (HeaderCell(""), *(HeaderCell(name, 5) for name in GROUPS), HeaderCell("")),
            (HeaderCell("Code"), *(HeaderCell(p) for _ in GROUPS for p in PHASES), HeaderCell("Total")),
        ),
        tuple(rows),
        "Phases are what a passage talks about, not when it was said.",
    )


def inventory() -> TableData:
    """Return the data inventory: columns are groups."""
    lines = (
        ("Method", "Co-assessment workshops", "Semi-structured interviews", "Reflexive accounts", ""),
        ("Sessions", "2", "4", "4", "10"),
        ("Participants, n (out of N)", "11 (26)", "4 (4)", "4 (7)", "19 (37)"),
        ("Sex, men / women", "1 / 10", "2 / 2", "1 / 3", "4 / 15"),
        ("Dates", "9 July and 12 December 2019", "January 2020", "February to March 2020", ""),
        ("Duration in minutes, total (mean)", "138 (69.0)", "201 (50.3)", "", "339 (56.5)"),
        ("Words", "8,614", "6,350", "2,012", "16,976"),
        ("Segments", "212", "118", "64", "394"),
    )
    return TableData(
        "Data inventory",
        ((HeaderCell(""), *(HeaderCell(name) for name in GROUPS), HeaderCell("Total")),),
        tuple(Row(label, tuple(cells)) for label, *cells in lines),
        "Two researchers and three provider representatives also speak in the workshops.",
        frozenset({0, 1, 2, 3}),
    )


def findings() -> tuple[Finding, ...]:
    """Return the fourteen findings with sixty quotes between them, and memos under some."""
    told: list[Finding] = []
    at = 0
    for code, (name, depth) in enumerate(CODES):
        groups: list[QuoteGroup] = []
        for group, speakers in enumerate(_WHO):
            quotes: list[Quote] = []
            wanted = 0 if name == "Customer misbehaviour" else (3, 1, 1)[group]
            for _ in range(wanted):
                who, where = speakers[at % len(speakers)]
                wave = _WAVES[where[0]]
                quotes.append(
                    Quote(
                        _SAID[at * 7 % len(_SAID)],
                        who,
                        f"{where}, ¶ {11 + at * 3} · {wave} · {PHASES[at % 3]}",
                    )
                )
                at += 1
            groups.append(QuoteGroup(GROUPS[group], tuple(quotes)))
        n = sum(count(code, g, p) for g in range(3) for p in range(5))
        memos = (
            MemoText(
                "Who is told",
                "Analytic memo, Marta, 3 March 2020",
                "Being told in person counts for more than being told. Those who heard of the service at "
                "the chemist's describe it as theirs; those who got the folder speak of “the office”.\n"
                "Compare with trust: it may be the same thing seen from the other side.",
            ),
        )
        told.append(
            Finding(
                name,
                ("Deductive" if code < 12 else "Inductive") + (" › Inability to change" if depth == 2 else ""),
                DEFINITIONS[code],
                f"{n} segment{'' if n == 1 else 's'} from {max(1, n // 4)} of 19 participants, "
                f"in {2 + n // 9} documents",
                tuple(groups),
                memos if code in (0, 4, 12) else (),
            )
        )
    return tuple(told)


def codebook() -> tuple[CodebookEntry, ...]:
    """Return the codebook with its two branches."""
    entries = [CodebookEntry("Deductive", branch=True)]
    for code, (name, depth) in enumerate(CODES):
        if code == 12:
            entries.append(CodebookEntry("Inductive", branch=True))
        entries.append(
            CodebookEntry(
                name,
                depth,
                "Deductive: Järvi 2018" + ("; Engen 2020" if code in (3, 7) else "") if code < 12 else "Inductive",
                DEFINITIONS[code],
                "Also when somebody else tells of it, and when it was put right later.",
                "Wishes for the future that name no event." if code % 2 else "",
                "“" + _SAID[(code * 3) % len(_SAID)][:110].rsplit(" ", 1)[0] + " …” (Carer, female, 8)",
                "" if code % 3 else "“It worked. For me it worked.” (Carer, female, 5)",
                f"{sum(count(code, g, p) for g in range(3) for p in range(5))} / {1 + code % 9}",
                "14 Jan 2020",
            )
        )
    return tuple(entries)


def report() -> ReportContent:
    """Return the whole report."""
    return ReportContent(
        title="Carers of the upper valley",
        subtitle="What got in the way of a service made together, and what helped",
        date="2020-03-14",
        snapshot="7f3a-2020-03-14",
        filters=(
            "All documents and groups",
            "Codes: 14 of 14, retired codes left out",
            "Coder: Marta and Davide",
        ),
        personal_data="Contains personal data: yes. Quotes are verbatim; speakers have label, sex, number.",
        checks=(
            "Two carers are quoted as male, the register holds one.",
            "The document “Workshop 1” has 3 segments without a speaker.",
        ),
        exported_by="Marta",
        numbers=(
            SummaryNumber("10", "documents"),
            SummaryNumber("19", "participants"),
            SummaryNumber("394", "coded segments"),
            SummaryNumber("14", "codes"),
        ),
        summary=(
            "Nine of the ten causes known from theory were found, and two themes came from the data. "
            "Absence of information and insufficient trust were named most often, by carers above all.",
            "Praise and complaint stand under the same codes: the counts say how often a cause was talked "
            "about, not how often it did harm.",
        ),
        inventory=inventory(),
        by_group=by_group(),
        by_phase=by_phase(),
        by_group_and_phase=by_group_and_phase(),
        findings=findings(),
        memos=(
            MemoText(
                "What I expected",
                "Reflexive memo, Davide, 20 February 2020",
                "I went into the workshops expecting complaints about hours. What I heard was about being "
                "asked.\nI notice that I coded the first workshop with the agency's roster in my head.",
            ),
            MemoText(
                "Blaming or explaining?",
                "Meeting decision, Marta, 2 March 2020",
                "A passage counts as blaming only when a person or office is named as at fault. “The road "
                "was closed” goes under impossibility.",
            ),
        ),
        codebook=codebook(),
        measures=(
            Measure("Segments", "Coded passages. A passage with two codes counts once under each of them."),
            Measure(
                "Participants",
                "People who speak in at least one segment of the cell; “n of N” sets them against those of the group.",
            ),
            Measure("Documents", "Transcripts and accounts with at least one segment of the cell."),
        ),
    )
