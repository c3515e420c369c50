"""The tables of a study file.

Every table has an integer key that is never used twice; every row that can be exchanged has a UUIDv7 besides. What the
database can keep it keeps: ranges, uniqueness, references. References restrict: nothing is deleted because something
else was.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

APPLICATION_ID = 0x51434F44
"""“QCOD”: tells a study from any other SQLite file."""

SCHEMA_VERSION = 1
"""``user_version`` of the file; raised with every migration."""

HEAD = "0001"
"""The newest migration."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, Column("id", Integer, primary_key=True), *parts, sqlite_autoincrement=True)


def _uuid() -> Column[str]:
    return Column("uuid", Text, nullable=False, unique=True)


def _to(column: str, table: str, *, required: bool = False) -> Column[int]:
    return Column(column, Integer, ForeignKey(f"{table}.id", ondelete="RESTRICT"), nullable=not required)


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f"{name} in (0, 1)", name=name), nullable=False, server_default="0")


study = _table(
    "study",
    _uuid(),
    Column("title", Text, nullable=False),
    _words("description"),
    Column("attribution", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

coder = _table("coder", _uuid(), Column("name", Text, nullable=False, unique=True))

participant_group = _table(
    "participant_group",
    _uuid(),
    Column("name", Text, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("population", Integer, CheckConstraint("population >= 0", name="population")),
    Column("position", Integer, nullable=False),
)

wave = _table(
    "wave",
    _uuid(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
)

choice = _table(
    "choice",
    _uuid(),
    Column("dimension", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("dimension", "key"),
)

participant = _table(
    "participant",
    _uuid(),
    Column("speaker", Text, nullable=False, unique=True),
    _to("group_id", "participant_group"),
    Column("label", Text, nullable=False),
    Column("number", Integer),
    Column("sex", Text),
    Column("role", Text),
    Column("position", Integer, nullable=False),
)

participant_attribute = _table(
    "participant_attribute",
    _to("participant_id", "participant", required=True),
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("participant_id", "name"),
)

document = _table(
    "document",
    _uuid(),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    _to("wave_id", "wave"),
    Column("date", Text),
    Column("place", Text),
    Column("mode", Text),
    Column("minutes", Float),
    Column("language", Text),
    Column("recorded", Integer),
    Column("interviewer", Text),
    Column("invited", Integer),
    Column("attended", Integer),
    _to("default_phase_id", "choice"),
    Column("sha256", Text, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("source_format", Text, nullable=False),
    _words("notes"),
    Column("characters", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    _flag("plain"),
    Column("position", Integer, nullable=False),
    Column("created_at", Text, nullable=False),
)

paragraph = _table(
    "paragraph",
    _to("document_id", "document", required=True),
    Column("position", Integer, nullable=False),
    Column("start", Integer, CheckConstraint("start >= 0", name="start"), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("document_id", "position"),
)

speaker = _table(
    "speaker",
    _uuid(),
    _to("document_id", "document", required=True),
    Column("label", Text, nullable=False),
    _to("participant_id", "participant"),
    _flag("moderator"),
    _flag("decided"),
    UniqueConstraint("document_id", "label"),
)

turn = _table(
    "turn",
    _to("document_id", "document", required=True),
    _to("speaker_id", "speaker", required=True),
    Column("start", Integer, nullable=False),
    Column("said", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("time_ms", Integer),
    UniqueConstraint("document_id", "start"),
    CheckConstraint('start >= 0 and said >= start and "end" >= said and "end" > start', name="span"),
)

code = _table(
    "code",
    _uuid(),
    _to("parent_id", "code"),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("colour", Integer, nullable=False),
    Column("origin", Text, nullable=False),
    _words("provenance"),
    _words("definition"),
    _words("inclusion"),
    _words("exclusion"),
    _words("example"),
    _words("atypical"),
    _flag("codable"),
    _flag("locked"),
    Column("status", Text, nullable=False),
    _to("coder_id", "coder"),
    Column("created_at", Text, nullable=False),
    CheckConstraint("parent_id <> id", name="no_self_parent"),
    UniqueConstraint("parent_id", "name"),
)
# null is never equal to null: the roots need an index of their own
Index("uq_code_root_name", code.c.name, unique=True, sqlite_where=code.c.parent_id.is_(None))

segment = _table(
    "segment",
    _uuid(),
    _to("document_id", "document", required=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("document_id", "start", "end"),
    CheckConstraint('start >= 0 and "end" > start', name="span"),
)

coding = _table(
    "coding",
    _uuid(),
    _to("segment_id", "segment", required=True),
    _to("code_id", "code", required=True),
    _to("coder_id", "coder", required=True),
    Column("created_at", Text, nullable=False),
    Column("edited_at", Text),
    _to("phase_id", "choice"),
    _flag("phase_assumed"),
    _to("outcome_id", "choice"),
    _to("valence_id", "choice"),
    _to("locus_id", "choice"),
    Column("weight", Integer, CheckConstraint("weight between 0 and 100", name="weight")),
    _words("comment"),
    UniqueConstraint("segment_id", "code_id", "coder_id"),
)
Index("ix_coding_code_id", coding.c.code_id, coding.c.segment_id, coding.c.coder_id)

outcome_change = _table(
    "outcome_change",
    _uuid(),
    _to("coding_id", "coding", required=True),
    _to("outcome_id", "choice"),
    _to("coder_id", "coder", required=True),
    Column("at", Text, nullable=False),
    _words("reason"),
    Index("ix_outcome_change_coding_id", "coding_id"),
)

memo = _table(
    "memo",
    _uuid(),
    Column("type", Text, nullable=False),
    _words("title"),
    Column("text", Text, nullable=False),
    _to("coder_id", "coder", required=True),
    Column("created_at", Text, nullable=False),
    Column("edited_at", Text),
)

memo_link = _table(
    "memo_link",
    _to("memo_id", "memo", required=True),
    _to("document_id", "document"),
    _to("participant_id", "participant"),
    _to("code_id", "code"),
    _to("segment_id", "segment"),
    _to("coding_id", "coding"),
    CheckConstraint(
        "(document_id is not null) + (participant_id is not null) + (code_id is not null)"
        " + (segment_id is not null) + (coding_id is not null) <= 1",
        name="one_target",
    ),
    Index("ix_memo_link_memo_id", "memo_id"),
    Index("ix_memo_link_segment_id", "segment_id"),
    Index("ix_memo_link_coding_id", "coding_id"),
)

operation = _table(
    "operation",
    Column("name", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("target_id", Integer),
    Column("arguments", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("rows", Integer, nullable=False, server_default="0"),
)
Index("ix_operation_state", operation.c.state, operation.c.id)
Index("ix_operation_origin", operation.c.origin, operation.c.id)

change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("operation_id", Integer, ForeignKey("operation.id", ondelete="RESTRICT"), nullable=False, index=True),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("ix_change_table_name", "table_name", "seq"),
)

NOT_JOURNALED = frozenset({"operation", "change"})
"""The journal itself; every other table is journaled."""

JOURNALED = tuple(table for table in metadata.sorted_tables if table.name not in NOT_JOURNALED)

SEARCH = (
    "create virtual table paragraph_search using fts5(text, content='paragraph', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2')",
    "insert into paragraph_search(paragraph_search, rank) values('secure-delete', 1)",
    "create trigger paragraph_search_i after insert on paragraph begin"
    " insert into paragraph_search(rowid, text) values(new.id, new.text); end",
    "create trigger paragraph_search_d after delete on paragraph begin"
    " insert into paragraph_search(paragraph_search, rowid, text) values('delete', old.id, old.text); end",
    "create trigger paragraph_search_u after update of text on paragraph begin"
    " insert into paragraph_search(paragraph_search, rowid, text) values('delete', old.id, old.text);"
    " insert into paragraph_search(rowid, text) values(new.id, new.text); end",
)
"""Full-text search per paragraph; the triggers make it follow every change, undo included."""
