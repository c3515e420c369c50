"""What all services of one open study share: its file, who is working, and the value lists."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from qualcode.domain.choices import Choice
from qualcode.domain.errors import Refusal
from qualcode.store.tables import documents as document_table
from qualcode.store.tables import history as history_table
from qualcode.store.tables import study as study_table
from qualcode.store.tables.history import Version
from qualcode.store.unit_of_work import Store, View, Work

_KEPT_CHARACTERS = 8_000_000


class Desk:
    """The shared ground of the services."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store = store
        self.coder = coder
        self._choices: tuple[Version, tuple[Choice, ...]] | None = None
        self._texts: OrderedDict[int, str] = OrderedDict()
        self._texts_of: Version = ()
        self._texts_in_use = threading.Lock()

    def read(self) -> AbstractContextManager[View]:
        """Open a consistent view of the study."""
        return self.store.read()

    @contextmanager
    def act(self, name: str, label: str, **arguments: object) -> Iterator[Work]:
        """Run one act of the user under the present coder's name."""
        with self.store.act(name, label, self.coder, arguments) as work:
            yield work

    def text(self, connection: View, document: int) -> str:
        """Return the text of a document; those used last are kept in memory."""
        if self.store.is_acting:  # what is read inside an act may yet be taken back
            return document_table.text_of(connection, document)
        version = history_table.version(connection, "paragraph")
        with self._texts_in_use:
            if self._texts_of != version:
                self._texts.clear()
                self._texts_of = version
            found = self._texts.pop(document, None)
            if found is not None:
                self._texts[document] = found
        if found is None:
            found = document_table.text_of(connection, document)
            self._keep(document, found, version)
        return found

    def _keep(self, document: int, text: str, version: Version) -> None:
        with self._texts_in_use:
            if self._texts_of == version:
                self._texts[document] = text
            while len(self._texts) > 1 and sum(map(len, self._texts.values())) > _KEPT_CHARACTERS:
                self._texts.popitem(last=False)

    def coder_id(self, work: Work, name: str | None = None) -> int:
        """Return the id of a coder, by default of the one who is working."""
        wanted = (name or self.coder).strip()
        if not wanted:
            raise Refusal("A coder needs a name: give it with --coder, or in the preferences.")
        return study_table.coder_id(work.connection, wanted)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The values of all lists of the study."""
        with self.read() as connection:
            version = history_table.version(connection, "choice")
            kept = self._choices
            if kept is None or kept[0] != version:
                kept = (version, tuple(study_table.choices(connection)))
                if not self.store.is_acting:
                    self._choices = kept
        return kept[1]

    def choice_id(self, dimension: str, value: str | None) -> int | None:
        """Return the id of a value, given by key or label in any case; None and "" are no value.

        Raises:
            Refusal: when the list has no such value, naming those that it has.
        """
        if value is None or not value.strip():
            return None
        wanted = value.strip().casefold()
        listed = [choice for choice in self.choices if choice.dimension == dimension]
        for choice in listed:
            if wanted in (choice.key.casefold(), choice.label.casefold()):
                return choice.id
        known = ", ".join(choice.key for choice in listed)
        raise Refusal(f"“{value}” is no {dimension} of this study. Use one of: {known}.")
