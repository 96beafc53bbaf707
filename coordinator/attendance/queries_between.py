"""Everybody's attendance between two days: the one source of summaries, weeks and histories.

A handful of statements whatever the number of sessions, each reading columns rather than rows, since a summary
looks at thousands of marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from coordinator import programs
from coordinator.attendance import rules
from coordinator.attendance.facts import AttendanceFact, ServiceTime
from coordinator.attendance.reachable import reachable_spans
from coordinator.attendance.rules import SessionTimes
from coordinator.attendance.stored_marks import UNMARKED, StoredMark, marks_of
from coordinator.programs.rules import ProgramRules, rules_in_force
from coordinator.store.tables import (
    AttendanceRow,
    EnrolmentRow,
    GroupSessionRow,
    ServiceTimeRow,
    SessionSegmentRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    ClientId,
    FacilitatorId,
    GroupId,
    GroupSessionId,
    Mark,
    ServiceType,
    SessionStatus,
)

ColumnTs = TypeVarTuple("ColumnTs")

ZONE_SLACK = timedelta(days=1)
"""How far a local day can lie from the same day in UTC."""


@dataclass(frozen=True, slots=True)
class RecordedSession:
    """One dated session as hours are counted from it. `leader` is the substitute, or who was to lead it."""

    id: GroupSessionId
    group_id: GroupId
    service_date: date
    planned_minutes: int
    break_minutes: int
    status: SessionStatus
    times: SessionTimes
    leader: FacilitatorId | None

    def over(self, now: datetime) -> bool:
        """Say whether it ended, by hand or by the clock."""
        return self.status is SessionStatus.HELD or self.times.ends_at <= now

    @property
    def held_until(self) -> datetime:
        """Its planned end, or the earlier instant at which it ended."""
        return self.times.counts_until if self.status is SessionStatus.HELD else self.times.ends_at


@dataclass(frozen=True, slots=True)
class Stay:
    """A client's stay in a group, first and last day included; `ends_on` is None while it lasts."""

    client_id: ClientId
    group_id: GroupId
    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        """Say whether the client is in the group on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Record:
    """What is recorded between two days: facts by client and session, the sessions themselves, and who was where."""

    facts: tuple[AttendanceFact, ...]
    sessions: tuple[RecordedSession, ...]
    stays: tuple[Stay, ...]


NO_GAP = timedelta()


def attendance_between(
    work: UnitOfWork,
    from_day: date,
    to_day: date,
    group_id: GroupId | None = None,
    client_id: ClientId | None = None,
) -> tuple[AttendanceFact, ...]:
    """Give one fact per client and session with a service date from `from_day` through `to_day`.

    Everybody enrolled on the day has one, and so has whoever else has a record. In order of start, session, client.
    Sessions not yet planned as rows have none.
    """
    only = None if client_id is None else (client_id,)
    return record_between(work, from_day, to_day, group_id=group_id, client_ids=only).facts


def record_between(
    work: UnitOfWork,
    from_day: date,
    to_day: date,
    *,
    group_id: GroupId | None = None,
    client_ids: Collection[ClientId] | None = None,
) -> Record:
    """Give everything that hours are counted from between two days, of some clients where they are named.

    Facts as in `attendance_between`; sessions of every group, or of one, cancelled ones among them.
    """
    wanted = _in_range(from_day, to_day, group_id)
    work.rows.flush()
    timeline = programs.rules_timeline(work)
    sessions = _sessions(work, wanted)
    stays = _stays(work, from_day, to_day, group_id, client_ids)
    marks = marks_of(work, wanted, client_ids)
    return Record(facts_of(sessions, stays, marks, timeline, work.now), tuple(sessions), stays)


def facts_of(
    sessions: Sequence[RecordedSession],
    stays: Sequence[Stay],
    marks: Mapping[GroupSessionId, Mapping[ClientId, StoredMark]],
    timeline: Sequence[ProgramRules],
    now: datetime,
) -> tuple[AttendanceFact, ...]:
    """Give the facts that stays and marks make of sessions: pure."""
    in_group: dict[GroupId, list[Stay]] = defaultdict(list)
    for stay in stays:
        in_group[stay.group_id].append(stay)
    facts: list[AttendanceFact] = []
    for session in sessions:
        recorded = marks.get(session.id, {})
        expected = {stay.client_id for stay in in_group[session.group_id] if stay.holds(session.service_date)}
        gap = (
            timedelta(minutes=rules_in_force(timeline, session.service_date).gap_merge_minutes) if timeline else NO_GAP
        )
        facts.extend(
            _fact(session, client, _merged(recorded.get(client, UNMARKED), gap), now, expected=client in expected)
            for client in sorted(expected | recorded.keys(), key=str)
        )
    return tuple(facts)


def clients_of_group(work: UnitOfWork, group_id: GroupId, from_day: date, to_day: date) -> frozenset[ClientId]:
    """Give who has something to do with a group between two days: enrolled, or recorded in one of its sessions."""
    enrolled = {stay.client_id for stay in _stays(work, from_day, to_day, group_id, None)}
    came = (
        select_columns(col(AttendanceRow.client_id))
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(AttendanceRow.session_id))
        .where(_in_range(from_day, to_day, group_id))
        .distinct()
    )
    return frozenset(enrolled | {client_id for (client_id,) in _read(work, came)})


def _merged(known: StoredMark, gap: timedelta) -> StoredMark:
    """Join short gaps between connections, as the program's rule on that day says."""
    presence = known.presence
    if not presence.intervals and not presence.gaps:
        return known
    intervals = rules.united(presence.intervals, gap=gap)
    gaps = tuple(one for one in presence.gaps if one.longer_than(gap))
    return replace(known, presence=replace(presence, intervals=intervals, gaps=gaps))


def service_times_between(
    work: UnitOfWork, from_day: date, to_day: date, client_id: ClientId | None = None
) -> tuple[ServiceTime, ...]:
    """Give clinical time outside sessions that started from `from_day` through `to_day` in the program's zone."""
    zone = ZoneInfo(programs.program(work).zone)
    starts_at = col(ServiceTimeRow.starts_at)
    wanted = (
        select(ServiceTimeRow)
        .where(starts_at >= datetime.combine(from_day, time(), zone))
        .where(starts_at < datetime.combine(to_day + timedelta(days=1), time(), zone))
        .order_by(starts_at)
    )
    if client_id is not None:
        wanted = wanted.where(ServiceTimeRow.client_id == client_id)
    return tuple(
        ServiceTime(
            row.id,
            row.client_id,
            row.group_id,
            row.service_type,
            row.starts_at,
            row.minutes,
            row.facilitator_id,
        )
        for row in work.rows.exec(wanted)
    )


def _in_range(from_day: date, to_day: date, group_id: GroupId | None) -> ColumnElement[bool]:
    # The bounds on the start let the store use its index; the service date decides.
    starts_at = col(GroupSessionRow.starts_at)
    wanted = and_(
        col(GroupSessionRow.service_date).between(from_day, to_day),
        starts_at >= datetime.combine(from_day, time(), UTC) - ZONE_SLACK,
        starts_at < datetime.combine(to_day, time(), UTC) + 2 * ZONE_SLACK,
    )
    return wanted if group_id is None else and_(wanted, col(GroupSessionRow.group_id) == group_id)


def _read(work: UnitOfWork, wanted: Select[*ColumnTs]) -> Iterator[tuple[*ColumnTs]]:
    yield from work.rows.connection().execute(wanted)


def _sessions(work: UnitOfWork, wanted: ColumnElement[bool]) -> list[RecordedSession]:
    segments: dict[GroupSessionId, list[tuple[ServiceType, int]]] = defaultdict(list)
    in_order = (
        select_columns(
            col(SessionSegmentRow.session_id), col(SessionSegmentRow.service_type), col(SessionSegmentRow.minutes)
        )
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(SessionSegmentRow.session_id))
        .where(wanted)
        .order_by(col(SessionSegmentRow.session_id), col(SessionSegmentRow.position))
    )
    for session_id, service, minutes in _read(work, in_order):
        segments[session_id].append((service, minutes))
    rows = select_columns(
        col(GroupSessionRow.id),
        col(GroupSessionRow.group_id),
        col(GroupSessionRow.service_date),
        col(GroupSessionRow.starts_at),
        col(GroupSessionRow.ends_at),
        col(GroupSessionRow.ended_at),
        col(GroupSessionRow.planned_minutes),
        col(GroupSessionRow.break_minutes),
        col(GroupSessionRow.status),
        col(GroupSessionRow.facilitator_id),
    ).where(wanted)
    return [
        RecordedSession(
            id=session_id,
            group_id=group_id,
            service_date=service_date,
            planned_minutes=planned,
            break_minutes=breaks,
            status=status,
            times=times_of(status, starts_at, ends_at, ended_at, segments.get(session_id, ()), breaks, work.now),
            leader=leader,
        )
        for session_id, group_id, service_date, starts_at, ends_at, ended_at, planned, breaks, status, leader in _read(
            work, rows.order_by(col(GroupSessionRow.starts_at), col(GroupSessionRow.id))
        )
    ]


def times_of(
    status: SessionStatus,
    starts_at: datetime,
    ends_at: datetime,
    ended_at: datetime | None,
    segments: Sequence[tuple[ServiceType, int]],
    break_minutes: int,
    now: datetime,
) -> SessionTimes:
    """Make the times that minutes are computed from, all in UTC."""
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    return SessionTimes(
        starts_at=starts_at,
        ends_at=ends_at,
        counts_until=counts_until(status, starts_at, ends_at, ended_at, now),
        parts=rules.parts_of(starts_at, ends_at, segments, break_minutes),
        cancelled=status is SessionStatus.CANCELLED,
    )


def counts_until(
    status: SessionStatus, starts_at: datetime, ends_at: datetime, ended_at: datetime | None, now: datetime
) -> datetime:
    """Give the instant up to which a session counts; while it runs, whole minutes since its start have passed."""
    until = rules.counts_until(status, ends_at, ended_at, now)
    if status is SessionStatus.HELD:
        return until.astimezone(UTC)
    return starts_at + timedelta(minutes=(until - starts_at) // timedelta(minutes=1))


def _stays(
    work: UnitOfWork,
    from_day: date,
    to_day: date,
    group_id: GroupId | None,
    client_ids: Collection[ClientId] | None,
) -> tuple[Stay, ...]:
    starts_on, ends_on = col(EnrolmentRow.starts_on), col(EnrolmentRow.ends_on)
    wanted = select_columns(col(EnrolmentRow.client_id), col(EnrolmentRow.group_id), starts_on, ends_on).where(
        starts_on <= to_day
    )
    if group_id is None:
        wanted = wanted.where(ends_on.is_(None) | (ends_on >= from_day))
    else:  # the group in both halves, so that each is found by the index on group and last day
        here = col(EnrolmentRow.group_id) == group_id
        wanted = wanted.where(and_(here, ends_on.is_(None)) | and_(here, ends_on >= from_day))
    if client_ids is not None:
        wanted = wanted.where(col(EnrolmentRow.client_id).in_(client_ids))
    return tuple(Stay(*found) for found in _read(work, wanted.order_by(starts_on, col(EnrolmentRow.id))))


def _fact(
    session: RecordedSession, client_id: ClientId, known: StoredMark, now: datetime, *, expected: bool
) -> AttendanceFact:
    presence, times = known.presence, session.times
    present = presence.mark is Mark.PRESENT
    services = rules.service_minutes(presence, times)
    return AttendanceFact(
        session_id=session.id,
        group_id=session.group_id,
        client_id=client_id,
        service_date=session.service_date,
        starts_at=times.starts_at,
        label=rules.label_of(presence, expected=expected, cancelled=times.cancelled),
        expected=expected and not times.cancelled,
        attended_minutes=sum(minutes for _service, minutes in services),
        minutes_known=presence.minutes_known,
        planned_minutes=session.planned_minutes,
        break_minutes=session.break_minutes,
        countable_minutes=times.countable_minutes,
        arrived_late_minutes=presence.arrived_late_minutes if present else None,
        left_early_minutes=presence.left_early_minutes if presence.attended else None,
        announced=known.announced,
        reason=known.reason,
        source=presence.source,
        service_minutes=services,
        running=session.status is SessionStatus.LIVE,
        parts=times.parts,
        held_until=session.held_until,
        spans=rules.attended_spans(presence, times),
        reachable=reachable_spans(presence, times, expected=expected, over=session.over(now)),
        away_minutes=rules.away_minutes(presence),
    )
