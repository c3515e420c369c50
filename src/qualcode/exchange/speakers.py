"""Find out who speaks where: the turns of a transcript, from its text alone.

``auto`` decides for the whole document which style of labels is in use, and which of the labels are speakers:
what recurs, or looks like a code, a role or a name among others of its kind. What stands before the first
turn belongs to nobody; a paragraph without a label belongs to the turn that runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.domain.documents import Reading, SpeakerFound, TurnDraft
from qualcode.domain.errors import shorten
from qualcode.domain.text import Span, count_words
from qualcode.exchange.turns.marks import Mark, Paragraphs, Style, marks
from qualcode.exchange.turns.own_pattern import marks_of_pattern
from qualcode.exchange.turns.spelling import similar_labels
from qualcode.exchange.turns.words import Likeness, is_metadata, likeness, numbered, question_or_answer

__all__ = ["AUTO", "NONE", "find_turns", "similar_labels", "speakers_found"]

AUTO, NONE = "auto", "none"
FIRST_LINE = 80
"""How many characters of a speaker's first words the preview shows."""
_HEADER_PARAGRAPHS = 15


def find_turns(reading: Reading, pattern: str = AUTO) -> tuple[TurnDraft, ...]:
    """Return the turns of a document, in order and without overlap.

    ``pattern`` is ``auto``, ``none`` (the document has no turns), or a regular expression that matches at the
    start of a paragraph: its group ``name``, ``label`` or ``speaker``, else its first group, is the label,
    and the words begin behind the match.

    Raises:
        Refusal: when the expression is not valid, or takes too long.
    """
    if pattern == NONE:
        return ()
    found = _automatic(reading) if pattern == AUTO else marks_of_pattern(reading.text, pattern)
    return tuple(_turns(reading.text, found))


def speakers_found(text: str, turns: Sequence[TurnDraft]) -> list[SpeakerFound]:
    """Return each label with its turns, its words and the beginning of its first words, by first turn."""
    said: dict[str, list[tuple[int, str]]] = {}
    for turn in turns:
        words = text[turn.said : turn.span.end]
        said.setdefault(turn.label, []).append((count_words(words), words))
    return [
        SpeakerFound(
            label,
            len(pieces),
            sum(number for number, _ in pieces),
            shorten(
                next((words for number, words in pieces if number), pieces[0][1])[: FIRST_LINE * 4],
                FIRST_LINE,
            ),
        )
        for label, pieces in said.items()
    ]


def _turns(text: str, found: Sequence[Mark]) -> list[TurnDraft]:
    turns: list[TurnDraft] = []
    for place, mark in enumerate(found):
        limit = found[place + 1].start if place + 1 < len(found) else len(text)
        end = mark.start + len(text[mark.start : limit].rstrip())
        words = text[mark.said : end]
        said = mark.said + len(words) - len(words.lstrip()) if words.strip() else end
        turns.append(TurnDraft(mark.label, Span(mark.start, end), min(said, end), mark.time_ms))
    return turns


def _automatic(reading: Reading) -> list[Mark]:
    """Return the marks of the style with most turns; labels with a colon win among near equals."""
    paragraphs = Paragraphs(reading.text)
    if not len(paragraphs):
        return []
    best: list[Mark] = []
    for judge in (_by_colon, _by_stamp, _by_tab, _by_bold):
        if 2 * len(best) >= len(paragraphs):  # no other style can account for more than twice as many
            break
        accepted = judge(reading, paragraphs)
        if len(accepted) > 2 * len(best):
            best = accepted
    return best


# Labels with a colon


def _by_colon(reading: Reading, paragraphs: Paragraphs) -> list[Mark]:
    text = reading.text
    found = _without_header(marks(reading, Style.COLON), text, paragraphs)
    counts = Counter(_key(mark) for mark in found)
    kinds = {_key(mark): likeness(mark.label) for mark in found}
    questions = _question_and_answer(found, counts)
    lists = _numbered_headings(counts, kinds)
    needed = {Likeness.CODE: 2, Likeness.NAME: 2, Likeness.PHRASE: 3}
    steady = {
        label
        for label, count in counts.items()
        if label in questions or (label not in lists and count >= needed.get(kinds[label], count + 1))
    }
    if not _enough(steady, counts, kinds, found, paragraphs):
        return _never_twice(found, kinds, lists, text, paragraphs)
    strong = [mark for mark in found if _key(mark) in steady]
    first = strong[0].start
    shape = Counter(mark.shape for mark in strong).most_common(1)[0][0]
    named = sum(1 for label in steady if kinds[label] is not Likeness.CODE)
    accepted = [
        mark
        for mark in found
        if _key(mark) in steady
        or (
            _key(mark) not in lists
            and _once_credible(mark, kinds[_key(mark)], shape, 2 * named >= len(steady), text)
            and (mark.start > first or kinds[_key(mark)] is Likeness.CODE)
        )
    ]
    if "\t" in shape:  # here and there the colon is forgotten
        taken = {mark.start for mark in accepted}
        accepted += [m for m in marks(reading, Style.TAB) if _key(m) in steady and m.start not in taken]
        accepted.sort(key=lambda mark: mark.start)
    return accepted


def _once_credible(mark: Mark, kind: Likeness, shape: str, named: bool, text: str) -> bool:
    """Tell whether a label that does not recur is a speaker, in a document whose steady labels are known."""
    if kind is Likeness.CODE:
        return True
    return kind is Likeness.NAME and named and mark.shape == shape and _opens_speech(mark, text)


def _enough(
    steady: set[str],
    counts: Counter[str],
    kinds: dict[str, Likeness],
    found: list[Mark],
    paragraphs: Paragraphs,
) -> bool:
    """Tell whether the labels that recur make a transcript, and not an essay with a few colons."""
    if not steady:
        return False
    if any(kinds[label] is Likeness.CODE for label in steady):
        return True
    first = next(mark.start for mark in found if _key(mark) in steady)
    after = len(paragraphs) - paragraphs.number(first) + 1
    share = sum(counts[label] for label in steady) / max(1, after)
    return share >= (0.02 if len(steady) > 1 else 0.2)


def _never_twice(
    found: list[Mark], kinds: dict[str, Likeness], lists: set[str], text: str, paragraphs: Paragraphs
) -> list[Mark]:
    """Judge a document in which no label recurs: one account, or a round in which everybody speaks once."""
    credible = [mark for mark in found if _key(mark) not in lists and kinds[_key(mark)] >= Likeness.NAME]
    codes = [mark for mark in credible if kinds[_key(mark)] is Likeness.CODE]
    names = [mark for mark in credible if mark in codes or _opens_speech(mark, text)]
    if codes and paragraphs.number(codes[0].start) <= _HEADER_PARAGRAPHS:
        return [mark for mark in names if mark.start >= codes[0].start]
    if len(names) > 1:
        after = len(paragraphs) - paragraphs.number(names[0].start) + 1
        if len(names) >= 0.6 * after:
            return names
    return []


def _without_header(found: list[Mark], text: str, paragraphs: Paragraphs) -> list[Mark]:
    """Leave out the lines about the session at the top, as ``Interviewer: Marta`` above ``Date: 9 July``."""
    last = -1
    for mark in found:
        if paragraphs.number(mark.start) > _HEADER_PARAGRAPHS:
            break
        if is_metadata(mark.label):
            last = mark.start
    return [mark for mark in found if mark.start > last]


def _question_and_answer(found: list[Mark], counts: Counter[str]) -> set[str]:
    """Return the labels of a written interview (``Question``, ``Answer``), when both recur."""
    kinds: dict[str, set[str]] = {}
    for mark in found:
        kind = question_or_answer(mark.label)
        if kind is not None and counts[_key(mark)] > 1:
            kinds.setdefault(kind, set()).add(_key(mark))
    return kinds["question"] | kinds["answer"] if len(kinds) == 2 else set()


def _numbered_headings(counts: Counter[str], kinds: dict[str, Likeness]) -> set[str]:
    """Return labels like ``Aspect 1``, ``Aspect 2`` of which each occurs once: a list, not people."""
    families: dict[str, list[tuple[int, str]]] = {}
    for label in counts:
        parts = numbered(label)
        if parts is not None:
            families.setdefault(parts[0], []).append((parts[1], label))
    lists: set[str] = set()
    for stem, members in families.items():
        once = all(counts[label] == 1 for _, label in members)
        rising = [number for number, _ in members] == sorted(number for number, _ in members)
        role = len(stem) > 1 and all(kinds[label] is Likeness.CODE for _, label in members)
        if once and rising and len(members) > 1 and not role:
            lists.update(label for _, label in members)
    return lists


# The other styles


def _by_stamp(reading: Reading, paragraphs: Paragraphs) -> list[Mark]:
    found = [mark for mark in marks(reading, Style.STAMP) if mark.likeness is not Likeness.HEADING]
    counts = Counter(_key(mark) for mark in found)
    # Next to a time even a phrase is a name; but a lone one may be an appointment.
    return found if len(found) > 1 and max(counts.values()) > 1 else []


def _by_tab(reading: Reading, paragraphs: Paragraphs) -> list[Mark]:
    found = [mark for mark in marks(reading, Style.TAB) if mark.likeness >= Likeness.NAME]
    counts = Counter(_key(mark) for mark in found)
    steady = {label for label, count in counts.items() if count > 1}
    strong = [mark for mark in found if _key(mark) in steady]
    if not strong or (len(steady) < 2 and not any(mark.likeness is Likeness.CODE for mark in strong)):
        return []
    after = len(paragraphs) - paragraphs.number(strong[0].start) + 1
    return [m for m in found if m.start >= strong[0].start] if len(strong) >= 0.3 * after else []


def _by_bold(reading: Reading, paragraphs: Paragraphs) -> list[Mark]:
    found = [mark for mark in marks(reading, Style.BOLD) if mark.likeness >= Likeness.NAME]
    counts = Counter(_key(mark) for mark in found)
    steady = {label for label, count in counts.items() if count > 1}
    strong = [mark for mark in found if _key(mark) in steady]
    if not strong or (len(steady) < 2 and not any(mark.likeness is Likeness.CODE for mark in strong)):
        return []
    after = len(paragraphs) - paragraphs.number(strong[0].start) + 1
    if len(strong) < 0.05 * after:
        return []
    return [mark for mark in found if _key(mark) in steady or mark.likeness is Likeness.CODE]


def _key(mark: Mark) -> str:
    return mark.label.casefold()


def _opens_speech(mark: Mark, text: str) -> bool:
    """Tell whether what follows a label may be the beginning of speech; after ``Remember: do`` it is not."""
    after = text[mark.said : mark.said + 1]
    return not after.islower()
