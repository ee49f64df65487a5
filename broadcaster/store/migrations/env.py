"""Where Alembic meets our connection. Knows no URL: the caller brings an open transaction."""

from __future__ import annotations

from alembic import context

from broadcaster.store._tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
