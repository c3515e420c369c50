"""How Alembic runs our migrations: on the connection that it is handed, inside its transaction."""

from __future__ import annotations

from alembic import context

from qualcode.store import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
