"""Walk-ins, visitors, dropped connections and stated reasons in a session; the history by its subject."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ACTIONS = (
    "create_vault unlock lock add_facilitator change_facilitator change_program add_client change_client "
    "discharge_client readmit_client remove_client add_group change_group archive_group enroll end_enrolment "
    "join_waitlist leave_waitlist add_consent revoke_consent raise_flag read_flag clear_flag import_roster "
    "undo_roster_import add_block change_block remove_block add_closure remove_closure plan_sessions "
    "skip_session move_session return_session cancel_session restore_session substitute add_session set_link "
    "set_topic launch return_to_planned end_session reopen_session close_overdue mark mark_all_present "
    "mark_unmarked_absent restore_marks confirm_location add_observation change_observation "
    "remove_observation log_outreach remove_outreach plan_absence remove_planned_absence record_service_time "
    "remove_service_time apply_report undo_report save_draft sign_note withdraw_signature add_addendum "
    "set_week_plan export_summary deliver_moment dismiss_reminder fill_sample remove_sample"
)
NEW_ACTIONS = (
    "add_walk_in remove_walk_in set_modality add_visitor change_visitor remove_visitor state_license_reason "
    "log_disconnection change_disconnection remove_disconnection review_absences remember_columns"
)
KINDS = {"action": "action", "method": "outreachmethod"}
METHODS = "call text email emergency_contact"
NEW_METHODS = "emergency_services"


def upgrade() -> None:
    with op.batch_alter_table("program_rule") as batch:
        batch.add_column(sa.Column("review_after_absences", sa.Integer(), nullable=False, server_default="3"))
        batch.create_check_constraint(
            op.f("ck_program_rule_review_after_absences_is_a_number"),
            "review_after_absences BETWEEN -2147483648 AND 2147483647",
        )
        batch.create_check_constraint(
            op.f("ck_program_rule_review_after_absences_at_least_1"),
            "review_after_absences IS NULL OR review_after_absences >= 1",
        )
    with op.batch_alter_table("program_rule") as batch:
        batch.alter_column("review_after_absences", server_default=None)
    _let("audit", "action", f"{ACTIONS} {NEW_ACTIONS}", sqlite_autoincrement=True)
    _let("outreach", "method", f"{METHODS} {NEW_METHODS}")
    op.create_index(op.f("ix_audit_subject_id"), "audit", ["subject_id"], unique=False)
    op.create_table(
        "absence_review",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_review")),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_absence_review_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_absence_review_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"],
            ["facilitator.id"],
            name=op.f("fk_absence_review_reviewed_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_absence_review_client_id"), "absence_review", ["client_id"], unique=False)
    op.create_index(op.f("ix_absence_review_reviewed_by"), "absence_review", ["reviewed_by"], unique=False)
    op.create_table(
        "column_mapping",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("remembered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remembered_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_column_mapping_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["remembered_by"],
            ["facilitator.id"],
            name=op.f("fk_column_mapping_remembered_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("signature", name=op.f("uq_column_mapping_signature")),
    )
    op.create_index(op.f("ix_column_mapping_remembered_by"), "column_mapping", ["remembered_by"], unique=False)
    op.create_table(
        "disconnection",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disconnection")),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_disconnection_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_disconnection_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["facilitator.id"],
            name=op.f("fk_disconnection_recorded_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_disconnection_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_disconnection_client_id"), "disconnection", ["client_id"], unique=False)
    op.create_index(op.f("ix_disconnection_recorded_by"), "disconnection", ["recorded_by"], unique=False)
    op.create_index(op.f("ix_disconnection_session_id"), "disconnection", ["session_id"], unique=False)
    op.create_table(
        "license_reason",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stated_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_license_reason")),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_license_reason_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_license_reason_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_license_reason_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["stated_by"],
            ["facilitator.id"],
            name=op.f("fk_license_reason_stated_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint(
            "session_id", "client_id", "state", name=op.f("uq_license_reason_session_id_client_id_state")
        ),
    )
    op.create_index(op.f("ix_license_reason_client_id"), "license_reason", ["client_id"], unique=False)
    op.create_index(op.f("ix_license_reason_session_id"), "license_reason", ["session_id"], unique=False)
    op.create_index(op.f("ix_license_reason_stated_by"), "license_reason", ["stated_by"], unique=False)
    op.create_table(
        "modality_change",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("modality", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modality_change")),
        sa.CheckConstraint(
            "modality IN ('video', 'audio_only', 'mixed', 'in_person')", name=op.f("ck_modality_change_known_modality")
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_modality_change_version_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_modality_change_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["facilitator.id"],
            name=op.f("fk_modality_change_recorded_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_modality_change_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_modality_change_client_id"), "modality_change", ["client_id"], unique=False)
    op.create_index(op.f("ix_modality_change_recorded_by"), "modality_change", ["recorded_by"], unique=False)
    op.create_index(op.f("ix_modality_change_session_id"), "modality_change", ["session_id"], unique=False)
    op.create_table(
        "visitor",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor")),
        sa.CheckConstraint("role IN ('interpreter', 'observer', 'family')", name=op.f("ck_visitor_known_visitorrole")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_visitor_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["facilitator.id"],
            name=op.f("fk_visitor_recorded_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_visitor_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_visitor_recorded_by"), "visitor", ["recorded_by"], unique=False)
    op.create_index(op.f("ix_visitor_session_id"), "visitor", ["session_id"], unique=False)
    op.create_table(
        "walk_in",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in")),
        sa.CheckConstraint(
            "reason IN ('enrolled_elsewhere', 'make_up', 'not_enrolled')", name=op.f("ck_walk_in_known_walkinreason")
        ),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_walk_in_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_walk_in_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["facilitator.id"],
            name=op.f("fk_walk_in_recorded_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_walk_in_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("session_id", "client_id", name=op.f("uq_walk_in_session_id_client_id")),
    )
    op.create_index(op.f("ix_walk_in_client_id"), "walk_in", ["client_id"], unique=False)
    op.create_index(op.f("ix_walk_in_recorded_by"), "walk_in", ["recorded_by"], unique=False)
    op.create_index(op.f("ix_walk_in_session_id"), "walk_in", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_table("walk_in")
    op.drop_table("visitor")
    op.drop_table("modality_change")
    op.drop_table("license_reason")
    op.drop_table("disconnection")
    op.drop_table("column_mapping")
    op.drop_table("absence_review")
    op.drop_index(op.f("ix_audit_subject_id"), "audit")
    _let("outreach", "method", METHODS)
    _let("audit", "action", ACTIONS, sqlite_autoincrement=True)
    with op.batch_alter_table("program_rule") as batch:
        batch.drop_constraint(op.f("ck_program_rule_review_after_absences_at_least_1"), type_="check")
        batch.drop_constraint(op.f("ck_program_rule_review_after_absences_is_a_number"), type_="check")
        batch.drop_column("review_after_absences")


def _let(table: str, column: str, words: str, **kind: bool) -> None:
    """Change which words a column may hold. SQLite copies the table for it."""
    name = op.f(f"ck_{table}_known_{KINDS[column]}")
    allowed = ", ".join(f"'{word}'" for word in words.split())
    with op.batch_alter_table(table, table_kwargs=kind) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"{column} IN ({allowed})")
