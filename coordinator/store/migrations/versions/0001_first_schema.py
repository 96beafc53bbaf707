"""The first schema."""

from __future__ import annotations

from alembic import op
from sqlmodel import SQLModel

from coordinator.store import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    assert tables.AuditRow.metadata is SQLModel.metadata  # noqa: S101  until the first release the tables are the schema
    SQLModel.metadata.create_all(op.get_bind())


def downgrade() -> None:
    SQLModel.metadata.drop_all(op.get_bind())
