"""The study itself, its coders, waves and value lists."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from qualcode.domain.choices import Choice
from qualcode.domain.documents import Wave
from qualcode.domain.identity import new_uuid
from qualcode.store.driver import fetch, run
from qualcode.store.schema import choice, coder, study, wave


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """The one row that describes the study."""

    uuid: str
    title: str
    description: str
    attribution: str
    created_at: str


def facts(connection: Connection) -> StudyFacts:
    """Return the study's own row."""
    columns = (study.c.uuid, study.c.title, study.c.description, study.c.attribution, study.c.created_at)
    return StudyFacts(*connection.execute(select(*columns)).one())


def set_facts(connection: Connection, **values: str) -> None:
    """Change the study's title, description or attribution template."""
    connection.execute(update(study).values(**values))


def coder_id(connection: Connection, name: str) -> int:
    """Return the id of a coder, who is entered when new."""
    found = fetch(connection, "select id from coder where name = ?", (name,))
    if found:
        return int(found[0][0])
    return run(connection, "insert into coder(uuid, name) values(?, ?)", (new_uuid(), name))


def coders(connection: Connection) -> dict[int, str]:
    """Return all coders by id, in the order in which they came."""
    return {row.id: row.name for row in connection.execute(select(coder.c.id, coder.c.name).order_by(coder.c.id))}


def waves(connection: Connection) -> list[Wave]:
    """Return all waves in order."""
    rows = connection.execute(select(wave.c.id, wave.c.uuid, wave.c.name, wave.c.position).order_by(wave.c.position))
    return [Wave(*row) for row in rows]


def wave_id(connection: Connection, name: str) -> int:
    """Return the id of a wave, which is entered at the end of the list when new."""
    wanted = name.strip().casefold()  # SQLite knows upper and lower case of English letters only
    found = next((each.id for each in waves(connection) if each.name.casefold() == wanted), None)
    if found is None:
        position = connection.execute(select(func.coalesce(func.max(wave.c.position), -1) + 1)).scalar_one()
        values = {"uuid": new_uuid(), "name": name.strip(), "position": position}
        row = connection.execute(insert(wave).values(values)).inserted_primary_key
        found = row[0] if row else 0
    return int(found)


def choices(connection: Connection) -> list[Choice]:
    """Return the values of all lists, each list in its order."""
    columns = (choice.c.id, choice.c.dimension, choice.c.key, choice.c.label, choice.c.position)
    rows = connection.execute(select(*columns).order_by(choice.c.dimension, choice.c.position))
    return [Choice(*row) for row in rows]
