"""Co-signatures, additions half typed, seals of drafts; more verbs of the history; who supervises whom."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0025"

NEW_ACTIONS = (
    "view_record failed_unlock print_record export_calendar copy_vault note_file_change set_supervision "
    "cosign_note withdraw_cosignature save_addendum_draft drop_addendum_draft "
    "open_process_notes back_up_process_notes restore_process_notes"
)
NUMBER = "BETWEEN -2147483648 AND 2147483647"


def upgrade() -> None:
    known = _known()
    _let([*known, *(word for word in NEW_ACTIONS.split() if word not in known)])
    op.create_table(
        "supervision",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
        sa.UniqueConstraint("facilitator_id", name=op.f("uq_supervision_facilitator_id")),
        sa.CheckConstraint(f"version {NUMBER}", name=op.f("ck_supervision_version_is_a_number")),
        _reference("supervision", "facilitator_id", "facilitator"),
        _reference("supervision", "supervisor_id", "facilitator"),
    )
    op.create_index(op.f("ix_supervision_supervisor_id"), "supervision", ["supervisor_id"], unique=False)
    op.create_table(
        "draft_seal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_seal")),
    )
    op.create_table(
        "co_signature",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_signature")),
        sa.UniqueConstraint("note_id", name=op.f("uq_co_signature_note_id")),
        sa.CheckConstraint(f"version {NUMBER}", name=op.f("ck_co_signature_version_is_a_number")),
        _reference("co_signature", "note_id", "note"),
        _reference("co_signature", "signed_by", "facilitator"),
    )
    op.create_index(op.f("ix_co_signature_signed_by"), "co_signature", ["signed_by"], unique=False)
    op.create_table(
        "addendum_draft",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum_draft")),
        sa.UniqueConstraint("note_id", "author_id", name=op.f("uq_addendum_draft_note_id_author_id")),
        sa.CheckConstraint(
            "kind IN ('addendum', 'correction', 'late_entry')", name=op.f("ck_addendum_draft_known_addendumkind")
        ),
        sa.CheckConstraint(f"version {NUMBER}", name=op.f("ck_addendum_draft_version_is_a_number")),
        _reference("addendum_draft", "note_id", "note"),
        _reference("addendum_draft", "author_id", "facilitator"),
    )
    op.create_index(op.f("ix_addendum_draft_note_id"), "addendum_draft", ["note_id"], unique=False)
    op.create_index(op.f("ix_addendum_draft_author_id"), "addendum_draft", ["author_id"], unique=False)


def downgrade() -> None:
    op.drop_table("addendum_draft")
    op.drop_table("co_signature")
    op.drop_table("draft_seal")
    op.drop_table("supervision")
    _let([word for word in _known() if word not in NEW_ACTIONS.split()])


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), initially="DEFERRED", deferrable=True
    )


def _known() -> list[str]:
    """Give the verbs that the history may hold so far, whatever revisions before this one added."""
    checks = {str(one["name"]): str(one["sqltext"]) for one in sa.inspect(op.get_bind()).get_check_constraints("audit")}
    return re.findall(r"'([a-z_]+)'", checks["ck_audit_known_action"])


def _let(words: list[str]) -> None:
    """Change which verbs the history may hold. SQLite copies the table for it."""
    name = op.f("ck_audit_known_action")
    allowed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table("audit", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"action IN ({allowed})")
