"""Blocks, closures, and the sessions that follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from coordinator.series import rules
from coordinator.series.facts import Block, Closure, DateException, PlannedSession, Recurrence, Segment, Window
from coordinator.store.tables import (
    BlockRow,
    ClosureRow,
    GroupRow,
    GroupSessionRow,
    SegmentRow,
    SeriesExceptionRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import BlockId, ExceptionKind, GroupId, SessionStatus

ExceptionsByDate = dict[tuple[BlockId, date], list[DateException]]


def blocks(work: UnitOfWork, group_id: GroupId | None = None) -> tuple[Block, ...]:
    """Give every block, ended ones too but not removed ones, by weekday and start."""
    wanted = select(BlockRow)
    if group_id is not None:
        wanted = wanted.where(BlockRow.group_id == group_id)
    rows = [row for row in work.rows.exec(wanted) if not _is_removed(row)]
    rows.sort(key=lambda row: (row.weekday.number, row.starts, row.from_on, str(row.id)))
    return _blocks(work, rows)


def block(work: UnitOfWork, block_id: BlockId) -> Block:
    """Give one block; raises `NotFound`."""
    return _blocks(work, [work.get(BlockRow, block_id)])[0]


def closures(work: UnitOfWork) -> tuple[Closure, ...]:
    """Give every closure, earliest first."""
    ordered = select(ClosureRow).order_by(col(ClosureRow.from_on), col(ClosureRow.id))
    return tuple(Closure(row.id, row.from_on, row.to_on, row.name) for row in work.rows.exec(ordered))


def closure_on(work: UnitOfWork, day: date) -> Closure | None:
    """Give the closure that a day falls into, if there is one."""
    return next((closure for closure in closures(work) if closure.from_on <= day <= closure.to_on), None)


def cancelled_by_closure(work: UnitOfWork, from_on: date, to_on: date) -> tuple[PlannedSession, ...]:
    """Give the sessions that closing on these days would cancel: not those that run or were held.

    Raises `EndsBeforeStart` and `WindowTooLong`.
    """
    rules.check_order(from_on, to_on)
    found = [one for one in planned(work, from_on, to_on) if one.takes_place]
    started = select(GroupSessionRow.id).where(
        col(GroupSessionRow.status).in_((SessionStatus.LIVE, SessionStatus.HELD)),
        col(GroupSessionRow.service_date).between(from_on, to_on),
    )
    gone = set(work.rows.exec(started)) if found else set()
    return tuple(one for one in found if one.session_id not in gone)


def planned(work: UnitOfWork, first: date, last: date, group_id: GroupId | None = None) -> tuple[PlannedSession, ...]:
    """Give what the blocks say of the days from `first` through `last`, exceptions and closures applied.

    Skipped and cancelled dates are among them. Whatever was moved into the window from outside it is there,
    whatever was moved out is not. Raises `WindowTooLong`.
    """
    window = Window(first, last)
    rules.check_window(window)
    every = blocks(work, group_id)
    exceptions: dict[BlockId, dict[date, list[DateException]]] = defaultdict(dict)
    for (block_id, day), differing in exceptions_of(work, [one.id for one in every]).items():
        exceptions[block_id][day] = differing
    closed = closures(work)
    archived = _archived(work)
    wider = rules.widened(window)
    found: list[PlannedSession] = []
    for one in every:
        dates = exceptions[one.id]
        sessions = [
            *rules.planned_sessions(one, wider, dates, closed),
            *_moved_from_elsewhere(one, wider, dates, closed),
        ]
        gone = archived.get(one.group_id)
        found += [
            session
            for session in sessions
            if first <= session.service_date <= last and (gone is None or session.starts_at < gone)
        ]
    return tuple(sorted(found, key=lambda session: (session.starts_at, session.block_id)))


def planned_of(work: UnitOfWork, block: Block, window: Window) -> tuple[PlannedSession, ...]:
    """Give what one block says of each of its dates in the window, exceptions and closures applied.

    Unlike `planned` by the pattern's dates, wherever they were moved to. Raises `WindowTooLong`.
    """
    rules.check_window(window)
    differing = {day: found for (_, day), found in exceptions_of(work, [block.id]).items()}
    return rules.planned_sessions(block, window, differing, closures(work))


def planned_on(work: UnitOfWork, block_id: BlockId, day: date) -> PlannedSession | None:
    """Give what a block says of one of its dates, or None where the pattern has no session then."""
    one = block(work, block_id)
    if not rules.is_in_pattern(one.recurrence, day):
        return None
    exceptions = exceptions_of(work, [block_id])
    return session_of(one, day, exceptions.get((block_id, day), ()), closures(work))


def session_of(one: Block, day: date, exceptions: Sequence[DateException], closed: Sequence[Closure]) -> PlannedSession:
    """Give the session of one of a block's dates."""
    return rules.planned_session(one, rules.occurrence_on(one.recurrence, day), exceptions, closed)


def exceptions_of(work: UnitOfWork, block_ids: Sequence[BlockId]) -> ExceptionsByDate:
    """Give the exceptions of some blocks, by block and original date."""
    wanted = select(SeriesExceptionRow).where(col(SeriesExceptionRow.block_id).in_(block_ids))
    found: ExceptionsByDate = defaultdict(list)
    for row in work.rows.exec(wanted):
        found[row.block_id, row.original_on].append(
            DateException(row.kind, row.starts_at, row.minutes, row.facilitator_id, row.reason)
        )
    return found


def _moved_from_elsewhere(
    one: Block, window: Window, exceptions: Mapping[date, Sequence[DateException]], closed: Sequence[Closure]
) -> Iterator[PlannedSession]:
    for day, differing in exceptions.items():
        if _is_moved(differing) and not window.holds(day) and rules.is_in_pattern(one.recurrence, day):
            yield session_of(one, day, differing, closed)


def _is_moved(exceptions: Sequence[DateException]) -> bool:
    return any(one.kind is ExceptionKind.MOVED for one in exceptions)


def _is_removed(row: BlockRow) -> bool:
    return row.until_on is not None and row.until_on < row.from_on


def _archived(work: UnitOfWork) -> dict[GroupId, datetime]:
    rows = work.rows.exec(select(GroupRow).where(col(GroupRow.archived_at).is_not(None)))
    return {row.id: row.archived_at for row in rows if row.archived_at is not None}


def _blocks(work: UnitOfWork, rows: Sequence[BlockRow]) -> tuple[Block, ...]:
    wanted = select(SegmentRow).where(col(SegmentRow.block_id).in_([row.id for row in rows]))
    segments: dict[UUID, list[Segment]] = defaultdict(list)
    for segment in work.rows.exec(wanted.order_by(col(SegmentRow.position))):
        segments[segment.block_id].append(Segment(segment.service_type, segment.minutes, segment.leader_id))
    return tuple(
        Block(row.id, row.group_id, _recurrence(row), tuple(segments[row.id]), row.facilitator_id) for row in rows
    )


def _recurrence(row: BlockRow) -> Recurrence:
    return Recurrence(row.weekday, row.starts, row.minutes, row.zone, row.from_on, row.until_on, row.every_weeks)
