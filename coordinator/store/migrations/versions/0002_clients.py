"""Clients with what must be known about them, and roster files taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "roster_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
        sa.CheckConstraint(
            "row_count BETWEEN -2147483648 AND 2147483647", name=op.f("ck_roster_import_row_count_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["imported_by"],
            ["facilitator.id"],
            name=op.f("fk_roster_import_imported_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_roster_import_imported_by"), "roster_import", ["imported_by"], unique=False)
    op.create_table(
        "client",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("preferred_name", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("pronouns", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("home_state", sa.Text(), nullable=False),
        sa.Column("usual_location", sa.Text(), nullable=False),
        sa.Column("callback_number", sa.Text(), nullable=False),
        sa.Column("preferred_contact", sa.Text(), nullable=False),
        sa.Column("local_emergency_number", sa.Text(), nullable=False),
        sa.Column("weekly_goal_minutes", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_client_version_is_a_number")),
        sa.CheckConstraint(
            "weekly_goal_minutes IS NULL OR weekly_goal_minutes >= 0",
            name=op.f("ck_client_weekly_goal_minutes_at_least_0"),
        ),
        sa.CheckConstraint(
            "weekly_goal_minutes BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_client_weekly_goal_minutes_is_a_number"),
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["roster_import.id"],
            name=op.f("fk_client_import_id_roster_import"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("code", name=op.f("uq_client_code")),
    )
    op.create_index(op.f("ix_client_import_id"), "client", ["import_id"], unique=False)
    op.create_index(op.f("ix_client_name_key"), "client", ["name_key"], unique=False)
    op.create_table(
        "consent",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("expires_on_event", sa.Text(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("discloser", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("information", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("revocation_explained", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.CheckConstraint(
            "kind IN ('telehealth', 'group_confidentiality', 'disclosure')", name=op.f("ck_consent_known_consentkind")
        ),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_consent_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_consent_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_consent_client_id"), "consent", ["client_id"], unique=False)
    op.create_table(
        "emergency_contact",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relationship", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_contact")),
        sa.CheckConstraint(
            "position BETWEEN -2147483648 AND 2147483647", name=op.f("ck_emergency_contact_position_is_a_number")
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_emergency_contact_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_emergency_contact_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_emergency_contact_client_id"), "emergency_contact", ["client_id"], unique=False)
    op.create_table(
        "episode",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=False),
        sa.Column("discharged_on", sa.Date(), nullable=True),
        sa.Column("discharge_reason", sa.String(40), nullable=True),
        sa.Column("projected_discharge_on", sa.Date(), nullable=True),
        sa.Column("discharge_plan", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
        sa.CheckConstraint(
            "discharge_reason IN ('completed', 'completed_court_commitment', 'left_against_advice', "
            "'moved', 'transferred', 'deceased', 'administrative', 'lost_contact', 'incarcerated', "
            "'other')",
            name=op.f("ck_episode_known_dischargereason"),
        ),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_episode_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_episode_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_episode_client_id"), "episode", ["client_id"], unique=False)
    op.create_table(
        "flag",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.CheckConstraint(
            "kind IN ('safety_plan', 'risk', 'access_need', 'no_contact', 'other')", name=op.f("ck_flag_known_flagkind")
        ),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_flag_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_flag_client_id_client"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["raised_by"],
            ["facilitator.id"],
            name=op.f("fk_flag_raised_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_flag_client_id"), "flag", ["client_id"], unique=False)
    op.create_index(op.f("ix_flag_raised_by"), "flag", ["raised_by"], unique=False)
    op.create_table(
        "former_name",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_former_name_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_former_name_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_former_name_client_id"), "former_name", ["client_id"], unique=False)
    op.create_table(
        "goal",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.CheckConstraint("number BETWEEN -2147483648 AND 2147483647", name=op.f("ck_goal_number_is_a_number")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_goal_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_goal_client_id_client"), initially="DEFERRED", deferrable=True
        ),
        sa.UniqueConstraint("client_id", "number", name=op.f("uq_goal_client_id_number")),
    )
    op.create_index(op.f("ix_goal_client_id"), "goal", ["client_id"], unique=False)


def downgrade() -> None:
    op.drop_table("goal")
    op.drop_table("former_name")
    op.drop_table("flag")
    op.drop_table("episode")
    op.drop_table("emergency_contact")
    op.drop_table("consent")
    op.drop_table("client")
    op.drop_table("roster_import")
