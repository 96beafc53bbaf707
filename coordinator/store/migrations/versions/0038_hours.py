"""Levels of care and payers' approvals of a client; the adult age, and services that do not count, of a program."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"

WITHIN = "BETWEEN -2147483648 AND 2147483647"
NEW_ACTIONS = "set_care_level remove_care_level add_authorization change_authorization remove_authorization"
LEVELS = "'asam_1', 'asam_2_1', 'asam_2_5', 'mh_op', 'mh_iop', 'mh_php', 'other'"


def upgrade() -> None:
    # Said as SQL: SQLite adds a column with its checks in place, where a batch would copy the table.
    op.execute(
        "ALTER TABLE program_rule ADD COLUMN adult_from_age INTEGER "
        f"CONSTRAINT ck_program_rule_adult_from_age_is_a_number CHECK (adult_from_age {WITHIN}) "
        "CONSTRAINT ck_program_rule_adult_from_age_at_least_0 "
        "CHECK (adult_from_age IS NULL OR adult_from_age >= 0)"
    )
    op.execute("ALTER TABLE program_rule ADD COLUMN uncounted_services TEXT")
    _of_clients(
        "care_level",
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("ordered_weekly_minutes", sa.Integer(), nullable=True),
        sa.Column("transition_until", sa.Date(), nullable=True),
        sa.CheckConstraint(f"level IN ({LEVELS})", name=op.f("ck_care_level_known_levelofcare")),
        sa.CheckConstraint(
            f"ordered_weekly_minutes {WITHIN}", name=op.f("ck_care_level_ordered_weekly_minutes_is_a_number")
        ),
        sa.CheckConstraint(
            "ordered_weekly_minutes IS NULL OR ordered_weekly_minutes >= 0",
            name=op.f("ck_care_level_ordered_weekly_minutes_at_least_0"),
        ),
        sa.UniqueConstraint("client_id", "from_on", name=op.f("uq_care_level_client_id_from_on")),
    )
    _of_clients(
        "payer_authorization",
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "unit IN ('minutes', 'quarter_hours', 'days')", name=op.f("ck_payer_authorization_known_approvedunit")
        ),
        sa.CheckConstraint(f"approved {WITHIN}", name=op.f("ck_payer_authorization_approved_is_a_number")),
        sa.CheckConstraint(
            "approved IS NULL OR approved >= 1", name=op.f("ck_payer_authorization_approved_at_least_1")
        ),
    )
    _let(added=NEW_ACTIONS.split())


def downgrade() -> None:
    _let(taken=NEW_ACTIONS.split())
    op.drop_table("payer_authorization")
    op.drop_table("care_level")
    op.drop_column("program_rule", "uncounted_services")
    op.drop_column("program_rule", "adult_from_age")


def _of_clients(table: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.CheckConstraint(f"version {WITHIN}", name=op.f(f"ck_{table}_version_is_a_number")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f(f"fk_{table}_client_id_client"),
            initially="DEFERRED",
            deferrable=True,
        ),
    )
    op.create_index(op.f(f"ix_{table}_client_id"), table, ["client_id"], unique=False)


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
