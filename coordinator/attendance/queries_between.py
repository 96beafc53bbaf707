"""Everybody's attendance between two days: the one source of summaries, weeks and histories.

A handful of statements whatever the number of sessions, each reading columns rather than rows, since a summary
looks at thousands of marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from coordinator import programs
from coordinator.attendance import rules
from coordinator.attendance.away import gaps_of
from coordinator.attendance.facts import AttendanceFact, ServiceTime
from coordinator.attendance.rules import Presence, SessionTimes, Span
from coordinator.programs.rules import rules_in_force
from coordinator.store.tables import (
    AttendanceRow,
    EnrolmentRow,
    GroupSessionRow,
    IntervalRow,
    ServiceTimeRow,
    SessionSegmentRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    ClientId,
    ExcuseReason,
    GroupId,
    GroupSessionId,
    Mark,
    MarkSource,
    ServiceType,
    SessionStatus,
)

ColumnTs = TypeVarTuple("ColumnTs")

ZONE_SLACK = timedelta(days=1)
"""How far a local day can lie from the same day in UTC."""


@dataclass(frozen=True, slots=True)
class _Session:
    id: GroupSessionId
    group_id: GroupId
    service_date: date
    planned_minutes: int
    break_minutes: int
    status: SessionStatus
    times: SessionTimes


@dataclass(frozen=True, slots=True)
class _Mark:
    presence: Presence
    announced: bool
    reason: ExcuseReason | None


NO_GAP = timedelta()
UNMARKED = _Mark(Presence(), announced=False, reason=None)


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
    wanted = _in_range(from_day, to_day, group_id)
    work.rows.flush()
    timeline = programs.rules_timeline(work)
    sessions = _sessions(work, wanted)
    enrolled = _enrolled(work, from_day, to_day, group_id, client_id)
    marks = _marks(work, wanted, client_id)
    facts: list[AttendanceFact] = []
    for session in sessions:
        recorded = marks.get(session.id, {})
        expected = {
            client
            for client, first, last in enrolled.get(session.group_id, ())
            if first <= session.service_date and (last is None or session.service_date <= last)
        }
        gap = (
            timedelta(minutes=rules_in_force(timeline, session.service_date).gap_merge_minutes) if timeline else NO_GAP
        )
        facts.extend(
            _fact(session, client, _merged(recorded.get(client, UNMARKED), gap), expected=client in expected)
            for client in sorted(expected | recorded.keys(), key=str)
        )
    return tuple(facts)


def _merged(known: _Mark, gap: timedelta) -> _Mark:
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


def _sessions(work: UnitOfWork, wanted: ColumnElement[bool]) -> list[_Session]:
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
    ).where(wanted)
    return [
        _Session(
            id=session_id,
            group_id=group_id,
            service_date=service_date,
            planned_minutes=planned,
            break_minutes=breaks,
            status=status,
            times=times_of(status, starts_at, ends_at, ended_at, segments.get(session_id, ()), breaks, work.now),
        )
        for session_id, group_id, service_date, starts_at, ends_at, ended_at, planned, breaks, status in _read(
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


def _enrolled(
    work: UnitOfWork, from_day: date, to_day: date, group_id: GroupId | None, client_id: ClientId | None
) -> dict[GroupId, list[tuple[ClientId, date, date | None]]]:
    starts_on, ends_on = col(EnrolmentRow.starts_on), col(EnrolmentRow.ends_on)
    wanted = select_columns(col(EnrolmentRow.group_id), col(EnrolmentRow.client_id), starts_on, ends_on).where(
        starts_on <= to_day, ends_on.is_(None) | (ends_on >= from_day)
    )
    if group_id is not None:
        wanted = wanted.where(col(EnrolmentRow.group_id) == group_id)
    if client_id is not None:
        wanted = wanted.where(col(EnrolmentRow.client_id) == client_id)
    stays: dict[GroupId, list[tuple[ClientId, date, date | None]]] = defaultdict(list)
    for group, client, first, last in _read(work, wanted):
        stays[group].append((client, first, last))
    return stays


def _marks(
    work: UnitOfWork, wanted: ColumnElement[bool], client_id: ClientId | None
) -> dict[GroupSessionId, dict[ClientId, _Mark]]:
    columns = (
        select_columns(
            col(AttendanceRow.session_id),
            col(AttendanceRow.client_id),
            col(AttendanceRow.mark),
            col(AttendanceRow.late),
            col(AttendanceRow.left_early),
            col(AttendanceRow.arrived_late_minutes),
            col(AttendanceRow.left_early_minutes),
            col(AttendanceRow.away_minutes),
            col(AttendanceRow.source),
            col(AttendanceRow.announced),
        )
        .add_columns(col(AttendanceRow.reason))
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(AttendanceRow.session_id))
        .where(wanted)
    )
    if client_id is not None:
        columns = columns.where(col(AttendanceRow.client_id) == client_id)
    intervals, gaps = _report_intervals(work, wanted, client_id), gaps_of(work, wanted)
    marks: dict[GroupSessionId, dict[ClientId, _Mark]] = defaultdict(dict)
    for row in work.rows.connection().execute(columns):
        session, client, mark, late, left, late_minutes, left_minutes, away, source, announced, reason = row
        known = _Mark(
            Presence(
                mark=mark,
                late=late,
                left_early=left,
                arrived_late_minutes=late_minutes,
                left_early_minutes=left_minutes,
                away_minutes=away,
                source=source,
                intervals=tuple(intervals.get((session, client), ())),
                gaps=gaps.get((session, client), ()),
            ),
            announced=announced,
            reason=reason,
        )
        marks[session][client] = known
    return marks


def _report_intervals(
    work: UnitOfWork, wanted: ColumnElement[bool], client_id: ClientId | None
) -> dict[tuple[GroupSessionId, ClientId], list[Span]]:
    same = and_(
        col(AttendanceRow.session_id) == col(IntervalRow.session_id),
        col(AttendanceRow.client_id) == col(IntervalRow.client_id),
    )
    columns = (
        select_columns(
            col(IntervalRow.session_id),
            col(IntervalRow.client_id),
            col(IntervalRow.joined_at),
            col(IntervalRow.left_at),
        )
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(IntervalRow.session_id))
        .join(AttendanceRow, same)
        .where(wanted, col(AttendanceRow.source) == MarkSource.REPORT)
    )
    if client_id is not None:
        columns = columns.where(col(IntervalRow.client_id) == client_id)
    intervals: dict[tuple[GroupSessionId, ClientId], list[Span]] = defaultdict(list)
    for session, client, joined_at, left_at in _read(work, columns):
        intervals[session, client].append(Span(joined_at, left_at))
    return intervals


def _fact(session: _Session, client_id: ClientId, known: _Mark, *, expected: bool) -> AttendanceFact:
    presence, times = known.presence, session.times
    present = presence.mark is Mark.PRESENT
    return AttendanceFact(
        session_id=session.id,
        group_id=session.group_id,
        client_id=client_id,
        service_date=session.service_date,
        starts_at=times.starts_at,
        label=rules.label_of(presence, expected=expected, cancelled=times.cancelled),
        expected=expected and not times.cancelled,
        attended_minutes=rules.attended_minutes(presence, times),
        minutes_known=presence.minutes_known,
        planned_minutes=session.planned_minutes,
        break_minutes=session.break_minutes,
        arrived_late_minutes=presence.arrived_late_minutes if present else None,
        left_early_minutes=presence.left_early_minutes if presence.attended else None,
        announced=known.announced,
        reason=known.reason,
        source=presence.source,
        service_minutes=rules.service_minutes(presence, times),
        running=session.status is SessionStatus.LIVE,
    )
