"""What the program is and which thresholds hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from coordinator.errors import NotFound
from coordinator.programs.rules import ADULT_FROM_AGE, ProgramRules, rules_in_force, week_in
from coordinator.store.tables import ProgramRow, ProgramRuleRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ProgramId, ServiceType


@dataclass(frozen=True, slots=True)
class Program:
    """The clinic's program. `zone` is an IANA name; `is_sample` says that everyone here is made up."""

    id: ProgramId
    clinic_name: str
    address: str
    phone: str
    zone: str
    home_state: str
    part2_covered: bool
    confidentiality_notice: str
    is_sample: bool


def program(work: UnitOfWork) -> Program:
    """Give the program of this store; raises `NotFound` in a store that has none yet."""
    row = work.rows.exec(select(ProgramRow).limit(1)).first()
    if row is None:
        raise NotFound("Program", "first")
    return Program(
        row.id,
        row.clinic_name,
        row.address,
        row.phone,
        row.zone,
        row.home_state,
        row.part2_covered,
        row.confidentiality_notice,
        row.is_sample,
    )


def rules_timeline(work: UnitOfWork) -> tuple[ProgramRules, ...]:
    """Give every set of thresholds, oldest first."""
    ordered = select(ProgramRuleRow).order_by(col(ProgramRuleRow.effective_from))
    return tuple(_rules(row) for row in work.rows.exec(ordered))


def rules_on(work: UnitOfWork, day: date) -> ProgramRules:
    """Give the thresholds in force on a day; raises `NotFound` in a store that has none yet."""
    timeline = rules_timeline(work)
    if not timeline:
        raise NotFound("ProgramRule", day.isoformat())
    return rules_in_force(timeline, day)


def week_on(work: UnitOfWork, day: date) -> tuple[date, date]:
    """Give the first and the last day of the week that holds `day`, by the first weekday in force then."""
    timeline = rules_timeline(work)
    if not timeline:
        raise NotFound("ProgramRule", day.isoformat())
    return week_in(timeline, day)


def _rules(row: ProgramRuleRow) -> ProgramRules:
    return ProgramRules(
        effective_from=row.effective_from,
        weekly_goal_minutes=row.weekly_goal_minutes,
        weekly_goal_minutes_adolescent=row.weekly_goal_minutes_adolescent,
        week_starts=row.week_starts,
        credit_rule=row.credit_rule,
        grace_minutes=row.grace_minutes,
        gap_merge_minutes=row.gap_merge_minutes,
        min_size=row.min_size,
        max_size=row.max_size,
        min_minutes_per_day=row.min_minutes_per_day,
        min_days_per_week=row.min_days_per_week,
        individual_counts=row.individual_counts,
        note_due_days=row.note_due_days,
        review_after_absences=row.review_after_absences,
        absence_limit=row.absence_limit,
        absence_limit_weeks=row.absence_limit_weeks,
        adult_from_age=row.adult_from_age if row.adult_from_age is not None else ADULT_FROM_AGE,
        uncounted_services=tuple(ServiceType(name) for name in (row.uncounted_services or "").split()),
    )
