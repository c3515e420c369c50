"""The row journal: any sequence of changes is undone and redone to an equal dump."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from qualcode.domain.changes import ChangeSet, Origin, Touched
from qualcode.domain.identity import new_uuid
from qualcode.services.project import Project
from qualcode.store import schema
from tests.builders import code, dump, empty_study, small_study


def test_every_table_is_journaled_or_is_the_journal() -> None:
    assert {table.name for table in schema.JOURNALED} | schema.NOT_JOURNALED == set(schema.metadata.tables)
    assert {"operation", "change"} == schema.NOT_JOURNALED


def test_bulk_statements_and_upserts_are_journaled_whoever_makes_them(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        code(project, "workshop", "I waited", "Mistakes", "Absence of information")
        before = dump(project)
        with project.desk.act("test", "Change in bulk") as work:
            work.connection.execute(update(schema.coding).values(comment="all"))
            work.connection.execute(delete(schema.coding).where(schema.coding.c.id == 1))
            work.connection.exec_driver_sql(
                "insert into wave(uuid, name, position) values('u', 'Mid-pilot workshop', 9)"
                " on conflict(name) do update set position = 7"
            )
        after = dump(project)
        assert after != before
        project.history.undo()
        assert dump(project) == before
        project.history.redo()
        assert dump(project) == after


def test_subscribers_are_told_after_the_commit_what_was_touched(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        told: list[ChangeSet] = []
        end = project.subscribe(told.append)
        (made,) = code(project, "workshop", "I waited", "Mistakes")
        assert told[-1].label == "Code with “Mistakes”"
        assert told[-1].rows("coding") == Touched(added=frozenset({made}))
        project.history.undo()
        assert told[-1].origin is Origin.UNDO
        assert told[-1].rows("coding") == Touched(removed=frozenset({made}))
        project.history.redo()
        assert (told[-1].origin, told[-1].rows("coding")) == (Origin.REDO, Touched(added=frozenset({made})))
        end()
        code(project, "workshop", "We rang", "Mistakes")
        assert len(told) == 3


def test_an_act_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        before, steps = dump(project), project.history.all()
        told: list[ChangeSet] = []
        project.subscribe(told.append)
        with pytest.raises(ZeroDivisionError):
            _fail_half_way(project)
        assert (dump(project), project.history.all(), told) == (before, steps, [])
        with project.desk.act("test", "Works again") as work:
            work.connection.execute(insert(schema.wave).values(uuid="u", name="W", position=1))
        assert project.history.next_undo() == "Works again"


def _fail_half_way(project: Project) -> None:
    with project.desk.act("test", "Fail") as work:
        work.connection.execute(insert(schema.wave).values(uuid="u", name="W", position=1))
        raise ZeroDivisionError


def test_an_act_that_changes_nothing_is_no_step(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        steps = project.history.all()
        with project.desk.act("test", "Nothing"):
            pass
        assert project.history.all() == steps


def test_an_act_within_an_act_is_one_step(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        before, steps = dump(project), len(project.history.all())
        with project.desk.act("test", "Both"):
            code(project, "workshop", "I waited", "Mistakes")
            code(project, "workshop", "We rang", "Mistakes")
        assert len(project.history.all()) == steps + 1
        project.history.undo()
        assert dump(project) == before


def test_a_new_act_ends_what_could_be_redone_but_the_audit_trail_keeps_it(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        code(project, "workshop", "I waited", "Mistakes")
        project.history.undo()
        assert project.history.next_redo() == "Code with “Mistakes”"
        code(project, "workshop", "We rang", "Mistakes")
        assert project.history.next_redo() is None
        trail = [(step.origin.value, step.state) for step in project.history.all(3)]
        assert trail == [("do", "done"), ("undo", "done"), ("do", "abandoned")]


def test_ids_are_never_used_again(tmp_path: Path) -> None:
    with small_study(tmp_path) as project:
        first = code(project, "workshop", "I waited", "Mistakes")
        project.history.undo()
        assert code(project, "workshop", "I waited", "Mistakes") != first


def test_undo_lasts_across_sessions_and_says_who_did_what(tmp_path: Path) -> None:
    from qualcode.services.project import open_project

    with small_study(tmp_path) as project:
        before = dump(project)
        code(project, "workshop", "I waited", "Mistakes")
        path = project.path
    with open_project(path, "Davide") as project:
        undone = project.history.undo()
        assert undone is not None
        assert undone.label == "Code with “Mistakes”"
        assert dump(project) == before
        newest = project.history.all(1)[0]
        assert (newest.coder, newest.origin, newest.label) == ("Davide", Origin.UNDO, "Code with “Mistakes”")
        redone = project.history.redo()
        assert redone is not None
        table, _, image, after = project.history.changes(redone.operation)[-1]
        assert (table, image) == ("coding", None)
        assert after is not None


NAMES = st.sampled_from(["a", "b", "c", "d"])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NAMES),
        st.tuples(st.just("remove"), NAMES),
        st.tuples(st.just("rename"), NAMES),
        st.tuples(st.just("undo"), st.just("")),
        st.tuples(st.just("redo"), st.just("")),
    ),
    max_size=30,
)


def _act(project: Project, verb: str, name: str) -> bool:
    with project.desk.act("test", f"{verb} {name}") as work:
        row = work.connection.execute(select(schema.wave.c.id).where(schema.wave.c.name == name)).scalar()
        if verb == "add" and row is None:
            work.connection.execute(insert(schema.wave).values(uuid=new_uuid(), name=name, position=0))
        elif verb == "remove" and row is not None:
            work.connection.execute(delete(schema.wave).where(schema.wave.c.id == row))
        elif verb == "rename" and row is not None:
            work.connection.execute(update(schema.wave).where(schema.wave.c.id == row).values(position=row * 7))
        else:
            return False
    return True


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_sequence_of_acts_undoes_and_redoes_exactly(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str]]
) -> None:
    with empty_study(tmp_path_factory.mktemp("study")) as project:
        past, future = [dump(project)], list[dict[str, list[tuple[object, ...]]]]()
        for verb, name in acts:
            before = dump(project)
            if verb == "undo":
                assert (project.history.undo() is not None) == (len(past) > 1)
                if len(past) > 1:
                    future.append(past.pop())
            elif verb == "redo":
                assert (project.history.redo() is not None) == bool(future)
                if future:
                    past.append(future.pop())
            else:
                _act(project, verb, name)
                if dump(project) != before:
                    past.append(dump(project))
                    future.clear()
            assert dump(project) == past[-1]
        while project.history.undo():
            pass
        assert dump(project) == past[0]
