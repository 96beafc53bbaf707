"""Make-up sessions, why a clash was accepted, and how long a group's meeting plan lets it meet."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

WITHIN = "BETWEEN -2147483648 AND 2147483647"


def upgrade() -> None:
    op.create_table(
        "make_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("missed_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_make_up")),
        sa.ForeignKeyConstraint(
            ["missed_id"],
            ["group_session.id"],
            name=op.f("fk_make_up_missed_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_make_up_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("session_id", name=op.f("uq_make_up_session_id")),
    )
    op.create_index(op.f("ix_make_up_missed_id"), "make_up", ["missed_id"], unique=False)
    for table in ("block", "group_session", "enrolment"):
        op.add_column(table, sa.Column("despite", sa.Text(), nullable=True))
    # Said as SQL: SQLite adds a column with its checks in place, where a batch would copy the table.
    checks = (
        f"CONSTRAINT ck_client_group_limit_minutes_is_a_number CHECK (limit_minutes {WITHIN}) "
        "CONSTRAINT ck_client_group_limit_minutes_at_least_1 CHECK (limit_minutes IS NULL OR limit_minutes >= 1)"
    )
    op.execute(f"ALTER TABLE client_group ADD COLUMN limit_minutes INTEGER {checks}")


def downgrade() -> None:
    op.drop_column("client_group", "limit_minutes")
    for table in ("enrolment", "group_session", "block"):
        op.drop_column(table, "despite")
    op.drop_table("make_up")
