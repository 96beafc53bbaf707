"""Marks, connection times, observations, notice and outreach."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "observation",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        sa.Column("followed_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_observation_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["facilitator.id"],
            name=op.f("fk_observation_author_id_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_observation_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_observation_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_observation_author_id"), "observation", ["author_id"], unique=False)
    op.create_index(op.f("ix_observation_client_id"), "observation", ["client_id"], unique=False)
    op.create_index(op.f("ix_observation_session_id"), "observation", ["session_id"], unique=False)
    op.create_table(
        "outreach",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach")),
        sa.CheckConstraint(
            "method IN ('call', 'text', 'email', 'emergency_contact')", name=op.f("ck_outreach_known_outreachmethod")
        ),
        sa.CheckConstraint(
            "outcome IN ('reached', 'no_answer', 'left_neutral_message')",
            name=op.f("ck_outreach_known_outreachoutcome"),
        ),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_outreach_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["by"], ["facilitator.id"], name=op.f("fk_outreach_by_facilitator"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_outreach_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_outreach_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_outreach_by"), "outreach", ["by"], unique=False)
    op.create_index(op.f("ix_outreach_client_id"), "outreach", ["client_id"], unique=False)
    op.create_index(op.f("ix_outreach_session_id"), "outreach", ["session_id"], unique=False)
    op.create_table(
        "planned_absence",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("expected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_absence")),
        sa.CheckConstraint(
            "reason IN ('medical', 'court', 'work_or_school', 'family', 'other')",
            name=op.f("ck_planned_absence_known_excusereason"),
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_planned_absence_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_planned_absence_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["facilitator.id"],
            name=op.f("fk_planned_absence_recorded_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_planned_absence_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("session_id", "client_id", name=op.f("uq_planned_absence_session_id_client_id")),
    )
    op.create_index(op.f("ix_planned_absence_client_id"), "planned_absence", ["client_id"], unique=False)
    op.create_index(op.f("ix_planned_absence_recorded_by"), "planned_absence", ["recorded_by"], unique=False)
    op.create_index(op.f("ix_planned_absence_session_id"), "planned_absence", ["session_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("left_early", sa.Boolean(), nullable=False),
        sa.Column("arrived_late_minutes", sa.Integer(), nullable=True),
        sa.Column("left_early_minutes", sa.Integer(), nullable=True),
        sa.Column("away_minutes", sa.Integer(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("reason_note", sa.Text(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.Column("modality", sa.String(40), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("location_state", sa.Text(), nullable=False),
        sa.Column("location_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.CheckConstraint(
            "arrived_late_minutes IS NULL OR arrived_late_minutes >= 0",
            name=op.f("ck_attendance_arrived_late_minutes_at_least_0"),
        ),
        sa.CheckConstraint(
            "arrived_late_minutes BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_attendance_arrived_late_minutes_is_a_number"),
        ),
        sa.CheckConstraint(
            "away_minutes IS NULL OR away_minutes >= 0", name=op.f("ck_attendance_away_minutes_at_least_0")
        ),
        sa.CheckConstraint(
            "away_minutes BETWEEN -2147483648 AND 2147483647", name=op.f("ck_attendance_away_minutes_is_a_number")
        ),
        sa.CheckConstraint(
            "reason IN ('medical', 'court', 'work_or_school', 'family', 'other')",
            name=op.f("ck_attendance_known_excusereason"),
        ),
        sa.CheckConstraint(
            "mark IN ('unmarked', 'present', 'absent', 'excused', 'removed')", name=op.f("ck_attendance_known_mark")
        ),
        sa.CheckConstraint("source IN ('typed', 'report', 'rule')", name=op.f("ck_attendance_known_marksource")),
        sa.CheckConstraint(
            "modality IN ('video', 'audio_only', 'mixed', 'in_person')", name=op.f("ck_attendance_known_modality")
        ),
        sa.CheckConstraint(
            "left_early_minutes IS NULL OR left_early_minutes >= 0",
            name=op.f("ck_attendance_left_early_minutes_at_least_0"),
        ),
        sa.CheckConstraint(
            "left_early_minutes BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_attendance_left_early_minutes_is_a_number"),
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_attendance_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_attendance_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"],
            ["facilitator.id"],
            name=op.f("fk_attendance_confirmed_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["report_import.id"],
            name=op.f("fk_attendance_import_id_report_import"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["marked_by"],
            ["facilitator.id"],
            name=op.f("fk_attendance_marked_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_attendance_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("session_id", "client_id", name=op.f("uq_attendance_session_id_client_id")),
    )
    op.create_index(op.f("ix_attendance_client_id"), "attendance", ["client_id"], unique=False)
    op.create_index(op.f("ix_attendance_confirmed_by"), "attendance", ["confirmed_by"], unique=False)
    op.create_index(op.f("ix_attendance_import_id"), "attendance", ["import_id"], unique=False)
    op.create_index(op.f("ix_attendance_marked_by"), "attendance", ["marked_by"], unique=False)
    op.create_index(op.f("ix_attendance_session_id"), "attendance", ["session_id"], unique=False)
    op.create_table(
        "interval",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interval")),
        sa.CheckConstraint("source IN ('typed', 'report', 'rule')", name=op.f("ck_interval_known_marksource")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_interval_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_interval_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["report_import.id"],
            name=op.f("fk_interval_import_id_report_import"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_interval_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_interval_client_id"), "interval", ["client_id"], unique=False)
    op.create_index(op.f("ix_interval_import_id"), "interval", ["import_id"], unique=False)
    op.create_index(op.f("ix_interval_session_id"), "interval", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_table("interval")
    op.drop_table("attendance")
    op.drop_table("planned_absence")
    op.drop_table("outreach")
    op.drop_table("observation")
