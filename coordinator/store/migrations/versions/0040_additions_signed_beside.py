"""Who was to sign beside an addition to a signed note, and the signatures given there."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"

NUMBER = "BETWEEN -2147483648 AND 2147483647"


def upgrade() -> None:
    with op.batch_alter_table("addendum") as batch:
        batch.add_column(sa.Column("supervisor_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("supervisor", sa.Text(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_addendum_supervisor_id_facilitator"),
            "facilitator",
            ["supervisor_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    op.create_index(op.f("ix_addendum_supervisor_id"), "addendum", ["supervisor_id"], unique=False)
    op.create_table(
        "addendum_co_signature",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("addendum_id", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum_co_signature")),
        sa.UniqueConstraint("addendum_id", name=op.f("uq_addendum_co_signature_addendum_id")),
        sa.CheckConstraint(f"version {NUMBER}", name=op.f("ck_addendum_co_signature_version_is_a_number")),
        _reference("addendum_id", "addendum"),
        _reference("signed_by", "facilitator"),
    )
    op.create_index(op.f("ix_addendum_co_signature_signed_by"), "addendum_co_signature", ["signed_by"], unique=False)


def downgrade() -> None:
    op.drop_table("addendum_co_signature")
    op.drop_index(op.f("ix_addendum_supervisor_id"), "addendum")
    with op.batch_alter_table("addendum") as batch:
        batch.drop_constraint(op.f("fk_addendum_supervisor_id_facilitator"), type_="foreignkey")
        batch.drop_column("supervisor")
        batch.drop_column("supervisor_id")


def _reference(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_addendum_co_signature_{column}_{target}"),
        initially="DEFERRED",
        deferrable=True,
    )
