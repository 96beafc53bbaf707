"""Platform reports, the names they show, and time outside the sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "alias",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("alias_key", sa.Text(), nullable=False),
        sa.Column("shown_name", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_alias_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_alias_client_id_client"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"],
            ["facilitator.id"],
            name=op.f("fk_alias_confirmed_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("alias_key", "client_id", name=op.f("uq_alias_alias_key_client_id")),
    )
    op.create_index(op.f("ix_alias_alias_key"), "alias", ["alias_key"], unique=False)
    op.create_index(op.f("ix_alias_client_id"), "alias", ["client_id"], unique=False)
    op.create_index(op.f("ix_alias_confirmed_by"), "alias", ["confirmed_by"], unique=False)
    op.create_table(
        "service_time",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("service_type", sa.String(40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_time")),
        sa.CheckConstraint(
            "service_type IN ('group_therapy', 'individual_therapy', 'family_therapy', "
            "'psychoeducation', 'relapse_prevention', 'medication_management', 'case_management', "
            "'break')",
            name=op.f("ck_service_time_known_servicetype"),
        ),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 1", name=op.f("ck_service_time_minutes_at_least_1")),
        sa.CheckConstraint(
            "minutes BETWEEN -2147483648 AND 2147483647", name=op.f("ck_service_time_minutes_is_a_number")
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_service_time_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_service_time_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_service_time_facilitator_id_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["client_group.id"],
            name=op.f("fk_service_time_group_id_client_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_service_time_client_id"), "service_time", ["client_id"], unique=False)
    op.create_index(op.f("ix_service_time_facilitator_id"), "service_time", ["facilitator_id"], unique=False)
    op.create_index(op.f("ix_service_time_group_id"), "service_time", ["group_id"], unique=False)
    op.create_index(op.f("ix_service_time_starts_at"), "service_time", ["starts_at"], unique=False)
    op.create_table(
        "report_import",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(40), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_by", sa.Uuid(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_import")),
        sa.CheckConstraint(
            "platform IN ('zoom', 'teams', 'meet', 'webex', 'doxy', 'jitsi', 'bigbluebutton', 'other')",
            name=op.f("ck_report_import_known_platform"),
        ),
        sa.CheckConstraint(
            "row_count BETWEEN -2147483648 AND 2147483647", name=op.f("ck_report_import_row_count_is_a_number")
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_report_import_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["applied_by"],
            ["facilitator.id"],
            name=op.f("fk_report_import_applied_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_report_import_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_report_import_applied_by"), "report_import", ["applied_by"], unique=False)
    op.create_index(op.f("ix_report_import_digest"), "report_import", ["digest"], unique=False)
    op.create_index(op.f("ix_report_import_session_id"), "report_import", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_table("report_import")
    op.drop_table("service_time")
    op.drop_table("alias")
