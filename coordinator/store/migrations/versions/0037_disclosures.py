"""Exports name their consent, their recipient and each of their files; a client may have a copy of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

KNOWN = ("treatment-team", "utilization-review", "referral")
FORMATS = "'pdf', 'xlsx', 'csv', 'html', 'json', 'fhir'"


def upgrade() -> None:
    with op.batch_alter_table("export") as batch:
        batch.add_column(sa.Column("consent_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("recipient", sa.Text(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_export_consent_id_consent"),
            "consent",
            ["consent_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch.drop_constraint(op.f("ck_export_known_audience"), type_="check")
        batch.create_check_constraint(op.f("ck_export_known_audience"), _one_of((*KNOWN, "client")))
    op.create_index(op.f("ix_export_consent_id"), "export", ["consent_id"], unique=False)
    op.create_table(
        "exported_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("export_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.String(40), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exported_file")),
        sa.CheckConstraint(f"format IN ({FORMATS})", name=op.f("ck_exported_file_known_fileformat")),
        sa.ForeignKeyConstraint(
            ["export_id"],
            ["export.id"],
            name=op.f("fk_exported_file_export_id_export"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f("ix_exported_file_export_id"), "exported_file", ["export_id"], unique=False)
    op.create_index(op.f("ix_exported_file_digest"), "exported_file", ["digest"], unique=False)


def downgrade() -> None:
    op.drop_table("exported_file")
    op.drop_index(op.f("ix_export_consent_id"), "export")
    # What went to the client is kept under the nearest word that an older schema has.
    op.execute("UPDATE export SET audience = 'referral' WHERE audience = 'client'")
    with op.batch_alter_table("export") as batch:
        batch.drop_constraint(op.f("fk_export_consent_id_consent"), type_="foreignkey")
        batch.drop_column("recipient")
        batch.drop_column("consent_id")
        batch.drop_constraint(op.f("ck_export_known_audience"), type_="check")
        batch.create_check_constraint(op.f("ck_export_known_audience"), _one_of(KNOWN))


def _one_of(audiences: tuple[str, ...]) -> str:
    """Say whom an export may be for."""
    return f"audience IN ({', '.join(repr(one) for one in audiences)})"
