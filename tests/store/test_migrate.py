"""Migrations: the first schema is frozen, and an older study is brought up to date without losing a row."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from qualcode.domain.errors import EnvironmentFault
from qualcode.services.project import open_project
from qualcode.store import creation, migrate, schema, study_file
from qualcode.store.engine import connect, engine_for
from qualcode.store.lock import StudyLock
from tests.builders import code, dump, small_study
from tests.store.full_disk import full_disk


def _schema_of(path: Path) -> dict[str, str]:
    connection = connect(path)
    rows = connection.execute(
        "select name, sql from sqlite_master where sql is not null and name not like 'sqlite_%'"
    ).fetchall()
    connection.close()
    return {name: " ".join(sql.split()) for name, sql in rows}


def test_the_migrations_lead_to_the_tables_of_the_program(tmp_path: Path) -> None:
    migrated, made = tmp_path / "migrated.db", tmp_path / "made.db"
    connection = connect(migrated)
    connection.isolation_level = None
    engine = create_engine("sqlite://", module=dbapi, creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", lambda each: each.exec_driver_sql("BEGIN"))
    with engine.begin() as work:
        migrate.upgrade(work, schema.HEAD)
    engine.dispose()
    direct = engine_for(made, write=True)
    with direct.begin() as work:
        creation.make_tables(work)
    direct.dispose()
    first, second = _schema_of(migrated), _schema_of(made)
    first.pop("alembic_version"), second.pop("alembic_version")
    assert first == second


def test_a_study_of_today_is_left_alone(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    assert migrate.bring_up_to_date(path, study_file.inspect(path)) is None
    assert [file.name for file in tmp_path.glob("*") if file.is_file()] == ["study.qualcode"]


_NEXT = """
from alembic import op
import sqlalchemy as sa
revision = "0002"
down_revision = "0001"

def upgrade():
    with op.batch_alter_table("code", recreate="always", table_kwargs={{"sqlite_autoincrement": True}}) as batch:
        batch.add_column(sa.Column("note", sa.Text()))
    {more}
"""


@pytest.fixture
def newer(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program one migration ahead: a table that codings refer to is rebuilt."""
    import shutil

    folder = tmp_path_factory.mktemp("migrations") / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder)
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "HEAD", "0002")
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 2)
    return folder / "versions" / "0002_next.py"


def test_rebuilding_a_table_costs_no_coding(tmp_path: Path, newer: Path) -> None:
    newer.write_text(_NEXT.format(more="pass"), encoding="utf-8")
    path = _old_study(tmp_path)
    with open_project(path) as project:
        assert (project.info().codings, project.info().codes) == (1, 3)
        assert project.check() == []
    assert study_file.inspect(path).version == 2
    (backup,) = tmp_path.glob("*.bak")
    assert "before-0002" in backup.name


def test_a_migration_that_loses_rows_is_taken_back(tmp_path: Path, newer: Path) -> None:
    newer.write_text(_NEXT.format(more='op.execute("delete from outcome_change")'), encoding="utf-8")
    path = _old_study(tmp_path)
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault, match=r"could not be brought up to date.*row counts changed"):
        open_project(path)
    assert path.read_bytes() == before


def _backups(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.suffix in (".bak", ".tmp")]


def test_a_table_that_vanished_is_noticed(tmp_path: Path, newer: Path) -> None:
    newer.write_text(_NEXT.format(more='op.drop_table("outcome_change")'), encoding="utf-8")
    path = _old_study(tmp_path)
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault, match="row counts changed, outcome_change: 1 → gone"):
        open_project(path)
    assert path.read_bytes() == before


def test_a_migration_that_fails_shows_nothing_of_the_rows(tmp_path: Path, newer: Path) -> None:
    words = "op.get_bind().exec_driver_sql('insert into wave(id, uuid, name) values(?, ?, ?)', (1, 'I waited', None))"
    newer.write_text(_NEXT.format(more=words), encoding="utf-8")
    path = _old_study(tmp_path)
    with pytest.raises(EnvironmentFault, match="IntegrityError") as caught:
        open_project(path)
    assert "waited" not in f"{caught.value} {caught.value.__cause__}"


def test_an_old_study_that_is_only_read_is_left_alone(tmp_path: Path, newer: Path) -> None:
    newer.write_text(_NEXT.format(more="pass"), encoding="utf-8")
    path = _old_study(tmp_path)
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault, match="must be brought up to date before it can be read"):
        open_project(path, write=False)
    assert path.read_bytes() == before
    assert _backups(tmp_path) == []


def test_an_old_study_that_is_open_elsewhere_is_left_alone(tmp_path: Path, newer: Path) -> None:
    newer.write_text(_NEXT.format(more="pass"), encoding="utf-8")
    path = _old_study(tmp_path)
    other = StudyLock(path, "Davide")
    other.acquire()
    with pytest.raises(EnvironmentFault, match="open in another window by Davide"):
        open_project(path)
    assert _backups(tmp_path) == []
    other.release()
    with open_project(path) as project:
        assert project.info().codings == 1
    assert not path.with_name(path.name + ".lock").exists()


def test_an_unknown_revision_is_of_a_newer_program(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        path = project.path
    connection = connect(path)
    connection.execute("update alembic_version set version_num = 'f00d'")
    connection.commit()
    connection.close()
    with pytest.raises(EnvironmentFault, match=r"newer qualcode.*f00d.*Install"):
        open_project(path)
    assert _backups(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_copy_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        with full_disk(8192), pytest.raises(EnvironmentFault, match="No copy was"):
            project.back_up()
        assert _backups(tmp_path) == []
        first, second = project.back_up(), project.back_up()
        assert first != second
        assert sorted(_backups(tmp_path)) == sorted([first.name, second.name])


def test_a_copy_into_a_protected_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_study(tmp_path) as project:

        def deny(*_given: object) -> int:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", deny)
            with pytest.raises(
                EnvironmentFault, match=r"could not be copied \(Permission denied\).*folder that you may"
            ):
                project.back_up()
        assert _backups(tmp_path) == []


def _old_study(folder: Path) -> Path:
    from unittest.mock import patch

    old = patch.object(schema, "HEAD", "0001"), patch.object(schema, "SCHEMA_VERSION", 1)
    with old[0], old[1], small_study(folder) as project:
        (made,) = code(project, "workshop", "I waited", "Mistakes")
        project.coding.note(made, "outcome", "present")
        assert dump(project)["outcome_change"]
        return project.path
