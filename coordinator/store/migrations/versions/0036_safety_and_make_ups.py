"""Safety tasks, the session a walk-in makes up for, numbers confirmed each time, steps out, limits of absences."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0031"

WITHIN = "BETWEEN -2147483648 AND 2147483647"
NEW_ACTIONS = "confirm_callback set_emergency_number step_out come_back remove_step_out finish_safety_task"


def upgrade() -> None:
    for column in ("callback_number", "emergency_number"):
        op.add_column("attendance", sa.Column(column, sa.Text(), nullable=True))
    op.add_column("attendance", sa.Column("callback_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        op.f("ix_attendance_client_id_location_confirmed_at"), "attendance", ["client_id", "location_confirmed_at"]
    )
    op.add_column("disconnection", sa.Column("stepped_out", sa.Boolean(), nullable=True))
    op.add_column("visitor", sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("walk_in") as batch:
        batch.add_column(sa.Column("makes_up_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_walk_in_makes_up_id_group_session"),
            "group_session",
            ["makes_up_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    op.create_index(op.f("ix_walk_in_makes_up_id"), "walk_in", ["makes_up_id"], unique=False)
    # Said as SQL: SQLite adds a column with its checks in place, where a batch would copy the table.
    for column, kind in (("absence_limit", "INTEGER"), ("absence_limit_weeks", "INTEGER")):
        checks = (
            f"CONSTRAINT ck_program_rule_{column}_is_a_number CHECK ({column} {WITHIN}) "
            f"CONSTRAINT ck_program_rule_{column}_at_least_1 CHECK ({column} IS NULL OR {column} >= 1)"
        )
        op.execute(f"ALTER TABLE program_rule ADD COLUMN {column} {kind} {checks}")
    op.create_table(
        "safety_task",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_task")),
        sa.CheckConstraint(f"version {WITHIN}", name=op.f("ck_safety_task_version_is_a_number")),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{target}.id"],
                name=op.f(f"fk_safety_task_{column}_{target}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for column, target in (
                ("client_id", "client"),
                ("done_by", "facilitator"),
                ("raised_by", "facilitator"),
                ("session_id", "group_session"),
            )
        ),
    )
    for column in ("client_id", "done_by", "raised_by", "session_id"):
        op.create_index(op.f(f"ix_safety_task_{column}"), "safety_task", [column], unique=False)
    _let(added=NEW_ACTIONS.split())


def downgrade() -> None:
    _let(taken=NEW_ACTIONS.split())
    op.drop_table("safety_task")
    op.drop_column("program_rule", "absence_limit_weeks")
    op.drop_column("program_rule", "absence_limit")
    op.drop_index(op.f("ix_walk_in_makes_up_id"), "walk_in")
    with op.batch_alter_table("walk_in") as batch:
        batch.drop_constraint(op.f("fk_walk_in_makes_up_id_group_session"), type_="foreignkey")
        batch.drop_column("makes_up_id")
    op.drop_column("visitor", "agreed_at")
    op.drop_column("disconnection", "stepped_out")
    op.drop_index(op.f("ix_attendance_client_id_location_confirmed_at"), "attendance")
    for column in ("callback_confirmed_at", "emergency_number", "callback_number"):
        op.drop_column("attendance", column)


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
