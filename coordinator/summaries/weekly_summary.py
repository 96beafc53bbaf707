"""The figures of a week, of every client or of one group's: what the screen, the command line and the files show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator import programs
from coordinator.attendance.facts import AttendanceFact
from coordinator.programs.rules import ProgramRules, rules_in_force
from coordinator.store.tables import ClientRow, GroupRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.material import Material, one_client, read_material
from coordinator.summaries.rules import SessionCell, WeekHours
from coordinator.vocabulary import AttendanceLabel, ClientId, GroupId, GroupSessionId, SessionStatus

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
    offered_minutes: int
    offered_too_little: bool
    """The program offered somebody of the group less than their goal: said of the program, never of clients."""


def week_name(starts_on: date, ends_on: date) -> str:
    """Give the ISO week that holds a week's Monday, whatever day it begins on: a Sunday's own is the one before."""
    days = (starts_on + timedelta(days=ahead) for ahead in range((ends_on - starts_on).days + 1))
    monday = next((day for day in days if day.weekday() == 0), starts_on)
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """A week from `starts_on` through `ends_on`, the rules in force on its first day, and everybody in it.

    `rules_later` are those that took effect within the week: each session is credited by the rule of its date.
    """

    starts_on: date
    ends_on: date
    rules: ProgramRules
    clients: tuple[ClientWeek, ...]
    groups: tuple[GroupWeek, ...]
    rules_later: tuple[ProgramRules, ...] = ()

    @property
    def week(self) -> str:
        """The name by which the same week is found again, as in "2026-W47"."""
        return week_name(self.starts_on, self.ends_on)

    def client(self, client_id: ClientId) -> ClientWeek | None:
        """Give one client's week, if the client has one."""
        return next((one for one in self.clients if one.client_id == client_id), None)


def weekly_summary(
    work: UnitOfWork, day: date, group_id: GroupId | None = None, client_id: ClientId | None = None
) -> WeeklySummary:
    """Give the week that holds `day`; only a group's clients or one client where that is asked for.

    Hours are of all the client's groups together, since the goal is the client's and not the group's.
    """
    return summaries_of(work, [programs.week_on(work, day)], group_id, client_ids=one_client(client_id))[0]


def weeks_before(
    work: UnitOfWork, day: date, weeks: int, group_id: GroupId | None = None, client_id: ClientId | None = None
) -> tuple[WeeklySummary, ...]:
    """Give the week that holds `day` and the ones before it, oldest first: the heatmap's columns."""
    wanted = [programs.week_on(work, day)]
    while len(wanted) < weeks:
        wanted.insert(0, programs.week_on(work, wanted[0][0] - timedelta(days=1)))
    return summaries_of(work, wanted, group_id, client_ids=one_client(client_id))


def summaries_of(
    work: UnitOfWork,
    weeks: Sequence[tuple[date, date]],
    group_id: GroupId | None = None,
    *,
    client_ids: frozenset[ClientId] | None = None,
) -> tuple[WeeklySummary, ...]:
    """Give several weeks, each from its first through its last day, read together; of some clients where named."""
    material = read_material(work, weeks[0][0], weeks[-1][1], group_id, client_ids)
    return tuple(summary_of(material, first, last, group_id) for first, last in weeks)


def summary_of(material: Material, starts_on: date, ends_on: date, group_id: GroupId | None = None) -> WeeklySummary:
    """Add up one week of what was read: pure."""
    of_client = material.facts_by_client(starts_on, ends_on)
    if group_id is not None:
        of_client = {
            one: his for one, his in of_client.items() if material.in_group(one, his, group_id, starts_on, ends_on)
        }
    clients = tuple(
        _client_week(material, row, of_client[row.id], starts_on, ends_on)
        for row in material.clients
        if row.id in of_client
    )
    found = sorted({fact.group_id for his in of_client.values() for fact in his}, key=str)
    wanted = [group_id] if group_id is not None else found
    groups = tuple(
        _group_week(material.groups[one], clients, material, starts_on, ends_on)
        for one in wanted
        if one in material.groups
    )
    in_order = tuple(sorted(groups, key=lambda group: group.name.casefold()))
    rules = rules_in_force(material.timeline, starts_on)
    later = tuple(one for one in material.timeline if starts_on < one.effective_from <= ends_on)
    return WeeklySummary(starts_on, ends_on, rules, clients, in_order, later)


def _client_week(
    material: Material, row: ClientRow, facts: list[AttendanceFact], starts_on: date, ends_on: date
) -> ClientWeek:
    his_groups = tuple(dict.fromkeys(fact.group_id for fact in facts))
    hours = material.hours(row, facts, starts_on, ends_on)
    due = {cell.session_id for cell in hours.cells if is_note_due(cell, material.statuses)}
    mine = material.signed.get(row.id, set())
    return ClientWeek(
        client_id=row.id,
        name=row.preferred_name,
        code=row.code,
        groups=his_groups,
        hours=hours,
        notes_due=len(due),
        notes_signed=len(due & mine),
        signed=frozenset(mine),
        outreach_sessions=frozenset(material.reached.get(row.id, set())),
    )


def is_note_due(cell: SessionCell, statuses: Mapping[GroupSessionId, SessionStatus]) -> bool:
    """Say whether a note about a client is due for a session: it was held, and the client had a mark in it."""
    return cell.label not in NO_NOTE and statuses.get(cell.session_id) is SessionStatus.HELD


def _group_week(
    group: GroupRow, clients: tuple[ClientWeek, ...], material: Material, starts_on: date, ends_on: date
) -> GroupWeek:
    members = [one for one in clients if group.id in one.groups]
    cells = [cell for one in members for cell in one.hours.cells if cell.group_id == group.id]
    missed = [(cell, one) for one in members for cell in one.no_shows if cell.group_id == group.id]
    due = [
        (cell, one)
        for one in members
        for cell in one.hours.cells
        if cell.group_id == group.id and is_note_due(cell, material.statuses)
    ]
    return GroupWeek(
        group_id=group.id,
        name=group.name,
        session_ids=tuple(dict.fromkeys(cell.session_id for cell in sorted(cells, key=lambda one: one.starts_at))),
        attended_minutes=sum(cell.attended_minutes for cell in cells),
        credited_minutes=sum(cell.credited_minutes for cell in cells),
        expected_minutes=sum(cell.expected_minutes for cell in cells),
        clients=len(members),
        reached_goal=sum(one.hours.reached_goal for one in members),
        no_shows=len(missed),
        no_shows_contacted=sum(cell.session_id in one.outreach_sessions for cell, one in missed),
        notes_due=len(due),
        notes_signed=sum(cell.session_id in one.signed for cell, one in due),
        offered_minutes=material.offered_by(group.id, starts_on, ends_on),
        offered_too_little=any(one.hours.offered_too_little for one in members),
    )
