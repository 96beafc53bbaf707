"""Exported summaries and plans for missing hours."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "export",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("week_starts_on", sa.Date(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("audience", sa.String(40), nullable=False),
        sa.Column("formats", sa.Text(), nullable=False),
        sa.Column("names", sa.String(40), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exported_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
        sa.CheckConstraint(
            "audience IN ('treatment-team', 'utilization-review', 'referral')", name=op.f("ck_export_known_audience")
        ),
        sa.CheckConstraint("names IN ('full', 'initials', 'id')", name=op.f("ck_export_known_namestyle")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_export_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_export_client_id_client"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["exported_by"],
            ["facilitator.id"],
            name=op.f("fk_export_exported_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["client_group.id"],
            name=op.f("fk_export_group_id_client_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("number", name=op.f("uq_export_number")),
    )
    op.create_index(op.f("ix_export_client_id"), "export", ["client_id"], unique=False)
    op.create_index(op.f("ix_export_exported_by"), "export", ["exported_by"], unique=False)
    op.create_index(op.f("ix_export_group_id"), "export", ["group_id"], unique=False)
    op.create_table(
        "week_plan",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("week_starts_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_plan")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_week_plan_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_week_plan_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("client_id", "week_starts_on", name=op.f("uq_week_plan_client_id_week_starts_on")),
    )
    op.create_index(op.f("ix_week_plan_client_id"), "week_plan", ["client_id"], unique=False)


def downgrade() -> None:
    op.drop_table("week_plan")
    op.drop_table("export")
