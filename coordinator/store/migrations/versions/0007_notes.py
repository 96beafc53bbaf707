"""Progress notes and their addenda."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("participation", sa.String(40), nullable=True),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.CheckConstraint("status IN ('draft', 'signed')", name=op.f("ck_note_known_notestatus")),
        sa.CheckConstraint(
            "participation IN ('minimal', 'prompted', 'active', 'leading')", name=op.f("ck_note_known_participation")
        ),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_note_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["facilitator.id"],
            name=op.f("fk_note_author_id_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_note_client_id_client"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_note_session_id_group_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"],
            ["facilitator.id"],
            name=op.f("fk_note_signed_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("slot", name=op.f("uq_note_slot")),
    )
    op.create_index(op.f("ix_note_author_id"), "note", ["author_id"], unique=False)
    op.create_index(op.f("ix_note_client_id"), "note", ["client_id"], unique=False)
    op.create_index(op.f("ix_note_session_id"), "note", ["session_id"], unique=False)
    op.create_index(op.f("ix_note_signed_by"), "note", ["signed_by"], unique=False)
    op.create_table(
        "addendum",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum")),
        sa.CheckConstraint(
            "kind IN ('addendum', 'correction', 'late_entry')", name=op.f("ck_addendum_known_addendumkind")
        ),
        sa.CheckConstraint("version BETWEEN -2147483648 AND 2147483647", name=op.f("ck_addendum_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_addendum_note_id_note"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"],
            ["facilitator.id"],
            name=op.f("fk_addendum_signed_by_facilitator"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_addendum_note_id"), "addendum", ["note_id"], unique=False)
    op.create_index(op.f("ix_addendum_signed_by"), "addendum", ["signed_by"], unique=False)


def downgrade() -> None:
    op.drop_table("addendum")
    op.drop_table("note")
