"""Let one date of a block differ from its pattern: skip, move, cancel, substitute, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from sqlmodel import select

from coordinator.changes import Change, nothing_changed
from coordinator.series import planning, queries, rules
from coordinator.series.errors import NotInPattern, SessionAlreadyStarted
from coordinator.series.facts import DateException, PlannedSession
from coordinator.store.tables import FacilitatorRow, GroupSessionRow, SeriesExceptionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, BlockId, ExceptionKind, FacilitatorId, GroupSessionId, Topic

TOPICS = frozenset({Topic.SERIES, Topic.SESSIONS})

AlterExceptions = Callable[[Sequence[DateException]], tuple[DateException, ...]]


def skip(work: UnitOfWork, block_id: BlockId, day: date) -> Change[GroupSessionId]:
    """Leave out one date, as if the pattern did not have it; nobody is told. Raises as `move` does."""
    return _alter(work, block_id, day, Action.SKIP_SESSION, lambda _: (DateException(ExceptionKind.SKIPPED),))


def cancel(work: UnitOfWork, block_id: BlockId, day: date, reason: str = "") -> Change[GroupSessionId]:
    """Cancel one date by the program; it counts against nobody. Raises as `move` does."""
    cancelled = DateException(ExceptionKind.CANCELLED, reason=reason.strip())
    return _alter(work, block_id, day, Action.CANCEL_SESSION, _with(cancelled))


def move(
    work: UnitOfWork,
    block_id: BlockId,
    day: date,
    starts_at: datetime,
    minutes: int | None = None,
    despite: str = "",
) -> Change[GroupSessionId]:
    """Hold one date at another time, or for another length; a time in the past is fine, for corrections.

    `starts_at` is aware; `despite` is why a clash that was shown is accepted. Raises `NotInPattern`,
    `SessionAlreadyStarted`, `MinutesOutOfRange`, `DayOutOfRange`, `NotFound`.
    """
    rules.check_day(starts_at.date())
    if minutes is not None:
        rules.check_minutes(minutes)
    moved = DateException(ExceptionKind.MOVED, starts_at=starts_at, minutes=minutes, reason=despite.strip())
    one = planned(work, block_id, day)
    regular = one.original_starts_at or one.starts_at
    block = queries.block(work, block_id)
    back_in_place = starts_at == regular and minutes in {None, block.recurrence.minutes}
    without = _without(ExceptionKind.MOVED)
    return _alter(work, block_id, day, Action.MOVE_SESSION, without if back_in_place else _with(moved))


def substitute(
    work: UnitOfWork, block_id: BlockId, day: date, facilitator_id: FacilitatorId | None, despite: str = ""
) -> Change[GroupSessionId]:
    """Let another facilitator lead one date; None returns it to the group's own.

    `despite` is why a clash that was shown is accepted. Raises as `move` does.
    """
    if facilitator_id is None:
        return _alter(work, block_id, day, Action.SUBSTITUTE, _without(ExceptionKind.SUBSTITUTE))
    work.get(FacilitatorRow, facilitator_id)
    one = DateException(ExceptionKind.SUBSTITUTE, facilitator_id=facilitator_id, reason=despite.strip())
    return _alter(work, block_id, day, Action.SUBSTITUTE, _with(one))


def return_to_pattern(work: UnitOfWork, block_id: BlockId, day: date) -> Change[GroupSessionId]:
    """Undo whatever makes one date differ; a closure stays. Raises as `move` does."""
    return _alter(work, block_id, day, Action.RETURN_SESSION, lambda _: ())


def planned(work: UnitOfWork, block_id: BlockId, day: date) -> PlannedSession:
    """Give what a block says of one of its dates; raises `NotInPattern`, `NotFound`."""
    one = queries.planned_on(work, block_id, day)
    if one is None:
        raise NotInPattern(block_id, day)
    return one


def _with(one: DateException) -> AlterExceptions:
    return lambda others: (*_without(one.kind)(others), one)


def _without(kind: ExceptionKind) -> AlterExceptions:
    return lambda others: tuple(other for other in others if other.kind is not kind)


def _alter(
    work: UnitOfWork, block_id: BlockId, day: date, action: Action, alter: AlterExceptions
) -> Change[GroupSessionId]:
    planned(work, block_id, day)
    before = tuple(queries.exceptions_of(work, [block_id]).get((block_id, day), ()))
    return _replace(work, block_id, day, action, alter(before))


def _replace(
    work: UnitOfWork, block_id: BlockId, day: date, action: Action, wanted: tuple[DateException, ...]
) -> Change[GroupSessionId]:
    row = _check_not_started(work, block_id, day)
    subject = row.id if row is not None else planned(work, block_id, day).session_id
    stored = work.rows.exec(
        select(SeriesExceptionRow).where(SeriesExceptionRow.block_id == block_id, SeriesExceptionRow.original_on == day)
    ).all()
    before = tuple(
        DateException(one.kind, one.starts_at, one.minutes, one.facilitator_id, one.reason) for one in stored
    )
    if set(before) == set(wanted):
        return nothing_changed(action, subject)
    for one in stored:
        work.rows.delete(one)
    work.rows.flush()
    for exception in wanted:
        work.rows.add(
            SeriesExceptionRow(
                block_id=block_id,
                original_on=day,
                kind=exception.kind,
                starts_at=exception.starts_at,
                minutes=exception.minutes,
                facilitator_id=exception.facilitator_id,
                reason=exception.reason,
            )
        )
    work.rows.flush()
    planning.realign(work, [block_id])
    back = partial(_replace, block_id=block_id, day=day, action=action, wanted=before)
    return Change(action, subject, TOPICS, outcome=subject, undo=back, detail={"on": day.isoformat()})


def _check_not_started(work: UnitOfWork, block_id: BlockId, day: date) -> GroupSessionRow | None:
    wanted = select(GroupSessionRow).where(GroupSessionRow.block_id == block_id, GroupSessionRow.original_on == day)
    row = work.rows.exec(wanted).first()
    if row is not None and row.status in planning.STARTED:
        raise SessionAlreadyStarted(row.id)
    return row
