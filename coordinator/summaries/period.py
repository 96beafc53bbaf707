"""Hours of any period, from one day through another, by client, group and facilitator; and beside the one before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordinator import people, programs, sessions
from coordinator.attendance.rules import Span
from coordinator.errors import RuleViolation
from coordinator.programs.rules import week_in
from coordinator.sessions.facts import leading_spans
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.material import Material, one_client, read_material
from coordinator.summaries.rules import SessionCell, whole_minutes
from coordinator.summaries.weekly_summary import ClientWeek, WeeklySummary, summary_of
from coordinator.vocabulary import AttendanceLabel, ClientId, FacilitatorId, GroupId, ServiceType, SessionStatus

LONGEST_DAYS = 3 * 366
NOT_COUNTED = frozenset({AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED, AttendanceLabel.UNMARKED})
"""Neither attended nor missed: what the program cancelled, days outside an enrolment, what nobody marked."""


class PeriodUnusable(RuleViolation):
    """A period ends before it begins, or is longer than three years."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{first} to {last}")
        self.first = first
        self.last = last


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Minutes and counts over a period.

    `marked_minutes` is the group time that was over and marked, of which `group_minutes` were attended.
    """

    attended: int = 0
    credited: int = 0
    expected: int = 0
    offered: int = 0
    group_minutes: int = 0
    marked_minutes: int = 0
    no_shows: int = 0

    @property
    def rate(self) -> int | None:
        """Attended of marked group time in whole percent, halves up; None where nothing was marked."""
        return (
            (200 * self.group_minutes + self.marked_minutes) // (2 * self.marked_minutes)
            if self.marked_minutes
            else None
        )


@dataclass(frozen=True, slots=True)
class ClientPeriod:
    """One client's period: its weeks cut at its ends.

    `goal` is that of the whole weeks in which something was expected, `weeks_reached` of `weeks_whole` reached it.
    """

    client_id: ClientId
    name: str
    code: str
    weeks: tuple[ClientWeek, ...]
    figures: PeriodFigures
    goal: int
    weeks_whole: int
    weeks_reached: int
    by_service: dict[ServiceType, int]


@dataclass(frozen=True, slots=True)
class GroupPeriod:
    """One group's period, over the clients who had something to do with it."""

    group_id: GroupId
    name: str
    clients: int
    figures: PeriodFigures


@dataclass(frozen=True, slots=True)
class FacilitatorPeriod:
    """What one facilitator led and gave.

    `led_minutes` are those of held sessions without breaks, `client_minutes` what their clients attended of them.
    """

    facilitator_id: FacilitatorId
    name: str
    sessions: int
    led_minutes: int
    client_minutes: int
    outside_minutes: int


@dataclass(frozen=True, slots=True)
class PeriodSummary:
    """A period from `first` through `last`. `weeks` are cut at its ends; `program` is everything together."""

    first: date
    last: date
    now: datetime
    weeks: tuple[WeeklySummary, ...]
    clients: tuple[ClientPeriod, ...]
    groups: tuple[GroupPeriod, ...]
    facilitators: tuple[FacilitatorPeriod, ...]
    program: PeriodFigures


@dataclass(frozen=True, slots=True)
class PeriodComparison:
    """A period and the one of as many days right before it."""

    before: PeriodSummary
    now: PeriodSummary


def period_summary(
    work: UnitOfWork, first: date, last: date, group_id: GroupId | None = None, client_id: ClientId | None = None
) -> PeriodSummary:
    """Give the hours from `first` through `last`, of a group's clients or of one client where that is asked for.

    A client's hours are of all groups together. Raises `PeriodUnusable`.
    """
    if not 0 <= (last - first).days <= LONGEST_DAYS:
        raise PeriodUnusable(first, last)
    timeline = programs.rules_timeline(work)
    material = read_material(work, first, last, group_id, one_client(client_id))
    weeks, whole = [], []
    day = first
    while day <= last:
        begins, ends = week_in(timeline, day)
        cut = (max(begins, first), min(ends, last))
        weeks.append(summary_of(material, *cut, group_id))
        whole.append(cut == (begins, ends))
        day = ends + timedelta(days=1)
    clients = _clients(weeks, whole, work.now)
    groups = _groups(weeks, material, work.now)
    return PeriodSummary(
        first=first,
        last=last,
        now=work.now,
        weeks=tuple(weeks),
        clients=clients,
        groups=groups,
        facilitators=_facilitators(work, material, first, last, group_id),
        program=_sum([one.figures for one in clients]),
    )


def compare_periods(work: UnitOfWork, first: date, last: date, group_id: GroupId | None = None) -> PeriodComparison:
    """Give a period beside the one of as many days before it; raises `PeriodUnusable`."""
    days = (last - first).days + 1
    before = period_summary(work, first - timedelta(days=days), first - timedelta(days=1), group_id)
    return PeriodComparison(before, period_summary(work, first, last, group_id))


def _clients(weeks: Sequence[WeeklySummary], whole: Sequence[bool], now: datetime) -> tuple[ClientPeriod, ...]:
    found: dict[ClientId, list[tuple[ClientWeek, bool]]] = defaultdict(list)
    for week, is_whole in zip(weeks, whole, strict=True):
        for one in week.clients:
            found[one.client_id].append((one, is_whole))
    return tuple(
        sorted((_client(parts, now) for parts in found.values()), key=lambda one: (one.name.casefold(), one.code))
    )


def _client(parts: list[tuple[ClientWeek, bool]], now: datetime) -> ClientPeriod:
    weeks = [one for one, _whole in parts]
    asked = [one.hours for one, is_whole in parts if is_whole and one.hours.expected]
    services: Counter[ServiceType] = Counter()
    for one in weeks:
        services.update(one.hours.by_service)
    return ClientPeriod(
        client_id=weeks[0].client_id,
        name=weeks[0].name,
        code=weeks[0].code,
        weeks=tuple(weeks),
        figures=_sum([_of_week(one, now) for one in weeks]),
        goal=sum(hours.goal for hours in asked),
        weeks_whole=len(asked),
        weeks_reached=sum(hours.reached_goal for hours in asked),
        by_service=dict(services),
    )


def _of_week(one: ClientWeek, now: datetime) -> PeriodFigures:
    hours = one.hours
    attended, marked = _marked(hours.cells, now)
    return PeriodFigures(
        attended=hours.attended,
        credited=hours.credited,
        expected=hours.expected,
        offered=hours.offered,
        group_minutes=attended,
        marked_minutes=marked,
        no_shows=len(one.no_shows),
    )


def _marked(cells: Sequence[SessionCell], now: datetime) -> tuple[int, int]:
    over = [cell for cell in cells if cell.starts_at < now and cell.label not in NOT_COUNTED]
    return sum(cell.attended_minutes for cell in over), sum(cell.countable_minutes for cell in over)


def _groups(weeks: Sequence[WeeklySummary], material: Material, now: datetime) -> tuple[GroupPeriod, ...]:
    found: dict[GroupId, list[PeriodFigures]] = defaultdict(list)
    members: dict[GroupId, set[ClientId]] = defaultdict(set)
    for week in weeks:
        for group in week.groups:
            cells = [(cell, one) for one in week.clients for cell in one.hours.cells if cell.group_id == group.group_id]
            attended, marked = _marked([cell for cell, _one in cells], now)
            members[group.group_id] |= {one.client_id for _cell, one in cells}
            found[group.group_id].append(
                PeriodFigures(
                    attended=group.attended_minutes,
                    credited=group.credited_minutes,
                    expected=group.expected_minutes,
                    offered=group.offered_minutes,
                    group_minutes=attended,
                    marked_minutes=marked,
                    no_shows=group.no_shows,
                )
            )
    lines = (
        GroupPeriod(one, material.groups[one].name, len(members[one]), _sum(parts)) for one, parts in found.items()
    )
    return tuple(sorted(lines, key=lambda line: line.name.casefold()))


def _facilitators(
    work: UnitOfWork, material: Material, first: date, last: date, group_id: GroupId | None
) -> tuple[FacilitatorPeriod, ...]:
    led: Counter[FacilitatorId] = Counter()
    held: Counter[FacilitatorId] = Counter()
    came: Counter[FacilitatorId] = Counter()
    outside: Counter[FacilitatorId] = Counter()
    counting = {one.id: one for one in material.sessions}
    attended: Counter[object] = Counter()
    for fact in material.facts:
        attended[fact.session_id] += fact.attended_minutes
    for one in sessions.sessions_between(work, first, last, group_id):
        if one.status is not SessionStatus.HELD or one.id not in counting:
            continue
        recorded = counting[one.id]
        for who, begins, ends in leading_spans(one.starts_at, recorded.held_until, one.segments, one.facilitator_id):
            parts = (part.span for part in recorded.times.parts if part.service.counts)
            led[who] += whole_minutes([Span(max(begins, part.start), min(ends, part.end)) for part in parts])
        if one.facilitator_id is not None:
            held[one.facilitator_id] += 1
            came[one.facilitator_id] += attended[one.id]
    if group_id is None:
        for times in material.outside.values():
            outside.update({time.facilitator_id: 0 for time in times})
            for time in times:
                outside[time.facilitator_id] += time.minutes
    names = {one.id: one.display for one in people.facilitators(work)}
    everybody = {*led, *held, *outside}
    return tuple(
        sorted(
            (
                FacilitatorPeriod(who, names.get(who, ""), held[who], led[who], came[who], outside[who])
                for who in everybody
            ),
            key=lambda one: one.name.casefold(),
        )
    )


def _sum(parts: Sequence[PeriodFigures]) -> PeriodFigures:
    return PeriodFigures(
        attended=sum(one.attended for one in parts),
        credited=sum(one.credited for one in parts),
        expected=sum(one.expected for one in parts),
        offered=sum(one.offered for one in parts),
        group_minutes=sum(one.group_minutes for one in parts),
        marked_minutes=sum(one.marked_minutes for one in parts),
        no_shows=sum(one.no_shows for one in parts),
    )
