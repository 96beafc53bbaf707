"""Substitute packets: what was handed over, what a guest vault was made of, and what the history says of both."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"

NUMBER = "BETWEEN -2147483648 AND 2147483647"
NEW_ACTIONS = "hand_over withdraw_packet open_packet return_packet merge_packet unmerge_packet bring_signed"


def upgrade() -> None:
    _packets(
        "packet",
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("merged", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        _reference("packet", "made_by", "facilitator"),
    )
    op.create_index(op.f("ix_packet_made_by"), "packet", ["made_by"], unique=False)
    _packets(
        "guest_packet",
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("returned", sa.JSON(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
    )
    _let(added=NEW_ACTIONS.split())


def downgrade() -> None:
    _let(taken=NEW_ACTIONS.split())
    op.drop_table("guest_packet")
    op.drop_table("packet")


def _packets(table: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.CheckConstraint(f"version {NUMBER}", name=op.f(f"ck_{table}_version_is_a_number")),
        _reference(table, "session_id", "group_session"),
        _reference(table, "facilitator_id", "facilitator"),
    )
    for column in ("session_id", "facilitator_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), initially="DEFERRED", deferrable=True
    )


def _let(added: list[str] = [], taken: list[str] = []) -> None:  # noqa: B006  never changed
    """Change which actions the history may hold, beside those it holds already. SQLite copies the table for it."""
    name = "ck_audit_known_action"
    checks = sa.inspect(op.get_bind()).get_check_constraints("audit")
    said = next(check["sqltext"] for check in checks if check["name"] == name)
    words = [word for word in re.findall(r"'([^']+)'", said) if word not in taken] + added
    allowed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table("audit", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(name), f"action IN ({allowed})")
