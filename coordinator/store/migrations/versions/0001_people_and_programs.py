"""Staff, the program with its thresholds, and the history of every change."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "facilitator",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("credentials", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitator")),
        sa.CheckConstraint(
            "role IN ('facilitator', 'co_facilitator', 'primary_counselor', 'case_manager', "
            "'prescriber', 'supervisor', 'program_director', 'observer')",
            name=op.f("ck_facilitator_known_staffrole"),
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_facilitator_version_is_a_number")
        ),
    )
    op.create_index(op.f("ix_facilitator_name_key"), "facilitator", ["name_key"], unique=False)
    op.create_table(
        "program",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clinic_name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("home_state", sa.Text(), nullable=False),
        sa.Column("part2_covered", sa.Boolean(), nullable=False),
        sa.Column("confidentiality_notice", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_program_version_is_a_number")),
    )
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit")),
        sa.CheckConstraint(
            "action IN ('create_vault', 'unlock', 'lock', 'add_facilitator', 'change_facilitator', "
            "'change_program', 'add_client', 'change_client', 'discharge_client', 'readmit_client', "
            "'remove_client', 'add_group', 'change_group', 'archive_group', 'enroll', "
            "'end_enrolment', 'join_waitlist', 'leave_waitlist', 'add_consent', 'revoke_consent', "
            "'raise_flag', 'read_flag', 'clear_flag', 'import_roster', 'undo_roster_import', "
            "'add_block', 'change_block', 'remove_block', 'add_closure', 'remove_closure', "
            "'plan_sessions', 'skip_session', 'move_session', 'return_session', 'cancel_session', "
            "'restore_session', 'substitute', 'add_session', 'set_link', 'set_topic', 'launch', "
            "'return_to_planned', 'end_session', 'reopen_session', 'close_overdue', 'mark', "
            "'mark_all_present', 'mark_unmarked_absent', 'restore_marks', 'confirm_location', "
            "'add_observation', 'change_observation', 'remove_observation', 'log_outreach', "
            "'remove_outreach', 'plan_absence', 'remove_planned_absence', 'record_service_time', "
            "'remove_service_time', 'apply_report', 'undo_report', 'save_draft', 'sign_note', "
            "'withdraw_signature', 'add_addendum', 'set_week_plan', 'export_summary', "
            "'deliver_moment', 'dismiss_reminder', 'fill_sample', 'remove_sample')",
            name=op.f("ck_audit_known_action"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["facilitator.id"],
            name=op.f("fk_audit_actor_id_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "licensed_state",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(2), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licensed_state")),
        sa.CheckConstraint("length(state) <= 2", name=op.f("ck_licensed_state_state_fits")),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_licensed_state_facilitator_id_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("facilitator_id", "state", name=op.f("uq_licensed_state_facilitator_id_state")),
    )
    op.create_index(op.f("ix_licensed_state_facilitator_id"), "licensed_state", ["facilitator_id"], unique=False)
    op.create_table(
        "program_rule",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("weekly_goal_minutes", sa.Integer(), nullable=False),
        sa.Column("weekly_goal_minutes_adolescent", sa.Integer(), nullable=False),
        sa.Column("week_starts", sa.String(40), nullable=False),
        sa.Column("credit_rule", sa.String(40), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("gap_merge_minutes", sa.Integer(), nullable=False),
        sa.Column("min_size", sa.Integer(), nullable=False),
        sa.Column("max_size", sa.Integer(), nullable=False),
        sa.Column("min_minutes_per_day", sa.Integer(), nullable=False),
        sa.Column("min_days_per_week", sa.Integer(), nullable=False),
        sa.Column("individual_counts", sa.Boolean(), nullable=False),
        sa.Column("note_due_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_rule")),
        sa.CheckConstraint(
            "gap_merge_minutes BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_program_rule_gap_merge_minutes_is_a_number"),
        ),
        sa.CheckConstraint(
            "grace_minutes IS NULL OR grace_minutes >= 0", name=op.f("ck_program_rule_grace_minutes_at_least_0")
        ),
        sa.CheckConstraint(
            "grace_minutes BETWEEN -2147483648 AND 2147483647", name=op.f("ck_program_rule_grace_minutes_is_a_number")
        ),
        sa.CheckConstraint(
            "credit_rule IN ('exact', 'nearest-5', 'nearest-15', 'floor-15', 'full-block-only')",
            name=op.f("ck_program_rule_known_creditrule"),
        ),
        sa.CheckConstraint(
            "week_starts IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')",
            name=op.f("ck_program_rule_known_weekday"),
        ),
        sa.CheckConstraint(
            "max_size BETWEEN -2147483648 AND 2147483647", name=op.f("ck_program_rule_max_size_is_a_number")
        ),
        sa.CheckConstraint(
            "min_days_per_week BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_program_rule_min_days_per_week_is_a_number"),
        ),
        sa.CheckConstraint(
            "min_minutes_per_day BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_program_rule_min_minutes_per_day_is_a_number"),
        ),
        sa.CheckConstraint(
            "min_size BETWEEN -2147483648 AND 2147483647", name=op.f("ck_program_rule_min_size_is_a_number")
        ),
        sa.CheckConstraint(
            "note_due_days BETWEEN -2147483648 AND 2147483647", name=op.f("ck_program_rule_note_due_days_is_a_number")
        ),
        sa.CheckConstraint(
            "version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_program_rule_version_is_a_number")
        ),
        sa.CheckConstraint(
            "weekly_goal_minutes_adolescent BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_program_rule_weekly_goal_minutes_adolescent_is_a_number"),
        ),
        sa.CheckConstraint(
            "weekly_goal_minutes IS NULL OR weekly_goal_minutes >= 0",
            name=op.f("ck_program_rule_weekly_goal_minutes_at_least_0"),
        ),
        sa.CheckConstraint(
            "weekly_goal_minutes BETWEEN -2147483648 AND 2147483647",
            name=op.f("ck_program_rule_weekly_goal_minutes_is_a_number"),
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_program_rule_program_id_program"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("program_id", "effective_from", name=op.f("uq_program_rule_program_id_effective_from")),
    )
    op.create_index(op.f("ix_program_rule_program_id"), "program_rule", ["program_id"], unique=False)


def downgrade() -> None:
    op.drop_table("program_rule")
    op.drop_table("licensed_state")
    op.drop_table("audit")
    op.drop_table("program")
    op.drop_table("facilitator")
