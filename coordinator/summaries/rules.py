"""The arithmetic of a week: what was offered, expected, attended and credited, and what can still be reached.

All durations are whole minutes. Breaks were left out before the figures come here. Credit is given session by
session by the program's dated rule and added up; nothing is rounded a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from coordinator.attendance.facts import AttendanceFact
from coordinator.programs.rules import ProgramRules, credited
from coordinator.vocabulary import AttendanceLabel, GroupId, GroupSessionId, ServiceType

ABSENT = frozenset({AttendanceLabel.ABSENT})
NOT_THERE = frozenset(
    {AttendanceLabel.ABSENT, AttendanceLabel.EXCUSED, AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED}
)


@dataclass(frozen=True, slots=True)
class SessionCell:
    """One client in one session of the week."""

    session_id: GroupSessionId
    group_id: GroupId
    service_date: date
    starts_at: datetime
    label: AttendanceLabel
    attended_minutes: int
    minutes_known: bool
    credited_minutes: int
    planned_minutes: int
    countable_minutes: int
    arrived_late_minutes: int | None
    left_early_minutes: int | None
    still_possible_minutes: int
    announced: bool


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One client's week in minutes.

    `offered` counts what the program held or will hold in the client's groups; `expected` the part that falls
    into the client's enrolment, so that a week begun on a Wednesday is held against nobody.
    """

    cells: tuple[SessionCell, ...]
    goal: int
    offered: int
    expected: int
    attended: int
    group_credited: int
    individual: int
    individual_counted: int
    best_still_possible: int
    by_service: dict[ServiceType, int] = field(default_factory=dict)

    @property
    def credited(self) -> int:
        """The minutes that count toward the goal."""
        return self.group_credited + self.individual_counted

    @property
    def reached_goal(self) -> bool:
        """Say whether the goal is reached by what was already attended."""
        return self.credited >= self.goal

    @property
    def can_reach_goal(self) -> bool:
        """Say whether attending everything that is left would reach the goal."""
        return self.best_still_possible >= self.goal

    @property
    def fair_goal(self) -> int:
        """The goal, or what was expected where that is less.

        Days before admission or after discharge and sessions that the program cancelled are held against nobody.
        """
        return min(self.goal, self.expected)

    @property
    def fell_short(self) -> bool:
        """Say whether the hours attended are less than could fairly be asked for."""
        return self.credited < self.fair_goal

    @property
    def falls_short(self) -> bool:
        """Say whether even attending everything that is left would be less than could fairly be asked for."""
        return self.best_still_possible < self.fair_goal

    @property
    def partial(self) -> bool:
        """Say whether the client was enrolled for a part of the week only."""
        return self.expected < self.offered


def week_hours(
    facts: Sequence[AttendanceFact],
    individual: Sequence[tuple[ServiceType, int]],
    rules: ProgramRules,
    goal: int,
    *,
    offered: int | None = None,
    now: datetime,
) -> WeekHours:
    """Add up one client's week from the facts of its sessions and the time outside them (service, minutes).

    `offered` is what the client's groups held in all, days outside the enrolment included; without it, what the
    facts hold.
    """
    cells = tuple(session_cell(fact, rules, now=now) for fact in facts)
    by_service: Counter[ServiceType] = Counter()
    for fact in facts:
        by_service.update(dict(fact.service_minutes))
    for service, minutes in individual:
        by_service[service] += minutes
    outside = sum(minutes for _service, minutes in individual)
    counted = outside if rules.individual_counts else 0
    in_facts = sum(fact.countable_minutes for fact in facts if fact.label is not AttendanceLabel.CANCELLED)
    return WeekHours(
        cells=cells,
        goal=goal,
        offered=max(offered or 0, in_facts),
        expected=sum(fact.countable_minutes for fact in facts if _is_expected(fact)),
        attended=sum(fact.attended_minutes for fact in facts) + outside,
        group_credited=sum(cell.credited_minutes for cell in cells),
        individual=outside,
        individual_counted=counted,
        best_still_possible=sum(cell.still_possible_minutes for cell in cells) + counted,
        by_service={service: minutes for service, minutes in by_service.items() if minutes},
    )


def session_cell(fact: AttendanceFact, rules: ProgramRules, *, now: datetime) -> SessionCell:
    """Credit one session, and say what it can still bring when it is not over or not marked yet."""
    credit = credited(fact.attended_minutes, rules.credit_rule, countable_minutes=fact.countable_minutes)
    return SessionCell(
        session_id=fact.session_id,
        group_id=fact.group_id,
        service_date=fact.service_date,
        starts_at=fact.starts_at,
        label=fact.label,
        attended_minutes=fact.attended_minutes,
        minutes_known=fact.minutes_known,
        credited_minutes=credit,
        planned_minutes=fact.planned_minutes,
        countable_minutes=fact.countable_minutes,
        arrived_late_minutes=fact.arrived_late_minutes,
        left_early_minutes=fact.left_early_minutes,
        still_possible_minutes=max(credit, _possible(fact, rules, now=now)),
        announced=fact.announced,
    )


def _possible(fact: AttendanceFact, rules: ProgramRules, *, now: datetime) -> int:
    over = not fact.running and fact.starts_at <= now
    if not fact.expected or fact.label in NOT_THERE or fact.label is AttendanceLabel.REMOVED:
        return 0
    if over and fact.label is not AttendanceLabel.UNMARKED:
        return 0
    missed = (fact.arrived_late_minutes or 0) + (fact.left_early_minutes or 0)
    most = max(0, fact.countable_minutes - missed)
    return credited(most, rules.credit_rule, countable_minutes=fact.countable_minutes)


def _is_expected(fact: AttendanceFact) -> bool:
    return fact.expected and fact.label not in {AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED}
