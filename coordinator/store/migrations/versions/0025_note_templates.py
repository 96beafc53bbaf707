"""The clinic's own note templates, which templates are offered, and words that the spelling check knows."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0012"

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
    "set_week_plan export_summary deliver_moment dismiss_reminder fill_sample remove_sample "
    "add_walk_in remove_walk_in set_modality add_visitor change_visitor remove_visitor state_license_reason "
    "log_disconnection change_disconnection remove_disconnection review_absences remember_columns"
)
NEW_ACTIONS = (
    "add_template change_template remove_template offer_template retire_template move_template learn_word forget_word"
)


def upgrade() -> None:
    _let(f"{ACTIONS} {NEW_ACTIONS}")
    op.create_table(
        "note_template",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("participation", sa.Boolean(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_template")),
        sa.CheckConstraint(
            "kind IN ('group', 'individual', 'no_show')", name=op.f("ck_note_template_known_templatekind")
        ),
        _number("note_template", "version"),
        _person("note_template"),
        sa.UniqueConstraint("template", name=op.f("uq_note_template_template")),
    )
    op.create_index(op.f("ix_note_template_author_id"), "note_template", ["author_id"], unique=False)
    op.create_table(
        "template_offer",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_offer")),
        _number("template_offer", "version"),
        _number("template_offer", "place"),
        sa.UniqueConstraint("template", name=op.f("uq_template_offer_template")),
    )
    op.create_table(
        "known_word",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_word")),
        _number("known_word", "version"),
        _person("known_word"),
        sa.UniqueConstraint("word", name=op.f("uq_known_word_word")),
    )
    op.create_index(op.f("ix_known_word_author_id"), "known_word", ["author_id"], unique=False)


def downgrade() -> None:
    op.drop_table("known_word")
    op.drop_table("template_offer")
    op.drop_table("note_template")
    _let(ACTIONS)


def _number(table: str, column: str) -> sa.CheckConstraint:
    name = op.f(f"ck_{table}_{column}_is_a_number")
    return sa.CheckConstraint(f"{column} BETWEEN -2147483648 AND 2147483647", name=name)


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["author_id"],
        ["facilitator.id"],
        name=op.f(f"fk_{table}_author_id_facilitator"),
        initially="DEFERRED",
        deferrable=True,
    )


def _let(words: str) -> None:
    """Change which actions an entry of the history may have. SQLite copies the table for it."""
    name = op.f("ck_audit_known_action")
    allowed = ", ".join(f"'{word}'" for word in words.split())
    with op.batch_alter_table("audit", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"action IN ({allowed})")
