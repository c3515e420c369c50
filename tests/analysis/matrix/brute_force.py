"""The rules of the matrix once more, in plain Python without any array: slow, and easy to check by reading.

Written from the rules, not from the code under test, and sharing nothing with it but the pattern of a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import nan

from qualcode.domain.text import WORD
from tests.analysis.small_studies import SmallStudy

CODING_FIELDS = {"coder": 3, "phase": 4, "outcome": 5, "valence": 6, "locus": 7}
TEXT = ("group", "wave", "document", "participant", "sex")
OPEN = ("participant", "document", "coder")

Path = tuple[int | str, ...]


@dataclass(frozen=True)
class Fact:
    """A coding that counts for a person (0: nobody in particular)."""

    coding: int
    segment: int
    document: int
    person: int
    values: dict[str, int | str]


class BruteForce:
    """Counts one study under one set of filters."""

    def __init__(
        self,
        study: SmallStudy,
        aggregate: bool,
        include_reflexive: bool,
        filters: dict[str, frozenset[int]],
    ) -> None:
        self.study, self.aggregate, self.filters = study, aggregate, filters
        self.groups = {key: group for key, group, _ in study.participants}
        self.sexes = {key: sex or 0 for key, _, sex in study.participants}
        self.waves = {key: wave for key, wave, _ in study.documents}
        self.kept = {key for key, _, reflexive in study.documents if include_reflexive or not reflexive}
        self.parents = {code.id: code.parent_id for code in study.codes}
        self.words = {key: list(WORD.finditer(text)) for key, text in study.texts.items()}
        self.turns: dict[int, list[tuple[int, int, int]]] = {key: [] for key, _, _ in study.documents}
        with_turns = set()
        for document, said, end, person, moderating in study.turns:
            with_turns.add(document)
            silent = moderating or (person and not self.groups[person])
            if said < end:
                self.turns[document].append((said, end, -1 if silent else person))
        for document in self.turns.keys() - with_turns:
            self.turns[document].append((0, len(study.texts[document]), 0))
        self.facts = [fact for fact in self._facts() if self._passes(fact)]
        self.voices = [
            (document, person)
            for document in self.kept
            for person in {who for _, _, who in self.turns[document] if who >= 0}
            if all(self._text_values(document, person)[name] in filters[name] for name in TEXT if name in filters)
        ]

    def _text_values(self, document: int, person: int) -> dict[str, int | str]:
        return {
            "document": document,
            "wave": self.waves[document],
            "participant": person,
            "group": self.groups.get(person, 0),
            "sex": self.sexes.get(person, 0),
        }

    def _facts(self) -> Iterable[Fact]:
        spans = {key: (document, start, end) for key, document, start, end in self.study.segments}
        for row in self.study.codings:
            document, start, end = spans[row[1]]
            if document not in self.kept:
                continue
            touched = {who for said, stop, who in self.turns[document] if start < stop and said < end}
            heard = touched - {-1}
            if touched and not heard:
                continue
            for person in (heard - {0}) or {0}:
                values = self._text_values(document, person)
                values |= {name: row[place] for name, place in CODING_FIELDS.items()}
                values["code"] = row[2]
                yield Fact(row[0], row[1], document, person, values)

    def _passes(self, fact: Fact) -> bool:
        for name, keys in self.filters.items():
            if name == "code" and self.aggregate:
                if not set(self.line(int(fact.values["code"]))) & keys:
                    return False
            elif fact.values[name] not in keys:
                return False
        return True

    def line(self, code: int) -> list[int]:
        """Return the code and all above it."""
        above = self.parents[code]
        return [code] if above is None else [code, *self.line(above)]

    def stands_in(self, fact: Fact, names: tuple[str, ...], path: Path) -> bool:
        """Tell whether a fact counts under a header."""
        for name, value in zip(names, path, strict=True):
            if name == "code" and self.aggregate:
                if value not in self.line(int(fact.values["code"])):
                    return False
            elif fact.values[name] != value:
                return False
        return True

    def facts_in(self, names: tuple[str, ...], path: Path) -> list[Fact]:
        """Return the facts under a header; no names means all."""
        return [fact for fact in self.facts if self.stands_in(fact, names, path)]

    def spoken_words(self, fact: Fact) -> set[tuple[int, int]]:
        """Return the coded words that the fact's person speaks."""
        _, document, start, end = next(row for row in self.study.segments if row[0] == fact.segment)
        return {
            (document, number)
            for number, word in enumerate(self.words[document])
            if word.start() < end and start < word.end()
            for said, stop, who in self.turns[document]
            if who == fact.person and said <= word.start() < stop
        }

    def count(self, measure: str, facts: list[Fact]) -> int:
        """Count one of the four things that are counted."""
        match measure:
            case "participants":
                return len({fact.person for fact in facts if fact.person})
            case "documents":
                return len({fact.document for fact in facts})
            case "words":
                return len(set().union(*(self.spoken_words(fact) for fact in facts)))
            case _:
                return len({fact.segment for fact in facts})

    def voices_in(self, names: tuple[str, ...], path: Path) -> list[tuple[int, int]]:
        """Return who speaks in the part of the text that a header stands for."""
        wanted = {name: value for name, value in zip(names, path, strict=True) if name in TEXT}
        return [voice for voice in self.voices if wanted.items() <= self._text_values(*voice).items()]

    def behind(self, names: tuple[str, ...], path: Path) -> int:
        """Count the participants behind a header (N)."""
        if all(name in TEXT for name in names):
            return len({person for _, person in self.voices_in(names, path) if person})
        return len({fact.person for fact in self.facts_in(names, path) if fact.person})

    def all_words(self, names: tuple[str, ...], path: Path) -> int:
        """Count all words spoken in the part of the text that a header stands for."""
        voices = set(self.voices_in(names, path))
        return sum(
            said <= word.start() < stop and (document, who) in voices
            for document, turns in self.turns.items()
            for said, stop, who in turns
            for word in self.words[document]
        )

    def number(self, measure: str, row: tuple[tuple[str, ...], Path], column: tuple[tuple[str, ...], Path]) -> float:
        """Return the number at a crossing; an empty header is a total."""
        inside = [fact for fact in self.facts_in(*row) if self.stands_in(fact, *column)]
        if measure in ("segments", "participants", "documents", "words"):
            return self.count(measure, inside)
        part = self.count("segments", inside)
        if measure == "row-percent":
            whole, per = self.count("segments", self.facts_in(*row)), 100
        elif measure == "column-percent":
            whole, per = self.count("segments", self.facts_in(*column)), 100
        else:
            whole, per = self.all_words(*column), 1000
        return part * per / whole if whole else nan

    def headers(self, names: tuple[str, ...]) -> list[Path]:
        """Return the headers that a side with these dimensions has, in display order."""
        lists: list[list[int | str]] = []
        for name in names:
            if name == "code":
                lists.append(list(self.shown_codes()))
            elif name == "sex":
                lists.append([*sorted({sex for _, _, sex in self.study.participants if sex}), 0])
            else:
                lists.append([*(key for key, _ in self.study.labels[name]), 0])
        return [path for path in product(*lists) if self._has_header(names, path)]

    def _has_header(self, names: tuple[str, ...], path: Path) -> bool:
        if self.facts_in(names, path):
            return True
        for name, value in zip(names, path, strict=True):
            if value == 0 or (name != "code" and name in self.filters and value not in self.filters[name]):
                return False
            if name == "coder" and not self.facts_in(("coder",), (value,)):
                return False
        if "participant" in names or "document" in names:
            return bool(self.voices_in(names, path))
        return True

    def shown_codes(self) -> list[int]:
        """Return the ids of the codes that have a header, in tree order."""
        order: list[int] = []

        def visit(parent: int | None) -> None:
            children = [code for code in self.study.codes if code.parent_id == parent]
            for code in sorted(children, key=lambda c: (c.position, c.id)):
                order.append(code.id)
                visit(code.id)

        visit(None)
        if "code" in self.filters:
            return [key for key in order if key in self.filters["code"]]
        alive = {code.id for code in self.study.codes if code.status != "retired"}
        alive |= {int(fact.values["code"]) for fact in self.facts}
        return [key for key in order if any(key in self.line(below) for below in alive)]

    def in_several(self, names: tuple[str, ...]) -> int:
        """Count the segments that stand under more than one header."""
        places: dict[int, set[Path]] = {}
        for path in self.headers(names):
            for fact in self.facts_in(names, path):
                places.setdefault(fact.segment, set()).add(path)
        return sum(len(paths) > 1 for paths in places.values())
