"""What can still be reached this week: said while there is time to do something about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select

from coordinator import programs, sessions
from coordinator.programs.rules import ProgramRules, credited, rules_in_force
from coordinator.roster import enrolled_counts
from coordinator.sessions import GroupSession
from coordinator.store.tables import FlagRow, GroupRow, WalkInRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.forecast_rules import OpenSession, clashes, needed
from coordinator.summaries.weekly_summary import ClientWeek, WeeklySummary, weekly_summary
from coordinator.vocabulary import ClientId, FlagKind, GroupId, GroupSessionId, SessionStatus


@dataclass(frozen=True, slots=True)
class MakeUpPlace:
    """A session of another group in which a client could make up; instants in UTC, `zone` that of the session."""

    session_id: GroupSessionId
    group_id: GroupId
    group_name: str
    service_date: date
    starts_at: datetime
    zone: str
    minutes: int
    places: int


@dataclass(frozen=True, slots=True)
class ClientForecast:
    """What one client can still do this week.

    `needs` are the fewest and earliest of the client's own sessions that reach `asked`, the goal or what can fairly
    be asked of it; None where all that are left do not suffice. Then `make_ups` are sessions of other groups with a
    place, that overlap none of the client's own. A client under a no-contact flag is offered none: who else would be
    in the room is for a person to judge.
    """

    week: ClientWeek
    asked: int
    needs: tuple[OpenSession, ...] | None
    make_ups: tuple[MakeUpPlace, ...]

    @property
    def missing(self) -> int:
        """Minutes still missing from what is asked."""
        return max(0, self.asked - self.week.hours.credited)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The week that holds a day: how many clients can still reach their goal, and the weeks of those who cannot."""

    starts_on: date
    ends_on: date
    clients: int
    reachable: int
    goal_minutes: int
    falling_short: tuple[ClientWeek, ...]
    each: tuple[ClientForecast, ...] = ()

    def of(self, client_id: ClientId) -> ClientForecast | None:
        """Give one client's forecast."""
        return next((one for one in self.each if one.week.client_id == client_id), None)


def forecast(
    work: UnitOfWork, day: date, group_id: GroupId | None = None, client_id: ClientId | None = None
) -> Forecast:
    """Give the forecast of the week that holds `day`.

    Nobody is said to fall short because of days before admission or after discharge, or of sessions that the
    program cancelled: those lower what was expected, so the goal is held against the lesser of both.
    """
    return forecast_of(work, weekly_summary(work, day, group_id, client_id))


def forecast_of(work: UnitOfWork, summary: WeeklySummary) -> Forecast:
    """Give the forecast of a week whose figures were read already."""
    short = tuple(one for one in summary.clients if one.hours.falls_short)
    left = _left(work, summary)
    places = _places(work, left) if short else {}
    timeline = programs.rules_timeline(work)
    flagged = _not_to_meet(work, [one.client_id for one in short])
    return Forecast(
        starts_on=summary.starts_on,
        ends_on=summary.ends_on,
        clients=len(summary.clients),
        reachable=len(summary.clients) - len(short),
        goal_minutes=summary.rules.weekly_goal_minutes,
        falling_short=short,
        each=tuple(_client(one, left, places, flagged, timeline) for one in summary.clients),
    )


def _client(
    week: ClientWeek,
    left: Mapping[GroupSessionId, GroupSession],
    places: Mapping[GroupSessionId, int],
    flagged: frozenset[ClientId],
    timeline: Sequence[ProgramRules],
) -> ClientForecast:
    hours = week.hours
    own = [
        OpenSession(
            cell.session_id,
            left[cell.session_id].starts_at,
            left[cell.session_id].ends_at,
            cell.still_possible_minutes - cell.credited_minutes,
        )
        for cell in hours.cells
        if cell.session_id in left and cell.still_possible_minutes > cell.credited_minutes
    ]
    asked = hours.fair_goal
    needs = needed(asked - hours.credited, own)
    make_ups: list[MakeUpPlace] = []
    if needs is None and week.client_id not in flagged:
        mine = [
            OpenSession(one.id, one.starts_at, one.ends_at, 0) for one in left.values() if one.group_id in week.groups
        ]
        for one in left.values():
            fresh = OpenSession(one.id, one.starts_at, one.ends_at, _worth(one, timeline))
            if one.group_id in week.groups or not places.get(one.id) or clashes(fresh, mine) or not fresh.minutes:
                continue
            make_ups.append(_make_up(one, fresh.minutes, places[one.id]))
    return ClientForecast(week, asked, needs, tuple(sorted(make_ups, key=lambda one: one.starts_at)))


def _make_up(one: GroupSession, minutes: int, places: int) -> MakeUpPlace:
    return MakeUpPlace(one.id, one.group_id, one.group_name, one.service_date, one.starts_at, one.zone, minutes, places)


def _worth(one: GroupSession, timeline: Sequence[ProgramRules]) -> int:
    rules = rules_in_force(timeline, one.service_date)
    whole = one.elapsed_minutes - one.break_minutes
    left_out = sum(part.minutes for part in one.segments if part.service_type in rules.uncounted_services)
    countable = max(0, whole - left_out)
    return credited(countable, rules.credit_rule, countable_minutes=countable)


def _left(work: UnitOfWork, summary: WeeklySummary) -> dict[GroupSessionId, GroupSession]:
    found = sessions.sessions_between(work, summary.starts_on, summary.ends_on)
    return {
        one.id: one
        for one in found
        if one.status in {SessionStatus.PLANNED, SessionStatus.LIVE} and one.ends_at > work.now
    }


def _places(work: UnitOfWork, left: Mapping[GroupSessionId, GroupSession]) -> dict[GroupSessionId, int]:
    """Give the free places of sessions that have not begun: walk-ins take one as well, staff and visitors none."""
    open_ones = {one.id: one for one in left.values() if one.starts_at > work.now}
    enrolled = enrolled_counts(work, {(one.group_id, one.service_date) for one in open_ones.values()})
    groups = {row.id: row for row in work.rows.exec(select(GroupRow)) if row.archived_at is None}
    wanted = (
        select(col(WalkInRow.session_id), func.count())
        .where(col(WalkInRow.session_id).in_(list(open_ones)))
        .group_by(col(WalkInRow.session_id))
    )
    walk_ins = dict(work.rows.exec(wanted).all())
    timeline = programs.rules_timeline(work)
    found = {}
    for one in open_ones.values():
        group = groups.get(one.group_id)
        if group is not None:
            most = min(group.capacity, rules_in_force(timeline, one.service_date).max_size)
            found[one.id] = max(0, most - enrolled[one.group_id, one.service_date] - walk_ins.get(one.id, 0))
    return found


def _not_to_meet(work: UnitOfWork, client_ids: Sequence[ClientId]) -> frozenset[ClientId]:
    wanted = select(col(FlagRow.client_id)).where(
        col(FlagRow.client_id).in_(client_ids),
        FlagRow.kind == FlagKind.NO_CONTACT,
        col(FlagRow.cleared_at).is_(None),
    )
    return frozenset(work.rows.exec(wanted))
