"""Who leads a block, and each segment of a block and of a session, where that is not the usual person."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

COLUMNS = (("block", "facilitator_id"), ("segment", "leader_id"), ("session_segment", "leader_id"))


def upgrade() -> None:
    for table, column in COLUMNS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(column, sa.Uuid(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_{column}_facilitator"),
                "facilitator",
                [column],
                ["id"],
                deferrable=True,
                initially="DEFERRED",
            )
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    for table, column in reversed(COLUMNS):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_{column}_facilitator"), type_="foreignkey")
            batch.drop_column(column)
