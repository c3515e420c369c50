"""Groups, participants and their attributes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select, update

from qualcode.domain.identity import new_uuid
from qualcode.domain.participants import Group, Participant, ParticipantDraft
from qualcode.store.schema import participant, participant_attribute, participant_group


def groups(connection: Connection) -> list[Group]:
    """Return all groups in order."""
    g = participant_group.c
    rows = connection.execute(
        select(g.id, g.uuid, g.name, g.label, g.population, g.position).order_by(g.position, g.id)
    )
    return [Group(*row) for row in rows]


def group_id(connection: Connection, name: str, label: str | None = None) -> int:
    """Return the id of a group, which is entered at the end of the list when new."""
    g = participant_group.c
    wanted = name.strip().casefold()  # SQLite knows upper and lower case of English letters only
    listed = connection.execute(select(g.id, g.name).order_by(g.id))
    found = next((key for key, other in listed if other.casefold() == wanted), None)
    if found is None:
        position = connection.execute(select(func.coalesce(func.max(g.position), -1) + 1)).scalar_one()
        values = {
            "uuid": new_uuid(),
            "name": name.strip(),
            "label": label or name.strip(),
            "position": position,
        }
        row = connection.execute(insert(participant_group).values(values)).inserted_primary_key
        found = row[0] if row else 0
    return int(found)


def set_group(connection: Connection, row: int, **values: object) -> None:
    """Change a group's name, label or population."""
    if "label" in values:  # who is printed with the group's label goes on being printed with it
        before = select(participant_group.c.label).where(participant_group.c.id == row).scalar_subquery()
        same = (participant.c.group_id == row) & (participant.c.label == before)
        connection.execute(update(participant).where(same).values(label=values["label"]))
    connection.execute(update(participant_group).where(participant_group.c.id == row).values(**values))


def people(connection: Connection) -> list[Participant]:
    """Return the register in order, attributes included."""
    p, g = participant.c, participant_group.c
    attributes: dict[int, dict[str, str]] = {}
    a = participant_attribute.c
    for owner, name, value in connection.execute(select(a.participant_id, a.name, a.value).order_by(a.id)):
        attributes.setdefault(owner, {})[name] = value
    rows = connection.execute(
        select(p.id, p.uuid, p.speaker, p.group_id, g.name, p.label, p.number, p.sex, p.role)
        .select_from(participant.outerjoin(participant_group))
        .order_by(func.coalesce(g.position, 1 << 30), p.position, p.id)
    )
    return [Participant(*row, attributes.get(row[0], {})) for row in rows]


def add(connection: Connection, draft: ParticipantDraft) -> int:
    """Enter a participant; the group is entered when new."""
    position = connection.execute(select(func.coalesce(func.max(participant.c.position), -1) + 1)).scalar_one()
    values = _values(connection, draft) | {"uuid": new_uuid(), "position": position}
    row = connection.execute(insert(participant).values(values)).inserted_primary_key
    new = int(row[0]) if row else 0
    _set_attributes(connection, new, draft.attributes.items())
    return new


def change(connection: Connection, row: int, draft: ParticipantDraft) -> None:
    """Replace what the register says of a participant."""
    connection.execute(update(participant).where(participant.c.id == row).values(_values(connection, draft)))
    kept = {
        name: (key, value)
        for key, name, value in connection.execute(
            select(participant_attribute.c.id, participant_attribute.c.name, participant_attribute.c.value).where(
                participant_attribute.c.participant_id == row
            )
        )
    }
    for name, (key, value) in kept.items():
        if name not in draft.attributes:
            connection.execute(delete(participant_attribute).where(participant_attribute.c.id == key))
        elif draft.attributes[name] != value:
            connection.execute(
                update(participant_attribute)
                .where(participant_attribute.c.id == key)
                .values(value=draft.attributes[name])
            )
    _set_attributes(connection, row, ((n, v) for n, v in draft.attributes.items() if n not in kept))


def remove(connection: Connection, row: int) -> None:
    """Take a participant out of the register."""
    connection.execute(delete(participant_attribute).where(participant_attribute.c.participant_id == row))
    connection.execute(delete(participant).where(participant.c.id == row))


def _values(connection: Connection, draft: ParticipantDraft) -> dict[str, object]:
    group = group_id(connection, draft.group, draft.label) if draft.group else None
    query = select(participant_group.c.label).where(participant_group.c.id == group)
    return {
        "speaker": draft.speaker,
        "group_id": group,
        "label": draft.label or connection.execute(query).scalar() or draft.speaker,
        "number": draft.number,
        "sex": draft.sex,
        "role": draft.role,
    }


def _set_attributes(connection: Connection, row: int, values: Iterable[tuple[str, str]]) -> None:
    rows = [{"participant_id": row, "name": name, "value": value} for name, value in values if value]
    if rows:
        connection.execute(insert(participant_attribute), rows)
