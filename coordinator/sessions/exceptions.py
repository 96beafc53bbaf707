"""Let one session differ from its block, by its id. Sessions that belong to no block change in their own row."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from coordinator import series
from coordinator.changes import Change, nothing_changed
from coordinator.sessions import queries, rules
from coordinator.store.tables import FacilitatorRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ExceptionKind, FacilitatorId, GroupSessionId, SessionStatus, Topic

TOPICS = frozenset({Topic.SESSIONS})


def cancel_session(work: UnitOfWork, session_id: GroupSessionId, reason: str = "") -> Change[GroupSessionId]:
    """Cancel a session by the program; it counts against nobody.

    Raises `SessionAlreadyStarted`, `SessionNotInState`, `NotFound`.
    """
    row = queries.session_row(work, session_id)
    if row.block_id is not None and row.original_on is not None:
        return series.cancel(work, row.block_id, row.original_on, reason)
    _check_planned(row)
    row.status, row.cancel_reason = SessionStatus.CANCELLED, reason.strip()
    undo = partial(restore_session, session_id=session_id)
    return Change(Action.CANCEL_SESSION, session_id, TOPICS, outcome=session_id, undo=undo)


def restore_session(work: UnitOfWork, session_id: GroupSessionId) -> Change[GroupSessionId]:
    """Let a session take place as the pattern has it: whatever made it differ is gone. A closure stays.

    Raises `SessionAlreadyStarted`, `NotFound`.
    """
    row = queries.session_row(work, session_id)
    if row.block_id is not None and row.original_on is not None:
        return series.return_to_pattern(work, row.block_id, row.original_on)
    _check_not_started(row)
    if row.status is SessionStatus.CANCELLED:
        undo = partial(cancel_session, session_id=session_id, reason=row.cancel_reason)
        row.status, row.cancel_reason = SessionStatus.PLANNED, ""
        return Change(Action.RESTORE_SESSION, session_id, TOPICS, outcome=session_id, undo=undo)
    if row.original_starts_at is None:
        return nothing_changed(Action.RETURN_SESSION, session_id)
    return move_session(work, session_id, row.original_starts_at)


def move_session(
    work: UnitOfWork, session_id: GroupSessionId, starts_at: datetime, minutes: int | None = None, despite: str = ""
) -> Change[GroupSessionId]:
    """Hold a session at another time or for another length; `starts_at` is aware.

    `despite` is why a clash that was shown is accepted.

    Raises `SessionAlreadyStarted`, `MinutesOutOfRange`, `DayOutOfRange`, `NotFound`.
    """
    series.check_day(starts_at.date())
    row = queries.session_row(work, session_id)
    if row.block_id is not None and row.original_on is not None:
        return series.move(work, row.block_id, row.original_on, starts_at, minutes, despite)
    _check_planned(row)
    length = row.planned_minutes if minutes is None else minutes
    series.check_minutes(length)
    undo = partial(move_session, session_id=session_id, starts_at=row.starts_at, minutes=row.planned_minutes)
    usual = row.original_starts_at or row.starts_at
    row.starts_at, row.ends_at = starts_at, starts_at + timedelta(minutes=length)
    row.planned_minutes, row.despite = length, despite.strip() or None
    row.service_date = starts_at.astimezone(series.zone_named(row.zone)).date()
    row.original_starts_at = None if starts_at == usual else usual
    if row.exception is not ExceptionKind.EXTRA:
        row.exception = None if starts_at == usual else ExceptionKind.MOVED
    return Change(Action.MOVE_SESSION, session_id, TOPICS, outcome=session_id, undo=undo)


def substitute_facilitator(
    work: UnitOfWork, session_id: GroupSessionId, facilitator_id: FacilitatorId | None, despite: str = ""
) -> Change[GroupSessionId]:
    """Let somebody else lead a session; None returns it to the group's own. A live one may be handed over.

    `despite` is why a clash that was shown is accepted.

    Raises `SessionNotInState` once it was held, `NotFound`.
    """
    row = queries.session_row(work, session_id)
    if row.status is SessionStatus.HELD:
        raise rules.SessionNotInState(session_id, row.status)
    started = row.status is SessionStatus.LIVE
    if not started and row.block_id is not None and row.original_on is not None:
        return series.substitute(work, row.block_id, row.original_on, facilitator_id, despite)
    if facilitator_id is not None:
        work.get(FacilitatorRow, facilitator_id)
    before = row.facilitator_id if row.substitute else None
    undo = partial(substitute_facilitator, session_id=session_id, facilitator_id=before)
    row.facilitator_id, row.substitute = facilitator_id, facilitator_id is not None
    if facilitator_id is None:
        row.facilitator_id = queries.usual_leader(work, row)
    row.despite = despite.strip() or None
    return Change(Action.SUBSTITUTE, session_id, TOPICS, outcome=session_id, undo=undo)


def _check_planned(row: GroupSessionRow) -> None:
    _check_not_started(row)
    if row.status is not SessionStatus.PLANNED:
        raise rules.SessionNotInState(row.id, row.status)


def _check_not_started(row: GroupSessionRow) -> None:
    if row.status in {SessionStatus.LIVE, SessionStatus.HELD}:
        raise series.SessionAlreadyStarted(row.id)
