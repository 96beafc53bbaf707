"""Groups, and who belongs to which."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "client_group",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("short_code", sa.Text(), nullable=False),
        sa.Column("colour", sa.String(40), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("age_band", sa.String(40), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("platform", sa.String(40), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("passcode", sa.Text(), nullable=False),
        sa.Column("backup_link", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_group")),
        sa.CheckConstraint("capacity IS NULL OR capacity >= 1", name=op.f("ck_client_group_capacity_at_least_1")),
        sa.CheckConstraint(
            "capacity BETWEEN -2147483648 AND 2147483647", name=op.f("ck_client_group_capacity_is_a_number")
        ),
        sa.CheckConstraint("age_band IN ('adult', 'adolescent')", name=op.f("ck_client_group_known_ageband")),
        sa.CheckConstraint(
            "colour IN ('harbour', 'plum', 'moss', 'clay', 'indigo', 'slate')",
            name=op.f("ck_client_group_known_groupcolour"),
        ),
        sa.CheckConstraint(
            "platform IN ('zoom', 'teams', 'meet', 'webex', 'doxy', 'jitsi', 'bigbluebutton', 'other')",
            name=op.f("ck_client_group_known_platform"),
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_client_group_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_client_group_facilitator_id_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["roster_import.id"],
            name=op.f("fk_client_group_import_id_roster_import"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_client_group_program_id_program"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("name_key", name=op.f("uq_client_group_name_key")),
    )
    op.create_index(op.f("ix_client_group_facilitator_id"), "client_group", ["facilitator_id"], unique=False)
    op.create_index(op.f("ix_client_group_import_id"), "client_group", ["import_id"], unique=False)
    op.create_index(op.f("ix_client_group_program_id"), "client_group", ["program_id"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_enrolment_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_enrolment_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["client_group.id"],
            name=op.f("fk_enrolment_group_id_client_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["roster_import.id"],
            name=op.f("fk_enrolment_import_id_roster_import"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint(
            "client_id", "group_id", "starts_on", name=op.f("uq_enrolment_client_id_group_id_starts_on")
        ),
    )
    op.create_index(op.f("ix_enrolment_client_id"), "enrolment", ["client_id"], unique=False)
    op.create_index(op.f("ix_enrolment_group_id"), "enrolment", ["group_id"], unique=False)
    op.create_index(op.f("ix_enrolment_import_id"), "enrolment", ["import_id"], unique=False)
    op.create_table(
        "waitlist_place",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitlist_place")),
        sa.CheckConstraint(
            "position BETWEEN -2147483648 AND 2147483647", name=op.f("ck_waitlist_place_position_is_a_number")
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_waitlist_place_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_waitlist_place_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["client_group.id"],
            name=op.f("fk_waitlist_place_group_id_client_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["roster_import.id"],
            name=op.f("fk_waitlist_place_import_id_roster_import"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("client_id", "group_id", name=op.f("uq_waitlist_place_client_id_group_id")),
    )
    op.create_index(op.f("ix_waitlist_place_client_id"), "waitlist_place", ["client_id"], unique=False)
    op.create_index(op.f("ix_waitlist_place_group_id"), "waitlist_place", ["group_id"], unique=False)
    op.create_index(op.f("ix_waitlist_place_import_id"), "waitlist_place", ["import_id"], unique=False)


def downgrade() -> None:
    op.drop_table("waitlist_place")
    op.drop_table("enrolment")
    op.drop_table("client_group")
