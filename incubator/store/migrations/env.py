"""Run by Alembic for every command; the connection is given by `incubator.store.schema`."""

from __future__ import annotations

from alembic import context

from incubator.store import Table

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    compare_type=True,
    render_as_batch=True,
    user_module_prefix="",  # our own types are imported by name
    transactional_ddl=True,  # on SQLite too: the transaction is begun by us, not by the driver
)
with context.begin_transaction():
    context.run_migrations()
