"""Planned and held sessions, exceptions applied: rows where there are some, the blocks' dates beyond."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import col, select

from coordinator import people, series
from coordinator.errors import NotFound
from coordinator.series import Block, PlannedSession, Segment
from coordinator.sessions import rules
from coordinator.sessions.facts import GroupSession
from coordinator.store.tables import BlockRow, GroupRow, GroupSessionRow, MakeUpRow, SessionSegmentRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    BlockId,
    ExceptionKind,
    FacilitatorId,
    GroupId,
    GroupSessionId,
    SessionStatus,
)

A_DAY = timedelta(days=1)
LOOK_AHEAD = timedelta(days=60)
LOOK_BACK = timedelta(days=14)
SEARCH_DAYS = timedelta(days=400)
_WITH_ID = select(GroupSessionRow).where(col(GroupSessionRow.id) == bindparam("session"))
"""Built once; it takes half the time of `Session.get`, and every mark asks it."""


def session(work: UnitOfWork, session_id: GroupSessionId) -> GroupSession:
    """Give one session, planned rows and dates beyond the planned ones alike; raises `NotFound`."""
    row = work.rows.exec(_WITH_ID, params={"session": session_id}).first()
    if row is not None:
        return _of_rows(work, [row])[0]
    return _of_planned(work, [planned_with_id(work, session_id)])[0]


def sessions_between(
    work: UnitOfWork, from_day: date, to_day: date, group_id: GroupId | None = None
) -> tuple[GroupSession, ...]:
    """Give the sessions whose service date lies from `from_day` through `to_day`, by start.

    Cancelled ones are among them, skipped ones are not. Raises `WindowTooLong` over more than ten years.
    """
    planned = series.planned(work, from_day, to_day, group_id)
    in_window = col(GroupSessionRow.service_date).between(from_day, to_day)
    wanted = select(GroupSessionRow).where(in_window)
    if group_id is not None:
        wanted = wanted.where(GroupSessionRow.group_id == group_id)
    rows = [row for row in work.rows.exec(wanted) if row.exception is not ExceptionKind.SKIPPED]
    known = _known_dates(work, planned)
    beyond = [
        one
        for one in planned
        if one.exception is not ExceptionKind.SKIPPED and (one.block_id, one.original_on) not in known
    ]
    found = (*_of_rows(work, rows), *_of_planned(work, beyond))
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.group_name, str(one.id))))


def extra_sessions(work: UnitOfWork, from_day: date, to_day: date) -> tuple[GroupSession, ...]:
    """Give the sessions outside every pattern between two service dates, by start, cancelled ones among them."""
    wanted = select(GroupSessionRow).where(
        col(GroupSessionRow.block_id).is_(None), col(GroupSessionRow.service_date).between(from_day, to_day)
    )
    rows = [row for row in work.rows.exec(wanted) if row.exception is not ExceptionKind.SKIPPED]
    return tuple(sorted(_of_rows(work, rows), key=lambda one: (one.starts_at, str(one.id))))


def todays_sessions(work: UnitOfWork) -> tuple[GroupSession, ...]:
    """Give the sessions of today, each by the date in its own zone, and whatever is still live, by start."""
    day = work.now.date()
    near = sessions_between(work, day - A_DAY, day + A_DAY)
    return tuple(one for one in near if one.status is SessionStatus.LIVE or _is_today(one, work.now))


def next_session(work: UnitOfWork) -> GroupSession | None:
    """Give the live session, else the first one that is not over; looks 60 days ahead."""
    day = work.now.date()
    near = sessions_between(work, day - A_DAY, day + LOOK_AHEAD)
    live = [one for one in near if one.status is SessionStatus.LIVE]
    ahead = [one for one in near if one.status is SessionStatus.PLANNED and one.ends_at > work.now]
    return next(iter((*live, *ahead)), None)


def live_session(work: UnitOfWork) -> GroupSession | None:
    """Give the session that runs now; of two, the one launched last."""
    ordered = select(GroupSessionRow).where(GroupSessionRow.status == SessionStatus.LIVE)
    row = work.rows.exec(ordered.order_by(col(GroupSessionRow.launched_at).desc())).first()
    return _of_rows(work, [row])[0] if row is not None else None


def unfinished(work: UnitOfWork) -> tuple[GroupSession, ...]:
    """Give the sessions of the last two weeks that are over by the clock, but were neither held nor cancelled."""
    day = work.now.date()
    near = sessions_between(work, day - LOOK_BACK, day + A_DAY)
    return tuple(one for one in near if rules.is_unfinished(one.status, one.ends_at, work.now))


def planned_with_id(work: UnitOfWork, session_id: GroupSessionId) -> PlannedSession:
    """Find the block's date that has this id, within 400 days around now; raises `NotFound`."""
    today = work.now.date()
    for one in series.planned(work, today - SEARCH_DAYS, today + SEARCH_DAYS):
        if one.session_id == session_id:
            return one
    raise NotFound("GroupSession", session_id)


def session_row(work: UnitOfWork, session_id: GroupSessionId) -> GroupSessionRow:
    """Give the row of a session for a command; writes it down where it is beyond the planned days.

    Raises `NotFound`.
    """
    row = work.rows.exec(_WITH_ID, params={"session": session_id}).first()
    return row if row is not None else series.row_for(work, planned_with_id(work, session_id))


def usual_leader(work: UnitOfWork, row: GroupSessionRow) -> FacilitatorId | None:
    """Give who leads a session's block where that is not the group's own facilitator."""
    return work.get(BlockRow, row.block_id).facilitator_id if row.block_id is not None else None


def row_in(work: UnitOfWork, session_id: GroupSessionId, status: SessionStatus) -> GroupSessionRow:
    """Give the row of a session for a command that needs it in one state; raises `SessionNotInState`, `NotFound`."""
    row = session_row(work, session_id)
    if row.status is not status:
        raise rules.SessionNotInState(session_id, row.status)
    return row


def _is_today(one: GroupSession, now: datetime) -> bool:
    return one.service_date == now.astimezone(series.zone_named(one.zone)).date()


def _known_dates(work: UnitOfWork, planned: Sequence[PlannedSession]) -> set[tuple[BlockId | None, date | None]]:
    if not planned:
        return set()
    days = [one.original_on for one in planned]
    wanted = select(col(GroupSessionRow.block_id), col(GroupSessionRow.original_on)).where(
        col(GroupSessionRow.block_id).in_({one.block_id for one in planned}),
        col(GroupSessionRow.original_on).between(min(days), max(days)),
    )
    return set(work.rows.exec(wanted).all())


def _groups(work: UnitOfWork) -> dict[GroupId, GroupRow]:
    return {row.id: row for row in work.rows.exec(select(GroupRow))}


def _of_rows(work: UnitOfWork, rows: Sequence[GroupSessionRow]) -> list[GroupSession]:
    groups = _groups(work)
    leaders = _leaders(work)
    segments: dict[GroupSessionId, list[Segment]] = defaultdict(list)
    wanted = select(SessionSegmentRow).where(col(SessionSegmentRow.session_id).in_([row.id for row in rows]))
    for part in work.rows.exec(wanted.order_by(col(SessionSegmentRow.position))):
        segments[part.session_id].append(Segment(part.service_type, part.minutes, part.leader_id))
    blocks = {one.id: one for one in series.blocks(work)} if any(row.block_id for row in rows) else {}
    made_up = _made_up(work, [row.id for row in rows])
    replaced = {missed: extra for extra, missed in made_up.items()}
    return [
        replace(
            _of_row(row, groups[row.group_id], leaders, tuple(segments[row.id]), blocks),
            makes_up_for=made_up.get(row.id),
            made_up_by=replaced.get(row.id),
        )
        for row in rows
    ]


def _made_up(work: UnitOfWork, about: Sequence[GroupSessionId]) -> dict[GroupSessionId, GroupSessionId]:
    """Give the missed session of each that makes up for one and was not taken back, for some sessions at least."""
    wanted = select(MakeUpRow.session_id, MakeUpRow.missed_id).join(
        GroupSessionRow, col(GroupSessionRow.id) == col(MakeUpRow.session_id)
    )
    if len(about) == 1:
        wanted = wanted.where((MakeUpRow.session_id == about[0]) | (MakeUpRow.missed_id == about[0]))
    found = work.rows.exec(wanted.where(GroupSessionRow.status != SessionStatus.CANCELLED))
    return {GroupSessionId(extra): GroupSessionId(missed) for extra, missed in found}


def _of_row(
    row: GroupSessionRow,
    group: GroupRow,
    leaders: dict[FacilitatorId | None, people.Facilitator],
    segments: tuple[Segment, ...],
    blocks: dict[BlockId, Block],
) -> GroupSession:
    leader = leaders.get(row.facilitator_id or group.facilitator_id)
    block = blocks.get(row.block_id) if row.block_id is not None else None
    local = row.starts_at.astimezone(series.zone_named(row.zone))
    usual = block is None or row.original_starts_at is not None or local.time() == block.recurrence.starts
    return GroupSession(
        id=row.id,
        group_id=row.group_id,
        group_name=group.name,
        short_code=group.short_code,
        colour=group.colour,
        block_id=row.block_id,
        original_on=row.original_on,
        service_date=row.service_date,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        planned_minutes=row.planned_minutes,
        break_minutes=row.break_minutes,
        segments=segments,
        status=row.status,
        exception=row.exception,
        original_starts_at=row.original_starts_at,
        cancel_reason=row.cancel_reason,
        facilitator_id=leader.id if leader is not None else None,
        facilitator=leader.display if leader is not None else "",
        facilitator_short=leader.short if leader is not None else "",
        substitute=row.substitute,
        topic=row.topic or group.topic,
        platform=(row.platform if row.link else None) or group.platform,
        has_link=bool(row.link or group.link),
        own_link=bool(row.link),
        launched_at=row.launched_at,
        launched_by=row.launched_by,
        started_at=row.started_at,
        ended_at=row.ended_at,
        shifted=not usual,
    )


def _of_planned(work: UnitOfWork, planned: Sequence[PlannedSession]) -> list[GroupSession]:
    groups = _groups(work)
    leaders = _leaders(work)
    return [_of_date(one, groups[one.group_id], leaders) for one in planned]


def _of_date(
    one: PlannedSession, group: GroupRow, leaders: dict[FacilitatorId | None, people.Facilitator]
) -> GroupSession:
    leader = leaders.get(one.substitute_id or one.facilitator_id or group.facilitator_id)
    return GroupSession(
        id=one.session_id,
        group_id=one.group_id,
        group_name=group.name,
        short_code=group.short_code,
        colour=group.colour,
        block_id=one.block_id,
        original_on=one.original_on,
        service_date=one.service_date,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        zone=one.zone,
        planned_minutes=one.planned_minutes,
        break_minutes=series.break_minutes(one.segments),
        segments=one.segments,
        status=SessionStatus.PLANNED if one.takes_place else SessionStatus.CANCELLED,
        exception=one.exception,
        original_starts_at=one.original_starts_at,
        cancel_reason=one.reason,
        facilitator_id=leader.id if leader is not None else None,
        facilitator=leader.display if leader is not None else "",
        facilitator_short=leader.short if leader is not None else "",
        substitute=one.substitute_id is not None,
        topic=group.topic,
        platform=group.platform,
        has_link=bool(group.link),
        own_link=False,
        launched_at=None,
        launched_by=None,
        started_at=None,
        ended_at=None,
        shifted=one.shifted,
    )


def _leaders(work: UnitOfWork) -> dict[FacilitatorId | None, people.Facilitator]:
    return {one.id: one for one in people.facilitators(work, with_inactive=True)}
