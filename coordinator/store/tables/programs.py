"""The clinic's program and its dated thresholds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint

from coordinator.store.columns import at_least, choice, key, reference, required_text, text
from coordinator.store.tables.row import Versioned
from coordinator.vocabulary import CreditRule, ProgramId, Weekday


class ProgramRow(Versioned, table=True):
    """The clinic's program. `is_sample` marks a vault in which everyone is made up."""

    __tablename__ = "program"

    id: ProgramId = key()
    clinic_name: str = required_text()
    address: str = text()
    phone: str = text()
    zone: str = required_text()
    home_state: str = text()
    part2_covered: bool = True
    confidentiality_notice: str = text()
    is_sample: bool = False


class ProgramRuleRow(Versioned, table=True):
    """Thresholds that hold from a date on; the newest not after a day is the one in force on it.

    Without `adult_from_age` it is 18. `uncounted_services` are codes with spaces between.
    """

    __tablename__ = "program_rule"
    __table_args__ = (
        UniqueConstraint("program_id", "effective_from"),
        at_least("weekly_goal_minutes", 0),
        at_least("grace_minutes", 0),
        at_least("review_after_absences", 1),
        at_least("absence_limit", 1),
        at_least("absence_limit_weeks", 1),
        at_least("adult_from_age", 0),
    )

    id: UUID = key()
    program_id: ProgramId = reference("program.id")
    effective_from: date
    weekly_goal_minutes: int = 540
    weekly_goal_minutes_adolescent: int = 360
    week_starts: Weekday = choice(Weekday, Weekday.MON)
    credit_rule: CreditRule = choice(CreditRule, CreditRule.NEAREST_15)
    grace_minutes: int = 10
    gap_merge_minutes: int = 10
    min_size: int = 2
    max_size: int = 12
    min_minutes_per_day: int = 180
    min_days_per_week: int = 3
    individual_counts: bool = True
    note_due_days: int = 3
    review_after_absences: int = 3
    absence_limit: int | None = None
    absence_limit_weeks: int | None = None
    adult_from_age: int | None = None
    uncounted_services: str | None = text(optional=True)
