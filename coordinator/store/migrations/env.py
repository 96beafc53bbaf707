"""Alembic's environment. The connection is handed over by `coordinator.store.migrate`; there is no other way in."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from coordinator.store import tables

assert tables.AuditRow.metadata is SQLModel.metadata  # noqa: S101  importing the tables fills the metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
