"""Add, change and end blocks; close the program for some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from uuid import uuid4

from sqlmodel import col, select

from coordinator.changes import Change
from coordinator.errors import RuleViolation
from coordinator.series import planning, queries, rules
from coordinator.series.errors import WeekdayMissing
from coordinator.series.facts import Block, Closure, Recurrence, Segment
from coordinator.store.tables import (
    BlockRow,
    ClosureRow,
    FacilitatorRow,
    GroupRow,
    GroupSessionRow,
    SegmentRow,
    SeriesExceptionRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, BlockId, ExceptionKind, FacilitatorId, GroupId, Topic, Weekday

TOPICS = frozenset({Topic.SERIES, Topic.SESSIONS})
A_DAY = timedelta(days=1)
DAYS_A_WEEK = 7


class ClosureNameMissing(RuleViolation):
    """A closure says why: "Presidents' Day"."""


def add_block(
    work: UnitOfWork,
    group_id: GroupId,
    *,
    weekdays: Sequence[Weekday],
    starts: time,
    from_on: date,
    minutes: int = 180,
    zone: str | None = None,
    until_on: date | None = None,
    session_count: int | None = None,
    every_weeks: int = 1,
    segments: Sequence[Segment] = (),
    facilitator_id: FacilitatorId | None = None,
    despite: str = "",
) -> Change[tuple[BlockId, ...]]:
    """Let a group meet at a wall time on one or more weekdays, in its own zone unless another is named.

    Each weekday is a block of its own; they are added, and undone, together. `session_count` ends them after so
    many sessions in all. Sessions of the next two weeks are planned at once. Without segments, all of it is group
    therapy; without `facilitator_id` the group's own facilitator leads. `despite` is why a clash that was shown is
    accepted.

    Raises `WeekdayMissing`, `ZoneUnknown`, `MinutesOutOfRange`, `SegmentsDoNotAddUp`, `EndsBeforeStart`,
    `WeeksOutOfRange`, `SessionCountOutOfRange`, `DayOutOfRange`, `NotFound`.
    """
    group = work.get(GroupRow, group_id)
    if not weekdays:
        raise WeekdayMissing
    parts = rules.check_segments(segments, minutes)
    _check_leaders(work, facilitator_id, parts)
    patterns = tuple(
        Recurrence(weekday, starts, minutes, zone or group.zone, from_on, until_on, every_weeks)
        for weekday in sorted(set(weekdays), key=lambda day: day.number)
    )
    for recurrence in patterns:
        rules.check_recurrence(recurrence)
    if session_count is not None:
        patterns = rules.after_sessions(patterns, session_count)
    ids = [_write_block(work, group_id, one, parts, facilitator_id, despite) for one in patterns]
    _plan(work, ids)
    return Change(
        Action.ADD_BLOCK,
        ids[0],
        TOPICS,
        outcome=tuple(ids),
        undo=partial(_take_back_blocks, block_ids=tuple(ids)),
        detail={"blocks": str(len(ids))},
    )


def change_block(
    work: UnitOfWork,
    block_id: BlockId,
    recurrence: Recurrence,
    segments: Sequence[Segment],
    *,
    following: date,
    facilitator_id: FacilitatorId | None,
    session_count: int | None = None,
    despite: str = "",
) -> Change[BlockId]:
    """Let a block follow another pattern from the week of `following` on; earlier sessions keep theirs.

    The series is split: the old block ends, a new one begins. Sessions that run or were held never change, so
    the new pattern begins after the last of them. Exceptions and what is recorded of planned sessions go along.
    `recurrence.from_on` is not looked at; `session_count` counts from the split. `facilitator_id` is who leads from
    then on, None the group's own facilitator. The outcome is the new block. Raises what `add_block` raises.
    """
    rules.check_day(following)
    row = work.get(BlockRow, block_id)
    old = queries.block(work, block_id)
    monday = following - timedelta(days=following.weekday())
    begins = max(monday, row.from_on - timedelta(days=row.from_on.weekday()))
    started = planning.started_dates(work, block_id)
    if started and started[-1] >= begins:
        begins = started[-1] - timedelta(days=started[-1].weekday()) + timedelta(weeks=1)
    apart = (begins - monday).days // DAYS_A_WEEK % max(1, recurrence.every_weeks)
    weeks = 0 if not apart else recurrence.every_weeks - apart  # every second week stays that of `following`
    first = begins + timedelta(weeks=weeks, days=recurrence.weekday.number)
    changed = replace(recurrence, from_on=first)
    rules.check_recurrence(changed)
    if session_count is not None:
        changed = replace(changed, until_on=rules.until_after(changed, session_count))
    parts = rules.check_segments(segments, recurrence.minutes)
    _check_leaders(work, facilitator_id, parts)
    new_id = _write_block(work, row.group_id, changed, parts, facilitator_id, despite)
    ended_on = row.until_on
    row.until_on = begins - A_DAY
    if not started and row.until_on < row.from_on:
        row.until_on = row.from_on - A_DAY
    _hand_over(work, block_id, new_id, begins, recurrence.weekday)
    _plan(work, [block_id, new_id])
    back = partial(_rejoin, block_id=block_id, new_id=new_id, until_on=ended_on, old=old, begins=begins)
    return Change(Action.CHANGE_BLOCK, new_id, TOPICS, outcome=new_id, undo=back)


def remove_block(work: UnitOfWork, block_id: BlockId, *, from_on: date | None = None) -> Change[BlockId]:
    """End a block: no sessions from `from_on` on (today, in its zone, when not given). Held sessions stay.

    Raises `DayOutOfRange`, `NotFound`.
    """
    rules.check_day(from_on)
    row = work.get(BlockRow, block_id)
    today = work.now.astimezone(rules.zone_named(row.zone)).date()
    last = (from_on or today) - A_DAY
    started = planning.started_dates(work, block_id)
    if started:
        last = max(last, started[-1])
    back = partial(_set_until, block_id=block_id, until_on=row.until_on)
    row.until_on = max(last if row.until_on is None else min(last, row.until_on), row.from_on - A_DAY)
    planning.realign(work, [block_id])
    return Change(Action.REMOVE_BLOCK, block_id, TOPICS, outcome=block_id, undo=back)


def add_closure(work: UnitOfWork, from_on: date, to_on: date, name: str) -> Change[Closure]:
    """Close the program from one day through another; sessions that started already are not touched.

    The detail counts the sessions it cancels; `cancelled_by_closure` lists them beforehand.
    Raises `EndsBeforeStart`, `WindowTooLong`, `ClosureNameMissing`.
    """
    if not name.strip():
        raise ClosureNameMissing
    count = len(queries.cancelled_by_closure(work, from_on, to_on))
    row = ClosureRow(from_on=from_on, to_on=to_on, name=name.strip())
    work.rows.add(row)
    work.rows.flush()
    planning.realign(work)
    closure = Closure(row.id, from_on, to_on, row.name)
    return Change(
        Action.ADD_CLOSURE,
        row.id,
        TOPICS,
        outcome=closure,
        undo=partial(remove_closure, closure=closure),
        detail={"sessions": str(count), "from": from_on.isoformat(), "to": to_on.isoformat()},
    )


def remove_closure(work: UnitOfWork, closure: Closure) -> Change[Closure]:
    """Open the program again on the days of a closure; its sessions come back. Raises `NotFound`."""
    work.rows.delete(work.get(ClosureRow, closure.id))
    work.rows.flush()
    planning.realign(work)
    again = partial(add_closure, from_on=closure.from_on, to_on=closure.to_on, name=closure.name)
    return Change(Action.REMOVE_CLOSURE, closure.id, TOPICS, outcome=closure, undo=again)


def _check_leaders(work: UnitOfWork, facilitator_id: FacilitatorId | None, segments: Sequence[Segment]) -> None:
    """Raise `NotFound` unless everybody who shall lead works here."""
    for leader in {facilitator_id, *(part.leader_id for part in segments)} - {None}:
        work.get(FacilitatorRow, leader)


def _write_block(
    work: UnitOfWork,
    group_id: GroupId,
    recurrence: Recurrence,
    segments: Sequence[Segment],
    facilitator_id: FacilitatorId | None,
    despite: str,
) -> BlockId:
    row = BlockRow(
        id=BlockId(uuid4()),
        group_id=group_id,
        weekday=recurrence.weekday,
        starts=recurrence.starts,
        minutes=recurrence.minutes,
        zone=recurrence.zone,
        from_on=recurrence.from_on,
        until_on=recurrence.until_on,
        every_weeks=recurrence.every_weeks,
        despite=despite.strip() or None,
        facilitator_id=facilitator_id,
    )
    work.rows.add(row)
    for position, part in enumerate(segments):
        work.rows.add(
            SegmentRow(
                block_id=row.id,
                position=position,
                service_type=part.service_type,
                minutes=part.minutes,
                leader_id=part.leader_id,
            )
        )
    work.rows.flush()
    return row.id


def _plan(work: UnitOfWork, block_ids: Sequence[BlockId]) -> None:
    planning.realign(work, block_ids)
    planning.plan_ahead(work)


def _hand_over(work: UnitOfWork, block_id: BlockId, new_id: BlockId, begins: date, weekday: Weekday) -> None:
    """Give what is known of a block's later dates to the block that takes over, week by week."""
    planned = select(GroupSessionRow).where(
        GroupSessionRow.block_id == block_id,
        col(GroupSessionRow.original_on) >= begins,
        ~col(GroupSessionRow.status).in_(planning.STARTED),
    )
    for session in work.rows.exec(planned):
        session.block_id = new_id
        if session.original_on is not None:
            session.original_on = _same_week(session.original_on, weekday)
    later = select(SeriesExceptionRow).where(
        SeriesExceptionRow.block_id == block_id, SeriesExceptionRow.original_on >= begins
    )
    for exception in work.rows.exec(later):
        if exception.kind is ExceptionKind.MOVED:
            continue  # it moved away from the old time; the new pattern has its own
        exception.block_id = new_id
        exception.original_on = _same_week(exception.original_on, weekday)
    work.rows.flush()


def _same_week(day: date, weekday: Weekday) -> date:
    return day + timedelta(days=weekday.number - day.weekday())


def _rejoin(
    work: UnitOfWork, block_id: BlockId, new_id: BlockId, until_on: date | None, old: Block, begins: date
) -> Change[BlockId]:
    """Undo a split: the old block goes on, the new one never was."""
    new = queries.block(work, new_id)
    started = planning.started_dates(work, new_id)
    if started:
        return remove_block(work, new_id)
    row, gone = work.get(BlockRow, block_id), work.get(BlockRow, new_id)
    row.until_on = until_on
    gone.until_on = gone.from_on - A_DAY
    _hand_over(work, new_id, block_id, begins, old.recurrence.weekday)
    _plan(work, [block_id, new_id])
    again = partial(
        change_block,
        block_id=block_id,
        recurrence=new.recurrence,
        segments=new.segments,
        following=new.recurrence.from_on,
        facilitator_id=new.facilitator_id,
    )
    return Change(Action.CHANGE_BLOCK, block_id, TOPICS, outcome=block_id, undo=again)


def _take_back_blocks(work: UnitOfWork, block_ids: tuple[BlockId, ...]) -> Change[tuple[BlockId, ...]]:
    """Undo an addition: the blocks end before they begin, but for sessions that started meanwhile."""
    ends = {block_id: work.get(BlockRow, block_id).until_on for block_id in block_ids}
    for block_id in block_ids:
        row = work.get(BlockRow, block_id)
        started = planning.started_dates(work, block_id)
        row.until_on = started[-1] if started else row.from_on - A_DAY
    planning.realign(work, block_ids)
    again = partial(_bring_back_blocks, ends=ends)
    return Change(Action.REMOVE_BLOCK, block_ids[0], TOPICS, outcome=block_ids, undo=again)


def _bring_back_blocks(work: UnitOfWork, ends: dict[BlockId, date | None]) -> Change[tuple[BlockId, ...]]:
    for block_id, until_on in ends.items():
        work.get(BlockRow, block_id).until_on = until_on
    ids = tuple(ends)
    _plan(work, ids)
    return Change(Action.ADD_BLOCK, ids[0], TOPICS, outcome=ids, undo=partial(_take_back_blocks, block_ids=ids))


def _set_until(work: UnitOfWork, block_id: BlockId, until_on: date | None) -> Change[BlockId]:
    row = work.get(BlockRow, block_id)
    back = partial(_set_until, block_id=block_id, until_on=row.until_on)
    row.until_on = until_on
    _plan(work, [block_id])
    return Change(Action.CHANGE_BLOCK, block_id, TOPICS, outcome=block_id, undo=back)
