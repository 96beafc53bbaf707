"""Keeps the rows of planned sessions in line with what the blocks say. Started sessions are never touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from coordinator.changes import Change, nothing_changed
from coordinator.series import queries, rules
from coordinator.series.facts import PlannedSession, Segment, break_minutes
from coordinator.store.tables import GroupSessionRow, SessionSegmentRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, BlockId, ExceptionKind, GroupSessionId, SessionStatus, Topic

DAYS_AHEAD = 14
DAYS_BACK = 14
STARTED = frozenset({SessionStatus.LIVE, SessionStatus.HELD})


def plan_ahead(work: UnitOfWork, days: int = DAYS_AHEAD) -> Change[int]:
    """Write down the sessions of the next `days` days, and of the last two weeks where the computer was off.

    Gives how many sessions were new or differed. It may run twice, late, or on two machines at once: ids follow
    from block and date, and where another machine was first its row stands.
    """
    today = work.now.date()
    count = plan_between(work, today - timedelta(days=DAYS_BACK), today + timedelta(days=days))
    if not count:
        return nothing_changed(Action.PLAN_SESSIONS, 0)
    topics = frozenset({Topic.SESSIONS})
    return Change(Action.PLAN_SESSIONS, None, topics, outcome=count, detail={"sessions": str(count)})


def plan_between(work: UnitOfWork, first: date, last: date) -> int:
    """Bring rows into line with every block from `first` through `last`; gives how many were new or differed."""
    wanted = queries.planned(work, first, last)
    rows = _rows_of(work, {one.block_id for one in wanted}, dates={one.original_on for one in wanted})
    segments = _segments_of(work, [row.id for row in rows.values()])
    count = 0
    for one in wanted:
        row = rows.get((one.block_id, one.original_on))
        if row is None:
            count += one.exception is not ExceptionKind.SKIPPED and _insert(work, one)
        elif row.status not in STARTED:
            count += _bring_into_line(work, row, one, segments.get(row.id, ()))
    return count


def row_for(work: UnitOfWork, one: PlannedSession) -> GroupSessionRow:
    """Give the row of a planned session; writes it down where it is not there yet."""
    wanted = select(GroupSessionRow).where(
        GroupSessionRow.block_id == one.block_id, GroupSessionRow.original_on == one.original_on
    )
    row = work.rows.exec(wanted).first()
    if row is None:
        _insert(work, one)
        row = work.get(GroupSessionRow, one.session_id)
    return row


def realign(work: UnitOfWork, block_ids: Iterable[BlockId] | None = None) -> int:
    """Bring the rows of some blocks (or all) into line after the plan changed; gives how many differed.

    A row whose date the pattern does not have any more is skipped rather than deleted, so that what was recorded
    beside it, such as a planned absence, comes back when the change is undone.
    """
    rows = _rows_of(work, None if block_ids is None else set(block_ids), started=False)
    segments = _segments_of(work, [row.id for row in rows.values()])
    closed = queries.closures(work)
    every = {block.id: block for block in queries.blocks(work)}
    exceptions = queries.exceptions_of(work, list(every))
    count = 0
    for (block_id, day), row in rows.items():
        block = every.get(block_id)
        if block is not None and rules.is_in_pattern(block.recurrence, day):
            one = queries.session_of(block, day, exceptions.get((block_id, day), ()), closed)
            count += _bring_into_line(work, row, one, segments.get(row.id, ()))
        elif row.exception is not ExceptionKind.SKIPPED:
            row.status, row.exception, row.cancel_reason = SessionStatus.CANCELLED, ExceptionKind.SKIPPED, ""
            count += 1
    return count


def started_dates(work: UnitOfWork, block_id: BlockId) -> tuple[date, ...]:
    """Give the original dates of a block's sessions that run or were held, in order."""
    return tuple(sorted(day for _, day in _rows_of(work, {block_id}, started=True)))


def _rows_of(
    work: UnitOfWork,
    block_ids: set[BlockId] | None,
    *,
    dates: set[date] | None = None,
    started: bool | None = None,
) -> dict[tuple[BlockId, date], GroupSessionRow]:
    wanted = select(GroupSessionRow).where(col(GroupSessionRow.block_id).is_not(None))
    if block_ids is not None:
        wanted = wanted.where(col(GroupSessionRow.block_id).in_(block_ids))
    if dates:
        wanted = wanted.where(col(GroupSessionRow.original_on).between(min(dates), max(dates)))
    if started is not None:
        is_started = col(GroupSessionRow.status).in_(STARTED)
        wanted = wanted.where(is_started if started else ~is_started)
    return {
        (row.block_id, row.original_on): row
        for row in work.rows.exec(wanted)
        if row.block_id is not None and row.original_on is not None
    }


def _insert(work: UnitOfWork, one: PlannedSession) -> bool:
    if work.rows.get(GroupSessionRow, one.session_id) is not None:
        return False
    try:
        with work.rows.begin_nested():
            row = GroupSessionRow(
                id=one.session_id,
                group_id=one.group_id,
                block_id=one.block_id,
                original_on=one.original_on,
                service_date=one.service_date,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                zone=one.zone,
                planned_minutes=one.planned_minutes,
                planned_at=work.now,
            )
            _describe(row, one)
            work.rows.add(row)
            _write_segments(work, one.session_id, one.segments)
            work.rows.flush()
    except IntegrityError:  # another machine planned it a moment ago, with the same id
        return False
    return True


def _bring_into_line(
    work: UnitOfWork, row: GroupSessionRow, one: PlannedSession, segments: tuple[Segment, ...]
) -> bool:
    before = _facts(row)
    _describe(row, one)
    changed = before != _facts(row)
    if segments != one.segments:
        _write_segments(work, row.id, one.segments)
        changed = True
    return changed


def _facts(row: GroupSessionRow) -> tuple[object, ...]:
    return (
        row.service_date,
        row.starts_at,
        row.ends_at,
        row.zone,
        row.planned_minutes,
        row.break_minutes,
        row.status,
        row.exception,
        row.original_starts_at,
        row.cancel_reason,
        row.facilitator_id,
        row.substitute,
    )


def _describe(row: GroupSessionRow, one: PlannedSession) -> None:
    row.service_date, row.starts_at, row.ends_at, row.zone = one.service_date, one.starts_at, one.ends_at, one.zone
    row.planned_minutes, row.break_minutes = one.planned_minutes, break_minutes(one.segments)
    row.status = SessionStatus.PLANNED if one.takes_place else SessionStatus.CANCELLED
    row.exception, row.original_starts_at, row.cancel_reason = one.exception, one.original_starts_at, one.reason
    row.facilitator_id, row.substitute = one.substitute_id or one.facilitator_id, one.substitute_id is not None


def _segments_of(work: UnitOfWork, session_ids: Sequence[GroupSessionId]) -> dict[GroupSessionId, tuple[Segment, ...]]:
    wanted = select(SessionSegmentRow).where(col(SessionSegmentRow.session_id).in_(session_ids))
    found: dict[GroupSessionId, tuple[Segment, ...]] = {}
    for row in work.rows.exec(wanted.order_by(col(SessionSegmentRow.position))):
        found[row.session_id] = (*found.get(row.session_id, ()), Segment(row.service_type, row.minutes, row.leader_id))
    return found


def _write_segments(work: UnitOfWork, session_id: GroupSessionId, segments: Sequence[Segment]) -> None:
    for old in work.rows.exec(select(SessionSegmentRow).where(SessionSegmentRow.session_id == session_id)):
        work.rows.delete(old)
    work.rows.flush()
    for position, segment in enumerate(segments):
        work.rows.add(
            SessionSegmentRow(
                session_id=session_id,
                position=position,
                service_type=segment.service_type,
                minutes=segment.minutes,
                leader_id=segment.leader_id,
            )
        )
