"""The figures of a week, of every client or of one group's: what the screen, the command line and the files show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select as select_columns
from sqlmodel import col, select

from coordinator import attendance, programs, sessions
from coordinator.attendance.facts import AttendanceFact, ServiceTime
from coordinator.programs.rules import ProgramRules, week_of
from coordinator.store.tables import (
    ClientRow,
    GroupRow,
    GroupSessionRow,
    NoteRow,
    OutreachRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.rules import SessionCell, WeekHours, week_hours
from coordinator.vocabulary import (
    AgeBand,
    AttendanceLabel,
    ClientId,
    GroupId,
    GroupSessionId,
    NoteStatus,
    SessionStatus,
)

NO_NOTE = frozenset({AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED, AttendanceLabel.UNMARKED})


@dataclass(frozen=True, slots=True)
class ClientWeek:
    """One client's week. `signed` names the sessions whose note about the client is signed."""

    client_id: ClientId
    name: str
    code: str
    groups: tuple[GroupId, ...]
    hours: WeekHours
    notes_due: int
    notes_signed: int
    signed: frozenset[GroupSessionId]
    outreach_sessions: frozenset[GroupSessionId]

    @property
    def no_shows(self) -> tuple[SessionCell, ...]:
        """The sessions missed without notice."""
        return tuple(cell for cell in self.hours.cells if cell.label is AttendanceLabel.ABSENT and not cell.announced)

    @property
    def no_shows_contacted(self) -> int:
        """How many of them were followed by an attempt to reach the client."""
        return sum(cell.session_id in self.outreach_sessions for cell in self.no_shows)


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """One group's week in figures."""

    group_id: GroupId
    name: str
    session_ids: tuple[GroupSessionId, ...]
    attended_minutes: int
    credited_minutes: int
    expected_minutes: int
    clients: int
    reached_goal: int
    no_shows: int
    no_shows_contacted: int
    notes_due: int
    notes_signed: int


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """A week from `starts_on` through `ends_on`, the rules in force on its first day, and everybody in it."""

    starts_on: date
    ends_on: date
    rules: ProgramRules
    clients: tuple[ClientWeek, ...]
    groups: tuple[GroupWeek, ...]

    @property
    def week(self) -> str:
        """The ISO week that holds the first day, as in "2026-W47"."""
        year, week, _day = self.starts_on.isocalendar()
        return f"{year}-W{week:02}"

    def client(self, client_id: ClientId) -> ClientWeek | None:
        """Give one client's week, if the client has one."""
        return next((one for one in self.clients if one.client_id == client_id), None)


def weekly_summary(
    work: UnitOfWork, day: date, group_id: GroupId | None = None, client_id: ClientId | None = None
) -> WeeklySummary:
    """Give the week that holds `day`; only a group's clients or one client where that is asked for.

    Hours are of all the client's groups together, since the goal is the client's and not the group's.
    """
    rules = programs.rules_on(work, day)
    starts_on, ends_on = week_of(day, rules.week_starts)
    rules = programs.rules_on(work, starts_on)
    return _weeks(work, rules, starts_on, ends_on, group_id, client_id)


def weeks_before(
    work: UnitOfWork, day: date, weeks: int, group_id: GroupId | None = None, client_id: ClientId | None = None
) -> tuple[WeeklySummary, ...]:
    """Give the week that holds `day` and the ones before it, oldest first: the heatmap's columns."""
    return tuple(
        weekly_summary(work, day - timedelta(days=7 * back), group_id, client_id) for back in reversed(range(weeks))
    )


def _weeks(
    work: UnitOfWork,
    rules: ProgramRules,
    starts_on: date,
    ends_on: date,
    group_id: GroupId | None,
    client_id: ClientId | None,
) -> WeeklySummary:
    facts = attendance.attendance_between(work, starts_on, ends_on, client_id=client_id)
    by_client: dict[ClientId, list[AttendanceFact]] = defaultdict(list)
    for fact in facts:
        by_client[fact.client_id].append(fact)
    if group_id is not None:
        by_client = {one: his for one, his in by_client.items() if any(f.group_id == group_id for f in his)}
    outside: dict[ClientId, list[ServiceTime]] = defaultdict(list)
    for time in attendance.service_times_between(work, starts_on, ends_on, client_id):
        outside[time.client_id].append(time)
    group_rows = {row.id: row for row in work.rows.exec(select(GroupRow))}
    held = _held(work, starts_on, ends_on)
    offered = _offered(work, starts_on, ends_on)
    signed = _signed(work, held)
    reached = _outreach(work, held)
    clients = tuple(
        _client_week(row, by_client[row.id], outside[row.id], rules, group_rows, held, offered, signed, reached, work)
        for row in _in_name_order(work, by_client)
    )
    wanted = [group_id] if group_id is not None else sorted({fact.group_id for fact in facts}, key=str)
    groups = tuple(_group_week(group_rows[one], clients, held) for one in wanted if one in group_rows)
    in_order = tuple(sorted(groups, key=lambda group: group.name.casefold()))
    return WeeklySummary(starts_on, ends_on, rules, clients, in_order)


def _in_name_order(work: UnitOfWork, wanted: Iterable[ClientId]) -> list[ClientRow]:
    ids = list(wanted)
    rows = work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(ids))).all() if ids else []
    return sorted(rows, key=lambda row: (row.name_key, row.code))


def _held(work: UnitOfWork, starts_on: date, ends_on: date) -> dict[GroupSessionId, SessionStatus]:
    wanted = select_columns(col(GroupSessionRow.id), col(GroupSessionRow.status)).where(
        col(GroupSessionRow.service_date).between(starts_on, ends_on)
    )
    return {found.id: found.status for found in work.rows.connection().execute(wanted)}


def _offered(work: UnitOfWork, starts_on: date, ends_on: date) -> dict[GroupId, int]:
    """Give the countable minutes that each group holds in the week, whoever is enrolled."""
    found: dict[GroupId, int] = defaultdict(int)
    for session in sessions.sessions_between(work, starts_on, ends_on):
        if session.status is not SessionStatus.CANCELLED:
            found[session.group_id] += session.countable_minutes
    return found


def _signed(work: UnitOfWork, held: Mapping[GroupSessionId, SessionStatus]) -> dict[ClientId, set[GroupSessionId]]:
    wanted = select_columns(col(NoteRow.client_id), col(NoteRow.session_id)).where(
        col(NoteRow.session_id).in_(list(held)),
        col(NoteRow.status) == NoteStatus.SIGNED,
        col(NoteRow.client_id).is_not(None),
    )
    found: dict[ClientId, set[GroupSessionId]] = defaultdict(set)
    for pair in work.rows.connection().execute(wanted):
        found[pair.client_id].add(pair.session_id)
    return found


def _outreach(work: UnitOfWork, held: Mapping[GroupSessionId, SessionStatus]) -> dict[ClientId, set[GroupSessionId]]:
    wanted = select_columns(col(OutreachRow.client_id), col(OutreachRow.session_id)).where(
        col(OutreachRow.session_id).in_(list(held))
    )
    found: dict[ClientId, set[GroupSessionId]] = defaultdict(set)
    for pair in work.rows.connection().execute(wanted):
        found[pair.client_id].add(pair.session_id)
    return found


def _client_week(
    row: ClientRow,
    facts: list[AttendanceFact],
    outside: list[ServiceTime],
    rules: ProgramRules,
    groups: Mapping[GroupId, GroupRow],
    held: Mapping[GroupSessionId, SessionStatus],
    offered: Mapping[GroupId, int],
    signed: Mapping[ClientId, set[GroupSessionId]],
    reached: Mapping[ClientId, set[GroupSessionId]],
    work: UnitOfWork,
) -> ClientWeek:
    his_groups = tuple(dict.fromkeys(fact.group_id for fact in facts))
    bands = {groups[one].age_band for one in his_groups if one in groups}
    band = AgeBand.ADOLESCENT if bands == {AgeBand.ADOLESCENT} else AgeBand.ADULT
    goal = row.weekly_goal_minutes if row.weekly_goal_minutes is not None else rules.goal_minutes(band)
    individual = [(time.service_type, time.minutes) for time in outside]
    in_groups = sum(offered.get(one, 0) for one in his_groups)
    hours = week_hours(facts, individual, rules, goal, offered=in_groups, now=work.now)
    due = {
        cell.session_id
        for cell in hours.cells
        if cell.label not in NO_NOTE and held.get(cell.session_id) is SessionStatus.HELD
    }
    mine = signed.get(row.id, set())
    return ClientWeek(
        client_id=row.id,
        name=row.preferred_name,
        code=row.code,
        groups=his_groups,
        hours=hours,
        notes_due=len(due),
        notes_signed=len(due & mine),
        signed=frozenset(mine),
        outreach_sessions=frozenset(reached.get(row.id, set())),
    )


def _group_week(
    group: GroupRow, clients: tuple[ClientWeek, ...], held: Mapping[GroupSessionId, SessionStatus]
) -> GroupWeek:
    members = [one for one in clients if group.id in one.groups]
    cells = [cell for one in members for cell in one.hours.cells if cell.group_id == group.id]
    missed = [(cell, one) for one in members for cell in one.no_shows if cell.group_id == group.id]
    due = [
        (cell, one)
        for one in members
        for cell in one.hours.cells
        if cell.group_id == group.id and cell.label not in NO_NOTE and held.get(cell.session_id) is SessionStatus.HELD
    ]
    away = {AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED}
    return GroupWeek(
        group_id=group.id,
        name=group.name,
        session_ids=tuple(dict.fromkeys(cell.session_id for cell in sorted(cells, key=lambda one: one.starts_at))),
        attended_minutes=sum(cell.attended_minutes for cell in cells),
        credited_minutes=sum(cell.credited_minutes for cell in cells),
        expected_minutes=sum(cell.countable_minutes for cell in cells if cell.label not in away),
        clients=len(members),
        reached_goal=sum(one.hours.reached_goal for one in members),
        no_shows=len(missed),
        no_shows_contacted=sum(cell.session_id in one.outreach_sessions for cell, one in missed),
        notes_due=len(due),
        notes_signed=sum(cell.session_id in one.signed for cell, one in due),
    )
