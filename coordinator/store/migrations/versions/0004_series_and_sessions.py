"""Weekly blocks, the sessions planned from them, and the moments that were delivered."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "closure",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_closure_version_is_a_number")),
    )
    op.create_table(
        "block",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.String(40), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.CheckConstraint("every_weeks IS NULL OR every_weeks >= 1", name=op.f("ck_block_every_weeks_at_least_1")),
        sa.CheckConstraint(
            "every_weeks BETWEEN -2147483648 AND 2147483647", name=op.f("ck_block_every_weeks_is_a_number")
        ),
        sa.CheckConstraint(
            "weekday IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')", name=op.f("ck_block_known_weekday")
        ),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 1", name=op.f("ck_block_minutes_at_least_1")),
        sa.CheckConstraint("minutes BETWEEN -2147483648 AND 2147483647", name=op.f("ck_block_minutes_is_a_number")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_block_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["client_group.id"],
            name=op.f("fk_block_group_id_client_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_block_group_id"), "block", ["group_id"], unique=False)
    op.create_table(
        "group_session",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("block_id", sa.Uuid(), nullable=True),
        sa.Column("original_on", sa.Date(), nullable=True),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("exception", sa.String(40), nullable=True),
        sa.Column("original_starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("substitute", sa.Boolean(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("platform", sa.String(40), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("passcode", sa.Text(), nullable=False),
        sa.Column("launched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("launched_by", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
        sa.CheckConstraint(
            "break_minutes BETWEEN -2147483648 AND 2147483647", name=op.f("ck_group_session_break_minutes_is_a_number")
        ),
        sa.CheckConstraint(
            "exception IN ('skipped', 'moved', 'cancelled', 'substitute', 'closure', 'extra')",
            name=op.f("ck_group_session_known_exceptionkind"),
        ),
        sa.CheckConstraint(
            "platform IN ('zoom', 'teams', 'meet', 'webex', 'doxy', 'jitsi', 'bigbluebutton', 'other')",
            name=op.f("ck_group_session_known_platform"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'live', 'held', 'cancelled')", name=op.f("ck_group_session_known_sessionstatus")
        ),
        sa.CheckConstraint(
            "planned_minutes IS NULL OR planned_minutes >= 1", name=op.f("ck_group_session_planned_minutes_at_least_1")
        ),
        sa.CheckConstraint(
            "planned_minutes BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_group_session_planned_minutes_is_a_number"),
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_group_session_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["block_id"],
            ["block.id"],
            name=op.f("fk_group_session_block_id_block"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_group_session_facilitator_id_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["client_group.id"],
            name=op.f("fk_group_session_group_id_client_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["launched_by"],
            ["facilitator.id"],
            name=op.f("fk_group_session_launched_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_group_session_block_id"), "group_session", ["block_id"], unique=False)
    op.create_index(op.f("ix_group_session_facilitator_id"), "group_session", ["facilitator_id"], unique=False)
    op.create_index(op.f("ix_group_session_group_id"), "group_session", ["group_id"], unique=False)
    op.create_index(op.f("ix_group_session_launched_by"), "group_session", ["launched_by"], unique=False)
    op.create_index(op.f("ix_group_session_starts_at"), "group_session", ["starts_at"], unique=False)
    op.create_table(
        "segment",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("block_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_type", sa.String(40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.CheckConstraint(
            "service_type IN ('group_therapy', 'individual_therapy', 'family_therapy', "
            "'psychoeducation', 'relapse_prevention', 'medication_management', 'case_management', "
            "'break')",
            name=op.f("ck_segment_known_servicetype"),
        ),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 1", name=op.f("ck_segment_minutes_at_least_1")),
        sa.CheckConstraint("minutes BETWEEN -2147483648 AND 2147483647", name=op.f("ck_segment_minutes_is_a_number")),
        sa.CheckConstraint("position BETWEEN -2147483648 AND 2147483647", name=op.f("ck_segment_position_is_a_number")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_segment_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_segment_block_id_block"), initially="DEFERRED", deferrable=True
        ),
        sa.UniqueConstraint("block_id", "position", name=op.f("uq_segment_block_id_position")),
    )
    op.create_index(op.f("ix_segment_block_id"), "segment", ["block_id"], unique=False)
    op.create_table(
        "series_exception",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("block_id", sa.Uuid(), nullable=False),
        sa.Column("original_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_exception")),
        sa.CheckConstraint(
            "kind IN ('skipped', 'moved', 'cancelled', 'substitute', 'closure', 'extra')",
            name=op.f("ck_series_exception_known_exceptionkind"),
        ),
        sa.CheckConstraint(
            "minutes BETWEEN -2147483648 AND 2147483647", name=op.f("ck_series_exception_minutes_is_a_number")
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_series_exception_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["block_id"],
            ["block.id"],
            name=op.f("fk_series_exception_block_id_block"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_series_exception_facilitator_id_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint(
            "block_id", "original_on", "kind", name=op.f("uq_series_exception_block_id_original_on_kind")
        ),
    )
    op.create_index(op.f("ix_series_exception_block_id"), "series_exception", ["block_id"], unique=False)
    op.create_index(op.f("ix_series_exception_facilitator_id"), "series_exception", ["facilitator_id"], unique=False)
    op.create_table(
        "delivered_moment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivered_moment")),
        sa.CheckConstraint(
            "kind IN ('link_check', 'reminder', 'start', 'no_show_list', 'end', 'unfinished')",
            name=op.f("ck_delivered_moment_known_momentkind"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_delivered_moment_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("session_id", "kind", "due_at", name=op.f("uq_delivered_moment_session_id_kind_due_at")),
    )
    op.create_index(op.f("ix_delivered_moment_session_id"), "delivered_moment", ["session_id"], unique=False)
    op.create_table(
        "session_segment",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_type", sa.String(40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_segment")),
        sa.CheckConstraint(
            "service_type IN ('group_therapy', 'individual_therapy', 'family_therapy', "
            "'psychoeducation', 'relapse_prevention', 'medication_management', 'case_management', "
            "'break')",
            name=op.f("ck_session_segment_known_servicetype"),
        ),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 1", name=op.f("ck_session_segment_minutes_at_least_1")),
        sa.CheckConstraint(
            "minutes BETWEEN -2147483648 AND 2147483647", name=op.f("ck_session_segment_minutes_is_a_number")
        ),
        sa.CheckConstraint(
            "position BETWEEN -2147483648 AND 2147483647", name=op.f("ck_session_segment_position_is_a_number")
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_session_segment_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_session_segment_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("session_id", "position", name=op.f("uq_session_segment_session_id_position")),
    )
    op.create_index(op.f("ix_session_segment_session_id"), "session_segment", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_table("session_segment")
    op.drop_table("delivered_moment")
    op.drop_table("series_exception")
    op.drop_table("segment")
    op.drop_table("group_session")
    op.drop_table("block")
    op.drop_table("closure")
