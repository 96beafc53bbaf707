"""What the week screen shows, read in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordinator import people, programs, roster, series, sessions
from coordinator.people import Facilitator
from coordinator.roster import Group
from coordinator.series import Block, Outlook, OutlookKind
from coordinator.sessions import GroupSession
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import BlockId, ExceptionKind, FacilitatorId, GroupSessionId, SessionStatus, Weekday

WORKDAYS = 5
A_DAY = timedelta(days=1)
LOOK_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What other features know of one session. `attended` is None until somebody was marked."""

    expected: int = 0
    attended: int | None = None
    notes_to_sign: int = 0
    report_missing: bool = False
    changes: int = 0


FactsQuery = Callable[[UnitOfWork, date, date], Mapping[GroupSessionId, SessionFacts]]


@dataclass(frozen=True, slots=True)
class WeekView:
    """One week in the reader's zone. `days` are the columns: the weekend only where something takes place."""

    days: tuple[date, ...]
    now: datetime
    today: date
    sessions: tuple[GroupSession, ...]
    facts: Mapping[GroupSessionId, SessionFacts]
    blocks: tuple[Block, ...]
    staff: tuple[Facilitator, ...]
    groups: tuple[Group, ...]
    min_minutes_per_day: int
    min_days_per_week: int
    elsewhere: Mapping[GroupSessionId, Mapping[str, int]] = field(default_factory=dict)
    """The zones in which a session's clients live, each with how many of them."""
    me: FacilitatorId | None = None
    """Who is signed in."""
    outlook: tuple[Outlook, ...] = ()
    """Of the groups that a closure leaves below their goal in this week."""

    def block(self, block_id: BlockId | None) -> Block | None:
        """The block of a session, if it has one."""
        return next((one for one in self.blocks if one.id == block_id), None)

    def session(self, session_id: GroupSessionId | None) -> GroupSession | None:
        """One session of the week."""
        return next((one for one in self.sessions if one.id == session_id), None)

    def facts_of(self, session: GroupSession) -> SessionFacts:
        """What is known of a session; nothing where no feature told."""
        return self.facts.get(session.id, SessionFacts())

    def zones_of(self, session: GroupSession) -> Mapping[str, int]:
        """The zones in which a session's clients live."""
        return self.elsewhere.get(session.id, {})

    def repeats_with(self, block: Block) -> tuple[Weekday, ...]:
        """The weekdays on which the same group meets in the same way, in order."""
        mine = block.recurrence
        alike = {
            one.recurrence.weekday
            for one in self.blocks
            if one.group_id == block.group_id
            and (one.recurrence.starts, one.recurrence.zone) == (mine.starts, mine.zone)
            and (one.recurrence.every_weeks, one.recurrence.until_on) == (mine.every_weeks, mine.until_on)
        }
        return tuple(sorted(alike, key=lambda day: day.number))

    @property
    def next_id(self) -> GroupSessionId | None:
        """The session that runs or comes next today."""
        for one in self.sessions:
            running = one.status is SessionStatus.LIVE
            ahead = one.status is SessionStatus.PLANNED and one.ends_at > self.now
            if running or (ahead and one.starts_at - self.now < A_DAY and one.service_date == self.today):
                return one.id
        return None


def week_view(work: UnitOfWork, day: date | None, zone: ZoneInfo, facts: FactsQuery | None) -> WeekView:
    """Read the week that holds `day`; without one, the present week."""
    today = work.now.astimezone(zone).date()
    rules = programs.rules_on(work, day or today)
    first, last = programs.week_of(day or today, rules.week_starts)
    near = sessions.sessions_between(work, first - A_DAY, last + A_DAY)
    shown = tuple(one for one in near if first <= one.starts_at.astimezone(zone).date() <= last)
    busy = {one.starts_at.astimezone(zone).date() for one in shown}
    week = tuple(first + number * A_DAY for number in range(7))
    return WeekView(
        days=tuple(one for one in week if one.weekday() < WORKDAYS or one in busy),
        now=work.now,
        today=today,
        sessions=shown,
        facts=facts(work, first - A_DAY, last + A_DAY) if facts is not None else {},
        blocks=series.blocks(work),
        staff=people.facilitators(work),
        groups=roster.groups(work),
        min_minutes_per_day=rules.min_minutes_per_day,
        min_days_per_week=rules.min_days_per_week,
        elsewhere={one.id: roster.zones_on(work, one.group_id, one.service_date) for one in shown},
        me=work.actor,
        outlook=_below_goal(work, shown, first),
    )


def _below_goal(work: UnitOfWork, shown: tuple[GroupSession, ...], first: date) -> tuple[Outlook, ...]:
    """Read what closures take from a week; only groups that a closure touches are looked at."""
    closed = dict.fromkeys(one.group_id for one in shown if one.exception is ExceptionKind.CLOSURE)
    return tuple(
        one
        for group_id in closed
        for one in series.outlook(work, group_id)
        if one.kind is OutlookKind.WEEK_BELOW_GOAL and one.week_starts_on == first
    )


def next_of_block(work: UnitOfWork, block: Block) -> GroupSession | None:
    """Read the next session of a block; looks 60 days ahead."""
    today = work.now.date()
    ahead = sessions.sessions_between(work, today - A_DAY, today + LOOK_AHEAD, block.group_id)
    planned = (one for one in ahead if one.status is SessionStatus.PLANNED and one.ends_at > work.now)
    return next((one for one in planned if one.block_id == block.id), None)
