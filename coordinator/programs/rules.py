"""Dated thresholds and the arithmetic of credit and weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import assert_never

from coordinator.errors import RuleViolation
from coordinator.vocabulary import AgeBand, CreditRule, ServiceType, Weekday

ADULT_FROM_AGE = 18
OLDEST = 120
"""No cut-off between adolescents and adults lies above this age in years."""


class ThresholdOutOfRange(RuleViolation):
    """A threshold is negative, or larger than a week."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class ProgramRules:
    """The thresholds in force from `effective_from` on; all durations in minutes.

    Defaults: nine hours a week for adults and six for adolescents (SAMHSA Advisory PEP20-02-01-021, ASAM
    level 2.1); groups of 2 to 12; a billable day of 180 countable minutes (HCPCS H0015).
    `review_after_absences` absences in a row without notice ask for a review, never for a discharge; so do
    `absence_limit` absences, announced or not, within `absence_limit_weeks` weeks (12 where only the limit is set).
    Without a limit nothing but the row is looked at.
    `adult_from_age` is the age in years from which the adult goal holds: the cut-off varies by state (D.C. asks six
    hours of those under 21, 22-A DCMR 6322). `uncounted_services` are those whose minutes are recorded but count
    toward nobody's hours, in sessions or outside them.
    """

    effective_from: date
    weekly_goal_minutes: int = 540
    weekly_goal_minutes_adolescent: int = 360
    week_starts: Weekday = Weekday.MON
    credit_rule: CreditRule = CreditRule.NEAREST_15
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
    adult_from_age: int = ADULT_FROM_AGE
    uncounted_services: tuple[ServiceType, ...] = ()

    def counts(self, service: ServiceType) -> bool:
        """Say whether minutes of a service count toward a client's hours; a break never does."""
        return service.counts and service not in self.uncounted_services

    def counts_outside(self, service: ServiceType) -> bool:
        """Say whether minutes of a service count that were given outside a group's sessions."""
        return self.individual_counts and self.counts(service)

    def goal_minutes(self, band: AgeBand) -> int:
        """Give the weekly goal of an age band."""
        return self.weekly_goal_minutes if band is AgeBand.ADULT else self.weekly_goal_minutes_adolescent


def rules_in_force(timeline: Sequence[ProgramRules], day: date) -> ProgramRules:
    """Give the newest rules that are not later than `day`; the oldest where the day lies before them all."""
    ordered = sorted(timeline, key=lambda rules: rules.effective_from)
    in_force = [rules for rules in ordered if rules.effective_from <= day]
    return in_force[-1] if in_force else ordered[0]


def check_thresholds(rules: ProgramRules) -> None:
    """Refuse thresholds that cannot be meant; raises `ThresholdOutOfRange` with the field's name."""
    week = 7 * 24 * 60
    for field in (
        "weekly_goal_minutes",
        "weekly_goal_minutes_adolescent",
        "grace_minutes",
        "gap_merge_minutes",
        "min_minutes_per_day",
        "min_size",
        "max_size",
        "min_days_per_week",
        "note_due_days",
        "review_after_absences",
    ):
        least = 1 if field == "review_after_absences" else 0
        if not least <= getattr(rules, field) <= week:
            raise ThresholdOutOfRange(field)
    if not 0 <= rules.adult_from_age <= OLDEST:
        raise ThresholdOutOfRange("adult_from_age")
    for field in ("absence_limit", "absence_limit_weeks"):
        value = getattr(rules, field)
        if value is not None and not 1 <= value <= week:
            raise ThresholdOutOfRange(field)


def credited(attended_minutes: int, rule: CreditRule, *, countable_minutes: int) -> int:
    """Give the credited minutes of one attendance; rounding happens here and nowhere else.

    `countable_minutes` is the session's clinical time, breaks left out: credit never exceeds it, and a
    full-block rule asks for all of it. Halves round up.
    """
    match rule:
        case CreditRule.EXACT:
            minutes = attended_minutes
        case CreditRule.NEAREST_5:
            minutes = (attended_minutes * 2 + 5) // 10 * 5
        case CreditRule.NEAREST_15:
            minutes = (attended_minutes * 2 + 15) // 30 * 15
        case CreditRule.FLOOR_15:
            minutes = attended_minutes // 15 * 15
        case CreditRule.FULL_BLOCK_ONLY:
            minutes = countable_minutes if attended_minutes >= countable_minutes else 0
        case _:
            assert_never(rule)
    return min(minutes, countable_minutes)


def age_on(born_on: date, day: date) -> int:
    """Give the age in whole years; who was born on 29 February has a birthday on 1 March where there is none."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def age_band_on(born_on: date | None, day: date, adult_from_age: int, otherwise: AgeBand) -> AgeBand:
    """Give the age band on a day from the birth date; where none is kept, that of the client's groups."""
    if born_on is None:
        return otherwise
    return AgeBand.ADULT if age_on(born_on, day) >= adult_from_age else AgeBand.ADOLESCENT


def week_of(day: date, starts: Weekday) -> tuple[date, date]:
    """Give the first and the last day of the week that holds `day`."""
    first = day - timedelta(days=(day.weekday() - starts.number) % 7)
    return first, first + timedelta(days=6)


def week_in(timeline: Sequence[ProgramRules], day: date) -> tuple[date, date]:
    """Give the week that holds `day` where the first day of the week may have changed: weeks never overlap.

    A week begins on each day that is a first weekday by the rules in force on it, and has seven days at most; where
    the first day changed, the days in between are a week of their own.
    """
    begins = next(one for one in (day - timedelta(days=back) for back in count()) if _begins(timeline, one))
    begins += timedelta(days=(day - begins).days // 7 * 7)
    after = (begins + timedelta(days=ahead) for ahead in range(1, 7))
    ends = next((one - timedelta(days=1) for one in after if _begins(timeline, one)), begins + timedelta(days=6))
    return begins, ends


def _begins(timeline: Sequence[ProgramRules], day: date) -> bool:
    return day.weekday() == rules_in_force(timeline, day).week_starts.number
