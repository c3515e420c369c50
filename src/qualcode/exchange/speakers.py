"""Find out who speaks where: the turns of a transcript, from its text alone.

``auto`` decides for the whole document which style of labels is in use, and which of the labels are speakers:
what recurs, or looks like a code, a role or a name among others of its kind. What stands before the first
turn belongs to nobody; a paragraph without a label belongs to the turn that runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from qualcode.domain.documents import Reading, SpeakerFound, TurnDraft
from qualcode.domain.errors import shorten
from qualcode.domain.text import Span, count_words
from qualcode.exchange.turns.marks import Mark, Paragraphs, Shape, Style, marks
from qualcode.exchange.turns.own_pattern import marks_of_pattern
from qualcode.exchange.turns.spelling import similar_labels
from qualcode.exchange.turns.words import Likeness, counts_people, is_metadata, numbered, question_or_answer

__all__ = ["AUTO", "NONE", "find_turns", "similar_labels", "speakers_found"]

AUTO, NONE = "auto", "none"
FIRST_LINE = 80
"""How many characters of a speaker's first words the preview shows."""
_HEADER_PARAGRAPHS = 15
_FEW = 6


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
    found = _without_header(marks(reading, Style.COLON), paragraphs)
    counts = Counter(_key(mark) for mark in found)
    kinds = {_key(mark): mark.likeness for mark in found}
    questions = _question_and_answer(found, counts)
    lists = _numbered_headings(counts, kinds)
    needed = {Likeness.CODE: 2, Likeness.NAME: 2, Likeness.PHRASE: 3}
    steady = {
        label
        for label, count in counts.items()
        if label in questions or (label not in lists and count >= needed.get(kinds[label], count + 1))
    }
    if not _enough(steady, kinds, found, paragraphs):
        return _never_twice([mark for mark in found if _key(mark) not in lists], paragraphs)
    once = _once_credible([mark for mark in found if _key(mark) in steady], kinds, text)
    accepted = [mark for mark in found if _key(mark) in steady or (_key(mark) not in lists and once(mark))]
    if any(mark.shape is Shape.TAB for mark in accepted):  # here and there the colon is forgotten
        known = {_key(mark) for mark in accepted}
        accepted += [mark for mark in marks(reading, Style.TAB) if _key(mark) in known]
        accepted.sort(key=lambda mark: mark.start)
    return accepted


def _once_credible(strong: list[Mark], kinds: dict[str, Likeness], text: str) -> Callable[[Mark], bool]:
    """Return the test of a label that does not recur; ``strong`` are the marks of those that do.

    A code or a role always passes. A name passes among names, or in a short text, when it is divided from its words in
    the same way and these begin like speech: after ``Remember: do`` they do not.
    """
    first = strong[0].start
    shape = Counter(mark.shape for mark in strong).most_common(1)[0][0]
    labels = {_key(mark) for mark in strong}
    named = 2 * sum(1 for label in labels if kinds[label] is not Likeness.CODE) >= len(labels)
    lower = sum(1 for mark in strong if _begins_small(mark, text)) > 0.3 * len(strong)

    def credible(mark: Mark) -> bool:
        kind = kinds[_key(mark)]
        if kind is Likeness.CODE:
            return True
        speech = lower or not _begins_small(mark, text)
        known = named or len(strong) < _FEW
        return kind is Likeness.NAME and mark.start > first and mark.shape == shape and speech and known

    return credible


def _enough(steady: set[str], kinds: dict[str, Likeness], found: list[Mark], paragraphs: Paragraphs) -> bool:
    """Tell whether the labels that recur make a transcript, and not an essay with a few colons."""
    if not steady:
        return False
    if any(kinds[label] is Likeness.CODE for label in steady):
        return True
    strong = [mark for mark in found if _key(mark) in steady]
    return _share(strong, paragraphs) >= (0.02 if len(steady) > 1 else 0.2)


def _never_twice(found: list[Mark], paragraphs: Paragraphs) -> list[Mark]:
    """Judge a document in which no label recurs: one account, or a round in which everybody speaks once."""
    names = [mark for mark in found if mark.likeness >= Likeness.NAME]
    if len(names) > 1 and _share(names, paragraphs) >= 0.6:
        return names
    codes = [mark for mark in names if mark.likeness is Likeness.CODE and mark.shape is not Shape.JOINED]
    return codes if codes and paragraphs.number(codes[0].start) <= _HEADER_PARAGRAPHS else []


def _without_header(found: list[Mark], paragraphs: Paragraphs) -> list[Mark]:
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
        people = counts_people(stem) and all(kinds[label] is Likeness.CODE for _, label in members)
        if once and rising and len(members) > 1 and not people:
            lists.update(label for _, label in members)
    return lists


# The other styles


def _by_stamp(reading: Reading, paragraphs: Paragraphs) -> list[Mark]:
    found = [mark for mark in marks(reading, Style.STAMP) if mark.likeness is not Likeness.HEADING]
    counts = Counter(_key(mark) for mark in found)
    if any(count > 1 for count in counts.values()):  # next to a time even a phrase that recurs is a name
        return [mark for mark in found if mark.likeness >= Likeness.NAME or counts[_key(mark)] > 1]
    named = [mark for mark in found if mark.likeness >= Likeness.NAME]
    return named if len(named) > 1 and _share(named, paragraphs) >= 0.3 else []


def _by_tab(reading: Reading, paragraphs: Paragraphs) -> list[Mark]:
    found = [mark for mark in marks(reading, Style.TAB) if mark.likeness >= Likeness.NAME]
    return _without_colon(found, paragraphs, share=0.3)


def _by_bold(reading: Reading, paragraphs: Paragraphs) -> list[Mark]:
    found = [mark for mark in marks(reading, Style.BOLD) if mark.likeness >= Likeness.NAME]
    return _without_colon(found, paragraphs, share=0.05)


def _without_colon(found: list[Mark], paragraphs: Paragraphs, share: float) -> list[Mark]:
    """Judge names and codes that no colon marks: headings of chapters and columns of tables look like them.

    Two labels must recur, or a code; in a text that consists of little but labels and words, one is enough.
    """
    counts = Counter(_key(mark) for mark in found)
    steady = {label for label, count in counts.items() if count > 1}
    strong = [mark for mark in found if _key(mark) in steady]
    if not strong:
        return []
    dense = len(counts) > 1 and _share(found, paragraphs) >= max(0.3, share)
    firm = len(steady) > 1 or any(mark.likeness is Likeness.CODE for mark in strong)
    if dense:
        return [mark for mark in found if mark.start >= strong[0].start]
    return strong if firm and _share(strong, paragraphs) >= share else []


def _share(found: list[Mark], paragraphs: Paragraphs) -> float:
    """Return how many of the paragraphs from the first mark on are marked."""
    return len(found) / (len(paragraphs) - paragraphs.number(found[0].start) + 1)


def _key(mark: Mark) -> str:
    return mark.label.casefold()


def _begins_small(mark: Mark, text: str) -> bool:
    return text[mark.said : mark.said + 1].islower()
