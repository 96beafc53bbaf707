"""Everything that hours are added up from, read once for some days: a handful of statements, each by an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select as select_columns
from sqlmodel import col, select

from coordinator import attendance, programs
from coordinator.attendance.facts import AttendanceFact, ServiceTime
from coordinator.attendance.queries_between import RecordedSession, Stay
from coordinator.attendance.rules import Span
from coordinator.programs.rules import ProgramRules, rules_in_force
from coordinator.roster.care import care_levels
from coordinator.roster.levels import CareLevel
from coordinator.store.tables import ClientRow, GroupRow, NoteRow, OutreachRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.rules import OfferedSession, OutsideTime, WeekHours, week_hours
from coordinator.summaries.terms import ClientTerms, DayTerms, band_of
from coordinator.vocabulary import ClientId, GroupId, GroupSessionId, NoteStatus, SessionStatus


@dataclass(frozen=True, slots=True)
class Material:
    """What was read. `clients` are those with something recorded, by name; `zone` is the program's."""

    facts: tuple[AttendanceFact, ...]
    sessions: tuple[RecordedSession, ...]
    stays: Mapping[ClientId, tuple[Stay, ...]]
    outside: Mapping[ClientId, tuple[ServiceTime, ...]]
    levels: Mapping[ClientId, tuple[CareLevel, ...]]
    clients: tuple[ClientRow, ...]
    groups: Mapping[GroupId, GroupRow]
    timeline: tuple[ProgramRules, ...]
    statuses: Mapping[GroupSessionId, SessionStatus]
    signed: Mapping[ClientId, set[GroupSessionId]]
    reached: Mapping[ClientId, set[GroupSessionId]]
    zone: ZoneInfo

    def facts_by_client(self, first: date, last: date) -> dict[ClientId, list[AttendanceFact]]:
        """Give the facts with a service date from `first` through `last`, by client.

        Who had nothing but time outside sessions is there too, with no facts.
        """
        found: dict[ClientId, list[AttendanceFact]] = defaultdict(list)
        for client in self.clients:
            if any(first <= one.day <= last for one in self._outside(client.id)):
                found[client.id] = []
        for fact in self.facts:
            if first <= fact.service_date <= last:
                found[fact.client_id].append(fact)
        return found

    def in_group(
        self, client_id: ClientId, facts: list[AttendanceFact], group_id: GroupId, first: date, last: date
    ) -> bool:
        """Say whether a client belongs into a group's days from `first` through `last`."""
        stays = self.stays.get(client_id, ())
        enrolled = any(stay.group_id == group_id and _touches(stay, first, last) for stay in stays)
        return any(fact.group_id == group_id for fact in facts) or (enrolled and not facts)

    def hours(self, row: ClientRow, facts: list[AttendanceFact], first: date, last: date) -> WeekHours:
        """Add up one client's days from `first` through `last`."""
        terms = self.terms(row, facts, first, last)
        outside = [one for one in self._outside(row.id) if first <= one.day <= last]
        return week_hours(facts, outside, self._offered(row.id, first, last), terms)

    def terms(self, row: ClientRow, facts: list[AttendanceFact], first: date, last: date) -> dict[date, DayTerms]:
        """Give what is asked of a client on each day from `first` through `last`."""
        enrolled = [stay.group_id for stay in self.stays.get(row.id, ()) if _touches(stay, first, last)]
        bands = [self.groups[one].age_band for one in enrolled or sorted({fact.group_id for fact in facts}, key=str)]
        asked = ClientTerms(row.born_on, band_of(bands), row.weekly_goal_minutes, self.levels.get(row.id, ()))
        days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        return {day: asked.on(day, self.timeline) for day in days}

    def rules_on(self, day: date) -> ProgramRules:
        """Give the thresholds in force on a day."""
        return rules_in_force(self.timeline, day)

    def offered_by(self, group_id: GroupId, first: date, last: date) -> int:
        """Give the countable minutes that a group holds, whoever is enrolled."""
        return sum(
            one.times.countable_minutes
            for one in self.sessions
            if one.group_id == group_id and first <= one.service_date <= last and not one.times.cancelled
        )

    def _outside(self, client_id: ClientId) -> list[OutsideTime]:
        return [
            OutsideTime(
                one.service_type,
                one.starts_at.astimezone(self.zone).date(),
                Span(one.starts_at, one.starts_at + timedelta(minutes=one.minutes)),
            )
            for one in self.outside.get(client_id, ())
        ]

    def _offered(self, client_id: ClientId, first: date, last: date) -> list[OfferedSession]:
        """Give the sessions of a client's groups; a day spent in another of them counts by that one only."""
        stays = [stay for stay in self.stays.get(client_id, ()) if _touches(stay, first, last)]
        mine = {stay.group_id for stay in stays}
        found = []
        for one in self.sessions:
            if one.group_id not in mine or one.times.cancelled or not first <= one.service_date <= last:
                continue
            there = {stay.group_id for stay in stays if stay.holds(one.service_date)}
            if not there or one.group_id in there:
                found.append(OfferedSession(one.service_date, one.times.parts, one.held_until))
        return found


def read_material(
    work: UnitOfWork,
    first: date,
    last: date,
    group_id: GroupId | None = None,
    client_ids: frozenset[ClientId] | None = None,
) -> Material:
    """Read everything from `first` through `last`; only of a group's clients or of some clients where that is asked.

    What else those clients did is read as well, since their goal is of all their groups together.
    """
    only = attendance.clients_of_group(work, group_id, first, last) if group_id is not None else None
    if client_ids is not None:
        only = client_ids if only is None else only & client_ids
    record = attendance.record_between(work, first, last, client_ids=only)
    stays: dict[ClientId, list[Stay]] = defaultdict(list)
    for stay in record.stays:
        stays[stay.client_id].append(stay)
    outside: dict[ClientId, list[ServiceTime]] = defaultdict(list)
    for time in attendance.service_times_between(work, first, last):
        if only is None or time.client_id in only:
            outside[time.client_id].append(time)
    clients = {fact.client_id for fact in record.facts} | outside.keys()
    ids = [one.id for one in record.sessions]
    rows = work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(clients))).all() if clients else ()
    return Material(
        facts=record.facts,
        sessions=record.sessions,
        stays={one: tuple(found) for one, found in stays.items()},
        outside={one: tuple(found) for one, found in outside.items()},
        levels=care_levels(work, clients),
        clients=tuple(sorted(rows, key=lambda row: (row.name_key, row.code))),
        groups={row.id: row for row in work.rows.exec(select(GroupRow))},
        timeline=programs.rules_timeline(work),
        statuses={one.id: one.status for one in record.sessions},
        signed=_signed(work, ids),
        reached=_reached(work, ids),
        zone=ZoneInfo(programs.program(work).zone),
    )


def one_client(client_id: ClientId | None) -> frozenset[ClientId] | None:
    """Give whom to read where one client is asked for: that one, or everybody."""
    return None if client_id is None else frozenset({client_id})


def _touches(stay: Stay, first: date, last: date) -> bool:
    return stay.starts_on <= last and (stay.ends_on is None or stay.ends_on >= first)


def _signed(work: UnitOfWork, session_ids: list[GroupSessionId]) -> dict[ClientId, set[GroupSessionId]]:
    wanted = select_columns(col(NoteRow.client_id), col(NoteRow.session_id)).where(
        col(NoteRow.session_id).in_(session_ids),
        col(NoteRow.status) == NoteStatus.SIGNED,
        col(NoteRow.client_id).is_not(None),
    )
    found: dict[ClientId, set[GroupSessionId]] = defaultdict(set)
    for pair in work.rows.connection().execute(wanted):
        found[pair.client_id].add(pair.session_id)
    return found


def _reached(work: UnitOfWork, session_ids: list[GroupSessionId]) -> dict[ClientId, set[GroupSessionId]]:
    wanted = select_columns(col(OutreachRow.client_id), col(OutreachRow.session_id)).where(
        col(OutreachRow.session_id).in_(session_ids)
    )
    found: dict[ClientId, set[GroupSessionId]] = defaultdict(set)
    for pair in work.rows.connection().execute(wanted):
        found[pair.client_id].add(pair.session_id)
    return found
