"""The arithmetic of a week: what was offered, expected, attended and credited, and what can still be reached.

All durations are whole minutes. Breaks never count, nor do services that the program leaves out. A minute counts
once: where a client was in two places at the same time, the individual hour comes before the group, and the session
that began first before the other. Credit is given session by session by the rule in force on its date and added up;
nothing is rounded a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from coordinator.attendance.facts import AttendanceFact
from coordinator.attendance.rules import Part, Span, split_by_service, without
from coordinator.programs.rules import ProgramRules, credited
from coordinator.summaries.terms import DayTerms
from coordinator.vocabulary import AttendanceLabel, CreditRule, GroupId, GroupSessionId, ServiceType


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
    counted_elsewhere: int = 0
    """Minutes attended that count in an individual hour or another session at the same time, and not here."""
    expected_minutes: int = 0
    """What this session adds to the minutes expected of the client: nothing where another one at the time does."""


@dataclass(frozen=True, slots=True)
class OutsideTime:
    """Clinical time outside sessions; `day` is the date of its start in the program's zone."""

    service: ServiceType
    day: date
    span: Span


@dataclass(frozen=True, slots=True)
class OfferedSession:
    """A session that the program holds for a client; `until` is its end, the earlier one where it ended early."""

    service_date: date
    parts: tuple[Part, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One client's week in minutes.

    `offered` counts what the program held or will hold in the client's groups; `expected` the part that falls
    into the client's enrolment, so that a week begun on a Wednesday is held against nobody. `fair_goal` is the goal,
    or what was expected where that is less: days before admission or after discharge, days of a step down, and
    sessions that the program cancelled are held against nobody.
    """

    cells: tuple[SessionCell, ...]
    goal: int
    fair_goal: int
    offered: int
    expected: int
    attended: int
    group_credited: int
    individual: int
    individual_counted: int
    best_still_possible: int
    by_service: dict[ServiceType, int] = field(default_factory=dict)
    stepping_down: bool = False

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

    @property
    def offered_too_little(self) -> bool:
        """Say whether the program itself offered less than the goal of somebody who was there the whole week."""
        return not self.partial and not self.stepping_down and self.offered < self.goal


def week_hours(
    facts: Sequence[AttendanceFact],
    outside: Sequence[OutsideTime],
    offered: Sequence[OfferedSession],
    terms: Mapping[date, DayTerms],
) -> WeekHours:
    """Add up one client's week from the facts of its sessions and the time outside them.

    `offered` are the sessions that the client's groups held or will hold; `terms` says for each day of the week,
    and for the day of everything else that is given, what holds on it.
    """
    once = _Once()
    possible = _Once()
    by_service: Counter[ServiceType] = Counter()
    individual = individual_counted = 0
    for time in sorted(outside, key=lambda one: one.span):
        minutes = whole_minutes(once.take((time.span,)))
        possible.take((time.span,))
        by_service[time.service] += minutes
        individual += minutes
        individual_counted += minutes if terms[time.day].rules.counts_outside(time.service) else 0
    cells = []
    expected_once = _Once()
    expected: Counter[date] = Counter()
    for fact in sorted(facts, key=lambda one: (one.starts_at, str(one.session_id))):
        rules = terms[fact.service_date].rules
        services = _services(fact, once.take(fact.spans), fact.spans)
        by_service.update(dict(services))
        asked = 0
        if _is_expected(fact):
            asked = whole_minutes(expected_once.take(_counting(fact.parts, rules, fact.held_until)))
            expected[fact.service_date] += asked
        cells.append(_cell(fact, rules, services, possible.take(fact.reachable), asked))
    goal, fair = _goals(terms, expected)
    return WeekHours(
        cells=tuple(cells),
        goal=goal,
        fair_goal=fair,
        offered=_offered(offered, terms),
        expected=expected.total(),
        attended=sum(cell.attended_minutes for cell in cells) + individual,
        group_credited=sum(cell.credited_minutes for cell in cells),
        individual=individual,
        individual_counted=individual_counted,
        best_still_possible=sum(cell.still_possible_minutes for cell in cells) + individual_counted,
        by_service={service: minutes for service, minutes in by_service.items() if minutes},
        stepping_down=any(not one.watched for one in terms.values()),
    )


class _Once:
    """Time already counted, so that no minute counts twice."""

    def __init__(self) -> None:
        self._taken: list[Span] = []
        self._until: datetime | None = None

    def take(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Give the part of some stretches that is not counted yet, and count it."""
        if not spans:
            return ()
        free = tuple(spans)
        if self._until is not None and spans[0].start < self._until:
            free = without(free, self._taken)
        self._taken += free
        ends = max(span.end for span in spans)
        self._until = ends if self._until is None else max(ends, self._until)
        return free


def whole_minutes(spans: Sequence[Span]) -> int:
    """Give the length of some stretches in minutes, rounded once."""
    return (sum(span.seconds for span in spans) + 30) // 60


def _counting(parts: Sequence[Part], rules: ProgramRules, until: datetime) -> tuple[Span, ...]:
    return tuple(
        Span(part.span.start, min(part.span.end, until))
        for part in parts
        if rules.counts(part.service) and part.span.start < until
    )


def _offered(sessions: Sequence[OfferedSession], terms: Mapping[date, DayTerms]) -> int:
    once = _Once()
    in_order = sorted((one for one in sessions if one.parts), key=lambda one: one.parts[0].span)
    return sum(
        whole_minutes(once.take(_counting(one.parts, terms[one.service_date].rules, one.until))) for one in in_order
    )


def _services(
    fact: AttendanceFact, free: tuple[Span, ...], whole: tuple[Span, ...]
) -> tuple[tuple[ServiceType, int], ...]:
    if free == fact.spans:
        return fact.service_minutes
    if free == whole == ():
        return ()
    return split_by_service(free, fact.parts, away_seconds=fact.away_minutes * 60)


def _cell(
    fact: AttendanceFact,
    rules: ProgramRules,
    services: tuple[tuple[ServiceType, int], ...],
    reachable: tuple[Span, ...],
    asked: int,
) -> SessionCell:
    """Credit one session, and say what it can still bring when it is not over or not marked yet."""
    countable = fact.countable_minutes
    if rules.uncounted_services and fact.parts:
        countable = whole_minutes(_counting(fact.parts, rules, fact.parts[-1].span.end))
    credit = _credit(rules, services, fact.service_minutes, countable)
    at_most = credit
    if fact.reachable != fact.spans:
        open_services = _services(fact, reachable, fact.reachable)
        whole = _services(fact, fact.reachable, fact.reachable)
        at_most = max(credit, _credit(rules, open_services, whole, countable))
    attended = sum(minutes for _service, minutes in services)
    return SessionCell(
        session_id=fact.session_id,
        group_id=fact.group_id,
        service_date=fact.service_date,
        starts_at=fact.starts_at,
        label=fact.label,
        attended_minutes=attended,
        minutes_known=fact.minutes_known,
        credited_minutes=credit,
        planned_minutes=fact.planned_minutes,
        countable_minutes=countable,
        arrived_late_minutes=fact.arrived_late_minutes,
        left_early_minutes=fact.left_early_minutes,
        still_possible_minutes=at_most,
        announced=fact.announced,
        counted_elsewhere=fact.attended_minutes - attended,
        expected_minutes=asked,
    )


def _credit(
    rules: ProgramRules,
    here: Sequence[tuple[ServiceType, int]],
    whole: Sequence[tuple[ServiceType, int]],
    countable: int,
) -> int:
    """Credit the minutes that count `here`; whether a block was full is asked of the `whole` attendance."""
    counted = sum(minutes for service, minutes in here if rules.counts(service))
    if rules.credit_rule is CreditRule.FULL_BLOCK_ONLY:
        attended = sum(minutes for service, minutes in whole if rules.counts(service))
        return min(counted, countable) if credited(attended, rules.credit_rule, countable_minutes=countable) else 0
    return credited(counted, rules.credit_rule, countable_minutes=countable)


def _goals(terms: Mapping[date, DayTerms], expected: Mapping[date, int]) -> tuple[int, int]:
    """Give the goal and what can fairly be asked of it, each date under the terms in force on it.

    The goal is the largest of those under which anything was expected; nothing is prorated.
    """
    stretches: list[tuple[DayTerms, int]] = []
    for day in sorted(terms):
        term, minutes = terms[day], expected.get(day, 0)
        if stretches and (stretches[-1][0].goal, stretches[-1][0].watched) == (term.goal, term.watched):
            stretches[-1] = (term, stretches[-1][1] + minutes)
        else:
            stretches.append((term, minutes))
    goal = max([term.goal for term, minutes in stretches if minutes] or [stretches[0][0].goal])
    return goal, min(goal, sum(min(term.goal, minutes) for term, minutes in stretches if term.watched))


def _is_expected(fact: AttendanceFact) -> bool:
    return fact.expected and fact.label not in {AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED}
