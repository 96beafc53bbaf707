"""A group's days and stays, and the plans of a week, are found by an index however many years lie behind."""

from alembic import op

revision = "0039"
down_revision = "0038"

ADDED = (
    ("ix_enrolment_group_id_ends_on", "enrolment", ["group_id", "ends_on"]),
    ("ix_group_session_group_id_service_date", "group_session", ["group_id", "service_date"]),
    ("ix_week_plan_week_starts_on", "week_plan", ["week_starts_on"]),
)
IN_PLACE_OF = (("ix_enrolment_group_id", "enrolment"), ("ix_group_session_group_id", "group_session"))


def upgrade() -> None:
    for name, table, columns in ADDED:
        op.create_index(op.f(name), table, columns, unique=False)
    for name, table in IN_PLACE_OF:
        op.drop_index(op.f(name), table)


def downgrade() -> None:
    for name, table in IN_PLACE_OF:
        op.create_index(op.f(name), table, ["group_id"], unique=False)
    for name, table, _columns in reversed(ADDED):
        op.drop_index(op.f(name), table)
